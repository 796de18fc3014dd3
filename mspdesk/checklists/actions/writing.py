"""Writing planned work down: the days of schedules as runs, and their tickets."""

import logging
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...agreements.queries import in_force
from ...clients.models import Client
from ...database.action import action, tell
from ...database.many import insert_many
from ...dates import today
from ...errors import UserError
from ...shop.actions import reserve
from ...tickets.actions import open_ticket
from ...tickets.actions import schedule as schedule_ticket
from ...tickets.actions.saving import person_here
from ...tickets.models import Ticket
from ...tickets.rules import Status
from ...vendors.models import Vendor
from ..models import ChecklistDifference, ChecklistRun, Schedule
from ..queries.due import due_tickets
from ..queries.forecast import Ahead, forecast
from ..queries.masters import body_of
from ..queries.results import lines_now
from ..queries.schedules import ScheduleRow, schedule, to_plan
from ..queries.taken import years_calendar
from ..rules import recurrence
from ..rules.run import RunState, counts, repeats
from ..rules.schedule import DUE_HOUR, HORIZON_DAYS, moment, title_of

_log = logging.getLogger(__name__)

LEAST_ESTIMATE = 15
"""Minutes a ticket is estimated at where nobody knows better."""


def counted(number: int, what: str, done: str) -> str:
    """So many of something were done, in words; nothing for none."""
    return f"{number} {what}{'' if number == 1 else 's'} {done}" if number else ""


@action("Plan ahead")
def plan_ahead(session: Session, until: date) -> int:
    """Write down the days of all schedules to a day, each once; answers how many there are new.

    Asked twice, nothing is planned twice: a period of a schedule stands once (S069). The newest
    month that was missed while nobody looked is planned as well, so that it is seen as late.
    """
    count = plan_rows(session, to_plan(session, today(), until), until)
    tell(session, counted(count, "visit", "planned") or "Nothing to plan")
    return count


def plan_rows(session: Session, rows: Sequence[ScheduleRow], until: date) -> int:
    """Write down the days of some schedules, spread over their technicians' days."""
    day = today()
    if not rows:
        return 0
    first = min(first_day(row, day) for row in rows)
    ahead = _wanted(forecast(session, rows, first, until, earliest=day), day)
    write_runs(session, ahead)
    mark_planned(session, rows, until)
    return len(ahead)


def first_day(row: ScheduleRow, day: date) -> date:
    """The day from which a schedule is to be planned; a missed month is looked at again."""
    if row.planned_to is None or row.planned_to >= day:
        return day
    back = day - timedelta(days=recurrence.LONGEST_CLOSED)
    return max(row.planned_to + timedelta(days=1), back)


def _wanted(ahead: Sequence[Ahead], day: date) -> list[Ahead]:
    """Of what lies behind only what was not planned before, and of that only months and years."""
    found = []
    for one in ahead:
        row, on = one.row, one.occurrence.on
        if on >= day:
            found.append(one)
            continue
        rule = recurrence.parse(row.rule)
        if (rule.monthly or rule.kind == recurrence.YEARLY_ON) and on >= first_day(row, day):
            found.append(one)
    return found


def write_runs(session: Session, ahead: Sequence[Ahead]) -> None:
    """Plan times of schedules as runs, all together; each line of the journal is still there."""
    if not ahead:
        return
    numbers = reserve(session, "run", len(ahead))
    counted_lines = _Lines(session)
    rows = []
    for number, one in zip(numbers, ahead, strict=True):
        row, placed = one.row, one.placed
        total, needed = counted_lines.of(row)
        known = {
            "number": number,
            "checklist_id": row.checklist_id,
            "variant": row.variant,
            "title": title_of(row.title, row.rule, placed.on, one.occurrence.period)[:200],
            "client_id": row.client_id,
            "site_id": row.site_id,
            "device_id": row.device_id,
            "schedule_id": row.id,
            "period": one.occurrence.period,
            "due_on": placed.on,
            "planned_at": moment(placed.on, placed.at_minute),
            "planned_minutes": row.minutes,
            "assigned_id": row.person_id,
            "total": total,
            "needed": needed,
        }
        rows.append({**_PLANNED, **known})
    insert_many(session, ChecklistRun, rows)


_PLANNED = {
    **{column.name: None for column in ChecklistRun.__table__.columns if column.nullable},
    "state": RunState.PLANNED,
    "lines": "",
    "notes": "",
    "reason": "",
    "shown_to": "",
    "moved": False,
}
"""What a run that was only planned says."""


