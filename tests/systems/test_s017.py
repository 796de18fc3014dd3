"""S017: nobody is hired for a bump."""

from dataclasses import replace

import pytest

from mspdesk.hiring.rules.verdict import recommendation, shortage_words
from tests.hiring.figures import B, even_clients, team, weeks

pytestmark = pytest.mark.system(17)


def test_a_project_makes_one_week_rise_and_is_still_a_bump() -> None:
    # 20 h of a project in the third week lift the mean net above zero.
    facts = replace(
        team(), weeks=weeks((120, 124, 0), (120, 124, 0), (150, 124, 30), (124, 124, 0))
    )
    assert facts.net > 0
    assert facts.net_without_bumps <= 0
    assert facts.temporary
    assert "temporary" in shortage_words(facts)
    said = recommendation(facts, (B,), (), 0)
    assert said.startswith("The shortage looks temporary")
    assert "temps or a peer" in said


def test_a_backlog_that_shrinks_needs_nobody() -> None:
    assert "temporary" in shortage_words(team(came=110))


def test_six_hours_more_each_week_last() -> None:
    facts = team(came=130)
    assert facts.net == 6 * 60
    assert not facts.temporary
    assert "6.00 h a week" in shortage_words(facts)


def test_without_logged_time_nothing_is_said() -> None:
    facts = replace(even_clients(), paid=0, productive=0, weeks=())
    assert "missing" in recommendation(facts, (B,), (), 0)
    assert "cannot be told" in shortage_words(facts)
