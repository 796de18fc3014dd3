"""Opening a quarterly review, writing what both say, and signing it (S033)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen, seen, touch
from ...dates import full_date, today
from ...errors import UserError
from ...people.models import Person
from ..models import Review, ReviewGoal
from ..queries.goals import fiscal_month
from ..queries.reviews import NOT_YOURS, active_goals, leading, talk
from ..queries.viewers import lead_of, writer
from ..rules import quarters
from ..rules.quarters import Quarter

THEIRS, LEADS = "person", "lead"
"""The two sides of a review."""

_WORDS = ("their_words", "lead_words", "next_steps")
_OF_GOAL = ("their_words", "lead_words")


@action("Open review")
def open_review(session: Session, person_id: int, year: int, quarter: int) -> int:
    """Open a person's review of a quarter with the goals active in it; answers its id.

    One that is open already is answered as it is. Raises UserError naming `quarter` or `person_id`.
    """
    when = quarters.checked(year, quarter)
    if not when.number:
        raise UserError("A review looks at one quarter. Choose which.", "quarter")
    person = session.get(Person, person_id)
    if person is None:
        raise UserError("Choose whose review it is.", "person_id")
    lead_id = lead_of(session, person_id)
    held = select(Review.id).where(
        Review.person_id == person_id,
        Review.year == when.year,
        Review.quarter == when.number,
    )
    found = session.scalar(held)
    if found is not None:
        _may_hold(session, session.get_one(Review, found))
        return found
    _may_open(session, person_id, lead_id)
    _check_time(session, person, when)
    review = Review(
        person_id=person_id,
        year=when.year,
        quarter=when.number,
        opened_on=today(),
        lead_id=lead_id,
    )
    session.add(review)
    session.flush()
    _take_goals(session, review)
    tell(session, f"Review of {when.title} opened")
    return review.id


def _check_time(session: Session, person: Person, when: Quarter) -> None:
    first, _last = quarters.span(when, fiscal_month(session))
    if first > today():
        raise UserError(
            f"{when.title} begins on {full_date(first)}. A review looks back on its quarter.",
            "quarter",
        )
    if person.left_on is not None and person.left_on < first:
        raise UserError(
            f"{person.name} left on {full_date(person.left_on)}, before {when.title} began.",
            "person_id",
        )
    if not active_goals(session, person.id, when):
        raise UserError(
            f"{person.name} has no agreed goals in {when.title}. Write them and agree on them "
            "first: a review talks about the goals of its quarter.",
            "quarter",
        )


def _may_open(session: Session, person_id: int, lead_id: int | None) -> None:
    if not talk(writer(session), person_id, lead_id):
        raise UserError(NOT_YOURS)


def _may_hold(session: Session, review: Review) -> None:
    """Refuse whom a review is not for, and let it pass on from a lead who left.

    Raises UserError.
    """
    lead_id, before_id = leading(session, review)
    _may_open(session, review.person_id, lead_id)
    if review.lead_id != lead_id:
        review.lead_id, review.led_before_id = lead_id, before_id


def _take_goals(session: Session, review: Review) -> None:
    """Let a review that nobody signed hold the goals active in its quarter as they stand now."""
    kept = {
        one.goal_id: one
        for one in session.scalars(select(ReviewGoal).where(ReviewGoal.review_id == review.id))
    }
    active = active_goals(session, review.person_id, Quarter(review.year, review.quarter))
    for at, goal in enumerate(active):
        row = kept.pop(goal.id, None)
        if row is None:
            row = ReviewGoal(review_id=review.id, goal_id=goal.id, text=goal.text)
            session.add(row)
        row.position, row.text, row.measure = at, goal.text, goal.measure
        row.state, row.outcome, row.whole_year = goal.state, goal.outcome, not goal.quarter
    for row in kept.values():
        if not (row.their_words or row.lead_words):
            session.delete(row)
    session.flush()


@action("Write review")
def write_review(
    session: Session,
    review_id: int,
    version: int,
    words: Mapping[str, str],
    of_goals: Mapping[int, Mapping[str, str]] | None = None,
) -> None:
    """Write what both say: their_words, lead_words, next_steps, and the first two of each goal.

    Each writes their own; whoever leads the talk may write down both. Raises UserError once
    somebody signed, Conflict.
    """
    review = as_seen(session, Review, review_id, version)
    _may_hold(session, review)
    _unsigned(review)
    _take_goals(session, review)
    for name, said in words.items():
        _write(session, review, review, name, said, _WORDS)
    rows = {
        one.goal_id: one
        for one in session.scalars(select(ReviewGoal).where(ReviewGoal.review_id == review.id))
    }
    for goal_id, both in (of_goals or {}).items():
        for name, said in both.items():
            if goal_id in rows:
                _write(session, review, rows[goal_id], name, said, _OF_GOAL)
    # What is said of a goal is a part of the review that is signed.
    touch(review)
    tell(session, "Review written")


def _write(
    session: Session,
    review: Review,
    row: Review | ReviewGoal,
    name: str,
    said: str,
    known: tuple[str, ...],
) -> None:
    if name not in known:
        raise AttributeError(name)
    text: Any = said.strip() or None
    if text == getattr(row, name):
        return
    who = writer(session)
    if name == "lead_words" and who.person_id == review.person_id and review.lead_id is not None:
        raise UserError("Whoever leads you writes this part.", name)
    setattr(row, name, text)


def _unsigned(review: Review) -> None:
    if review.signed_on is not None or review.lead_signed_on is not None:
        raise UserError("Somebody signed this review. Take the signature back first.")


def _closed(review: Review) -> bool:
    return review.signed_on is not None and (
        review.lead_id is None or review.lead_signed_on is not None
    )


@action("Sign review", undoable=False)
def sign_review(
    session: Session,
    review_id: int,
    side: str,
    *,
    on_paper: bool = False,
    version: int | None = None,
) -> None:
    """Sign a review as the person it is about or as their lead; the first signature freezes it.

    Each signs at the desk under their own name; a sheet signed with a pen is noted with `on_paper`
    by whoever leads the talk. With the `version` that was read nobody signs what somebody else
    wrote since. Raises UserError, Conflict.
    """
    review = session.get(Review, review_id)
    if review is None:
        raise UserError("This review is not there any more.")
    seen(review, version)
    if _closed(review):
        raise UserError("A signed review is never changed.")
    _may_hold(session, review)
    name = "signed_on" if side == THEIRS else "lead_signed_on"
    if side == LEADS and review.lead_id is None:
        raise UserError("Nobody leads the owner; one signature is enough.")
    if getattr(review, name) is not None:
        raise UserError("This side has signed already.")
    _may_sign(session, review, side, on_paper=on_paper)
    if review.signed_on is None and review.lead_signed_on is None:
        _take_goals(session, review)
    setattr(review, name, today())
    tell(session, "Review signed")


def _may_sign(session: Session, review: Review, side: str, *, on_paper: bool) -> None:
    who = writer(session)
    own = review.person_id if side == THEIRS else review.lead_id
    if who.everything or who.person_id == own:
        return
    if who.person_id != review.person_id:
        if on_paper:
            return
        person = session.get(Person, own) if own is not None else None
        name = person.name if person else "They"
        raise UserError(f"{name} signs under their own name, or on paper.", "side")
    raise UserError(NOT_YOURS)


@action("Take signature back", undoable=False)
def take_back(session: Session, review_id: int, side: str) -> None:
    """Take one's signature back while the other side has not signed, so that words can change."""
    review = session.get(Review, review_id)
    if review is None:
        raise UserError("This review is not there any more.")
    if _closed(review):
        raise UserError("A signed review is never changed.")
    _may_hold(session, review)
    _may_sign(session, review, side, on_paper=True)
    name = "signed_on" if side == THEIRS else "lead_signed_on"
    if getattr(review, name) is None:
        raise UserError("This side has not signed.")
    setattr(review, name, None)
    tell(session, "Signature taken back")


@action("Drop review", undoable=False)
def drop_review(session: Session, review_id: int) -> None:
    """Take away a review that was opened by mistake, while nothing is written in it."""
    review = session.get(Review, review_id)
    if review is None:
        raise UserError("This review is not there any more.")
    _may_hold(session, review)
    _unsigned(review)
    rows = list(session.scalars(select(ReviewGoal).where(ReviewGoal.review_id == review_id)))
    written = [review.their_words, review.lead_words, review.next_steps]
    written += [words for row in rows for words in (row.their_words, row.lead_words)]
    if any(written):
        raise UserError("Something is written in it. Empty it first, or sign it.")
    for row in rows:
        session.delete(row)
    session.flush()
    session.delete(review)
    tell(session, "Review dropped")
