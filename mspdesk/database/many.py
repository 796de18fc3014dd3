"""Many new rows at once, past the session and still in the journal, row by row."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Integer, String, text
from sqlalchemy.orm import Session

from . import values
from .base import Record
from .inserting import day_text, in_file, insert_columns
from .journal import Journal

Values = dict[str, Any]


def insert_many(session: Session, kind: type[Record], rows: Sequence[Values]) -> list[int]:
    """Write new rows of one table together and answer their ids, in the order given.

    Each row names every column but its id and version. It costs a tenth of adding objects one by
    one, and leaves the same in the journal, so that it can be undone. Objects that were read
    before do not learn of the new rows.
    """
    if not rows:
        return []
    session.flush()
    table: Any = kind.__table__
    kept = [column for column in table.c if values.kept(column) and column.name != "id"]
    names = [column.name for column in kept]
    given = {name: [row[name] for row in rows] for name in names}
    for column in kept:
        if isinstance(column.type, String | Integer):
            for value in _to_check(set(given[column.name])):
                values.check(column, value)
    connection = session.connection()
    ids = _ids(session, table.name, len(rows))
    days = {
        column.name: day_text(given[column.name])
        for column in kept
        if column.type.python_type is date
    }
    written = given | days if in_file(connection) else given
    insert_columns(connection, table, {"id": ids, "version": [1] * len(rows), **written})
    journal = session.info.get("journal")
    if isinstance(journal, Journal):
        _take_down(journal, table.name, kept, ids, given | days)
    return ids


def _to_check(found: set[Any]) -> Iterable[Any]:
    """Of the values of a column those that need a look: of figures the two furthest out."""
    figures = [value for value in found if type(value) is int]
    if len(figures) < 3:
        return found
    return [*(found - set(figures)), min(figures), max(figures)]


def _take_down(
    journal: Journal,
    table: str,
    kept: Sequence[Column[Any]],
    ids: Sequence[int],
    given: dict[str, list[Any]],
) -> None:
    """Note new rows in the journal of their step, with values as JSON holds them."""
    for column in kept:
        moment = issubclass(column.type.python_type, (datetime, time))
        if moment or column.info.get("private"):
            given[column.name] = [values.plain(column, one) for one in given[column.name]]
    names = ("id", *given)
    rows = zip(ids, *given.values(), strict=True)
    journal.note_new(table, [dict(zip(names, row, strict=True)) for row in rows])


def _ids(session: Session, table: str, count: int) -> list[int]:
    """So many ids that no row ever had: a server gives them out, a file is ours while we write."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        given = text(
            "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)"
        )
        return [int(id_) for id_ in connection.scalars(given, {"name": table, "count": count})]
    kept = text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :name")
    newest = int(connection.scalar(kept, {"name": table}) or 0)
    return list(range(newest + 1, newest + 1 + count))
