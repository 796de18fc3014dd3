"""What goals obey, without books."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.errors import UserError
from mspdesk.goals.rules import cascade, quarters
from mspdesk.goals.rules.cascade import Link
from mspdesk.goals.rules.quarters import Quarter
from mspdesk.goals.rules.sharing import (
    Held,
    Viewer,
    agrees,
    check_sharing,
    reads,
    said,
    usual_sharing,
    writes,
)

ANA, PRIYA, DANA, LEO, SECOND = 1, 2, 3, 4, 6


def looker(person: int, **more: object) -> Viewer:
    known: dict[str, object] = {
        "everything": False,
        "owner": False,
        "leads": False,
        "managed": frozenset(),
        "departments": frozenset(),
        "heads": frozenset(),
    }
    return Viewer(person, **(known | more))  # type: ignore[arg-type]  # named as the fields are


@given(st.dates(date(1995, 1, 1), date(2090, 1, 1)), st.integers(1, 12))
def test_each_day_lies_in_the_quarter_it_is_said_to(day: date, month: int) -> None:
    found = quarters.quarter_of(day, month)
    first, last = quarters.span(found, month)
    assert first <= day <= last
    assert first.day == 1
    assert 88 <= (last - first).days <= 91
    assert quarters.span(found.step(1), month)[0] == last + timedelta(days=1)
    assert found.step(3).step(-3) == found
    assert 1 <= quarters.week_of(day, first) <= quarters.WEEKS == 13


def test_quarters_follow_the_fiscal_year() -> None:
    assert quarters.quarter_of(date(2026, 3, 11)) == Quarter(2026, 1)
    assert quarters.quarter_of(date(2026, 3, 11), 7) == Quarter(2025, 3)
    assert quarters.span(Quarter(2025, 0), 7) == (date(2025, 7, 1), date(2026, 6, 30))
    assert quarters.said(Quarter(2026, 1), date(2026, 3, 11)).endswith("week 10 of 13")
    assert Quarter(2026, 4).step(1) == Quarter(2027, 1)
    assert Quarter(2026, 0).step(-1) == Quarter(2025, 0)
    for year, number in ((2026, 5), (26, 1), (2026, -1)):
        with pytest.raises(UserError):
            quarters.checked(year, number)


def test_corrective_goals_of_a_person_are_never_the_companys() -> None:
    assert usual_sharing("person", "corrective") == "private"
    assert usual_sharing("person", "business") == "affected"
    assert usual_sharing("company", "business") == "company"
    with pytest.raises(UserError, match="shame"):
        check_sharing("person", "corrective", "company")
    assert check_sharing("department", "corrective", "company") == "company"
    assert check_sharing("person", "growth", "company") == "company"
    with pytest.raises(UserError):
        check_sharing("person", "growth", "world")


@pytest.mark.parametrize(
    ("sharing", "may"),
    [
        ("private", {PRIYA, DANA}),
        ("affected", {PRIYA, DANA, ANA, SECOND}),
        ("department", {PRIYA, DANA, ANA, LEO, SECOND}),
        ("company", {PRIYA, DANA, ANA, LEO, SECOND, 5}),
    ],
)
def test_the_wider_a_goal_is_shared_the_more_read_it(sharing: str, may: set[int]) -> None:
    held = Held("person", "Office", PRIYA, sharing, affects=frozenset({ANA}))
    people = {
        PRIYA: looker(PRIYA),
        DANA: looker(DANA, managed=frozenset({PRIYA}), led=frozenset({PRIYA})),
        SECOND: looker(SECOND, managed=frozenset({PRIYA}), owner=True, leads=True),
        ANA: looker(ANA, departments=frozenset({"sales"})),
        LEO: looker(LEO, departments=frozenset({"office"})),
        5: looker(5),
    }
    assert {who for who, one in people.items() if reads(one, held)} == may
    second = {SECOND} - ({SECOND} if sharing == "private" else set())
    assert {who for who, one in people.items() if writes(one, held)} == {PRIYA, DANA} | second
    assert {who for who, one in people.items() if agrees(one, held)} == {DANA} | second


def test_who_writes_what_by_level() -> None:
    owner = looker(DANA, owner=True, leads=True)
    head = looker(LEO, heads=frozenset({"service"}))
    assert writes(owner, Held("owner", "", None, "private"))
    assert not writes(head, Held("owner", "", None, "company"))
    assert not writes(head, Held("company", "", None, "company"))
    assert writes(head, Held("department", "Service", None, "department"))
    assert not writes(head, Held("department", "Sales", None, "department"))
    assert said("company", [], "") == "Everybody who works here"
    assert said("affected", ["Priya", "Ana"], "") == "Ana, Priya"


LINKS = {
    1: Link(1, "owner", None),
    2: Link(2, "company", 1),
    3: Link(3, "person", 2),
    4: Link(4, "company", None),
    5: Link(5, "person", 4),
}


def test_a_goal_hangs_on_one_from_further_up_and_never_in_a_circle() -> None:
    cascade.check_parent(LINKS, 3, "person", 4)
    for goal, level, parent, words in (
        (2, "company", 2, "itself"),
        (2, "company", 3, "further up"),
        (1, "owner", 99, "not there"),
    ):
        with pytest.raises(UserError, match=words) as refused:
            cascade.check_parent(LINKS, goal, level, parent)
        assert refused.value.field == "parent_id"
    circle = LINKS | {6: Link(6, "company", 4)}
    with pytest.raises(UserError, match="each other"):
        cascade.check_parent(circle, 4, "company", 6)
    with pytest.raises(UserError, match="further up hangs"):
        cascade.check_below(LINKS, 1, "person")


def test_a_goal_that_does_not_reach_the_owner_is_flagged() -> None:
    assert cascade.above_of(LINKS, 3) == [3, 2, 1]
    assert cascade.flag(LINKS, 3) == ""
    assert cascade.flag(LINKS, 4) == "Hangs on no goal above it"
    assert "do not reach" in cascade.flag(LINKS, 5)
    broken = {1: Link(1, "company", 2), 2: Link(2, "company", 1)}
    assert cascade.above_of(broken, 1) == [1, 2]


@given(st.dictionaries(st.integers(1, 12), st.integers(1, 12), max_size=12))
def test_the_outline_holds_each_goal_once_whatever_hangs_on_what(parents: dict[int, int]) -> None:
    rows = sorted(parents)
    found = cascade.outline(rows, parents.get, lambda row: row, lambda row: (row,))
    assert sorted(row for _, row in found) == rows
    depth = {row: at for at, row in found}
    for row in rows:
        parent = parents[row]
        if depth[row]:
            assert depth[row] == depth[parent] + 1
