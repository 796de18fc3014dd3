"""Writes the first migration from the models; to be run until the first release, then removed.

`python -m mspdesk.database.first_books` imports `mspdesk.schema` and writes
`migrations/versions/0001_first_books.py`. Raw SQL of triggers and search lies in
`migrations/sql_0001/` and is run by the migration that is written here.
"""

import hashlib
import importlib
import subprocess
import sys
from pathlib import Path

from sqlalchemy import MetaData
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from .ddl import MIGRATIONS

TEXT = '''"""The form of the books of the first release.

Written by mspdesk.database.first_books from the models; change those and run it again.
"""

import sqlalchemy as sa
from alembic import op

from mspdesk.database.ddl import run_folder

revision = "0001"
down_revision = None
FINGERPRINT = "{fingerprint}"


def upgrade() -> None:  # noqa: PLR0915 -- one line or more for every table there is
{body}
    run_folder(op.get_bind(), "sql_0001")
'''


def fingerprint(metadata: MetaData) -> str:
    """A short mark that changes with any table or index of the models, on either database."""
    dialects = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]  # it has none
    lines = []
    for table in metadata.sorted_tables:
        made: list[DDLElement] = [CreateTable(table), *map(CreateIndex, table.indexes)]
        lines += [str(one.compile(dialect=dialect)) for one in made for dialect in dialects]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


def source(metadata: MetaData) -> str:
    """The first migration as Python text."""
    from alembic.autogenerate import render_python_code
    from alembic.operations.ops import CreateIndexOp, CreateTableOp, MigrateOperation, UpgradeOps

    made: list[MigrateOperation] = []
    for table in metadata.sorted_tables:
        made.append(CreateTableOp.from_table(table))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [CreateIndexOp.from_index(index) for index in indexes]
    body = render_python_code(UpgradeOps(made))
    lines = [line for line in body.splitlines() if not line.lstrip().startswith("#")]
    return TEXT.format(fingerprint=fingerprint(metadata), body="\n".join(lines))


def write(metadata: MetaData, scripts: Path = MIGRATIONS) -> Path:
    """Write the first migration into a folder of migrations; answers the file."""
    file = scripts / "versions" / "0001_first_books.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source(metadata), encoding="utf-8")
    ruff = Path(sys.executable).with_name("ruff")
    if ruff.exists():
        subprocess.run([ruff, "format", "-q", file], check=True)  # noqa: S603 -- our own tool
    return file


if __name__ == "__main__":
    write(importlib.import_module("mspdesk.schema").metadata)
