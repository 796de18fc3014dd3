"""Being paid in advance, through the run: once each, by the agreement as it stands (S105)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from mspdesk import dates
from mspdesk.agreements.models import Agreement, AgreementLine
from mspdesk.billing import actions, queries
from mspdesk.billing.models import BilledPeriod, Invoice
from mspdesk.billing.queries import drafts
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.shop.models import TaxCode
from tests.billing.moneyshop import MoneyShop
from tests.bookcase import Standing

RUN = date(2026, 11, 21)
DECEMBER = {"monthly_fee": 85_000, "bill_from": date(2026, 12, 1)}


@contextmanager
def on(day: date, hour: int = 9) -> Iterator[None]:
    """Stop the clock on a day."""
    with dates.frozen(datetime(day.year, day.month, day.day, hour)):
        yield


@pytest.fixture
def shop(store: Store, standing: Standing) -> Iterator[MoneyShop]:
    """A shop on the day on which December is made."""
    with on(RUN):
        yield replace(standing(store), store=store)


def change(shop: MoneyShop, agreement_id: int, **values: Any) -> None:
    """Change an agreement as the other screen does."""
    with shop.store.step("Change") as session:
        row = session.get_one(Agreement, agreement_id)
        for name, value in values.items():
            setattr(row, name, value)


def line(shop: MoneyShop, agreement_id: int, price: int, **values: Any) -> int:
    """Add a line to an agreement."""
    with shop.store.step("Prepare") as session:
        row = AgreementLine(
            agreement_id=agreement_id,
            price=price,
            text=values.pop("text", "Workstation"),
            from_on=values.pop("from_on", date(2025, 1, 1)),
            **values,
        )
        session.add(row)
        session.flush()
        return row.id


def run(shop: MoneyShop, client_id: int | None = None) -> actions.RunMade:
    """Make drafts through today."""
    return shop.store.do(actions.make_drafts, dates.today(), client_id)


def page(shop: MoneyShop, client_id: int) -> drafts.DraftPage:
    """The client's draft."""
    found = shop.store.ask(drafts.draft_of, client_id)
    assert found is not None
    return shop.store.ask(drafts.draft_page, found)


def amounts(shop: MoneyShop, client_id: int) -> list[tuple[str, int]]:
    """Kind and amount of each line of a client's draft."""
    return [(one.kind, one.amount) for one in page(shop, client_id).lines]


def issue(shop: MoneyShop, client_id: int) -> int:
    """Answer every question as right, tick and issue a client's draft."""
    found = page(shop, client_id).row
    for asked in found.questions:
        reply = "right" if "right" in asked.answers else asked.answers[0]
        shop.store.do(actions.answer_question, found.id, asked.kind, asked.subject, reply)
    shop.store.do(actions.mark_ready, found.id)
    return shop.store.do(actions.issue, [found.id])[0].id


def sound(shop: MoneyShop) -> None:
    """Every check of the books holds."""
    for check in queries.CHECKS:
        assert shop.store.ask(check) == []


def test_december_goes_out_in_november_and_only_once(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, **DECEMBER)
    assert (run(shop).plans, run(shop).plans) == (1, 0)
    draft = page(shop, shop.kestrel)
    assert amounts(shop, shop.kestrel) == [("plan", 85_000)]
    assert (draft.due_on, draft.period_from, draft.period_to) == (
        date(2026, 12, 1),
        date(2026, 12, 1),
        date(2026, 12, 31),
    )
    issue(shop, shop.kestrel)
    assert run(shop).plans == 0
    sound(shop)
    with on(date(2026, 12, 21)):
        assert run(shop).plans == 0
    with on(date(2026, 12, 22)):
        assert run(shop).plans == 1
        assert page(shop, shop.kestrel).period_from == date(2027, 1, 1)


def test_ten_days_are_counted_and_may_be_others(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, **DECEMBER)
    shop.plan(shop.dunmore, days_before=14, **DECEMBER)
    with on(date(2026, 11, 20)):
        assert run(shop).plans == 1
        assert amounts(shop, shop.dunmore) == [("plan", 85_000)]


