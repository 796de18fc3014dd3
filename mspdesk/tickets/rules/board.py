"""What comes first, what comes next, when it is due, and what people may type."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from ...errors import UserError
from ...rows import dataclass
from ...shop.rules import Calendar
from .words import OPEN, RESTING, Queue, Status

# Order and what comes next.


def queue_order(priority: int, opened_at: datetime, ticket_id: int) -> tuple[int, datetime, int]:
    """The place in the queue: priority, then oldest first (S044)."""
    return priority, opened_at, ticket_id


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides whether a ticket can be somebody's next one."""

    status: str
    tier: int
    assigned_id: int | None
    queue: str
    scheduled_at: datetime | None
    follow_up_on: date | None


def can_be_next(ticket: Candidate, person_id: int, tier: int, now: datetime) -> bool:
    """Whether a person can take it up now (S044): open, theirs or nobody's, within their tier.

    A resting ticket comes back on its follow-up day, a scheduled one when its time has come.
    Sales tickets come up only for the person they are assigned to (S134).
    """
    if ticket.status not in OPEN or ticket.tier > tier:
        return False
    if ticket.assigned_id != person_id and (
        ticket.assigned_id is not None or ticket.queue == Queue.SALES
    ):
        return False
    if ticket.status in RESTING:
        return ticket.follow_up_on is not None and ticket.follow_up_on <= now.date()
    if ticket.status == Status.SCHEDULED:
        return ticket.scheduled_at is None or ticket.scheduled_at <= now
    return True


# Backlog (S014).


def remaining(estimate: int | None, logged: int) -> int:
    """What is left of an estimate, never below zero; minutes. Without an estimate it is 0."""
    return max(0, (estimate or 0) - logged)


# Response targets (B2): an hour, four business hours, one and three business days.

RESPONSE_MINUTES: Mapping[int, int] = {1: 60, 2: 240}
RESPONSE_DAYS: Mapping[int, int] = {3: 1, 4: 3}
RESPONSE_WORDS: Mapping[int, str] = {
    1: "within 1 hour",
    2: "within 4 business hours",
    3: "within 1 business day",
    4: "within 3 business days",
}


def response_due(
    priority: int, opened_at: datetime, calendar: Calendar, agreed: int | None = None
) -> datetime:
    """When a ticket must be acknowledged; the hour of a Critical one runs at night too.

    A Medium ticket of Friday 16:00 is due Monday 16:00 unless Monday is a holiday. `agreed` are the
    minutes an agreement promises in place of the usual; its words say that they run in business
    hours, whatever the priority.
    """
    if agreed is not None:
        return calendar.add_minutes(opened_at, agreed)
    if priority == 1:
        return opened_at + timedelta(minutes=RESPONSE_MINUTES[1])
    if priority in RESPONSE_MINUTES:
        return calendar.add_minutes(opened_at, RESPONSE_MINUTES[priority])
    return calendar.add_days(calendar.add_minutes(opened_at, 0), RESPONSE_DAYS[priority])


def soonest_due(priority: int, agreed: int | None = None) -> timedelta:
    """How long after it was opened a ticket is due at the soonest, by the clock.

    Business time never runs faster than the clock, so whatever was answered by then is in time.
    It is counted from the whole minute, which may be nearly one earlier.
    """
    minutes = agreed if agreed is not None else RESPONSE_MINUTES.get(priority)
    if minutes is None:
        minutes = RESPONSE_DAYS[priority] * 24 * 60
    return timedelta(minutes=minutes - 1)


# How long ago, and whether it has grown old for its priority.

OLD_DAYS: Mapping[int, int] = {1: 1, 2: 3, 3: 7, 4: 14}


def has_grown_old(priority: int, opened_at: datetime, now: datetime) -> bool:
    """Whether an open ticket is older than its priority should let it get."""
    return (now - opened_at).days >= OLD_DAYS.get(priority, 14)


AGES: tuple[tuple[str, str, int], ...] = (
    ("any", "Any age", 0),
    ("3", "Over 3 days", 3),
    ("7", "Over a week", 7),
    ("30", "Over a month", 30),
)
"""The steps of the age filter and of the ageing report: key, words, days at least."""


# Fields people type.

LONGEST_TITLE = 200
LONGEST_ESTIMATE = 60_000
"""Minutes: a thousand hours is a project of several tickets."""


def check_title(text: str) -> str:
    """A title as it is kept: one line, trimmed; raises UserError when there is none."""
    title = " ".join(text.split())
    if not title:
        raise UserError("Say in a few words what is wrong.", field="title")
    if len(title) > LONGEST_TITLE:
        raise UserError("Keep the title under 200 letters; the rest is description.", field="title")
    return title


def check_estimate(minutes: int | None) -> int | None:
    """An estimate in minutes, or None when nobody has said; raises UserError outside sense."""
    if minutes is None or 0 < minutes <= LONGEST_ESTIMATE:
        return minutes
    raise UserError("Estimate more than nothing and less than a thousand hours.", field="estimate")


def number_words(number: int) -> str:
    """A ticket number as people say it: #181."""
    return f"#{number}"
