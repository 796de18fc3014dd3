"""Questions about training: topics, what somebody learned, and who waits for it (S148)."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.holding import holds
from ...dates import today
from ...people.models import Person
from ...people.queries import access_of, every_access, people, roles
from ...people.rules import AccessRole
from ...rows import dataclass
from ...tickets.models import Ticket
from ...tickets.queries import IS_OPEN
from ..models import Training, TrainingTopic

BASIC = ("DNS", "TCP/IP", "DMARC")
"""What every technician begins with (S148)."""

DAYS = 90
"""Days without training after which somebody is listed (S148)."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic; without `id` it is one of the basic ones nobody was trained in yet."""

    id: int | None
    title: str
    basic: bool
    people: int = 0


def topics(session: Session) -> list[TopicRow]:
    """Every topic in use, the three basic ones first; with how many at work were trained in it."""
    counted = (
        select(Training.topic_id, func.count(Training.person_id.distinct()).label("n"))
        .group_by(Training.topic_id)
        .subquery()
    )
    found = (
        select(TrainingTopic.id, TrainingTopic.title, TrainingTopic.basic, counted.c.n)
        .outerjoin(counted, counted.c.topic_id == TrainingTopic.id)
        .where(TrainingTopic.retired.is_(False))
        .order_by(TrainingTopic.title)
    )
    rows = [TopicRow(id_, title, basic, n or 0) for id_, title, basic, n in session.execute(found)]
    known = {row.title for row in rows}
    preset = [TopicRow(None, title, True) for title in BASIC if title not in known]
    order = {title: at for at, title in enumerate(BASIC)}
    return sorted(
        [*preset, *rows],
        key=lambda row: (not row.basic, order.get(row.title, 9), row.title.casefold()),
    )


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """That somebody learned about a topic: when, from what, with what result; minutes."""

    id: int
    version: int
    person_id: int
    person: str
    topic_id: int
    topic: str
    on: date
    source: str
    result: str
    minutes: int | None
    ticket: int | None
    notes: str


def record(session: Session, person_ids: Sequence[int], limit: int = 200) -> list[TrainingRow]:
    """What people learned, newest first."""
    found = (
        select(Training, Person.name, TrainingTopic.title, Ticket.number_int)
        .join(Person, Person.id == Training.person_id)
        .join(TrainingTopic, TrainingTopic.id == Training.topic_id)
        .outerjoin(Ticket, Ticket.id == Training.ticket_id)
        .where(Training.person_id.in_(person_ids))
        .order_by(Training.on.desc(), Training.id.desc())
        .limit(limit)
    )
    return [
        TrainingRow(
            one.id,
            one.version,
            one.person_id,
            name,
            one.topic_id,
            topic,
            one.on,
            one.source,
            one.result,
            one.minutes,
            number,
            one.notes,
        )
        for one, name, topic, number in session.execute(found)
    ]


def managed(session: Session, viewer_id: int | None) -> list[int]:
    """Whose training somebody answers for: everybody for the owner and the office manager.

    A service manager answers for technicians, and whoever wears a hat for those whose hats report
    to it. Only the owner answers for the owner, and nobody else for themselves.
    """
    if viewer_id is None:
        return []
    at_work = [one.id for one in people(session)]
    held = set(access_of(session, viewer_id))
    if AccessRole.OWNER in held:
        return at_work
    found = set(_below(session, viewer_id))
    if AccessRole.OFFICE_MANAGER in held:
        found |= set(at_work)
    if AccessRole.SERVICE_MANAGER in held:
        found |= _holding(session, AccessRole.TECHNICIAN)
    found -= {viewer_id} | _holding(session, AccessRole.OWNER)
    return [one for one in at_work if one in found]


def _holding(session: Session, access: AccessRole) -> set[int]:
    return {who for who, held in every_access(session).items() if access in held}


def _below(session: Session, viewer_id: int) -> list[int]:
    chart = roles(session)
    mine = {one.id for one in chart if one.person_id == viewer_id}
    below = (one.person_id for one in chart if one.reports_to_id in mine)
    return [who for who in below if who is not None]


@dataclass(frozen=True, slots=True)
class UntrainedRow:
    """Somebody without training for 90 days: the last time, and the basic topics still open."""

    person_id: int
    person: str
    last: date | None
    topic: str
    missing: str


def untrained(
    session: Session, viewer_id: int | None, day: date | None = None
) -> list[UntrainedRow]:
    """Of those somebody answers for, who had no training in the 90 days to a day (S148)."""
    wanted = managed(session, viewer_id)
    on = day or today()
    last: dict[int, tuple[date, str]] = {}
    had: dict[int, set[str]] = {}
    found = (
        select(Training.person_id, Training.on, TrainingTopic.title)
        .join(TrainingTopic, TrainingTopic.id == Training.topic_id)
        .where(Training.person_id.in_(wanted), Training.on <= on)
        .order_by(Training.on)
    )
    for person_id, when, topic in session.execute(found):
        last[person_id] = (when, topic)
        had.setdefault(person_id, set()).add(topic)
    limit = on - timedelta(days=DAYS)
    rows = []
    for one in people(session):
        before = last.get(one.id)
        if one.id in wanted and (before is None or before[0] < limit):
            missing = ", ".join(basic for basic in BASIC if basic not in had.get(one.id, set()))
            on_day, topic = before or (None, "")
            rows.append(UntrainedRow(one.id, one.name, on_day, topic, missing))
    return rows


def may_see(session: Session, viewer_id: int | None, person_id: int) -> bool:
    """Whether somebody may read a person's record: their own, or of one they answer for."""
    return person_id == viewer_id or person_id in managed(session, viewer_id)


def internal_tickets(
    session: Session, own_id: int, text: str, limit: int = 8
) -> list[tuple[int, int, str]]:
    """Open tickets of our own company by number or title: id, number, title; newest first."""
    wanted = text.strip().lstrip("#")
    found = (
        select(Ticket.id, Ticket.number_int, Ticket.title)
        .where(Ticket.client_id == own_id, IS_OPEN)
        .order_by(Ticket.id.desc())
        .limit(limit)
    )
    if wanted.isdecimal():
        found = found.where(Ticket.number_int == int(wanted[:9]))
    elif wanted:
        found = found.where(holds(Ticket.title, wanted))
    return [(id_, number, title) for id_, number, title in session.execute(found)]


def ticket_words(session: Session, ticket_id: int) -> str:
    """A ticket as a field shows it."""
    found = select(Ticket.number_int, Ticket.title).where(Ticket.id == ticket_id)
    row = session.execute(found).first()
    return f"#{row.number_int} {row.title}" if row else ""