def test_a_projects_fee_is_called_one(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, setup_fee=50_000, **DECEMBER)
    held = shop.plan(shop.dunmore, setup_fee=420_000, bill_from=date(2026, 12, 1))
    change(shop, held, kind="project", title="Move the office", plan="")
    run(shop)
    said = {client: page(shop, client).lines[-1].text for client in (shop.kestrel, shop.dunmore)}
    assert said[shop.kestrel].startswith("Setup, ")
    assert said[shop.dunmore] == "Project fee, Move the office"
    assert "Setup" not in page(shop, shop.dunmore).row.from_words


def test_a_check_pays_three_months_and_the_setup_fee_once(shop: MoneyShop) -> None:
    shop.plan(shop.dunmore, periods_ahead=3, setup_fee=50_000, payment_type="check", **DECEMBER)
    run(shop)
    assert amounts(shop, shop.dunmore) == [("plan", 255_000), ("setup", 50_000)]
    issue(shop, shop.dunmore)
    for day in (date(2026, 12, 22), date(2027, 1, 22), date(2027, 2, 18)):
        with on(day):
            assert run(shop).plans == 0
    with on(date(2027, 2, 19)):
        run(shop)
        assert amounts(shop, shop.dunmore) == [("plan", 255_000)]
        assert page(shop, shop.dunmore).row.questions == ()
    with shop.store.read() as session:
        found = session.execute(
            select(BilledPeriod.what, BilledPeriod.period_from, BilledPeriod.amount).order_by(
                BilledPeriod.id
            )
        ).all()
    assert [tuple(row) for row in found[:4]] == [
        ("plan", date(2026, 12, 1), 85_000),
        ("plan", date(2027, 1, 1), 85_000),
        ("plan", date(2027, 2, 1), 85_000),
        ("setup", date(2026, 12, 1), 50_000),
    ]
    sound(shop)


def test_lines_of_an_agreement_say_how_many_at_which_price(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, bill_from=date(2026, 12, 1), auto_renew=True)
    line(shop, held, 25_000, text="Server", cost=6_000)
    line(shop, held, 6_000, quantity=100_000, position=1)
    line(shop, held, 400, text="Spam filter", bundled=True, position=2)
    run(shop)
    found = page(shop, shop.kestrel)
    assert [(one.text, one.quantity, one.unit_price, one.amount) for one in found.lines] == [
        ("Server", 10_000, 25_000, 25_000),
        ("Workstation", 100_000, 6_000, 60_000),
    ]
    assert found.lines[0].unit_cost == 6_000
    assert found.row.total == 85_000


def test_a_device_added_on_november_20_is_billed_by_the_day_or_from_december(
    shop: MoneyShop,
) -> None:
    for client, choice in ((shop.kestrel, "prorate"), (shop.dunmore, "next")):
        held = shop.plan(client, bill_from=date(2026, 11, 1), proration=choice)
        line(shop, held, 25_000, text="Server")
    with on(date(2026, 10, 25)):
        assert run(shop).plans == 2
        for client in (shop.kestrel, shop.dunmore):
            issue(shop, client)
    with shop.store.read() as session:
        ids = list(session.scalars(select(Agreement.id).order_by(Agreement.client_id)))
    for held in ids:
        line(shop, held, 6_000, from_on=date(2026, 11, 20), position=1)
    run(shop)
    assert amounts(shop, shop.kestrel) == [("plan", 25_000), ("plan", 6_000), ("plan", 2_200)]
    assert amounts(shop, shop.dunmore) == [("plan", 25_000), ("plan", 6_000)]
    assert page(shop, shop.kestrel).lines[2].detail == "Nov 20, 2026 to Nov 30, 2026, by the day"
    assert page(shop, shop.kestrel).row.questions == ()
    assert run(shop).changed == 0
    for client in (shop.kestrel, shop.dunmore):
        issue(shop, client)
    assert run(shop).changed == 0
    sound(shop)


def test_a_device_that_went_is_taken_off_by_the_day(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, bill_from=date(2026, 11, 1), proration="prorate")
    line(shop, held, 25_000, text="Server")
    gone = line(shop, held, 6_000, position=1)
    with on(date(2026, 10, 25)):
        run(shop)
        issue(shop, shop.kestrel)
    with shop.store.step("End") as session:
        session.get_one(AgreementLine, gone).to_on = date(2026, 11, 19)
    run(shop)
    assert amounts(shop, shop.kestrel) == [("plan", 25_000), ("plan", -2_200)]
    issue(shop, shop.kestrel)
    assert run(shop).changed == 0
    sound(shop)


