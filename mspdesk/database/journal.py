"""The append-only record of every change, written with the change itself.

Hooks on `Record` note, for each row a step changes, the columns before and after. They do nothing
outside `Store.step`, and nothing in here runs a rule of the shop. Undo is in `undo`, reading in
`history`.
"""

import json
from collections.abc import Sequence
from dataclasses import field, replace
from typing import Any, cast

from sqlalchemy import (
    ClauseElement,
    Column,
    Connection,
    Table,
    TextClause,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.orm import (
    InstanceState,
    Mapper,
    ORMExecuteState,
    PassiveFlag,
    Session,
    SessionTransaction,
    object_session,
)
from sqlalchemy.orm.attributes import instance_state

from ..dates import utc_now
from ..rows import dataclass
from . import values
from .base import Record
from .inserting import insert_columns
from .tables import Batch, Change, Step

Row = dict[str, Any]
Key = tuple[str, int]

# Put together once: every step needs it.
_STEP = insert(Step).returning(Step.id)

# Made once: json.dumps makes another encoder for every row. No value of a column holds itself.
_TEXT = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode

WORDS_THAT_READ = ("SELECT", "EXPLAIN", "WITH", "VALUES", "SHOW", "PRAGMA")


@dataclass(slots=True)
class Moved:
    """What happened to one row during a step so far; `version` is the one it had before.

    `touched` says that it counts even where no column of its own moved.
    """

    kind: str
    before: Row = field(default_factory=dict)
    after: Row = field(default_factory=dict)
    version: int = 0
    touched: bool = False


class Journal:
    """Notes what one write session changes and writes it down as one step.

    `seen` are the versions rows were read with, kept also when the step goes back.
    """

    def __init__(self, session: Session, *, batch: bool) -> None:
        self._session = session
        self._batch = batch
        self.rows: dict[Key, Moved] = {}
        self.seen: dict[Key, int] = {}
        self.private = False
        self.passed_by = False
        self._marks: list[dict[Key, Moved | None]] = []
        self._ended: tuple[SessionTransaction, dict[Key, Moved | None]] | None = None
        event.listen(session, "do_orm_execute", self._refuse_bulk)
        event.listen(session, "after_transaction_create", self._mark)
        event.listen(session, "after_soft_rollback", self._go_back)
        event.listen(session, "after_transaction_end", self._unmark)

    # --- noting --------------------------------------------------------------------------------

    def inserted(self, row: Record, connection: Connection) -> None:
        """Note a new row; one that carries the batch of this step is only counted."""
        table = table_of(row)
        loaded = instance_state(row).dict
        batch_id = self._session.info.get("batch_id")
        if batch_id and loaded.get("batch_id") == batch_id:
            self.count(table.name, 1)
            return
        kept = [column for column in table.c if values.kept(column)]
        if all(_known(column, loaded) for column in kept):
            found = {c.name: loaded.get(c.key) for c in kept}
        else:
            found = _stored(connection, table, row.id)
        after = {c.name: values.plain(c, found[c.name]) for c in kept}
        self.private |= values.PRIVATE_MARK in after.values()
        earlier = self._take((table.name, row.id))
        if earlier and earlier.kind == "delete":
            before = {k: v for k, v in earlier.before.items() if k in after}
            self.rows[table.name, row.id] = Moved("update", before, after)
        else:
            self.rows[table.name, row.id] = Moved("insert", {}, after)

    def updating(self, row: Record, connection: Connection) -> None:
        """Note which columns are about to change and what stands in them until now."""
        table, state = table_of(row), instance_state(row)
        moved = self._take((table.name, row.id)) or Moved("update", version=row.version)
        self.seen.setdefault((table.name, row.id), row.version)
        self.rows[table.name, row.id] = moved
        stored: Row = {}
        for column in table.c:
            history = state.get_history(column.key, PassiveFlag.PASSIVE_NO_INITIALIZE)
            if not history.added or not values.kept(column):
                continue
            values.check(column, history.added[0])
            if moved.kind == "update" and column.name not in moved.before:
                if not history.deleted and not stored:
                    stored = _stored(connection, table, row.id)
                old = history.deleted[0] if history.deleted else stored.get(column.name)
                moved.before[column.name] = values.plain(column, old)
            moved.after[column.name] = history.added[0]

    def updated(self, row: Record, connection: Connection) -> None:
        """Turn the new values into what the journal keeps, once they are in the books."""
        table = table_of(row)
        moved = self.rows[table.name, row.id]
        stored: Row = {}
        for column in table.c:
            if column.name not in moved.after:
                continue
            value = moved.after[column.name]
            if isinstance(value, ClauseElement):
                stored = stored or _stored(connection, table, row.id)
                value = stored[column.name]
            moved.after[column.name] = values.plain(column, value)
            # A new row holds every column: of its private ones only those that say something count.
            fresh = moved.kind == "insert" and moved.after[column.name] is None
            self.private |= bool(column.info.get("private")) and not fresh

    def deleting(self, row: Record, connection: Connection) -> None:
        """Note everything that stood in a row that is about to go."""
        table = table_of(row)
        earlier = self._take((table.name, row.id))
        if earlier and earlier.kind == "insert":
            del self.rows[table.name, row.id]
            return
        stored = _stored(connection, table, row.id)
        if not stored:
            return
        before = {c.name: values.plain(c, stored[c.name]) for c in table.c if values.kept(c)}
        self.private |= values.PRIVATE_MARK in before.values()
        before |= earlier.before if earlier else {}
        # A row that is put back gets a higher version than any form on a screen can have seen.
        before["version"] = stored["version"]
        self.seen.setdefault((table.name, row.id), row.version)
        self.rows[table.name, row.id] = Moved("delete", before, {}, stored["version"])

    def touch(self, row: Record) -> None:
        """Take down that something which belongs to a row moves, though the row itself may not."""
        key = table_of(row).name, row.id
        moved = self._take(key) or Moved("update", version=row.version)
        moved.touched = True
        self.rows[key] = moved

    def note(
        self, table: str, row_id: int, kind: str, before: Row, after: Row, version: int = 0
    ) -> None:
        """Take down a change that undo made past the session, with what it made of the row before.

        Undo may put a row back in turns: what stood in it at first is what its redo brings again.
        """
        earlier = self._take((table, row_id))
        if earlier is not None and earlier.kind == "update" and kind != "insert":
            before, after = before | earlier.before, earlier.after | after if after else {}
            version = earlier.version
        self.rows[table, row_id] = Moved(kind, before, after, version, touched=kind == "update")

    def note_new(self, table: str, rows: Sequence[Row]) -> None:
        """Take down new rows of one table that were written past the session."""
        for row in rows if self._marks else ():
            self._take((table, row["id"]))
        self.rows |= {(table, row["id"]): Moved("insert", {}, row) for row in rows}

    def count(self, table: str, rows: int) -> None:
        """Count rows of a batch instead of writing each of them down."""
        counts = self._session.info.setdefault("counts", {})
        counts[table] = counts.get(table, 0) + rows

    def _refuse_bulk(self, state: ORMExecuteState) -> None:
        """Bulk writes would pass by the journal; only a declared batch may make them."""
        said = state.statement
        writes = state.is_update or state.is_delete or state.is_insert
        if isinstance(said, TextClause):
            writes = not said.text.lstrip(" \n\t(").upper().startswith(WORDS_THAT_READ)
        if not writes:
            return
        if not self._batch:
            raise AssertionError("a bulk write needs an action declared with batch=True")
        self.passed_by |= not (state.is_insert and self._counted(state))

    def _counted(self, state: ORMExecuteState) -> bool:
        """Count a bulk insert whose rows carry the batch; False when they do not."""
        given: Any = state.parameters or {}
        rows: list[Row] = given if isinstance(given, list) else [given]
        batch_id = self._session.info.get("batch_id")
        if batch_id is None or any(row.get("batch_id") != batch_id for row in rows):
            return False
        self.count(cast("Any", state.statement).table.name, len(rows))
        return True

    # --- savepoints ----------------------------------------------------------------------------

    def _take(self, key: Key) -> Moved | None:
        """What is noted of a row, about to be changed; kept as it is for a savepoint."""
        found = self.rows.get(key)
        if self._marks and key not in self._marks[-1]:
            self._marks[-1][key] = found and replace(
                found, before=dict(found.before), after=dict(found.after)
            )
        return found

    def _mark(self, _: Session, transaction: SessionTransaction) -> None:
        if transaction.nested:
            self._marks.append({})

    def _unmark(self, _: Session, transaction: SessionTransaction) -> None:
        if transaction.nested and self._marks:
            inner = self._marks.pop()
            if self._marks:
                self._marks[-1] = inner | self._marks[-1]
            self._ended = transaction, inner

    def _go_back(self, _: Session, transaction: SessionTransaction) -> None:
        """Forget what was noted since a savepoint, or all of it when the whole went back.

        SQLAlchemy tells that a savepoint ended before it tells that it was taken back.
        """
        if not transaction.nested:
            self.rows.clear()
            self._marks.clear()
        elif self._ended is not None and self._ended[0] is transaction:
            for key, moved in self._ended[1].items():
                self.rows.pop(key, None)
                if moved is not None:
                    self.rows[key] = moved

    # --- writing -------------------------------------------------------------------------------

    def tables(self) -> set[str]:
        """The tables this step touched so far."""
        held = self._session.info
        touched: set[str] = held.get("touched", set())
        return {table for table, _ in self.rows} | touched | set(held.get("counts", ()))

    def can_be_undone(self, *, asked: bool) -> bool:
        """Whether enough is known to put this step back."""
        return asked and not self.private and not self.passed_by

    def write(self, label: str, *, undoable: bool, undoes: int | None = None) -> int | None:
        """Write the step and its changes; None when nothing was changed at all."""
        held = self._session.info
        moved = {key: found for key, one in self.rows.items() if (found := _real(one))}
        if all(one.kind == "update" and not one.after for one in moved.values()):
            moved = {}
        self.rows = moved
        if not self.tables():
            return None
        connection = self._session.connection()
        step = {
            "at": utc_now(),
            "person_id": held.get("person_id"),
            "label": label[:80],
            "words": held.get("words", ""),
            "undoable": self.can_be_undone(asked=undoable),
            "undoes": undoes,
            "batch_id": held.get("batch_id"),
            "once": held["once"],
            "tables": ",".join(sorted(self.tables())),
        }
        step_id = int(connection.execute(_STEP, step).scalar_one())
        if moved:
            insert_columns(connection, cast("Table", Change.__table__), _lines(step_id, moved))
        if "counts" in held and held.get("batch_id"):
            counts = json.dumps(held["counts"], sort_keys=True)
            here = Batch.id == held["batch_id"]
            connection.execute(update(Batch).where(here).values(counts=counts))
        return step_id


def _real(moved: Moved) -> Moved | None:
    """The move without columns that came back to what they were; None when none is left."""
    if moved.kind != "update":
        return moved
    private = values.PRIVATE_MARK
    changed = [k for k, v in moved.after.items() if v != moved.before.get(k) or v == private]
    if not changed and not moved.touched:
        return None
    moved.before = {k: moved.before[k] for k in changed}
    moved.after = {k: moved.after[k] for k in changed}
    return moved


def _lines(step_id: int, moved: dict[Key, Moved]) -> dict[str, list[Any]]:
    """The rows of `change`, by column."""
    some = moved.values()
    return {
        "step_id": [step_id] * len(moved),
        # A table's own name is more than a string, and a file's driver would ask it what it is.
        "table_name": [str(table) for table, _ in moved],
        "row_id": [row_id for _, row_id in moved],
        "kind": [one.kind for one in some],
        "before": [_TEXT(one.before) if one.before else "{}" for one in some],
        "after": [_TEXT(one.after) if one.after else "{}" for one in some],
        "version": [one.version for one in some],
    }


def _known(column: Column[Any], loaded: Row) -> bool:
    """Whether it is plain what was written into a column: what it was given, or else nothing."""
    if column.key in loaded:
        return not isinstance(loaded[column.key], ClauseElement)
    return column.default is None and column.server_default is None


def table_of(row: Record) -> Table:
    """A row's own table."""
    return cast("Table", row.__table__)


def _stored(connection: Connection, table: Table, row_id: int) -> Row:
    """A row as it stands in the books; empty when it is gone."""
    found = connection.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
    return dict(found) if found else {}


# --- the hooks: they act only in a session that a step has opened ---------------------------------


def journal_of(row: Record) -> Journal | None:
    """The journal of the step a row is being written in; None outside steps."""
    session = object_session(row)
    found = session.info.get("journal") if session else None
    return found if isinstance(found, Journal) else None


@event.listens_for(Record, "before_insert", propagate=True)
def _before_insert(_: Mapper[Any], _connection: Connection, row: Record) -> None:
    if journal_of(row):
        state: InstanceState[Any] = instance_state(row)
        for column in table_of(row).c:
            values.check(column, state.dict.get(column.key))


@event.listens_for(Record, "after_insert", propagate=True)
def _after_insert(_: Mapper[Any], connection: Connection, row: Record) -> None:
    if journal := journal_of(row):
        journal.inserted(row, connection)


@event.listens_for(Record, "before_update", propagate=True)
def _before_update(_: Mapper[Any], connection: Connection, row: Record) -> None:
    if journal := journal_of(row):
        journal.updating(row, connection)


@event.listens_for(Record, "after_update", propagate=True)
def _after_update(_: Mapper[Any], connection: Connection, row: Record) -> None:
    if journal := journal_of(row):
        journal.updated(row, connection)


@event.listens_for(Record, "before_delete", propagate=True)
def _before_delete(_: Mapper[Any], connection: Connection, row: Record) -> None:
    if journal := journal_of(row):
        journal.deleting(row, connection)
