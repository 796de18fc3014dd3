"""Writes the newest migration from the models, until the release that carries it.

`python -m mspdesk.database.next_form` makes books of the form before, compares them with what
`mspdesk.schema` says now, and writes the difference into the newest file of
`migrations/versions/` that no release has carried yet (`UNRELEASED`). Columns that may not be
empty get the value the model gives new rows. Raw SQL of triggers lies in `migrations/sql_NNNN/` and
is run at the end.
"""

import hashlib
import importlib
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, literal
from sqlalchemy import text as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement, DefaultClause

from . import engines, migrate
from .ddl import MIGRATIONS
from .places import normalise

UNRELEASED = 6
"""The number of the form that is being written; raise it when a release has carried it."""

TEXT = '''"""Prospects, sales and the relationship with clients: what the sixth form adds.

Written by mspdesk.database.next_form from the models; change those and run it again.
"""

import sqlalchemy as sa
from alembic import op

from mspdesk.database.ddl import run_folder

revision = "{number:04}"
down_revision = "{before:04}"
FINGERPRINT = "{fingerprint}"
GONE: set[str] = {gone}
"""Indexes that are given up on purpose; losing any other stops the upgrade."""


def upgrade() -> None:  # noqa: PLR0915 -- one line or more for everything that is new
{body}
    run_folder(op.get_bind(), "sql_{number:04}")
'''


def fingerprint(metadata: MetaData) -> str:
    """A short mark that changes with any table or index of the models, on either database."""
    _tell_servers(metadata)
    dialects = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]  # it has none
    lines = []
    for table in metadata.sorted_tables:
        made: list[DDLElement] = [CreateTable(table), *map(CreateIndex, table.indexes)]
        lines += [str(one.compile(dialect=dialect)) for one in made for dialect in dialects]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


def _tell_servers(metadata: MetaData) -> None:
    """Let indexes over part of the rows be the same on a server; see `base.part_index`."""
    for table in metadata.tables.values():
        for index in table.indexes:
            where = index.dialect_options["sqlite"]["where"]
            if where is not None:
                index.dialect_options["postgresql"]["where"] = where


def ours(found: Any, name: str | None, kind: str, reflected: bool, _: object) -> bool:
    """Whether a table or an index is the models' to say; those of raw SQL are not."""
    raw = kind == "table" and reflected and str(name).startswith(("fts_", "rollup_"))
    # SQLite cannot tell what an index over an expression covers.
    return not raw and not (kind == "index" and getattr(found, "expressions", None) is None)


def source(metadata: MetaData, connection: Connection) -> str:
    """The newest migration as Python text; `connection` leads to books of the form before."""
    from alembic.autogenerate import produce_migrations, render_python_code
    from alembic.migration import MigrationContext
    from alembic.operations.ops import AddColumnOp, DropIndexOp, ModifyTableOps

    mark = fingerprint(metadata)  # before the values for old rows are said
    options = {"compare_type": True, "include_object": ours}
    context = MigrationContext.configure(connection, opts=options)
    with warnings.catch_warnings():
        # Indexes over expressions cannot be read back; none of them has changed.
        warnings.simplefilter("ignore")
        script = produce_migrations(context, metadata)
    changes = script.upgrade_ops_list[0]
    gone = []
    for one in changes.ops:
        for step in one.ops if isinstance(one, ModifyTableOps) else ():
            if isinstance(step, AddColumnOp):
                _say_default(step.column)
            elif isinstance(step, DropIndexOp):
                gone.append(str(step.index_name))
    body = _rendered(changes, render_python_code)
    lines = [
        line for line in body.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    return TEXT.format(
        number=UNRELEASED,
        before=UNRELEASED - 1,
        fingerprint=mark,
        gone=f"{{{', '.join(repr(name) for name in sorted(gone))}}}" if gone else "set()",
        body="\n".join(lines),
    )


def _rendered(changes: Any, render: Callable[..., str]) -> str:
    """The changes as Python, those of a constraint as a copy of the table, as SQLite wants it.

    A copy gives no id twice either; where ids go on is for raw SQL to say.
    """
    from alembic.operations.ops import CreateUniqueConstraintOp, DropConstraintOp, UpgradeOps

    copied = [
        one
        for one in changes.ops
        if any(
            isinstance(step, CreateUniqueConstraintOp | DropConstraintOp)
            for step in getattr(one, "ops", ())
        )
    ]
    plain = render(UpgradeOps(ops=[one for one in changes.ops if one not in copied]))
    whole = render(UpgradeOps(ops=copied), render_as_batch=True) if copied else ""
    kept = ', table_kwargs={"sqlite_autoincrement": True}) as batch_op'
    return f"{plain}\n{whole.rstrip().replace(', schema=None) as batch_op', kept)}"


def _say_default(column: Column[Any]) -> None:
    """Let rows that are there already have what the model gives to new ones."""
    if column.nullable or column.server_default is not None:
        return
    value = getattr(column.default, "arg", None)
    if value is None or callable(value):
        raise ValueError(f"{column} may not be empty and has no value for rows that are there.")
    said = (
        str(value).lower()
        if isinstance(value, bool)
        else str(literal(value).compile(compile_kwargs={"literal_binds": True}))
    )
    column.server_default = DefaultClause(sql(said))


def write(metadata: MetaData, scripts: Path = MIGRATIONS) -> Path:
    """Write the newest migration into a folder of migrations; answers the file."""
    file = scripts / "versions" / f"{UNRELEASED:04}_sales.py"
    file.unlink(missing_ok=True)
    (scripts / f"sql_{UNRELEASED:04}").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        books = Path(folder) / "books.db"
        books.touch()
        engine = engines.migration_engine(normalise(books))
        with engine.connect() as connection:
            migrate.upgrade(connection, scripts, to=UNRELEASED - 1)
            text = source(metadata, connection)
        engine.dispose()
    file.write_text(text, encoding="utf-8")
    ruff = Path(sys.executable).with_name("ruff")
    if ruff.exists():
        subprocess.run([ruff, "format", "-q", file], check=True)  # noqa: S603 -- our own tool
    return file


if __name__ == "__main__":
    write(importlib.import_module("mspdesk.schema").metadata)
