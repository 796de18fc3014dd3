"""Reading somebody else's file in a process of its own, with little memory and little time.

So no file can freeze or fill this computer, or reach anything here (reliability rule 6.7.1). The
process sends JSON: pairs of a kind and what it tells, until `done` or `refused`.
"""

import contextlib
import json
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ..errors import Cancelled, UserError
from ..progress import Progress
from ..rows import dataclass

# How often, in seconds, the reading is asked whether it should stop.
LISTEN = 0.1


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a reading may take: seconds of waiting, bytes of memory (decisions.md)."""

    seconds: int = 30
    memory: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said when nothing comes: `slow` after the time is up, `broken` when it died."""

    slow: str
    broken: str


def limit(limits: Limits, *, files: bool = False) -> None:
    """Take away memory, processor time and the right to write files, where the system can.

    `files` leaves the right to write, for the tests that make their own.
    """
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds + 5),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, resource.RLIM_INFINITY if files else 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def send(answers: Connection, told: Iterable[tuple[str, Any]]) -> None:
    """Send what a reading tells, from the process that reads, and end."""
    for answer in told:
        answers.send_bytes(json.dumps(answer).encode())
    answers.close()


def told_apart(
    serve: Callable[..., None],
    args: tuple[Any, ...],
    limits: Limits,
    words: Sentences,
    progress: Progress | None = None,
) -> Iterator[tuple[str, Any]]:
    """What `serve(*args, connection)` tells from a process of its own, until it is done.

    `serve` is a function of a module; it limits itself first. The process never outlives the
    question. Raises UserError when it takes too long or dies, Cancelled when asked to stop.
    """
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    child = spawn.Process(target=serve, args=(*args, theirs), daemon=True)
    child.start()
    theirs.close()
    deadline = time.monotonic() + limits.seconds
    try:
        while True:
            kind, told = _next_answer(ours, deadline, words, progress or Progress())
            yield kind, told
            if kind in {"done", "refused"}:
                return
    finally:
        child.kill()
        child.join()
        child.close()
        ours.close()


def _next_answer(
    ours: Connection, deadline: float, words: Sentences, progress: Progress
) -> tuple[str, Any]:
    """The next thing the reading process tells; raises UserError when nothing comes."""
    heard = False
    while not heard:
        if time.monotonic() > deadline:
            raise UserError(words.slow)
        if progress.stopping:
            raise Cancelled
        heard = ours.poll(LISTEN)
    with contextlib.suppress(EOFError, OSError, ValueError):
        kind, told = json.loads(ours.recv_bytes())
        return str(kind), told
    raise UserError(words.broken)


def can_be_opened(path: Path, say: Callable[[Path, OSError], Exception]) -> None:
    """Raise what `say` makes of it when a file cannot be opened at all."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise say(path, error) from error
