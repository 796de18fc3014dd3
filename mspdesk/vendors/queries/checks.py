"""What must always be so in the stock room; `check_books` asks it."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from ..models import StockItem, StockMove
from ..rules import Kind


def check_stock(session: Session) -> list[str]:
    """Pieces on hand are the sum of the moves; a serial is in once; what is reversed cancels."""
    return [*_sums(session), *_serials(session), *_without_serial(session), *_reversals(session)]


def _sums(session: Session) -> list[str]:
    moved = func.coalesce(func.sum(StockMove.quantity), 0)
    found = (
        select(StockItem.code, StockItem.on_hand, moved)
        .outerjoin(StockMove, StockMove.stock_item_id == StockItem.id)
        .group_by(StockItem.id, StockItem.code, StockItem.on_hand)
        .having(StockItem.on_hand != moved)
        .order_by(StockItem.code)
    )
    return [
        f"Stock item {code} says {on_hand} on hand, its moves say {total}."
        for code, on_hand, total in session.execute(found)
    ]


def _serials(session: Session) -> list[str]:
    total = func.sum(StockMove.quantity)
    found = (
        select(StockItem.code, StockMove.serial, total)
        .join(StockItem, StockItem.id == StockMove.stock_item_id)
        .where(StockMove.serial != "")
        .group_by(StockItem.id, StockItem.code, StockMove.serial)
        .having(or_(total < 0, total > 1))
        .order_by(StockItem.code)
    )
    return [
        f"Serial {serial} of stock item {code} is {total} times in stock."
        for code, serial, total in session.execute(found)
    ]


def _without_serial(session: Session) -> list[str]:
    """Pieces that must have a serial: those on hand are as many as there are serials."""
    known = func.coalesce(func.sum(StockMove.quantity).filter(StockMove.serial != ""), 0)
    found = (
        select(StockItem.code, StockItem.on_hand, known)
        .outerjoin(StockMove, StockMove.stock_item_id == StockItem.id)
        .where(StockItem.serials)
        .group_by(StockItem.id, StockItem.code, StockItem.on_hand)
        .having(StockItem.on_hand != known)
        .order_by(StockItem.code)
    )
    return [
        f"Stock item {code} has {on_hand} on hand and {serials} serials."
        for code, on_hand, serials in session.execute(found)
    ]


def _reversals(session: Session) -> list[str]:
    first = aliased(StockMove)
    found = (
        select(StockMove.id)
        .join(first, first.id == StockMove.reverses_id)
        .where(
            or_(
                StockMove.quantity != -first.quantity,
                StockMove.stock_item_id != first.stock_item_id,
                StockMove.serial != first.serial,
                StockMove.kind != Kind.REVERSED,
            )
        )
        .order_by(StockMove.id)
    )
    return [
        f"Stock move {id_} does not cancel the one it reverses." for id_ in session.scalars(found)
    ]


CHECKS = (check_stock,)
