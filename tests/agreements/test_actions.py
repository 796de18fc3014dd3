"""Every step of an agreement through the real books: drafts, signatures, sheets, prices, ends."""

from datetime import date, datetime
from typing import Any

import pytest

from mspdesk import dates
from mspdesk.agreements import actions, queries
from mspdesk.agreements.models import Agreement
from mspdesk.agreements.rules import State
from mspdesk.clients.queries import client as client_of
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from tests.sample import Sample

from .made import END, GOLD, START, accepted, draft, held, sent, sheet, signed, with_sheet

pytestmark = pytest.mark.usefixtures("clock")
TODAY = date(2026, 3, 11)


def test_signing_puts_everything_into_force(store: Store, shop: Sample) -> None:
    made = signed(store, shop.oldmill)
    row = held(store, made)
    assert (row.state, row.signed_on, row.signer_theirs) == (State.ACTIVE, TODAY, "Tom Kessel")
    assert row.bill_from == START
    assert row.body_form == "agreements/managed"
    client = store.ask(client_of, shop.oldmill)
    assert client is not None
    assert (client.status, client.plan) == ("active", "Gold")
    lines = store.ask(queries.lines_on, made, START, START)
    assert [(one.text, one.amount) for one in lines] == [
        ("Gold, server", 25_000),
        ("Gold, workstations", 60_000),
    ]
    assert store.ask(queries.monthly_on, made, START) == 85_000
    assert store.ask(queries.in_force, shop.oldmill, TODAY) is None
    force = store.ask(queries.in_force, shop.oldmill, START)
    assert force is not None
    assert force.id == made


def test_the_words_stay_as_they_were_sent(store: Store, shop: Sample) -> None:
    made = draft(store, shop.oldmill)
    sent(store, made)
    before = store.ask(queries.frozen_body, made)
    assert "Old Mill Brewing" in before
    row = held(store, made)
    store.do(actions.edit_agreement, made, row.version, {"rate": 99_900})
    assert store.ask(queries.frozen_body, made) == before
    store.do(actions.take_back, made, held(store, made).version)
    assert (held(store, made).state, store.ask(queries.frozen_body, made)) == (State.DRAFT, "")


def test_one_who_saw_an_older_agreement_is_told(store: Store, shop: Sample) -> None:
    made = draft(store, shop.oldmill)
    row = held(store, made)
    store.do(actions.to_legal_review, made, row.version)
    with pytest.raises(Conflict):
        store.do(actions.to_legal_review, made, row.version)


def test_a_managed_agreement_of_a_payer_by_check_is_paid_three_months_ahead(
    store: Store, shop: Sample
) -> None:
    assert held(store, draft(store, shop.oldmill)).periods_ahead == 3
    assert held(store, draft(store, shop.oldmill, payment_type="card")).periods_ahead == 1
    assert held(store, draft(store, shop.oldmill, "hourly")).periods_ahead == 1


def test_a_fee_is_one_line_until_the_first_sheet(store: Store, shop: Sample) -> None:
    (fee,) = store.ask(queries.lines_on, shop.gold, TODAY, TODAY)
    assert (fee.id, fee.text, fee.amount) == (queries.FEE, "Gold plan, monthly", 148_500)
    made = with_sheet(store, shop.gold, date(2026, 5, 1))
    assert len(store.ask(queries.lines_on, shop.gold, TODAY, END)) == 1
    accepted(store, made)
    april = store.ask(queries.lines_on, shop.gold, START, date(2026, 4, 30))
    assert [(one.id, one.to_on) for one in april] == [(queries.FEE, date(2026, 4, 30))]
    may = store.ask(queries.lines_on, shop.gold, date(2026, 5, 1), date(2026, 5, 31))
    assert [one.amount for one in may] == [25_000, 60_000]
    both = store.ask(queries.lines_on, shop.gold, START, date(2026, 5, 31))
    assert len(both) == 3


