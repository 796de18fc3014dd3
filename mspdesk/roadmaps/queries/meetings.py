"""Roadmap meetings as lists and pages show them (S119)."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.queries import sites
from ...clients.rules import address_line, full_name
from ...dates import clock_time, full_date, hours, long_date
from ...letters.models import Letter
from ...people.models import Person
from ...rows import dataclass
from ..models import (
    RoadmapAnswer,
    RoadmapGuest,
    RoadmapItem,
    RoadmapMeeting,
)
from ..rules.questions import QUESTIONS
from ..rules.rhythm import too_late
from ..rules.words import STATES
from .decisions import DecisionRow, decisions


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list; `at` is the minute of the day, `minutes` how long it takes."""

    id: int
    version: int
    client_id: int
    client: str
    on: date
    at: int | None
    minutes: int
    place: str
    state: str
    lead_id: int | None
    lead: str
    words: str
    why: str
    next_on: date | None
    written_on: date | None
    mark: str
    edition: int

    @property
    def state_words(self) -> str:
        """Planned, Held or Canceled."""
        return STATES.get(self.state, self.state)

    @property
    def begins(self) -> datetime | None:
        """When it begins, where a time is kept."""
        return None if self.at is None else datetime.combine(self.on, time(*divmod(self.at, 60)))

    @property
    def time_words(self) -> str:
        """2:00 pm; empty where no time is kept."""
        return clock_time(self.begins) if self.begins else ""

    @property
    def when(self) -> str:
        """Mar 18, 2026, 2:00 pm."""
        return ", ".join(filter(None, (full_date(self.on), self.time_words)))

    @property
    def over(self) -> bool:
        """Whether nothing is written on it any more."""
        return self.state != "planned"


@dataclass(frozen=True, slots=True)
class GuestRow:
    """Somebody asked to a meeting; `ours` is one of us, `title` what they are."""

    id: int
    contact_id: int | None
    person_id: int | None
    name: str
    title: str

    @property
    def ours(self) -> bool:
        """Whether it is one of us."""
        return self.person_id is not None

    @property
    def key(self) -> tuple[str, int] | str:
        """How actions name a guest."""
        if self.contact_id is not None:
            return ("contact", self.contact_id)
        return ("person", self.person_id) if self.person_id is not None else self.name


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A point of the agenda with what was said to it; `source` names the fact it came from."""

    id: int
    version: int
    source: str
    text: str
    minutes: int
    said: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting with all that belongs to it; `last_on` is the one held before it.

    `answers` are by key of question, `before` those of the last meeting at which each was answered.
    """

    row: MeetingRow
    guests: tuple[GuestRow, ...]
    items: tuple[ItemRow, ...]
    decisions: tuple[DecisionRow, ...]
    answers: dict[str, str]
    before: dict[str, tuple[date, str]]
    last_on: date | None
    letter_id: int | None
    letter: str
    letter_state: str

    @property
    def planned_minutes(self) -> int:
        """What the points of the agenda take together."""
        return sum(one.minutes for one in self.items)

    @property
    def late_words(self) -> str:
        """Why this day is too late; empty where it is not (S119)."""
        if self.row.over or not too_late(self.last_on, self.row.on):
            return ""
        last = self.last_on or self.row.on
        return f"More than three months after the last one, {full_date(last)}."

    @property
    def next_words(self) -> str:
        """Why the next meeting is too late; empty where it is not."""
        on = self.row.next_on
        if on is None or not too_late(self.row.on, on):
            return ""
        return f"That is more than three months from {full_date(self.row.on)}."


_MEETING = (
    RoadmapMeeting.id,
    RoadmapMeeting.version,
    RoadmapMeeting.client_id,
    Client.name,
    RoadmapMeeting.on,
    RoadmapMeeting.at,
    RoadmapMeeting.minutes,
    RoadmapMeeting.place,
    RoadmapMeeting.state,
    RoadmapMeeting.lead_id,
    func.coalesce(Person.name, ""),
    RoadmapMeeting.words,
    RoadmapMeeting.why,
    RoadmapMeeting.next_on,
    RoadmapMeeting.written_on,
    RoadmapMeeting.mark,
    RoadmapMeeting.edition,
)


def _meetings() -> Select[*tuple[Any, ...]]:
    found: Select[*tuple[Any, ...]] = select(*_MEETING)
    return found.join(Client, Client.id == RoadmapMeeting.client_id).outerjoin(
        Person, Person.id == RoadmapMeeting.lead_id
    )


def meetings(
    session: Session, client_id: int | None = None, state: str = "", limit: int = 500
) -> list[MeetingRow]:
    """Meetings, the latest day first: of one client or of all."""
    found = _meetings()
    if client_id is not None:
        found = found.where(RoadmapMeeting.client_id == client_id)
    if state:
        found = found.where(RoadmapMeeting.state == state)
    latest = found.order_by(RoadmapMeeting.on.desc(), RoadmapMeeting.id.desc()).limit(limit)
    return [MeetingRow(*tuple(row)) for row in session.execute(latest)]


def coming(session: Session, until: date | None = None) -> list[MeetingRow]:
    """Meetings that are planned, the nearest first; those whose day went by without minutes too."""
    found = _meetings().where(RoadmapMeeting.state == "planned")
    if until is not None:
        found = found.where(RoadmapMeeting.on <= until)
    # Books on a server put what has no time last by themselves, books in a file first.
    order = (RoadmapMeeting.on, RoadmapMeeting.at.is_(None), RoadmapMeeting.at, RoadmapMeeting.id)
    return [MeetingRow(*tuple(row)) for row in session.execute(found.order_by(*order))]


