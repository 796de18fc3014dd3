"""Questions about quarterly reviews (S033)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from ...database.reading import once
from ...errors import UserError
from ...people.models import Person
from ...people.queries import PersonRow, people
from ...rows import dataclass
from ..models import Goal, Review, ReviewGoal
from ..rules import quarters
from ..rules.quarters import Quarter
from ..rules.words import STATES
from .goals import fiscal_month, order_of
from .known import GoalRow, every_goal
from .viewers import lead_of, reader

AHEAD = 14
"""Days before the end of a quarter from which its reviews are due: its last two weeks."""

NOT_YOURS = "A review is for the two who talk. Ask whoever leads them."


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review, or one that nobody has opened yet (id 0); `goals` counts those of its quarter."""

    id: int
    person_id: int
    person: str
    left_on: date | None
    when: Quarter
    lead_id: int | None
    lead: str
    opened_on: date | None
    signed_on: date | None
    lead_signed_on: date | None
    goals: int

    @property
    def closed(self) -> bool:
        """Whether everybody signed it whose signature it needs."""
        if not self.id or self.signed_on is None:
            return False
        return self.lead_id is None or self.lead_signed_on is not None

    @property
    def signed(self) -> bool:
        """Whether anybody signed it: from then on nothing in it changes."""
        return self.signed_on is not None or self.lead_signed_on is not None

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if not self.id:
            return "Not opened" if self.goals else "No agreed goals"
        if self.closed:
            return "Signed"
        if self.signed_on is not None:
            return f"{self.lead} to sign"
        return f"{self.person} to sign" if self.lead_signed_on is not None else "Open"


@once
def active(session: Session, quarter: Quarter) -> dict[int, tuple[int, ...]]:
    """The goals of people that were active in a quarter, exactly, by person (S033).

    Those of the quarter once they were agreed, whatever became of them, and those of its whole
    year that were agreed by its end and not over before it began. A draft was never promised.
    """
    first, last = quarters.span(quarter, fiscal_month(session))
    of_year = and_(
        Goal.quarter == quarters.WHOLE_YEAR,
        Goal.agreed_on <= last,
        or_(Goal.closed_on.is_(None), Goal.closed_on >= first),
    )
    found = select(Goal.person_id, Goal.id).where(
        Goal.level == "person",
        Goal.year == quarter.year,
        Goal.agreed_on.is_not(None),
        or_(Goal.quarter == quarter.number, of_year),
    )
    made: dict[int, tuple[int, ...]] = {}
    for person_id, goal_id in session.execute(found.order_by(Goal.id)):
        if person_id is not None:
            made[person_id] = (*made.get(person_id, ()), goal_id)
    return made


def active_goals(session: Session, person_id: int, quarter: Quarter) -> list[GoalRow]:
    """The goals of a person that were active in a quarter."""
    goals = every_goal(session)
    ids = active(session, quarter).get(person_id, ())
    return sorted((goals[one] for one in ids), key=order_of)


def _rows(session: Session, *conditions: Any) -> list[ReviewRow]:
    lead = aliased(Person)
    found = (
        select(Review, Person.name, Person.left_on, lead.name)
        .join(Person, Person.id == Review.person_id)
        .outerjoin(lead, lead.id == Review.lead_id)
        .where(*conditions)
        .order_by(Person.name, Review.year.desc(), Review.quarter.desc())
    )
    return [
        ReviewRow(
            one.id,
            one.person_id,
            name,
            left_on,
            Quarter(one.year, one.quarter),
            one.lead_id,
            lead_name or "",
            one.opened_on,
            one.signed_on,
            one.lead_signed_on,
            len(active(session, Quarter(one.year, one.quarter)).get(one.person_id, ())),
        )
        for one, name, left_on, lead_name in session.execute(found)
    ]


def reviews(session: Session, quarter: Quarter) -> list[ReviewRow]:
    """The reviews of a quarter that whoever asks holds or has, by name; those to open, too."""
    looker = reader(session)
    here = _rows(session, Review.year == quarter.year, Review.quarter == quarter.number)
    opened = {one.person_id for one in here}
    first, _last = quarters.span(quarter, fiscal_month(session))
    everybody = people(session, all_of_them=True)
    names = {one.id: one.name for one in everybody}
    for one in everybody:
        if one.id not in opened and (one.left_on is None or one.left_on >= first):
            here.append(_unopened(session, one, quarter, names))
    mine = [
        row
        for row in here
        if looker.person_id in (row.person_id, row.lead_id) or looker.answers_for(row.person_id)
    ]
    return sorted(mine, key=lambda row: (row.person.casefold(), row.person_id))


