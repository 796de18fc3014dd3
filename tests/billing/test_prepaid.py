"""Hours paid ahead: sold first, drawn minute by minute, carried over, ended, given back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mspdesk.agreements.models import Agreement, PrepaidBlock
from mspdesk.billing import actions, queries
from mspdesk.billing.models import BillingRun, Invoice
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.tickets.actions import open_ticket
from mspdesk.timekeeping import actions as timekeeping
from mspdesk.timekeeping import queries as time_queries
from mspdesk.timekeeping.models import TimeEntry
from mspdesk.timekeeping.queries import EntryRow
from mspdesk.timekeeping.rules import ledger
from tests.billing.moneyshop import MoneyShop
from tests.billing.test_recurring import amounts, issue, on, page, run, sound
from tests.bookcase import Standing

START = date(2026, 11, 2)
"""A Monday."""


@pytest.fixture
def shop(store: Store, standing: Standing) -> Iterator[MoneyShop]:
    """A shop on a Monday in November."""
    with on(START, 18):
        yield replace(standing(store), store=store)


def block(shop: MoneyShop, **values: Any) -> int:
    """An agreement about ten hours for $1,500.00, $165.00 an hour beyond them."""
    terms: dict[str, Any] = {
        "kind": "block",
        "bucket": "block",
        "plan": "Ten hours",
        "included_minutes": 600,
        "monthly_fee": 150_000,
        "overage_rate": 16_500,
        "bill_from": START,
    }
    with shop.store.step("Prepare") as session:
        row = Agreement(
            number="A0900",
            client_id=shop.kestrel,
            start_on=date(2026, 1, 1),
            auto_renew=True,
            **(terms | values),
        )
        session.add(row)
        session.flush()
        return row.id


def sold(shop: MoneyShop, **values: Any) -> int:
    """The agreement with its first block on an issued invoice; answers the agreement."""
    held = block(shop, **values)
    run(shop)
    issue(shop, shop.kestrel)
    return held


def work(shop: MoneyShop, day: date, span: str, **more: Any) -> int:
    """Time on a ticket of which nobody said anything."""
    ticket = shop.store.do(open_ticket, shop.kestrel, "Printer")
    return shop.log(ticket, day, span, **more)


def entry(shop: MoneyShop, entry_id: int) -> EntryRow:
    """An entry as it stands."""
    return shop.store.ask(time_queries.entry, entry_id)


def left(shop: MoneyShop) -> int | None:
    """The minutes that are left."""
    return shop.store.ask(queries.hours_left, shop.kestrel)


def states(shop: MoneyShop, *ids: int) -> list[tuple[str, int, int]]:
    """Kind, billed minutes and prepaid minutes of entries."""
    rows = [entry(shop, one) for one in ids]
    return [(row.kind, row.billed_minutes, row.prepaid_minutes) for row in rows]


def test_ten_hours_are_sold_first_and_3_75_are_given_back_for_562_50(shop: MoneyShop) -> None:
    held = block(shop)
    run(shop)
    (line,) = page(shop, shop.kestrel).lines
    assert (line.kind, line.quantity, line.unit_price, line.amount) == (
        "prepaid",
        100_000,
        15_000,
        150_000,
    )
    before = work(shop, START, "9:00-9:30")
    assert entry(shop, before).kind == "billable"
    first = issue(shop, shop.kestrel)
    assert states(shop, before) == [("prepaid", 30, 30)]
    with on(date(2026, 11, 5), 18):
        work(shop, date(2026, 11, 3), "8:00-12:00")
        work(shop, date(2026, 11, 4), "8:00-9:45")
        assert left(shop) == 225
        run(shop)
        assert shop.store.ask(queries.draft_of, shop.kestrel) is None
        credit = shop.store.do(actions.refund_hours, 1, "They leave")
    with shop.store.read() as session:
        row = session.get_one(Invoice, credit)
        assert (row.kind, row.total, row.applies_to_id) == ("credit", -56_250, first)
        kept = session.get_one(PrepaidBlock, 1)
        assert (kept.minutes_left, kept.refunded_minutes, kept.refunded) == (0, 225, 56_250)
    assert held == 1
    sound(shop)


def test_the_entry_at_the_end_of_a_block_is_split_by_minutes(shop: MoneyShop) -> None:
    sold(shop)
    with on(date(2026, 11, 6), 18):
        whole = work(shop, date(2026, 11, 3), "8:00-17:00")
        over = work(shop, date(2026, 11, 4), "8:00-10:00")
        late = work(shop, date(2026, 11, 5), "8:00-8:30")
        assert states(shop, whole, over, late) == [
            ("prepaid", 540, 540),
            ("billable", 60, 60),
            ("billable", 30, 0),
        ]
        assert (entry(shop, over).rate, left(shop)) == (16_500, 0)
        assert entry(shop, over).why == (
            "1.00 h drawn from the prepaid hours of agreement A0900 (Ten hours); "
            "bills the other 1.00 h."
        )
        run(shop)
        assert amounts(shop, shop.kestrel) == [("time", 16_500), ("time", 8_250), ("time", 0)]
        invoice = issue(shop, shop.kestrel)
        document = shop.store.ask(queries.invoice_document, invoice)
        assert document.prepaid == queries.PrepaidNote(600, 0)
        assert [
            (row.minutes, row.prepaid_minutes, row.billed_minutes) for row in document.time
        ] == [
            (540, 540, 0),
            (120, 60, 60),
            (30, 0, 30),
        ]
    sound(shop)


def test_work_after_hours_bills_and_the_rest_is_drawn(shop: MoneyShop) -> None:
    sold(shop)
    with on(date(2026, 11, 6), 18):
        mixed = work(shop, date(2026, 11, 3), "16:00-18:00")
        found = entry(shop, mixed)
        assert (found.kind, found.prepaid_minutes, found.billed_minutes) == ("billable", 60, 60)
        assert (found.billed_after_minutes, found.amount) == (60, 33_000)
    sound(shop)


def test_draws_follow_the_work_and_not_the_order_of_typing(shop: MoneyShop) -> None:
    sold(shop, included_minutes=60, monthly_fee=15_000)
    with on(date(2026, 11, 6), 18):
        second = work(shop, date(2026, 11, 4), "60")
        assert states(shop, second) == [("prepaid", 60, 60)]
        first = work(shop, date(2026, 11, 3), "45")
        assert states(shop, first, second) == [("prepaid", 45, 45), ("billable", 45, 15)]
        shop.store.do(timekeeping.edit_entry, first, None, {"span": "15"})
        assert states(shop, first, second) == [("prepaid", 15, 15), ("billable", 15, 45)]
        shop.store.do(timekeeping.delete_entry, first)
        assert states(shop, second) == [("prepaid", 60, 60)]
        shop.store.undo()
        assert states(shop, first, second) == [("prepaid", 15, 15), ("billable", 15, 45)]
    sound(shop)


def test_what_an_issued_invoice_has_drawn_stays_and_is_corrected(shop: MoneyShop) -> None:
    sold(shop, included_minutes=60, monthly_fee=15_000)
    with on(date(2026, 11, 6), 18):
        split = work(shop, date(2026, 11, 4), "90")
        run(shop)
        issue(shop, shop.kestrel)
        early = work(shop, date(2026, 11, 3), "30")
        assert states(shop, split, early) == [("billable", 30, 60), ("billable", 30, 0)]
        mended = shop.store.do(timekeeping.adjust_entry, split, 45, "It was only 45 minutes")
        assert states(shop, mended) == [("billable", -30, -15)]
        assert left(shop) == 15
        with pytest.raises(UserError, match="on an invoice"):
            shop.store.do(timekeeping.delete_entry, split)
    sound(shop)


def test_a_prepaid_entry_an_invoice_told_of_is_not_changed(shop: MoneyShop) -> None:
    sold(shop)
    with on(date(2026, 11, 6), 18):
        told = work(shop, date(2026, 11, 4), "60")
        billed = shop.ticket(shop.kestrel)
        shop.log(billed, date(2026, 11, 4), "11:00-12:00")
        run(shop)
        issue(shop, shop.kestrel)
        stays = pytest.raises(UserError, match="drawn from prepaid hours on an invoice")
        with stays:
            shop.store.do(timekeeping.edit_entry, told, None, {"span": "30"})
        with stays:
            shop.store.do(timekeeping.delete_entry, told)
        with stays:
            shop.store.do(timekeeping.set_kind, told, "no_charge")
        mended = shop.store.do(timekeeping.adjust_entry, told, 30, "Half of it was ours")
        assert states(shop, mended) == [("prepaid", -30, -30)]
        assert left(shop) == 570
    sound(shop)


def test_a_person_may_take_an_entry_out_of_the_hours_and_put_it_in(shop: MoneyShop) -> None:
    sold(shop)
    with on(date(2026, 11, 6), 18):
        one = work(shop, date(2026, 11, 4), "60")
        shop.store.do(timekeeping.set_kind, one, "no_charge", "Goodwill")
        assert (states(shop, one), left(shop)) == ([("no_charge", 0, 0)], 600)
        shop.store.do(timekeeping.set_kind, one, "prepaid")
        assert (states(shop, one), left(shop)) == ([("prepaid", 60, 60)], 540)
        billed = shop.log(shop.ticket(shop.kestrel), date(2026, 11, 5), "30")
        assert entry(shop, billed).kind == "billable"
        shop.store.do(timekeeping.set_kind, billed, "prepaid")
        assert (states(shop, billed), left(shop)) == ([("prepaid", 30, 30)], 510)
        shop.store.do(timekeeping.set_kind, billed, "billable")
        assert (states(shop, billed), left(shop)) == ([("billable", 30, 0)], 540)
    sound(shop)


def test_more_hours_are_sold_and_taken_off_again(shop: MoneyShop) -> None:
    held = sold(shop)
    with on(date(2026, 11, 6), 18):
        long = work(shop, date(2026, 11, 3), "8:00-17:00")
        more = work(shop, date(2026, 11, 4), "8:00-10:00")
        shop.store.do(actions.buy_block, held, 300, 70_000, START)
        assert amounts(shop, shop.kestrel) == [("prepaid", 70_000)]
        shop.store.do(actions.remove_line, page(shop, shop.kestrel).lines[0].id)
        assert [one.state for one in shop.store.ask(queries.blocks, shop.kestrel)] == ["Open"] or [
            one.state for one in shop.store.ask(queries.blocks, shop.kestrel)
        ] == ["Used up"]
        shop.store.do(actions.buy_block, held, 300, 70_000, START)
        issue(shop, shop.kestrel)
        assert states(shop, long, more) == [("prepaid", 540, 540), ("prepaid", 120, 120)]
        assert left(shop) == 240
        assert [(one.minutes, one.drawn) for one in shop.store.ask(queries.blocks)] == [
            (300, 60),
            (600, 600),
        ]
        with pytest.raises(UserError) as wrong:
            shop.store.do(actions.buy_block, held, 0, 1)
        assert wrong.value.field == "hours"
    sound(shop)


def test_a_voided_invoice_takes_its_hours_back(shop: MoneyShop) -> None:
    sold(shop)
    with on(date(2026, 11, 6), 18):
        one = work(shop, date(2026, 11, 3), "60")
        with shop.store.read() as session:
            invoice = session.scalars(select(Invoice.id)).one()
        shop.store.do(actions.void_invoice, invoice, "Wrong client")
        assert states(shop, one) == [("billable", 60, 0)]
        assert shop.store.ask(queries.blocks)[0].state == "Void"
        sound(shop)
        shop.store.do(actions.bill_periods_again, invoice)
        run(shop)
        issue(shop, shop.kestrel)
        sound(shop)


def test_an_invoice_that_sold_hours_others_drew_cannot_be_voided(shop: MoneyShop) -> None:
    sold(shop)
    with on(date(2026, 11, 6), 18):
        work(shop, date(2026, 11, 3), "60")
        shop.log(shop.ticket(shop.kestrel), date(2026, 11, 4), "60")
        run(shop)
        second = issue(shop, shop.kestrel)
        with pytest.raises(UserError, match="Refund what is left"):
            shop.store.do(actions.void_invoice, 1, "Wrong")
        shop.store.do(actions.void_invoice, second, "Wrong")
        assert left(shop) == 540
    sound(shop)


def month(shop: MoneyShop, **values: Any) -> int:
    """An agreement about two hours each month for $280.00."""
    return block(
        shop,
        bucket="month",
        included_minutes=120,
        monthly_fee=28_000,
        bill_from=date(2026, 11, 1),
        **values,
    )


@pytest.mark.parametrize(
    ("terms", "december"),
    [
        ({"rollover": "none"}, 120),
        ({"rollover": "all"}, 210),
        ({"rollover": "cap", "rollover_minutes": 60}, 180),
        ({"rollover": "all", "rollover_months": 1}, 210),
    ],
)
def test_hours_of_a_month_end_or_go_on(
    shop: MoneyShop, terms: dict[str, Any], december: int
) -> None:
    month(shop, **terms)
    run(shop)
    issue(shop, shop.kestrel)
    assert left(shop) == 120
    with on(date(2026, 11, 27), 18):
        work(shop, date(2026, 11, 5), "30")
        run(shop)
        issue(shop, shop.kestrel)
        assert left(shop) == 90
    with on(date(2026, 12, 22), 18):
        run(shop)
        assert left(shop) == december
        late = work(shop, date(2026, 11, 30), "30")
        assert entry(shop, late).kind == "prepaid"
        sound(shop)
        issue(shop, shop.kestrel)
    with on(date(2027, 1, 22), 18):
        run(shop)
        sound(shop)
        kept = left(shop) or 0
        assert (kept <= 240) == ("rollover_months" in terms or terms["rollover"] != "all")


def test_a_cap_is_never_carried_twice(shop: MoneyShop) -> None:
    month(shop, rollover="cap", rollover_minutes=60)
    for day in (date(2026, 11, 2), date(2026, 11, 22), date(2026, 12, 22), date(2027, 1, 22)):
        with on(day, 18):
            run(shop)
            if shop.store.ask(queries.draft_of, shop.kestrel):
                issue(shop, shop.kestrel)
            assert (left(shop) or 0) <= 180
    sound(shop)


def test_hours_of_three_months_paid_at_once_come_month_by_month(shop: MoneyShop) -> None:
    month(shop, periods_ahead=3)
    run(shop)
    issue(shop, shop.kestrel)
    found = shop.store.ask(queries.blocks, shop.kestrel)
    assert [(one.starts_on, one.expires_on, one.minutes, one.price) for one in found] == [
        (date(2027, 1, 1), date(2027, 1, 31), 120, 28_000),
        (date(2026, 12, 1), date(2026, 12, 31), 120, 28_000),
        (date(2026, 11, 1), date(2026, 11, 30), 120, 28_000),
    ]
    assert left(shop) == 120
    sound(shop)


def test_a_block_that_ends_pays_for_late_notes_of_its_time_only(shop: MoneyShop) -> None:
    sold(shop, rollover_months=1)
    with on(date(2026, 12, 4), 18):
        run(shop)
        assert (left(shop), shop.store.ask(queries.blocks)[0].state) == (0, "Ended")
        late = work(shop, date(2026, 12, 1), "30")
        after = work(shop, date(2026, 12, 3), "30")
        assert [entry(shop, one).kind for one in (late, after)] == ["prepaid", "billable"]
    sound(shop)


def test_the_ledger_lists_every_draw(shop: MoneyShop) -> None:
    sold(shop)
    with on(date(2026, 11, 6), 18):
        work(shop, date(2026, 11, 3), "60")
        work(shop, date(2026, 11, 4), "30")
    rows = shop.store.ask(queries.draws, shop.kestrel)
    assert [(row.on, row.minutes, row.invoice) for row in rows] == [
        (date(2026, 11, 3), 60, ""),
        (date(2026, 11, 4), 30, ""),
    ]


def test_every_minute_is_in_one_state(shop: MoneyShop) -> None:
    sold(shop, included_minutes=60, monthly_fee=15_000)
    with on(date(2026, 11, 6), 18):
        work(shop, date(2026, 11, 3), "50")
        work(shop, date(2026, 11, 4), "70")
        proof = shop.store.ask(queries.minutes_proof, START, date(2026, 11, 30))
    found = {(row.kind, row.state): (row.minutes, row.billed_minutes) for row in proof}
    assert found == {("prepaid", ""): (50, 60), ("billable", "unbilled"): (70, 75)}
    sound(shop)


# --- pure arithmetic ------------------------------------------------------------------------------

DAY = st.dates(date(2026, 1, 1), date(2026, 3, 31))


@st.composite
def blocks(draw: st.DrawFn) -> ledger.Block:
    """Any block of hours."""
    first = draw(DAY)
    last = draw(st.none() | st.integers(0, 60))
    end = None if last is None else first + timedelta(days=last)
    return ledger.Block(draw(st.integers(1, 50)), first, end, draw(st.integers(0, 900)))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(blocks(), max_size=6, unique_by=lambda one: one.id),
    st.lists(st.tuples(DAY, st.integers(0, 600)), max_size=15),
)
def test_nothing_is_drawn_twice_nor_from_what_does_not_pay_for_it(
    some: list[ledger.Block], work: list[tuple[date, int]]
) -> None:
    needs = [ledger.Need(n, on, minutes) for n, (on, minutes) in enumerate(sorted(work))]
    drawn = ledger.allocate(some, needs)
    by_id = {one.id: one for one in some}
    for block in some:
        assert sum(here.get(block.id, 0) for here in drawn.values()) <= block.minutes
    for need in needs:
        here = drawn[need.entry_id]
        assert sum(here.values()) <= need.minutes
        assert all(part > 0 and by_id[id_].pays_for(need.on) for id_, part in here.items())
        if sum(here.values()) < need.minutes:
            for block in some:
                before = sum(drawn[one.entry_id].get(block.id, 0) for one in needs)
                assert not block.pays_for(need.on) or before == block.minutes
    assert ledger.allocate(list(reversed(some)), needs) == drawn


@given(
    st.integers(0, 900),
    st.sampled_from(["none", "all", "cap"]),
    st.integers(0, 500),
    st.integers(0, 900),
)
def test_what_is_carried_over_is_never_more_than_was_left(
    kept: int, rollover: str, cap: int, held: int
) -> None:
    over = ledger.carried(kept, rollover, cap, held)
    assert 0 <= over <= kept
    if rollover == "cap":
        assert over == 0 or over + held <= cap


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(dice=st.data())
def test_whatever_is_done_bought_is_drawn_left_ended_and_refunded(
    sqlite_store: Store, standing: Standing, dice: st.DataObject
) -> None:
    """Random work, edits, runs, issues, voids and refunds under a random agreement."""
    shop = replace(standing(sqlite_store), store=sqlite_store)
    now = sqlite_store.ask(_newest) + timedelta(days=7)
    with on(now, 18):
        _fresh(shop, now, dice)
    entries: list[int] = []
    for _ in range(dice.draw(st.integers(3, 14))):
        now += timedelta(days=dice.draw(st.integers(0, 12)))
        with on(now, 18):
            _deed(shop, now, entries, dice)
            sound(shop)


def _newest(session: Session) -> date:
    """The newest day anything happened, so that the clock never goes back."""
    days = (select(func.max(BillingRun.through_on)), select(func.max(TimeEntry.work_on)))
    return max([START, *(day for one in days if (day := session.scalar(one)))])


def _fresh(shop: MoneyShop, now: date, dice: st.DataObject) -> None:
    """End the agreement of the example before, and begin one of another kind."""
    found = shop.store.ask(queries.draft_of, shop.kestrel)
    if found:
        shop.store.do(actions.discard_draft, found)
    with shop.store.step("Prepare") as session:
        for old in session.scalars(select(Agreement).where(Agreement.state == "active")):
            old.state, old.ended_on = "terminated", now - timedelta(days=1)
            old.number = f"X{old.id}"
    block(
        shop,
        bucket=dice.draw(st.sampled_from(["block", "month"])),
        bill_from=now,
        included_minutes=dice.draw(st.sampled_from([45, 60, 200, 600])),
        rollover=dice.draw(st.sampled_from(["none", "all", "cap"])),
        rollover_minutes=30,
        rollover_months=dice.draw(st.sampled_from([0, 1])),
    )


def _deed(shop: MoneyShop, now: date, entries: list[int], dice: st.DataObject) -> None:
    """One deed; a refusal in words is as good as a success."""
    deed = dice.draw(st.sampled_from(["work", "work", "change", "bill", "void", "refund"]))
    span, which = dice.draw(st.integers(0, 200)), dice.draw(st.integers(0, 100))
    how = dice.draw(st.sampled_from(["edit", "delete", "correct"]))
    try:
        if deed == "work":
            entries.append(work(shop, now - timedelta(days=which % 7), str(span)))
        elif deed == "change" and entries:
            _change(shop, entries[which % len(entries)], span, how)
        elif deed == "bill":
            run(shop, shop.kestrel)
            if shop.store.ask(queries.draft_of, shop.kestrel):
                issue(shop, shop.kestrel)
        elif deed in ("void", "refund"):
            _take_back(shop, deed)
    except UserError:
        pass


def _change(shop: MoneyShop, one: int, span: int, how: str) -> None:
    """Edit, delete or correct an entry."""
    if how == "edit":
        shop.store.do(timekeeping.edit_entry, one, None, {"span": str(span)})
    elif how == "delete":
        shop.store.do(timekeeping.delete_entry, one)
    else:
        shop.store.do(timekeeping.adjust_entry, one, span, "It was something else")


def _take_back(shop: MoneyShop, deed: str) -> None:
    """Void the newest invoice, or give back what is left of the newest block."""
    if deed == "void":
        with shop.store.read() as session:
            last = session.scalar(select(Invoice.id).order_by(Invoice.id.desc()))
        shop.store.do(actions.void_invoice, last or 0, "Try again")
        return
    for found in shop.store.ask(queries.blocks, shop.kestrel)[:1]:
        shop.store.do(actions.refund_hours, found.id, "They want it back")
