"""Invoices and statements on their way by mail."""

import pytest

from mspdesk.billing import actions, runs
from mspdesk.billing.queries import mailing
from mspdesk.clients import queries as clients
from mspdesk.clients.actions import add_contact, edit_client
from mspdesk.errors import UserError
from mspdesk.mail import actions as mail
from mspdesk.mail import queries as outbox
from mspdesk.mail.rules.compose import Compose, Typed
from mspdesk.progress import Progress

from .moneyshop import MoneyShop


def issued(shop: MoneyShop, client_id: int, price: int = 30_000) -> int:
    """An issued invoice of one line."""
    draft = shop.draft(client_id, ("service", "Firewall renewal", price))
    shop.store.do(actions.mark_ready, draft)
    return shop.store.do(actions.issue, [draft])[0].id


def typed(compose: Compose) -> Typed:
    """What the composer gives when nothing was changed."""
    return Typed(compose.to, compose.cc, compose.subject, compose.body, compose.key)


def with_billing(shop: MoneyShop) -> None:
    """Give the client somebody who gets the bills."""
    shop.store.do(
        add_contact,
        shop.kestrel,
        {
            "first_name": "Ida",
            "last_name": "Roth",
            "email": "ida@kestrel.example",
            "billing": True,
        },
    )


def test_an_invoice_is_written_from_its_text(shop: MoneyShop) -> None:
    with_billing(shop)
    invoice = issued(shop, shop.kestrel)
    compose = shop.store.ask(mailing.invoice_mail, invoice)
    assert (compose.to, compose.cc) == ("ida@kestrel.example", "")
    assert compose.subject.startswith("Invoice 2026-0001 from ")
    assert "Hello Ida," in compose.body
    assert "for $300.00 is attached" in compose.body
    assert "March" in compose.body
    assert "[" not in compose.body
    assert compose.body.rstrip().endswith("218-555-0100")
    assert compose.files == ("Invoice 2026-0001.pdf",)


def test_an_address_for_bills_comes_first_and_the_contact_gets_a_copy(shop: MoneyShop) -> None:
    with_billing(shop)
    version = shop.store.ask(clients.client, shop.kestrel)
    assert version is not None
    shop.store.do(
        edit_client, shop.kestrel, version.version, {"billing_email": "ap@kestrel.example"}
    )
    compose = shop.store.ask(mailing.invoice_mail, issued(shop, shop.kestrel))
    assert (compose.to, compose.cc) == ("ap@kestrel.example", "ida@kestrel.example")


def test_what_was_queued_is_the_invoice_itself(shop: MoneyShop) -> None:
    with_billing(shop)
    invoice = issued(shop, shop.kestrel)
    compose = shop.store.ask(mailing.invoice_mail, invoice)
    (first,) = runs.queue_invoice(shop.store, Progress(), invoice, typed(compose))
    # Pressed twice, it is one mail.
    assert runs.queue_invoice(shop.store, Progress(), invoice, typed(compose)) == [first]
    page = shop.store.ask(outbox.mail_page, first)
    assert page.row.about == f"invoice:{invoice}"
    assert page.row.client_id == shop.kestrel
    (file,) = shop.store.ask(outbox.attached, first)
    assert file.content.startswith(b"%PDF")
    assert shop.store.ask(mailing.invoice_mail, invoice).key != compose.key


def test_a_draft_cannot_be_sent(shop: MoneyShop) -> None:
    draft = shop.draft(shop.kestrel, ("service", "Firewall renewal", 30_000))
    with pytest.raises(UserError, match="issued"):
        shop.store.ask(mailing.invoice_mail, draft)


def test_a_statement_says_what_is_open(shop: MoneyShop) -> None:
    with_billing(shop)
    issued(shop, shop.kestrel)
    compose = shop.store.ask(mailing.statement_mail, shop.kestrel)
    assert "Open today: $300.00" in compose.body
    (mail_id,) = runs.queue_statement(shop.store, Progress(), shop.kestrel, typed(compose))
    (row,) = shop.store.ask(outbox.mails_about, f"statement:{shop.kestrel}")
    assert row.id == mail_id


def test_what_was_not_sent_is_listed_until_it_is(shop: MoneyShop) -> None:
    with_billing(shop)
    first, second = issued(shop, shop.kestrel), issued(shop, shop.dunmore)
    third = issued(shop, shop.kestrel)
    shop.store.do(actions.note_event, [third], "printed")
    rows = {row.id: row for row in shop.store.ask(mailing.unsent)}
    assert set(rows) == {first, second, third}
    assert rows[third].told == "printed"
    with pytest.raises(UserError) as raised:
        runs.queue_many(shop.store, Progress(), [first, second, third])
    assert raised.value.field == "to"
    # What came before the one without an address waits; the rest is still to be sent.
    assert {row.id for row in shop.store.ask(mailing.unsent)} == {second, third}
    (kept,) = shop.store.ask(outbox.open_mails)
    runs.queue_many(shop.store, Progress(), [third])
    assert {row.id for row in shop.store.ask(mailing.unsent)} == {second}
    shop.store.do(mail.cancel, kept.id)
    assert {row.id for row in shop.store.ask(mailing.unsent)} == {first, second}
    shop.store.do(actions.note_event, [first], "sent")
    assert {row.id for row in shop.store.ask(mailing.unsent)} == {second}
