"""Writing goals: what is refused says why, and what is undone comes back."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from mspdesk.database.check import check_books
from mspdesk.database.store import Conflict, Store
from mspdesk.errors import UserError
from mspdesk.goals.actions.goals import (
    add_goal,
    agree_goal,
    carry_over,
    close_goal,
    edit_goal,
    remove_goal,
    reopen_goal,
)
from mspdesk.goals.models import Goal
from mspdesk.goals.queries.checks import CHECKS
from mspdesk.goals.queries.goals import goal_card
from mspdesk.goals.queries.known import every_goal
from mspdesk.people import actions as people
from tests.goals.furnish import Goals

WHEN = {"year": 2026, "quarter": 1}


def refused(store: Store, *args: object) -> UserError:
    """What adding a goal is answered with."""
    with pytest.raises(UserError) as found:
        store.do(add_goal, *args)  # type: ignore[arg-type]  # wrong on purpose
    return found.value


def test_what_is_missing_is_said_beside_its_field(store: Store, goals: Goals) -> None:
    for field, args in (
        ("text", (" ", "company", WHEN)),
        ("level", ("Grow", "planet", WHEN)),
        ("kind", ("Grow", "company", WHEN | {"kind": "odd"})),
        ("quarter", ("Grow", "company", {"year": 2026, "quarter": 7})),
        ("department", ("Grow", "department", WHEN)),
        ("person_id", ("Grow", "person", WHEN)),
        ("parent_id", ("Grow", "company", WHEN | {"parent_id": 999})),
        ("links", ("Grow", "company", WHEN | {"links": [999]})),
        ("affects", ("Grow", "company", WHEN | {"affects": [999]})),
    ):
        assert refused(store, *args).field == field
    store.do(people.edit_person, goals.ana, 1, {"left_on": date(2026, 3, 1)})
    gone = refused(store, "Grow", "person", WHEN | {"person_id": goals.ana})
    assert gone.text == "Ana Sorel left on Mar 1, 2026. Choose somebody who works here."
    with pytest.raises(UserError, match="not carried over"):
        store.do(carry_over, [goals.agreements], 2026, 2)


def test_a_goal_lives_from_draft_to_its_outcome(store: Store, goals: Goals) -> None:
    goal = store.do(add_goal, "Two firewall days", "company", WHEN)
    with pytest.raises(UserError, match="Nobody agreed"):
        store.do(close_goal, goal, "met")
    with pytest.raises(UserError, match="has been") as ahead:
        store.do(agree_goal, goal, date(2030, 1, 1))
    assert ahead.value.field == "on"
    store.do(agree_goal, goal)
    with pytest.raises(UserError, match="agreed on already"):
        store.do(agree_goal, goal)
    with pytest.raises(UserError, match="it is kept"):
        store.do(remove_goal, goal)
    for state in ("partly", "missed", "dropped"):
        with pytest.raises(UserError) as found:
            store.do(close_goal, goal, state, " ")
        assert found.value.field == "outcome"
    with pytest.raises(UserError, match="has been"):
        store.do(close_goal, goal, "met", "", date(2030, 1, 1))
    store.do(close_goal, goal, "met")
    version = store.ask(every_goal)[goal].version
    with pytest.raises(UserError, match="Open it again"):
        store.do(edit_goal, goal, version, {"text": "Three"})
    store.do(reopen_goal, goal)
    with pytest.raises(Conflict):
        store.do(edit_goal, goal, version, {"text": "Three"})
    store.undo()
    assert store.ask(every_goal)[goal].state == "met"


def test_a_draft_can_be_removed_and_comes_back(store: Store, goals: Goals) -> None:
    more = {"affects": [goals.ana], "links": [goals.paperwork], "parent_id": goals.company}
    goal = store.do(add_goal, "A second line", "company", WHEN | more)
    below = store.do(add_goal, "Ask three vendors", "company", WHEN | {"parent_id": goal})
    with pytest.raises(UserError, match="hang on it"):
        store.do(remove_goal, goal)
    store.do(remove_goal, below)
    store.do(remove_goal, goal)
    assert goal not in store.ask(every_goal)
    store.undo()
    back = store.ask(every_goal)[goal]
    assert (back.affects, back.links) == (frozenset({goals.ana}), frozenset({goals.paperwork}))


def test_one_leads_and_the_other_agrees(store: Store, goals: Goals) -> None:
    store.person_id = goals.marcus
    own = store.do(add_goal, "Pass the exam", "person", WHEN | {"person_id": goals.marcus})
    with pytest.raises(UserError, match="agrees on it with you"):
        store.do(agree_goal, own)
    for level in ("owner", "company"):
        assert "writes goals" in refused(store, "Grow", level, WHEN).text
    other = WHEN | {"person_id": goals.priya}
    assert "leads them" in refused(store, "Grow", "person", other).text
    store.person_id = goals.dana
    store.do(agree_goal, own)
    store.do(carry_over, [own], 2026, 2)
    with pytest.raises(UserError, match="carried over to Q2 2026 already"):
        store.do(carry_over, [own], 2026, 2)
    with pytest.raises(UserError) as found:
        store.do(carry_over, [], 2026, 2)
    assert found.value.field == "goals"


def test_what_goes_wrong_past_the_actions_is_found(store: Store, goals: Goals) -> None:
    assert check_books(store, CHECKS) == []
    with store.step("By hand") as session:
        session.get_one(Goal, goals.owner).parent_id = goals.company
        session.get_one(Goal, goals.notes).sharing = "company"
    found = check_books(store, CHECKS)
    assert any("hangs on itself" in one for one in found)
    assert any("corrects one person" in one for one in found)
    assert not any("Notes" in one for one in found)


def test_a_card_asks_as_much_in_a_larger_shop(store: Store, goals: Goals) -> None:
    """Who may read a goal is asked for everybody at once."""

    def asked() -> int:
        found: list[str] = []

        def count(*about: Any) -> None:
            found.append(about[2])

        with store.read() as session:
            engine = session.get_bind()
            event.listen(engine, "before_cursor_execute", count)
            goal_card(session, goals.company)
            event.remove(engine, "before_cursor_execute", count)
        return len(found)

    few = asked()
    for n in range(6):
        store.do(people.add_person, f"Person {n}", ("technician",))
    assert asked() == few
