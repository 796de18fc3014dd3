"""What people do with time, on both kinds of books."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, insert, select, text

from mspdesk import dates
from mspdesk.clients.models import Client
from mspdesk.errors import UserError
from mspdesk.people.queries import roles
from mspdesk.tickets.actions import edit_ticket
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping import actions, queries
from mspdesk.timekeeping.models import TimeEntry, Visit
from tests.timekeeping.shopfloor import DAY, Floor, at

NOTE = "Opened the vendor case, sent the log"


def log(floor: Floor, span: str = "9:00-9:30", ticket: int | None = None, **more: object) -> int:
    return floor.store.do(
        actions.log_time,
        ticket or floor.ticket,
        more.pop("day", DAY),  # type: ignore[arg-type]  # a shorthand of these tests
        span,
        more.pop("note", NOTE),  # type: ignore[arg-type]  # a shorthand of these tests
        **more,  # type: ignore[arg-type]  # a shorthand of these tests
    )


def shown(floor: Floor, entry_id: int) -> queries.EntryRow:
    return floor.store.ask(queries.entry, entry_id)


def sound(floor: Floor) -> None:
    assert floor.store.ask(queries.check_time) == []


def test_half_an_hour_by_the_hour_bills_75_dollars(floor: Floor) -> None:
    row = shown(floor, log(floor))
    assert (row.kind, row.state, row.minutes, row.billed_minutes) == (
        "billable",
        "unbilled",
        30,
        30,
    )
    assert row.amount == 7_500
    assert row.why == "Bills 0.50 h: no agreement covers this client."
    assert row.started_at == at(9)
    sound(floor)


def test_covered_work_keeps_its_rate_and_bills_nothing(floor: Floor) -> None:
    row = shown(floor, log(floor, ticket=floor.covered))
    assert (row.kind, row.state, row.rate, row.amount) == ("covered", "", 15_000, 0)
    assert "(Gold)" in row.why


def test_a_client_may_have_a_rate_of_its_own(floor: Floor) -> None:
    with floor.store.step("Prepare") as session:
        session.get_one(Client, floor.hourly).rate = 18_000
    assert shown(floor, log(floor)).amount == 9_000


def test_an_agreement_says_rate_factor_and_increment(floor: Floor) -> None:
    floor.agree(
        floor.hourly,
        "hourly",
        rate=12_000,
        factor=15_000,
        increment_minutes=6,
        minimum_minutes=30,
    )
    with dates.frozen(at(20)):
        row = shown(floor, log(floor, "17:00-17:31"))
    assert (row.billed_minutes, row.billed_after_minutes) == (36, 36)
    assert row.amount == 10_800


def test_time_without_a_ticket_cannot_be_saved(floor: Floor) -> None:
    for nowhere in (None, 999_999):
        with pytest.raises(UserError) as caught:
            floor.store.do(actions.log_time, nowhere, DAY, "45", NOTE)
        assert caught.value.field == "ticket"
    assert floor.store.ask(lambda s: s.scalar(select(func.count(TimeEntry.id)))) == 0


def test_typed_minutes_are_stacked_after_the_last_entry(floor: Floor) -> None:
    first = shown(floor, log(floor, "45"))
    assert (first.started_at, first.timed, first.after_minutes) == (at(8), False, 0)
    second = shown(floor, log(floor, ".5"))
    assert second.started_at == at(8, 45)
    log(floor, "8:00-9:00")
    placed = floor.store.ask(queries.day, floor.owner, DAY).placed
    assert [(one.start, one.end) for one in placed] == [(480, 540), (540, 585), (585, 615)]


def test_typed_minutes_on_a_closed_day_are_after_hours(floor: Floor) -> None:
    row = shown(floor, log(floor, "60", day=date(2026, 3, 8)))
    assert (row.after_minutes, row.amount) == (60, 30_000)


def test_a_break_is_not_worked(floor: Floor) -> None:
    row = shown(floor, log(floor, "9:00-13:00", break_minutes=45))
    assert (row.minutes, row.break_minutes, row.ends_at) == (195, 45, at(13))
    assert row.billed_minutes == 195


def test_the_same_hour_cannot_be_worked_twice(floor: Floor) -> None:
    log(floor, "9:00-10:00")
    with pytest.raises(UserError, match="is taken: #") as caught:
        log(floor, "9:45-10:15", ticket=floor.covered)
    assert caught.value.field == "span"
    log(floor, "9:45-10:15", ticket=floor.covered, person_id=floor.tech)


def test_zero_minutes_may_be_logged(floor: Floor) -> None:
    row = shown(floor, log(floor, "0"))
    assert (row.minutes, row.amount, row.why) == (0, 0, "Bills nothing: no time was spent.")


def test_the_future_is_refused(floor: Floor) -> None:
    with pytest.raises(UserError):
        log(floor, "14:30-15:30")
    with pytest.raises(UserError):
        log(floor, "30", day=date(2026, 3, 12))


def test_a_closed_ticket_takes_no_time(floor: Floor) -> None:
    with floor.store.step("Prepare") as session:
        session.get_one(Ticket, floor.ticket).status = "closed"
    with pytest.raises(UserError, match="is closed") as caught:
        log(floor)
    assert caught.value.field == "ticket"


def test_changing_the_note_changes_no_money(floor: Floor) -> None:
    entry = log(floor)
    with floor.store.step("Prepare") as session:
        session.get_one(Client, floor.hourly).rate = 99_900
    row = shown(floor, entry)
    floor.store.do(actions.edit_entry, entry, row.version, {"note": "Called the vendor again"})
    assert shown(floor, entry).amount == 7_500
    floor.store.do(actions.edit_entry, entry, None, {"span": "9:00-10:00"})
    assert shown(floor, entry).amount == 15_000


def test_moving_time_to_another_ticket_decides_anew(floor: Floor) -> None:
    entry = log(floor)
    floor.store.do(actions.edit_entry, entry, None, {"ticket_id": floor.covered})
    row = shown(floor, entry)
    assert (row.kind, row.state, row.client_id) == ("covered", "", floor.managed)
    sound(floor)


def test_a_second_writer_is_told(floor: Floor) -> None:
    entry = log(floor)
    seen = shown(floor, entry).version
    floor.store.do(actions.edit_entry, entry, seen, {"note": "Called the vendor again"})
    with pytest.raises(UserError, match="Somebody changed the client note of this time entry"):
        floor.store.do(actions.edit_entry, entry, seen, {"note": "Wrote to the vendor"})


def test_undo_takes_time_and_its_sums_back(floor: Floor) -> None:
    log(floor)
    floor.store.undo()
    assert floor.store.ask(queries.time_by_month) == []
    sound(floor)
    floor.store.redo()
    assert [one.minutes for one in floor.store.ask(queries.time_by_month)] == [30]
    sound(floor)


def test_deleted_time_leaves_no_trip_behind(floor: Floor) -> None:
    entry = log(floor, place="on_site")
    floor.store.do(actions.delete_entry, entry)
    assert floor.store.ask(lambda s: s.scalar(select(func.count(Visit.id)))) == 0
    sound(floor)


def test_working_from_the_office_after_all_drops_the_trip(floor: Floor) -> None:
    entry = log(floor, place="on_site")
    floor.store.do(actions.edit_entry, entry, None, {"place": "remote"})
    assert shown(floor, entry).visit_id is None
    assert floor.store.ask(queries.unbilled_visits, DAY) == []


# --- the timer -----------------------------------------------------------------------------------


def run_timer(floor: Floor, start: datetime, end: datetime, note: str = NOTE) -> queries.EntryRow:
    with dates.frozen(start):
        floor.store.do(actions.start_timer, floor.ticket)
    with dates.frozen(end):
        return shown(floor, floor.store.do(actions.stop_timer, note))


def test_a_timer_from_half_past_four_to_six_is_375_dollars(floor: Floor) -> None:
    row = run_timer(floor, at(16, 30), at(18))
    assert (row.minutes, row.after_minutes, row.amount) == (90, 60, 37_500)
    assert floor.store.ask(queries.running, floor.owner) is None


def test_the_timer_waits_for_the_client_note(floor: Floor) -> None:
    with dates.frozen(at(9)):
        floor.store.do(actions.start_timer, floor.ticket)
    with dates.frozen(at(10)), pytest.raises(UserError) as caught:
        floor.store.do(actions.stop_timer, "")
    assert caught.value.field == "client_note"
    timer = floor.store.ask(queries.running, floor.owner)
    assert timer is not None
    assert timer.seconds == 6 * 3600


def test_a_person_has_one_timer_and_others_their_own(floor: Floor) -> None:
    floor.store.do(actions.start_timer, floor.ticket)
    with pytest.raises(UserError, match="Your timer is on #1"):
        floor.store.do(actions.start_timer, floor.covered)
    floor.store.do(actions.start_timer, floor.covered, floor.tech)
    assert [name for name, _ in floor.store.ask(queries.timers)] == ["Dana Whitlock", "Sam Ortiz"]


def test_a_pause_is_not_worked(floor: Floor) -> None:
    with dates.frozen(at(9)):
        floor.store.do(actions.start_timer, floor.ticket)
    with dates.frozen(at(10)):
        floor.store.do(actions.pause_timer)
    with dates.frozen(at(10, 40)):
        timer = floor.store.ask(queries.running, floor.owner)
        assert timer is not None
        assert (timer.seconds, timer.paused) == (3600, True)
        floor.store.do(actions.resume_timer)
    with dates.frozen(at(11)):
        row = shown(floor, floor.store.do(actions.stop_timer, NOTE))
    assert (row.minutes, row.break_minutes, row.started_at, row.ends_at) == (80, 40, at(9), at(11))
    assert row.billed_minutes == 90


def test_a_pause_at_closing_time_costs_nobody_double(floor: Floor) -> None:
    with dates.frozen(at(16)):
        floor.store.do(actions.start_timer, floor.ticket)
    with dates.frozen(at(17)):
        floor.store.do(actions.pause_timer)
    with dates.frozen(at(19)):
        floor.store.do(actions.resume_timer)
    with dates.frozen(at(19, 30)):
        row = shown(floor, floor.store.do(actions.stop_timer, NOTE))
    assert (row.minutes, row.after_minutes, row.amount) == (90, 30, 15_000 + 15_000)
    again = floor.store.ask(queries.entry, row.id)
    floor.store.do(actions.approve_after_hours, again.id, "Ruth Abara", DAY)
    assert shown(floor, row.id).amount == 30_000


def test_a_timer_left_overnight_asks_when_the_work_was_done(floor: Floor) -> None:
    with dates.frozen(at(16, 30, day=10)):
        floor.store.do(actions.start_timer, floor.ticket)
    with pytest.raises(UserError, match=r"on since Mar 10, 4:30 pm") as caught:
        floor.store.do(actions.stop_timer, NOTE)
    assert caught.value.field == "span"
    row = shown(floor, floor.store.do(actions.stop_timer, NOTE, "16:30-18:00"))
    assert (row.work_on, row.minutes) == (date(2026, 3, 10), 90)


def test_a_timer_can_be_dropped_and_brought_back(floor: Floor) -> None:
    floor.store.do(actions.start_timer, floor.ticket)
    floor.store.do(actions.drop_timer)
    assert floor.store.ask(queries.running, floor.owner) is None
    floor.store.undo()
    assert floor.store.ask(queries.running, floor.owner) is not None


def test_starting_the_timer_puts_a_complete_ticket_in_progress(floor: Floor) -> None:
    def status(ticket_id: int) -> str:
        return floor.store.ask(lambda s: s.get_one(Ticket, ticket_id).status)

    ready = floor.ticket_for(
        floor.managed,
        "Replace backup drive",
        priority=3,
        estimate_minutes=60,
        no_device=True,
        no_agreement=True,
        coverage="covered",
        description="The drive is full and old",
        assigned_id=floor.owner,
    )
    floor.store.do(actions.start_timer, ready)
    assert status(ready) == "in_progress"
    floor.store.do(actions.drop_timer)
    floor.store.do(actions.start_timer, floor.ticket)
    assert status(floor.ticket) == "new"


# --- who pays ------------------------------------------------------------------------------------


def late_entry(floor: Floor) -> int:
    return log(floor, "16:50-17:12", day=date(2026, 3, 10))


def test_after_hours_waits_for_the_clients_yes(floor: Floor) -> None:
    entry = late_entry(floor)
    row = shown(floor, entry)
    assert row.needs_approval
    assert row.amount == 12_500
    assert "not yet approved" in row.why
    with pytest.raises(UserError) as caught:
        floor.store.do(actions.approve_after_hours, entry, "  ", DAY)
    assert caught.value.field == "who"
    floor.store.do(actions.approve_after_hours, entry, "Ruth Abara", DAY)
    row = shown(floor, entry)
    assert not row.needs_approval
    assert (row.amount, row.billed_minutes) == (12_500, 30)
    assert "approved by Ruth Abara" in row.why


def test_the_owner_may_bill_the_regular_rate(floor: Floor) -> None:
    entry = late_entry(floor)
    floor.store.do(actions.bill_at_regular, entry, "Old friends")
    row = shown(floor, entry)
    assert (row.amount, row.needs_approval) == (7_500, False)
    assert row.why.endswith("(Old friends).")
    floor.store.do(actions.edit_entry, entry, None, {"span": "16:50-17:05"})
    assert shown(floor, entry).amount == 3_750


def test_no_charge_leaves_the_bill_and_says_why(floor: Floor) -> None:
    entry = log(floor)
    floor.store.do(actions.set_kind, entry, "no_charge", "our mistake")
    row = shown(floor, entry)
    assert (row.kind, row.state, row.billed_minutes, row.why) == (
        "no_charge",
        "",
        0,
        "Not billed: no charge, our mistake.",
    )
    assert floor.store.ask(queries.unbilled, DAY) == []
    floor.store.do(actions.decide_again, floor.ticket)
    assert shown(floor, entry).kind == "no_charge"
    sound(floor)


def test_our_own_work_cannot_be_made_billable(floor: Floor) -> None:
    entry = log(floor, ticket=floor.ticket_for(floor.own, "Clean the workshop"))
    with pytest.raises(UserError, match="never bill"):
        floor.store.do(actions.set_kind, entry, "billable")


def test_a_changed_coverage_decides_again(floor: Floor) -> None:
    entry = log(floor, ticket=floor.covered)
    floor.store.do(edit_ticket, floor.covered, None, {"coverage": "billable"})
    assert shown(floor, entry).kind == "covered"
    assert floor.store.do(actions.decide_again, floor.covered) == 1
    assert (shown(floor, entry).kind, shown(floor, entry).state) == ("billable", "unbilled")
    sound(floor)


def test_a_block_is_drawn_until_it_is_used_up(floor: Floor) -> None:
    floor.agree(floor.hourly, "block", included_minutes=60, rate=14_000)
    first = shown(floor, log(floor, "9:00-9:40"))
    second = shown(floor, log(floor, "10:00-10:20"))
    third = shown(floor, log(floor, "11:00-11:10"))
    assert [one.kind for one in (first, second, third)] == ["prepaid", "billable", "prepaid"]
    assert [one.billed_minutes for one in (first, second, third)] == [45, 30, 15]
    assert second.amount == 7_000
    april = shown(floor, log(floor, "60", day=date(2026, 2, 27)))
    assert april.kind == "prepaid"
    sound(floor)


# --- on the way to the invoice -------------------------------------------------------------------


def test_the_way_to_an_invoice_and_back(floor: Floor) -> None:
    entry = log(floor, place="on_site")
    visit = floor.store.ask(queries.unbilled_visits, DAY)[0].id
    floor.store.do(actions.put_on_draft, [entry], 71)
    floor.store.do(actions.put_visits_on_draft, [visit], 72)
    assert floor.store.ask(queries.unbilled, DAY) == []
    assert [one.id for one in floor.store.ask(queries.on_lines, [71])] == [entry]
    with pytest.raises(UserError, match="on a draft"):
        floor.store.do(actions.edit_entry, entry, None, {"span": "45"})
    floor.store.do(actions.set_client_note, entry, "Better words for the client")
    assert floor.store.do(actions.mark_invoiced, [71, 72]) == 2
    with pytest.raises(UserError, match="on an invoice"):
        floor.store.do(actions.delete_entry, entry)
    with pytest.raises(UserError, match="on an invoice"):
        floor.store.do(actions.set_client_note, entry, "Too late for words")
    with pytest.raises(UserError, match="on an invoice"):
        floor.store.do(actions.set_kind, entry, "no_charge", from_draft=True)
    assert floor.store.do(actions.give_back, [71, 72]) == 2
    assert [one.id for one in floor.store.ask(queries.unbilled, DAY)] == [entry]
    sound(floor)


def test_time_goes_on_one_draft_only(floor: Floor) -> None:
    entry = log(floor)
    floor.store.do(actions.put_on_draft, [entry], 71)
    with pytest.raises(UserError, match="another draft"):
        floor.store.do(actions.put_on_draft, [entry], 72)
    floor.store.do(actions.take_line_off_draft, [71])
    floor.store.do(actions.put_on_draft, [entry], 72)
    floor.store.do(actions.take_off_draft, [entry])
    assert shown(floor, entry).state == "unbilled"


def test_answers_on_a_draft_leave_it_or_stay(floor: Floor) -> None:
    entry = late_entry(floor)
    floor.store.do(actions.put_on_draft, [entry], 71)
    with pytest.raises(UserError, match="on a draft"):
        floor.store.do(actions.bill_at_regular, entry)
    floor.store.do(actions.bill_at_regular, entry, from_draft=True)
    assert (shown(floor, entry).state, shown(floor, entry).invoice_line_id) == ("on_draft", 71)
    floor.store.do(actions.set_kind, entry, "covered", from_draft=True)
    assert (shown(floor, entry).state, shown(floor, entry).invoice_line_id) == ("", None)


def test_unapproved_double_time_is_never_invoiced(floor: Floor) -> None:
    entry = late_entry(floor)
    floor.store.do(actions.put_on_draft, [entry], 71)
    with pytest.raises(UserError, match="approval"):
        floor.store.do(actions.mark_invoiced, [71])
    floor.store.do(actions.approve_after_hours, entry, "Ruth Abara", DAY)
    assert floor.store.do(actions.mark_invoiced, [71]) == 1


def test_time_is_written_off_with_a_reason(floor: Floor) -> None:
    entry = log(floor)
    with pytest.raises(UserError) as caught:
        floor.store.do(actions.write_off, [entry], " ")
    assert caught.value.field == "reason"
    floor.store.do(actions.write_off, [entry], "learning the tool")
    row = shown(floor, entry)
    assert (row.state, row.why) == ("written_off", "Written off: learning the tool.")
    assert floor.store.ask(queries.sums) == {("billable", "written_off"): (30, 30)}


def test_invoiced_time_is_corrected_by_the_difference(floor: Floor) -> None:
    entry = log(floor, "9:00-10:00")
    with pytest.raises(UserError, match="no correction"):
        floor.store.do(actions.adjust_entry, entry, 30, "Half of it was a break")
    floor.store.do(actions.put_on_draft, [entry], 71)
    floor.store.do(actions.mark_invoiced, [71])
    less = floor.store.do(actions.adjust_entry, entry, 30, "Half of it was a break")
    row = shown(floor, less)
    assert (row.minutes, row.billed_minutes, row.amount, row.state) == (
        -30,
        -30,
        -7_500,
        "unbilled",
    )
    assert shown(floor, entry).minutes == 60
    assert floor.store.ask(queries.time_by_month)[0].minutes == 30
    sound(floor)


# --- the week ------------------------------------------------------------------------------------


def full_day(floor: Floor, day: date) -> None:
    log(floor, "8:00-12:00", day=day)
    log(floor, "13:00-17:00", day=day, ticket=floor.covered)


def test_a_week_is_handed_in_approved_locked_and_corrected(floor: Floor) -> None:
    friday = date(2026, 3, 6)
    for n in range(2, 7):
        full_day(floor, date(2026, 3, n))
    floor.store.do(actions.submit_week, friday)
    with pytest.raises(UserError, match="is submitted") as caught:
        log(floor, "30", day=friday)
    assert caught.value.field == "day"
    floor.store.do(actions.approve_week, floor.owner, friday)
    page = floor.store.ask(queries.week, floor.owner, friday)
    assert (page.state, page.approved_by, page.logged) == ("approved", "Dana Whitlock", 2400)
    floor.store.do(actions.reopen_week, friday)
    floor.store.do(actions.submit_week, friday)
    floor.store.do(actions.approve_week, floor.owner, friday)
    floor.store.do(actions.lock_week, floor.owner, friday)
    with pytest.raises(UserError, match="is locked"):
        floor.store.do(actions.reopen_week, friday)
    entry = page.entries[0].id
    with pytest.raises(UserError, match="Add a correction"):
        floor.store.do(actions.edit_entry, entry, None, {"note": "Different words here"})
    fixed = floor.store.do(actions.adjust_entry, entry, 180, "One hour was a meeting")
    assert (shown(floor, fixed).work_on, shown(floor, fixed).minutes) == (DAY, -60)
    sound(floor)


def test_approving_time_is_not_for_technicians(floor: Floor) -> None:
    store = floor.store
    monday = date(2026, 3, 2)
    for n in range(2, 7):
        floor.store.do(actions.explain_day, date(2026, 3, n), "Away", floor.tech)
    store.person_id = floor.tech
    floor.store.do(actions.submit_week, monday)
    with pytest.raises(UserError, match="for the owner"):
        floor.store.do(actions.approve_week, floor.tech, monday)
    store.person_id = floor.owner
    floor.store.do(actions.approve_week, floor.tech, monday)


# --- hats and sums -------------------------------------------------------------------------------


def test_a_hat_has_one_standing_ticket(floor: Floor) -> None:
    hat = next(one for one in floor.store.ask(roles) if one.code == "service_manager")
    ticket = floor.store.do(actions.standing_ticket, hat.id)
    assert floor.store.do(actions.standing_ticket, hat.id) == ticket
    row = shown(floor, log(floor, "7:30-8:15", ticket=ticket, note="Plan the day, triage"))
    assert (row.title, row.role, row.client_id, row.standing) == (
        "Service manager",
        "Service manager",
        floor.own,
        True,
    )
    assert (row.kind, row.category, row.amount) == ("internal", "admin", 0)


def test_kept_sums_follow_every_kind_of_change(floor: Floor) -> None:
    first = log(floor, "9:00-10:00")
    second = log(floor, "10:00-10:30", ticket=floor.covered)
    log(floor, "120", day=date(2026, 2, 27), category="drive", person_id=floor.tech)
    sound(floor)
    floor.store.do(actions.edit_entry, first, None, {"day": date(2026, 2, 26)})
    sound(floor)
    floor.store.do(actions.edit_entry, second, None, {"category": "meeting"})
    sound(floor)
    floor.store.do(actions.delete_entry, first)
    sound(floor)
    months = floor.store.ask(queries.time_by_month)
    assert [(one.month, one.minutes, one.productive_minutes) for one in months] == [
        ("2026-02", 120, 0),
        ("2026-03", 30, 0),
    ]
    ticket = floor.store.ask(
        lambda s: s.execute(
            select(Ticket.logged_minutes, Ticket.billable_minutes).where(Ticket.id == floor.ticket)
        ).one()
    )
    assert tuple(ticket) == (120, 0)


def test_a_sum_that_is_wrong_is_found_and_put_right(floor: Floor) -> None:
    log(floor)
    with floor.store.step("Damage", batch=True) as session:
        session.execute(text("UPDATE time_by_client_month SET minutes = 31"))
        session.execute(text("UPDATE ticket SET logged_minutes = 29"))
    faults = floor.store.ask(queries.check_time)
    assert any("The time of client" in one for one in faults)
    assert any("ticket T000001" in one for one in faults)
    floor.store.do(actions.rebuild_rollups)
    sound(floor)


def test_a_big_import_puts_the_triggers_aside_and_back(floor: Floor) -> None:
    log(floor)
    with floor.store.step("Bring in", batch=True) as session, actions.without_rollups(session):
        columns = {one.name: one for one in TimeEntry.__table__.columns}
        chosen = select(*[one + 100 if name == "id" else one for name, one in columns.items()])
        session.execute(insert(TimeEntry).from_select(list(columns), chosen))
    sound(floor)
    assert floor.store.ask(queries.time_by_month)[0].minutes == 60
    log(floor, "10:00-10:30")
    sound(floor)
    assert floor.store.ask(queries.time_by_month)[0].minutes == 90


def test_saving_time_asks_for_each_thing_once(floor: Floor) -> None:
    said: list[str] = []

    def hear(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        floor.store.do(actions.log_time, floor.ticket, DAY, 30, NOTE, person_id=floor.tech)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    asked = [one for one in said if one.lstrip().startswith("SELECT")]
    assert len(asked) == len(set(asked))
    assert len(said) <= 20, said