def test_counts_come_from_the_device_list(store: Store, shop: Sample) -> None:
    made = store.do(actions.new_sheet, shop.gold, START)
    details = {"text": "Servers", "counts": "servers", "price": 100}
    store.do(actions.add_line, made, details)
    store.do(actions.add_line, made, {"text": "PCs", "counts": "workstations", "price": 10})
    store.do(actions.add_line, made, {"text": "People", "counts": "users", "price": 1})
    store.do(actions.add_line, made, {"text": "Sites", "counts": "sites", "price": 1})
    accepted(store, made)
    found = {one.text: one.quantity for one in store.ask(queries.lines_on, shop.gold, START, START)}
    assert found["Servers"] == 10_000
    assert found["PCs"] == 10_000
    assert found["People"] == 110_000
    assert found["Sites"] == 20_000


def test_an_agreement_asks_for_nothing_after_its_last_day(store: Store, shop: Sample) -> None:
    assert store.ask(queries.lines_on, shop.gold, date(2026, 10, 1), END) == []
    cut = store.ask(queries.lines_on, shop.gold, date(2026, 9, 1), date(2026, 10, 31))
    assert [one.to_on for one in cut] == [date(2026, 9, 30)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"kind": "mood"}, "kind"),
        ({"counts": "birds"}, "counts"),
        ({"quantity": -1}, "quantity"),
        ({"price": -1}, "price"),
        ({"cost": -1}, "cost"),
    ],
)
def test_what_is_wrong_with_a_line_is_named(
    store: Store, shop: Sample, changes: dict[str, object], field: str
) -> None:
    made = with_sheet(store, shop.gold)
    line = store.ask(queries.sheet_lines, made)[0]
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_line, line.id, line.version, changes)
    assert refused.value.field == field


def test_an_accepted_sheet_stays_as_it_is(store: Store, shop: Sample) -> None:
    made = with_sheet(store, shop.gold)
    accepted(store, made)
    line = store.ask(queries.sheet_lines, made)[0]
    wanted: list[tuple[Any, tuple[Any, ...]]] = [
        (actions.edit_line, (line.id, line.version, {"price": 1})),
        (actions.drop_line, (line.id,)),
        (actions.add_line, (made, {"text": "More"})),
        (actions.edit_sheet, (made, sheet(store, made).version, {"words": "More"})),
        (actions.drop_sheet, (made,)),
    ]
    for verb, args in wanted:
        with pytest.raises(UserError, match="stays as it is"):
            store.do(verb, *args)


def test_a_sheet_in_the_future_gives_its_name_on_its_day(store: Store, shop: Sample) -> None:
    made = store.do(actions.new_sheet, shop.gold, START, {"title": "Platinum", "tier": "platinum"})
    accepted(store, made, TODAY)
    assert held(store, shop.gold).plan == "Gold"
    with dates.frozen(datetime(2026, 4, 1, 8)):
        assert [one.what for one in store.ask(queries.due_on, START)] == ["A new sheet begins"]
        assert store.do(actions.come_into_force) == 1
        assert store.ask(queries.due_on, START) == []
    assert (held(store, shop.gold).plan, held(store, shop.gold).tier) == ("Platinum", "platinum")


def test_a_renewal_takes_over_and_the_old_one_ends_the_day_before(
    store: Store, shop: Sample
) -> None:
    store.do(actions.set_targets, shop.gold, {1: 60, 3: 480})
    row = held(store, shop.gold)
    after = store.do(actions.prepare_renewal, shop.gold, row.version, 500, 17_500)
    assert held(store, shop.gold).state == State.RENEWAL_DUE
    new = held(store, after)
    assert (new.start_on, new.end_on) == (date(2026, 10, 1), date(2027, 9, 30))
    assert (new.rate, new.renews_id, new.state) == (17_500, shop.gold, State.DRAFT)
    assert store.ask(queries.targets_of, after) == {1: 60, 3: 480}
    (made,) = store.ask(queries.sheets_of, after)
    assert [one.price for one in store.ask(queries.sheet_lines, made.id)] == [155_925]
    with pytest.raises(UserError, match="being prepared already"):
        store.do(actions.prepare_renewal, shop.gold, held(store, shop.gold).version)
    store.do(actions.send, after, new.version, TODAY, None, "Same words as last year")
    signing = held(store, after)
    store.do(actions.sign, after, signing.version, TODAY, "Tom Kessel")
    old = held(store, shop.gold)
    assert (old.state, old.ended_on) == (State.RENEWED, date(2026, 9, 30))
    for day, who in ((date(2026, 9, 30), shop.gold), (date(2026, 10, 1), after)):
        force = store.ask(queries.in_force, shop.brightwater, day)
        assert force is not None
        assert force.id == who
    assert store.ask(queries.monthly_on, after, date(2026, 10, 1)) == 155_925


