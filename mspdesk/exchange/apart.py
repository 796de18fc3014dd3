"""Reading somebody else's file in a process of its own, with little memory and little time.

So no file can freeze or fill this computer, or reach anything here (reliability rule 6.7.1). Every
kind of file comes this way: workbooks, scans, contact cards, pictures, mails. What comes back is
JSON: pairs of a kind and what it tells, until `done` or `refused`. The process is `apart_child`;
it runs from the program's own file where that is a bundle (`READ_APART`).
"""

import atexit
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from ..errors import Cancelled, Trouble, UserError
from ..progress import Progress
from ..rows import dataclass
from .apart_child import COPIES, LENGTH, PATIENCE, READ_APART, Reader
from .apart_limits import Limits, limit

__all__ = ["Limits", "Sentences", "can_be_opened", "limit", "told_apart"]

LISTEN = 0.1
"""How often, in seconds, the reading is asked whether it should stop."""

_LARGEST_ANSWER = 96 * 1024 * 1024
_WAITING_ANSWERS = 16
_TO_END = 2.0

_NEVER_LONGER = PATIENCE - 10
"""Seconds a process waits for a file before it is let go, well before it goes by itself."""

# What a child needs of the surroundings: nothing that holds a password or a place of the shop's.
_NEEDED = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG")


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said when nothing comes: `slow` after the time is up, `broken` when it died."""

    slow: str
    broken: str


class _Gone(Exception):
    """The reading process is not there any more."""


class _Process:
    """A reading process and the answers that came from it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.since = 0.0
        try:
            self._child = subprocess.Popen(  # noqa: S603 -- this very program, by its own file
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_surroundings(),
                start_new_session=True,
            )
        except OSError as error:
            words = "No process could be started to read this file."
            raise Trouble(words, "Close other programs and try again.") from error
        self._answers: queue.Queue[bytes | None] = queue.Queue(_WAITING_ANSWERS)
        threading.Thread(target=self._listen, args=(self._child.stdout,), daemon=True).start()

    def ask(self, question: bytes, raw: bytes) -> None:
        """Put a question, behind the back of who waits: a pipe takes what the other side takes."""
        whole = LENGTH.pack(len(question)) + question
        pipe = self._child.stdin

        def put() -> None:
            with contextlib.suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.write(whole)
                    pipe.write(raw)
                    pipe.flush()

        threading.Thread(target=put, daemon=True).start()

    def _listen(self, pipe: IO[bytes]) -> None:
        """Take answers as they come; None for the end, also of what is no answer."""
        with contextlib.suppress(OSError, ValueError):
            while len(head := pipe.read(LENGTH.size)) == LENGTH.size:
                (size,) = LENGTH.unpack(head)
                found = pipe.read(size) if size <= _LARGEST_ANSWER else b""
                if not found or len(found) < size:
                    break
                self._answers.put(found)
        self._answers.put(None)

    def answer(self, patience: float) -> bytes | None:
        """The next answer as it came, None when there was none in so many seconds.

        Raises _Gone when none will come.
        """
        try:
            found = self._answers.get(timeout=max(patience, 0))
        except queue.Empty:
            return None
        if found is None:
            self._answers.put(None)
            raise _Gone
        return found

    def ended_well(self) -> bool:
        """Whether it said that the reading is over, and may be asked again."""
        with contextlib.suppress(_Gone, ValueError):
            found = self.answer(_TO_END)
            return found is not None and json.loads(found) == ["end", 0]
        return False

    def alive(self) -> bool:
        """Whether it still waits for a question."""
        return self._child.poll() is None

    def end(self) -> None:
        """End it and the copy it made of itself, whatever they are at."""
        if self.owner != os.getpid():
            return
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._child.kill()
            else:
                os.killpg(self._child.pid, signal.SIGKILL)
        while self._child.poll() is None:
            # The listener may wait for room; it ends with the pipe.
            with contextlib.suppress(queue.Empty):
                self._answers.get(timeout=0.01)
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _command() -> list[str]:
    """What starts a reading process: this program's own file, or Python with the one module."""
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_APART]
    return [sys.executable, "-P", "-m", "mspdesk.exchange.apart_child"]


def _surroundings() -> dict[str, str]:
    found = {
        name: value
        for name, value in os.environ.items()
        if name.upper() in _NEEDED or name.startswith(("_PYI", "_MEI", "LC_"))
    }
    return found | {"PYTHONPATH": str(Path(__file__).parents[2])}


class _Spare:
    """The one reading process that waits for the next file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: _Process | None = None
        atexit.register(self.drop)

    def take(self) -> _Process:
        """The one that waits, or a new one where it has waited too long or is gone."""
        with self._lock:
            found, self._waiting = self._waiting, None
        if found is None or found.owner != os.getpid():
            return _Process()
        if time.monotonic() - found.since < _NEVER_LONGER and found.alive():
            return found
        found.end()
        return _Process()

    def give_back(self, process: _Process) -> None:
        """Keep one for the next file, unless one waits already."""
        process.since = time.monotonic()
        with self._lock:
            if self._waiting is None and COPIES:
                self._waiting = process
                return
        process.end()

    def drop(self) -> None:
        """Let the one that waits go."""
        with self._lock:
            found, self._waiting = self._waiting, None
        if found is not None:
            found.end()


_SPARE = _Spare()


def told_apart(
    read: Reader,
    asked: dict[str, Any],
    limits: Limits,
    words: Sentences,
    progress: Progress | None = None,
    raw: bytes = b"",
) -> Iterator[tuple[str, Any]]:
    """What `read(asked, raw)` tells from a process of its own, until it is done.

    `read` is a function of a module; `asked` is plain, with the one file it may open as `path`.
    Raises UserError when it takes too long, tells too much or dies, Cancelled when asked to stop.
    """
    question = json.dumps(
        {
            "reader": f"{read.__module__}:{read.__qualname__}",
            "asked": asked,
            "limits": asdict(limits),
            "size": len(raw),
        }
    ).encode()
    deadline = time.monotonic() + limits.seconds
    process = _SPARE.take()
    over, size = False, 0
    try:
        process.ask(question, raw)
        while not over:
            answer = _awaited(process, deadline, words, progress or Progress())
            size += len(answer)
            kind, told = _understood(answer, words)
            if kind == "end" or size > limits.told:
                raise UserError(words.broken)
            over = kind in {"done", "refused"}
            yield kind, told
    finally:
        if over and process.ended_well():
            _SPARE.give_back(process)
        else:
            process.end()


def _awaited(process: _Process, deadline: float, words: Sentences, progress: Progress) -> bytes:
    """The next answer as it came; raises UserError when none does."""
    while True:
        if progress.stopping:
            raise Cancelled
        left = deadline - time.monotonic()
        if left < 0:
            raise UserError(words.slow)
        try:
            found = process.answer(min(LISTEN, left))
        except _Gone:
            raise UserError(words.broken) from None
        if found is not None:
            return found


def _understood(answer: bytes, words: Sentences) -> tuple[str, Any]:
    """An answer taken apart; raises UserError for what no reader tells."""
    with contextlib.suppress(ValueError, TypeError):
        kind, told = json.loads(answer)
        return str(kind), told
    raise UserError(words.broken)


def can_be_opened(path: Path, say: Callable[[Path, OSError], Exception]) -> None:
    """Raise what `say` makes of it when a file cannot be opened at all."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise say(path, error) from error
