"""S032: share goals only where it helps, and let people know of goals that affect theirs."""

import pytest

from mspdesk.app import steps
from mspdesk.app.reporting import usual_period
from mspdesk.database.store import Store
from mspdesk.dates import today
from mspdesk.errors import UserError
from mspdesk.goals.actions.goals import add_goal, edit_goal, share_goal
from mspdesk.goals.queries.goals import cascade, goal_card
from mspdesk.goals.queries.known import every_goal
from mspdesk.goals.reports import REPORTS
from mspdesk.goals.rules.quarters import Quarter
from mspdesk.people.actions import wear
from mspdesk.people.queries import roles
from tests.bookcase import Furnish, Standing
from tests.goals.furnish import Goals, furnish_goals

pytestmark = [pytest.mark.system(32), pytest.mark.usefixtures("clock")]
Q1 = Quarter(2026, 1)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with goals."""
    return furnish_goals


def version(store: Store, goal: int) -> int:
    return store.ask(every_goal)[goal].version


def seen(store: Store, person: int) -> set[int]:
    store.person_id = person
    return {row.id for row in store.ask(cascade, Q1) if row.goal}


def test_a_corrective_personal_goal_is_private_and_never_the_companys(
    store: Store, standing: Standing
) -> None:
    made: Goals = standing(store)
    notes = store.ask(every_goal)[made.notes]
    assert (notes.kind, notes.sharing) == ("corrective", "private")
    with pytest.raises(UserError, match="shame") as refused:
        store.do(share_goal, made.notes, notes.version, "company")
    assert refused.value.field == "sharing"
    with pytest.raises(UserError, match="shame"):
        store.do(edit_goal, made.notes, notes.version, {"sharing": "company"})
    wide = version(store, made.agreements)
    store.do(share_goal, made.agreements, wide, "company")
    with pytest.raises(UserError, match="shame"):
        store.do(edit_goal, made.agreements, wide + 1, {"kind": "corrective"})
    assert store.ask(every_goal)[made.agreements].kind == "business"


def test_linked_goals_of_which_one_owner_cannot_see_the_other_warn(
    store: Store, standing: Standing
) -> None:
    """The admin and the salesperson of B9: both must at least be shared with those affected."""
    made: Goals = standing(store)
    assert store.ask(goal_card, made.paperwork).warnings == ()
    assert made.paperwork in seen(store, made.ana)
    assert made.agreements in seen(store, made.priya)
    store.person_id = made.priya
    store.do(share_goal, made.paperwork, version(store, made.paperwork), "private")
    assert made.paperwork not in seen(store, made.ana)
    store.person_id = made.priya
    (words,) = store.ask(goal_card, made.paperwork).warnings
    assert "Ana Sorel" in words
    assert "cannot read it" in words
    row = next(row for row in store.ask(cascade, Q1) if row.id == made.paperwork)
    assert row.warned
    store.do(share_goal, made.paperwork, version(store, made.paperwork), "affected")
    assert store.ask(goal_card, made.paperwork).warnings == ()


def test_a_link_that_somebody_cannot_see_stays_when_they_write(
    store: Store, standing: Standing
) -> None:
    """Ana keeps her goal to herself; Priya's form names no link with it, and loses none."""
    made: Goals = standing(store)
    store.person_id = made.ana
    store.do(share_goal, made.agreements, version(store, made.agreements), "private")
    assert made.agreements not in seen(store, made.priya)
    changes = {"links": [made.company]}
    store.do(edit_goal, made.paperwork, version(store, made.paperwork), changes)
    assert store.ask(every_goal)[made.paperwork].links == {made.agreements, made.company}
    store.do(edit_goal, made.paperwork, version(store, made.paperwork), {"links": []})
    assert store.ask(every_goal)[made.paperwork].links == {made.agreements}


def test_a_goal_of_a_person_is_shared_with_the_department_of_their_hats(
    store: Store, standing: Standing
) -> None:
    """Priya keeps the office; whoever wears another of its hats reads what she shares there."""
    made: Goals = standing(store)
    store.person_id = made.priya
    store.do(share_goal, made.paperwork, version(store, made.paperwork), "department")
    assert made.paperwork not in seen(store, made.marcus)
    store.person_id = made.dana
    finance = next(one for one in store.ask(roles) if one.code == "finance")
    store.do(wear, finance.id, made.marcus)
    assert made.paperwork in seen(store, made.marcus)
    store.person_id = made.priya
    assert "Marcus Oduya" in store.ask(goal_card, made.paperwork).readers


def test_changes_of_sharing_say_who_made_them(store: Store, standing: Standing) -> None:
    made: Goals = standing(store)
    store.person_id = made.priya
    store.do(share_goal, made.paperwork, version(store, made.paperwork), "company")
    store.person_id = made.dana
    store.do(share_goal, made.paperwork, version(store, made.paperwork), "department")
    changes = store.ask(goal_card, made.paperwork).shared
    assert [(one.person, one.words) for one in changes[:2]] == [
        ("Dana Whitlock", "Company to Department"),
        ("Priya Raman", "Affected people to Company"),
    ]


def test_nobody_reads_what_is_not_shared_with_them(store: Store, standing: Standing) -> None:
    """Own, linked and by level; and nobody's private goal in a report or in the words of a step."""
    made: Goals = standing(store)
    store.person_id = made.marcus
    store.do(
        add_goal,
        "Pass the networking exam",
        "person",
        {"year": 2026, "quarter": 1, "person_id": made.marcus, "kind": "personal"},
    )
    assert made.notes in seen(store, made.marcus)
    assert made.notes in seen(store, made.dana)
    for other in (made.priya, made.ana):
        assert made.notes not in seen(store, other)
        with pytest.raises(UserError, match="not shared with you"):
            store.ask(goal_card, made.notes)
    secret = {"Pass the networking exam", "Notes on the ticket the same day"}
    store.person_id = made.dana
    # No other area may read goals: they stand below this one, or beside it.
    for report in REPORTS:
        rows = store.ask(report.rows, usual_period(report, today()), {})
        values = {str(column.value(row)) for row in rows for column in report.written}
        assert not any(words in value for words in secret for value in values), report.key
    history = store.ask(steps.history, None, 200)
    assert not any(words in one.words for words in secret for one in history)
    with pytest.raises(UserError):
        store.person_id = made.ana
        store.do(edit_goal, made.notes, version(store, made.notes), {"text": "Ours"})
