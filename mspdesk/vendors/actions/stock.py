"""Things people do in the stock room: items, pieces in and out, counting, taking a move back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import short_date, today
from ...errors import UserError
from .. import rules
from ..models import StockItem, StockMove, Vendor
from ..queries.stock import serials_on_hand
from ..rules import Kind
from .filling import copied, fill, free_name, refuse_same, there

_KEPT = frozenset({"active"})


@action("Add stock item")
def add_item(session: Session, details: Mapping[str, Any]) -> int:
    """Add a thing to the stock room, with none on hand yet; answers its id (S115)."""
    item = StockItem(code="", name="")
    _fill(session, item, details)
    session.add(item)
    session.flush()
    tell(session, f"{item.name} added")
    return item.id


@action("Change stock item")
def edit_item(session: Session, item_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what is written about an item; pieces come and go by moves only."""
    item = as_seen(session, StockItem, item_id, version)
    before = item.serials
    _fill(session, item, changes)
    if item.serials != before and item.on_hand:
        raise UserError(
            f"There are {rules.pieces(item.on_hand)} on hand. Count the item to none first.",
            "serials",
        )
    tell(session, f"{item.name} saved")


def _fill(session: Session, item: StockItem, changes: Mapping[str, Any]) -> None:
    fill(item, changes, _KEPT)
    if not item.code:
        raise UserError("Give the item a short code.", "code")
    if not item.name:
        raise UserError("Say what it is.", "name")
    for name in ("unit_cost", "price", "least"):
        if (getattr(item, name) or 0) < 0:
            raise UserError("Type a figure that is not below zero.", name)
    if item.vendor_id is not None:
        with session.no_autoflush:
            there(session, Vendor, item.vendor_id, "Choose a vendor of the list.", "vendor_id")
    refuse_same(session, StockItem.code, item, "There is already an item with this code.")


@action("Duplicate stock item")
def duplicate_item(session: Session, item_id: int) -> int:
    """Begin an item with what is written about another, none on hand; answers its id."""
    item = there(session, StockItem, item_id, "Choose an item first.", "item_id")
    copy = StockItem(**copied(item, _KEPT))
    copy.code = free_name(session, StockItem.code, item.code)
    session.add(copy)
    session.flush()
    tell(session, f"{copy.name} duplicated as {copy.code}")
    return copy.id


@action("Retire stock item")
def retire_item(session: Session, item_id: int, *, active: bool = False) -> None:
    """Take an item out of the lists once none is left, or take it up again."""
    item = there(session, StockItem, item_id, "Choose an item first.", "item_id")
    if not active and item.on_hand:
        raise UserError(f"There are {rules.pieces(item.on_hand)} on hand. Take them out first.")
    item.active = active
    tell(session, f"{item.name} {'is in use again' if active else 'retired'}")


@action("Bring in stock")
def bring_in(session: Session, item_id: int, details: Mapping[str, Any]) -> list[int]:
    """Book pieces in; answers the ids of the moves.

    `details` holds quantity, kind (bought or returned), on (today without one), serials (one a
    line), unit_cost in minor units, client_id, reason. Raises UserError naming the field.
    """
    item, on = _item(session, item_id), _day(details)
    kind = _kind(details, rules.COMES_IN, Kind.BOUGHT)
    quantity, serials = _how_many(session, item, details)
    for serial in serials:
        _may_come_in(session, item, serial, kind)
    cost = details.get("unit_cost")
    if cost is not None and cost < 0:
        raise UserError("Type a cost that is not below zero.", "unit_cost")
    move = _Move(session, item, on, kind, details)
    made = move.write(quantity, serials, 1, cost if kind is Kind.BOUGHT else None)
    if kind is Kind.BOUGHT and cost is not None:
        item.unit_cost = cost
    session.flush()
    tell(session, f"{rules.pieces(quantity)} of {item.name} in, {item.on_hand} on hand")
    return made


