"""Roles in the books: who wears them, what hangs on them, what they say, on both databases."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk.checklists.actions import schedules
from mspdesk.checklists.models import ChecklistRun, Schedule
from mspdesk.database.store import Store
from mspdesk.dates import today
from mspdesk.errors import UserError
from mspdesk.orgchart.actions import cards, duties
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.queries import advice
from mspdesk.orgchart.queries import balance as hours
from mspdesk.orgchart.queries import cards as card_queries
from mspdesk.orgchart.queries import duties as duty_queries
from mspdesk.orgchart.queries.checks import check_wearing
from mspdesk.orgchart.queries.papers import card_document
from mspdesk.orgchart.queries.roles import RoleBox, role_boxes
from mspdesk.people import actions as people
from mspdesk.people import queries as people_queries
from mspdesk.people.models import Role, Wearing
from mspdesk.tickets import actions as tickets
from mspdesk.tickets.models import Ticket
from mspdesk.timekeeping import actions as time
from mspdesk.timekeeping.queries.paid import paid_between
from tests.sample import Sample


def box(store: Store, code: str) -> RoleBox:
    return next(one for one in store.ask(role_boxes) if one.code == code)


def _schedule(session: Session, schedule_id: int) -> int | None:
    return session.get_one(Schedule, schedule_id).assigned_id


def _ticket(session: Session, ticket_id: int) -> int | None:
    return session.get_one(Ticket, ticket_id).assigned_id


def _planned(session: Session, schedule_id: int) -> list[int]:
    """Who the open tickets of a schedule are given to."""
    found = (
        select(Ticket.assigned_id)
        .join(ChecklistRun, ChecklistRun.ticket_id == Ticket.id)
        .where(ChecklistRun.schedule_id == schedule_id)
    )
    return [who or 0 for who in session.scalars(found)]


def test_a_new_shop_wears_everything_for_now(store: Store, shop: Sample) -> None:
    boxes = store.ask(role_boxes)
    assert [one.code for one in boxes][:2] == ["owner", "sales"]
    assert len(boxes) == 7
    assert {one.wearer_id for one in boxes} == {shop.dana}
    assert [one.code for one in boxes if not one.for_now] == ["owner"]
    assert boxes[0].since_on == today()


def test_a_role_given_to_somebody_takes_only_itself_from_the_owner(
    store: Store, shop: Sample
) -> None:
    admin = box(store, "admin")
    store.do(assign_role, admin.id, shop.priya)
    changed = box(store, "admin")
    assert (changed.wearer_id, changed.for_now, changed.wearer) == (
        shop.priya,
        False,
        "Priya Raman",
    )
    assert len(store.ask(people_queries.hats, shop.dana)) == 6
    assert [one.code for one in store.ask(people_queries.hats, shop.priya)] == ["admin"]


def test_what_hangs_on_a_hat_goes_with_it_and_undo_brings_all_back(
    store: Store, shop: Sample
) -> None:
    admin = box(store, "admin")
    standing = store.do(time.standing_ticket, admin.id)
    facts = {
        "rule": "day:15",
        "client_id": shop.brightwater,
        "assigned_id": shop.dana,
        "hat": "admin",
        "begins_on": today(),
        "ahead_days": 10,
        "variant": "",
    }
    mine = store.do(schedules.add_schedule, "monthly-maintenance", facts)
    other = store.do(schedules.add_schedule, "client-audit", facts | {"hat": "finance"})
    assert store.ask(_planned, mine) == [shop.dana]
    moved = store.do(assign_role, admin.id, shop.priya)
    assert moved == 4  # the standing ticket, the schedule, this month's run and the next
    assert store.ask(_schedule, mine) == shop.priya
    assert store.ask(_planned, mine) == [shop.priya]
    assert store.ask(_ticket, standing) == shop.priya
    assert store.ask(_schedule, other) == shop.dana
    assert store.ask(_planned, other) == [shop.dana]
    store.undo()
    assert store.ask(_schedule, mine) == shop.dana
    assert store.ask(_planned, mine) == [shop.dana]
    assert store.ask(_ticket, standing) is None
    assert box(store, "admin").for_now


def test_history_says_who_wore_a_role_when(store: Store, shop: Sample) -> None:
    admin = box(store, "admin")
    store.do(assign_role, admin.id, shop.priya, date(2026, 1, 5))
    store.do(assign_role, admin.id, shop.marcus, date(2026, 2, 2))
    store.do(assign_role, admin.id, None, date(2026, 3, 2))
    rows = store.ask(card_queries.wearers, admin.id)
    assert [(one.person, one.from_on, one.until_on, one.for_now) for one in rows] == [
        ("Dana Whitlock", date(2026, 3, 2), None, True),
        ("Marcus Oduya", date(2026, 2, 2), date(2026, 3, 2), False),
        ("Priya Raman", date(2026, 1, 5), date(2026, 2, 2), False),
    ]
    assert box(store, "admin").since_on == date(2026, 3, 2)
    assert store.ask(check_wearing) == []
    with store.step("Break the history") as session:
        session.get_one(Role, admin.id).person_id = shop.marcus
        session.add(Wearing(role_id=admin.id, person_id=None, from_on=date(2026, 3, 3)))
    assert store.ask(check_wearing) == [
        "Role Admin is worn twice at once.",
        "Role Admin is worn by somebody else than its history says.",
    ]


def test_the_first_day_of_a_wearer_is_mended_and_the_one_before_ends_there(
    store: Store, shop: Sample
) -> None:
    admin = box(store, "admin")
    store.do(assign_role, admin.id, shop.priya, date(2026, 1, 5))
    store.do(assign_role, admin.id, shop.marcus, date(2026, 2, 2))
    store.do(assign_role, admin.id, shop.marcus, date(2026, 1, 19))
    rows = store.ask(card_queries.wearers, admin.id)
    assert [(one.person, one.from_on, one.until_on) for one in rows] == [
        ("Marcus Oduya", date(2026, 1, 19), None),
        ("Priya Raman", date(2026, 1, 5), date(2026, 1, 19)),
    ]
    with pytest.raises(UserError) as refused:
        store.do(assign_role, admin.id, shop.marcus, date(2026, 1, 1))
    assert refused.value.field == "on"
    assert box(store, "admin").since_on == date(2026, 1, 19)


def test_days_and_people_that_cannot_be_are_refused_beside_their_field(
    store: Store, shop: Sample
) -> None:
    admin = box(store, "admin")
    store.do(assign_role, admin.id, shop.priya, date(2026, 2, 2))
    with pytest.raises(UserError) as early:
        store.do(assign_role, admin.id, shop.marcus, date(2026, 1, 1))
    assert early.value.field == "on"
    with pytest.raises(UserError, match="on its day") as ahead:
        store.do(assign_role, admin.id, None, today() + timedelta(days=1))
    assert ahead.value.field == "on"
    # The owner's hat is for an owner, whichever of two.
    top = box(store, "owner").id
    with pytest.raises(UserError, match="stays with the owner") as owned:
        store.do(assign_role, top, shop.marcus)
    assert owned.value.field == "person"
    store.do(people.give_access, shop.marcus, ("owner",))
    store.do(assign_role, top, shop.marcus)
    assert box(store, "owner").wearer_id == shop.marcus
    store.undo()
    store.undo()
    person = store.ask(people_queries.person, shop.marcus)
    assert person is not None
    gone = {"left_on": today() - timedelta(days=1)}
    store.do(people.edit_person, shop.marcus, person.version, gone)
    with pytest.raises(UserError) as left:
        store.do(assign_role, admin.id, shop.marcus)
    assert left.value.field == "person"
    assert box(store, "admin").wearer_id == shop.priya


def test_a_role_given_up_is_worn_by_nobody_and_logs_no_time(store: Store, shop: Sample) -> None:
    admin = box(store, "admin")

    with store.step("Give up role") as session:
        session.get_one(Role, admin.id).given_up_on = today()
    assert admin.id not in [one.id for one in store.ask(role_boxes)]
    assert admin.id not in [one.id for one in store.ask(people_queries.hats, shop.dana)]
    with pytest.raises(UserError) as refused:
        store.do(assign_role, admin.id, shop.priya)
    assert refused.value.field == "role"
    with pytest.raises(UserError):
        store.do(time.standing_ticket, admin.id)


def test_words_of_a_role_are_kept_line_by_line(store: Store, shop: Sample) -> None:
    admin = box(store, "admin")
    changes = {
        "title": "  Office ",
        "answers_for": "Paper is filed. \n\n  Calendars agree.",
        "target_percent": 25,
    }
    store.do(cards.edit_role, admin.id, admin.version, changes)
    card = store.ask(card_queries.role_card, admin.id)
    assert card is not None
    assert (card.words.title, card.answers_for) == (
        "Office",
        ["Paper is filed.", "Calendars agree."],
    )
    assert card.reports_to == "Owner"
    for wrong, field in (
        ({"title": " "}, "title"),
        ({"target_percent": 120}, "target_percent"),
        ({"leads_to": "admin"}, "leads_to"),
        ({"leads_to": "astronaut"}, "leads_to"),
    ):
        with pytest.raises(UserError) as refused:
            store.do(cards.edit_role, admin.id, card.words.version, wrong)
        assert refused.value.field == field
    with pytest.raises(UserError):
        store.do(cards.edit_role, admin.id, admin.version, {"title": "Late"})


def test_pay_is_a_range_of_its_own(store: Store, shop: Sample) -> None:
    admin = box(store, "admin")
    store.do(cards.set_pay, admin.id, 1_800, 2_400)
    assert store.ask(card_queries.pay_range, admin.id) == (1_800, 2_400)
    with pytest.raises(UserError) as refused:
        store.do(cards.set_pay, admin.id, 2_400, 1_800)
    assert refused.value.field == "pay_to"
    version = box(store, "admin").version
    store.do(cards.edit_role, admin.id, version, {"purpose": "Keep paper straight."})
    store.undo()
    words = store.ask(card_queries.role_words, admin.id)
    assert words is not None
    assert words.purpose.startswith("Keep promises")


def test_duties_are_written_handed_off_and_brought(store: Store, shop: Sample) -> None:
    tech, admin = box(store, "technician"), box(store, "admin")
    facts = {"name": "Server design", "minutes_week": 360, "difficulty": 3}
    store.do(duties.add_duty, tech.id, facts)
    keys = {"name": "Bookkeeping", "minutes_week": 360, "difficulty": 1}
    books = store.do(duties.add_duty, tech.id, keys)
    with pytest.raises(UserError) as twice:
        store.do(duties.add_duty, tech.id, keys)
    assert twice.value.field == "name"
    order = store.ask(duty_queries.hand_off)
    assert [one.name for one in order] == ["Bookkeeping", "Server design"]
    assert [one.name for one in store.ask(duty_queries.push_down)] == ["Bookkeeping"]
    assert store.ask(advice.admin_minutes) == 360
    store.do(duties.give_duty, books, admin.id)
    assert [one.name for one in store.ask(duty_queries.duties, admin.id)] == ["Bookkeeping"]
    store.do(assign_role, admin.id, shop.priya)
    assert store.ask(duty_queries.push_down) == []
    came = store.do(duties.bring_usual, tech.id)
    names = [one.name for one in store.ask(duty_queries.duties, tech.id)]
    assert came == 3
    assert names.count("Server design") == 1
    assert "Work on tickets" in names
    with pytest.raises(UserError):
        store.do(duties.give_duty, books, admin.id)
    store.do(duties.remove_duties, [books])
    assert store.ask(duty_queries.duties, admin.id) == []
    store.undo()
    assert len(store.ask(duty_queries.duties, admin.id)) == 1


def test_many_duties_are_one_change(store: Store, shop: Sample) -> None:
    tech = box(store, "technician")
    one = store.do(duties.add_duty, tech.id, {"name": "Calls"})
    row = store.ask(duty_queries.duties, tech.id)[0]
    changed = [(one, row.version, {"minutes_week": 60})]
    store.do(duties.change_duties, tech.id, changed, [{"name": "Visits"}, {"name": "Parts"}])
    assert [r.minutes_week for r in store.ask(duty_queries.duties, tech.id)] == [60, 0, 0]
    store.undo()
    assert [r.name for r in store.ask(duty_queries.duties, tech.id)] == ["Calls"]


def test_time_of_tickets_belongs_to_the_technical_hat(
    store: Store, shop: Sample, clock: datetime
) -> None:
    tech, sales = box(store, "technician"), box(store, "sales")
    dana = store.ask(people_queries.person, shop.dana)
    assert dana is not None
    store.do(people.edit_person, shop.dana, dana.version, {"hired_on": date(2020, 1, 1)})
    store.do(assign_role, tech.id, shop.marcus)
    day = today() - timedelta(days=7)
    log(store, shop.marcus, day, 120, client=shop.kestrel)
    log(store, shop.dana, day, 60, role=sales.id)
    log(store, shop.priya, day, 30, client=shop.kestrel)
    first, last = hours.usual_weeks(today())
    rows = {one.role_id: one for one in store.ask(hours.hat_times, first, last)}
    assert rows[tech.id].minutes == 120
    assert rows[tech.id].by_tickets
    assert rows[sales.id].minutes == 60
    assert rows[sales.id].paid == 4 * 2_400 - holidays(store, first, last)
    assert store.ask(hours.minutes_a_week)[tech.id] == 30
    wears = store.ask(role_boxes)
    assert next(one.wearer_id for one in wears if one.id == tech.id) == shop.marcus
    # On paper the hours of a hat are for whom the screen shows them to.
    for reader, minutes in ((None, 30), (shop.dana, 30), (shop.marcus, 30), (shop.priya, 0)):
        store.person_id = reader
        assert store.ask(card_document, tech.id).minutes == minutes
    store.person_id = None
    idle = [one.title for one in store.ask(hours.without_time, first, last, shop.dana)]
    assert "Sales" not in idle
    assert "Marketing" in idle


def holidays(store: Store, first: date, last: date) -> int:
    paid = store.ask(paid_between, first, last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return sum(480 for day in days if day.weekday() < 5 and day in paid.hours.closed)


def log(
    store: Store, person: int, day: date, minutes: int, *, client: int = 0, role: int = 0
) -> None:
    if role:
        ticket = store.do(time.standing_ticket, role)
    else:
        ticket = store.do(tickets.open_ticket, client, "Printer")
    store.do(time.log_time, ticket, day, minutes, "Worked on it.", person_id=person)
