"""S033: a review opens with exactly the goals active in its quarter, and freezes when signed."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.goals.actions.goals import add_goal, agree_goal, close_goal, edit_goal
from mspdesk.goals.actions.reviews import open_review, sign_review, take_back, write_review
from mspdesk.goals.models import Review, ReviewGoal
from mspdesk.goals.offers import reviews_today
from mspdesk.goals.queries.known import every_goal
from mspdesk.goals.queries.reviews import ReviewPage, review_page
from mspdesk.orgchart.actions.chart import move_role
from mspdesk.people.actions import add_person, edit_person, wear
from mspdesk.people.models import Person
from mspdesk.people.queries import roles
from tests.bookcase import Furnish, Standing
from tests.goals.furnish import Goals, furnish_goals

pytestmark = [pytest.mark.system(33), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with goals."""
    return furnish_goals


def test_it_opens_with_exactly_the_goals_active_in_the_quarter(
    store: Store, standing: Standing
) -> None:
    made: Goals = standing(store)
    person = {"person_id": made.priya, "year": 2026}

    def goal(quarter: int, text: str, agreed: date | None) -> int:
        found = store.do(add_goal, text, "person", person | {"quarter": quarter})
        if agreed:
            with dates.frozen(datetime.combine(max(agreed, dates.today()), time(9))):
                store.do(agree_goal, found, agreed)
        return found

    year = goal(0, "Learn to read a contract", date(2026, 2, 2))
    late = goal(0, "Run the office alone for a week", date(2026, 4, 2))
    over = goal(0, "Filing in one place", date(2025, 12, 1))
    store.do(close_goal, over, "met", "", date(2025, 12, 20))
    dropped = goal(1, "A second phone line", date(2026, 1, 9))
    store.do(close_goal, dropped, "dropped", "The new system has one.", date(2026, 2, 1))
    goal(1, "Never agreed", None)
    next_one = goal(2, "Next quarter", date(2026, 3, 2))
    review = store.do(open_review, made.priya, 2026, 1)
    found = store.ask(review_page, review)
    assert {one.goal_id for one in found.goals} == {made.paperwork, year, dropped}
    assert {one.text: one.state_words for one in found.goals}["A second phone line"] == "Dropped"
    assert store.do(open_review, made.priya, 2026, 1) == review
    with dates.frozen(datetime(2026, 6, 30, 9)):
        second = store.ask(review_page, store.do(open_review, made.priya, 2026, 2))
    assert {one.goal_id for one in second.goals} == {year, late, next_one}


def _signed(store: Store, made: Goals) -> int:
    store.person_id = made.dana
    review = store.do(open_review, made.priya, 2026, 1)
    page = store.ask(review_page, review)
    store.do(
        write_review,
        review,
        page.version,
        {"lead_words": "Calm and exact.", "next_steps": "The bank course."},
        {made.paperwork: {"lead_words": "Two days held all quarter."}},
    )
    store.person_id = made.priya
    page = store.ask(review_page, review)
    store.do(write_review, review, page.version, {"their_words": "Happy with the templates."})
    store.do(sign_review, review, "person")
    return review


def test_signed_by_both_it_never_changes(store: Store, standing: Standing) -> None:
    made: Goals = standing(store)
    review = _signed(store, made)
    store.person_id = made.dana
    page = store.ask(review_page, review)
    assert page.row.state == "Dana Whitlock to sign"
    with pytest.raises(UserError, match="Take the signature back"):
        store.do(write_review, review, page.version, {"next_steps": "Something else"})
    store.do(sign_review, review, "lead")
    goal = store.ask(every_goal)[made.paperwork]
    store.do(edit_goal, made.paperwork, goal.version, {"text": "Paperwork within an hour"})
    store.do(close_goal, made.paperwork, "partly", "Said afterwards.")
    after: ReviewPage = store.ask(review_page, review)
    assert (after.row.closed, after.row.state) == (True, "Signed")
    assert [(one.text, one.state, one.outcome) for one in after.goals] == [
        ("Sign-up paperwork within two days", "agreed", "")
    ]
    assert after.goals[0].lead_words == "Two days held all quarter."
    for verb in (sign_review, take_back):
        with pytest.raises(UserError, match="never changed"):
            store.do(verb, review, "person")


