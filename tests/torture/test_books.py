"""The books under torture: in brief with every test run, in full with MSPDESK_TORTURE=full.

Each script runs as a process of its own: it forks, and forking is not for a process with Qt in it.
They are born from one process that has loaded the program; see nursery.py.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.pgserver import Server

FULL = os.environ.get("MSPDESK_TORTURE") == "full"

# What must have happened at least, so that a script that did nothing is no pass.
SCRIPTS = {
    "kill9": {"wal kills": 5, "delete kills": 5, "postgresql kills": 5, "wal invoices": 5},
    "race_number": {"sqlite invoices": 65, "postgresql invoices": 65},
    "conflict": {"sqlite tables": 10, "postgresql tables": 10, "told": 30, "sqlite counts": 10},
    "restore": {"restored": 8, "damaged copies refused": 30},
    "migrate": {"deaths": 20, "found as they were": 1, "full disk: refused": 1},
    "mail": {"sqlite kills": 5, "postgresql kills": 5, "sqlite sent": 10, "sqlite in doubt": 1},
    "plans": {"wal runs killed": 3, "postgresql runs killed": 3},
    "ticks": {"sqlite kills": 3, "postgresql kills": 3, "sqlite ticks": 5, "postgresql ticks": 3},
    "vault_crypto": {
        "known answers": 6,
        "bits": 808,
        "truncations": 300,
        "swaps": 18,
        "headers": 20,
        "wrong passwords": 4,
        "nonces": 1_000_000 if FULL else 250_000,
    },
    "print": {"writers killed": 30, "found half written": 1, "full disks": 4, "pages": 200},
    "vault_scan": {
        "planted": 40,
        "writings found": 15,
        "clipboard looked at": 3,
        "power cuts": 2,
        "binders": 2,
        "sealed pages": 1,
        "copies": 2,
        "copied": 5,
        "closed files": 20,
        "server files": 20,
        "still there": 25,
    },
    "iofault": {"points": 15, "doors": 3, "works": 15},
    "powerloss": {"power cuts": 30, "acknowledged": 6},
    "diskfull": {"files: full disks": 3},
    "oom": {"process: works": 3},
    "synced": {"tricks": 8, "refused": 6},
    "pg_drop": {"cuts": 8, "connections ended": 3, "done in the storm": 1},
    "opened_twice": {"ways tried": 4, "killed at the door": 6, "starts at once": 5},
}


WITH_QT = {"vault_scan"}
"""Scripts that show a window, and are started from nothing."""


WATCHED = {"iofault", "powerloss"}
"""Scripts that need a kernel that lets a process be watched; the others do what they can."""


def in_a_line(report: dict[str, Any]) -> str:
    """What a script did, in one line for whoever waits for it."""
    counts = ", ".join(f"{many:,} {what}" for what, many in report["counts"].items())
    skipped = f"; not done: {report['skipped']}" if report["skipped"] else ""
    wrong = len(report["faults"])
    return f"{report['script']}: {wrong} wrong in {report['seconds']:,} s: {counts}{skipped}"


class Nursery:
    """The process that scripts are born from; started when the first one is asked for."""

    def __init__(self, books: Path, server: Server) -> None:
        self._books, self._server = books, server
        self._process: subprocess.Popen[str] | None = None

    def run(self, script: str, size: str, said: Path, wrong: Path) -> int:
        """Run a script to its end; answers what it ended with."""
        if self._process is None:
            address = self._server.uri("postgres")
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.torture.nursery", str(self._books), address],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                # A group of its own, so that a script that hangs can be ended with all it started.
                start_new_session=True,
            )
        process = self._process
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(json.dumps([script, size, str(said), str(wrong)]) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            self.close()
            raise

    def close(self) -> None:
        """Let it end, and wait for that."""
        if self._process:
            self._process.communicate()
            self._process = None


@pytest.fixture(scope="module")
def nursery(books_template: Path, server: Server) -> Iterator[Nursery]:
    """The nursery of this run."""
    opened = Nursery(books_template, server)
    yield opened
    opened.close()


def from_nothing(books: Path, script: str, size: str, said: Path, wrong: Path) -> int:
    """Start a script as a person would; answers what it ended with."""
    with said.open("w") as out, wrong.open("w") as err:
        command = [sys.executable, "-m", f"tests.torture.{script}", size, f"--books={books}"]
        return subprocess.run(command, stdout=out, stderr=err, check=False).returncode


@pytest.mark.timeout(0 if FULL else 170)
@pytest.mark.parametrize("script", SCRIPTS)
def test_the_books_keep_every_promise(
    script: str,
    nursery: Nursery,
    books_template: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    size = "--full" if FULL else "--small"
    said, wrong = tmp_path / "said", tmp_path / "wrong"
    run = partial(from_nothing, books_template) if script in WITH_QT else nursery.run
    code = run(script, size, said, wrong)
    words = said.read_text(encoding="utf-8")
    assert words, wrong.read_text(encoding="utf-8")[-2000:]
    report = json.loads(words)
    if FULL:
        with capsys.disabled():
            sys.stdout.write(f"\n{in_a_line(report)}\n")
    assert report["faults"] == []
    assert code == 0
    if report["skipped"] and script in WATCHED:
        pytest.skip(report["skipped"])
    for what, least in SCRIPTS[script].items():
        assert report["counts"].get(what, 0) >= least, (what, report["counts"])
