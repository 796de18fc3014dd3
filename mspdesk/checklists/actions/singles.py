"""The monthly single: the one extra piece of work of a month, done once for every client (S070)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...agreements.queries import in_force
from ...clients.models import Client
from ...clients.rules import WORKED_FOR
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import add_months, month_start, now
from ...errors import UserError
from ...people.models import Person
from ...tickets.actions import open_ticket
from ...tickets.rules import check_estimate
from ..models import MonthlySingle, SingleTicket
from ..queries.masters import code_of
from ..queries.taken import years_calendar
from ..rules.recurrence import working_day
from ..rules.schedule import DUE_HOUR, moment
from .masters import ensure
from .runs import plan_run

_FACTS = frozenset({"steps", "code", "estimate_minutes", "person_id", "month", "title"})
USUAL_ESTIMATE = 30
"""Minutes a client's single is estimated at where nobody has said."""


@action("Add monthly single")
def add_single(
    session: Session, month: date, title: str, facts: Mapping[str, Any] | None = None
) -> int:
    """Write down what will be done for every client in a month, and answer its id.

    `facts` may hold steps (one a line), code of a checklist, estimate_minutes and person_id.
    Raises UserError by field.
    """
    row = MonthlySingle(month=month_start(month), title="", steps="")
    _fill(session, row, {**(facts or {}), "title": title})
    session.add(row)
    session.flush()
    tell(session, f"{single_words(row.month)} added: {row.title}")
    return row.id


def single_words(month: date) -> str:
    """What a month's single is called: June single."""
    return f"{month:%B} single"


@action("Change monthly single")
def edit_single(session: Session, single_id: int, version: int, facts: Mapping[str, Any]) -> None:
    """Change a monthly single; one that has tickets keeps its month and its title."""
    row = as_seen(session, MonthlySingle, single_id, version)
    if row.started_at is not None and {"month", "title"} & {
        name for name, value in facts.items() if value != getattr(row, name, value)
    }:
        raise UserError("Its tickets are open; the month and the title stay.", "title")
    _fill(session, row, facts)
    tell(session, f"{single_words(row.month)} saved")


def _fill(session: Session, row: MonthlySingle, facts: Mapping[str, Any]) -> None:
    given = dict(facts)
    if set(given) - _FACTS:
        raise AttributeError(", ".join(sorted(set(given) - _FACTS)))
    if "month" in given:
        row.month = month_start(given["month"])
    if "title" in given:
        row.title = " ".join(str(given["title"]).split())[:200]
        if not row.title:
            raise UserError("Say in a few words what is done for every client.", "title")
    if "steps" in given:
        row.steps = str(given["steps"]).strip()
    if "code" in given:
        row.checklist_id = ensure(session, given["code"]) if given["code"] else None
    if "estimate_minutes" in given:
        row.estimate_minutes = check_estimate(given["estimate_minutes"])
    if "person_id" in given:
        _check_person(session, given["person_id"])
        row.person_id = given["person_id"]
    same = select(MonthlySingle.id).where(
        MonthlySingle.month == row.month, MonthlySingle.title == row.title
    )
    with session.no_autoflush:
        if session.scalar(same.where(MonthlySingle.id != (row.id or 0))) is not None:
            raise UserError("This month has a single with this title already.", "title")


def _check_person(session: Session, person_id: int | None) -> None:
    if person_id is not None and session.get(Person, person_id) is None:
        raise UserError("Choose somebody who works here.", "person")


@action("Start monthly single")
def start_single(session: Session, single_id: int, client_ids: Sequence[int]) -> list[int]:
    """Open one ticket for each client in one step, and answer the tickets.

    A client that has its ticket already gets no second one, so that more can be added later.
    """
    single = session.get_one(MonthlySingle, single_id)
    if not client_ids:
        raise UserError("Choose at least one client.", "clients")
    have = set(
        session.scalars(select(SingleTicket.client_id).where(SingleTicket.single_id == single_id))
    )
    single.started_at = single.started_at or now()
    found = [_open(session, single, one) for one in dict.fromkeys(client_ids) if one not in have]
    many = "ticket" if len(found) == 1 else "tickets"
    tell(session, f"{single_words(single.month)}: {len(found)} {many} opened")
    return found


def _open(session: Session, single: MonthlySingle, client_id: int) -> int:
    """The ticket of one client, with all it needs to leave New, and its checklist if any."""
    client = session.get_one(Client, client_id)
    if client.status not in WORKED_FOR:
        raise UserError(f"{client.name} is not a client at present.", "clients")
    due = last_workday(session, single.month)
    agreement = in_force(session, client_id)
    ticket_id = open_ticket(
        session,
        client_id,
        f"{single_words(single.month)}: {single.title}"[:200],
        {
            "description": single.steps or f"{single.title}, for every client this month.",
            "type": "monthly_single",
            "source_kind": "staff",
            "priority": 3,
            "estimate_minutes": single.estimate_minutes or USUAL_ESTIMATE,
            "no_device": True,
            "agreement_id": agreement.id if agreement else None,
            "no_agreement": agreement is None,
            "assigned_id": _who(session, single, client),
            "due_at": moment(due, DUE_HOUR),
        },
    )
    session.add(SingleTicket(single_id=single.id, client_id=client_id, ticket_id=ticket_id))
    if single.checklist_id is not None:
        code = code_of(session, single.checklist_id)
        plan_run(session, code, client_id=client_id, ticket_id=ticket_id, due_on=due)
    return ticket_id


def _who(session: Session, single: MonthlySingle, client: Client) -> int | None:
    """Who does it: as the single says, else who takes the client's tickets and works here."""
    who = single.person_id or client.primary_person_id
    person = session.get(Person, who) if who is not None else None
    gone = person is not None and person.left_on is not None and person.left_on < now().date()
    return None if person is None or gone else person.id


def last_workday(session: Session, month: date) -> date:
    """The last working day of a month."""
    last = add_months(month_start(month), 1) - timedelta(days=1)
    return working_day(last, years_calendar(session, month, last))


@action("Remove monthly single")
def remove_single(session: Session, single_id: int) -> None:
    """Take a single away that was never started."""
    row = session.get_one(MonthlySingle, single_id)
    if row.started_at is not None:
        raise UserError("It has tickets. Close or cancel those instead.")
    session.delete(row)
    tell(session, f"{single_words(row.month)} removed: {row.title}")
