"""A real disk with little room: a file system of our own in memory, or a limit on files.

Mounting one takes rights that not every machine gives; it is then said why not, and the limit on
the size of files, which every Linux has, is used alone.
"""

import ctypes
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NEW_USERS, _NEW_MOUNTS = 0x10000000, 0x00020000
_PRIVATE = (1 << 18) | (1 << 14)
_BLOCK = b"\0" * 65_536


def mount(folder: Path, size: int) -> str:
    """Lay an empty file system of so many bytes over a folder, for this process and its children.

    Answers why that cannot be done here; empty when it is done.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "unshare"):
        return "only Linux lets a process have a disk of its own"
    flags = _NEW_MOUNTS if os.geteuid() == 0 else _NEW_MOUNTS | _NEW_USERS
    if libc.unshare(flags) != 0:
        return f"no disk of our own can be made here ({os.strerror(ctypes.get_errno())})"
    # What is mounted here must not be seen outside.
    libc.mount(b"none", b"/", None, _PRIVATE, None)
    options = f"size={size}".encode()
    if libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, options) != 0:
        return f"no disk of our own can be mounted here ({os.strerror(ctypes.get_errno())})"
    return ""


@contextmanager
def filled(folder: Path, room: int) -> Iterator[None]:
    """Fill the disk of a folder until there is so little room, for the length of a block."""
    filler = folder / "filler"
    try:
        handle = os.open(filler, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        try:
            block = _BLOCK
            while block:
                try:
                    os.write(handle, block)
                except OSError:
                    block = block[: len(block) // 2]
            os.ftruncate(handle, max(0, os.fstat(handle).st_size - room))
        finally:
            os.close(handle)
        yield
    finally:
        filler.unlink()


@contextmanager
def limited(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes, for the length of a block."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
