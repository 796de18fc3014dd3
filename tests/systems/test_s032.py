"""S032: share goals only where it helps, and let people know of goals that affect theirs."""

from datetime import date

import pytest

from mspdesk.app import steps
from mspdesk.app.reporting import usual_period
from mspdesk.database.store import Store
from mspdesk.dates import today
from mspdesk.errors import Conflict, UserError
from mspdesk.goals.actions.goals import add_goal, agree_goal, edit_goal, share_goal
from mspdesk.goals.actions.reviews import open_review
from mspdesk.goals.models import GoalAffects
from mspdesk.goals.queries.goals import cascade, choices, goal_card
from mspdesk.goals.queries.known import every_goal
from mspdesk.goals.queries.papers import review_document, sheet_document
from mspdesk.goals.queries.past import beside
from mspdesk.goals.queries.reviews import review_page
from mspdesk.goals.reports import REPORTS
from mspdesk.goals.rules.quarters import Quarter
from mspdesk.people.actions import add_person, edit_person, wear
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


def test_owner_access_opens_no_private_goal_of_a_colleague(
    store: Store, standing: Standing
) -> None:
    """Eva owns the shop as well: what is private to Dana, or to whom Dana leads, is not hers."""
    made: Goals = standing(store)
    eva = store.do(add_person, "Eva Sund", ("owner",), {"hired_on": date(2020, 1, 6)})
    when = {"year": 2026, "quarter": 1, "sharing": "private"}
    store.person_id = made.dana
    own = store.do(add_goal, "Home by six", "person", when | {"person_id": made.dana})
    aim = store.do(add_goal, "Sell the shop in five years", "owner", when)
    store.do(agree_goal, own, today())
    review = store.do(open_review, made.dana, 2026, 1)
    private = {own, aim, made.notes}
    assert private <= seen(store, made.dana)
    assert not private & seen(store, eva)
    for goal in private:
        with pytest.raises(UserError, match="not shared with you"):
            store.ask(goal_card, goal)
        with pytest.raises(UserError, match="between the person"):
            store.do(edit_goal, goal, version(store, goal), {"text": "Read"})
    assert not private & {one.id for one in store.ask(choices, Q1)}
    with pytest.raises(UserError, match="two who talk"):
        store.ask(review_page, review)
    with pytest.raises(UserError, match="two who talk"):
        store.ask(review_document, review)
    for person in (made.dana, made.marcus):
        sheet = store.ask(sheet_document, person, 2026, 1)
        assert not private & {one.goal.id for one in sheet.goals}
    assert not private & {row.this.id for row in store.ask(beside, Q1) if row.this}
    # She writes for whom she answers, but nothing that she would not read afterwards.
    details = when | {"person_id": made.marcus}
    with pytest.raises(UserError, match="between the person") as refused:
        store.do(add_goal, "Come on time", "person", details)
    assert refused.value.field == "sharing"
    store.do(add_goal, "Come on time", "person", details | {"sharing": "affected"})


def test_what_was_private_to_an_owner_who_left_is_not_lost(
    store: Store, standing: Standing
) -> None:
    made: Goals = standing(store)
    eva = store.do(add_person, "Eva Sund", ("owner",), {"hired_on": date(2020, 1, 6)})
    when = {"year": 2026, "quarter": 1, "sharing": "private"}
    store.person_id = eva
    own = store.do(add_goal, "Home by six", "person", when | {"person_id": eva})
    aim = store.do(add_goal, "Sell the shop in five years", "owner", when)
    assert not {own, aim} & seen(store, made.dana)
    store.do(edit_person, eva, 1, {"left_on": date(2026, 3, 10)})
    assert {own, aim} <= seen(store, made.dana)


def test_a_goal_affects_somebody_and_links_another_once(store: Store, standing: Standing) -> None:
    made: Goals = standing(store)
    for about in (
        {"goal_id": made.paperwork, "person_id": made.ana},
        {"goal_id": made.agreements, "other_id": made.paperwork},
    ):
        with (
            pytest.raises(Conflict, match="the same thing"),
            store.step("By hand") as session,
        ):
            session.add(GoalAffects(**about))


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
