"""Lines that came or went after their period was billed, and setup fees of amendments."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from mspdesk import dates
from mspdesk.agreements import actions as agreements
from mspdesk.agreements import queries as agreed
from mspdesk.agreements.models import AgreementLine
from mspdesk.billing import actions, queries
from mspdesk.database.store import Store
from tests.billing.moneyshop import MoneyShop
from tests.billing.test_recurring import RUN, amounts, change, issue, line, on, page, run, sound
from tests.bookcase import Standing

FIRST = date(2026, 12, 1)
CHANGE_DAY = date(2026, 11, 25)
"""Between the day December is billed and the day it begins."""


@pytest.fixture
def shop(store: Store, standing: Standing) -> Iterator[MoneyShop]:
    """A shop on the day on which December is made."""
    with on(RUN):
        yield replace(standing(store), store=store)


def billed(shop: MoneyShop, **values: object) -> int:
    """An agreement of a server and ten workstations, billed from December on and issued."""
    held = shop.plan(shop.kestrel, bill_from=FIRST, **values)
    line(shop, held, 25_000, text="Server")
    line(shop, held, 6_000, position=1, quantity=100_000)
    run(shop)
    issue(shop, shop.kestrel)
    return held


def amendment(shop: MoneyShop, agreement_id: int, effective_on: date, **details: object) -> int:
    """Begin an amendment; its lines are copies of those in force."""
    made: int = shop.store.do(agreements.new_sheet, agreement_id, effective_on, details)
    return made


def accept(shop: MoneyShop, sheet_id: int) -> None:
    sheet = shop.store.ask(agreed.sheet, sheet_id)
    assert sheet is not None
    shop.store.do(agreements.accept_sheet, sheet_id, sheet.version, dates.today(), "Lou")


def more_workstations(shop: MoneyShop, sheet_id: int, quantity: int) -> None:
    row = next(one for one in shop.store.ask(agreed.sheet_lines, sheet_id) if "Work" in one.text)
    shop.store.do(agreements.edit_line, row.id, row.version, {"quantity": quantity})


@pytest.mark.parametrize(
    ("choice", "from_on", "asked"),
    [
        ("next", FIRST, [("plan", 4_000)]),
        ("prorate", FIRST, [("plan", 4_000)]),
        ("prorate", date(2026, 12, 17), [("plan", 1_935)]),  # 15 of 31 days
        ("next", date(2026, 12, 17), []),
    ],
)
def test_a_line_added_after_its_period_was_billed_goes_with_the_next_run_once(
    shop: MoneyShop, choice: str, from_on: date, asked: list[tuple[str, int]]
) -> None:
    held = billed(shop, proration=choice)
    line(shop, held, 4_000, text="Mail filter", from_on=from_on, position=2)
    with on(CHANGE_DAY):
        assert run(shop).changed == len(asked)
        assert run(shop).changed == 0
        if asked:
            assert amounts(shop, shop.kestrel) == asked
            assert page(shop, shop.kestrel).row.questions == ()
            issue(shop, shop.kestrel)
        assert run(shop).changed == 0
    with on(date(2026, 12, 22)):
        run(shop)
        assert amounts(shop, shop.kestrel) == [("plan", 25_000), ("plan", 60_000), ("plan", 4_000)]
        issue(shop, shop.kestrel)
    sound(shop)


def test_a_run_that_stopped_in_the_middle_left_no_late_line_behind(shop: MoneyShop) -> None:
    held = billed(shop)
    line(shop, held, 4_000, text="Mail filter", from_on=FIRST, position=2)
    with on(CHANGE_DAY):
        with pytest.raises(KeyboardInterrupt), shop.store.step("Run") as session:
            actions.make_drafts(session, CHANGE_DAY)
            raise KeyboardInterrupt
        run(shop)
        run(shop)
        assert amounts(shop, shop.kestrel) == [("plan", 4_000)]
        issue(shop, shop.kestrel)
    sound(shop)


def test_who_paid_three_months_is_asked_for_those_that_are_left(shop: MoneyShop) -> None:
    held = billed(shop, periods_ahead=3)
    line(shop, held, 4_000, text="Mail filter", from_on=date(2027, 1, 10), position=2)
    with on(date(2027, 1, 8)):
        run(shop)
        (row,) = page(shop, shop.kestrel).lines
        # From the next period on: February alone is left of what was paid ahead.
        assert (row.amount, row.detail) == (4_000, "February 2027, added since it was billed")
        issue(shop, shop.kestrel)
        assert run(shop).changed == 0
    sound(shop)


def test_an_amendment_of_a_billed_month_is_one_difference_and_no_list(shop: MoneyShop) -> None:
    held = billed(shop)
    with on(CHANGE_DAY):
        sheet = amendment(shop, held, FIRST)
        more_workstations(shop, sheet, 110_000)
        accept(shop, sheet)
        run(shop)
        (row,) = page(shop, shop.kestrel).lines
        assert (row.text, row.amount) == ("Workstation", 6_000)
        assert row.detail == "December 2026, difference to what was billed"
        shop.store.do(actions.remove_line, row.id)
        assert amounts(shop, shop.kestrel) == []
        run(shop)
        assert amounts(shop, shop.kestrel) == [("plan", 6_000)]
        issue(shop, shop.kestrel)
        assert run(shop).changed == 0
    sound(shop)


def test_an_amendment_within_a_month_goes_by_the_day_or_from_the_next(shop: MoneyShop) -> None:
    held = billed(shop, proration="prorate")
    with on(CHANGE_DAY):
        sheet = amendment(shop, held, date(2026, 12, 17))
        more_workstations(shop, sheet, 50_000)
        accept(shop, sheet)
        run(shop)
        (row,) = page(shop, shop.kestrel).lines
        assert row.amount == -14_516  # 5 of them, 15 of 31 days at 60.00
    sound(shop)


def test_what_a_person_took_off_does_not_come_back(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, bill_from=FIRST)
    line(shop, held, 25_000, text="Server")
    line(shop, held, 6_000, position=1)
    run(shop)
    draft = page(shop, shop.kestrel)
    shop.store.do(actions.remove_line, draft.lines[1].id)
    issue(shop, shop.kestrel)
    assert run(shop).changed == 0
    sound(shop)


def test_a_line_taken_off_comes_back_when_the_plan_is_made_anew(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, bill_from=FIRST)
    line(shop, held, 25_000, text="Server")
    line(shop, held, 6_000, position=1)
    run(shop)
    draft = page(shop, shop.kestrel)
    shop.store.do(actions.remove_line, draft.lines[1].id)
    (asked,) = page(shop, shop.kestrel).row.questions
    shop.store.do(actions.answer_question, draft.row.id, asked.kind, asked.subject, "remake")
    assert amounts(shop, shop.kestrel) == [("plan", 25_000), ("plan", 6_000)]
    issue(shop, shop.kestrel)
    sound(shop)


def test_a_late_line_changed_by_hand_is_not_asked_for_again(shop: MoneyShop) -> None:
    held = billed(shop)
    line(shop, held, 4_000, text="Mail filter", from_on=FIRST, position=2)
    with on(CHANGE_DAY):
        run(shop)
        (row,) = page(shop, shop.kestrel).lines
        shop.store.do(actions.edit_line, row.id, row.version, {"unit_price": 1_000})
        issue(shop, shop.kestrel)
        assert run(shop).changed == 0
    sound(shop)


def test_a_voided_month_asks_for_no_late_line(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, bill_from=FIRST)
    line(shop, held, 25_000, text="Server")
    run(shop)
    invoice = issue(shop, shop.kestrel)
    shop.store.do(actions.void_invoice, invoice, "Never mind")
    line(shop, held, 4_000, text="Mail filter", from_on=FIRST, position=2)
    assert run(shop).changed == 0
    shop.store.do(actions.bill_periods_again, invoice)
    run(shop)
    assert amounts(shop, shop.kestrel) == [("plan", 25_000), ("plan", 4_000)]


@pytest.mark.parametrize("choice", ["next", "prorate"])
def test_the_end_of_an_agreement_is_refunded_by_its_own_verb_alone(
    shop: MoneyShop, choice: str
) -> None:
    held = billed(shop, proration=choice)
    last = date(2026, 12, 15)
    with on(date(2026, 12, 10)):
        change(shop, held, state="terminated", ended_on=last)
        assert run(shop).changed == 0
        (credit,) = shop.store.do(actions.refund_unused, held, last, "They leave")
        assert credit
        assert run(shop).changed == 0
    sound(shop)


def test_the_setup_fee_of_an_amendment_is_billed_once_besides_the_first(shop: MoneyShop) -> None:
    held = billed(shop, setup_fee=50_000)
    with on(CHANGE_DAY):
        accept(shop, amendment(shop, held, date(2027, 1, 1), setup_fee=20_000))
        assert run(shop).changed == 0
    with on(date(2026, 12, 22)):
        (ahead, *_) = shop.store.ask(queries.next_invoices, held, 2)
        assert ahead.amount == 105_000
        run(shop)
        run(shop)
        found = page(shop, shop.kestrel)
        assert [(one.kind, one.amount) for one in found.lines][-1] == ("setup", 20_000)
        assert found.lines[-1].detail == "Plan sheet 1, from Jan 1, 2027"
        shop.store.do(actions.remove_line, found.lines[-1].id)
        run(shop)
        assert page(shop, shop.kestrel).row.subtotal == 105_000
        issue(shop, shop.kestrel)
        assert run(shop).changed == 0
    with on(date(2027, 1, 22)):
        run(shop)
        assert [kind for kind, _ in amounts(shop, shop.kestrel)] == ["plan", "plan"]
        issue(shop, shop.kestrel)
    sound(shop)


def test_a_setup_fee_changed_by_hand_is_what_was_billed(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, bill_from=FIRST, setup_fee=50_000)
    line(shop, held, 25_000, text="Server")
    run(shop)
    row = page(shop, shop.kestrel).lines[-1]
    shop.store.do(actions.edit_line, row.id, row.version, {"unit_price": 30_000})
    issue(shop, shop.kestrel)
    assert run(shop).changed == 0
    sound(shop)


@pytest.mark.parametrize("typed", [0, 50_000, 20_000])
def test_a_fee_typed_by_hand_outlives_an_amendment_before_the_first_bill(
    shop: MoneyShop, typed: int
) -> None:
    held = shop.plan(shop.kestrel, bill_from=FIRST, setup_fee=typed)
    line(shop, held, 25_000, text="Server")
    plain = amendment(shop, held, FIRST)
    accept(shop, plain)
    accept(shop, amendment(shop, held, date(2027, 1, 1), setup_fee=20_000))
    row = shop.store.ask(agreed.agreement, held)
    assert row is not None
    assert row.setup_fee == typed
    run(shop)
    first = [("setup", typed)] if typed else []
    assert amounts(shop, shop.kestrel) == [("plan", 25_000), *first]
    issue(shop, shop.kestrel)
    with on(date(2026, 12, 22)):
        run(shop)
        assert amounts(shop, shop.kestrel) == [("plan", 25_000), ("setup", 20_000)]
    sound(shop)


def test_an_amendment_before_the_first_bill_asks_for_both_fees(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, bill_from=FIRST)
    first = amendment(shop, held, FIRST, setup_fee=50_000)
    shop.store.do(
        agreements.add_line, first, {"text": "Server", "price": 25_000, "quantity": 10_000}
    )
    accept(shop, first)
    accept(shop, amendment(shop, held, date(2027, 1, 1), setup_fee=20_000))
    run(shop)
    assert amounts(shop, shop.kestrel) == [("plan", 25_000), ("setup", 50_000)]
    issue(shop, shop.kestrel)
    with on(date(2026, 12, 22)):
        run(shop)
        assert amounts(shop, shop.kestrel) == [("plan", 25_000), ("setup", 20_000)]
    sound(shop)


def test_lines_end_where_their_replacement_begins(shop: MoneyShop) -> None:
    held = billed(shop)
    with on(CHANGE_DAY):
        accept(shop, amendment(shop, held, FIRST))
        with shop.store.read() as session:
            rows = session.query(AgreementLine).filter_by(agreement_id=held).all()
            assert len(rows) == 4
        assert run(shop).changed == 0
    sound(shop)
