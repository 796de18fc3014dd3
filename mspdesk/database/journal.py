"""The append-only record of every change, and undo as one more change.

Session hooks gather, for each changed row, the columns before and after. They are written in the
same transaction as the change. Undo is a new step that puts the befores back; old steps are never
touched. Nothing in here runs a rule of the shop.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import (
    Column,
    Table,
    delete,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session

from ..dates import utc_now
from ..errors import UserError
from .base import Base, Record
from .tables import Change, Step

Row = dict[str, Any]


@dataclass(slots=True)
class _Moved:
    """What happened to one row during a step so far."""

    kind: str
    before: Row = field(default_factory=dict)
    after: Row = field(default_factory=dict)


def _kept(column: Column[Any]) -> bool:
    """Whether a column is journalled: not the version and nothing a trigger keeps."""
    return column.name != "version" and not column.info.get("derived")


def _plain(column: Column[Any], value: object) -> Any:
    """A column's value as JSON holds it; private ones only say that they changed."""
    if column.info.get("private"):
        return None if value is None else "(private)"
    return value.isoformat() if isinstance(value, date) else value


def _typed(column: Column[Any], value: Any) -> Any:
    """A journalled value as the column holds it."""
    if value is None or not isinstance(value, str):
        return value
    kind = column.type.python_type
    if kind is datetime:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if kind is date else value


class Journal:
    """Listens to one write session and writes what it changed into step and change."""

    def __init__(self, session: Session, *, batch: bool) -> None:
        self._session = session
        self._batch = batch
        self._rows: dict[tuple[str, int], _Moved] = {}
        self.private = False
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "do_orm_execute", self._refuse_bulk)

    def _before_flush(self, session: Session, _context: object, _instances: object) -> None:
        for row in session.dirty:
            if isinstance(row, Record) and session.is_modified(row):
                self._note_update(row)
        for row in session.deleted:
            if isinstance(row, Record):
                self._note_delete(row)
        session.info["_new"] = [row for row in session.new if isinstance(row, Record)]

    def _after_flush(self, session: Session, _context: object) -> None:
        for row in session.info.pop("_new", ()):
            after = {c.name: _plain(c, getattr(row, c.key)) for c in _columns(row) if _kept(c)}
            self._rows[row.__tablename__, row.id] = _Moved("insert", {}, after)

    def _note_update(self, row: Record) -> None:
        moved = self._rows.setdefault((row.__tablename__, row.id), _Moved("update"))
        state = inspect(row)
        for column in _columns(row):
            history = state.attrs[column.key].history
            if not _kept(column) or not history.has_changes():
                continue
            self.private |= bool(column.info.get("private"))
            if moved.kind == "update" and column.name not in moved.before:
                old = history.deleted[0] if history.deleted else self._stored(row, column)
                moved.before[column.name] = _plain(column, old)
            moved.after[column.name] = _plain(column, history.added[0] if history.added else None)

    def _note_delete(self, row: Record) -> None:
        key = (row.__tablename__, row.id)
        earlier = self._rows.get(key)
        if earlier and earlier.kind == "insert":
            del self._rows[key]
            return
        before = {c.name: _plain(c, getattr(row, c.key)) for c in _columns(row) if _kept(c)}
        self._rows[key] = _Moved("delete", before | (earlier.before if earlier else {}), {})

    def _stored(self, row: Record, column: Column[Any]) -> object:
        """The value on disk of a column that was set before it was ever read."""
        with self._session.no_autoflush:
            found = select(column).where(row.__table__.c.id == row.id)
            return self._session.connection().execute(found).scalar_one_or_none()

    def _refuse_bulk(self, state: ORMExecuteState) -> None:
        """Bulk writes would pass by the journal; only a declared batch may make them."""
        if (state.is_update or state.is_delete or state.is_insert) and not self._batch:
            raise AssertionError("a bulk write needs an action declared with batch=True")

    def note(self, table: str, row_id: int, kind: str, before: Row, after: Row) -> None:
        """Take down a change that undo made past the session."""
        self._rows[table, row_id] = _Moved(kind, before, after)

    def tables(self) -> set[str]:
        """The tables this step touched so far."""
        bulk: set[str] = self._session.info.get("touched", set())
        return {table for table, _ in self._rows} | bulk

    def write(
        self, label: str, *, undoable: bool, undoes: int | None = None, batch_id: int | None = None
    ) -> int | None:
        """Write the step and its changes; None when nothing was changed at all."""
        info = self._session.info
        moved = {key: one for key, one in self._rows.items() if one.before or one.after}
        if not moved and not info.get("touched"):
            return None
        connection = self._session.connection()
        step = {
            "at": utc_now(),
            "person_id": info.get("person_id"),
            "label": label,
            "words": info.get("words", ""),
            "undoable": undoable and not self.private,
            "undoes": undoes,
            "batch_id": batch_id or info.get("batch_id"),
            "once": info.get("once") or str(uuid4()),
            "tables": ",".join(sorted(self.tables())),
        }
        step_id = int(connection.execute(insert(Step).values(step).returning(Step.id)).scalar_one())
        if moved and not (self._batch and len(moved) > BATCH_ROWS):
            connection.execute(
                insert(Change),
                [
                    {
                        "step_id": step_id,
                        "table_name": table,
                        "row_id": row_id,
                        "kind": one.kind,
                        "before": json.dumps(one.before),
                        "after": json.dumps(one.after),
                    }
                    for (table, row_id), one in moved.items()
                ],
            )
        return step_id