@action("Take out stock")
def take_out(session: Session, item_id: int, details: Mapping[str, Any]) -> list[int]:
    """Book pieces out; answers the ids of the moves.

    `details` holds quantity, kind (sold, used or sent_back), client_id (demanded where it was for
    one), on, serials, reason. More than is there needs a reason (S115). Raises UserError by field.
    """
    item, on = _item(session, item_id), _day(details)
    kind = _kind(details, rules.GOES_OUT, Kind.SOLD)
    quantity, serials = _how_many(session, item, details)
    if kind in rules.FOR_CLIENT and details.get("client_id") is None:
        raise UserError("Say which client it went to.", "client_id")
    for serial in serials:
        if _balance(session, item, serial) < 1:
            raise UserError(f"{serial} is not in stock. Bring it in first.", "serials")
    rules.not_below_zero(item.on_hand, -quantity, str(details.get("reason") or ""))
    move = _Move(session, item, on, kind, details)
    made = move.write(quantity, serials, -1, None)
    session.flush()
    tell(session, f"{rules.pieces(quantity)} of {item.name} out, {item.on_hand} on hand")
    return made


@action("Count stock")
def count_item(session: Session, item_id: int, details: Mapping[str, Any]) -> list[int]:
    """Put the books right after a count; answers the ids of the moves.

    `details` holds counted, or serials (those that were found) where each piece has one; on;
    reason, demanded where pieces are missing. A count that agrees is kept as well, as its day.
    """
    item, on = _item(session, item_id), _day(details)
    reason = str(details.get("reason") or "").strip()
    if item.serials:
        return _count_serials(session, item, on, reason, details)
    counted = details.get("counted")
    if counted is None or counted < 0:
        raise UserError("Type how many pieces you counted.", "counted")
    _explained(item.on_hand - counted, reason)
    move = _Move(session, item, on, Kind.COUNTED, details)
    made = [move.one(counted - item.on_hand)]
    session.flush()
    tell(session, f"{item.name} counted: {item.on_hand} on hand")
    return made


def _count_serials(
    session: Session, item: StockItem, on: date, reason: str, details: Mapping[str, Any]
) -> list[int]:
    found = _spelled(session, item, rules.serials_in(str(details.get("serials") or "")))
    held = serials_on_hand(session, item.id)
    missing = [one for one in held if one not in found]
    _explained(len(missing), reason)
    move = _Move(session, item, on, Kind.COUNTED, details)
    made = [move.one(-1, serial) for serial in missing]
    made += [move.one(1, one) for one in found if one not in held]
    if not made:
        made = [move.one(0)]
    session.flush()
    tell(session, f"{item.name} counted: {item.on_hand} on hand")
    return made


def _explained(missing: int, reason: str) -> None:
    if missing > 0 and not reason:
        raise UserError(
            f"The books have {rules.pieces(missing)} more. Write what may have become of it.",
            "reason",
        )


@action("Reverse stock move")
def reverse_move(session: Session, move_id: int, reason: str = "") -> int:
    """Take a wrong move back by a move the other way; answers its id. Both stay in the books.

    Raises UserError where it was reversed before, where a serial moved on since, and naming
    `reason` where the stock would fall below zero without one.
    """
    move = there(session, StockMove, move_id, "Choose a move first.", "move_id")
    item = session.get_one(StockItem, move.stock_item_id)
    if move.kind == Kind.REVERSED:
        raise UserError("This move takes another one back. Book the pieces anew instead.")
    if session.scalar(select(StockMove.id).where(StockMove.reverses_id == move.id)):
        raise UserError("This move was reversed before.")
    if move.quantity == 0:
        raise UserError("This count found nothing wrong; there is nothing to reverse.")
    if move.serial and _balance(session, item, move.serial) != (1 if move.quantity > 0 else 0):
        raise UserError(f"{move.serial} moved on since. Reverse its later move first.")
    rules.not_below_zero(item.on_hand, -move.quantity, reason)
    back = _Move(session, item, today(), Kind.REVERSED, {"reason": reason})
    made = back.one(-move.quantity, move.serial, move.unit_cost, move.client_id, move.id)
    session.flush()
    day = short_date(move.on, today())
    tell(session, f"Move of {day} reversed, {item.on_hand} on hand")
    return made


