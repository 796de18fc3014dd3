"""Putting a copy back: always into a new place, checked before it counts, then described."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .. import dates
from ..errors import Trouble, UserError
from ..rows import dataclass
from . import backup, blobs, dump, engines, migrate, places
from .books import bring_forward, form_of
from .check import Check, row_counts
from .files import keeps_its_sum, make_folder, put_in_place, room
from .sealed_head import is_sealed
from .store import Store
from .tables import Step

Describe = Callable[[Session], Mapping[str, str]]
"""What the shop wants to know about a copy: the last invoice number, how many of what."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: where, the last change in it (UTC), rows by table, and the shop's words."""

    place: str
    last_change: datetime | None
    rows: dict[str, int]
    facts: Mapping[str, str] = field(default_factory=dict)


def restore(
    copy: Path,
    place: str | Path,
    *,
    checks: Iterable[Check] = (),
    describe: Describe | None = None,
) -> Restored:
    """Put a copy back into a place that holds no books, check it, and say what is in it.

    Raises UserError when there are books already, Trouble when the copy is damaged; then nothing
    is left behind.
    """
    where = places.normalise(place)
    if is_sealed(copy):
        raise UserError("This copy is sealed. Type a password of the vault, or its recovery key.")
    if not keeps_its_sum(copy):
        raise Trouble(f"{copy.name} was damaged after it was made.", "Choose another copy.")
    if copy.suffix == ".pgdump":
        return _onto_server(copy, where, checks, describe)
    if places.is_server(where):
        raise UserError("A copy of a file goes back into a folder.", "books")
    target = Path(where)
    if target.exists():
        raise UserError(f"There are books already in {target.parent}.", "books")
    if not copy.exists():
        raise Trouble(f"{copy.name} is not there.", "Choose a copy from the folder of copies.")
    form = form_of(str(copy)).number
    part = target.with_name(target.name + ".part")
    try:
        make_folder(target.parent)
        if not room(target.parent, copy.stat().st_size):
            raise Trouble(f"There is no room in {target.parent}.", "Choose another disk.")
        backup.copy_pages(str(copy), part)
        if form < migrate.newest():
            # Made before an upgrade: the checks know only the form this release writes.
            backup.verify(part, full=True)
            bring_forward(str(part))
        wanted = backup.verify(part, checks, full=True)
        _attachments(copy, target, wanted)
        with closing(engines.raw(str(part))) as connection:
            connection.execute("DELETE FROM lease").close()
        put_in_place(part, target)
    except OSError as error:
        raise Trouble(f"{target.parent} cannot be written.", error.strerror or "") from error
    finally:
        part.unlink(missing_ok=True)
    return _described(where, describe)


def _attachments(copy: Path, target: Path, wanted: dict[str, int]) -> None:
    """Bring the attachments back; those lost before the copy was made stay lost, and say so."""
    blobs.copy(blobs.folder_of_blobs(copy.parent), wanted, blobs.folder_of_blobs(target.parent))


def _onto_server(
    copy: Path, where: str, checks: Iterable[Check], describe: Describe | None
) -> Restored:
    if not places.is_server(where):
        raise UserError("A copy of books on a server goes back onto a server.", "books")
    if form_of(where).number:
        raise UserError(f"There are books already: {places.said(where)}.", "books")
    dump.table_of_contents(copy)
    dump.read(copy, where)
    backup.verify(where, checks)
    return _described(where, describe)


def _described(where: str, describe: Describe | None) -> Restored:
    store = Store.connect(where, read_only=True)
    try:
        with store.read() as session:
            return Restored(
                where,
                session.scalar(select(func.max(Step.at))),
                row_counts(session),
                dict(describe(session)) if describe else {},
            )
    finally:
        store.close()


def prove(
    copy: Path, *, checks: Iterable[Check] = (), describe: Describe | None = None
) -> Restored:
    """Restore a copy into a folder that is thrown away, and write down that it went well."""
    folder = Path(tempfile.mkdtemp(prefix="prove-", dir=copy.parent))
    try:
        found = restore(copy, folder, checks=checks, describe=describe)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    backup.remember(copy.parent, proved_at=dates.now().isoformat(" "), proved=copy.name)
    return found
