"""S031: goals cascade from the owner down; a goal without a parent is flagged; 13 weeks."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.goals.actions.goals import add_goal, edit_goal
from mspdesk.goals.queries.goals import cascade, goal_card, quarter_words
from mspdesk.goals.rules.quarters import Quarter
from tests.bookcase import Furnish, Standing
from tests.goals.furnish import Goals, furnish_goals

pytestmark = [pytest.mark.system(31), pytest.mark.usefixtures("clock")]
Q1 = Quarter(2026, 1)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with goals."""
    return furnish_goals


def test_an_individual_goal_shows_its_full_chain_to_an_owner_goal(
    store: Store, standing: Standing
) -> None:
    made: Goals = standing(store)
    store.person_id = made.ana
    card = store.ask(goal_card, made.agreements)
    assert [one.whose for one in card.chain] == ["Owner", "Company", "Sales", "Ana Sorel"]
    assert card.chain[0].text == "Four weeks away without the phone"
    assert [one.id for one in card.chain] == [made.owner, made.company, made.sales, made.agreements]
    assert card.flag == ""
    rows = store.ask(cascade, Q1)
    assert [row.depth for row in rows if row.id == made.agreements] == [3]
    assert rows[0].id == made.owner
    assert not any(row.flag for row in rows)


def test_a_goal_with_no_parent_is_flagged(store: Store, standing: Standing) -> None:
    made: Goals = standing(store)
    when = {"year": 2026, "quarter": 1}
    loose = store.do(add_goal, "Move the office", "company", when)
    below = store.do(
        add_goal, "Pack the lab", "person", when | {"person_id": made.marcus, "parent_id": loose}
    )
    assert store.ask(goal_card, loose).flag == "Hangs on no goal above it"
    assert "do not reach" in store.ask(goal_card, below).flag
    flagged = {row.id for row in store.ask(cascade, Q1) if row.flag}
    assert flagged == {loose, below}
    store.do(edit_goal, loose, store.ask(goal_card, loose).goal.version, {"parent_id": made.owner})
    assert not any(row.flag for row in store.ask(cascade, Q1))
    for goal, parent in ((loose, below), (loose, loose), (made.owner, loose)):
        version = store.ask(goal_card, goal).goal.version
        with pytest.raises(UserError) as refused:
            store.do(edit_goal, goal, version, {"parent_id": parent})
        assert refused.value.field == "parent_id"


def test_a_circle_is_refused(store: Store, standing: Standing) -> None:
    made: Goals = standing(store)
    when = {"year": 2026, "quarter": 1, "parent_id": made.company}
    second = store.do(add_goal, "Answer within the hour", "company", when)
    version = store.ask(goal_card, made.company).goal.version
    with pytest.raises(UserError, match="cannot hang on each other"):
        store.do(edit_goal, made.company, version, {"parent_id": second})


def test_a_quarter_has_13_weeks(store: Store, standing: Standing) -> None:
    standing(store)
    assert store.ask(quarter_words, Q1) == "Jan 1 to Mar 31, week 10 of 13"
    assert (date(2026, 3, 31) - date(2026, 1, 1)).days // 7 + 1 == 13
    assert store.ask(quarter_words, Quarter(2026, 2)).endswith("13 weeks")
