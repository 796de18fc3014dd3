"""Reports of the service board, and the columns every list of tickets is exported with (S143)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ..dates import hours_h, short_date, today
from ..desk.area import Chart, Figure, Glance, Period, Report
from ..exchange.columns import DATE, HOURS, MOMENT, PERCENT, TEXT, WHOLE, OutColumn
from ..money import half_up
from . import queries, rules
from .queries import AgeingRow, ResponseRow, TicketRow

TICKET_COLUMNS: tuple[OutColumn[TicketRow], ...] = (
    OutColumn("Number", TEXT, lambda r: rules.number_words(r.number)),
    OutColumn("Title", TEXT, lambda r: r.title),
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Status", TEXT, lambda r: rules.status_words(r.status)),
    OutColumn("Priority", TEXT, lambda r: rules.PRIORITY_WORDS[r.priority]),
    OutColumn("Assigned to", TEXT, lambda r: r.assigned or ""),
    OutColumn("Tier", WHOLE, lambda r: r.tier),
    OutColumn("Estimate", HOURS, lambda r: r.estimate_minutes),
    OutColumn("Logged", HOURS, lambda r: r.logged_minutes),
    OutColumn("Opened", MOMENT, lambda r: r.opened_at),
    OutColumn("Closed", MOMENT, lambda r: r.closed_at),
    OutColumn("Follow-up", DATE, lambda r: r.follow_up_on),
    OutColumn("Queue", TEXT, lambda r: rules.QUEUE_WORDS[rules.Queue(r.queue)]),
)

_BACKLOG_COLUMNS: tuple[OutColumn[TicketRow], ...] = (
    OutColumn("No.", TEXT, lambda r: rules.number_words(r.number)),
    OutColumn("Title", TEXT, lambda r: r.title),
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Priority", TEXT, lambda r: rules.PRIORITY_WORDS[r.priority]),
    OutColumn("Estimate", HOURS, lambda r: r.estimate_minutes, "estimated_minutes"),
    OutColumn("Remaining", HOURS, lambda r: r.remaining_minutes, "remaining_minutes"),
)

_LIST_COLUMNS: tuple[OutColumn[TicketRow], ...] = (
    OutColumn("No.", TEXT, lambda r: rules.number_words(r.number)),
    OutColumn("Title", TEXT, lambda r: r.title),
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Status", TEXT, lambda r: rules.status_words(r.status)),
    OutColumn("Opened", DATE, lambda r: r.opened_at.date()),
)

_DAY_COLUMNS: tuple[OutColumn[TicketRow], ...] = (
    OutColumn("No.", TEXT, lambda r: rules.number_words(r.number)),
    OutColumn("Title", TEXT, lambda r: r.title),
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Priority", TEXT, lambda r: rules.PRIORITY_WORDS[r.priority]),
    OutColumn("Status", TEXT, lambda r: rules.status_words(r.status)),
    OutColumn("Opened", MOMENT, lambda r: r.opened_at),
)

_WAITING_COLUMNS: tuple[OutColumn[TicketRow], ...] = (
    OutColumn("No.", TEXT, lambda r: rules.number_words(r.number)),
    OutColumn("Title", TEXT, lambda r: r.title),
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Status", TEXT, lambda r: rules.status_words(r.status)),
    OutColumn("Why it waits", TEXT, lambda r: r.waiting_reason),
    OutColumn("Look again", DATE, lambda r: r.follow_up_on),
)

_AGEING_COLUMNS: tuple[OutColumn[AgeingRow], ...] = (
    OutColumn("Status", TEXT, lambda r: rules.status_words(r.status)),
    OutColumn("Up to 3 days", WHOLE, lambda r: r.counts[0]),
    OutColumn("4 to 7", WHOLE, lambda r: r.counts[1]),
    OutColumn("8 to 30", WHOLE, lambda r: r.counts[2]),
    OutColumn("Over 30", WHOLE, lambda r: r.counts[3]),
    OutColumn("All", WHOLE, lambda r: sum(r.counts)),
)

_RESPONSE_COLUMNS: tuple[OutColumn[ResponseRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Tickets", WHOLE, lambda r: r.tickets),
    OutColumn("Met", WHOLE, lambda r: r.met),
    OutColumn("Missed", WHOLE, lambda r: r.missed),
    OutColumn("Share met", PERCENT, lambda r: r.share),
)

Filters = Mapping[str, int]


def _narrowed(rows: Sequence[TicketRow], filters: Filters) -> list[TicketRow]:
    client = filters.get("client")
    return [row for row in rows if client is None or row.client_id == client]


def backlog_rows(session: Session, period: Period, filters: Filters) -> list[TicketRow]:
    """Every outstanding ticket at the end of the period, in queue order (S014)."""
    return _narrowed(queries.outstanding_tickets(session, period.last), filters)


def backlog_totals(rows: Sequence[TicketRow]) -> dict[str, int]:
    """Gross and remaining minutes; a ticket without estimate adds nothing and is listed apart."""
    return {
        "estimated_minutes": sum(row.estimate_minutes or 0 for row in rows),
        "remaining_minutes": sum(row.remaining_minutes for row in rows),
    }


def backlog_shape(session: Session, period: Period) -> dict[str, int]:
    """The backlog as the command line promises it; minutes whole."""
    found = queries.backlog(session, period.last)
    return {
        "open_tickets": found.open_tickets,
        "estimated_minutes": found.estimated_minutes,
        "remaining_minutes": found.remaining_minutes,
        "without_estimate": found.without_estimate,
    }


def urgent_rows(session: Session, _period: Period, filters: Filters) -> list[TicketRow]:
    """The open Critical and High tickets in queue order (B10)."""
    return _narrowed([row for row in queries.open_tickets(session) if row.priority <= 2], filters)


def unacknowledged_rows(session: Session, _period: Period, filters: Filters) -> list[TicketRow]:
    """New tickets nobody has acknowledged, the most urgent first (B10)."""
    rows = queries.open_tickets(session)
    new = [row for row in rows if row.status == rules.Status.NEW and row.acknowledged_at is None]
    return _narrowed(new, filters)


def follow_up_rows(session: Session, period: Period, filters: Filters) -> list[TicketRow]:
    """Waiting tickets whose day to ask again has come, the longest ago first (B10)."""
    rows = [row for row in queries.open_tickets(session) if row.status in rules.WAITING]
    due = [row for row in rows if row.follow_up_on and row.follow_up_on <= period.last]
    return _narrowed(sorted(due, key=_asked_again), filters)


HOLD_DAYS_AHEAD = 3
"""Days before its review that a ticket on hold is listed, as on Today."""


def hold_rows(session: Session, period: Period, filters: Filters) -> list[TicketRow]:
    """Tickets on hold whose review has come or comes in the next days (B10)."""
    until = period.last + timedelta(days=HOLD_DAYS_AHEAD)
    rows = [row for row in queries.open_tickets(session) if row.status == rules.Status.ON_HOLD]
    due = [row for row in rows if row.follow_up_on is None or row.follow_up_on <= until]
    return _narrowed(sorted(due, key=_asked_again), filters)


def _asked_again(row: TicketRow) -> tuple[date, int, int]:
    return row.follow_up_on or date.min, row.priority, row.id


def missing_rows(session: Session, period: Period, filters: Filters) -> list[TicketRow]:
    """The outstanding tickets nobody has estimated: a defect, not nothing (S014)."""
    rows = queries.outstanding_tickets(session, period.last)
    return _narrowed([row for row in rows if row.estimate_minutes is None], filters)


def oldest_rows(session: Session, period: Period, filters: Filters) -> list[TicketRow]:
    """The ten oldest outstanding tickets."""
    rows = _narrowed(queries.outstanding_tickets(session, period.last), filters)
    return sorted(rows, key=lambda row: (row.opened_at, row.id))[:10]


def ageing_rows(session: Session, period: Period, _filters: Filters) -> list[AgeingRow]:
    """How old the outstanding tickets of each status are."""
    return queries.ageing_by_status(session, period.last)


def response_rows(session: Session, period: Period, filters: Filters) -> list[ResponseRow]:
    """Response targets met and missed by client (S057); nobody's name is in it (S030)."""
    client = filters.get("client")
    wanted = None if client is None else [client]
    return queries.response_met(session, period.first, period.last, wanted)


