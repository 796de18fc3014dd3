"""Copies made while people work come back equal in every row; a damaged one is always refused.

python -m tests.torture.restore [--small|--full] [--seed N]
"""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from mspdesk.database import backup, blobs, restore
from mspdesk.database.files import sum_of
from mspdesk.errors import Trouble

from .deeds import Say, bill_for_ever, furnish_books, stock_up
from .rig import CHECKS, Child, Rig, main, opened


def fingerprints(file: Path) -> dict[str, str]:
    """One hash for every table of a books.db, over all of its rows; the lease is nobody's."""
    found = {}
    with closing(sqlite3.connect(file.as_uri() + "?mode=ro", uri=True)) as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        for (table,) in connection.execute(tables).fetchall():
            if table == "lease":
                continue
            rows = sorted(map(repr, connection.execute(f'SELECT * FROM "{table}"')))  # noqa: S608 -- the file's own names
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def under_load(rig: Rig, count: int) -> list[Path]:
    """Copy the books again and again while another process bills; answers the copies."""
    place = rig.fresh("sqlite")
    owner, clients = furnish_books(place, 10)
    stock_up(place, owner, clients)

    def work(say: Say) -> None:
        with opened(place) as store:
            store.person_id = owner
            with store.step("Attach") as session:
                for n in range(5):
                    blobs.put(session, rig.luck.randbytes(10_000 + n))
            bill_for_ever(store, say)

    writer = Child(work)
    writer.lines_until("warm")
    made = []
    for n in range(count):
        copy = backup.make(place, rig.folder / "copies" / str(n), checks=CHECKS).file
        made.append(copy)
        rig.report.count("copies")
    deeds = len(writer.kill())
    rig.report.count("deeds meanwhile", deeds)
    rig.report.expect(deeds, "nothing was written while the copies were made")
    return made


def comes_back(rig: Rig, copy: Path) -> None:
    """A copy that was wiped from its place comes back equal, row by row."""
    before = fingerprints(copy)
    target = rig.folder / "new" / copy.parent.name
    found = restore.restore(copy, target, checks=CHECKS)
    rig.report.expect(fingerprints(target / "books.db") == before, f"{copy.name} came back changed")
    rig.report.expect(found.rows["step"] > 0, f"{copy.name} came back empty")
    attached = list(blobs.files_in(target / "blobs"))
    rig.report.expect(len(attached) == 5, f"{copy.name} came back with {len(attached)} attachments")
    with opened(target, durable=False) as store:
        rig.report.expect(not store.read_only, f"{copy.name} cannot be written after its return")
    rig.report.count("restored")


def damage(rig: Rig, copy: Path) -> str:
    """Flip a byte or cut the end off; answers in a word what was done."""
    whole = bytearray(copy.read_bytes())
    at = rig.luck.randrange(len(whole))
    if rig.luck.random() < 0.5:
        whole[at] ^= 1 << rig.luck.randrange(8)
        what = f"a flipped bit at {at}"
    else:
        del whole[at:]
        what = f"the end cut off at {at}"
    copy.write_bytes(whole)
    return what


def is_refused(rig: Rig, copy: Path) -> None:
    """A damaged copy, with its sum beside it, is refused and leaves nothing behind."""
    folder = rig.folder / "damaged"
    folder.mkdir(exist_ok=True)
    one = Path(shutil.copy(copy, folder))
    shutil.copy(sum_of(copy), folder)
    what = damage(rig, one)
    target = rig.folder / "refused"
    try:
        restore.restore(one, target, checks=CHECKS)
        rig.report.faults.append(f"a copy with {what} was taken")
    except Trouble:
        rig.report.count("damaged copies refused")
    rig.report.expect(not target.exists() or not any(target.iterdir()), f"{what} left files")
    # Without its sum a copy may hide a changed letter, but it never falls over.
    sum_of(one).unlink()
    try:
        restore.restore(one, target, checks=CHECKS)
        rig.report.count("damaged copies without a sum that only changed a value")
    except Trouble:
        rig.report.count("damaged copies without a sum refused")
    shutil.rmtree(target, ignore_errors=True)


def work(rig: Rig) -> None:
    """Copies under load, each brought back, each damaged."""
    made = under_load(rig, 500 if rig.full else 8)
    for copy in made:
        comes_back(rig, copy)
        for _ in range(4):
            is_refused(rig, copy)
    proved = restore.prove(made[-1], checks=CHECKS)
    rig.report.expect(proved.rows["invoice"], "the proof found no invoice")
    rig.report.expect(not list(made[-1].parent.glob("prove-*")), "the proof left files")


if __name__ == "__main__":
    main("restore", work)
