"""What is asked about days, weeks, months and what is still to bill."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.errors import UserError
from mspdesk.people.actions import enter_leave
from mspdesk.people.queries import roles
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping import actions, queries, rules
from tests.timekeeping.shopfloor import DAY, Floor, at

NOTE = "Looked into it with the client"


def log(floor: Floor, span: str, ticket: int | None = None, day: date = DAY, who: int = 0) -> int:
    return floor.store.do(
        actions.log_time, ticket or floor.ticket, day, span, NOTE, person_id=who or floor.owner
    )


def hat(floor: Floor, code: str = "service_manager") -> int:
    role = next(one for one in floor.store.ask(roles) if one.code == code)
    return floor.store.do(actions.standing_ticket, role.id)


def test_the_day_of_the_picture(floor: Floor) -> None:
    log(floor, "7:30-8:15", hat(floor))
    for span in ("8:15-9:15", "9:15-9:45", "10:30-12:00"):
        log(floor, span, floor.covered)
    log(floor, "12:45-13:45")
    with dates.frozen(at(14, 15)):
        floor.store.do(actions.start_timer, floor.covered)
    page = floor.store.ask(queries.day, floor.owner, DAY)
    assert (page.logged, page.on_tickets, page.overhead) == (285, 240, 45)
    gaps = [(hole.start, hole.end) for hole in page.holes if not hole.lunch]
    assert gaps == [(585, 630), (825, 855)]
    assert page.in_gaps == 75
    assert [(hole.start, hole.end) for hole in page.holes if hole.lunch] == [(720, 765)]
    assert page.span == (450, 900)
    assert page.timer is not None
    assert (page.timer.number_int, page.timer.seconds) == (2, 45 * 60)
    assert (page.opens, page.closes, page.paid) == (480, 1020, 480)
    facts = floor.store.ask(queries.facts, floor.owner, DAY)
    assert (facts.logged, facts.on_tickets, facts.billable, facts.in_gaps) == (330, 285, 60, 75)


def test_nothing_is_missing_before_the_day_begins(floor: Floor) -> None:
    with dates.frozen(datetime(2026, 3, 11, 7, 0)):
        assert floor.store.ask(queries.day, floor.owner, DAY).holes == ()


def test_a_day_off_has_no_gaps(floor: Floor) -> None:
    sunday = floor.store.ask(queries.day, floor.owner, date(2026, 3, 8))
    assert (sunday.paid, sunday.holes, sunday.opens) == (0, (), None)
    presidents = floor.store.ask(queries.day, floor.owner, date(2026, 2, 16))
    assert (presidents.closed_for, presidents.paid, presidents.missing) == (
        "Presidents' Day",
        0,
        0,
    )


def test_leave_is_not_missing(floor: Floor) -> None:
    floor.store.do(enter_leave, floor.owner, date(2026, 3, 10), 240, "Dentist")
    log(floor, "8:00-12:00", day=date(2026, 3, 10))
    page = floor.store.ask(queries.day, floor.owner, date(2026, 3, 10))
    assert (page.paid, page.logged, page.missing) == (240, 240, 0)


def test_work_put_into_the_evening_is_planned_and_priced(floor: Floor) -> None:
    with floor.store.step("Prepare") as session:
        ticket = session.get_one(Ticket, floor.ticket)
        ticket.assigned_id = floor.owner
        ticket.status = "scheduled"
        ticket.scheduled_at = at(18)
        ticket.scheduled_minutes = 45
    (planned,) = floor.store.ask(queries.day, floor.owner, DAY).planned
    assert (planned.start, planned.minutes, planned.after_minutes) == (1080, 45, 45)
    assert planned.billed_minutes == 90


def test_who_does_what_is_everybodys_own_day(floor: Floor) -> None:
    log(floor, "9:00-9:45")
    log(floor, "0:30", floor.covered, who=floor.tech)
    evening, begun = floor.ticket_for(floor.hourly), floor.ticket_for(floor.hourly)
    with floor.store.step("Plan") as session:
        for ticket_id, who in ((evening, floor.tech), (begun, floor.owner)):
            ticket = session.get_one(Ticket, ticket_id)
            ticket.assigned_id, ticket.status = who, "scheduled"
            ticket.scheduled_at, ticket.scheduled_minutes = at(18), 90
    log(floor, "6:30-7:00", begun)
    with dates.frozen(at(14, 0)):
        floor.store.do(actions.start_timer, floor.covered)
    for day in (DAY, date(2026, 3, 10), date(2026, 3, 12)):
        doing = floor.store.ask(queries.who_does_what, day)
        for who in (floor.owner, floor.tech):
            page = floor.store.ask(queries.day, who, day)
            theirs = doing.get(who, queries.Doing())
            assert (theirs.placed, theirs.planned) == (page.placed, page.planned)
            assert theirs.timer == (page.timer if day == DAY else None)
    found = floor.store.ask(queries.who_does_what, DAY)
    assert [one.ticket_id for one in found[floor.tech].planned] == [evening]
    assert found[floor.owner].planned == ()
    assert found[floor.owner].timer is not None


def test_completed_tickets_still_take_time_and_closed_ones_do_not(floor: Floor) -> None:
    def chosen(words: str) -> list[int | None]:
        rows = floor.store.ask(queries.time_choices, floor.owner, words)
        return [row.ticket_id for row in rows if row.role_id is None]

    done, theirs, gone = (
        floor.ticket_for(floor.managed, f"{verb} printer") for verb in ("Fix", "Mend", "Clean")
    )
    with floor.store.step("Move on") as session:
        rows = [session.get_one(Ticket, one) for one in (done, theirs, gone)]
        for row, status, who in zip(
            rows,
            ("completed", "new", "closed"),
            (floor.owner, floor.tech, floor.owner),
            strict=True,
        ):
            row.status, row.assigned_id, row.priority = status, who, 3
    assert chosen("printer") == [done, theirs]
    assert chosen("kestrel") == [done, floor.covered, theirs]
    assert chosen("") == [done]


def test_a_week_knows_its_share_on_tickets(floor: Floor) -> None:
    log(floor, "8:00-16:00", day=date(2026, 3, 9))
    log(floor, "16:00-16:30", hat(floor), day=date(2026, 3, 9))
    log(floor, "8:00-14:00")
    page = floor.store.ask(queries.week, floor.owner, DAY)
    assert page.monday == date(2026, 3, 9)
    assert [one.logged for one in page.days] == [510, 0, 360, 0, 0, 0, 0]
    assert (page.on_tickets, page.logged, page.share_on_tickets) == (840, 870, 97)
    assert [one.missing for one in page.days] == [0, 480, 120, 480, 480, 0, 0]


def test_nobody_is_nobody(floor: Floor) -> None:
    with pytest.raises(UserError):
        floor.store.ask(queries.day, 99, DAY)
    with pytest.raises(UserError):
        floor.store.ask(queries.week, 99, DAY)
    with pytest.raises(UserError):
        floor.store.ask(queries.entry, 99)


def test_what_is_to_bill_stands_by_client_and_ticket(floor: Floor) -> None:
    other = floor.ticket_for(floor.hourly, "Move mailbox")
    third = log(floor, "10:00-10:30")
    second = log(floor, "9:00-9:30", other)
    first = log(floor, "9:00-9:30", day=date(2026, 3, 10))
    log(floor, "11:00-11:30", floor.covered)
    found = floor.store.ask(queries.unbilled, DAY)
    assert [one.id for one in found] == [first, third, second]
    assert [one.id for one in floor.store.ask(queries.unbilled, date(2026, 3, 10))] == [first]
    assert floor.store.ask(queries.unbilled, DAY, floor.managed) == []
    assert [one.kind for one in floor.store.ask(queries.covered, DAY, DAY, floor.managed)] == [
        "covered"
    ]


def test_the_sum_over_all_kinds_is_all_time(floor: Floor) -> None:
    log(floor, "9:00-9:20")
    log(floor, "10:00-10:30", floor.covered)
    log(floor, "60", hat(floor), day=date(2026, 3, 10))
    sums = floor.store.ask(queries.sums)
    assert sums == {
        ("billable", "unbilled"): (20, 30),
        ("covered", ""): (30, 0),
        ("internal", ""): (60, 0),
    }
    assert sum(minutes for minutes, _ in sums.values()) == sum(
        one.minutes for one in floor.store.ask(queries.time_by_month)
    )


def test_years_of_clients_and_people(floor: Floor) -> None:
    log(floor, "9:00-9:20")
    log(floor, "19:00-20:00", floor.covered, day=date(2025, 12, 30), who=floor.tech)
    clients = floor.store.ask(queries.time_by_client)
    assert [(one.name, one.year, one.minutes, one.billable_minutes) for one in clients] == [
        ("Dunmore Title & Escrow", 2026, 20, 20),
        ("Kestrel Machine & Tool", 2025, 60, 0),
    ]
    people = floor.store.ask(queries.time_by_person, "2025-01", "2025-12")
    assert [
        (one.name, one.minutes, one.after_minutes, one.productive_minutes) for one in people
    ] == [("Sam Ortiz", 60, 60, 60)]


def test_the_teams_share_is_productive_over_paid(floor: Floor) -> None:
    monday, friday = date(2026, 3, 2), date(2026, 3, 6)
    for who in (floor.owner, floor.tech):
        for n in range(2, 7):
            log(floor, "8:00-12:57", floor.covered, day=date(2026, 3, n), who=who)
            floor.store.do(
                actions.log_time,
                floor.ticket,
                date(2026, 3, n),
                "14:00-15:00",
                NOTE,
                "drive",
                person_id=who,
            )
    found = floor.store.ask(queries.billability, monday, friday)
    assert (found.paid, found.productive, found.words, found.target) == (4800, 2970, "61.9%", 62)
    split = floor.store.ask(queries.category_split, monday, friday)
    assert [(one.words, one.minutes, one.productive_minutes) for one in split] == [
        ("Productive", 2970, 2970),
        ("Drive", 600, 0),
    ]


def test_missing_yesterday_is_listed_until_explained(floor: Floor) -> None:
    tuesday = date(2026, 3, 10)
    assert floor.store.ask(queries.last_working_day, DAY) == tuesday
    assert floor.store.ask(queries.last_working_day, date(2026, 2, 17)) == date(2026, 2, 13)
    log(floor, "8:00-15:35", day=tuesday)
    rows = floor.store.ask(queries.missing_on, tuesday)
    assert [(one.person, one.missing) for one in rows] == [
        ("Dana Whitlock", 25),
        ("Sam Ortiz", 480),
    ]
    floor.store.do(actions.explain_day, tuesday, "Power cut")
    rows = floor.store.ask(queries.missing_on, tuesday, floor.owner)
    assert rows == []


def test_a_late_entry_is_marked(floor: Floor) -> None:
    assert not floor.store.ask(queries.entry, log(floor, "9:00-9:30")).late
    assert floor.store.ask(queries.entry, log(floor, "9:00-9:30", day=date(2026, 3, 9))).late


def test_terms_come_from_agreement_client_and_shop(floor: Floor) -> None:
    terms = floor.store.ask(queries.terms, floor.covered, DAY, "remote")
    assert (terms.agreement_kind, terms.plan, terms.rate, terms.factor) == (
        "managed",
        "Gold",
        15_000,
        20_000,
    )
    assert isinstance(terms, rules.Terms)
    ended = floor.store.ask(queries.terms, floor.covered, date(2024, 12, 31), "remote")
    assert ended.agreement_kind == ""


def test_the_team_s_hours_by_week_and_its_pace(floor: Floor) -> None:
    log(floor, "8:00-10:00", floor.covered, day=date(2026, 2, 24))
    log(floor, "9:00-10:00", floor.ticket, day=date(2026, 3, 3))
    floor.store.do(actions.log_time, floor.ticket, date(2026, 3, 4), "14:00-15:00", NOTE, "drive")
    weeks = floor.store.ask(queries.hours_by_week, date(2026, 3, 11), 3)
    assert [(one.monday.day, one.minutes, one.productive) for one in weeks] == [
        (23, 120, 120),
        (2, 120, 60),
        (9, 0, 0),
    ]
    assert floor.store.ask(queries.lately_productive, date(2026, 3, 11), 2) == 120 + 60
