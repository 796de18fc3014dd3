"""The worked examples of the field, to the cent (B6)."""

from datetime import date, datetime

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.queries import drafts, money
from mspdesk.billing.rules import totals as sums
from mspdesk.database.store import Store
from mspdesk.timekeeping import actions as timekeeping
from tests.billing.moneyshop import furnish


def test_the_worked_invoice_comes_out_at_2792_50_with_105_tax(empty_store: Store) -> None:
    """Gold $850, 1.75 h at $150, 1.00 h at $300, a trip $75, a drive $1,200 taxed at 8.75 %."""
    store = empty_store
    with dates.frozen(datetime(2026, 12, 31, 19, 0)):
        shop = furnish(store)
        ticket = shop.ticket(shop.kestrel, "Server down")
        shop.log(ticket, date(2026, 12, 9), "9:00-10:35", place="on_site")
        late = shop.log(ticket, date(2026, 12, 9), "18:00-18:50", place="on_site")
        store.do(timekeeping.approve_after_hours, late, "T. Brandt", date(2026, 12, 9))
        made = store.do(actions.make_drafts, date(2026, 12, 31))
        assert (made.drafts, made.entries) == (1, 2)
        draft = store.ask(drafts.draft_of, shop.kestrel)
        assert draft is not None
        store.do(actions.add_line, draft, "plan", "Gold plan, December 2026", 10_000, 85_000)
        store.do(actions.add_line, draft, "hardware", "Drive", 10_000, 120_000)
        page = store.ask(drafts.draft_page, draft)
        assert [
            (line.kind, line.quantity, line.unit_price, line.amount) for line in page.lines
        ] == [
            ("plan", 10_000, 85_000, 85_000),
            ("time", 17_500, 15_000, 26_250),
            ("time", 10_000, 30_000, 30_000),
            ("trip", 10_000, 7_500, 7_500),
            ("hardware", 10_000, 120_000, 120_000),
        ]
        assert page.row.questions == ()
        store.do(actions.mark_ready, draft)
        (issued,) = store.do(actions.issue, [draft])
    assert (issued.number, issued.total) == ("2026-0001", 279_250)
    with store.read() as session:
        from mspdesk.billing.models import Invoice

        invoice = session.get_one(Invoice, draft)
        assert (invoice.subtotal, invoice.tax, invoice.total) == (268_750, 10_500, 279_250)


def test_the_ageing_example_fills_five_buckets(empty_store: Store) -> None:
    """$850 current, $300, $262.50, $1,200 and $75: $2,687.50 at the last day of 2026."""
    store = empty_store
    with dates.frozen(datetime(2026, 8, 1, 9, 0)):
        shop = furnish(store)
    for due, amount in (
        (date(2026, 9, 1), 7_500),
        (date(2026, 10, 15), 120_000),
        (date(2026, 11, 20), 26_250),
        (date(2026, 12, 15), 30_000),
        (date(2026, 12, 31), 85_000),
    ):
        with dates.frozen(datetime(due.year, due.month, 1, 10, 0)):
            shop.invoice(shop.kestrel, amount, due=due)
    expected = {
        "as_of": "2026-12-31",
        "current": "850.00",
        "1-30": "300.00",
        "31-60": "262.50",
        "61-90": "1200.00",
        "over-90": "75.00",
        "unapplied": "0.00",
        "open_total": "2687.50",
        "net": "2687.50",
        "open_invoices": 5,
    }
    assert store.ask(money.ageing, date(2026, 12, 31)) == expected
    with dates.frozen(datetime(2026, 12, 31, 10, 0)):
        today = store.ask(money.receivables).ageing
    assert today == store.ask(money.ageing_row, date(2026, 12, 31))


def test_the_late_fee_example_is_41_89() -> None:
    assert sums.late_fee(279_250) == 4_189
