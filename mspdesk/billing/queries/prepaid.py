"""Hours paid ahead: what was bought, drawn, ended, given back, and what is left."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement, PrepaidBlock
from ...clients.models import Client
from ...dates import today
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ...timekeeping.models import PrepaidDraw, TimeEntry
from ..models import Invoice

BLOCK_WORDS = {"block": "Block", "month": "Month", "carried": "Carried over"}


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block of hours in the ledger; minutes, minor units."""

    id: int
    version: int
    agreement_id: int
    agreement: str
    client_id: int
    client: str
    kind: str
    starts_on: date
    expires_on: date | None
    minutes: int
    drawn: int
    minutes_left: int
    carried_on: int
    expired_minutes: int
    refunded_minutes: int
    price: int
    refunded: int
    invoice_id: int | None
    invoice: str
    opened_on: date | None
    closed_on: date | None

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.opened_on is None:
            return "Void" if self.closed_on else "Not issued yet"
        if self.closed_on is not None:
            return "Refunded" if self.refunded_minutes else "Ended"
        return "Open" if self.minutes_left else "Used up"

    @property
    def what(self) -> str:
        """What it is, in words."""
        return BLOCK_WORDS.get(self.kind, self.kind)


def blocks(
    session: Session, client_id: int | None = None, *, opened: bool = False
) -> list[BlockRow]:
    """The blocks of a client, or of all, newest first by client; `opened` only those with hours."""
    drawn = (
        select(func.coalesce(func.sum(PrepaidDraw.minutes), 0))
        .where(PrepaidDraw.block_id == PrepaidBlock.id)
        .correlate(PrepaidBlock)
        .scalar_subquery()
    )
    found = (
        select(PrepaidBlock, Agreement.number, Client.name, Invoice.number, drawn)
        .join(Agreement, Agreement.id == PrepaidBlock.agreement_id)
        .join(Client, Client.id == PrepaidBlock.client_id)
        .outerjoin(Invoice, Invoice.id == PrepaidBlock.invoice_id)
        .order_by(func.lower(Client.name), PrepaidBlock.starts_on.desc(), PrepaidBlock.id.desc())
    )
    if client_id is not None:
        found = found.where(PrepaidBlock.client_id == client_id)
    if opened:
        found = found.where(PrepaidBlock.opened_on.is_not(None), PrepaidBlock.closed_on.is_(None))
    rows = session.execute(found).all()
    onward = _carried_on(session, [row[0].id for row in rows])
    return [
        BlockRow(
            block.id,
            block.version,
            block.agreement_id,
            number,
            block.client_id,
            client,
            block.kind,
            block.starts_on,
            block.expires_on,
            block.minutes,
            int(used),
            block.minutes_left,
            onward.get(block.id, 0),
            block.expired_minutes,
            block.refunded_minutes,
            block.price,
            block.refunded,
            block.invoice_id,
            invoice or ("Draft" if block.invoice_id else ""),
            block.opened_on,
            block.closed_on,
        )
        for block, number, client, invoice, used in rows
    ]


