"""Hostile words through the whole program, in brief with every test run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = os.environ.get("MSPDESK_TORTURE") == "full"


@pytest.mark.timeout(0 if FULL else 170)
def test_hostile_words_stay_words(books_template: Path) -> None:
    # A process of its own: what it listens to cannot be switched off again.
    size = "--full" if FULL else "--small"
    made = f"--books={books_template}"
    # What Python compiles would be written outside of the rig's folder, as nothing may be.
    around = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.hostile_text", size, made],
        capture_output=True,
        text=True,
        check=False,
        env=around,
    )
    assert done.stdout, done.stderr[-2000:]
    report = json.loads(done.stdout)
    assert report["faults"] == []
    assert done.returncode == 0
    for what, least in {
        "client": 10,
        "ticket": 10,
        "read back": 90,
        "papers": 15,
        "files": 16,
        "words in files": 60,
        "screens": 70,
        "refused": 10,
        "workbooks refused": 1,
    }.items():
        assert report["counts"].get(what, 0) >= least, (what, report["counts"])
