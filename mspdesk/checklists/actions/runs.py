"""Things people do with a run as a whole: plan, begin, give to somebody, drop."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from ...clients.models import Client, Site
from ...database.action import acting, action, tell
from ...dates import today
from ...documentation.models.device import Device
from ...errors import UserError
from ...logs.actions.tsr import ensure_log
from ...people.models import Person
from ...shop.actions import next_number
from ...tickets.models import Ticket
from ...tickets.rules import ENDED
from ..models import Checklist, ChecklistRun
from ..queries.private import leads
from ..queries.results import lines_now, lines_of
from ..rules import run as rules
from ..rules.run import RunState
from .masters import ensure
from .moving import move_run
from .opening import begin, called, held

LOG_REASONS = {"server-down": "server_down", "server-build": "server_build"}
"""Why the log beside a checklist is kept; others because somebody wanted it."""


@action("Plan checklist")
def plan_run(
    session: Session,
    code: str,
    *,
    client_id: int | None = None,
    site_id: int | None = None,
    device_id: int | None = None,
    person_id: int | None = None,
    ticket_id: int | None = None,
    assigned_id: int | None = None,
    due_on: date | None = None,
    planned_at: datetime | None = None,
    minutes: int | None = None,
    title: str = "",
    variant: str = "",
    schedule_id: int | None = None,
    period: str | None = None,
) -> int:
    """Plan a run of a checklist by its code and answer its id; it follows the master until begun.

    A ticket, a device or a site brings its client along. Raises UserError by field.
    """
    checklist = session.get_one(Checklist, ensure(session, code))
    if checklist.retired:
        raise UserError(f"{checklist.title} is out of use. Choose another one.", "checklist")
    if variant not in ("", rules.SHORT):
        raise UserError("Choose the whole checklist or the short one.", "variant")
    run = ChecklistRun(
        number="",
        checklist_id=checklist.id,
        variant=variant,
        title=" ".join(title.split())[:200] or checklist.title,
        client_id=client_id,
        site_id=site_id,
        device_id=device_id,
        person_id=person_id,
        ticket_id=ticket_id,
        schedule_id=schedule_id,
        period=period,
        due_on=due_on or (planned_at.date() if planned_at else None),
        planned_at=planned_at,
        planned_minutes=minutes,
        assigned_id=assigned_id,
    )
    _check_whose(session, run, checklist)
    master = lines_now(session, checklist.id, run.client_id, variant)
    run.total, run.needed = rules.counts(master)
    if not run.total:
        raise UserError("The short variant of this checklist is empty. Take all of it.", "variant")
    run.number = next_number(session, "run")
    session.add(run)
    session.flush()
    if run.ticket_id is not None and master.log:
        ensure_log(session, run.ticket_id, LOG_REASONS.get(code, "asked"))
    tell(session, f"{called(run)} planned{_for(session, run)}")
    return run.id


def _for(session: Session, run: ChecklistRun) -> str:
    client = session.get(Client, run.client_id) if run.client_id else None
    return f" for {client.name}" if client else ""


_OWNED: Mapping[str, Any] = {"ticket_id": Ticket, "device_id": Device, "site_id": Site}


def _check_whose(session: Session, run: ChecklistRun, checklist: Checklist) -> None:
    """All that a run is about belongs to one client, which is there."""
    for name, kind in _OWNED.items():
        row_id = getattr(run, name)
        row = session.get(kind, row_id) if row_id is not None else None
        if row_id is None:
            continue
        if row is None:
            raise UserError(f"Choose the {name.removesuffix('_id')} again.", name)
        run.client_id = run.client_id or row.client_id
        if row.client_id != run.client_id:
            raise UserError(f"This {name[:-3]} belongs to another client.", name)
    if run.client_id is not None and session.get(Client, run.client_id) is None:
        raise UserError("Choose a client first.", "client")
    if checklist.target in ("client", "site", "device") and run.client_id is None:
        raise UserError("Choose the client it is for.", "client")
    _check_about(session, run, checklist)
    if run.assigned_id is not None:
        _check_here(session, run.assigned_id)


def _check_about(session: Session, run: ChecklistRun, checklist: Checklist) -> None:
    """One about a colleague names somebody, and is begun by who leads people."""
    if checklist.target != "person" and run.person_id is None:
        return
    if run.person_id is None or session.get(Person, run.person_id) is None:
        raise UserError("Choose whom it is about.", "person")
    if run.person_id != acting(session) and not leads(session):
        raise UserError("Ask who leads people to begin one about a colleague.", "person")


def _check_here(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None or (person.left_on is not None and person.left_on < today()):
        raise UserError("Choose somebody who works here.", "assigned")
    return person


@action("Start checklist")
def start_run(session: Session, run_id: int) -> None:
    """Begin a planned run: its lines are frozen as they are now. One that runs stays as it is."""
    run = held(session, run_id)
    if run.state == RunState.IN_PROGRESS:
        return
    if run.state != RunState.PLANNED:
        raise UserError("Only a planned checklist can be started.")
    begin(session, run)
    tell(session, f"{called(run)} started{_for(session, run)}")


@action("Start checklist")
def plan_and_start(
    session: Session,
    code: str,
    client_id: int | None = None,
    about: tuple[tuple[str, int | None], ...] = (),
    title: str = "",
    variant: str = "",
) -> int:
    """Plan a run and begin it at once; `about` are further ids by name (ticket_id, device_id)."""
    run_id = _planned(session, code, client_id, about, title=title, variant=variant)
    start_run(session, run_id)
    return run_id


@action("Plan checklist")
def plan_for(
    session: Session,
    code: str,
    due_on: date,
    client_id: int | None = None,
    about: tuple[tuple[str, int | None], ...] = (),
    title: str = "",
    variant: str = "",
) -> int:
    """Plan a run for a day to come; `about` as in `plan_and_start`."""
    return _planned(session, code, client_id, about, title=title, variant=variant, due_on=due_on)


def _planned(
    session: Session,
    code: str,
    client_id: int | None,
    about: tuple[tuple[str, int | None], ...],
    *,
    title: str,
    variant: str,
    due_on: date | None = None,
) -> int:
    given = dict(about)
    return plan_run(
        session,
        code,
        client_id=client_id,
        site_id=given.get("site_id"),
        device_id=given.get("device_id"),
        person_id=given.get("person_id"),
        ticket_id=given.get("ticket_id"),
        assigned_id=given.get("assigned_id"),
        due_on=due_on,
        title=title,
        variant=variant,
    )


@action("Give checklist")
def assign_run(session: Session, run_id: int, person_id: int | None) -> None:
    """Say who works through a run, or with None that nobody has it."""
    run = held(session, run_id)
    person = _check_here(session, person_id) if person_id is not None else None
    run.assigned_id = person_id
    tell(session, f"{called(run)} is {person.name}'s" if person else f"{called(run)} is free")


@action("Change checklist")
def edit_run(
    session: Session,
    run_id: int,
    assigned_id: int | None,
    due_on: date | None,
    device_id: int | None,
    ticket_id: int | None,
) -> None:
    """Say who works through a run, by when, and what it is about, in one step."""
    run = held(session, run_id)
    run.assigned_id = _check_here(session, assigned_id).id if assigned_id is not None else None
    if due_on is None:
        run.due_on = run.planned_at = None
    elif due_on != run.due_on:
        _move(session, run, due_on)
    if device_id != run.device_id:
        attach_device(session, run_id, device_id)
    if ticket_id != run.ticket_id:
        attach_ticket(session, run_id, ticket_id)
    tell(session, f"{called(run)} saved")


def _move(session: Session, run: ChecklistRun, on: date) -> None:
    """Put a run on another day at the time it has, its ticket with it."""
    at = run.planned_at
    try:
        move_run(session, run.id, on, at.hour * 60 + at.minute if at is not None else None)
    except UserError as error:
        raise UserError(error.text, "due") from error


@action("Name who saw it")
def set_shown(session: Session, run_id: int, shown_to: str) -> None:
    """Write down to whom at the client the result was shown."""
    held(session, run_id).shown_to = " ".join(shown_to.split())[:200]


@action("Attach device")
def attach_device(session: Session, run_id: int, device_id: int | None) -> None:
    """Say which device a run is about (S074); raises UserError for another client's."""
    run = held(session, run_id)
    device = session.get(Device, device_id) if device_id is not None else None
    if device is not None and run.client_id not in (None, device.client_id):
        raise UserError("This device belongs to another client.", "device")
    run.device_id = device.id if device else None
    tell(session, f"{called(run)} is about {device.name}" if device else "No device")


