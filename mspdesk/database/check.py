"""Check the books: the file, what refers to what, the journal, attachments, each area's rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from .. import dates
from . import blobs
from .batch import batch_tables
from .catalogue import whole
from .faults import said, trouble
from .readable import unreadable
from .tables import Change, Step

if TYPE_CHECKING:
    from .store import Store

Check = Callable[[Session], list[str]]
"""What an area hands in: asks the books and answers one sentence for each thing that is wrong."""

SAMPLE = 2_000


def check_books(
    store: Store,
    checks: Iterable[Check] = (),
    *,
    full: bool = True,
    attachments: bool = True,
) -> list[str]:
    """Everything that is wrong with the books, one sentence each; empty when all is well.

    `full` reads every page, index and value of a file, which takes a while; else the quick way.
    `attachments` reads each of those too.
    """
    with store.read() as session:
        if found := list(_file(session, full=full)):
            # A damaged file may answer anything, so nothing else is asked of it.
            return found
        found = list(_references(session))
        own = (journal_check, batch_check, *((blob_check,) if attachments else ()))
        for check in (*own, *checks):
            try:
                found += check(session)
            except DBAPIError as error:
                found.append(f"A check could not be made: {trouble(error).text}")
                session.rollback()
    return found


def _file(session: Session, *, full: bool) -> Iterator[str]:
    """What SQLite says about its own file; a server looks after its own."""
    if session.get_bind().dialect.name != "sqlite":
        return
    kind = "integrity_check" if full else "quick_check"
    try:
        lines = [line for (line,) in session.execute(text(f"PRAGMA {kind}")) if line != "ok"]
        yield from (f"The file is damaged: {line}." for line in lines)
        if full and not lines:
            yield from unreadable(session, kept_columns(session))
    except DBAPIError as error:
        yield trouble(error).text


def _references(session: Session) -> Iterator[str]:
    """Rows of a file that refer to one that is not there; a server never lets that happen."""
    if session.get_bind().dialect.name == "sqlite":
        for row in session.execute(text("PRAGMA foreign_key_check")):
            yield f"A {said(row[0])} refers to a {said(row[2])} that is not there (row {row[1]})."


def journal_check(session: Session) -> list[str]:
    """What is wrong with the journal: undoing of later steps, lines that cannot be read."""
    found = []
    wrong = select(func.count()).select_from(Step).where(Step.undoes >= Step.id)
    if count := session.scalar(wrong):
        found.append(f"{count} steps undo one that came later.")
    # Only what a copy made before an upgrade has, too.
    newest = select(Change.table_name, Change.before, Change.after)
    newest = newest.order_by(Change.id.desc()).limit(SAMPLE)
    unreadable = sum(not _readable(*one) for one in session.execute(newest))
    if unreadable:
        found.append(f"{unreadable} lines of the journal cannot be read.")
    return found


def _readable(table: str, before: str, after: str) -> bool:
    try:
        pair = json.loads(before), json.loads(after)
    except ValueError:
        return False
    return all(isinstance(one, dict) for one in pair) and table in whole().tables


def kept_columns(session: Session) -> dict[str, set[str]]:
    """The columns of every table these books have, by table.

    A copy made before an upgrade has fewer of them than the models.
    """
    found = inspect(session.connection()).get_multi_columns()
    return {name: {one["name"] for one in columns} for (_, name), columns in found.items()}


def batch_check(session: Session) -> list[str]:
    """What is wrong with batches: rows of one that was undone, or of one nobody knows."""
    there = kept_columns(session)
    names = [one.name for one in batch_tables() if "batch_id" in there.get(one.name, ())]
    strays = _counted(session, names, _STRAYS)
    return [
        f"{count} of {said(name)} belong to a batch that was undone."
        for name, count in strays.items()
        if count
    ]


_STRAYS = """
    WHERE batch_id IS NOT NULL
      AND batch_id NOT IN (SELECT id FROM batch WHERE undone_at IS NULL)"""

_AT_ONCE = 100
"""Tables that are counted in one question; SQLite takes 500, and refuses more."""


def _counted(session: Session, names: list[str], where: str = "") -> dict[str, int]:
    """How many rows each table holds. To put 250 questions took longer than to answer them."""
    found: dict[str, int] = {}
    for at in range(0, len(names), _AT_ONCE):
        asked = " UNION ALL ".join(
            f"SELECT '{name}', count(*) FROM \"{name}\" {where}"  # noqa: S608 -- our own names
            for name in names[at : at + _AT_ONCE]
        )
        found.update((str(name), int(count)) for name, count in session.execute(text(asked)))
    return found


def blob_check(session: Session) -> list[str]:
    """What is wrong with attachments: missing, damaged, or a day old and wanted by nobody."""
    known = blobs.known(session)
    folder: Path | None = session.info.get("folder")
    wanted = blobs.referenced(session, kept_columns(session))
    found = [f"An attachment is not in the books ({one[:12]})." for one in wanted - known.keys()]
    if folder is None:
        empty = text(
            "SELECT sha256 FROM blob WHERE content IS NULL OR octet_length(content) <> size"
        )
        found += [f"An attachment is missing ({one[:12]})." for one in session.scalars(empty)]
        return found
    kept = blobs.folder_of_blobs(folder)
    for one in blobs.damaged(kept, known):
        found.append(f"An attachment is missing or damaged ({one[:12]}).")
    old = dates.now() - timedelta(days=1)
    for file in blobs.files_in(kept):
        if file.name not in known and datetime.fromtimestamp(file.stat().st_mtime) < old:
            found.append(f"A file among the attachments belongs to nothing ({file.name[:12]}).")
    return found


def row_counts(session: Session) -> dict[str, int]:
    """How many rows every table holds, to compare a copy with what it was made from."""
    there = set(inspect(session.connection()).get_table_names())
    names = [table.name for table in whole().sorted_tables if table.name in there]
    return _counted(session, names)
