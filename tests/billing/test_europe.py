"""An invoice under the EU profile: a test for each mandatory content of article 226."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.printables import INVOICE
from mspdesk.billing.queries import drafts
from mspdesk.billing.rules.legal import says_why
from mspdesk.clients.actions import add_client
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.shop.actions import edit_shop, save_tax_code
from mspdesk.shop.queries import shop as the_shop
from tests.billing.moneyshop import MoneyShop, furnish
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import text_of

SELLER = {
    "profile": "EU",
    "country": "DE",
    "tax_number": "DE811907980",
    "day_first": True,
    "currency": "EUR",
    "address": "Speicherstadt 4",
    "city": "Hamburg",
    "region": "",
    "postal_code": "20457",
    "labor_taxable": True,
}
BUYER = {
    "address": "Keizersgracht 12",
    "city": "Amsterdam",
    "postal_code": "1015 CN",
    "country": "NL",
    "status": "active",
    "hourly_terms_on": date(2025, 1, 1),
    "tax_number": "NL123456789B01",
}


def hamburg(store: Store) -> MoneyShop:
    """A shop in Hamburg with two rates of VAT, and a client in Amsterdam taxed at the full one."""
    shop = furnish(store, **SELLER)
    full = store.do(save_tax_code, "DE19", "USt", 190_000)
    store.do(save_tax_code, "DE7", "USt", 70_000)
    store.do(edit_shop, store.ask(the_shop).version, {"tax_code_id": full})
    client = store.do(add_client, "Grachten Tandartsen BV", BUYER | {"tax_code_id": full})
    return replace(shop, kestrel=client)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    return hamburg


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> MoneyShop:
    made: MoneyShop = standing(store)
    return replace(made, store=store)


def drafted(shop: MoneyShop, *lines: tuple[str, str, int], **more: Any) -> int:
    draft = shop.draft(shop.kestrel, *(lines or (("service", "Netzwerk geprüft", 20_000),)))
    days = {"period_from": date(2026, 3, 2), "period_to": date(2026, 3, 6)}
    shop.store.do(actions.edit_draft, draft, days | more)
    return draft


def issued(shop: MoneyShop, draft: int) -> int:
    shop.store.do(actions.mark_ready, draft)
    return shop.store.do(actions.issue, [draft])[0].id


def paper(shop: MoneyShop, invoice: int) -> str:
    document = shop.store.ask(queries.invoice_document, invoice)
    return text_of(prepare(INVOICE, document, Paper.A4).pdf)


def test_points_1_to_6_dates_numbers_parties_and_what_was_done(shop: MoneyShop) -> None:
    draft = drafted(shop)
    line = shop.store.do(actions.add_line, draft, "hardware", "Drive", 30_000, 4_000)
    assert line
    said = paper(shop, issued(shop, draft))
    for words in (
        "11 Mar 2026",  # 1 the day of issue
        "2026-0001",  # 2 a number of a series
        "VAT no. DE811907980",  # 3 the supplier's VAT number
        "VAT no. NL123456789B01",  # 4 the customer's
        "Quillfeather IT, LLC",  # 5 names and addresses of both
        "Speicherstadt 4",
        "20457 Hamburg",
        "Grachten Tandartsen BV",
        "Keizersgracht 12",
        "1015 CN Amsterdam",
        "Netzwerk geprüft",  # 6 extent and nature
        "Drive",
    ):
        assert words in said, words


def test_point_7_the_days_of_supply_and_of_a_payment_on_account(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 2, 27, 9, 0)):
        payment = shop.store.do(actions.add_payment, shop.kestrel, 10_000, allocations={})
    invoice = issued(shop, drafted(shop))
    assert "For 2 Mar to 6 Mar 2026" in paper(shop, invoice)
    assert "Paid on account" not in paper(shop, invoice)
    shop.store.do(actions.apply_credit, payment, {invoice: 10_000})
    assert "Paid on account: €100.00 on 27 Feb 2026." in paper(shop, invoice)


def test_points_8_to_10_the_base_of_each_rate_net_prices_discounts_and_tax(
    shop: MoneyShop,
) -> None:
    draft = drafted(shop)
    shop.store.do(
        actions.add_line, draft, "software", "Handbuch", 10_000, 10_050, {"tax_code": "DE7"}
    )
    shop.store.do(
        actions.add_line,
        draft,
        "discount",
        "Treuerabatt",
        10_000,
        1_000,
        {"tax_code": "DE19"},  # it lowers what labor is taxed on without being told
    )
    invoice = issued(shop, draft)
    said = paper(shop, invoice)
    for words in (
        "Net price",
        "Treuerabatt",
        "-€10.00",
        "USt, 19% on €190.00",
        "€36.10",
        "USt, 7% on €100.50",
        "€7.04",
        "€333.64",
    ):
        assert words in said, words
    document = shop.store.ask(queries.invoice_document, invoice)
    assert sum(tax.base for tax in document.taxes) == document.subtotal
    assert document.subtotal + sum(tax.amount for tax in document.taxes) == document.total


def test_point_11a_reverse_charge_says_so_and_needs_the_customers_number(
    shop: MoneyShop,
) -> None:
    client = shop.store.do(
        add_client,
        "Zuid Logistiek BV",
        BUYER | {"tax_exempt": True, "tax_exempt_reason": "Reverse charge, art. 196"},
    )
    there = replace(shop, kestrel=client)
    said = paper(shop, issued(there, drafted(there)))
    assert "VAT, exempt (Reverse charge, art. 196) on €200.00" in said
    assert "VAT no. NL123456789B01" in said
    without = BUYER | {"tax_exempt": True, "tax_exempt_reason": "Reverse charge", "tax_number": ""}
    nameless = replace(shop, kestrel=shop.store.do(add_client, "Oost BV", without))
    with pytest.raises(UserError, match="it owes the tax"):
        issued(nameless, drafted(nameless))


def test_an_exemption_without_a_reason_is_refused(shop: MoneyShop) -> None:
    details = BUYER | {"tax_exempt": True}
    there = replace(shop, kestrel=shop.store.do(add_client, "West BV", details))
    with pytest.raises(UserError, match="Say why no VAT is charged"):
        issued(there, drafted(there))


def test_point_11_a_line_without_vat_says_why_or_is_refused(shop: MoneyShop) -> None:
    draft = drafted(shop)
    line = shop.store.do(actions.add_line, draft, "service", "Schulung", 10_000, 5_000)
    row = next(one for one in shop.store.ask(drafts.draft_page, draft).lines if one.id == line)
    shop.store.do(actions.edit_line, line, row.version, {"taxable": False})
    with pytest.raises(UserError, match="“Schulung” bears no VAT, and nothing says why"):
        issued(shop, draft)
    shop.store.do(actions.edit_draft, draft, {"note": "Danke!"})
    with pytest.raises(UserError, match="nothing says why"):
        issued(shop, draft)
    row = next(one for one in shop.store.ask(drafts.draft_page, draft).lines if one.id == line)
    said = "Umsatzsteuerfrei nach § 4 Nr. 21 UStG"
    shop.store.do(actions.edit_line, line, row.version, {"detail": said})
    assert said in paper(shop, issued(shop, draft))


def test_point_11_no_code_for_tax_is_no_reason_and_a_note_is_one(shop: MoneyShop) -> None:
    shop.store.do(edit_shop, shop.store.ask(the_shop).version, {"tax_code_id": None})
    details = BUYER | {"tax_number": ""}
    there = replace(shop, kestrel=shop.store.do(add_client, "Noord BV", details))
    draft = drafted(there)
    with pytest.raises(UserError, match="bears no VAT"):
        issued(there, draft)
    shop.store.do(actions.edit_draft, draft, {"note": "VAT exempt, article 132 (1) i"})
    assert "article 132" in paper(shop, issued(there, draft))


@pytest.mark.parametrize(
    ("words", "enough"),
    [
        ("", False),
        ("Danke für Ihr Vertrauen", False),
        ("Customs of the party", False),
        ("VAT exempt", True),
        ("Kleinunternehmer, § 19", True),
        ("Reverse charge", True),
        ("exonération de TVA", True),
        ("Art. 44", True),
    ],
)
def test_a_reason_names_the_tax_or_the_provision(words: str, enough: bool) -> None:
    assert says_why(words) is enough


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"tax_number": ""}, "Type your VAT number"), ({"address": "", "city": ""}, "shop's address")],
)
def test_what_the_seller_lacks_stops_the_invoice(
    shop: MoneyShop, changes: dict[str, str], said: str
) -> None:
    shop.store.do(edit_shop, shop.store.ask(the_shop).version, changes)
    with pytest.raises(UserError, match=said):
        issued(shop, drafted(shop))


def test_vat_of_another_currency_is_said_in_the_national_one(shop: MoneyShop) -> None:
    shop.store.do(edit_shop, shop.store.ask(the_shop).version, {"currency": "CHF"})
    draft = drafted(shop)
    with pytest.raises(UserError, match="Say the VAT in EUR too"):
        issued(shop, draft)
    shop.store.do(actions.edit_draft, draft, {"note": "VAT EUR 40.28, rate of the ECB"})
    assert "VAT EUR 40.28" in paper(shop, issued(shop, draft))


@pytest.mark.parametrize(
    ("code", "net", "tax", "total"),
    [("JPY", "¥20,000", "¥3,800", "¥23,800"), ("KWD", "KWD 20.000", "KWD 3.800", "KWD 23.800")],
)
def test_currencies_without_and_with_three_decimals_print_right(
    shop: MoneyShop, code: str, net: str, tax: str, total: str
) -> None:
    shop.store.do(edit_shop, shop.store.ask(the_shop).version, {"currency": code})
    said = paper(shop, issued(shop, drafted(shop, note="VAT EUR 1.00")))
    for words in (net, tax, total, f"USt, 19% on {net}"):
        assert words in said, words
