"""Tables of the talk with a client about what comes next: budget places and roadmap meetings."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import HOLDS, Code, Minor, Name, Record, Words


class BudgetPlace(Record):
    """Where a client keeps us in its own budget, as it said on a day; the newest counts (S118).

    `category` is operations, project, emergency, goods, none or unknown, and `meaning` what that
    means to the client in its own words. `next_year` and `renew` are yes, no or unknown: whether
    there is money for us next year, and whether they mean to renew. `planned` is what they set
    aside for a year in minor units, `budget_month` the month they make the budget in, 1 to 12.
    `rise_on` is the day we told them of a rise of our rates, `rise_words` what they said to it.
    """

    __tablename__ = "budget_place"
    __table_args__ = (Index("ix_budget_place_client", "client_id", "asked_on", "id"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    asked_on: Mapped[date]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap_meeting.id"), index=True)
    category: Mapped[Code] = mapped_column(default="unknown")
    meaning: Mapped[Words]
    next_year: Mapped[Code] = mapped_column(default="unknown")
    renew: Mapped[Code] = mapped_column(default="unknown")
    planned: Mapped[Minor | None] = mapped_column(default=None)
    budget_month: Mapped[int | None]
    rise_on: Mapped[date | None]
    rise_words: Mapped[Words]


class RoadmapMeeting(Record):
    """A talk with a client or a prospect about the months and years ahead (S119).

    `state` is planned, held or canceled. `at` is the minute of the day it begins, `minutes` how
    long it takes. `words` are what the minutes say of the whole, `next_on` the next one as it was
    agreed. `mark` names it to calendars for good, and `edition` grows with every change of its
    time or place, so that a calendar knows which invitation is the newest. Its invitation is the
    newest letter about roadmap:ID.
    """

    __tablename__ = "roadmap_meeting"
    __table_args__ = (
        Index("ix_roadmap_meeting_client", "client_id", "on", "id"),
        Index("ix_roadmap_meeting_state", "state", "on"),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    on: Mapped[date]
    at: Mapped[int | None]
    minutes: Mapped[int] = mapped_column(default=60)
    place: Mapped[Name] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default="planned")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[Words]
    why: Mapped[Words]
    next_on: Mapped[date | None]
    written_on: Mapped[date | None]
    mark: Mapped[Code] = mapped_column(unique=True)
    edition: Mapped[int] = mapped_column(default=0)


class RoadmapGuest(Record):
    """Who is asked to a meeting: somebody of the client's, one of us, or a name from outside."""

    __tablename__ = "roadmap_guest"
    __table_args__ = (Index("ix_roadmap_guest_meeting", "meeting_id", "position"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("roadmap_meeting.id"))
    position: Mapped[int] = mapped_column(default=0)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[Name] = mapped_column(default="")


class RoadmapItem(Record):
    """A point of the agenda, and what was said to it.

    `source` names the fact it was taken from (advice:3, budget, section:devices), so that it is
    not put down twice; empty for a point somebody typed. `minutes` is the time it is given.
    """

    __tablename__ = "roadmap_item"
    __table_args__ = (Index("ix_roadmap_item_meeting", "meeting_id", "position"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("roadmap_meeting.id"))
    position: Mapped[int] = mapped_column(default=0)
    source: Mapped[Code] = mapped_column(default="")
    text: Mapped[Words]
    minutes: Mapped[int] = mapped_column(default=0)
    said: Mapped[Words]


class RoadmapAnswer(Record):
    """What a client answered to one question of the questionnaire (C16); `question` is its key."""

    __tablename__ = "roadmap_answer"
    __table_args__ = (UniqueConstraint("meeting_id", "question"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("roadmap_meeting.id"))
    question: Mapped[Code]
    words: Mapped[Words]


class RoadmapDecision(Record):
    """What was decided at a meeting: what we do has a sales ticket from that moment (S119).

    `kind` is ours, theirs or no. `who` is who of theirs does it, `amount` what it costs once in
    minor units where a price was named.
    """

    __tablename__ = "roadmap_decision"
    __table_args__ = (Index("ix_roadmap_decision_meeting", "meeting_id", "position"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("roadmap_meeting.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[Code] = mapped_column(default="ours")
    text: Mapped[Words]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    who: Mapped[Name] = mapped_column(default="")
    due_on: Mapped[date | None]
    amount: Mapped[Minor | None] = mapped_column(default=None)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True, info=HOLDS)
    done_on: Mapped[date | None]


class RoadmapRest(Record):
    """That a client is not asked for a roadmap meeting until a day, and why; no day is for good."""

    __tablename__ = "roadmap_rest"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), unique=True)
    until_on: Mapped[date | None]
    why: Mapped[Words]