def test_the_books_themselves_keep_it(store: Store, standing: Standing) -> None:
    """Neither a script nor Undo gets past the triggers, on either database."""
    made: Goals = standing(store)
    review = _signed(store, made)

    def reword(session: Session) -> None:
        session.get_one(Review, review).lead_words = "Otherwise"

    def retell(session: Session) -> None:
        found = select(ReviewGoal).where(ReviewGoal.review_id == review)
        session.scalars(found).one().text = "Otherwise"

    def remove(session: Session) -> None:
        session.delete(session.scalars(select(ReviewGoal)).one())

    def add(session: Session) -> None:
        session.add(ReviewGoal(review_id=review, goal_id=made.notes, text="One more"))

    def refuse(deed: object, words: str) -> None:
        with pytest.raises(UserError, match=words), store.step("By hand") as session:
            deed(session)  # type: ignore[operator]  # one of the four above

    for deed in (reword, retell, remove, add):
        refuse(deed, "Take the signature back")
    store.person_id = made.dana
    store.do(sign_review, review, "lead")
    refuse(reword, "never changed")
    with store.step("Another") as session:
        assert session.get_one(Review, review).lead_words == "Calm and exact."


def test_one_signature_can_be_taken_back_while_the_other_is_missing(
    store: Store, standing: Standing
) -> None:
    made: Goals = standing(store)
    review = _signed(store, made)
    store.do(take_back, review, "person")
    page = store.ask(review_page, review)
    store.do(write_review, review, page.version, {"their_words": "Better words."})
    assert store.ask(review_page, review).their_words == "Better words."
    store.person_id = made.ana
    with pytest.raises(UserError, match="for the two who talk"):
        store.ask(review_page, review)
    store.person_id = made.dana
    with pytest.raises(UserError, match="under their own name"):
        store.do(sign_review, review, "person")
    store.do(sign_review, review, "person", on_paper=True)


def test_a_review_that_cannot_be_says_why(store: Store, standing: Standing) -> None:
    made: Goals = standing(store)
    with pytest.raises(UserError, match="has no agreed goals in Q4 2025") as refused:
        store.do(open_review, made.priya, 2025, 4)
    assert refused.value.field == "quarter"
    with pytest.raises(UserError, match="begins on Apr 1, 2026"):
        store.do(open_review, made.priya, 2026, 2)
    with pytest.raises(UserError, match="one quarter"):
        store.do(open_review, made.priya, 2026, 0)
    store.person_id = made.ana
    with pytest.raises(UserError, match="two who talk"):
        store.do(open_review, made.priya, 2026, 1)


def test_a_review_passes_on_when_whoever_leads_it_leaves(store: Store, standing: Standing) -> None:
    """Leo leads the technicians and leaves in the middle: what he wrote stays, Dana goes on."""
    made: Goals = standing(store)
    leo = store.do(add_person, "Leo Brandt", ("service_manager",), {"hired_on": date(2025, 1, 6)})
    lead = next(one for one in store.ask(roles) if one.code == "service_manager")
    hat = next(one for one in store.ask(roles) if one.code == "technician")
    store.do(move_role, hat.id, lead.id)
    store.do(wear, lead.id, leo)
    store.person_id = leo
    review = store.do(open_review, made.marcus, 2026, 1)
    page = store.ask(review_page, review)
    store.do(write_review, review, page.version, {"lead_words": "Good notes, late ones."})
    store.person_id = made.marcus
    store.do(sign_review, review, "person")
    store.person_id = made.dana
    with pytest.raises(UserError, match="two who talk"):
        store.ask(review_page, review)
    day = date(2026, 3, 11)
    assert store.ask(reviews_today, made.dana, day) == []
    with store.read() as session:
        version = session.get_one(Person, leo).version
    store.do(edit_person, leo, version, {"left_on": date(2026, 3, 10)})
    (row,) = store.ask(reviews_today, made.dana, day)
    assert row.title == "Marcus Oduya, Q1 2026"
    assert row.detail == "Leo Brandt led it and left Mar 10. Sign it"
    page = store.ask(review_page, review)
    assert (page.row.lead, page.row.before) == ("Dana Whitlock", "Leo Brandt")
    assert page.lead_words == "Good notes, late ones."
    store.undo()
    assert store.ask(reviews_today, made.dana, day) == []
    store.redo()
    store.do(sign_review, review, "lead", version=page.version)
    done = store.ask(review_page, review)
    assert (done.row.state, done.row.lead, done.row.before) == (
        "Signed",
        "Dana Whitlock",
        "Leo Brandt",
    )
    assert done.lead_words == "Good notes, late ones."
    store.person_id = made.marcus
    assert store.ask(review_page, review).row.lead == "Dana Whitlock"
