"""Migrations that do not exist yet, for the tests of bringing books forward."""

import shutil
from pathlib import Path

from mspdesk.database.migrate import newest

NEWEST = newest()
"""The number of the form this release writes; what comes later is numbered on from it."""

GOOD = """
    op.add_column("client", sa.Column("motto", sa.String(40), nullable=True))
    op.execute("UPDATE client SET motto = 'Onward', version = version + 1")
    with op.batch_alter_table("site") as batch:
        batch.alter_column("name", existing_type=sa.String(200), type_=sa.String(300))
    op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
"""

BAD = """
    op.add_column("client", sa.Column("motto", sa.String(40), nullable=True))
    op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO nowhere VALUES (1)")
"""

FAILS = """
    op.execute("INSERT INTO nowhere VALUES (1)")
"""

LOSES = """
    with op.batch_alter_table("change") as batch:
        batch.alter_column("kind", existing_type=sa.String(10), type_=sa.String(12))
"""

GIVES_UP = (
    LOSES
    + """

GONE = {"change_is_kept", "change_stays"}
"""
)

ORPHANS = """
    op.execute("DELETE FROM client")
"""

SLOW = """
    import time
    for n in range(40):
        op.create_table(f"extra_{n}", sa.Column("id", sa.Integer, primary_key=True))
        time.sleep(0.01)
"""

TEXT = '''"""A later form."""

import sqlalchemy as sa
from alembic import op

revision = "{number:04}"
down_revision = "{before:04}"


def upgrade() -> None:
    assert sa
{body}
'''


def with_later(scripts: Path, folder: Path, *bodies: str) -> Path:
    """A copy of the migrations with later ones added, numbered on from the newest."""
    later = folder / "migrations"
    # Another test may just be writing what Python compiled of them.
    shutil.copytree(scripts, later, ignore=shutil.ignore_patterns("__pycache__"))
    for number, body in enumerate(bodies, NEWEST + 1):
        text = TEXT.format(number=number, before=number - 1, body=body)
        (later / "versions" / f"{number:04}_later.py").write_text(text, encoding="utf-8")
    return later
