"""What the torture scripts share: books to break, processes to kill, one line of JSON at the end.

Every script is started as `python -m tests.torture.<name> [--small|--full] [--seed N]`, prints one
line and ends with 0 when every promise was kept.
"""

import argparse
import gc
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mspdesk.billing.queries import CHECKS as BILLING
from mspdesk.database import books, check, places, synced
from mspdesk.database.ddl import MIGRATIONS
from mspdesk.database.store import Store
from mspdesk.tickets.queries import CHECKS as TICKETS
from mspdesk.timekeeping.queries import CHECKS as TIME
from tests.pgserver import Lent, Server

CHECKS = (*BILLING, *TICKETS, *TIME)
made: Path | None = None
"""Empty books that somebody made for all scripts; nobody writes to them."""
lent = ""
"""The address of a PostgreSQL that runs already, for scripts to make their databases on."""


@dataclass(slots=True)
class Report:
    """What a script did and what was wrong; an empty list of faults is a pass."""

    script: str
    seed: int
    full: bool
    counts: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    skipped: str = ""

    def count(self, name: str, more: int = 1) -> None:
        """Count something that happened."""
        self.counts[name] = self.counts.get(name, 0) + more

    def skip(self, reason: str) -> None:
        """Say why this machine cannot do it, or a part of it; what could be done still counts."""
        self.skipped = reason

    def expect(self, holds: object, fault: str) -> None:
        """Write a fault down unless something holds."""
        if not holds:
            self.faults.append(fault)


class Rig:
    """A folder to work in, made-up luck, and a PostgreSQL that starts when it is asked for."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.luck = random.Random(report.seed)
        self.full = report.full
        self._ends = ExitStack()
        fast = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made inside
        base = fast if fast.is_dir() and not report.full else None
        self.folder = Path(tempfile.mkdtemp(prefix="mspdesk-torture-", dir=base))
        self._ends.callback(shutil.rmtree, self.folder, ignore_errors=True)

    @cached_property
    def server(self) -> Server:
        """The PostgreSQL of this run."""
        found = Lent(lent) if lent else Server(MIGRATIONS)
        self._ends.callback(found.stop)
        return found

    @cached_property
    def _template(self) -> Path:
        if made:
            return made
        books.new_books(self.folder / "template", durable=False).close()
        return self.folder / "template" / "books.db"

    def fresh(self, kind: str) -> str:
        """Make new books: on postgresql, or as a file."""
        if kind == "postgresql":
            return self.server.fresh()
        folder = Path(tempfile.mkdtemp(dir=self.folder)) / "shop"
        folder.mkdir()
        return str(shutil.copy(self._template, folder / "books.db"))

    def done(self) -> None:
        """Clear everything away."""
        self._ends.close()


def wrong_with(place: str, *, full: bool = True) -> list[str]:
    """Everything that check_books and the areas find wrong with books."""
    store = Store.connect(place, read_only=True)
    try:
        return check.check_books(store, CHECKS, full=full)
    finally:
        store.close()


class Child:
    """A process of our own that can be killed at any moment; it says what it did, line by line."""

    def __init__(self, work: Callable[[Callable[[str], None]], None]) -> None:
        read_end, write_end = os.pipe()
        sys.stdout.flush()
        # Forked, not spawned: a start from nothing takes longer than the work that is to be killed.
        self.pid = os.fork()
        if self.pid == 0:
            os.close(read_end)
            code = 1
            try:
                work(lambda line: _say(write_end, line))
                code = 0
            except BaseException as error:  # noqa: BLE001 -- told to the parent, then gone
                _say(write_end, f"fault {type(error).__name__}: {error}")
            finally:
                os._exit(code)
        os.close(write_end)
        self._lines = os.fdopen(read_end, encoding="utf-8")

    def lines_until(self, last: str) -> list[str]:
        """The lines up to one; raises AssertionError when the child ends before it."""
        said: list[str] = []
        while not said or said[-1] != last:
            line = self._lines.readline().rstrip("\n")
            if not line or line.startswith("fault"):
                raise AssertionError(f"the child ended with {line!r} before {last!r}")
            said.append(line)
        return said

    def line(self) -> str:
        """The next line it says; raises AssertionError when it ends instead."""
        said = self._lines.readline().rstrip("\n")
        if not said or said.startswith("fault"):
            raise AssertionError(f"the child ended with {said!r}")
        return said

    def speaks(self, seconds: float) -> bool:
        """Whether it says something or ends within so many seconds; not for lines half read."""
        return bool(select.select([self._lines], [], [], seconds)[0])

    def kill(self) -> list[str]:
        """Kill it as a power button would; answers what it had said until then."""
        os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> list[str]:
        """Wait until it is gone; answers the lines that were not read yet."""
        said = self._lines.read().splitlines()
        self._lines.close()
        os.waitpid(self.pid, 0)
        return said


def _say(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


@contextmanager
def opened(place: str | Path, **choices: Any) -> Iterator[Store]:
    """Books opened by their door, closed at the end of the block."""
    store = books.open_books(place, **choices)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def joined(place: str) -> Iterator[Store]:
    """Books written by one more process, past the lock that keeps files to one of them."""
    folder = places.folder_of(place)
    journal = synced.journal_mode(folder) if folder else ""
    store = Store.connect(place, durable=False, journal=journal)
    try:
        yield store
    finally:
        store.close()


def run(script: str, work: Callable[[Rig], None], *, full: bool, seed: int) -> Report:
    """Do a script's work and report."""
    report = Report(script, seed, full)
    rig = Rig(report)
    begun = time.monotonic()
    try:
        with warnings.catch_warnings():
            # Forking is meant here; no thread of ours is running.
            warnings.simplefilter("ignore", DeprecationWarning)
            work(rig)
    finally:
        rig.done()
    report.seconds = int(10 * (time.monotonic() - begun)) / 10
    return report


def main(script: str, work: Callable[[Rig], None]) -> None:
    """Run a script from the command line and leave with 0 or 1."""
    global made  # noqa: PLW0603 -- every rig of this process copies the same books
    parser = argparse.ArgumentParser(prog=script)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--small", action="store_true", help="under a minute (the default)")
    size.add_argument("--full", action="store_true", help="before a release")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--books", type=Path, help="empty books, to copy instead of making some")
    asked = parser.parse_args()
    if asked.books:
        made = asked.books
    # A process that reads a file apart needs nothing of a script, and would load all of it anew.
    script_itself = sys.modules["__main__"]
    script_itself.__spec__ = None
    vars(script_itself).pop("__file__", None)
    # What was loaded stays, and need not be looked over again and again; as in tests/conftest.py.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    report = run(script, work, full=asked.full, seed=asked.seed)
    shown = {name: getattr(report, name) for name in Report.__slots__}
    sys.stdout.write(json.dumps(shown | {"faults": report.faults[:20]}) + "\n")
    sys.exit(1 if report.faults else 0)
