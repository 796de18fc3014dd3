"""Money pushed about, in brief with every test run and in full with `make torture`."""

import os
from pathlib import Path

from tests.torture.money import FULL, SMALL, run


def test_the_sums_hold_whatever_is_done(tmp_path: Path) -> None:
    full = os.environ.get("MSPDESK_TORTURE") == "full"
    report = run(FULL if full else SMALL, seed=1, place=tmp_path)
    assert report.faults == []
    assert report.cases >= 2_000
    assert 0 < report.refused < report.steps
