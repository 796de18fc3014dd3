"""Telling the second of two writers who was first, and what they changed.

There is this one way for all: an action asks `as_seen` or `seen` with the version the person saw,
and from there to the commit the version column guards the row.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Column, Table, inspect, select
from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import flag_modified

from .. import dates
from ..errors import Conflict, FieldMoved
from ..rows import dataclass
from .base import Record
from .catalogue import whole
from .faults import said
from .history import last_change
from .journal import Journal, journal_of, table_of
from .tables import Change, Step
from .values import PRIVATE_MARK, plain, typed

T = TypeVar("T", bound=Record)

Namer = Callable[[Session, int], str]

NAMED = ("name", "title", "label", "code", "number")
"""The columns people know a record by, the first that a table has."""

MOST_NAMED = 3
"""How many fields the sentence of a conflict names before it only counts."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One change of the journal with who made it, and when (UTC)."""

    step_id: int
    at: Any
    person_id: int | None
    kind: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def as_seen(session: Session, model: type[T], row_id: int, version: int | None) -> T:
    """The record a form was filled from, if it is still the version the person saw.

    Without a version any will do. Raises Conflict when it was changed or deleted since.
    """
    row = session.get(model, row_id)
    if row is None:
        raise conflict(session, model.__tablename__, row_id, seen=version or 0, gone=True)
    return seen(row, version)


def seen(row: T, version: int | None) -> T:
    """A record that was read already, if the person saw it like this; raises Conflict."""
    if version is None or row.version == version:
        return row
    session = object_session(row)
    if session is None:
        raise AssertionError("a record is compared inside the step that changes it")
    table, known = table_of(row).name, session.info.get("shown", {})
    while version != row.version and (table, row.id, version) in known:
        version = known[table, row.id, version]
    if version != row.version:
        raise conflict(session, table, row.id, seen=version)
    return row


def overtaken(
    session: Session, journal: Journal, message: str, namer: Namer | None = None
) -> Conflict:
    """The conflict for a write that found another version than it had read.

    `message` is SQLAlchemy's, which names the table; the journal knows which rows were meant.
    """
    named = re.search(r"table '(\w+)'", message)
    for (table_name, row_id), version in journal.seen.items():
        if named is None or table_name != named[1]:
            continue
        table = whole().tables[table_name]
        now = session.execute(select(table.c.version).where(table.c.id == row_id)).scalar()
        if now != version:
            return conflict(
                session, table_name, row_id, seen=version, gone=now is None, namer=namer
            )
    return Conflict("Somebody changed this record while you had it open.")


def conflict(
    session: Session,
    table: str,
    row_id: int,
    *,
    seen: int = 0,
    gone: bool = False,
    namer: Namer | None = None,
) -> Conflict:
    """What to tell about one record: who changed or deleted it, when by the shop's clock, and what.

    `seen` is the version the person saw, 0 where only the newest change counts.
    """
    told = _Teller(session, namer or session.info.get("name_person"))
    stored = {} if gone else _stored(session, table, row_id)
    steps = told.since(table, row_id, seen) if seen else []
    # Where the journal holds nothing since, whoever it names last is not the one who did it.
    last = None if seen and not gone else last_change(session, table, row_id)
    at, person_id = (steps[-1].at, steps[-1].person_id) if steps else last or (None, None)
    moved = told.moved(table, steps, stored) if not gone else ()
    parts = told.parts(table, row_id, steps) if not gone else ()
    who = told.who(person_id)
    return Conflict(
        _sentence(who, table, dates.wall_of(at) if at else None, gone=gone, moved=moved),
        table=table,
        row_id=row_id,
        person_id=person_id,
        at=at,
        who=who,
        gone=gone,
        seen=seen,
        now=int(stored.get("version", 0)),
        moved=moved,
        parts=parts,
        theirs={
            name: value
            for name, value in stored.items()
            if not whole().tables[table].c[name].info.get("private")
        },
        known=session.info.get("shown"),
    )


def touch(row: Record) -> None:
    """Let a record's version grow because something that belongs to it changed.

    So two people who edit different lines of one invoice notice each other.
    """
    # The version itself cannot be marked; any plain column makes SQLAlchemy write the row.
    flag_modified(row, next(c.key for c in table_of(row).c if _plain(c)))
    if (journal := journal_of(row)) is not None and not inspect(row).transient:
        journal.touch(row)


def _plain(column: Column[Any]) -> bool:
    """Whether a column may be written again as it is: no key, no version, nothing private."""
    marks = column.info.get("private"), column.info.get("derived"), column.primary_key
    return column.name != "version" and not any(marks)


def _sentence(who: str, table: str, when: Any, *, gone: bool, moved: tuple[FieldMoved, ...]) -> str:
    at = f" at {when:%H:%M}" if when else ""
    if gone:
        return f"{who} deleted this {said(table)}{at} while you had it open; nothing was saved."
    names = [one.label for one in moved]
    what = f"this {said(table)}"
    if 0 < len(names) <= MOST_NAMED:
        what = f"the {' and '.join(', '.join(names).rsplit(', ', 1))} of {what}"
    return f"{who} changed {what}{at} while you had it open; nothing was saved over it."


