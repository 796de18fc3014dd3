"""Writing many rows at once: ids taken ahead, columns filled in, everything counted."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, cast

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from ...database.base import Record
from ...database.batch import counted
from .layout import SOURCE

CHUNK = 5_000

Values = dict[str, Any]


def table_of(model: type[Record]) -> Table:
    """A model's table."""
    return cast("Table", model.__table__)


def take_ids(session: Session, model: type[Record], count: int) -> Iterator[int]:
    """Ids nobody else will get, in rising order; to be used for rows of this step at once."""
    name = table_of(model).name
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        asked = text(
            "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)"
        )
        return iter(list(connection.scalars(asked, {"name": name, "n": count})))
    last = connection.scalar(
        text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": name}
    )
    first = (last or 0) + 1
    return iter(range(first, first + count))


def blank(model: type[Record], session: Session, source: str = SOURCE) -> Values:
    """A row of a table in which every column has its usual value, marked with the batch."""
    found: Values = {}
    for column in table_of(model).c:
        if column.primary_key:
            continue
        default = column.default
        usual = getattr(default, "arg", None) if default is not None else None
        found[column.name] = None if callable(usual) else usual
    found["batch_id"] = session.info["batch_id"]
    if "source" in found:
        found["source"] = source
    return found


def put(session: Session, model: type[Record], rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows in chunks and count them to the batch; answers how many."""
    table = table_of(model)
    statement = insert(table)
    connection = session.connection()
    total = 0
    found = iter(rows)
    while chunk := list(islice(found, CHUNK)):
        connection.execute(statement, chunk)
        total += len(chunk)
    if total:
        counted(session, table.name, total)
    return total


def known(session: Session, model: type[Record], source: str = SOURCE) -> dict[int, int]:
    """The ids of rows that an earlier folder brought, by their numbers there."""
    columns = table_of(model).c
    found = select(columns.source_id, columns.id).where(columns.source == source)
    return {int(number): id_ for number, id_ in session.execute(found) if number.isdecimal()}


def highest(session: Session, column: Any) -> int:
    """The highest value of a whole-number column, 0 without any row."""
    return int(session.scalar(select(func.max(column))) or 0)
