"""When the next talk is due, and when an answer is too old to be relied on."""

from datetime import date, timedelta

from ...dates import add_months

EVERY = 3
"""Months after which the next roadmap meeting is due at the latest (S119)."""

OLD = 6
"""Months after which what a client said of its budget is asked anew (S118)."""

AHEAD = 14
"""As many days ahead a meeting, and one that should be planned, stand on Today."""


def due_on(last: date | None, since: date | None, day: date, agreed: date | None = None) -> date:
    """The latest day for the next meeting: three months after the last, or as agreed before that.

    With a client nobody met yet it is three months after it came to us, and today where that was
    longer ago or nobody knows.
    """
    if last is not None:
        latest = add_months(last, EVERY)
        return min(latest, agreed) if agreed is not None else latest
    return max(add_months(since, EVERY), day) if since is not None else day


def too_late(last: date | None, on: date) -> bool:
    """Whether a day is more than three months after the last meeting."""
    return last is not None and on > add_months(last, EVERY)


def usual_next(on: date) -> date:
    """The day proposed for the next meeting: the last working day within three months."""
    day = add_months(on, EVERY)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def soonest(day: date) -> date:
    """The first working day that leaves two weeks to invite to it."""
    found = day + timedelta(days=AHEAD)
    while found.weekday() > 4:
        found += timedelta(days=1)
    return found


def old(asked_on: date | None, day: date) -> bool:
    """Whether an answer is more than six months old, or was never asked for."""
    return asked_on is None or asked_on < add_months(day, -OLD)
