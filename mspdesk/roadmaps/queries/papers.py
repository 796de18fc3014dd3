"""What the papers of roadmaps say: agenda, minutes, packet, and the packet before a renewal."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements import queries as agreements
from ...agreements.queries import AgreementRow
from ...billing.queries.money import client_money
from ...billing.queries.renewals import Renewal, YearOfWork, renewal_of, years_of_work
from ...clients.models import Client
from ...dates import add_months, full_date, today
from ...errors import UserError
from ...letters.queries import letterhead
from ...money import Currency
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop
from ...tickets.models import Ticket
from .dealings import advice_section, budget_section, open_sales, sales_section
from .inventory import devices_section, documentation_section
from .meetings import MeetingPage, last_held, meeting_page, planned_of
from .packet import Packet, packet
from .places import PlaceRow, place
from .renewing import MoneyFacts, ServiceFacts, money_facts, service_facts
from .section import Section


@dataclass(frozen=True, slots=True)
class MeetingDocument:
    """A meeting as its agenda and its minutes print it."""

    shop: Letterhead
    page: MeetingPage
    money: Currency
    on: date


@dataclass(frozen=True, slots=True)
class PacketDocument:
    """The packet of a client, for the meeting that is planned where there is one."""

    shop: Letterhead
    packet: Packet
    planned_on: date | None


@dataclass(frozen=True, slots=True)
class RenewalDocument:
    """All B10 names before one agreement is renewed; `before` is the year before the last one.

    `tickets_before` counts the tickets opened in it. `profit` inside `money` is None for whoever
    may not know what hours cost.
    """

    shop: Letterhead
    currency: Currency
    on: date
    held: AgreementRow
    renewal: Renewal
    service: ServiceFacts
    money: MoneyFacts
    before: YearOfWork
    tickets_before: int
    owing: int
    said: PlaceRow | None
    sections: tuple[Section, ...]
    last_met: date | None
    open_tickets: int

    @property
    def late_words(self) -> str:
        """What says that the client was not asked before the renewal; empty where it was."""
        return "" if self.said and not self.said.missing(self.on) else "Ask about their budget."


def meeting_document(session: Session, meeting_id: int) -> MeetingDocument:
    """One meeting on paper; raises UserError when it is gone."""
    page = meeting_page(session, meeting_id)
    if page is None:
        raise UserError("This meeting is no longer there.")
    return MeetingDocument(letterhead(session), page, shop(session).money, today())


def packet_document(session: Session, client_id: int) -> PacketDocument:
    """The packet of a client or prospect as of today."""
    return PacketDocument(
        letterhead(session), packet(session, client_id), planned_of(session, client_id)
    )


def renewal_document(
    session: Session, agreement_id: int, day: date | None = None
) -> RenewalDocument:
    """All that is known before an agreement is renewed; raises UserError where there is none."""
    on = day or today()
    held = agreements.agreement(session, agreement_id)
    found = renewal_of(session, agreement_id, on)
    if held is None or found is None:
        raise UserError("This agreement is no longer there.")
    who = held.client_id
    (service,) = service_facts(session, on, who)
    (money,) = money_facts(session, on, who)
    currency: Currency = shop(session).money
    year_before = add_months(on, -12)
    sections = (
        devices_section(session, who, on),
        documentation_section(session, who, on),
        advice_section(session, who, currency),
        budget_section(session, who, on, currency),
        sales_section(session, who, on, currency),
    )
    return RenewalDocument(
        letterhead(session),
        currency,
        on,
        held,
        found,
        service,
        money,
        years_of_work(session, [who], year_before)[who],
        _opened(session, who, add_months(on, -24) + timedelta(days=1), year_before),
        client_money(session, who).owes,
        place(session, who),
        tuple(one for one in sections if not one.empty),
        last_held(session, who),
        len(open_sales(session, who)),
    )


def _opened(session: Session, client_id: int, first: date, last: date) -> int:
    found = session.scalar(
        select(func.count()).where(
            Ticket.client_id == client_id,
            Ticket.opened_at >= datetime.combine(first, time()),
            Ticket.opened_at < datetime.combine(last + timedelta(days=1), time()),
            Ticket.standing.is_(False),
        )
    )
    return int(found or 0)


# --- the palette and the command line ------------------------------------------------------------


def client_of(session: Session, text: str) -> int:
    """A client by number or name, as somebody typed it; raises UserError."""
    wanted = text.strip()
    found = session.scalar(select(Client.id).where(func.lower(Client.number) == wanted.lower()))
    if found is None:
        names = session.scalars(
            select(Client.id).where(
                func.lower(Client.name).contains(wanted.lower(), autoescape=True),
                Client.internal.is_(False),
            )
        ).all()
        if len(names) != 1:
            raise UserError("Type the client's number, like C0003, or all of its name.")
        (found,) = names
    return int(found)


def find_meeting(session: Session, text: str) -> int:
    """The meeting of a client that is planned, or else the last one; raises UserError."""
    from .meetings import meetings

    client = client_of(session, text)
    rows = [one for one in meetings(session, client) if one.state != "canceled"]
    if not rows:
        raise UserError("No roadmap meeting with this client is written down.")
    planned = [one for one in rows if one.state == "planned"]
    return (planned or rows)[0].id


def find_renewal(session: Session, text: str) -> int:
    """An agreement by its number, or the running one of a client; raises UserError."""
    wanted = text.strip().lower()
    for one in agreements.overview(session, today()).running:
        if one.held.number.lower() == wanted:
            return one.held.id
    held = agreements.in_force(session, client_of(session, text))
    if held is None:
        raise UserError("This client has no agreement that runs.")
    return held.id


def title_of(row: MeetingPage) -> str:
    """What a paper of a meeting is called in lists of prints."""
    return f"{row.row.client}, {full_date(row.row.on)}"