@pytest.mark.parametrize(("choice", "amount"), [("next", 85_000), ("prorate", 41_129)])
def test_an_agreement_that_ends_inside_a_period(shop: MoneyShop, choice: str, amount: int) -> None:
    shop.plan(shop.kestrel, proration=choice, ended_on=date(2026, 12, 15), **DECEMBER)
    run(shop)
    assert amounts(shop, shop.kestrel) == [("plan", amount)]
    issue(shop, shop.kestrel)
    with on(date(2026, 12, 28)):
        assert run(shop).plans == 0


@pytest.mark.parametrize("state", ["draft", "legal_review", "sent"])
def test_what_is_not_signed_is_not_billed(shop: MoneyShop, state: str) -> None:
    shop.plan(shop.kestrel, state=state, **DECEMBER)
    assert run(shop).plans == 0


def test_an_expired_agreement_asks_for_nothing_more_and_one_that_goes_on_does(
    shop: MoneyShop,
) -> None:
    over = {"state": "expired", "ended_on": date(2026, 11, 30)}
    shop.plan(shop.kestrel, **(DECEMBER | over))
    going = shop.plan(shop.dunmore, auto_renew=True, **DECEMBER)
    change(shop, going, end_on=date(2026, 10, 31))
    run(shop)
    assert shop.store.ask(drafts.draft_of, shop.kestrel) is None
    assert amounts(shop, shop.dunmore) == [("plan", 85_000)]
    shop.store.do(actions.discard_draft, page(shop, shop.dunmore).row.id)
    change(shop, going, notice_on=date(2026, 10, 1))
    assert run(shop).plans == 0


def test_throwing_a_draft_away_frees_its_periods(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, setup_fee=10_000, **DECEMBER)
    run(shop)
    shop.store.do(actions.discard_draft, page(shop, shop.kestrel).row.id)
    assert run(shop).plans == 1
    assert amounts(shop, shop.kestrel) == [("plan", 85_000), ("setup", 10_000)]


def test_taking_the_plan_off_a_draft_frees_its_period_and_its_due_day(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, setup_fee=10_000, **DECEMBER)
    run(shop)
    shop.store.do(actions.remove_line, page(shop, shop.kestrel).lines[0].id)
    assert amounts(shop, shop.kestrel) == [("setup", 10_000)]
    assert page(shop, shop.kestrel).due_typed == date(2026, 12, 1)
    shop.store.do(actions.remove_line, page(shop, shop.kestrel).lines[0].id)
    assert page(shop, shop.kestrel).due_typed is None
    run(shop)
    assert amounts(shop, shop.kestrel) == [("plan", 85_000), ("setup", 10_000)]


def test_a_voided_invoice_is_billed_again_only_when_somebody_says_so(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, **DECEMBER)
    run(shop)
    invoice = issue(shop, shop.kestrel)
    with pytest.raises(UserError, match="voided"):
        shop.store.do(actions.bill_periods_again, invoice)
    shop.store.do(actions.void_invoice, invoice, "Wrong address")
    assert run(shop).plans == 0
    assert shop.store.do(actions.bill_periods_again, invoice) == 1
    assert run(shop).plans == 1
    issue(shop, shop.kestrel)
    sound(shop)


def test_an_agreement_changed_under_a_draft_is_asked_about_and_made_anew(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, **DECEMBER)
    run(shop)
    change(shop, held, monthly_fee=90_000)
    (asked,) = page(shop, shop.kestrel).row.questions
    assert asked.sentence == (
        f"Agreement A{shop.kestrel:04d} (Gold) asks for $900.00 for December 2026 now; "
        "this draft says $850.00."
    )
    draft = page(shop, shop.kestrel).row.id
    with pytest.raises(UserError, match="asks for"):
        shop.store.do(actions.mark_ready, draft)
    shop.store.do(actions.answer_question, draft, asked.kind, asked.subject, "remake")
    assert amounts(shop, shop.kestrel) == [("plan", 90_000)]
    assert page(shop, shop.kestrel).row.questions == ()
    issue(shop, shop.kestrel)
    sound(shop)


