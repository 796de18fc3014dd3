"""Kill the upgrade at any statement: books are of the old form or of the new one, never between.

python -m tests.torture.migrate [--small|--full] [--seed N]
"""

import os
import resource
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

# Imported here, so that every process that is forked has them already.
from alembic import command, config
from sqlalchemy import Engine, event

from mspdesk.database import backup, books
from mspdesk.database.ddl import MIGRATIONS
from mspdesk.errors import Trouble
from tests.database.later import NEWEST, with_later

from .deeds import Say, furnish_books, issue, ready_draft
from .restore import fingerprints
from .rig import Child, Rig, joined, main, wrong_with

FIRST = """
    op.add_column("client", sa.Column("motto", sa.String(40), nullable=True))
    op.execute("UPDATE client SET motto = 'Onward'")
    op.create_table("extra", sa.Column("id", sa.Integer, primary_key=True))
    for n in range(10):
        op.create_index(f"ix_extra_{n}", "extra", ["id"])
"""

SECOND = """
    with op.batch_alter_table("tax_code") as batch:
        batch.alter_column("name", existing_type=sa.String(200), type_=sa.String(300))
    op.execute("INSERT INTO extra (id) SELECT id FROM client")
    op.execute("UPDATE client SET notes = notes || ' brought forward'")
"""


def form(place: str) -> tuple[int, str, bool, int]:
    """What a file says its form is, by each of the marks a form has."""
    with closing(sqlite3.connect(place)) as connection:
        number = int(connection.execute("PRAGMA user_version").fetchone()[0])
        revision = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        columns = {row[1] for row in connection.execute("PRAGMA table_info(client)")}
        extra = connection.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE '%extra%'")
        return number, revision, "motto" in columns, int(extra.fetchone()[0])


LOADED = (command, config)
FORMS = [
    (NEWEST + step, f"{NEWEST + step:04}", changed, extras)
    for step, changed, extras in ((0, False, 0), (1, True, 11), (2, True, 11))
]


class Fall:
    """Counts the statements of a process, and lets it fall dead before one of them."""

    def __init__(self, at: int | None) -> None:
        self.at = at
        self.count = 0
        event.listen(Engine, "before_cursor_execute", self._before)

    def _before(self, *_: Any) -> None:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


def upgrade(place: str, later: Path, at: int | None) -> list[str]:
    """Bring books forward in a process that dies before its n-th statement; what it said."""

    def work(say: Say) -> None:
        fall = Fall(at)
        books.open_books(place, scripts=later).close()
        say(f"statements {fall.count}")

    return Child(work).end()


def one_death(rig: Rig, old: str, later: Path, at: int, rows: dict[str, str]) -> None:
    """Die at one statement; then look, and let the next start finish what was begun."""
    folder = rig.folder / f"death-{at}"
    shutil.copytree(Path(old).parent, folder)
    place = str(folder / "books.db")
    said = upgrade(place, later, at)
    rig.report.expect(not any(line.startswith("fault") for line in said), f"at {at}: {said}")
    found = form(place)
    rig.report.expect(found in FORMS, f"at {at}: between the forms: {found}")
    steps = found[0] - NEWEST
    rig.report.count(f"found {steps} forms on" if steps else "found as they were")
    if found[0] > NEWEST:
        copies = backup.copies(folder / "backups")
        rig.report.expect(copies, f"at {at}: upgraded without a copy")
        for copy in copies:
            backup.verify(copy.file)
            rig.report.expect(fingerprints(copy.file) == rows, f"at {at}: the copy is not the old")
    said = upgrade(place, later, None)
    rig.report.expect(said and said[-1].startswith("statements"), f"at {at}, next start: {said}")
    rig.report.expect(form(place) == FORMS[2], f"at {at}: the next start ended at {form(place)}")
    _same_money(rig, rows, place, f"at {at}")
    rig.report.expect(list(folder.rglob("*.part")) == [], f"at {at}: parts were left")
    rig.report.count("deaths")
    shutil.rmtree(folder)


def _same_money(rig: Rig, rows: dict[str, str], place: str, when: str) -> None:
    """Invoices, lines, payments and the journal are what they were before the upgrade."""
    now = fingerprints(Path(place))
    for table in ("invoice", "invoice_line", "invoice_tax", "payment", "step", "change"):
        rig.report.expect(now[table] == rows[table], f"{when}: {table} changed in the upgrade")


def full_disk(rig: Rig, old: str, later: Path, limit: int) -> None:
    """No file may grow beyond a size: the upgrade is refused, and the books stay as they were."""
    folder = rig.folder / f"full-{limit}"
    shutil.copytree(Path(old).parent, folder)
    place = str(folder / "books.db")

    def work(say: Say) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            books.open_books(place, scripts=later).close()
            say("opened")
        except Trouble as error:
            say(f"refused {error}")

    said = Child(work).end()
    rig.report.expect(said and said[-1].split()[0] in {"opened", "refused"}, f"full disk: {said}")
    rig.report.count(f"full disk: {said[-1].split()[0] if said else 'silent'}")
    found = form(place)
    rig.report.expect(found in FORMS, f"full disk at {limit}: between the forms: {found}")
    rig.report.expect(not wrong_with_form(place), f"full disk at {limit}: the file is damaged")
    shutil.rmtree(folder)


def wrong_with_form(place: str) -> list[str]:
    """What SQLite itself finds wrong with a file."""
    with closing(sqlite3.connect(place)) as connection:
        return [line for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]


def work(rig: Rig) -> None:
    """Die before statements of an upgrade over two forms, and run out of disk in the middle."""
    later = with_later(MIGRATIONS, rig.folder / "later", FIRST, SECOND)
    place = rig.fresh("sqlite")
    owner, clients = furnish_books(place, 40 if not rig.full else 400)
    with joined(place) as store:
        store.person_id = owner
        for client in clients[:5]:
            issue(store, ready_draft(store, client))
    rig.report.faults += wrong_with(place)
    rows = fingerprints(Path(place))
    folder = rig.folder / "whole"
    shutil.copytree(Path(place).parent, folder)
    said = upgrade(str(folder / "books.db"), later, None)
    statements = int(said[-1].split()[1])
    rig.report.count("statements of an upgrade", statements)
    every = range(1, statements + 1)
    deaths = every if rig.full else sorted(rig.luck.sample(every, min(20, statements)))
    for at in deaths:
        one_death(rig, place, later, at, rows)
    size = Path(place).stat().st_size
    for part in range(8 if not rig.full else 100):
        full_disk(rig, place, later, size // 4 + part * size // (4 if not rig.full else 60))


if __name__ == "__main__":
    main("migrate", work)
