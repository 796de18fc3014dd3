"""Questions about calls to third parties."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ...vendors.models import VendorAccount, VendorPerson
from ..models import VendorCall
from ..rules import OWED_BY, named, total


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call as it was written down; hold and talk in minutes."""

    id: int
    version: int
    client_id: int | None
    ticket_id: int | None
    tsr_log_id: int | None
    vendor_id: int | None
    vendor_account_id: int | None
    vendor: str
    phone: str
    account_number: str
    case_number: str
    caller: str
    agent: str
    agent_number: str
    on: date
    called_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    hold_minutes: int | None
    talk_minutes: int | None
    advice: str
    our_action: str
    result: str
    promise: str
    next_on: date | None
    owed_by: str
    billable: bool | None
    client: str
    ticket: str
    person: str

    @property
    def minutes(self) -> int:
        """Hold and talk together (S063)."""
        return total((self.hold_minutes, self.talk_minutes))

    @property
    def owed_words(self) -> str:
        """Who owes the next step, in words."""
        return OWED_BY[self.owed_by] if self.owed_by else ""

    @property
    def who(self) -> str:
        """Their person, with the number they gave."""
        return " ".join(filter(None, (self.agent, self.agent_number)))


_COLUMNS = tuple(getattr(VendorCall, name) for name in list(CallRow.__dataclass_fields__)[:-3])


def calls(
    session: Session,
    client_id: int | None = None,
    ticket_id: int | None = None,
    tsr_log_id: int | None = None,
    limit: int = 500,
) -> list[CallRow]:
    """Calls about a client, a ticket or a log, newest first."""
    found = _rows()
    for column, wanted in (
        (VendorCall.client_id, client_id),
        (VendorCall.ticket_id, ticket_id),
        (VendorCall.tsr_log_id, tsr_log_id),
    ):
        if wanted is not None:
            found = found.where(column == wanted)
    found = found.order_by(VendorCall.on.desc(), VendorCall.called_at.desc(), VendorCall.id.desc())
    return [CallRow(*row) for row in session.execute(found.limit(limit))]


def call(session: Session, call_id: int) -> CallRow:
    """One call."""
    return CallRow(*session.execute(_rows().where(VendorCall.id == call_id)).one())


def calls_of(session: Session, ticket_id: int) -> int | None:
    """How many calls were made about a ticket; None where there are none."""
    found = select(func.count()).select_from(VendorCall).where(VendorCall.ticket_id == ticket_id)
    return session.scalar(found) or None


def caller_warning(
    session: Session, vendor_id: int | None, account_id: int | None, person_id: int | None
) -> str:
    """What to know before somebody calls whom the vendor does not list; empty when all is well.

    Their own accounts list the client's callers and whether we may call (S064); vendors of ours
    list which of us speak for the shop (S113).
    """
    me = session.scalar(select(Person.name).where(Person.id == person_id))
    account = session.get(VendorAccount, account_id) if account_id else None
    if account is not None:
        listed = [line.strip() for line in account.authorized.splitlines() if line.strip()]
        if not account.we_may_call and me not in listed:
            who = f"They know {named(listed)}." if listed else "Nobody is listed as a caller."
            words = "Ask one of them, or the client, to be on the line."
            return f"We may not call for this account. {who} {words}"
        vendor_id = account.vendor_id
    if vendor_id is None:
        return ""
    ours = (
        select(Person.id, Person.name)
        .join(VendorPerson, VendorPerson.person_id == Person.id)
        .where(VendorPerson.vendor_id == vendor_id)
        .order_by(Person.name)
    )
    known = session.execute(ours).all()
    if not known or person_id in [id_ for id_, _name in known]:
        return ""
    return f"Only {named([name for _id, name in known])} may speak for us there."


def _rows() -> Select[Any]:
    found: Select[Any] = (
        select(
            *_COLUMNS,
            *(func.coalesce(one, "") for one in (Client.name, Ticket.number, Person.name)),
        )
        .outerjoin(Client, Client.id == VendorCall.client_id)
        .outerjoin(Ticket, Ticket.id == VendorCall.ticket_id)
        .outerjoin(Person, Person.id == VendorCall.person_id)
    )
    return found
