"""The papers of billing, by their words; what is issued prints the same for ever."""

from datetime import date, datetime
from typing import Any

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries, runs
from mspdesk.billing.printables import CREDIT, INVOICE, PAPERS, RECEIPT, STATEMENT, told_words
from mspdesk.clients.actions import edit_client
from mspdesk.clients.models import Client
from mspdesk.database.store import Store
from mspdesk.money import USD
from mspdesk.printing.document import Printable, prepare
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from mspdesk.shop.actions import edit_shop
from mspdesk.shop.queries import shop as the_shop
from mspdesk.timekeeping import actions as timekeeping
from tests.billing.moneyshop import DAY, MoneyShop, furnish
from tests.printing.pdftext import pages_of, text_of
from tests.snapshots.compare import compare_snapshot


def words(shop: MoneyShop, printable: Printable[Any], key: int) -> str:
    """The text of a paper."""
    document = shop.store.ask(printable.gather, key)
    return text_of(prepare(printable, document, Paper.LETTER).pdf)


def worked(shop: MoneyShop) -> int:
    """The worked invoice of B6, with covered work and hostile words, issued."""
    shop.plan(shop.kestrel)
    ticket = shop.ticket(shop.kestrel, "Server <b>down</b> & out")
    shop.log(ticket, date(2026, 3, 10), "9:00-10:35", place="on_site")
    late = shop.log(ticket, date(2026, 3, 10), "18:00-18:50", place="on_site")
    shop.store.do(timekeeping.approve_after_hours, late, "T. Brandt", DAY)
    covered = shop.ticket(shop.kestrel, "Add scanner", coverage="covered")
    shop.log(covered, date(2026, 3, 10), "11:00-11:45")
    shop.store.do(actions.make_drafts, DAY)
    draft = shop.store.ask(queries.draft_of, shop.kestrel)
    assert draft is not None
    details = {"detail": "14 computers, monitoring, help"}
    shop.store.do(actions.add_line, draft, "plan", "Gold plan, March", 10_000, 85_000, details)
    shop.store.do(actions.add_line, draft, "hardware", "Drive", 10_000, 120_000)
    shop.store.do(actions.edit_draft, draft, {"order_number": "44-1190"})
    shop.store.do(actions.mark_ready, draft)
    return shop.store.do(actions.issue, [draft])[0].id


