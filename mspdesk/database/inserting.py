"""Many rows of one table written in one go."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Table, insert


def in_file(connection: Connection) -> bool:
    """Whether the books are a file, which is written by its driver alone."""
    return connection.dialect.name == "sqlite"


def insert_columns(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]
) -> None:
    """Insert rows that are given by column, each column as long as the others.

    Into a file by its driver alone: SQLAlchemy takes as long to look at each value as SQLite to
    write it. Days go into a file as text (2026-03-11), which the caller makes of them.
    """
    names = list(columns)
    if not in_file(connection):
        rows = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        connection.execute(insert(table), rows)
        return
    quoted = connection.dialect.identifier_preparer.quote
    given = [_written(connection, table, name, columns[name]) for name in names]
    marks = ", ".join("?" * len(names))
    # Names of our own tables and columns, quoted; what people typed goes through the marks.
    line = f"INSERT INTO {quoted(table.name)} ({', '.join(map(quoted, names))}) VALUES ({marks})"  # noqa: S608
    connection.exec_driver_sql(line, list(zip(*given, strict=True)))


def _written(
    connection: Connection, table: Table, name: str, given: Sequence[Any]
) -> Sequence[Any]:
    """The values of a column as the driver of a file takes them."""
    kind = table.c[name].type
    if not issubclass(kind.python_type, (datetime, time)):
        return given
    write = kind.bind_processor(connection.dialect)
    return [write(one) for one in given] if write is not None else given


def day_text(given: Sequence[date | None]) -> list[str | None]:
    """Days as a file and the journal keep them."""
    return [None if day is None else day.isoformat() for day in given]