def test_a_dropped_draft_leaves_the_old_agreement_as_it_was(store: Store, shop: Sample) -> None:
    row = held(store, shop.gold)
    after = store.do(actions.prepare_renewal, shop.gold, row.version)
    store.do(actions.drop_draft, after, held(store, after).version)
    assert store.ask(queries.agreement, after) is None
    assert held(store, shop.gold).state == State.ACTIVE


def test_a_sent_agreement_is_not_dropped(store: Store, shop: Sample) -> None:
    made = draft(store, shop.oldmill)
    sent(store, made)
    with pytest.raises(UserError, match="not sent"):
        store.do(actions.drop_draft, made, held(store, made).version)


def test_extending_moves_the_last_day_by_a_term(store: Store, shop: Sample) -> None:
    row = held(store, shop.gold)
    store.do(actions.extend, shop.gold, row.version)
    assert held(store, shop.gold).end_on == date(2027, 9, 30)


def test_a_term_that_ran_out_waits_for_somebody(store: Store, shop: Sample) -> None:
    with dates.frozen(datetime(2026, 10, 1, 8)):
        assert store.ask(queries.due_on, dates.today()) == []
        assert store.do(actions.come_into_force) == 0
        (due,) = store.ask(queries.ran_out, dates.today())
        assert (due.agreement_id, due.on) == (shop.gold, date(2026, 9, 30))
        row = held(store, shop.gold)
        assert row.state_on(dates.today()) is State.EXPIRED
        assert store.ask(queries.in_force, shop.brightwater) is None
        store.do(actions.let_expire, shop.gold, row.version)
        assert store.ask(queries.ran_out, dates.today()) == []
    row = held(store, shop.gold)
    assert (row.state, row.ended_on) == (State.EXPIRED, date(2026, 9, 30))
    force = store.ask(queries.in_force, shop.brightwater, date(2026, 9, 30))
    assert force is not None


def test_one_that_goes_on_by_itself_is_in_force_past_its_last_day(
    store: Store, shop: Sample
) -> None:
    row = held(store, shop.gold)
    store.do(actions.edit_agreement, shop.gold, row.version, {"auto_renew": True})
    later = date(2027, 2, 1)
    assert store.ask(queries.in_force, shop.brightwater, later) is not None
    assert len(store.ask(queries.lines_on, shop.gold, later, later)) == 1
    row = held(store, shop.gold)
    store.do(actions.give_notice, shop.gold, row.version, TODAY, date(2026, 9, 30), "They merge")
    assert store.ask(queries.in_force, shop.brightwater, later) is None
    assert store.ask(queries.lines_on, shop.gold, later, later) == []


def test_a_term_that_ran_out_can_still_be_extended(store: Store, shop: Sample) -> None:
    with dates.frozen(datetime(2026, 10, 5, 8)):
        store.do(actions.extend, shop.gold, held(store, shop.gold).version, 12)
        assert store.ask(queries.in_force, shop.brightwater) is not None
    assert held(store, shop.gold).end_on == date(2027, 9, 30)


@pytest.mark.parametrize("end_on", [date(2027, 1, 31), None])
def test_notice_taken_back_gives_back_the_last_day(
    store: Store, shop: Sample, end_on: date | None
) -> None:
    for _ in range(2):
        row = held(store, shop.gold)
        store.do(actions.edit_agreement, shop.gold, row.version, {"end_on": end_on})
        row = held(store, shop.gold)
        store.do(actions.give_notice, shop.gold, row.version, TODAY, date(2026, 4, 30), "Price")
        row = held(store, shop.gold)
        assert row.end_on == date(2026, 4, 30)
        store.do(actions.withdraw_notice, shop.gold, row.version)
        row = held(store, shop.gold)
        assert (row.end_on, row.notice_on, row.ended_why) == (end_on, None, "")
        end_on = date(2026, 12, 31)