def test_a_screen_says_of_included_work_when_it_was_and_why_once(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        lines = shop.store.ask(queries.invoice_page, worked(shop)).lines
    (told,) = [told_words(one, USD) for one in lines if one.covered]
    assert told == "0.75 h included. Tue Mar 10 11:00 am to 11:45 am"
    (drive,) = [told_words(one, USD) for one in lines if one.text.startswith("Gold plan")]
    assert drive == "14 computers, monitoring, help"


def test_the_invoice_names_every_ticket_and_lists_the_time(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        invoice = worked(shop)
    pages = pages_of(prepare(INVOICE, shop.store.ask(INVOICE.gather, invoice), Paper.LETTER).pdf)
    assert len(pages) == 2
    for said in (
        "2026-0001",
        "Kestrel Machine & Tool",
        "PO number: 44-1190",
        "Ticket 1, Server <b>down</b> & out",
        "Ticket 2, Add scanner",
        "Included in your Gold agreement",
        "approved by T. Brandt",
        "Sales tax, 8.75%",
        "$105.00",
        "Amount due by Mar 26, 2026",
        "$2,792.50",
        "Amount enclosed",
    ):
        assert said in pages[0], said
    for said in ("Time detail", "2.75 h billed, 0.75 h included", "Marcus Hale", "$562.50"):
        assert said in pages[1], said
    compare_snapshot("\n".join(pages), "billing/invoice")


def test_a_draft_says_draft_and_has_no_number(shop: MoneyShop) -> None:
    draft = shop.draft(shop.kestrel, ("plan", "Gold", 85_000))
    said = words(shop, INVOICE, draft)
    assert "Draft" in said
    assert "2026-0001" not in said


def test_later_changes_of_client_or_shop_change_nothing(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        invoice = worked(shop)
    before = prepare(INVOICE, shop.store.ask(INVOICE.gather, invoice), Paper.LETTER).pdf
    row = shop.store.ask(the_shop)
    renamed = {"name": "Other name", "address": "1 New St", "how_to_pay": "Gold only"}
    shop.store.do(edit_shop, row.version, renamed | {"day_first": True, "rate": 99_900})
    with shop.store.read() as session:
        version = session.get_one(Client, shop.kestrel).version
    moved = {"name": "Kestrel Group", "address": "9 Elsewhere", "terms_days": 60}
    shop.store.do(edit_client, shop.kestrel, version, moved)
    shop.store.do(actions.add_payment, shop.kestrel, 100)
    with dates.frozen(datetime(2027, 1, 1, 9, 0)):
        after = prepare(INVOICE, shop.store.ask(INVOICE.gather, invoice), Paper.LETTER).pdf
    assert after == before


def test_a_credit_note_names_its_invoice_and_its_reason(shop: MoneyShop) -> None:
    invoice = shop.invoice(shop.kestrel, 30_000)
    credit = shop.store.do(actions.void_invoice, invoice, "Wrong client")
    said = words(shop, CREDIT, credit)
    for part in ("Credit note", "CR-2026-0001", "2026-0001", "voids invoice", "-$300.00"):
        assert part in said, part
    compare_snapshot(said, "billing/credit")


def test_a_receipt_tells_what_was_paid_and_what_is_over(shop: MoneyShop) -> None:
    shop.invoice(shop.kestrel, 30_000)
    payment = shop.store.do(actions.add_payment, shop.kestrel, 40_000, "check", DAY, "4411")
    said = words(shop, RECEIPT, payment)
    for part in ("Receipt", "P00001", "4411", "Invoice 2026-0001", "$100.00", "$400.00"):
        assert part in said, part
    compare_snapshot(said, "billing/receipt")


def test_a_statement_ends_with_the_age_of_what_is_open(shop: MoneyShop) -> None:
    shop.invoice(shop.kestrel, 30_000, due=DAY)
    shop.invoice(shop.kestrel, 50_000)
    with dates.frozen(datetime(2026, 4, 20, 9, 0)):
        shop.store.do(actions.add_payment, shop.kestrel, 10_000)
        said = words(shop, STATEMENT, shop.kestrel)
    for part in ("31 to 60 days", "$700.00", "Payment, thank you", "Not applied"):
        assert part in said, part
    compare_snapshot(said, "billing/statement")


def test_the_european_invoice_carries_what_article_226_wants(
    empty_store: Store, clock: datetime
) -> None:
    store = empty_store
    shop = furnish(store, profile="EU", tax_number="DE811907980", day_first=True, currency="EUR")
    draft = shop.draft(shop.kestrel, ("hardware", "Drive", 120_000))
    store.do(actions.edit_draft, draft, {"period_from": DAY, "period_to": DAY})
    store.do(actions.mark_ready, draft)
    invoice = store.do(actions.issue, [draft])[0].id
    said = words(shop, INVOICE, invoice)
    for part in (
        "VAT no. DE811907980",
        "For 11 Mar 2026",
        "Net price",
        "Sales tax, 8.75% on €1,200.00",
        "€1,305.00",
    ):
        assert part in said, part


def test_many_invoices_become_one_pdf_and_each_counts_its_own_pages(shop: MoneyShop) -> None:
    drafts = [
        shop.draft(shop.kestrel, ("plan", "Gold", 85_000)),
        shop.draft(shop.dunmore, ("plan", "Silver", 40_000)),
    ]
    for draft in drafts:
        shop.store.do(actions.mark_ready, draft)
    done = runs.issue_and_print(shop.store, Progress(), drafts)
    assert [one.number for one in done.issued] == ["2026-0001", "2026-0002"]
    pages = pages_of(done.rendered.pdf)
    assert len(pages) == 2
    assert all("Page 1 of 1" in page for page in pages)


def test_stopping_before_the_issue_leaves_nothing_and_after_it_only_the_paper(
    shop: MoneyShop,
) -> None:
    from mspdesk.errors import Cancelled

    draft = shop.draft(shop.kestrel, ("plan", "Gold", 85_000))
    shop.store.do(actions.mark_ready, draft)
    stopped = Progress()
    stopped.stop()
    with pytest.raises(Cancelled):
        runs.issue_and_print(shop.store, stopped, [draft])
    assert shop.store.ask(queries.invoice_count) == 0
    later = Progress(lambda done, _total, _words: later.stop() if done == 0 else None)
    with pytest.raises(Cancelled):
        runs.issue_and_print(shop.store, later, [draft])
    assert shop.store.ask(queries.invoice_count) == 1
    assert len(pages_of(runs.print_many(shop.store, Progress(), [draft]).pdf)) == 1


def test_each_invoice_is_saved_under_its_number_with_its_fingerprint(
    shop: MoneyShop, tmp_path: Any
) -> None:
    import hashlib

    invoice = shop.invoice(shop.kestrel, 30_000)
    (file,) = runs.save_each(shop.store, Progress(), [invoice], tmp_path)
    assert file.name == "2026-0001 Kestrel Machine - Tool.pdf"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (event,) = shop.store.ask(queries.invoice_page, invoice).events
    assert digest in event.words


def test_the_command_line_finds_each_paper_by_what_is_typed(shop: MoneyShop) -> None:
    invoice = shop.invoice(shop.kestrel, 30_000)
    payment = shop.store.do(actions.add_payment, shop.kestrel, 30_000)
    typed = {"invoice": "2026-0001", "receipt": "p00001", "statement": "kestrel machine & tool"}
    wanted = {"invoice": invoice, "receipt": payment, "statement": shop.kestrel}
    found = {one.key: one for one in PAPERS}
    for key, words_typed in typed.items():
        assert shop.store.ask(found[key].find, words_typed) == wanted[key]


def test_a_sheaf_is_set_out_as_one_pdf_by_the_window_s_worker(shop: MoneyShop) -> None:
    from mspdesk.app.papers import gather_and_render
    from mspdesk.billing.printables import SHEAF, STATEMENTS

    first, second = shop.invoice(shop.kestrel, 30_000), shop.invoice(shop.dunmore, 20_000)
    steps: list[str] = []
    progress = Progress(lambda _done, _total, said: steps.append(said))
    rendered = gather_and_render(shop.store, progress, SHEAF, (first, second))
    assert steps == ["1 of 2", "2 of 2"]
    assert ["2026-0001" in page for page in pages_of(rendered.pdf)] == [True, False]
    clients = (shop.kestrel, shop.dunmore)
    statements = gather_and_render(shop.store, Progress(), STATEMENTS, clients)
    assert statements.pages == 2


@pytest.mark.parametrize(
    ("currency", "price", "total"),
    [("JPY", 120_000, "¥130,500"), ("KWD", 120_000, "KWD 130.500"), ("EUR", 120_000, "€1,305.00")],
)
def test_currencies_with_no_or_three_decimals_bill_and_print(
    empty_store: Store, clock: datetime, currency: str, price: int, total: str
) -> None:
    store = empty_store
    shop = furnish(store, currency=currency)
    draft = shop.draft(shop.kestrel, ("hardware", "Drive", price))
    store.do(actions.mark_ready, draft)
    invoice = store.do(actions.issue, [draft])[0].id
    assert f"Amount due by Mar 26, 2026 {total}" in words(shop, INVOICE, invoice)
    assert store.ask(queries.ageing, DAY)["open_total"].replace(".", "") == "130500"
