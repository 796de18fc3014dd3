"""S021: the tools come before the hire: desktops for each technician, and a better share."""

from dataclasses import replace

import pytest

from mspdesk.hiring.rules.maths import gained, reach
from mspdesk.hiring.rules.verdict import reach_words
from mspdesk.hiring.rules.worksheet import worksheet
from tests.hiring.figures import team

pytestmark = pytest.mark.system(21)


def test_sixty_to_seventy_percent_of_two_hundred_hours_is_twenty() -> None:
    assert gained(200 * 60, 600, 700) == 20 * 60


def test_twelve_hundred_desktops_are_too_many_for_one() -> None:
    assert reach(1_200, 1).where == "over"
    assert reach(1_200, 2).where == "in"
    assert reach(1_000, 1).where == "in"
    assert reach(500, 1).where == "in"
    assert reach(499, 1).where == "under"
    assert reach(1_200, 0).where == "unknown"


def test_the_worksheet_informs_and_does_not_decide() -> None:
    facts = replace(team(), desktops=1_200, technicians=1)
    assert "1,200 desktops for each technician: over the range" in reach_words(facts)
    steps = worksheet(facts, (), (), 0).steps
    assert any("16.00 h more a week" in words for words in steps[0].says)
    assert steps[4].lines[2].value == "1,200"