BATCH_ROWS = 2_000
"""A declared batch journals its rows one by one up to this many; beyond, by its counts."""


def _columns(row: Record) -> list[Column[Any]]:
    """The columns of a row's own table."""
    table = row.__table__
    return list(cast("Table", table).columns)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A line of History; `undone` says that a later step took it back."""

    id: int
    at: datetime
    person_id: int | None
    label: str
    words: str
    undoable: bool
    undoes: int | None
    batch_id: int | None
    undone: bool


def recent_steps(session: Session, before: int | None = None, limit: int = 200) -> list[StepRow]:
    """The newest steps first; `before` a step's id goes on from there."""
    found = select(Step).order_by(Step.id.desc()).limit(limit)
    steps = list(session.scalars(found.where(Step.id < before) if before else found))
    if not steps:
        return []
    undoing = select(Step.id, Step.undoes).where(
        Step.undoes.is_not(None), Step.undoes >= steps[-1].id
    )
    effective: set[int] = set()
    for by, target in sorted(((i, t) for i, t in session.execute(undoing) if t), reverse=True):
        if by not in effective:
            effective.add(target)
    return [
        StepRow(
            s.id,
            s.at,
            s.person_id,
            s.label,
            s.words,
            s.undoable,
            s.undoes,
            s.batch_id,
            s.id in effective,
        )
        for s in steps
    ]


def undo_target(session: Session, person_id: int | None) -> StepRow | None:
    """The newest own step still in effect, undoable or not; undo and redo steps are passed by."""
    for step in recent_steps(session):
        if step.undoes is None and not step.undone and step.person_id == person_id:
            return step
    return None


def redo_target(session: Session, person_id: int | None) -> StepRow | None:
    """The newest own undo that nothing new has followed."""
    steps = recent_steps(session)
    originals = {s.id: s for s in steps if s.undoes is None}
    for step in steps:
        if step.person_id != person_id:
            continue
        if step.undoes is None:
            if not step.undone:
                return None
            continue
        if not step.undone and step.undoes in originals:
            return step
    return None


def reverse(session: Session, step_id: int, journal: Journal) -> None:
    """Put back what a step changed; refuses when any of it has been changed since.

    Raises UserError with the reason. Derived columns follow by trigger; versions grow.
    """
    changes = session.scalars(
        select(Change).where(Change.step_id == step_id).order_by(Change.id.desc())
    ).all()
    if not changes:
        raise UserError("This step changed nothing that can be put back.")
    for change in changes:
        table = Base.metadata.tables[change.table_name]
        try:
            _reverse_row(session, table, change, journal)
        except IntegrityError:
            raise UserError(f"It cannot be undone: a later {_said(table)} depends on it.") from None


def _said(table: Table) -> str:
    """A table's name as people say it."""
    return table.name.replace("_", " ")


def _reverse_row(session: Session, table: Table, change: Change, journal: Journal) -> None:
    connection = session.connection()
    here = table.c.id == change.row_id
    found = connection.execute(select(table).where(here)).mappings().one_or_none()
    before, after = json.loads(change.before), json.loads(change.after)
    changed_since = f"It cannot be undone: this {_said(table)} has been changed since."
    if change.kind == "delete":
        if found:
            raise UserError(changed_since)
        back = {name: _typed(table.c[name], value) for name, value in before.items()}
        connection.execute(insert(table).values(back | {"version": 1}))
        journal.note(table.name, change.row_id, "insert", {}, before)
        return
    if found is None:
        raise UserError(f"It cannot be undone: the {_said(table)} is no longer there.")
    for name, value in after.items():
        if _plain(table.c[name], found[name]) != value:
            raise UserError(changed_since)
    if change.kind == "insert":
        connection.execute(delete(table).where(here))
        journal.note(table.name, change.row_id, "delete", after, {})
        return
    back = {name: _typed(table.c[name], value) for name, value in before.items()}
    connection.execute(update(table).where(here).values(back | {"version": found["version"] + 1}))
    journal.note(table.name, change.row_id, "update", after, before)
