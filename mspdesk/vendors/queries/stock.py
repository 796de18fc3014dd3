"""Questions about the stock room."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...database.holding import holds
from ...dates import today
from ...letters.queries import letterhead
from ...people.models import Person
from ...printing.page import Letterhead
from ...rows import dataclass
from .. import rules
from ..models import StockItem, StockMove, Vendor
from ..rules import Kind


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A thing in the stock room; costs and prices in minor units."""

    id: int
    version: int
    code: str
    name: str
    vendor_id: int | None
    vendor: str
    unit_cost: int
    price: int
    serials: bool
    least: int
    on_hand: int
    place: str
    active: bool
    notes: str
    counted_on: date | None

    @property
    def short(self) -> bool:
        """Whether fewer are left than there should be at least, or less than none."""
        return self.active and (self.on_hand < self.least or self.on_hand < 0)

    @property
    def value(self) -> int:
        """What the pieces on hand cost, at the last cost paid; nothing below zero."""
        return max(0, self.on_hand) * self.unit_cost


def _item_rows() -> Select[*tuple[Any, ...]]:
    counted = (
        select(func.max(StockMove.on))
        .where(StockMove.stock_item_id == StockItem.id, StockMove.kind == Kind.COUNTED)
        .scalar_subquery()
    )
    return (
        select(
            StockItem.id,
            StockItem.version,
            StockItem.code,
            StockItem.name,
            StockItem.vendor_id,
            func.coalesce(Vendor.name, ""),
            StockItem.unit_cost,
            StockItem.price,
            StockItem.serials,
            StockItem.least,
            StockItem.on_hand,
            StockItem.place,
            StockItem.active,
            StockItem.notes,
            counted,
        )
        .outerjoin(Vendor, Vendor.id == StockItem.vendor_id)
        .order_by(StockItem.active.desc(), func.lower(StockItem.name), StockItem.id)
    )


def _rows(session: Session, found: Select[*tuple[Any, ...]]) -> list[ItemRow]:
    return [ItemRow(*tuple(row)) for row in session.execute(found)]


def items(session: Session, *, all_of_them: bool = True) -> list[ItemRow]:
    """The things in the stock room by name; retired ones last, or left out."""
    found = _item_rows()
    return _rows(session, found if all_of_them else found.where(StockItem.active))


def item(session: Session, item_id: int) -> ItemRow | None:
    """One thing in the stock room, or None."""
    found = _rows(session, _item_rows().where(StockItem.id == item_id))
    return found[0] if found else None


def below_least(session: Session) -> list[ItemRow]:
    """What must be bought: items with fewer pieces than there should be at least (S115)."""
    short = or_(StockItem.on_hand < StockItem.least, StockItem.on_hand < 0)
    return _rows(session, _item_rows().where(and_(StockItem.active, short)))


def search_items(session: Session, words: str, limit: int = 5) -> list[ItemRow]:
    """Items whose code, name or one of whose serials holds what was typed."""
    wanted = words.strip().lower()
    if len(wanted) < 2:
        return []
    by_serial = select(StockMove.stock_item_id).where(holds(StockMove.serial, wanted))
    found = _item_rows().where(
        or_(
            holds(StockItem.code, wanted),
            holds(StockItem.name, wanted),
            StockItem.id.in_(by_serial),
        )
    )
    return _rows(session, found.limit(limit))


def serials_on_hand(session: Session, item_id: int) -> list[str]:
    """The serials of an item that are in stock, by name."""
    found = (
        select(StockMove.serial)
        .where(StockMove.stock_item_id == item_id, StockMove.serial != "")
        .group_by(StockMove.serial)
        .having(func.sum(StockMove.quantity) > 0)
    )
    return sorted(session.scalars(found))


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Pieces that came or went, as the list of an item shows them; `unit_cost` in minor units."""

    id: int
    item_id: int
    code: str
    item: str
    on: date
    kind: str
    quantity: int
    serial: str
    unit_cost: int | None
    client: str
    person: str
    reason: str
    reverses_id: int | None
    reversed: bool

    @property
    def words(self) -> str:
        """Why the pieces moved."""
        return rules.KIND_WORDS[Kind(self.kind)]

    @property
    def signed(self) -> str:
        """The pieces with their sign: +2, -1."""
        return f"{self.quantity:+,}" if self.quantity else "0"

    @property
    def reversible(self) -> bool:
        """Whether the move can be taken back."""
        return not self.reversed and self.kind != Kind.REVERSED and self.quantity != 0


def moves(session: Session, item_id: int | None = None, limit: int = 2_000) -> list[MoveRow]:
    """What came and went, newest first: of one item, or of all."""
    back = aliased(StockMove)
    found = (
        select(
            StockMove.id,
            StockMove.stock_item_id,
            StockItem.code,
            StockItem.name,
            StockMove.on,
            StockMove.kind,
            StockMove.quantity,
            StockMove.serial,
            StockMove.unit_cost,
            func.coalesce(Client.name, ""),
            func.coalesce(Person.name, ""),
            StockMove.reason,
            StockMove.reverses_id,
            back.id.is_not(None),
        )
        .join(StockItem, StockItem.id == StockMove.stock_item_id)
        .outerjoin(Client, Client.id == StockMove.client_id)
        .outerjoin(Person, Person.id == StockMove.person_id)
        .outerjoin(back, back.reverses_id == StockMove.id)
        .order_by(StockMove.on.desc(), StockMove.id.desc())
        .limit(limit)
    )
    if item_id is not None:
        found = found.where(StockMove.stock_item_id == item_id)
    return [MoveRow(*tuple(row)) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class StockSums:
    """The stock room in three figures; `value` in minor units at the last cost paid."""

    items: int
    short: int
    value: int


def stock_sums(session: Session) -> StockSums:
    """How many items there are, how many run short, and what all of it cost."""
    rows = items(session, all_of_them=False)
    return StockSums(len(rows), sum(row.short for row in rows), sum(row.value for row in rows))


@dataclass(frozen=True, slots=True)
class CountRow:
    """An item on the count sheet, with the serials that should be found."""

    code: str
    name: str
    on_hand: int
    serials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountDocument:
    """The count sheet of the stock room: items by the place they lie in."""

    on: date
    places: tuple[tuple[str, tuple[CountRow, ...]], ...]
    letterhead: Letterhead


def count_document(session: Session, *_key: object) -> CountDocument:
    """Gather the sheet to take into the stock room; items without a place come last."""
    rows = items(session, all_of_them=False)
    names = sorted({row.place for row in rows}, key=lambda place: (not place, place.casefold()))
    return CountDocument(
        today(),
        tuple(
            (
                place,
                tuple(
                    CountRow(
                        row.code,
                        row.name,
                        row.on_hand,
                        tuple(serials_on_hand(session, row.id)) if row.serials else (),
                    )
                    for row in rows
                    if row.place == place
                ),
            )
            for place in names
        ),
        letterhead(session),
    )