def _unopened(
    session: Session, one: PersonRow, quarter: Quarter, names: Mapping[int, str]
) -> ReviewRow:
    lead = lead_of(session, one.id)
    count = len(active(session, quarter).get(one.id, ()))
    return ReviewRow(
        0,
        one.id,
        one.name,
        one.left_on,
        quarter,
        lead,
        names.get(lead, "") if lead is not None else "",
        None,
        None,
        None,
        count,
    )


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A goal as it is talked about in a review, with what both say of it."""

    goal_id: int
    text: str
    measure: str
    state: str
    outcome: str
    whole_year: bool
    their_words: str
    lead_words: str

    @property
    def state_words(self) -> str:
        """How it stood, in words."""
        return STATES.get(self.state, self.state)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A review in full."""

    row: ReviewRow
    version: int
    goals: tuple[TalkRow, ...]
    their_words: str
    lead_words: str
    next_steps: str
    is_leads: bool


def review_page(session: Session, review_id: int) -> ReviewPage:
    """A review: until somebody signs, with exactly the goals active in its quarter (S033).

    Raises UserError when it is not for whoever asks.
    """
    found = session.get(Review, review_id)
    if found is None:
        raise UserError("This review is not there any more.")
    looker = reader(session)
    theirs = looker.person_id == found.person_id
    leads = looker.answers_for(found.person_id) or looker.person_id == found.lead_id
    if not (theirs or leads):
        raise UserError(NOT_YOURS)
    row = _rows(session, Review.id == review_id)[0]
    return ReviewPage(
        row,
        found.version,
        tuple(_talk(session, row)),
        found.their_words or "",
        found.lead_words or "",
        found.next_steps or "",
        leads and not (theirs and found.lead_id is not None),
    )


def _talk(session: Session, row: ReviewRow) -> list[TalkRow]:
    kept = {
        one.goal_id: one
        for one in session.scalars(
            select(ReviewGoal)
            .where(ReviewGoal.review_id == row.id)
            .order_by(ReviewGoal.position, ReviewGoal.id)
        )
    }
    goals = every_goal(session)
    if row.signed:
        return [
            TalkRow(
                one.goal_id,
                one.text,
                one.measure,
                one.state,
                one.outcome,
                one.whole_year,
                one.their_words or "",
                one.lead_words or "",
            )
            for one in kept.values()
        ]
    active = active_goals(session, row.person_id, row.when)
    there = {one.id for one in active}
    # What was written about a goal that has moved on is not lost with it.
    moved = [
        goals[one.goal_id]
        for one in kept.values()
        if one.goal_id not in there and one.goal_id in goals and (one.their_words or one.lead_words)
    ]
    rows = []
    for goal in [*active, *moved]:
        said = kept.get(goal.id)
        rows.append(
            TalkRow(
                goal.id,
                goal.text,
                goal.measure,
                goal.state,
                goal.outcome,
                not goal.quarter,
                (said.their_words if said else "") or "",
                (said.lead_words if said else "") or "",
            )
        )
    return rows


def due(session: Session, day: date) -> list[ReviewRow]:
    """Reviews in which whoever asks has something to do on a day: to open, or to sign.

    Those of a quarter from its last two weeks on, and those of the one before until signed.
    """
    month = fiscal_month(session)
    now = quarters.quarter_of(day, month)
    _first, last = quarters.span(now, month)
    wanted = [now.step(-1)]
    if day > last - timedelta(days=AHEAD):
        wanted.append(now)
    who = reader(session).person_id
    waits = select(Review.id).where(
        or_(Review.signed_on.is_(None), Review.lead_signed_on.is_(None))
    )
    if not any(active(session, one) for one in wanted) and not session.scalar(waits.limit(1)):
        return []
    return [row for one in wanted for row in reviews(session, one) if _waits_for(row, who)]


def _waits_for(row: ReviewRow, who: int | None) -> bool:
    """Whether somebody has something to do in a review."""
    if who is None or row.closed or (not row.id and not row.goals):
        return False
    if row.left_on is not None and not row.id:
        return False
    if not row.id:
        return who == row.lead_id or (row.lead_id is None and who == row.person_id)
    if who == row.person_id:
        return row.signed_on is None
    return who == row.lead_id and row.lead_signed_on is None
