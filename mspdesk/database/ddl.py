"""SQL that migrations run as it stands: triggers, search tables, what models cannot say.

The texts lie beside the migrations, one folder for each, `<name>.sqlite.sql` and
`<name>.postgresql.sql`, and are run in the order of their names.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def run_folder(connection: Connection, folder: str) -> None:
    """Run every text of a folder of `migrations/` that is written for this kind of books."""
    for text in sorted((MIGRATIONS / folder).glob(f"*.{connection.dialect.name}.sql")):
        run_text(connection, text.read_text(encoding="utf-8"))


def run_text(connection: Connection, text: str) -> None:
    """Run several statements inside the transaction that is open, past all placeholders."""
    driver = connection.connection.cursor()
    try:
        if connection.dialect.name != "sqlite":
            driver.execute(text)
            return
        # executescript would commit what came before, so the text is cut where SQLite cuts it.
        for statement in statements(text):
            driver.execute(statement)
    finally:
        driver.close()


def statements(text: str) -> Iterator[str]:
    """Cut SQLite text into statements, keeping the bodies of triggers whole."""
    held = ""
    for line in text.splitlines(keepends=True):
        held += line
        if held.strip() and sqlite3.complete_statement(held):
            yield held
            held = ""
    if _says_something(held):
        yield held


def _says_something(text: str) -> bool:
    """Whether there is more than comments and blank lines."""
    return any(line.strip() and not line.strip().startswith("--") for line in text.splitlines())
