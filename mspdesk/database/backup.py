"""Copies of the books: made while people work, checked before they count, thinned out with age.

A folder of copies holds `books-20260311-150000.db` for each with its SHA-256 beside it, and the
attachments of all of them once, in `blobs/`. Books on a server are copied by pg_dump where it is
installed. Whoever has a vault may have copies sealed whole: those end in `.sealed`.
"""

import json
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy.exc import DBAPIError

from .. import dates
from ..errors import Trouble
from . import blobs, dump, engines
from .check import Check, check_books
from .files import (
    force_folder,
    is_full,
    make_folder,
    put_in_place,
    room,
    sum_of,
    sweep_parts,
    write_sum,
)
from .places import folder_of, is_server
from .rotation import BEFORE_UPGRADE, CEILING, Copy, kept
from .sealed_head import ENDING, blobs_of, is_sealed
from .store import Store

NAME = re.compile(r"books-(\d{8}-\d{6})(?:-(\d+))?(?:-([a-z-]+))?\.(db|pgdump)(?:\.sealed)?$")

FULL_CHECK_AFTER = timedelta(days=7)
"""How long a copy may go without every page and index being read."""


class Sealer(Protocol):
    """What seals copies for the people of the vault, which lies above the books."""

    def seal(self, plain: Path, target: Path, needs: Iterable[str]) -> None:
        """Seal a file under another name, whole or not at all; raises OSError."""

    def seal_blobs(self, source: Path, wanted: dict[str, int], into: Path) -> list[str]:
        """Seal attachments that are not there yet; answers those that are lost."""


def backups_folder(place: str) -> Path | None:
    """Where copies of books in a file lie by default, beside them; None for a server."""
    folder = folder_of(place)
    return folder / "backups" if folder else None


def copies(folder: Path) -> list[Copy]:
    """The copies in a folder, newest first; part files are not copies."""
    found = []
    for file in folder.iterdir() if folder.is_dir() else ():
        if match := NAME.match(file.name):
            made_at = datetime.strptime(match[1], "%Y%m%d-%H%M%S")
            size, nth = file.stat().st_size, int(match[2] or 1)
            found.append(Copy(file, made_at, match[3] or "", size, nth))
    return sorted(found, key=lambda copy: (copy.made_at, copy.nth), reverse=True)


def make(
    place: str,
    folder: Path,
    *,
    kind: str = "",
    checks: Iterable[Check] = (),
    ceiling: int = CEILING,
    seal: Sealer | None = None,
) -> Copy:
    """Copy the books at a place into a folder, check the copy, then let old ones go.

    `kind` says why in a word (`before-upgrade`); `ceiling` is in bytes; with `seal` the copy, and
    whatever lies there in clear, is sealed. Raises Trouble when there is no room, the copy is not
    good, or there is no pg_dump; nothing else is deleted then.
    """
    try:
        make_folder(folder)
        sweep_parts(folder)
        target = _free_name(folder, kind, "pgdump" if is_server(place) else "db")
        full = kind != "" or _full_due(folder)
        if seal is not None:
            target = _copy_sealed(place, target, tuple(checks), seal, full=full)
            _seal_older(folder, seal)
        elif is_server(place):
            dump.write(place, target)
        else:
            _copy_file(place, target, tuple(checks), full=full)
        write_sum(target)
        rotate(folder, ceiling)
    except OSError as error:
        raise _no_room(folder, error) from error
    return next(copy for copy in copies(folder) if copy.file == target)


def _free_name(folder: Path, kind: str, ending: str) -> Path:
    """A name for a copy made now, after every other of the same second."""
    now = dates.now()
    nth = max((copy.nth for copy in copies(folder) if copy.made_at == now), default=0) + 1
    middle = (f"-{nth}" if nth > 1 else "") + (f"-{kind}" if kind else "")
    return folder / f"books-{now:%Y%m%d-%H%M%S}{middle}.{ending}"


def _copy_file(place: str, target: Path, checks: tuple[Check, ...], *, full: bool) -> None:
    """Copy a books.db and its attachments, and give the copy its name once it was found good."""
    part = target.with_name(target.name + ".part")
    try:
        if not room(target.parent, Path(place).stat().st_size):
            raise _no_room(target.parent, None)
        copy_pages(place, part)
        known = verify(part, checks, full=full)
        source = blobs.folder_of_blobs(Path(place).parent)
        lost = blobs.copy(source, known, blobs.folder_of_blobs(target.parent))
        put_in_place(part, target)
        _note(target.parent, full=full, lost=lost)
    finally:
        part.unlink(missing_ok=True)


def _copy_sealed(
    place: str, target: Path, checks: tuple[Check, ...], seal: Sealer, *, full: bool
) -> Path:
    """Copy the books where they lie, check that, and seal it into the folder; answers the file.

    So nothing ever lies in clear in a folder that may be on a stick or in a synced place.
    """
    sealed = target.with_name(target.name + ENDING)
    part = _own_folder(place) / (target.name + ".part")
    known: dict[str, int] = {}
    lost: list[str] = []
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        if is_server(place):
            dump.write(place, part)
        else:
            size = Path(place).stat().st_size
            if not (room(target.parent, size) and room(part.parent, size)):
                raise _no_room(target.parent, None)
            copy_pages(place, part)
            known = verify(part, checks, full=full)
            source = blobs.folder_of_blobs(Path(place).parent)
            lost = seal.seal_blobs(source, known, blobs.folder_of_blobs(target.parent))
        seal.seal(part, sealed, known)
        _note(target.parent, full=full, lost=lost)
    finally:
        part.unlink(missing_ok=True)
    return sealed


def _own_folder(place: str) -> Path:
    """Where a copy may lie in clear for a moment: beside books that do so anyway."""
    folder = backups_folder(place)
    if folder is None:
        from .. import paths

        folder = paths.home() / "backups"
    return folder