class _Teller:
    """Puts what the journal holds of a record into words."""

    def __init__(self, session: Session, namer: Namer | None) -> None:
        self._session, self._namer = session, namer

    def who(self, person_id: int | None) -> str:
        """A person's name."""
        if not person_id or self._namer is None:
            return "Somebody"
        return self._namer(self._session, person_id)

    def since(self, table: str, row_id: int, version: int) -> list[_Told]:
        """What was done to a row from a version on, first to last."""
        asked = (
            select(Step.id, Step.at, Step.person_id, Change.kind, Change.before, Change.after)
            .join(Change, Change.step_id == Step.id)
            .where(Change.table_name == table, Change.row_id == row_id, Change.version >= version)
            .where(Change.kind != "insert")
            .order_by(Change.id)
        )
        return [
            _Told(step, at, person, kind, json.loads(before), json.loads(after))
            for step, at, person, kind, before, after in self._session.execute(asked)
        ]

    def moved(
        self, table_name: str, steps: list[_Told], stored: Mapping[str, Any]
    ) -> tuple[FieldMoved, ...]:
        """The fields that moved, each with what it was first and is now, by whom it was last."""
        table = whole().tables[table_name]
        was: dict[str, Any] = {}
        last: dict[str, _Told] = {}
        for step in steps:
            for name in step.after:
                was.setdefault(name, step.before.get(name))
                last[name] = step
        return tuple(
            self._field(table.c[name], was[name], stored.get(name), step)
            for name, step in last.items()
            # What is kept beside another column (the digits of a phone) moved with that one.
            if name in table.c
            and not any(name.startswith(f"{other}_") for other in last)
            and (was[name] == PRIVATE_MARK or was[name] != plain(table.c[name], stored.get(name)))
        )

    def _field(self, column: Column[Any], was: Any, now: Any, step: _Told) -> FieldMoved:
        label = said(column.name.removesuffix("_id"))
        who = self.who(step.person_id)
        if column.info.get("private"):
            # A form that shows it takes it over; no words of it are made.
            return FieldMoved(column.name, label, now=now, private=True, who=who, at=step.at)
        before = typed(column, was)
        words = self._words(column, before), self._words(column, now)
        return FieldMoved(column.name, label, before, now, *words, who=who, at=step.at)

    def _words(self, column: Column[Any], value: Any) -> str:
        """A value as people read it: what a number refers to by its name."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        for key in column.foreign_keys:
            there = key.column.table
            named = next((there.c[one] for one in NAMED if one in there.c), None)
            if named is not None and not named.info.get("private"):
                asked = select(named).where(key.column == value)
                return str(self._session.scalar(asked) or value)
        return str(plain(column, value))

    def parts(self, table_name: str, row_id: int, steps: list[_Told]) -> tuple[str, ...]:
        """What moved, in the same steps, of the rows that belong to this one."""
        owners = {
            table.name: key.parent.name
            for table in whole().sorted_tables
            for key in table.foreign_keys
            if key.column.table.name == table_name and table.name != table_name
        }
        if not steps or not owners:
            return ()
        asked = (
            select(Change.table_name, Change.row_id, Change.kind, Change.before, Change.after)
            .where(Change.step_id.in_([step.step_id for step in steps]))
            .where(Change.table_name.in_(owners))
            .order_by(Change.id)
        )
        found = []
        for name, part_id, kind, before, after in self._session.execute(asked):
            was, now = json.loads(before), json.loads(after)
            column = owners[name]
            stored = now.get(column, was.get(column)) or _stored(self._session, name, part_id).get(
                column
            )
            if stored == row_id:
                found.append(self._part(whole().tables[name], kind, was, now))
        return tuple(dict.fromkeys(found))

    def _part(self, table: Table, kind: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
        """One row of those: it was added, deleted, or which of its fields moved."""
        if kind != "update":
            return f"{said(table.name)} {'added' if kind == 'insert' else 'deleted'}"
        moved = []
        for name, value in now.items():
            column = table.c[name]
            label = said(name.removesuffix("_id"))
            if column.info.get("private"):
                moved.append(label)
                continue
            before = self._words(column, typed(column, was.get(name)))
            after = self._words(column, typed(column, value))
            moved.append(f"{label} {before or 'nothing'} to {after or 'nothing'}")
        return f"{said(table.name)}: {', '.join(moved)}" if moved else f"{said(table.name)} changed"


def _stored(session: Session, table: str, row_id: int) -> dict[str, Any]:
    """A row as it stands in the books; empty when it is gone."""
    there = whole().tables[table]
    # Not through objects: what a step has changed of them so far is not what stands there.
    asked = select(there).where(there.c.id == row_id)
    with session.no_autoflush:
        found = session.connection().execute(asked).mappings().one_or_none()
    return dict(found) if found else {}