def _whole(*keys: str) -> Any:
    def totals(rows: Sequence[Any]) -> dict[str, int]:
        return {key: sum(getattr(row, key) for row in rows) for key in keys}

    return totals


REPORTS = (
    Report(
        "urgent-tickets",
        "Critical and high tickets",
        "Day",
        "Open tickets of the two highest priorities, in the order they are worked.",
        "as_of",
        _DAY_COLUMNS,
        urgent_rows,
        filters=("client",),
    ),
    Report(
        "unacknowledged",
        "New, not acknowledged",
        "Day",
        "New tickets that nobody has told the client about yet.",
        "as_of",
        _DAY_COLUMNS,
        unacknowledged_rows,
        filters=("client",),
    ),
    Report(
        "follow-ups-due",
        "Follow-ups due",
        "Day",
        "Tickets that wait for somebody else, and whose day to ask again has come.",
        "as_of",
        _WAITING_COLUMNS,
        follow_up_rows,
        filters=("client",),
    ),
    Report(
        "holds-ending",
        "On hold, ending",
        "Day",
        "Tickets on hold whose review has come or comes within three days.",
        "as_of",
        _WAITING_COLUMNS,
        hold_rows,
        filters=("client",),
    ),
    Report(
        "backlog",
        "Backlog",
        "Week",
        "Work that is outstanding: all estimates, and what is left of them after the time logged.",
        "as_of",
        _BACKLOG_COLUMNS,
        backlog_rows,
        backlog_totals,
        backlog_shape,
        ("client",),
    ),
    Report(
        "tickets-without-estimate",
        "Tickets without an estimate",
        "Week",
        "Outstanding tickets nobody has estimated, so that the backlog does not count them.",
        "as_of",
        _LIST_COLUMNS,
        missing_rows,
        filters=("client",),
    ),
    Report(
        "oldest-tickets",
        "Oldest tickets",
        "Week",
        "The ten tickets that have been open for longest.",
        "as_of",
        _LIST_COLUMNS,
        oldest_rows,
        filters=("client",),
    ),
    Report(
        "tickets-by-age",
        "Aging by status",
        "Week",
        "How many days the outstanding tickets of each status have been open.",
        "as_of",
        _AGEING_COLUMNS,
        ageing_rows,
    ),
    Report(
        "response-met",
        "Response met by client",
        "Month",
        "Tickets of the month that were acknowledged in the time their priority asks for.",
        "month",
        _RESPONSE_COLUMNS,
        response_rows,
        _whole("tickets", "met", "missed"),
        filters=("client",),
    ),
)


