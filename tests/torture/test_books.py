"""The books under torture: in brief with every test run, in full with MSPDESK_TORTURE=full.

Each script runs as a process of its own: it forks, and forking is not for a process with Qt in it.
"""

import json
import os
import subprocess
import sys

import pytest

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
        "nonces": 1_000_000,
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
    "opened_twice": {"ways tried": 4, "killed at the door": 6, "starts at once": 5},
}


@pytest.mark.timeout(0 if FULL else 170)
@pytest.mark.parametrize("script", SCRIPTS)
def test_the_books_keep_every_promise(script: str) -> None:
    size = "--full" if FULL else "--small"
    done = subprocess.run(
        [sys.executable, "-m", f"tests.torture.{script}", size],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr[-2000:]
    report = json.loads(done.stdout)
    assert report["faults"] == []
    assert done.returncode == 0
    for what, least in SCRIPTS[script].items():
        assert report["counts"].get(what, 0) >= least, (what, report["counts"])