def _seal_older(folder: Path, seal: Sealer) -> None:
    """Seal the copies and attachments that lie in a folder in clear, from before it was wished."""
    attached = blobs.folder_of_blobs(folder)
    plain = {file.name: 0 for file in blobs.files_in(attached)}
    seal.seal_blobs(attached, plain, attached)
    for copy in copies(folder):
        if not is_sealed(copy.file):
            needs = _needed_by(copy.file)
            sealed = copy.file.with_name(copy.file.name + ENDING)
            seal.seal(copy.file, sealed, needs or ())
            write_sum(sealed)
            copy.file.unlink()
            sum_of(copy.file).unlink(missing_ok=True)
    for sha256 in plain:
        blobs.file_of(attached, sha256).unlink(missing_ok=True)


def copy_pages(place: str, part: Path) -> None:
    """Copy a books.db as one moment saw it, while others go on writing; never by copying files."""
    try:
        with closing(engines.raw(place)) as source, closing(sqlite3.connect(part)) as target:
            source.execute("PRAGMA query_only=ON").close()
            source.execute("PRAGMA wal_autocheckpoint=0").close()
            source.backup(target, pages=-1)
            # A copy is one file, whatever the books themselves are kept in.
            target.execute("PRAGMA journal_mode=DELETE").close()
    except sqlite3.Error as error:
        if "full" in str(error).lower():
            raise _no_room(part.parent, None) from error
        raise Trouble("The books could not be copied.", f"{error}.".capitalize()) from error
    part.chmod(0o600)


def verify(copy: Path | str, checks: Iterable[Check] = (), *, full: bool = True) -> dict[str, int]:
    """Open a copy and check it; answers its attachments. Raises Trouble when it is not good."""
    store = Store.connect(str(copy), read_only=True)
    try:
        found = check_books(store, checks, full=full, attachments=False)
        if found:
            raise Trouble(f"The copy is not good: {found[0]}", "Check the books themselves.")
        return store.ask(blobs.known)
    except DBAPIError as error:
        raise engines.trouble(error) from error
    finally:
        store.close()


def rotate(folder: Path, ceiling: int = CEILING) -> list[Path]:
    """Let old copies go, and attachments no copy needs; answers the files that went."""
    found = copies(folder)
    attached = sum(file.stat().st_size for file in _attachments(folder))
    stay = kept(found, max(ceiling - attached, 0))
    gone = [copy.file for copy in found if copy.file not in stay]
    for file in gone:
        file.unlink(missing_ok=True)
        sum_of(file).unlink(missing_ok=True)
    if gone:
        _drop_unneeded(folder, list(stay))
        force_folder(folder)
    return gone


def _attachments(folder: Path) -> list[Path]:
    """The attachments of copies in a folder, in clear or sealed."""
    attached = blobs.folder_of_blobs(folder)
    return [*blobs.files_in(attached), *attached.glob(f"??/*{ENDING}")]


def _drop_unneeded(folder: Path, stay: list[Path]) -> None:
    """Remove attachments that none of the copies that stay knows."""
    needed: set[str] = set()
    for file in stay:
        found = _needed_by(file)
        if found is None:
            # A copy that cannot be read may still be mended, so its attachments stay.
            return
        needed |= found
    for blob in _attachments(folder):
        if blob.name.removesuffix(ENDING) not in needed:
            blob.unlink(missing_ok=True)


def _needed_by(file: Path) -> set[str] | None:
    """The attachments a copy knows; None when it cannot be read."""
    try:
        if is_sealed(file):
            return blobs_of(file)
        if file.suffix != ".db":
            return set()
        with closing(engines.raw(str(file), only_read=True)) as connection:
            return {one for (one,) in connection.execute("SELECT sha256 FROM blob")}
    except (sqlite3.Error, Trouble):
        return None


def _no_room(folder: Path, error: OSError | None) -> Trouble:
    found = copies(folder)
    at = found[0].made_at if found else None
    last = f"The newest good one is from {at:%b} {at.day}, {at:%H:%M}." if at else ""
    if error is not None and error.errno is not None and not is_full(error):
        return Trouble(f"No copy could be made in {folder} ({error.strerror}).", last)
    hint = f"Make room, then try again. {last}".strip()
    return Trouble(f"There is no room for a copy in {folder}.", hint)


# --- what the folder remembers -----------------------------------------------------------------


def record(folder: Path) -> dict[str, str]:
    """What the folder of copies remembers: full_check_at, proved_at (wall clock), lost."""
    try:
        found = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def remember(folder: Path, **facts: str) -> None:
    """Write down something about the folder of copies."""
    kept_facts = record(folder) | facts
    (folder / "record.json").write_text(json.dumps(kept_facts, indent=1), encoding="utf-8")


def _note(folder: Path, *, full: bool, lost: list[str]) -> None:
    facts = {"lost": str(len(lost))}
    if full:
        facts["full_check_at"] = dates.now().isoformat(" ")
    remember(folder, **facts)


def _full_due(folder: Path) -> bool:
    try:
        last = datetime.fromisoformat(record(folder).get("full_check_at", ""))
    except ValueError:
        return True
    return dates.now() - last >= FULL_CHECK_AFTER


def before_upgrade(place: str) -> Copy | None:
    """The copy that every upgrade is preceded by; on a server by pg_dump, or it does not happen."""
    folder = backups_folder(place)
    if folder is None:
        from .. import paths

        folder = paths.home() / "backups"
    elif not room(folder.parent, 3 * Path(place).stat().st_size):
        raise Trouble("The books must be brought forward, and there is no room for a copy first.")
    return make(place, folder, kind=BEFORE_UPGRADE)
