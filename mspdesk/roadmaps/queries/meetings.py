"""Roadmap meetings as lists and pages show them, and with whom the next one is due (S119)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...clients.queries import sites
from ...clients.rules import address_line, full_name
from ...dates import add_months, clock_time, full_date, hours, long_date, today
from ...letters.models import Letter
from ...people.models import Person
from ...rows import dataclass
from ...tickets.models import Ticket
from ...tickets.rules import STATUS_WORDS, Status
from ..models import (
    RoadmapAnswer,
    RoadmapDecision,
    RoadmapGuest,
    RoadmapItem,
    RoadmapMeeting,
    RoadmapRest,
)
from ..rules.questions import QUESTIONS
from ..rules.rhythm import due_on, too_late, usual_next
from ..rules.words import KINDS, STATES


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
class DecisionRow:
    """What was decided; `amount` in minor units, `number` and `status` are the ticket's."""

    id: int
    version: int
    meeting_id: int
    client_id: int
    client: str
    on: date
    kind: str
    text: str
    person_id: int | None
    person: str
    who: str
    due_on: date | None
    amount: int | None
    ticket_id: int | None
    number: int | None
    status: str
    done_on: date | None

    @property
    def kind_words(self) -> str:
        """We do it, They do it, They said no."""
        return KINDS.get(self.kind, self.kind)

    @property
    def doer(self) -> str:
        """Who does it, as far as it is known."""
        return self.person if self.kind == "ours" else self.who

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        if self.kind == "ours":
            return self.status not in (Status.COMPLETED, Status.CLOSED, Status.CANCELLED)
        return self.kind == "theirs" and self.done_on is None

    @property
    def stands(self) -> str:
        """How it stands: the ticket with its status, done, or nothing."""
        if self.number is not None:
            return f"#{self.number}, {STATUS_WORDS[Status(self.status)].lower()}"
        if self.kind == "theirs":
            return f"Done {full_date(self.done_on)}" if self.done_on else "Not done yet"
        return self.kind_words


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
    order = (RoadmapMeeting.on, RoadmapMeeting.at, RoadmapMeeting.id)
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
    found = session.execute(
        select(
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
        .where(RoadmapGuest.meeting_id == meeting_id)
        .order_by(RoadmapGuest.position, RoadmapGuest.id)
    )
    return [
        GuestRow(
            id_,
            contact,
            person,
            full_name(first or "", last or "") or ours or name,
            title or role or "",
        )
        for id_, contact, person, name, first, last, title, role, ours in found
    ]


def decisions(
    session: Session,
    *,
    meeting_id: int | None = None,
    client_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[DecisionRow]:
    """What was decided: of a meeting in its order, else the newest meeting first."""
    found: Select[*tuple[Any, ...]] = (
        select(
            RoadmapDecision.id,
            RoadmapDecision.version,
            RoadmapDecision.meeting_id,
            RoadmapMeeting.client_id,
            Client.name,
            RoadmapMeeting.on,
            RoadmapDecision.kind,
            RoadmapDecision.text,
            RoadmapDecision.person_id,
            func.coalesce(Person.name, ""),
            RoadmapDecision.who,
            RoadmapDecision.due_on,
            RoadmapDecision.amount,
            RoadmapDecision.ticket_id,
            Ticket.number_int,
            func.coalesce(Ticket.status, ""),
            RoadmapDecision.done_on,
        )
        .join(RoadmapMeeting, RoadmapMeeting.id == RoadmapDecision.meeting_id)
        .join(Client, Client.id == RoadmapMeeting.client_id)
        .outerjoin(Person, Person.id == RoadmapDecision.person_id)
        .outerjoin(Ticket, Ticket.id == RoadmapDecision.ticket_id)
    )
    if meeting_id is not None:
        found = found.where(RoadmapDecision.meeting_id == meeting_id)
    if client_id is not None:
        found = found.where(RoadmapMeeting.client_id == client_id)
    if since is not None:
        found = found.where(RoadmapMeeting.on >= since)
    if until is not None:
        found = found.where(RoadmapMeeting.on <= until)
    order = (
        RoadmapMeeting.on.desc(),
        RoadmapMeeting.id.desc(),
        RoadmapDecision.position,
        RoadmapDecision.id,
    )
    return [DecisionRow(*tuple(row)) for row in session.execute(found.order_by(*order))]


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


# --- due ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DueRow:
    """With whom the next meeting is due: the last, the latest day for the next, and what is there.

    `rests` says why a client is not asked, until `rests_until` where there is an end.
    """

    client_id: int
    client: str
    since_on: date | None
    last_on: date | None
    due_on: date
    planned_on: date | None
    meeting_id: int | None
    rests: str = ""
    rests_until: date | None = None

    @property
    def late(self) -> bool:
        """Whether what is planned comes after it is due (S119)."""
        met = self.last_on is not None
        return met and self.planned_on is not None and self.planned_on > self.due_on

    def state(self, day: date) -> str:
        """Left out, Planned, Planned late, Never met, Overdue, Due soon or Not yet due."""
        if self.rests:
            return "Left out"
        if self.planned_on is not None:
            return "Planned late" if self.late else "Planned"
        if self.last_on is None and self.due_on <= day:
            return "Never met"
        if self.due_on < day:
            return "Overdue"
        return "Due soon" if self.due_on <= add_months(day, 1) else "Not yet due"

    def proposed(self, day: date) -> date:
        """A day for the next meeting: by the day it is due, two weeks ahead at least."""
        soonest = day + timedelta(days=14)
        wanted = usual_next(self.last_on) if self.last_on else soonest
        found = max(wanted, soonest)
        while found.weekday() > 4:
            found += timedelta(days=1)
        return found


def due_list(session: Session, day: date | None = None) -> list[DueRow]:
    """Every client we work for with its last and next meeting, the longest due first (S119).

    Prospects stand in it once something was agreed on with them. Who is left out stands last.
    """
    on = day or today()
    held = session.execute(
        select(RoadmapMeeting.client_id, RoadmapMeeting.on, RoadmapMeeting.next_on)
        .where(RoadmapMeeting.state == "held", RoadmapMeeting.on <= on)
        .order_by(RoadmapMeeting.on, RoadmapMeeting.id)
    )
    # The last of a client is the newest.
    met: dict[int, tuple[date, date | None]] = {id_: (day_, next_) for id_, day_, next_ in held}
    planned: dict[int, tuple[date, int]] = {}
    for row in coming(session):
        planned.setdefault(row.client_id, (row.on, row.id))
    rests = {
        id_: (why, until)
        for id_, why, until in session.execute(
            select(RoadmapRest.client_id, RoadmapRest.why, RoadmapRest.until_on)
        )
        if until is None or until > on
    }
    wanted = select(Client.id, Client.name, Client.since_on, Client.status).where(
        Client.internal.is_(False),
        Client.status.in_(("active", "prospect", "assessed", "proposed")),
    )
    found = []
    for id_, name, since, status in session.execute(wanted.order_by(func.lower(Client.name))):
        (last, agreed), ahead = met.get(id_, (None, None)), planned.get(id_)
        if status != "active" and last is None and ahead is None:
            continue
        why, until = rests.get(id_, ("", None))
        due = due_on(last, since, on, agreed)
        found.append(
            DueRow(
                id_,
                name,
                since,
                last,
                due,
                ahead[0] if ahead else None,
                ahead[1] if ahead else None,
                why,
                until,
            )
        )
    return sorted(found, key=lambda row: (bool(row.rests), row.due_on))
