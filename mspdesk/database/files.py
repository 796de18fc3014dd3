"""Files written whole or not at all: beside the target first, forced to the disk, then renamed."""

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

CHUNK = 1 << 20


def force(file: Path) -> None:
    """Have the system write a file out to the disk; raises OSError when it cannot."""
    handle = os.open(file, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def force_folder(folder: Path) -> None:
    """Have the system write a folder's names out; Windows has no such thing."""
    if os.name != "nt":
        force(folder)


def make_folder(folder: Path) -> None:
    """Make a folder where it is missing, and those above it, so that a power cut leaves them.

    What lies in a folder is lost with its name, however well it was written itself.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    try:
        force_folder(folder.parent)
    except OSError:
        with suppress(OSError):
            folder.rmdir()
        raise


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished part file its name, for good."""
    force(part)
    part.replace(target)
    force_folder(target.parent)


def write_whole(target: Path, chunks: Iterable[bytes]) -> str:
    """Write a file whole or not at all, readable by this user only; answers its SHA-256.

    Raises OSError, and leaves nothing behind.
    """
    part = target.with_name(target.name + ".part")
    digest = hashlib.sha256()
    try:
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                out.write(chunk)
        put_in_place(part, target)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def chunks_of(file: Path) -> Iterable[bytes]:
    """A file's bytes, a megabyte at a time."""
    with file.open("rb") as source:
        while chunk := source.read(CHUNK):
            yield chunk


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    for chunk in chunks_of(file):
        digest.update(chunk)
    return digest.hexdigest()


def write_sum(file: Path) -> None:
    """Lay a file's SHA-256 beside it, as `sha256sum -c` reads it."""
    write_whole(sum_of(file), [f"{sha256_of(file)}  {file.name}\n".encode()])


def sum_of(file: Path) -> Path:
    """The file that holds another file's SHA-256."""
    return file.with_name(file.name + ".sha256")


def keeps_its_sum(file: Path) -> bool:
    """Whether a file still holds what it held when its SHA-256 was laid beside it, if it was."""
    try:
        noted = sum_of(file).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return True
    return bool(noted) and noted[0] == sha256_of(file)


def is_full(error: OSError) -> bool:
    """Whether a disk refused because there is no room left, or none for this person."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def room(folder: Path, needed: int) -> bool:
    """Whether a disk has room for so many bytes and ten megabytes more."""
    return shutil.disk_usage(folder).free > needed + 10 * CHUNK


def sweep_parts(folder: Path, wanted: Callable[[Path], bool] = lambda _: True) -> None:
    """Remove part files that a crash left behind."""
    for part in folder.rglob("*.part"):
        if part.is_file() and wanted(part):
            part.unlink(missing_ok=True)