class _Lines:
    """How many lines a checklist has, asked once where a client has no differences."""

    def __init__(self, session: Session) -> None:
        self._session = session
        own = select(ChecklistDifference.checklist_id, ChecklistDifference.client_id).distinct()
        self._own = {(one, client) for one, client in session.execute(own)}
        self._known: dict[tuple[int, int | None, str], tuple[int, int]] = {}
        self._repeated: dict[int, bool] = {}

    def of(self, row: ScheduleRow) -> tuple[int, int]:
        """Lines of a schedule's checklist at its client, and how many of them must be marked."""
        checklist, client = row.checklist_id or 0, row.client_id
        own = (checklist, client) in self._own or self._repeats(checklist)
        key = (checklist, client if own else None, row.variant)
        if key not in self._known:
            master = lines_now(self._session, checklist, client, row.variant)
            self._known[key] = counts(master)
        return self._known[key]

    def _repeats(self, checklist_id: int) -> bool:
        """Whether its lines depend on what a client has."""
        if checklist_id not in self._repeated:
            self._repeated[checklist_id] = bool(repeats(body_of(self._session, checklist_id)))
        return self._repeated[checklist_id]


def mark_planned(session: Session, rows: Sequence[ScheduleRow], until: date) -> None:
    """Note how far schedules have been planned, and their next day after that."""
    for row in rows:
        kept = session.get_one(Schedule, row.id)
        kept.planned_to = until
        kept.next_on = next_day(session, kept, until)


@action("Open planned tickets")
def open_due(session: Session, *only: int) -> list[int]:
    """Open the tickets of planned work whose day is near, with the checklist on each.

    One that cannot be opened (its device went to another client) does not keep the others.
    """
    day = today()
    found = []
    for run_id, schedule_id in due_tickets(session, day):
        row = (
            schedule(session, schedule_id, day) if schedule_id in (only or (schedule_id,)) else None
        )
        if row is None:
            continue
        run = session.get_one(ChecklistRun, run_id)
        try:
            found.append(open_for(session, run, row))
        except UserError:
            _log.warning("no ticket could be opened for %s", run.number)
    tell(session, counted(len(found), "ticket", "opened") or "No ticket is due")
    return found


def open_for(session: Session, run: ChecklistRun, row: ScheduleRow) -> int:
    """Open the ticket of a planned run and answer its id; it is never empty and can leave New."""
    on = run.due_on or today()
    run.assigned_id = next(
        (id_ for id_ in (run.assigned_id, row.person_id) if _takes_work(session, id_)), None
    )
    ticket_id = open_ticket(
        session,
        run.client_id or row.client_id or 0,
        title_of(row.ticket_title or row.title, row.rule, on, run.period or ""),
        ticket_facts(session, run, row),
    )
    run.ticket_id = ticket_id
    session.flush()
    ticket = session.get_one(Ticket, ticket_id)
    if run.planned_at is not None and ticket.status == Status.ASSIGNED:
        schedule_ticket(session, ticket_id, None, run.planned_at, run.planned_minutes)
    return ticket_id


def _takes_work(session: Session, person_id: int | None) -> bool:
    """Whether somebody may be given a ticket; who planned work was for may have left since."""
    if person_id is None:
        return False
    try:
        person_here(session, person_id)
    except UserError:
        return False
    return True


def ticket_facts(session: Session, run: ChecklistRun, row: ScheduleRow) -> dict[str, object]:
    """What the ticket of a planned run says: the seven keys, the estimate, who does it (S046)."""
    on = run.due_on or today()
    client = session.get_one(Client, run.client_id)
    agreement = in_force(session, client.id, on)
    master = body_of(session, run.checklist_id)
    lines = counts(master)[0]
    about = row.ticket_words.strip() or master.purpose or row.title
    words = f"{about}\n\nChecklist: {master.title}, {lines} lines."
    vendor = session.get(Vendor, row.vendor_id) if row.vendor_id is not None else None
    words += f"\nOutside provider: {vendor.name}." if vendor is not None else ""
    estimate = row.estimate_minutes or run.planned_minutes or master.minutes or LEAST_ESTIMATE
    return {
        "description": words + (f"\n{row.notes.strip()}" if row.notes.strip() else ""),
        "type": "internal" if client.internal else row.ticket_type,
        "source_kind": "staff",
        "priority": row.priority,
        "estimate_minutes": estimate,
        "device_id": run.device_id,
        "no_device": run.device_id is None,
        "site_id": run.site_id,
        "agreement_id": agreement.id if agreement else None,
        "no_agreement": agreement is None,
        "assigned_id": run.assigned_id,
        "due_at": run.planned_at or moment(on, DUE_HOUR),
    }


def next_day(session: Session, row: Schedule, after: date) -> date | None:
    """The first day of a schedule after another one; None for what follows an event."""
    shop = years_calendar(session, after, after + timedelta(days=400 * max(1, row.every // 12)))
    found = recurrence.following(row.rule, row.every, row.begins_on, after, shop)
    if found is None or (row.ended_on is not None and found.on > row.ended_on):
        return None
    return found.on


def plan_now(session: Session, *ids: int) -> None:
    """Plan the next weeks of schedules inside the step that made them, tickets included."""
    session.flush()
    words = session.info.get("words", "")
    day = today()
    until = day + timedelta(days=HORIZON_DAYS)
    plan_rows(session, [row for row in to_plan(session, day, until) if row.id in ids], until)
    open_due(session, *ids)
    session.info["words"] = words
