"""Things people do to schedules: add, change, end, and move one of their days by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Site
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import short_date, today
from ...documentation.models.device import Device
from ...errors import UserError
from ...people.models import Person
from ...tickets import rules as tickets
from ...tickets.actions import cancel, hold
from ...tickets.models import Ticket
from ...vendors.models import Vendor
from ..models import Checklist, ChecklistRun, Schedule
from ..queries.masters import has_short
from ..queries.schedules import ENDED_CLIENT, load_of
from ..rules import recurrence
from ..rules.run import SHORT, RunState
from ..rules.schedule import check_facts
from .masters import ensure
from .writing import next_day, plan_now

PERSON_EVENTS = ("person_hired", "person_left")
"""The events that name one of us; what is about a colleague can follow no others."""


@action("Add schedule")
def add_schedule(session: Session, code: str, facts: Mapping[str, Any]) -> int:
    """Let a checklist come again and answer the schedule's id; the first day follows from it.

    `facts` are those of FACTS; title and begin are filled in where they are not said. Raises
    UserError by field.
    """
    row = _add(session, code, facts)
    plan_now(session, row.id)
    tell(session, f"{row.title} added: {_words(row)}")
    return row.id


def _add(session: Session, code: str, facts: Mapping[str, Any]) -> Schedule:
    """A schedule in the books, none of its days planned yet."""
    checklist = session.get_one(Checklist, ensure(session, code))
    given = {"title": checklist.title, "begins_on": today(), "every": 1, **facts}
    given["begins_on"] = given["begins_on"] or today()
    if "rule" not in given:
        raise UserError("Choose when it comes again.", "rule")
    check_facts(given)
    row = Schedule(checklist_id=checklist.id, rule="", begins_on=today(), every=1, days_after=0)
    row.opens_ticket = True
    _fill(session, row, given)
    session.add(row)
    _begin(session, row, today() - timedelta(days=1))
    session.flush()
    return row


def _words(row: Schedule) -> str:
    words = recurrence.rule_words(row.rule, row.every, row.days_after)
    return words[0].lower() + words[1:]


@action("Change schedule")
def edit_schedule(
    session: Session, schedule_id: int, version: int, facts: Mapping[str, Any]
) -> None:
    """Change what a schedule says; its days that nobody moved or began are planned anew.

    Days moved by hand, with a ticket or begun stay as they are.
    """
    row = as_seen(session, Schedule, schedule_id, version)
    kept = {name: getattr(row, name) for name in ("rule", "every", "at_minute", "minutes")}
    check_facts({**kept, **facts})
    _fill(session, row, facts)
    first = _clear(session, row)
    _begin(session, row, first - timedelta(days=1))
    plan_now(session, row.id)
    tell(session, f"{row.title} saved: {_words(row)}")


def _clear(session: Session, row: Schedule) -> date:
    """Take away the days that can be planned anew; answers the first day to plan from."""
    day = today()
    mine = select(ChecklistRun).where(
        ChecklistRun.schedule_id == row.id,
        ChecklistRun.state == RunState.PLANNED,
        ChecklistRun.due_on >= day,
        ChecklistRun.ticket_id.is_(None),
        ~ChecklistRun.moved,
    )
    for run in session.scalars(mine):
        session.delete(run)
    session.flush()
    return day


def _begin(session: Session, row: Schedule, planned_to: date) -> None:
    """Say from which day on it is to be planned, and which is its next."""
    row.planned_to = planned_to
    row.next_on = next_day(session, row, planned_to)


_CHOSEN: Mapping[str, tuple[Any, str]] = {
    "client_id": (Client, "Choose the client again."),
    "site_id": (Site, "Choose the site again."),
    "device_id": (Device, "Choose the device again."),
    "vendor_id": (Vendor, "Choose the vendor again."),
    "assigned_id": (Person, "Choose somebody who works here."),
}


def _fill(session: Session, row: Schedule, facts: Mapping[str, Any]) -> None:
    """Set what was said and check that it belongs together."""
    for name, value in facts.items():
        if name in _CHOSEN and value is not None and session.get(_CHOSEN[name][0], value) is None:
            raise UserError(_CHOSEN[name][1], name.removesuffix("_id"))
        setattr(row, name, " ".join(value.split()) if name == "title" else value)
    row.rule = row.rule.strip().lower()
    row.every = recurrence.check_every(row.rule, row.every)
    if row.at_minute is None:
        row.minutes = facts.get("minutes", row.minutes)
    _check_whose(session, row)


def _check_whose(session: Session, row: Schedule) -> None:
    client = session.get(Client, row.client_id) if row.client_id else None
    if client is not None and client.status in ENDED_CLIENT:
        raise UserError(f"{client.name} is no longer a client.", "client")
    event = recurrence.parse(row.rule).event
    target = session.get_one(Checklist, row.checklist_id).target if row.checklist_id else ""
    if target == "person" and event not in PERSON_EVENTS:
        raise UserError("What is about one of us follows when somebody comes or leaves.", "rule")
    if client is None and not event and target in ("client", "site", "device", "ticket"):
        raise UserError("Choose the client it is for.", "client")
    if row.opens_ticket and client is None and not event:
        raise UserError("A ticket needs a client. Our own company is one, too.", "client")
    if (row.variant or "") not in ("", SHORT):
        raise UserError("Choose all of the checklist or its short variant.", "variant")
    if row.variant and not has_short(session, _code(session, row)):
        raise UserError("This checklist has no short variant. Take all of it.", "variant")
    site = session.get(Site, row.site_id) if row.site_id else None
    if site is not None and site.client_id != row.client_id:
        raise UserError("This site belongs to another client.", "site")
    device = session.get(Device, row.device_id) if row.device_id else None
    if device is not None and device.client_id != row.client_id:
        raise UserError("This device belongs to another client.", "device")
    person = session.get(Person, row.assigned_id) if row.assigned_id else None
    if person is not None and person.left_on is not None and person.left_on < today():
        raise UserError("Choose somebody who works here.", "assigned")


def _code(session: Session, row: Schedule) -> str:
    checklist = session.get(Checklist, row.checklist_id) if row.checklist_id else None
    return checklist.code if checklist is not None else ""


@action("Plan for clients")
def schedule_clients(
    session: Session, code: str, client_ids: Sequence[int], facts: Mapping[str, Any]
) -> list[int]:
    """Let the same work come every month at many clients, spread over the month (B4).

    Each client gets a weekday of its own, such as the second Tuesday, those that its technician
    has least on. Answers the ids of the schedules.
    """
    if not client_ids:
        raise UserError("Choose at least one client.", "clients")
    found = []
    by_person: dict[int | None, list[int]] = {}
    for client_id in client_ids:
        client = session.get_one(Client, client_id)
        who = facts.get("assigned_id") or client.primary_person_id
        by_person.setdefault(who, []).append(client_id)
    for who, ids in by_person.items():
        rules = recurrence.spread_rules(len(ids), load_of(session, who, today()))
        for client_id, rule in zip(ids, sorted(rules), strict=True):
            given = {**facts, "client_id": client_id, "rule": rule}
            found.append(_add(session, code, given).id)
    plan_now(session, *found)
    one = len(found) == 1
    tell(session, f"Planned for {len(found)} {'client' if one else 'clients'}")
    return found


@action("End schedule")
def end_schedule(session: Session, schedule_id: int, on: date, reason: str = "") -> None:
    """Let work not come again after a day; planned days after it are dropped, tickets canceled.

    What somebody began stays, and so does a ticket with time on it.
    """
    row = session.get_one(Schedule, schedule_id)
    if row.ended_on is not None:
        raise UserError(f"It ended on {short_date(row.ended_on)} already.", "ended_on")
    row.ended_on, row.next_on = on, None
    mine = select(ChecklistRun).where(
        ChecklistRun.schedule_id == row.id,
        ChecklistRun.state == RunState.PLANNED,
        ChecklistRun.due_on > on,
    )
    words = reason or f"{row.title} ended"
    for run in session.scalars(mine).all():
        _drop(session, run, words)
    tell(session, f"{row.title} ends {short_date(on)}")


def _drop(session: Session, run: ChecklistRun, words: str) -> None:
    """Take back a day that will not come: the run, and the ticket nobody worked on."""
    ticket = session.get(Ticket, run.ticket_id) if run.ticket_id else None
    if ticket is None:
        session.delete(run)
        return
    run.state, run.reason = RunState.DROPPED, words[:200]
    session.flush()
    if ticket.status in tickets.ENDED or ticket.logged_minutes or ticket.status == "in_progress":
        return
    if ticket.status not in (tickets.Status.NEW, tickets.Status.ASSIGNED, tickets.Status.ON_HOLD):
        hold(session, ticket.id, None, words, today())
    cancel(session, ticket.id, None, words)


@action("Take up schedule")
def resume_schedule(session: Session, schedule_id: int) -> None:
    """Let work that ended come again from today on."""
    row = session.get_one(Schedule, schedule_id)
    if row.ended_on is None:
        raise UserError("It has not ended.")
    row.ended_on = None
    _check_whose(session, row)
    _begin(session, row, today() - timedelta(days=1))
    plan_now(session, row.id)
    tell(session, f"{row.title} comes again: {_words(row)}")
