"""Many rows of one table written in one go."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that name the same columns in the same order.

    Into a file by its driver alone: SQLAlchemy takes as long to look at each value as SQLite to
    write it.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), rows)
        return
    columns = [table.c[name] for name in rows[0]]
    quoted = connection.dialect.identifier_preparer.quote
    names = ", ".join(quoted(column.name) for column in columns)
    marks = ", ".join("?" * len(columns))
    values = [list(row.values()) for row in rows]
    for place, column in enumerate(columns):
        if column.type.python_type is date:
            for row in values:
                row[place] = row[place] and row[place].isoformat()
        elif issubclass(column.type.python_type, (date, time)):
            written = column.type.bind_processor(connection.dialect)
            if written is not None:
                for row in values:
                    row[place] = written(row[place])
    # Names of our own tables and columns, quoted; what people typed goes through the marks.
    line = f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})"  # noqa: S608
    connection.exec_driver_sql(line, [tuple(row) for row in values])