def _carried_on(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Minutes that were carried over into later blocks, by the block they came from."""
    found = select(PrepaidBlock.carried_from_id, func.sum(PrepaidBlock.carried)).where(
        PrepaidBlock.carried_from_id.in_(ids)
    )
    rows = session.execute(found.group_by(PrepaidBlock.carried_from_id))
    return {id_: int(minutes) for id_, minutes in rows if id_ is not None}


@dataclass(frozen=True, slots=True)
class DrawRow:
    """One line of the ledger: minutes of an entry drawn from a block."""

    id: int
    block_id: int
    client: str
    on: date
    ticket: str
    person: str
    note: str
    minutes: int
    invoice: str


def draws(
    session: Session, client_id: int | None = None, block_id: int | None = None
) -> list[DrawRow]:
    """The ledger of draws, oldest first."""
    found = (
        select(
            PrepaidDraw.id,
            PrepaidDraw.block_id,
            Client.name,
            PrepaidDraw.on,
            Ticket.number_int,
            Person.name,
            TimeEntry.client_note,
            PrepaidDraw.minutes,
            Invoice.number,
        )
        .join(PrepaidBlock, PrepaidBlock.id == PrepaidDraw.block_id)
        .join(Client, Client.id == PrepaidBlock.client_id)
        .join(TimeEntry, TimeEntry.id == PrepaidDraw.entry_id)
        .join(Ticket, Ticket.id == TimeEntry.ticket_id)
        .join(Person, Person.id == TimeEntry.person_id)
        .outerjoin(Invoice, Invoice.id == PrepaidDraw.invoice_id)
        .order_by(PrepaidDraw.on, PrepaidDraw.id)
    )
    if client_id is not None:
        found = found.where(PrepaidBlock.client_id == client_id)
    if block_id is not None:
        found = found.where(PrepaidDraw.block_id == block_id)
    return [
        DrawRow(id_, block, client, on, f"#{number}", person, note, minutes, invoice or "")
        for id_, block, client, on, number, person, note, minutes, invoice in session.execute(found)
    ]


def hours_left(session: Session, client_id: int, day: date | None = None) -> int | None:
    """Minutes paid ahead that a client has left on a day (today); None without any block.

    Blocks that were bought count at once, the hours of a month from its first day.
    """
    on = day or today()
    found = select(
        PrepaidBlock.minutes_left,
        PrepaidBlock.kind,
        PrepaidBlock.starts_on,
        PrepaidBlock.expires_on,
    ).where(PrepaidBlock.client_id == client_id, PrepaidBlock.opened_on.is_not(None))
    rows = session.execute(found).all()
    if not rows:
        return None
    return sum(
        left
        for left, kind, starts, expires in rows
        if (kind == "block" or starts <= on) and (expires is None or on <= expires)
    )


@dataclass(frozen=True, slots=True)
class PrepaidNote:
    """What an invoice says of hours paid ahead: minutes drawn with it, and minutes left."""

    drawn: int
    left: int


def prepaid_note(
    session: Session, invoice: Invoice, entry_ids: Sequence[int]
) -> PrepaidNote | None:
    """Hours paid ahead as an invoice says them: frozen once issued, as they stand before."""
    if invoice.state == "issued":
        if invoice.prepaid_left is None:
            return None
        return PrepaidNote(invoice.prepaid_drawn or 0, invoice.prepaid_left)
    left = hours_left(session, invoice.client_id)
    bought = session.scalar(
        select(func.coalesce(func.sum(PrepaidBlock.minutes), 0)).where(
            PrepaidBlock.invoice_id == invoice.id,
            PrepaidBlock.opened_on.is_(None),
            (PrepaidBlock.kind == "block") | (PrepaidBlock.starts_on <= today()),
        )
    )
    if left is None and not bought:
        return None
    return PrepaidNote(drawn_by(session, entry_ids), (left or 0) + int(bought or 0))


def drawn_by(session: Session, entry_ids: Sequence[int]) -> int:
    """Minutes that entries drew from hours paid ahead."""
    found = select(func.coalesce(func.sum(PrepaidDraw.minutes), 0))
    return int(session.scalar(found.where(PrepaidDraw.entry_id.in_(entry_ids))) or 0)


def prepaid_entries(session: Session, draft: Invoice) -> list[int]:
    """The work of a draft's time that hours paid ahead pay for whole, and no invoice has told."""
    through = draft.through_on or draft.period_to
    if through is None:
        return []
    told = select(PrepaidDraw.id).where(
        PrepaidDraw.entry_id == TimeEntry.id, PrepaidDraw.invoice_id.is_not(None)
    )
    found = select(TimeEntry.id).where(
        TimeEntry.client_id == draft.client_id,
        TimeEntry.kind == "prepaid",
        TimeEntry.prepaid_agreement_id.is_not(None),
        TimeEntry.work_on <= through,
        ~told.exists(),
    )
    return list(session.scalars(found.order_by(TimeEntry.id)))