@action("Put checklist on ticket")
def attach_ticket(session: Session, run_id: int, ticket_id: int | None) -> None:
    """Put a run on a ticket of its client, or take it off."""
    run = held(session, run_id)
    ticket = session.get(Ticket, ticket_id) if ticket_id is not None else None
    if ticket is not None and run.client_id not in (None, ticket.client_id):
        raise UserError("This ticket belongs to another client.", "ticket")
    if ticket is not None and ticket.status in ENDED and run.state in rules.OPEN:
        raise UserError(f"#{ticket.number_int} is closed. Open it again first.", "ticket")
    run.ticket_id = ticket.id if ticket else None
    if ticket is not None:
        run.client_id = ticket.client_id
        _follow(session, run, ticket)
    tell(session, f"{called(run)} is on #{ticket.number_int}" if ticket else "On no ticket now")


def _follow(session: Session, run: ChecklistRun, ticket: Ticket) -> None:
    """Count what a planned run holds at its client, and begin the log that stands beside it."""
    session.flush()
    if run.state == RunState.PLANNED:
        master = lines_now(session, run.checklist_id, run.client_id, run.variant)
        run.total, run.needed = rules.counts(master)
    else:
        master = lines_of(session, run)
    if master.log and run.state in rules.OPEN:
        code = session.get_one(Checklist, run.checklist_id).code
        ensure_log(session, ticket.id, LOG_REASONS.get(code, "asked"))


@action("Drop checklist")
def drop_run(session: Session, run_id: int, reason: str) -> None:
    """End a run that will not be done; it stays in the history. Raises UserError naming reason."""
    run = held(session, run_id)
    words = " ".join(reason.split())[:200]
    if not words:
        raise UserError("Say why it is not done.", "reason")
    if run.state not in rules.OPEN:
        raise UserError("Only an open checklist can be dropped.")
    run.state, run.reason = RunState.DROPPED, words
    tell(session, f"{called(run)} dropped")
