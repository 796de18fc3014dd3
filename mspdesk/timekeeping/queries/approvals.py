"""Whether work after hours on a ticket still waits for the client's yes (S049)."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.rules import full_name
from ...dates import now
from ...rows import dataclass
from ...shop.queries import calendar
from ...tickets.models import Ticket
from ...tickets.rules import Status
from .. import rules
from ..models import AfterHoursYes, TimeEntry
from .terms import terms


@dataclass(frozen=True, slots=True)
class Yes:
    """Who of the client said yes to work after hours on a ticket, and on which day."""

    who: str
    on: date


def yes_of(session: Session, ticket_id: int) -> Yes | None:
    """The client's recorded yes for a ticket, or None."""
    found = select(AfterHoursYes.who, AfterHoursYes.on).where(AfterHoursYes.ticket_id == ticket_id)
    row = session.execute(found).first()
    return Yes(*row) if row else None


@dataclass(frozen=True, slots=True)
class AfterHours:
    """A ticket that is or was worked on after hours, and the client's yes to it.

    `waiting` minutes bill at double time and nobody approved them; `now` says that the shop is
    closed at this moment and that work on it would bill so. `contacts` may say yes.
    """

    ticket_id: int
    client: str
    waiting: int
    now: bool
    contacts: tuple[str, ...]
    yes: Yes | None

    @property
    def asks(self) -> bool:
        """Whether somebody should ask the client."""
        return self.yes is None and (self.now or self.waiting > 0)


def after_hours_of(session: Session, ticket_id: int) -> AfterHours:
    """How a ticket stands to work after hours; nothing is asked about our own work."""
    ticket = session.get_one(Ticket, ticket_id)
    client = session.get_one(Client, ticket.client_id)
    yes = yes_of(session, ticket_id)
    waiting = 0 if client.internal else _waiting(session, ticket_id)
    working = ticket.status == Status.IN_PROGRESS and not client.internal and yes is None
    bills = working and not waiting and _bills_now(session, ticket_id)
    names = _may_approve(session, client.id) if yes is None and (waiting or bills) else ()
    return AfterHours(ticket_id, client.name, waiting, bills, names, yes)


def _waiting(session: Session, ticket_id: int) -> int:
    found = select(func.coalesce(func.sum(TimeEntry.billed_after_minutes), 0)).where(
        TimeEntry.ticket_id == ticket_id,
        TimeEntry.kind == rules.Kind.BILLABLE,
        TimeEntry.billed_after_minutes > 0,
        TimeEntry.factor > rules.REGULAR,
        TimeEntry.after_hours_approved_on.is_(None),
        TimeEntry.state.in_((rules.State.UNBILLED, rules.State.ON_DRAFT)),
    )
    return int(session.scalar(found) or 0)


def _bills_now(session: Session, ticket_id: int) -> bool:
    """Whether an hour of work begun at this moment would bill at double time."""
    moment = now()
    if calendar(session, moment.year).is_open(moment):
        return False
    said = terms(session, ticket_id, moment.date())
    if said.factor <= rules.REGULAR:
        return False
    hour = rules.Split(0, 60, ended_after=True)
    found = rules.decide(said, hour, rules.Category.PRODUCTIVE)
    return found.kind == rules.Kind.BILLABLE and found.billed_after_minutes > 0


def _may_approve(session: Session, client_id: int) -> tuple[str, ...]:
    found = (
        select(Contact.first_name, Contact.last_name)
        .where(
            Contact.client_id == client_id,
            Contact.active,
            Contact.may_approve_after_hours.is_(True),
        )
        .order_by(Contact.main.desc(), Contact.last_name, Contact.first_name)
    )
    return tuple(full_name(first, last) for first, last in session.execute(found))