@pytest.mark.parametrize(("ahead", "drafted"), [(1, [1_508] * 4), (3, [4_523] * 2)])
def test_what_is_billed_late_is_compared_bill_by_bill(
    shop: MoneyShop, ahead: int, drafted: list[int]
) -> None:
    late = {"payment_type": "card", "periods_ahead": ahead, "bill_from": date(2026, 9, 1)}
    held = shop.plan(shop.kestrel, **late)
    line(shop, held, 1_005, quantity=15_000)
    run(shop)
    assert amounts(shop, shop.kestrel) == [("plan", one) for one in drafted]
    assert [one.kind for one in page(shop, shop.kestrel).row.questions] == []
    line(shop, held, 100, text="Added since")
    row = page(shop, shop.kestrel).row
    (asked,) = row.questions
    shop.store.do(actions.answer_question, row.id, asked.kind, asked.subject, "remake")
    assert len(amounts(shop, shop.kestrel)) == 2 * len(drafted)
    assert page(shop, shop.kestrel).row.questions == ()
    sound(shop)


def test_a_difference_may_be_right_until_the_agreement_changes_again(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, **DECEMBER)
    run(shop)
    change(shop, held, monthly_fee=90_000)
    row = page(shop, shop.kestrel).row
    (asked,) = row.questions
    shop.store.do(actions.answer_question, row.id, asked.kind, asked.subject, "right")
    assert page(shop, shop.kestrel).row.questions == ()
    shop.store.do(actions.mark_ready, row.id)
    change(shop, held, monthly_fee=95_000)
    with pytest.raises(UserError, match=r"asks for \$950\.00"):
        shop.store.do(actions.issue, [row.id])
    change(shop, held, monthly_fee=90_000)
    assert shop.store.do(actions.issue, [row.id])[0].total == 85_000
    sound(shop)


def test_a_price_changed_by_hand_is_what_the_period_was_billed(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, periods_ahead=3, **DECEMBER)
    run(shop)
    row = page(shop, shop.kestrel).lines[0]
    with shop.store.read() as session:
        version = row.version
        assert session is not None
    shop.store.do(actions.edit_line, row.id, version, {"unit_price": 80_001})
    issue(shop, shop.kestrel)
    sound(shop)


def test_an_agreement_that_ended_under_a_draft_is_asked_about(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, **DECEMBER)
    run(shop)
    change(shop, held, state="terminated", ended_on=date(2026, 11, 25))
    row = page(shop, shop.kestrel).row
    (asked,) = row.questions
    assert "asks for $0.00 for December 2026 now" in asked.sentence
    shop.store.do(actions.answer_question, row.id, asked.kind, asked.subject, "remake")
    assert amounts(shop, shop.kestrel) == []


def test_a_clock_far_ahead_is_refused_with_what_to_do(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, **DECEMBER)
    run(shop)
    issue(shop, shop.kestrel)
    with on(date(2036, 11, 22)), pytest.raises(UserError, match="last billing run was on Nov 21"):
        run(shop)
    with on(date(2027, 6, 1)):
        made = run(shop)
        assert (made.plans, len(made.held)) == (0, 1)
        assert "never billed for the time since Jan 1, 2027" in made.held[0]
        assert shop.store.ask(queries.upcoming)[0].held
        made = run(shop, shop.kestrel)
        assert (made.plans, made.held) == (6, ())
    with on(date(2027, 3, 1)), pytest.raises(UserError, match="choose today or an earlier day"):
        shop.store.do(actions.make_drafts, date(2027, 3, 2))


def test_an_old_first_day_is_held_until_somebody_has_looked(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, monthly_fee=85_000, bill_from=date(2016, 12, 1))
    change(shop, held, start_on=date(2016, 12, 1))
    made = run(shop)
    assert (made.plans, len(made.held)) == (0, 1)
    shop.store.do(actions.begin_billing, held, date(2026, 12, 1))
    assert run(shop).plans == 1


