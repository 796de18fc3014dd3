"""Writing what only MSPDesk knows of a shop: its tables, its attachments, and what is left out."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from ...database import blobs, migrate
from ...exchange.csv_files import write_raw
from ...exchange.whole_file import trouble_saving, whole_file
from ...progress import Progress
from . import everything

SAID = """This folder is a whole shop as MSPDesk {form} writes it.

The {files} .csv files here are what other programs read. "tables" holds every table of the books as
it stands, "files" every attachment under the SHA-256 of its bytes. MSPDesk brings all of it into
books in which nothing was done yet: mspdesk import shop FOLDER.

The text is UTF-8, dates are 2026-03-11; in "tables" amounts are whole minor units, rates are
millionths, quantities ten-thousandths, times minutes. The cells are as typed: a spreadsheet may
take a text that begins with = for a formula, so open these files there only if you trust them.

Not in this folder:
{tables}

Private columns, which no export has:
{columns}

Goals that are private, and mails that still wait to be sent, are left out as well.

What people earn stands in staff.csv, and what sales earned them in {pay}: without it a
sale that was paid for would be paid for again. Keep this folder as you keep the books.
"""


def give_everything(session: Session, progress: Progress, path: Path, files: int) -> dict[str, int]:
    """Write tables and attachments beside the files of a shop; answers rows by table.

    Raises Trouble when the folder cannot be written or an attachment is lost, Cancelled.
    """
    folder = path / everything.FOLDER
    part = folder.with_name(f"{folder.name}.part")
    counts = {}
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        try:
            counts = _tables(session, progress, part)
            # All tables or none: a folder with some of them would come in with holes.
            shutil.rmtree(folder, ignore_errors=True)
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise trouble_saving(folder, error) from error
    _attachments(session, progress, path / everything.FILES_FOLDER)
    _say(path, files)
    return counts


def _tables(session: Session, progress: Progress, folder: Path) -> dict[str, int]:
    kept: dict[str, set[int]] = {}
    counts = {}
    found = everything.tables()
    for place, table in enumerate(found):
        progress.step(place, len(found), table.name.replace("_", " "))
        header = [one.name for one in everything.columns(table)]
        rows = _rows(session, table, kept)
        counts[table.name] = write_raw(folder / f"{table.name}.csv", header, rows)
    return counts


def _rows(session: Session, table: Table, kept: dict[str, set[int]]) -> Iterator[list[str]]:
    """The rows of a table as cells, without those that stand on a row that is left out.

    `kept` holds the ids that are written, of the tables of which some are not.
    """
    columns = everything.columns(table)
    chosen = everything.only(table)
    refers = everything.refers(table)
    parted = {name: other for name, other in refers.items() if other in kept}
    left_out = {name for name, other in refers.items() if other in everything.LEFT_OUT} - {"blob"}
    if chosen is not None:
        own = select(table.c.id).where(chosen)
        kept[table.name] = set(session.scalars(own))
        parted |= {name: other for name, other in refers.items() if other == table.name}
    asked = select(*columns).order_by(table.c.id)
    asked = asked if chosen is None else asked.where(chosen)
    empty = everything.EMPTY.get(table.name, {})
    ids: set[int] | None = set() if parted else None
    for row in session.execute(asked.execution_options(yield_per=2_000)):
        values = dict(zip((one.name for one in columns), row, strict=True)) | empty
        if not _stands(table, values, {n: kept[o] for n, o in parted.items()}, left_out):
            continue
        if ids is not None:
            ids.add(values["id"])
        yield [everything.written(one, values[one.name]) for one in columns]
    if ids is not None and chosen is None:
        kept[table.name] = ids


def _stands(
    table: Table, values: dict[str, Any], parted: dict[str, set[int]], left_out: set[str]
) -> bool:
    """Whether a row can be written; a reference that may be missing is taken off instead."""
    for name in (*parted, *left_out):
        if values[name] is None or values[name] in parted.get(name, ()):
            continue
        if not table.c[name].nullable:
            return False
        values[name] = None
    return True


def _attachments(session: Session, progress: Progress, folder: Path) -> None:
    """Write every attachment under its sum."""
    known = sorted(blobs.known(session))
    for old in folder.glob("[0-9a-f]" * 64):
        if old.name not in known:
            old.unlink(missing_ok=True)
    if not known:
        return
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise trouble_saving(folder, error) from error
    for place, sha256 in enumerate(known):
        progress.step(place, len(known), "attachments")
        with whole_file(folder / sha256) as file:
            file.write(blobs.get(session, sha256))


def _say(path: Path, files: int) -> None:
    """Write what the folder is and what it has not."""
    left_out = "\n".join(f"- {name}: {why}" for name, why in everything.LEFT_OUT.items())
    columns = "\n".join(f"- {name}" for name in everything.private_columns())
    pay = " and ".join(f"tables/{name}.csv" for name in sorted(everything.PAY))
    form = f"(form {migrate.newest()})"
    words = SAID.format(form=form, files=files, tables=left_out, columns=columns, pay=pay)
    with whole_file(path / everything.ABOUT) as file:
        file.write(words.encode())
