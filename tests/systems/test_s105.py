"""S105: money is asked for before the time it covers; old money is worth less than its face."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from mspdesk import dates
from mspdesk.agreements.models import Agreement, AgreementLine
from mspdesk.billing import actions, queries
from mspdesk.billing.models import Invoice
from mspdesk.billing.queries import drafts
from mspdesk.billing.rules import ageing
from mspdesk.database.store import Store
from mspdesk.timekeeping import actions as timekeeping
from tests.billing.moneyshop import MoneyShop, furnish

pytestmark = pytest.mark.system(105)

MADE = datetime(2026, 11, 21, 9, 0)


def gold(shop: MoneyShop, client_id: int, **values: object) -> int:
    """Gold: one server at $250.00 and ten workstations at $60.00, $850.00 a month (B5)."""
    held = shop.plan(client_id, bill_from=date(2026, 12, 1), auto_renew=True, **values)
    with shop.store.step("Prepare") as session:
        for position, (text, count, price) in enumerate(
            (("Gold plan, server", 1, 25_000), ("Gold plan, workstation", 10, 6_000))
        ):
            session.add(
                AgreementLine(
                    agreement_id=held,
                    position=position,
                    text=text,
                    quantity=count * 10_000,
                    price=price,
                    from_on=date(2025, 1, 1),
                )
            )
    return held


def draft_of(shop: MoneyShop, client_id: int) -> drafts.DraftPage:
    """The client's draft."""
    found = shop.store.ask(drafts.draft_of, client_id)
    assert found is not None
    return shop.store.ask(drafts.draft_page, found)


def test_an_invoice_for_december_is_made_ten_days_before_and_due_on_the_first(
    store: Store,
) -> None:
    made_on, due_on = ageing.in_advance(date(2026, 12, 1))
    assert (made_on, due_on) == (date(2026, 11, 21), date(2026, 12, 1))
    with dates.frozen(datetime(2026, 11, 20, 9, 0)):
        shop = furnish(store)
        gold(shop, shop.kestrel, payment_type="card")
        assert store.do(actions.make_drafts, date(2026, 11, 20)).plans == 0
    with dates.frozen(MADE):
        assert store.do(actions.make_drafts, made_on).plans == 1
        draft = draft_of(shop, shop.kestrel).row.id
        store.do(actions.mark_ready, draft)
        store.do(actions.issue, [draft])
        document = store.ask(queries.invoice_document, draft)
        assert document.issued_on < (document.period_from or date.min)
        assert (document.issued_on, document.due_on) == (made_on, due_on)
        assert store.ask(queries.ageing_row, made_on).amounts["current"] == 85_000


def test_who_pays_by_check_pays_three_months_and_the_setup_fee_at_once(store: Store) -> None:
    with dates.frozen(MADE):
        shop = furnish(store)
        gold(shop, shop.kestrel, payment_type="check", periods_ahead=3, setup_fee=40_000)
        store.do(actions.make_drafts, MADE.date())
        page = draft_of(shop, shop.kestrel)
        assert [(one.kind, one.amount) for one in page.lines] == [
            ("plan", 75_000),
            ("plan", 180_000),
            ("setup", 40_000),
        ]
        assert sum(one.amount for one in page.lines if one.kind == "plan") == 255_000
        assert (page.period_from, page.period_to) == (date(2026, 12, 1), date(2027, 2, 28))


def test_the_worked_invoice_takes_its_plan_from_the_agreement(store: Store) -> None:
    """Gold $850, 1.75 h at $150, 1.00 h at $300, a trip $75, a drive $1,200 with tax: $2,792.50."""
    with dates.frozen(MADE):
        shop = furnish(store)
        held = shop.plan(shop.kestrel, monthly_fee=85_000, bill_from=date(2026, 12, 1))
        store.do(actions.make_drafts, MADE.date())
    with dates.frozen(datetime(2026, 12, 10, 9, 0)):
        ticket = shop.ticket(shop.kestrel, "Server down")
        shop.log(ticket, date(2026, 12, 9), "9:00-10:35", place="on_site")
        late = shop.log(ticket, date(2026, 12, 9), "18:00-18:50", place="on_site")
        store.do(timekeeping.approve_after_hours, late, "T. Brandt", date(2026, 12, 9))
        made = store.do(actions.make_drafts, date(2026, 12, 10))
        assert (made.drafts, made.plans, made.entries) == (1, 0, 2)
        draft = draft_of(shop, shop.kestrel).row.id
        store.do(actions.add_line, draft, "hardware", "Drive", 10_000, 120_000)
        page = draft_of(shop, shop.kestrel)
        assert [(one.kind, one.amount) for one in page.lines] == [
            ("plan", 85_000),
            ("time", 26_250),
            ("time", 30_000),
            ("trip", 7_500),
            ("hardware", 120_000),
        ]
        assert (page.lines[0].text, page.lines[0].detail) == ("Gold plan, monthly", "December 2026")
        assert page.row.questions == ()
        store.do(actions.mark_ready, draft)
        (issued,) = store.do(actions.issue, [draft])
    assert (issued.number, issued.total) == ("2026-0001", 279_250)
    with store.read() as session:
        invoice = session.get_one(Invoice, draft)
        assert (invoice.subtotal, invoice.tax, invoice.due_on) == (
            268_750,
            10_500,
            date(2026, 12, 10),
        )
        assert session.scalars(select(Agreement.id)).one() == held
    for check in queries.CHECKS:
        assert store.ask(check) == []


def test_the_run_on_november_21_takes_december_and_the_time_through_that_day(
    store: Store,
) -> None:
    with dates.frozen(datetime(2026, 11, 21, 18, 0)):
        shop = furnish(store)
        gold(shop, shop.kestrel)
        ticket = shop.ticket(shop.kestrel)
        shop.log(ticket, date(2026, 11, 20), "9:00-10:00")
        store.do(actions.make_drafts, MADE.date())
        page = draft_of(shop, shop.kestrel)
        assert [(one.kind, one.amount) for one in page.lines] == [
            ("plan", 25_000),
            ("plan", 60_000),
            ("time", 15_000),
        ]
        assert (page.period_from, page.period_to, page.due_on) == (
            date(2026, 11, 1),
            date(2026, 12, 31),
            date(2026, 12, 1),
        )


def test_money_not_paid_grows_old_in_five_steps(store: Store) -> None:
    with dates.frozen(MADE):
        shop = furnish(store)
        shop.invoice(shop.kestrel, 85_000, due=date(2026, 12, 1))
    found = [
        name
        for day in (1, 2, 32, 62, 92)
        for name, amount in store.ask(
            queries.ageing_row, date.fromordinal(date(2026, 12, 1).toordinal() + day - 1)
        ).amounts.items()
        if amount
    ]
    assert found == list(ageing.BUCKETS)