def test_notice_brought_from_elsewhere_leaves_the_last_day_when_it_is_taken_back(
    store: Store, shop: Sample
) -> None:
    with store.step("Brought") as session:
        row = session.get_one(Agreement, shop.gold)
        row.notice_on = TODAY
    store.do(actions.withdraw_notice, shop.gold, held(store, shop.gold).version)
    assert held(store, shop.gold).end_on == date(2026, 9, 30)


def test_notice_can_be_taken_back(store: Store, shop: Sample) -> None:
    row = held(store, shop.gold)
    store.do(actions.give_notice, shop.gold, row.version, TODAY, date(2026, 4, 30), "Price")
    client = store.ask(client_of, shop.brightwater)
    assert client is not None
    assert client.status == "notice"
    store.do(actions.withdraw_notice, shop.gold, held(store, shop.gold).version)
    client = store.ask(client_of, shop.brightwater)
    assert client is not None
    assert client.status == "active"


def test_notice_of_one_of_two_leaves_the_client_a_client(store: Store, shop: Sample) -> None:
    signed(store, shop.brightwater, "hourly", end_on=None)
    row = held(store, shop.gold)
    store.do(actions.give_notice, shop.gold, row.version, TODAY, date(2026, 4, 30), "Cheaper")
    client = store.ask(client_of, shop.brightwater)
    assert client is not None
    assert client.status == "active"


def test_a_shorter_notice_needs_both_sides(store: Store, shop: Sample) -> None:
    row, soon = held(store, shop.gold), date(2026, 3, 20)
    with pytest.raises(UserError) as refused:
        store.do(actions.give_notice, shop.gold, row.version, TODAY, soon, "")
    assert refused.value.field == "last_on"
    store.do(actions.give_notice, shop.gold, row.version, TODAY, soon, "", agreed=True)
    assert held(store, shop.gold).end_on == soon


def test_a_raise_can_be_dropped_before_its_day(store: Store, shop: Sample) -> None:
    before = store.ask(queries.lines_on, shop.gold, START, END)
    made = store.do(actions.plan_raise, shop.gold, date(2026, 5, 1), 500)
    store.do(actions.announce_raise, made, 1)
    after = store.ask(queries.lines_on, shop.gold, START, END)
    assert [one.price for one in after] == [148_500, 155_925]
    store.do(actions.drop_raise, made, store.ask(queries.raises_of, shop.gold)[0].version)
    assert store.ask(queries.lines_on, shop.gold, START, END) == before


def test_a_sheet_may_not_lose_prices_that_were_announced(store: Store, shop: Sample) -> None:
    made = store.do(actions.plan_raise, shop.gold, date(2026, 5, 1), 500)
    store.do(actions.announce_raise, made, 1)
    early = with_sheet(store, shop.gold, START)
    with pytest.raises(UserError, match="May 1, 2026") as refused:
        accepted(store, early)
    assert refused.value.field == "effective_on"


@pytest.mark.parametrize(
    ("percent", "rate", "day", "field"),
    [
        (0, None, date(2026, 5, 1), "percent"),
        (-10_000, None, date(2026, 5, 1), "percent"),
        (0, -1, date(2026, 5, 1), "new_rate"),
        (500, None, date(2026, 4, 9), "effective_on"),
    ],
)
def test_what_is_wrong_with_a_raise_is_named(
    store: Store, shop: Sample, percent: int, rate: int | None, day: date, field: str
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.plan_raise, shop.gold, day, percent, rate)
    assert refused.value.field == field


def test_a_signed_copy_is_kept_with_the_books(store: Store, shop: Sample) -> None:
    made = store.do(actions.attach_file, shop.gold, "A0001 signed.pdf", b"%PDF-1.4 signed")
    (paper,) = store.ask(queries.files_of, shop.gold)
    assert (paper.id, paper.name, paper.kind) == (made, "A0001 signed.pdf", "signed")
    assert store.ask(queries.file_bytes, made) == b"%PDF-1.4 signed"
    with pytest.raises(UserError) as refused:
        store.do(actions.attach_file, shop.gold, "Empty", b"")
    assert refused.value.field == "file"
    store.do(actions.remove_file, made)
    assert store.ask(queries.files_of, shop.gold) == []


def test_what_was_brought_from_elsewhere_is_not_billed_here(store: Store, shop: Sample) -> None:
    assert held(store, shop.gold).bill_from is None


