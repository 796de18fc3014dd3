"""What tickets offer the desk: finders, verbs, and lists for Today."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from ..dates import age, clock_time, now, short_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from . import queries, rules
from .queries import TicketRow

LONGEST_NOTE = 90
HOLD_SOON_DAYS = 3
"""Days before its review that a ticket on hold comes onto Today."""


def find_tickets(session: Session, text: str, limit: int) -> list[Found]:
    """Tickets for the palette: by number, then by words, newest first."""
    return [_found(row) for row in queries.search_tickets(session, text, limit)]


def _found(row: TicketRow) -> Found:
    status = rules.status_words(row.status).lower()
    if row.status in rules.ENDED and row.closed_at is not None:
        status = f"{status} {short_date(row.closed_at.date())}"
    return Found(
        f"{rules.number_words(row.number)} {row.title}",
        f"{row.client}, {status}",
        Place("tickets", row.id),
        priority=row.priority,
    )


def find_notes(session: Session, text: str, limit: int) -> list[Found]:
    """Notes for the palette; each leads to its ticket."""
    return [
        Found(
            _excerpt(hit.text),
            f"Note on {rules.number_words(hit.number)}, {hit.client}",
            Place("tickets", hit.ticket_id),
            icon="sticky-note",
        )
        for hit in queries.search_notes(session, text, limit)
    ]


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_NOTE else f"{words[:LONGEST_NOTE].rstrip()}…"


FINDERS = (
    Finder("Tickets", find_tickets, order=20, digits=True),
    Finder("Notes", find_notes, order=60),
)

VERBS = (
    Verb(
        "New ticket",
        Place("tickets", do="new"),
        icon="plus",
        key="N",
        needs="tickets",
        words="open call request",
    ),
    Verb(
        "New ticket for {client}",
        Place("tickets", do="new"),
        icon="plus",
        key="N",
        needs="tickets",
        for_client=True,
    ),
    Verb(
        "New ticket from a mail",
        Place("tickets", do="mail"),
        icon="mail",
        needs="tickets",
        words="eml e-mail outlook drop file",
    ),
    Verb("My next ticket", Place("tickets", do="next"), icon="play", needs="tickets", words="work"),
    Verb("Tickets that wait", Place("tickets", do="waiting"), icon="circle-pause", words="board"),
)


def urgent(session: Session, _person_id: int | None, _day: date) -> list[TodayRow]:
    """Open Critical and High tickets (B10)."""
    return [
        _line(row, f"{row.client}, {rules.status_words(row.status).lower()}", "ink2")
        for row in queries.open_tickets(session)
        if row.priority <= 2
    ]


def unacknowledged(session: Session, _person_id: int | None, _day: date) -> list[TodayRow]:
    """New tickets nobody has acknowledged (B10)."""
    moment = now()
    return [
        _line(row, f"{row.client}, {_since(row.opened_at, moment)}", "ink2")
        for row in queries.open_tickets(session)
        if row.status == rules.Status.NEW and row.acknowledged_at is None
    ]


def _since(opened: datetime, moment: datetime) -> str:
    """When a ticket came in: 9:14 am today, or how long ago."""
    if opened.date() == moment.date():
        return clock_time(opened)
    return f"{age(opened, moment)} ago"


def passed_up(session: Session, person_id: int | None, _day: date) -> list[TodayRow]:
    """Tickets passed up to this person that nobody has begun to work on since (S047)."""
    if person_id is None:
        return []
    return [
        _line(row, f"{row.client}. {reason}", "amber")
        for row, reason in queries.passed_up_to(session, person_id)
    ]


def follow_ups(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Waiting tickets whose day to ask again has come (B2, B10)."""
    return [
        _line(row, f"{row.client}. {row.waiting_reason}", "amber")
        for row in queries.open_tickets(session)
        if row.status in rules.WAITING and _has_come(row, day)
    ]


def holds(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Tickets on hold whose review is due today or in the next days (B10)."""
    soon = day + timedelta(days=HOLD_SOON_DAYS)
    return [
        _line(row, f"{row.client}, until {short_date(row.follow_up_on)}", "ink2")
        for row in queries.open_tickets(session)
        if row.status == rules.Status.ON_HOLD and row.follow_up_on and row.follow_up_on <= soon
    ]


def _has_come(row: TicketRow, day: date) -> bool:
    return row.follow_up_on is not None and row.follow_up_on <= day


def _line(row: TicketRow, detail: str, color: str) -> TodayRow:
    title = f"{rules.number_words(row.number)} {row.title}"
    return TodayRow(title, detail, "Open", Place("tickets", row.id), "sticky-note", color)


_BOARD = Place("tickets")
TODAY = (
    TodayList(
        "Critical and high", urgent, order=10, needs="tickets", unless_seen=True, whole=_BOARD
    ),
    TodayList("New, not acknowledged", unacknowledged, order=20, needs="tickets", whole=_BOARD),
    TodayList("Passed up to you", passed_up, order=25, needs="tickets", whole=_BOARD),
    TodayList("Ask again today", follow_ups, order=30, needs="tickets", whole=_BOARD),
    TodayList("On hold, look again", holds, order=40, needs="tickets", whole=_BOARD),
)