class _Move:
    """What the moves of one verb have in common; writes them and keeps `on_hand` with them."""

    def __init__(
        self, session: Session, item: StockItem, on: date, kind: Kind, details: Mapping[str, Any]
    ) -> None:
        self._session, self._item, self._on, self._kind = session, item, on, kind
        self._reason = str(details.get("reason") or "").strip()
        self._client_id: int | None = details.get("client_id")
        if self._client_id is not None:
            there(session, Client, self._client_id, "Choose a client of the list.", "client_id")

    def write(
        self, quantity: int, serials: tuple[str, ...], sign: int, cost: int | None
    ) -> list[int]:
        """One move for all pieces, or one for each serial."""
        if serials:
            return [self.one(sign, serial, cost) for serial in serials]
        return [self.one(sign * quantity, "", cost)]

    def one(
        self,
        quantity: int,
        serial: str = "",
        cost: int | None = None,
        client_id: int | None = None,
        reverses_id: int | None = None,
    ) -> int:
        """One move; the item's pieces on hand go with it."""
        move = StockMove(
            stock_item_id=self._item.id,
            on=self._on,
            kind=self._kind,
            quantity=quantity,
            serial=serial,
            unit_cost=cost,
            client_id=client_id if client_id is not None else self._client_id,
            person_id=acting(self._session),
            reverses_id=reverses_id,
            reason=self._reason,
        )
        self._item.on_hand += quantity
        self._session.add(move)
        self._session.flush()
        return move.id


def _item(session: Session, item_id: int) -> StockItem:
    item = there(session, StockItem, item_id, "Choose an item first.", "item_id")
    if not item.active:
        raise UserError("This item is retired. Take it up again first.")
    return item


def _day(details: Mapping[str, Any]) -> date:
    on: date = details.get("on") or today()
    if on > today():
        raise UserError("This day is still to come.", "on")
    return on


def _kind(details: Mapping[str, Any], allowed: Mapping[Kind, str], usual: Kind) -> Kind:
    kind = details.get("kind") or usual
    if kind not in allowed:
        raise UserError("Choose what happened.", "kind")
    return Kind(kind)


def _how_many(
    session: Session, item: StockItem, details: Mapping[str, Any]
) -> tuple[int, tuple[str, ...]]:
    """The pieces of a move and their serials; with serials alone there is one piece to each."""
    serials = _spelled(session, item, rules.serials_in(str(details.get("serials") or "")))
    quantity = details.get("quantity")
    if quantity is None and item.serials and serials:
        quantity = len(serials)
    if quantity is None or quantity < 1:
        raise UserError("Type how many pieces, 1 or more.", "quantity")
    if item.serials:
        rules.one_serial_each(quantity, serials)
    elif serials:
        raise UserError("This item has no serials. Change the item, or leave it empty.", "serials")
    return quantity, serials


def _of_serial(item: StockItem, serial: str) -> Any:
    return (StockMove.stock_item_id == item.id) & (StockMove.serial == serial)


def _spelled(session: Session, item: StockItem, serials: tuple[str, ...]) -> tuple[str, ...]:
    """Serials as they were first written, so that capitals do not make two of one piece."""
    found = select(StockMove.serial).where(StockMove.stock_item_id == item.id).distinct()
    known = {serial.casefold(): serial for serial in session.scalars(found)}
    return tuple(known.get(one.casefold(), one) for one in serials)


def _balance(session: Session, item: StockItem, serial: str) -> int:
    """1 while a serial is in stock, 0 while it is out."""
    found = select(func.coalesce(func.sum(StockMove.quantity), 0))
    return int(session.scalar(found.where(_of_serial(item, serial))) or 0)


def _may_come_in(session: Session, item: StockItem, serial: str, kind: Kind) -> None:
    """Refuse a serial that is in stock, or that was bought before and went out since (S115)."""
    if _balance(session, item, serial) > 0:
        raise UserError(f"{serial} is in stock already.", "serials")
    if kind is not Kind.BOUGHT:
        return
    reversed_ones = select(StockMove.reverses_id).where(StockMove.reverses_id.is_not(None))
    came = session.scalar(
        select(func.min(StockMove.on)).where(
            _of_serial(item, serial),
            StockMove.quantity > 0,
            StockMove.kind != Kind.REVERSED,
            StockMove.id.not_in(reversed_ones),
        )
    )
    if came is not None:
        day = short_date(came, today())
        raise UserError(
            f"{serial} came in on {day} before. If it came back, choose so above.", "serials"
        )