def test_the_side_list_says_what_is_next(store: Store, shop: Sample) -> None:
    draft(store, shop.oldmill)
    seen = store.ask(queries.overview, TODAY)
    assert [one.held.id for one in seen.current] == [shop.gold]
    assert seen.monthly == 148_500
    assert [one.client for one in seen.preparing] == ["Old Mill Brewing"]
    assert [(one.client, one.rate) for one in seen.hourly] == [("Kestrel Machine & Tool", 16_500)]
    draft(store, shop.kestrel)
    seen = store.ask(queries.overview, TODAY)
    assert [one.client for one in seen.preparing] == ["Kestrel Machine & Tool", "Old Mill Brewing"]
    assert seen.hourly == ()
    soon = store.ask(queries.overview, date(2026, 8, 15))
    assert [one.held.id for one in soon.renewing] == [shop.gold]
    over = store.ask(queries.overview, date(2026, 10, 2))
    assert [one.held.id for one in over.ended] == [shop.gold]


def test_hours_paid_ahead_stand_with_who_pays_by_the_hour(store: Store, shop: Sample) -> None:
    begun = {"start_on": TODAY, "bucket": "block", "monthly_fee": 75_000, "included_minutes": 300}
    block = signed(store, shop.kestrel, "block", **begun)
    beside = signed(store, shop.brightwater, "block", **begun)
    dear = signed(store, shop.oldmill, "block", **begun, rate=18_000, overage_rate=19_000)
    seen = store.ask(queries.overview, START)
    # Whoever has a plan is not worked for by the hour: its block stands beside the plan.
    assert {one.held.id for one in seen.current} == {shop.gold, beside}
    assert [(one.held.id, one.rate) for one in seen.blocks] == [(block, 16_500), (dear, 19_000)]
    assert seen.hourly == ()
    assert seen.monthly == 148_500
    assert {one.held.id for one in seen.running} == {shop.gold, beside, block, dear}
    monthly = {"bucket": "month", "monthly_fee": 75_000}
    store.do(actions.edit_agreement, block, held(store, block).version, monthly)
    seen = store.ask(queries.overview, START)
    assert {one.held.id for one in seen.current} == {shop.gold, beside, block}


def test_undo_brings_back_what_a_step_changed(store: Store, shop: Sample) -> None:
    made = signed(store, shop.kestrel)
    store.undo()
    assert held(store, made).state == State.SENT
    assert [one.state for one in store.ask(queries.sheets_of, made)] == ["draft"]


def test_what_nobody_signed_shows_what_it_is_to_ask_for(store: Store, shop: Sample) -> None:
    made = draft(store, shop.oldmill)
    with_sheet(store, made)
    assert store.ask(queries.monthly_on, made, START) == 85_000
    (row,) = store.ask(queries.overview, TODAY).preparing
    assert row.monthly == 85_000
    assert store.ask(queries.in_force, shop.oldmill, START) is None


def test_a_client_of_another_kind_of_agreement_keeps_its_status(store: Store, shop: Sample) -> None:
    made = draft(store, shop.oldmill, "nda")
    sent(store, made)
    store.do(actions.sign, made, held(store, made).version, TODAY, "Tom Kessel")
    client = store.ask(client_of, shop.oldmill)
    assert client is not None
    assert client.status == "prospect"
    assert held(store, made).bill_from is None


def test_the_worked_example_of_the_plan_comes_out(store: Store, shop: Sample) -> None:
    made = signed(store, shop.kestrel)
    assert sum(quantity * price for _, quantity, price in GOLD) == 850_000_000
    assert store.ask(queries.monthly_on, made, START) == 85_000


def test_a_setup_fee_that_stands_on_the_sheet_is_asked_for(store: Store, shop: Sample) -> None:
    made = draft(store, shop.kestrel)
    page = with_sheet(store, made)
    store.do(actions.edit_sheet, page, sheet(store, page).version, {"setup_fee": 40_000})
    sent(store, made)
    row = held(store, made)
    assert row.setup_fee == 0
    store.do(actions.sign, made, row.version, date(2026, 3, 11), "Tom Kessel", "Owner")
    assert held(store, made).setup_fee == 40_000
