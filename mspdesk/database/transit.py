"""Rows on their way from one kind of books to the other: read alike, written fast, compared.

Whatever the books are kept by, a row is read as a file keeps it: whole numbers, text, bytes or
nothing, with yes and no as 1 and 0, days and moments as text. Rows come in the order of their keys,
so many at a time, so that no table has to fit into memory and two tables can be compared by what
their rows add up to.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, DateTime, String, Table

from ..errors import Trouble
from ..rows import dataclass
from .catalogue import whole
from .faults import said

BATCH = 2_000
"""Rows read, written and added up at a time."""

OWN = frozenset({"lease", "book_format"})
"""Tables that say something about the place itself, so their rows stay where they are."""

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Sum:
    """What the rows of a table come to: how many there are, and their SHA-256."""

    table: str
    rows: int
    sha256: str


class Adding:
    """Adds rows up as they come by."""

    def __init__(self, table: Table) -> None:
        self._table, self._rows, self._digest = table, 0, hashlib.sha256()

    def add(self, rows: Rows) -> None:
        """Count some more rows, in the order of their keys and in full batches but for the last."""
        self._rows += len(rows)
        self._digest.update(repr(rows).encode("utf-8", "surrogatepass"))

    def sum(self) -> Sum:
        """What they came to."""
        return Sum(self._table.name, self._rows, self._digest.hexdigest())


def tables() -> list[Table]:
    """Every table that moves, those that others refer to first."""
    return [table for table in whole().sorted_tables if table.name not in OWN]


def columns(table: Table) -> list[Column[Any]]:
    """The columns that move as they are; what an attachment holds goes a way of its own."""
    return [column for column in table.c if (table.name, column.name) != ("blob", "content")]


def rows(connection: Connection, table: Table) -> Iterator[Rows]:
    """The rows of a table in the order of their keys, so many at a time."""
    quote = connection.dialect.identifier_preparer.quote
    if connection.dialect.name == "sqlite":
        names = ", ".join(quote(column.name) for column in columns(table))
        keys = ", ".join(quote(column.name) for column in table.primary_key)
        yield from _from_file(connection, table, names, keys)
        return
    names = ", ".join(_plain(quote(column.name), column) for column in columns(table))
    # Text in the order of its bytes, as a file has it, whatever language the server sorts in.
    keys = ", ".join(
        quote(one.name) + (' COLLATE "C"' if isinstance(one.type, String) else "")
        for one in table.primary_key
    )
    driver: Any = connection.connection.driver_connection
    # Our own names, quoted; a named cursor lets the server keep what was not asked for yet.
    line = f"SELECT {names} FROM {quote(table.name)} ORDER BY {keys}"  # noqa: S608
    with driver.cursor(name="transit") as cursor:
        cursor.itersize = BATCH
        cursor.execute(line)
        while found := cursor.fetchmany(BATCH):
            yield found


def _from_file(connection: Connection, table: Table, names: str, keys: str) -> Iterator[Rows]:
    moments = [at for at, one in enumerate(columns(table)) if isinstance(one.type, DateTime)]
    driver: Any = connection.connection.driver_connection
    line = f"SELECT {names} FROM {table.name} ORDER BY {keys}"  # noqa: S608 - our own names
    cursor = driver.execute(line)
    try:
        while found := cursor.fetchmany(BATCH):
            yield [_moments(row, moments) for row in found] if moments else found
    finally:
        cursor.close()


def _moments(row: tuple[Any, ...], moments: Sequence[int]) -> tuple[Any, ...]:
    """A row of a file with its moments down to the microsecond, however they were written."""
    cells = list(row)
    for at in moments:
        text = cells[at]
        if isinstance(text, str) and len(text) != len("2026-03-11 10:06:00.000000"):
            day, _, clock = text.replace("T", " ").partition(" ")
            whole_seconds, _, parts = (clock or "00:00:00").partition(".")
            cells[at] = f"{day} {whole_seconds:0<8.8}.{parts:0<6.6}"
    return tuple(cells)


def _plain(name: str, column: Column[Any]) -> str:
    """A column of a server, read as a file keeps it."""
    if isinstance(column.type, Boolean):
        return f"{name}::int"
    if isinstance(column.type, DateTime):
        return f"to_char({name}, 'YYYY-MM-DD HH24:MI:SS.US')"
    return f"to_char({name}, 'YYYY-MM-DD')" if isinstance(column.type, Date) else name


class Writing:
    """Writes rows of one table past everything that would look at each of them."""

    def __init__(self, connection: Connection, table: Table) -> None:
        quote = connection.dialect.identifier_preparer.quote
        self._driver: Any = connection.connection.driver_connection
        self._server = connection.dialect.name == "postgresql"
        self._table = table
        names = ", ".join(quote(column.name) for column in columns(table))
        marks = ", ".join("?" * len(columns(table)))
        name = quote(table.name)
        self._copy = f"COPY {name} ({names}) FROM STDIN"
        self._insert = f"INSERT INTO {name} ({names}) VALUES ({marks})"  # noqa: S608 - our names

    def write(self, batch: Rows) -> None:
        """Write some rows; raises Trouble where a value cannot be kept by a server."""
        if not self._server:
            self._driver.executemany(self._insert, batch).close()
            return
        text = "".join("\t".join(map(_cell, row)) + "\n" for row in batch)
        if "\0" in text:
            raise Trouble(
                f"A {said(self._table.name)} holds a broken sign that no server can keep.",
                "Find it in the list and type it again.",
            )
        with self._driver.cursor() as cursor, cursor.copy(self._copy) as out:
            out.write(text)


_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _cell(value: Any) -> str:
    """A value as PostgreSQL's COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPED) if not value.isalnum() else value
    return f"\\\\x{value.hex()}" if isinstance(value, bytes) else str(value)


