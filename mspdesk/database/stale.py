"""Telling the second of two writers who was first."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Column, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from .. import dates
from .base import Record
from .catalogue import whole
from .faults import Conflict, said
from .history import last_change
from .journal import Journal, table_of

T = TypeVar("T", bound=Record)

Namer = Callable[[Session, int], str]


def overtaken(
    session: Session, journal: Journal, message: str, namer: Namer | None = None
) -> Conflict:
    """The conflict for a write that found another version than it had read.

    `message` is SQLAlchemy's, which names the table; the journal knows which rows were meant.
    """
    named = re.search(r"table '(\w+)'", message)
    for (table_name, row_id), seen in journal.seen.items():
        if named is None or table_name != named[1]:
            continue
        table = whole().tables[table_name]
        now = session.execute(select(table.c.version).where(table.c.id == row_id)).scalar()
        if now != seen:
            return conflict(session, table_name, row_id, gone=now is None, namer=namer)
    return Conflict("Somebody changed this record while you had it open.")


def conflict(
    session: Session, table: str, row_id: int, *, gone: bool = False, namer: Namer | None = None
) -> Conflict:
    """The sentence for one record: who changed or deleted it, and when by the shop's clock."""
    at, person_id = last_change(session, table, row_id) or (None, None)
    who = namer(session, person_id) if namer and person_id else "Somebody"
    verb = "deleted" if gone else "changed"
    when = f" at {dates.wall_of(at):%H:%M}" if at else ""
    return Conflict(
        f"{who} {verb} this {said(table)}{when} while you had it open; nothing was saved over it.",
        table=table,
        row_id=row_id,
        person_id=person_id,
        at=at,
    )


def as_seen(session: Session, model: type[T], row_id: int, version: int) -> T:
    """The record a form was filled from, if it is still the version the person saw.

    Raises Conflict when it was changed or deleted since; from here to the commit the version
    column guards it.
    """
    row = session.get(model, row_id)
    if row is None or row.version != version:
        raise conflict(session, model.__tablename__, row_id, gone=row is None)
    return row


def touch(row: Record) -> None:
    """Let a record's version grow because something that belongs to it changed.

    So two people who edit different lines of one invoice notice each other.
    """
    # The version itself cannot be marked; any plain column makes SQLAlchemy write the row.
    flag_modified(row, next(c.key for c in table_of(row).c if _plain(c)))


def _plain(column: Column[Any]) -> bool:
    """Whether a column may be written again as it is: no key, no version, nothing private."""
    marks = column.info.get("private"), column.info.get("derived"), column.primary_key
    return column.name != "version" and not any(marks)