FLOW_WEEKS = 13
"""Weeks of work in and out that are drawn above the backlog: a quarter (S031)."""


def _backlog_glance(
    session: Session, period: Period, filters: Filters, rows: Sequence[TicketRow]
) -> list[Figure | Chart]:
    """Both sums of the backlog, what nobody estimated, and work in and out by week (S014)."""
    sums = backlog_totals(rows)
    missing = sum(row.estimate_minutes is None for row in rows)
    day = min(period.last, today())
    weeks = queries.work_in_and_out(session, day, FLOW_WEEKS, filters.get("client"))
    labels = tuple(short_date(one.monday, day) for one in weeks)
    left = hours_h(sums["remaining_minutes"])
    return [
        Figure("Backlog", hours_h(sums["estimated_minutes"]), f"{_tickets(len(rows))} outstanding"),
        Figure("Left to do", left, "estimates less time logged"),
        Figure("Without an estimate", str(missing), "tickets counted in no sum"),
        Chart(
            "Work in and out, by week",
            labels,
            (
                ("opened", tuple(one.opened for one in weeks)),
                ("closed", tuple(one.ended for one in weeks)),
            ),
        ),
        Chart(
            "Estimated hours open at week end",
            labels,
            (("", tuple(one.open_minutes for one in weeks)),),
            hours_h,
            kind="line",
        ),
    ]


def _tickets(count: int) -> str:
    return "1 ticket" if count == 1 else f"{count:,} tickets"


def _age_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[AgeingRow]
) -> list[Figure | Chart]:
    """How many tickets are how old, whatever their status."""
    sums = tuple(sum(row.counts[at] for row in rows) for at in range(4))
    return [
        Figure("Outstanding", str(sum(sums)), "tickets that are not done"),
        Figure("Over 30 days", str(sums[3]), "tickets opened more than a month ago"),
        Chart(
            "How long tickets have been open",
            ("Up to 3 days", "4 to 7", "8 to 30", "Over 30"),
            (("Tickets", sums),),
        ),
    ]


def _response_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[ResponseRow]
) -> list[Figure | Chart]:
    """The share of all tickets that were answered in time (S057)."""
    met, every = sum(row.met for row in rows), sum(row.tickets for row in rows)
    if not every:
        return []
    share = half_up(met * 100, every)
    return [
        Figure("Answered in time", f"{share}%", f"{met:,} of {_tickets(every)}"),
        Figure("Too late", f"{every - met:,}", "tickets answered after their time, or not yet"),
    ]


GLANCES = (
    Glance("backlog", _backlog_glance),
    Glance("tickets-by-age", _age_glance),
    Glance("response-met", _response_glance),
)