def sum_of(connection: Connection, table: Table) -> Sum:
    """What the rows of a table come to as they stand in the books."""
    adding = Adding(table)
    for batch in rows(connection, table):
        adding.add(batch)
    return adding.sum()


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds that moves."""
    quote = connection.dialect.identifier_preparer.quote
    asked = "SELECT count(*) FROM {}"
    return {
        table.name: int(connection.exec_driver_sql(asked.format(quote(table.name))).scalar_one())
        for table in tables()
    }


# --- where ids go on ------------------------------------------------------------------------------


def _numbered(table: Table) -> bool:
    """Whether the books give a table's rows their ids."""
    key = list(table.primary_key)
    return len(key) == 1 and key[0].name == "id" and not key[0].foreign_keys


def given(connection: Connection) -> dict[str, int]:
    """The highest id each table ever gave, also where that row is gone again."""
    found = {}
    kept: dict[str, int] = {}
    if connection.dialect.name == "sqlite":
        asked = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
        kept = {str(name): int(seq or 0) for name, seq in asked}
    quote = connection.dialect.identifier_preparer.quote
    for table in filter(_numbered, tables()):
        line = f"SELECT coalesce(max(id), 0) FROM {quote(table.name)}"  # noqa: S608 - our names
        top = int(connection.exec_driver_sql(line).scalar_one())
        if connection.dialect.name == "postgresql" and (name := _sequence(connection, table)):
            last, called = connection.exec_driver_sql(
                f"SELECT last_value, is_called FROM {name}"  # noqa: S608 - the server's own name
            ).one()
            kept[table.name] = int(last) if called else 0
        found[table.name] = max(top, kept.get(table.name, 0))
    return found


def go_on_after(connection: Connection, highest: dict[str, int]) -> None:
    """Let ids go on after the highest ever given, so that none is given twice."""
    for table in filter(_numbered, tables()):
        top = highest.get(table.name, 0)
        if not top:
            continue
        if connection.dialect.name == "postgresql":
            if name := _sequence(connection, table):
                connection.exec_driver_sql("SELECT setval(%s::regclass, %s)", (name, top))
        elif table.dialect_options["sqlite"]["autoincrement"]:
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            connection.exec_driver_sql(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, top)
            )


def _sequence(connection: Connection, table: Table) -> str | None:
    """The name of what gives a table's ids on a server."""
    asked = "SELECT pg_get_serial_sequence(%s, 'id')"
    quoted = connection.dialect.identifier_preparer.quote(table.name)
    found = connection.exec_driver_sql(asked, (quoted,)).scalar()
    return str(found) if found else None