def test_an_imported_agreement_waits_until_somebody_says_from_when(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, monthly_fee=85_000)
    assert run(shop).plans == 0
    (row,) = shop.store.ask(queries.upcoming)
    assert (row.waits, row.why) == (True, "Not billed here yet")
    with pytest.raises(UserError) as early:
        shop.store.do(actions.begin_billing, held, date(2024, 12, 1))
    assert early.value.field == "from_on"
    shop.store.do(actions.begin_billing, held, date(2026, 12, 1))
    assert run(shop).plans == 1
    with pytest.raises(UserError, match="billed through Dec 31, 2026"):
        shop.store.do(actions.begin_billing, held, date(2026, 12, 15))


def test_a_retired_tax_is_asked_about(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, bill_from=date(2026, 12, 1))
    line(shop, held, 10_000, text="Backup", taxable=True, tax_code="IL")
    run(shop)
    assert page(shop, shop.kestrel).row.tax == 875
    with shop.store.step("Retire") as session:
        session.get_one(TaxCode, shop.tax).active = False
    row = page(shop, shop.kestrel).row
    (asked,) = row.questions
    assert asked.sentence.startswith("“Backup” is taxed by IL, which is retired.")
    with pytest.raises(UserError, match="retired"):
        shop.store.do(actions.mark_ready, row.id)
    shop.store.do(actions.answer_question, row.id, asked.kind, asked.subject, "usual_tax")
    assert page(shop, shop.kestrel).row.questions == ()
    issue(shop, shop.kestrel)
    sound(shop)


@pytest.mark.parametrize(
    ("currency", "fee", "part"), [("JPY", 6_000, 2_200), ("KWD", 60_001, 22_000)]
)
def test_money_without_or_with_three_decimals(
    shop: MoneyShop, currency: str, fee: int, part: int
) -> None:
    with shop.store.step("Prepare") as session:
        from mspdesk.shop.models import Shop

        session.scalars(select(Shop)).one().currency = currency
    start = {"bill_from": date(2026, 11, 20), "day_rule": "day:1", "proration": "prorate"}
    held = shop.plan(shop.kestrel, monthly_fee=fee, **start)
    change(shop, held, start_on=date(2026, 11, 20))
    run(shop)
    found = page(shop, shop.kestrel)
    assert found.currency.code == currency
    assert [one.amount for one in found.lines] == [part, fee] or [
        one.amount for one in found.lines
    ] == [fee, part]
    issue(shop, shop.kestrel)
    sound(shop)


def test_a_start_on_the_31st_stays_at_the_end_of_the_month(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, monthly_fee=85_000, bill_from=date(2026, 12, 31))
    due = []
    for day in (date(2026, 12, 21), date(2027, 1, 21), date(2027, 2, 18), date(2027, 3, 21)):
        with on(day):
            run(shop)
            due.append(page(shop, shop.kestrel).due_on)
            issue(shop, shop.kestrel)
    assert due == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


def test_plan_and_unbilled_time_stand_on_one_draft_and_covered_work_is_told_once(
    shop: MoneyShop,
) -> None:
    shop.plan(shop.kestrel, **DECEMBER)
    billed = shop.ticket(shop.kestrel)
    covered = shop.ticket(shop.kestrel, "Patches", coverage="covered")
    shop.log(billed, date(2026, 11, 18), "9:00-10:00")
    shop.log(covered, date(2026, 11, 19), "9:00-10:00")
    run(shop)
    assert amounts(shop, shop.kestrel) == [("plan", 85_000), ("time", 15_000), ("time", 0)]
    first = issue(shop, shop.kestrel)
    with on(date(2026, 12, 22)):
        shop.log(covered, date(2026, 11, 25), "9:00-10:00")
        shop.log(covered, date(2026, 12, 3), "9:00-10:00")
        run(shop)
        found = page(shop, shop.kestrel)
        assert [one.minutes for one in found.lines if one.covered] == [120]
        second = issue(shop, shop.kestrel)
    told = [len(shop.store.ask(queries.invoice_document, one).time) for one in (first, second)]
    assert told == [2, 2]
    sound(shop)


