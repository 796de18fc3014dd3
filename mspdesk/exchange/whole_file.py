"""Files that appear whole or not at all."""

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import Trouble

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def trouble_saving(path: Path, error: OSError) -> Trouble:
    """What the person hears when a file could not be written."""
    if error.errno in _FULL:
        return Trouble(
            f"{path.name} was not saved: there is no room left on the disk.",
            "Free some space and try again.",
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Trouble(
            f"{path.name} was not saved: this folder may not be written to.",
            "Choose another folder, or close the program that has the file open.",
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Trouble(
            f"{path.name} was not saved: the folder {path.parent} is not there.",
            "Choose a folder that exists.",
        )
    return Trouble(f"{path.name} was not saved: {error.strerror or error}.", "Try another place.")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place, then put it there in one move.

    Readable by its owner only. On any failure the old file stays as it was and nothing is left
    behind; a failing disk becomes Trouble.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        try:
            with _opened(part) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            _sync_folder(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise trouble_saving(path, error) from error


def _opened(part: Path) -> BinaryIO:
    """A new file that only its owner may read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(part, flags, 0o600), "wb")


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
