"""What a process that reads somebody else's file may take, and how it takes the rest from itself.

On Linux the system itself enforces all of it. On Windows a job does, on macOS only time and files
hold for sure, and a watch looks at the memory every moment; neither was tried on such a computer.
"""

import contextlib
import os
import sys
import sysconfig
import threading
import time
from pathlib import Path
from typing import Any

from ..rows import dataclass

OUT_OF_MEMORY = 71
"""The exit code of a process whose watch saw it take too much."""

_LOOK = 0.05
_FILES = 64
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# What no reader has any use for, by the names under which Python tells of it (PEP 578).
_NEVER = (
    "socket.",
    "subprocess.",
    "os.",
    "shutil.",
    "ctypes.",
    "ftplib.",
    "urllib.",
    "webbrowser.",
)
_HARMLESS = frozenset({"os.listdir", "os.scandir", "os.putenv", "os.unsetenv", "os.fwalk"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a reading may take: seconds of waiting, bytes of memory, bytes told (decisions)."""

    seconds: int = 30
    memory: int = 512 * 1024 * 1024
    told: int = 300 * 1024 * 1024


def limit(limits: Limits, *, files: bool = False) -> None:
    """Take away memory, processor time, new processes and the right to write files.

    `files` leaves the right to write, for the tests that make their own.
    """
    try:
        import resource
    except ImportError:
        from .apart_windows import hold

        hold(limits.memory, limits.seconds + 5)
        return
    wanted = [
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds + 5),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, resource.RLIM_INFINITY if files else 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ]
    if not files:
        wanted.append((resource.RLIMIT_NPROC, 0))
    if sys.platform == "darwin":
        # There the system knows the limit of memory and does not hold anybody to it.
        threading.Thread(target=_watch, args=(limits.memory,), daemon=True).start()
    for what, most in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _watch(memory: int) -> None:
    """End this process once it took more than so many bytes."""
    import resource

    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < memory:
        time.sleep(_LOOK)
    os._exit(OUT_OF_MEMORY)


def forbid(allowed: Path | None) -> None:
    """Refuse from now on every file but `allowed` and Python's own, network and other programs.

    For good: what listens here cannot be taken off again.
    """
    inside = _own_folders()
    # A bundle has its modules within its own file.
    readable = {os.path.realpath(one) for one in (allowed, sys.executable) if one}

    def listen(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = args
            if isinstance(path, int):
                return
            place = os.path.realpath(os.fsdecode(path))
            if not flags & _WRITES and (place in readable or place.startswith(inside)):
                return
        elif event in _HARMLESS or not event.startswith(_NEVER):
            return
        raise PermissionError(f"{event} is not for a reader of files")

    sys.addaudithook(listen)


def _own_folders() -> tuple[str, ...]:
    """Where Python, its libraries and this program lie."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    known: set[str | None] = {sysconfig.get_path(name) for name in names}
    known |= {getattr(sys, "_MEIPASS", None), str(Path(__file__).parents[1])}
    return tuple(os.path.realpath(one) + os.sep for one in known if one)