def test_who_pays_for_three_months_is_not_unusual(shop: MoneyShop) -> None:
    with on(date(2026, 5, 22)):
        shop.plan(shop.kestrel, monthly_fee=85_000, bill_from=date(2026, 6, 1), periods_ahead=3)
        run(shop)
        issue(shop, shop.kestrel)
    with on(date(2026, 8, 22)):
        run(shop)
        assert page(shop, shop.kestrel).row.questions == ()


def test_the_next_twelve_invoices_are_those_that_come(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, setup_fee=5_000, **DECEMBER)
    ahead = shop.store.ask(queries.next_invoices, held, 12)
    assert len(ahead) == 12
    for expected in ahead[:3]:
        with on(expected.made_on):
            run(shop)
            found = page(shop, shop.kestrel)
            assert (found.due_on, found.row.subtotal) == (expected.due_on, expected.amount)
            issue(shop, shop.kestrel)
    assert [one.first for one in shop.store.ask(queries.next_invoices, held, 12)[:9]] == [
        one.first for one in ahead[3:]
    ]


def test_our_own_company_is_never_billed(shop: MoneyShop) -> None:
    with shop.store.read() as session:
        from mspdesk.clients.models import Client

        own = session.scalars(select(Client.id).where(Client.internal)).one()
    shop.plan(own, **DECEMBER)
    assert run(shop).changed == 0


def test_an_undone_run_frees_what_it_billed(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel, **DECEMBER)
    run(shop)
    shop.store.undo()
    with shop.store.read() as session:
        assert session.scalar(select(Invoice.id)) is None
        assert session.scalar(select(BilledPeriod.id)) is None
    assert run(shop).plans == 1


def test_what_was_paid_ahead_after_the_last_day_is_credited_by_the_day(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, periods_ahead=3, setup_fee=50_000, **DECEMBER)
    run(shop)
    invoice = issue(shop, shop.kestrel)
    with on(date(2027, 1, 4)):
        last = date(2027, 1, 15)
        change(shop, held, state="terminated", ended_on=last)
        (row,) = shop.store.ask(queries.unused_after, held, last)
        assert (row.invoice_id, row.amount) == (invoice, 85_000 + 43_871)  # 16 of 31 days
        (credit,) = shop.store.do(actions.refund_unused, held, last, "They leave")
        with shop.store.read() as session:
            assert session.get_one(Invoice, credit).total == -128_871
        with pytest.raises(UserError, match="Nothing was billed"):
            shop.store.do(actions.refund_unused, held, last, "Again")
        assert run(shop).plans == 0
    sound(shop)


def test_a_voided_invoice_names_the_periods_it_holds(shop: MoneyShop) -> None:
    held = shop.plan(shop.kestrel, **DECEMBER)
    run(shop)
    invoice = issue(shop, shop.kestrel)
    assert shop.store.ask(queries.voided_of, held) == []
    shop.store.do(actions.void_invoice, invoice, "Wrong address")
    (row,) = shop.store.ask(queries.voided_of, held)
    assert (row.invoice_id, row.words) == (invoice, "December 2026")
    shop.store.do(actions.bill_periods_again, invoice)
    assert shop.store.ask(queries.voided_of, held) == []


@pytest.mark.parametrize(
    "changes", [{"bill_from": date(2026, 12, 15)}, {"every": 3}, {"day_rule": "day:10"}]
)
def test_periods_counted_otherwise_are_held_so_that_no_day_is_billed_twice_or_never(
    shop: MoneyShop, changes: dict[str, Any]
) -> None:
    held = shop.plan(shop.kestrel, **DECEMBER)
    run(shop)
    issue(shop, shop.kestrel)
    change(shop, held, **changes)
    with on(date(2026, 12, 28)):
        for client in (None, shop.kestrel):
            made = run(shop, client)
            assert (made.plans, len(made.held)) == (0, 1)
            assert "was billed through Dec 31, 2026" in made.held[0]
        assert shop.store.ask(queries.upcoming)[0].held
        shop.store.do(actions.begin_billing, held, date(2027, 1, 1))
        assert run(shop).held == ()
    with on(date(2027, 1, 2)):
        run(shop)
        first = page(shop, shop.kestrel)
        assert first.period_from in (date(2027, 1, 1), date(2027, 1, 10))
    sound(shop)
