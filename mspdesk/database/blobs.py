"""Attachments, kept by the SHA-256 of their bytes: files beside the books, a table on a server.

The file is on the disk before its row is written; the same bytes are kept once, whoever adds them.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..dates import utc_now
from ..errors import Trouble
from .catalogue import whole
from .files import chunks_of, force_folder, is_full, make_folder, sha256_of, write_whole
from .tables import Blob

LARGEST = 100 << 20
"""Bytes of the largest attachment that is taken."""


def folder_of_blobs(books_folder: Path) -> Path:
    """Where the attachments of books in a folder lie."""
    return books_folder / "blobs"


def file_of(blobs: Path, sha256: str) -> Path:
    """The file of one attachment: blobs/ab/abcdef..."""
    return blobs / sha256[:2] / sha256


def put(session: Session, content: bytes) -> str:
    """Keep an attachment, inside a step; answers its SHA-256, by which it is got again.

    Raises Trouble when it is too large or cannot be written.
    """
    if len(content) > LARGEST:
        raise Trouble("This file is too large to be attached.", f"{LARGEST >> 20} MB fit.")
    sha256 = hashlib.sha256(content).hexdigest()
    folder = session.info.get("folder")
    if folder is not None:
        _write(file_of(folder_of_blobs(folder), sha256), content)
    row = {"sha256": sha256, "size": len(content), "added_at": utc_now()}
    row |= {"content": None if folder is not None else content}
    # The dialect of these books alone: the other one would only make every start slower.
    dialect = import_module(f"sqlalchemy.dialects.{'sqlite' if folder else 'postgresql'}")
    session.connection().execute(dialect.insert(Blob).values(row).on_conflict_do_nothing())
    return sha256


def _write(file: Path, content: bytes) -> None:
    try:
        if file.exists() and file.stat().st_size == len(content):
            # Whoever laid it there may have been stopped before its name was on the disk.
            force_folder(file.parent)
            return
        make_folder(file.parent)
        write_whole(file, [content])
    except OSError as error:
        if is_full(error):
            raise Trouble(
                "There is no room for the attachment.", "Make room, then try again."
            ) from error
        why = error.strerror or "the disk refused"
        raise Trouble(f"The attachment could not be saved: {why}.", "Try again.") from error


def get(session: Session, sha256: str) -> bytes:
    """The bytes of an attachment; raises Trouble when they are lost or damaged."""
    folder = session.info.get("folder")
    if folder is None:
        content = session.execute(select(Blob.content).where(Blob.sha256 == sha256)).scalar()
    else:
        content = _read(file_of(folder_of_blobs(folder), sha256))
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        raise Trouble("This attachment is missing or damaged.", "Restore it from a backup.")
    return content


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def known(session: Session) -> dict[str, int]:
    """Every attachment the books know, with its size in bytes."""
    return {one.sha256: one.size for one in session.execute(select(Blob.sha256, Blob.size))}


def referenced(session: Session, there: Mapping[str, Collection[str]]) -> set[str]:
    """The attachments that some row of an area refers to, by foreign key to `blob`.

    `there` are the columns these books have, by table; an earlier form has fewer than the models.
    """
    found: set[str] = set()
    for table in whole().sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "blob" and key.parent.name in there.get(table.name, ()):
                column = table.c[key.parent.name]
                asked = select(column).where(column.is_not(None)).distinct()
                found.update(session.scalars(asked))
    return found


def files_in(blobs: Path) -> Iterator[Path]:
    """Every attachment file below a folder."""
    if blobs.is_dir():
        yield from (one for one in blobs.glob("??/*") if len(one.name) == len("f" * 64))


def copy(blobs: Path, wanted: dict[str, int], into: Path) -> list[str]:
    """Copy attachments that are not there yet, checking each; answers those that are lost.

    Raises OSError when the disk refuses.
    """
    lost = []
    for sha256, size in wanted.items():
        target = file_of(into, sha256)
        if target.exists() and target.stat().st_size == size:
            continue
        source = file_of(blobs, sha256)
        if not source.exists():
            lost.append(sha256)
            continue
        make_folder(target.parent)
        if write_whole(target, chunks_of(source)) != sha256:
            target.unlink()
            lost.append(sha256)
    return lost


def damaged(blobs: Path, wanted: dict[str, int]) -> list[str]:
    """Which attachments are missing below a folder, or do not hold what their name says."""
    return [
        sha256
        for sha256 in wanted
        if not (file := file_of(blobs, sha256)).exists() or sha256_of(file) != sha256
    ]
