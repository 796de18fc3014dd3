"""S024: the worksheet has five numbered steps with live numbers and one recommendation."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.hiring.rules.alternatives import Alternative
from mspdesk.hiring.rules.facts import Facts, WhatIf, as_if
from mspdesk.hiring.rules.verdict import recommendation
from mspdesk.hiring.rules.worksheet import TITLES, worksheet
from tests.hiring.figures import DAY, A, B, C, even_clients, garden, team, weeks

pytestmark = pytest.mark.system(24)


def test_five_steps_in_their_order() -> None:
    sheet = worksheet(garden(), (A, B, C), (), 25)
    assert [step.number for step in sheet.steps] == [1, 2, 3, 4, 5]
    assert tuple(step.title for step in sheet.steps) == TITLES
    assert all(step.lines and step.says for step in sheet.steps[1:])


def test_the_numbers_are_those_of_the_shop() -> None:
    first, second, _third, fourth, _fifth = worksheet(garden(), (B,), (), 25).steps
    assert [line.value for line in first.lines] == ["310.00 h", "280.00 h", "62.0%", "2.5 weeks"]
    assert [line.value for line in second.lines] == ["130.00 h", "124.00 h", "+6.00 h", "+6.00 h"]
    # S019, exact: 201.61 h and $7,459.68
    assert [line.value for line in fourth.lines] == ["25", "25", "201.61 h", "$7,460"]
    assert any("First years adds 2,080.00 h paid and costs $46,800" in one for one in fourth.says)


def test_weeding_that_frees_enough_comes_before_a_hire() -> None:
    # 125 recorded hours a year are 2.40 h a week; the team is short of 2 h.
    facts = replace(garden(), weeks=weeks(*[(126, 124, 0)] * 4))
    said = recommendation(facts, (B,), (), 25)
    assert said.startswith("Letting 25 clients go would free 2.40 h a week")


def test_what_would_do_is_tried_first() -> None:
    said = recommendation(even_clients(), (B,), (Alternative("intern", "yes", "from May"),), 0)
    assert "An intern" in said
    assert "Try it first" in said


_MINUTES = st.integers(0, 20_000)


@given(
    _MINUTES,
    _MINUTES,
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(0, 60)), max_size=4),
    st.integers(0, 400),
    st.integers(-5_000_00, 5_000_00),
    st.integers(0, 30),
)
def test_it_never_says_yes(
    paid: int, productive: int, flow: list[tuple[int, int, int]], clients: int, each: int, drop: int
) -> None:
    facts = replace(
        even_clients(clients % 40, each),
        paid=paid,
        productive=min(paid, productive),
        weeks=weeks(*flow),
    )
    said = recommendation(facts, (A, B, C), (), drop)
    words = said.lower().replace(",", " ").replace(".", " ").split()
    assert "yes" not in words
    assert not said.lower().startswith("hire")
    assert said.count("\n") == 0
    assert len(said) < 260


def test_nothing_is_decided_by_empty_books() -> None:
    sheet = worksheet(Facts(DAY), (), (), 0)
    assert "guess" in sheet.bottom
    assert sheet.sides == ()


def test_what_if_is_a_copy() -> None:
    facts = team()
    same = as_if(facts, WhatIf(facts.tenths, facts.inflow, 0, 0, 0))
    assert same == facts
    better = as_if(facts, WhatIf(700, facts.inflow, 0, 0, 0))
    # 140 of 200 paid hours instead of 124: the backlog shrinks by ten a week.
    assert (better.pace, better.net) == (140 * 60, -10 * 60)
    assert better.tenths == 700
    assert facts == team()
