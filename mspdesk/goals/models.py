"""Tables of goals, reviews and meetings of minds."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import PRIVATE, Code, Flag, Name, Record, Words, part_index


class Goal(Record):
    """What somebody, a department, the company or the owner wants by the end of a quarter (S031).

    `level` is owner, company, department or person; `quarter` 1 to 4 of `year`, a quarter being 13
    weeks, or 0 for the whole year. `kind` is business, growth, corrective or personal; `sharing`
    private, affected, department or company (S032). `state` is draft, agreed, met, partly, missed
    or dropped, with an `outcome` in words. `before_id` is the goal it carries on. `owner_id` is the
    owner who wrote a goal of the owner: kept private, it is theirs and no other owner's.
    """

    __tablename__ = "goal"
    __table_args__ = (Index("ix_goal_quarter", "year", "quarter", "level"),)

    level: Mapped[Code]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id"), index=True)
    year: Mapped[int]
    quarter: Mapped[int] = mapped_column(default=0)
    department: Mapped[Name] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[Words]
    why: Mapped[Words]
    measure: Mapped[Name] = mapped_column(default="")
    kind: Mapped[Code] = mapped_column(default="business")
    sharing: Mapped[Code] = mapped_column(default="private")
    state: Mapped[Code] = mapped_column(default="draft")
    agreed_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    outcome: Mapped[Words]
    before_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


_PERSON, _OTHER = text("person_id IS NOT NULL"), text("other_id IS NOT NULL")


class GoalAffects(Record):
    """That a goal matters to somebody else's work, or to another goal (S032)."""

    __tablename__ = "goal_affects"
    # An empty column is never the same as another empty one, so each kind has an index of its own.
    __table_args__ = (
        part_index("uq_goal_affects_person", "goal_id", "person_id", where=_PERSON, unique=True),
        part_index("uq_goal_affects_other", "goal_id", "other_id", where=_OTHER, unique=True),
    )

    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id"), index=True)


class GoalShared(Record):
    """A change of who may see a goal: when, by whom, from what to what (S032)."""

    __tablename__ = "goal_shared"

    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"), index=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    before: Mapped[Code]
    after: Mapped[Code]


class Review(Record):
    """A talk at the end of a quarter about its goals (S033); signed by both, it is closed.

    `led_before_id` is who led it and left before they signed; it passed on to `lead_id`.
    """

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("person_id", "year", "quarter"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    opened_on: Mapped[date]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    led_before_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    their_words: Mapped[str | None] = mapped_column(info=PRIVATE)
    lead_words: Mapped[str | None] = mapped_column(info=PRIVATE)
    next_steps: Mapped[str | None] = mapped_column(info=PRIVATE)
    signed_on: Mapped[date | None]
    lead_signed_on: Mapped[date | None]


class ReviewGoal(Record):
    """A goal as it stood in a review, frozen when the review is signed."""

    __tablename__ = "review_goal"
    __table_args__ = (UniqueConstraint("review_id", "goal_id"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    goal_id: Mapped[int] = mapped_column(ForeignKey("goal.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[Words]
    measure: Mapped[Name] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default="")
    outcome: Mapped[Words]
    whole_year: Mapped[Flag]
    their_words: Mapped[str | None] = mapped_column(info=PRIVATE)
    lead_words: Mapped[str | None] = mapped_column(info=PRIVATE)


class Meeting(Record):
    """A mentoring talk or a mastermind round (S035); `kind` is mentoring or mastermind.

    Whoever wrote it down may take it away again.
    """

    __tablename__ = "meeting"

    kind: Mapped[Code]
    on: Mapped[date] = mapped_column(index=True)
    title: Mapped[Name] = mapped_column(default="")
    place: Mapped[Name] = mapped_column(default="")
    words: Mapped[Words]
    next_on: Mapped[date | None]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class MeetingVoice(Record):
    """One member of a meeting: what changed, the challenge, ideas, when it is followed up (S035).

    A member is somebody who works here, or a name from outside.
    """

    __tablename__ = "meeting_voice"
    __table_args__ = (Index("ix_meeting_voice_meeting", "meeting_id", "position"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    member: Mapped[Name] = mapped_column(default="")
    changed: Mapped[Words]
    challenge: Mapped[Words]
    ideas: Mapped[Words]
    follow_up_on: Mapped[date | None]
    done: Mapped[Flag]