def planned_of(session: Session, client_id: int) -> date | None:
    """The day of the meeting that is planned with a client; None without one."""
    return session.scalar(
        select(func.min(RoadmapMeeting.on)).where(
            RoadmapMeeting.client_id == client_id, RoadmapMeeting.state == "planned"
        )
    )


def last_held(session: Session, client_id: int, before: date | None = None) -> date | None:
    """The day a meeting with a client was held last, before a day where one is given."""
    found = select(func.max(RoadmapMeeting.on)).where(
        RoadmapMeeting.client_id == client_id, RoadmapMeeting.state == "held"
    )
    if before is not None:
        found = found.where(RoadmapMeeting.on < before)
    return session.scalar(found)


def meeting_row(session: Session, meeting_id: int) -> MeetingRow | None:
    """One meeting as lists show it, or None."""
    row = session.execute(_meetings().where(RoadmapMeeting.id == meeting_id)).first()
    return MeetingRow(*tuple(row)) if row else None


def meeting_page(session: Session, meeting_id: int) -> MeetingPage | None:
    """One meeting with guests, agenda, decisions and answers; None when it is gone."""
    row = meeting_row(session, meeting_id)
    if row is None:
        return None
    items = session.execute(
        select(
            RoadmapItem.id,
            RoadmapItem.version,
            RoadmapItem.source,
            RoadmapItem.text,
            RoadmapItem.minutes,
            RoadmapItem.said,
        )
        .where(RoadmapItem.meeting_id == meeting_id)
        .order_by(RoadmapItem.position, RoadmapItem.id)
    )
    answers = dict(
        session.execute(
            select(RoadmapAnswer.question, RoadmapAnswer.words).where(
                RoadmapAnswer.meeting_id == meeting_id
            )
        ).all()
    )
    letter = invitation(session, meeting_id)
    return MeetingPage(
        row,
        tuple(guests(session, meeting_id)),
        tuple(ItemRow(*one) for one in items),
        tuple(decisions(session, meeting_id=meeting_id)),
        answers,
        answers_before(session, row.client_id, row.on),
        last_held(session, row.client_id, row.on),
        letter.id if letter else None,
        letter.number if letter else "",
        letter.state if letter else "",
    )


def invitation(session: Session, meeting_id: int) -> Letter | None:
    """The newest letter that asks to a meeting; None where none was written."""
    found = select(Letter).where(Letter.about == about(meeting_id)).order_by(Letter.id.desc())
    return session.scalars(found.limit(1)).one_or_none()


def about(meeting_id: int) -> str:
    """How a letter names a meeting."""
    return f"roadmap:{meeting_id}"


def guests(session: Session, meeting_id: int) -> list[GuestRow]:
    """Who is asked to a meeting, in order."""
    return guests_of(session, [meeting_id]).get(meeting_id, [])


def guests_of(session: Session, meetings: Collection[int]) -> dict[int, list[GuestRow]]:
    """Who is asked to each of some meetings, in order; one that nobody is asked to is missing."""
    found = session.execute(
        select(
            RoadmapGuest.meeting_id,
            RoadmapGuest.id,
            RoadmapGuest.contact_id,
            RoadmapGuest.person_id,
            RoadmapGuest.name,
            Contact.first_name,
            Contact.last_name,
            Contact.title,
            Contact.role,
            Person.name,
        )
        .outerjoin(Contact, Contact.id == RoadmapGuest.contact_id)
        .outerjoin(Person, Person.id == RoadmapGuest.person_id)
        .where(RoadmapGuest.meeting_id.in_(meetings))
        .order_by(RoadmapGuest.position, RoadmapGuest.id)
    )
    asked: dict[int, list[GuestRow]] = {}
    for meeting, id_, contact, person, name, first, last, title, role, ours in found:
        called = full_name(first or "", last or "") or ours or name
        guest = GuestRow(id_, contact, person, called, title or role or "")
        asked.setdefault(meeting, []).append(guest)
    return asked


def answers_before(session: Session, client_id: int, before: date) -> dict[str, tuple[date, str]]:
    """What a client answered to each question last, before a day, and when."""
    found = session.execute(
        select(RoadmapAnswer.question, RoadmapMeeting.on, RoadmapAnswer.words)
        .join(RoadmapMeeting, RoadmapMeeting.id == RoadmapAnswer.meeting_id)
        .where(RoadmapMeeting.client_id == client_id, RoadmapMeeting.on < before)
        .order_by(RoadmapMeeting.on, RoadmapMeeting.id)
    )
    # The last of a question is the newest.
    return {question: (on, words) for question, on, words in found}


def invitation_fields(session: Session, meeting_id: int) -> dict[str, str]:
    """What the invitation says of a meeting; what is not known yet is left out."""
    row = meeting_row(session, meeting_id)
    if row is None:
        return {}
    questions = "\n".join(one.ask for one in QUESTIONS if one.ahead)
    said = {
        "meeting.day": long_date(row.on),
        "meeting.time": row.time_words,
        "meeting.place": row.place or _home(session, row.client_id),
        "meeting.minutes": minutes_words(row.minutes),
        "meeting.questions": questions,
    }
    return {name: words for name, words in said.items() if words}


def minutes_words(minutes: int) -> str:
    """How long a meeting takes, as a letter says it: 90 minutes, 2 hours."""
    whole, rest = divmod(minutes, 60)
    if rest or whole == 1:
        return "one hour" if minutes == 60 else f"{minutes} minutes"
    return f"{hours(minutes).split('.')[0]} hours"


def _home(session: Session, client_id: int) -> str:
    """Where a client is met when nothing else was said: its main site."""
    for one in sorted(sites(session, client_id), key=lambda site: not site.main):
        return address_line(one.address, one.city, one.region, one.postal_code)
    return ""
