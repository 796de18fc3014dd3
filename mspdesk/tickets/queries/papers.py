"""What the papers of the board are printed from."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import now
from ...errors import UserError
from ...people.queries import people
from ...rows import dataclass
from ...shop.queries import ShopRow, address_lines, shop
from ..models import Ticket
from .board import PriorityGroup, by_priority, open_tickets
from .page import TicketPage, ticket_page
from .search import ticket_by_number


@dataclass(frozen=True, slots=True)
class BoardDocument:
    """The open tickets as they were when printed; minutes whole, `client` empty for all.

    `tiers` says whether more than one person works here (E09).
    """

    shop: ShopRow
    made_at: datetime
    client: str
    groups: tuple[PriorityGroup, ...]
    open_tickets: int
    estimated_minutes: int
    remaining_minutes: int
    without_estimate: int
    tiers: bool


def board_document(session: Session, client_id: int = 0) -> BoardDocument:
    """Every open ticket in queue order, or those of one client."""
    rows = [row for row in open_tickets(session) if client_id in (0, row.client_id)]
    name = session.scalar(select(Client.name).where(Client.id == client_id)) if client_id else ""
    return BoardDocument(
        shop(session),
        now(),
        name or "",
        tuple(by_priority(rows)),
        len(rows),
        sum(row.estimate_minutes or 0 for row in rows),
        sum(row.remaining_minutes for row in rows),
        sum(row.estimate_minutes is None for row in rows),
        len(people(session)) > 1,
    )


def find_board(session: Session, text: str) -> int:
    """The client whose board was asked for by number or name; 0 for `all`; raises UserError."""
    wanted = text.strip().lower()
    if wanted in ("", "all"):
        return 0
    found = session.scalar(
        select(Client.id)
        .where((func.lower(Client.number) == wanted) | (func.lower(Client.name) == wanted))
        .limit(1)
    )
    if found is None:
        raise UserError(
            f"There is no client “{text.strip()}”. Say all, or a client's number.", "id"
        )
    return found


@dataclass(frozen=True, slots=True)
class WorkOrderDocument:
    """One ticket to take along: where it is, what is wrong, and room to write."""

    shop: ShopRow
    ticket: TicketPage
    address: tuple[str, ...]


def work_order_document(session: Session, ticket_id: int) -> WorkOrderDocument:
    """One ticket as a work order; raises UserError when it is gone."""
    page = ticket_page(session, ticket_id)
    if page is None:
        raise UserError("There is no such ticket.", "id")
    company = shop(session)
    columns = (Client.address, Client.city, Client.region, Client.postal_code, Client.country)
    parts = session.execute(select(*columns).where(Client.id == page.client_id)).one()
    return WorkOrderDocument(company, page, address_lines(*parts, company.country))


def find_ticket(session: Session, text: str) -> int:
    """The ticket whose number was typed; raises UserError when there is none."""
    found = ticket_by_number(session, text)
    if found is None or session.get(Ticket, found) is None:
        raise UserError(f"There is no ticket {text.strip()}.", "id")
    return found
