"""Questions about quarterly reviews (S033)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ...database.reading import once
from ...dates import today
from ...errors import UserError
from ...people.models import Person
from ...people.queries import PersonRow, people
from ...rows import dataclass
from ..models import Goal, Review, ReviewGoal
from ..rules import quarters
from ..rules.quarters import Quarter
from ..rules.sharing import Viewer
from ..rules.words import STATES
from .goals import fiscal_month, order_of
from .known import GoalRow, every_goal
from .viewers import lead_of, reader

AHEAD = 14
"""Days before the end of a quarter from which its reviews are due: its last two weeks."""

NOT_YOURS = "A review is for the two who talk. Ask whoever leads them."


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review, or one that nobody has opened yet (id 0); `goals` counts those of its quarter.

    `lead` is who leads it now: where whoever did left without signing, it passed on from `before`.
    `mine` says that it may be read: by the two who talk, and by whoever leads the person now.
    """

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
    before: str = ""
    before_left_on: date | None = None
    mine: bool = True

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
    staff = {one.id: one for one in people(session, all_of_them=True)}
    looker = reader(session)
    found = select(Review).where(*conditions)
    rows = []
    for one in session.scalars(found.order_by(Review.year.desc(), Review.quarter.desc())):
        lead_id, before_id = leading(session, one)
        lead = staff.get(lead_id) if lead_id is not None else None
        before = staff.get(before_id) if before_id is not None else None
        when, who = Quarter(one.year, one.quarter), staff[one.person_id]
        rows.append(
            ReviewRow(
                one.id,
                one.person_id,
                who.name,
                who.left_on,
                when,
                lead_id,
                lead.name if lead else "",
                one.opened_on,
                one.signed_on,
                one.lead_signed_on,
                len(active(session, when).get(one.person_id, ())),
                before.name if before else "",
                before.left_on if before else None,
                talk(looker, one.person_id, lead_id),
            )
        )
    return sorted(rows, key=lambda row: (row.person.casefold(), row.person_id))


def leading(session: Session, review: Review) -> tuple[int | None, int | None]:
    """Who leads a review on this day, and who did before they left without signing it.

    It passes on to whoever leads the person now; what was written stays in it.
    """
    if review.lead_signed_on is None and review.lead_id is not None:
        lead = session.get_one(Person, review.lead_id)
        if lead.left_on is not None and lead.left_on < today():
            return lead_of(session, review.person_id), review.lead_id
    return review.lead_id, review.led_before_id


def talk(looker: Viewer, person_id: int, lead_id: int | None) -> bool:
    """Whether a review is somebody's to read: of the two who talk, or of one they lead now."""
    alone = looker.person_id is not None and looker.person_id == lead_id
    return alone or looker.talks_with(person_id)


def reviews(session: Session, quarter: Quarter) -> list[ReviewRow]:
    """The reviews of a quarter that whoever asks holds, has or answers for, by name.

    Those to open, too. Of one that is not theirs they see how far it is, and no word of it.
    """
    looker = reader(session)
    here = _rows(session, Review.year == quarter.year, Review.quarter == quarter.number)
    opened = {one.person_id for one in here}
    first, _last = quarters.span(quarter, fiscal_month(session))
    everybody = people(session, all_of_them=True)
    names = {one.id: one.name for one in everybody}
    for one in everybody:
        if one.id not in opened and (one.left_on is None or one.left_on >= first):
            here.append(_unopened(session, one, quarter, names, looker))
    mine = [row for row in here if row.mine or looker.answers_for(row.person_id)]
    return sorted(mine, key=lambda row: (row.person.casefold(), row.person_id))


def _unopened(
    session: Session,
    one: PersonRow,
    quarter: Quarter,
    names: Mapping[int, str],
    looker: Viewer,
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
        mine=talk(looker, one.id, lead),
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
    row = _rows(session, Review.id == review_id)[0]
    theirs = looker.person_id == found.person_id
    if not row.mine:
        raise UserError(NOT_YOURS)
    return ReviewPage(
        row,
        found.version,
        tuple(_talk(session, row)),
        found.their_words or "",
        found.lead_words or "",
        found.next_steps or "",
        not theirs or row.lead_id is None,
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

    Those of a quarter from its last two weeks on, those of the one before until signed, and those
    that passed on to them because whoever led them left.
    """
    month = fiscal_month(session)
    now = quarters.quarter_of(day, month)
    _first, last = quarters.span(now, month)
    wanted = [now.step(-1)]
    if day > last - timedelta(days=AHEAD):
        wanted.append(now)
    who = reader(session).person_id
    waits = or_(Review.signed_on.is_(None), Review.lead_signed_on.is_(None))
    if not any(active(session, one) for one in wanted) and not session.scalar(
        select(Review.id).where(waits).limit(1)
    ):
        return []
    found = [row for one in wanted for row in reviews(session, one)]
    # One whose lead left is spoken of whichever quarter it is of.
    gone = select(Person.id).where(Person.left_on < day)
    passed = _rows(session, Review.lead_signed_on.is_(None), Review.lead_id.in_(gone))
    known = {row.id for row in found}
    found += [row for row in passed if row.id not in known]
    return [row for row in found if _waits_for(row, who)]


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
