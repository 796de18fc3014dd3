"""Files that are being written: noted before they are begun, so that a next start finds them.

A paper is written beside the place where it will lie, under a name of its own, and renamed. If the
program is killed in between, the half of it would lie in somebody's folder for ever. So would the
folder in which a sealed copy is opened, and that of a look over a network.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from ..paths import home

UNSEALED, SCANNED = "unsealed-", "mspdesk-scan-"
"""How folders begin that go away with what is done in them."""

_FOLDER = "unfinished"
# Notes of a living process are left alone; where nobody can tell, for ten minutes.
_YOUNG = 600


def _folder() -> Path:
    return home() / _FOLDER


@contextmanager
def noted(part: Path) -> Iterator[None]:
    """Note a part file or a folder while it is there; without a note the work goes on all the same.

    Whoever writes removes what is left of it when that fails.
    """
    note = _folder() / sha256(str(part.absolute()).encode()).hexdigest()[:32]
    with suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"{os.getpid()}\n{part.absolute()}\n", encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)


def sweep() -> int:
    """Remove what a killed program left half done; says how many files and folders."""
    gone = 0
    for note in sorted(_folder().glob("*")) if _folder().is_dir() else ():
        with suppress(OSError, ValueError):
            pid, name = note.read_text(encoding="utf-8").splitlines()[:2]
            if _lives(int(pid), note):
                continue
            part = Path(name)
            if part.suffix == ".part" and part.is_file():
                part.unlink()
                gone += 1
            elif part.name.startswith((UNSEALED, SCANNED)) and part.is_dir():
                shutil.rmtree(part)
                gone += 1
            note.unlink()
    return gone


def _lives(pid: int, note: Path) -> bool:
    """Whether the program that noted a file may still be writing it."""
    if pid == os.getpid():
        return False
    if os.name != "posix":
        return _age(note) < _YOUNG
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _age(note: Path) -> float:
    """Seconds since a note was written, by the clock of its disk."""
    fresh = note.with_name("now")
    fresh.touch()
    try:
        return fresh.stat().st_mtime - note.stat().st_mtime
    finally:
        fresh.unlink(missing_ok=True)
