"""Many new rows at once, past the session and still in the journal, row by row."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Integer, String, text
from sqlalchemy.orm import Session

from . import values
from .base import Record
from .inserting import insert_rows
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
    for column in kept:
        if isinstance(column.type, String | Integer):
            for value in _to_check({row[column.name] for row in rows}):
                values.check(column, value)
    ids = _ids(session, table.name, len(rows))
    every = itemgetter(*names)
    after = [
        {"id": id_, "version": 1, **dict(zip(names, every(row), strict=True))}
        for id_, row in zip(ids, rows, strict=True)
    ]
    insert_rows(session.connection(), table, after)
    journal = session.info.get("journal")
    if isinstance(journal, Journal):
        _take_down(journal, table.name, kept, after)
    return ids


def _to_check(found: set[Any]) -> Iterable[Any]:
    """Of the values of a column those that need a look: of figures the two furthest out."""
    figures = [value for value in found if type(value) is int]
    if len(figures) < 3:
        return found
    return [*(found - set(figures)), min(figures), max(figures)]


def _take_down(
    journal: Journal, table: str, kept: Sequence[Column[Any]], rows: Sequence[Values]
) -> None:
    """Note new rows in the journal of their step, with values as JSON holds them."""
    for column in kept:
        if column.info.get("private"):
            for row in rows:
                row[column.name] = values.plain(column, row[column.name])
        elif issubclass(column.type.python_type, date):
            for row in rows:
                day = row[column.name]
                row[column.name] = day and day.isoformat()
    for row in rows:
        del row["version"]
        journal.note(table, row["id"], "insert", {}, row)


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
