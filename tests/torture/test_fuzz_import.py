"""The broken files, in brief with every test run and in full with `make torture`."""

import os

from tests.torture.fuzz_import import BRIEF, FULL, run


def test_broken_files_end_in_rows_or_in_one_sentence() -> None:
    full = os.environ.get("MSPDESK_TORTURE") == "full"
    report = run(FULL if full else BRIEF, seed=1)

    assert report.faults == []
    assert report.cases > (10_000 if full else 1_000)
    assert report.read > report.cases // 20
    assert report.refused > report.cases // 20
