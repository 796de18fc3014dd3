"""What a schedule may say, and what its days and times are called."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from ...dates import clock_time, long_date, month_start
from ...errors import UserError
from ...rows import dataclass
from ...shop.rules import Calendar
from . import recurrence

HORIZON_DAYS = 42
"""So many days ahead the days of work stand in the books without anybody asking."""

DUE_HOUR = 17 * 60
"""The minute of the day by which a ticket without a time of its own is due."""

MOST_AHEAD = 60
LONGEST_SLOT = 12 * 60
LATE_DAY = 25
"""From this day of the month on, open maintenance stands on the week's report (S069)."""


def at_time(minute: int) -> str:
    """A minute of the day as people say it: 9:00 am."""
    return clock_time(datetime(2000, 1, 1) + timedelta(minutes=minute))


def moment(day: date, minute: int | None) -> datetime | None:
    """A day and a minute of it as one moment; None without a minute."""
    return (
        None
        if minute is None
        else datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    )


def closed_words(day: date, calendar: Calendar) -> str:
    """Why the shop is closed on a day: the holiday's name, or the weekday."""
    return calendar.closed.get(day) or f"closed on {day:%A}s"


def title_of(title: str, rule: str, on: date, period: str) -> str:
    """The title of a time it is done: with the month where it comes by the month."""
    found = recurrence.parse(rule)
    if not found.monthly:
        return title
    month = month_start(date.fromisoformat(f"{period}-01")) if len(period) == 7 else on
    return f"{title}, {month:%B} {month.year}"


def day_words(day: date) -> str:
    """A day with its year: Wednesday, March 11, 2026."""
    return f"{long_date(day)}, {day.year}"


@dataclass(frozen=True, slots=True)
class Preset:
    """A schedule many shops have: its checklist, rule, time, length and words.

    `ours` says that it is our own company's and not a client's.
    """

    key: str
    title: str
    code: str
    rule: str
    at_minute: int | None
    minutes: int | None
    every: int = 1
    ours: bool = False
    opens_ticket: bool = True
    ahead_days: int = 7
    priority: int = 3
    hat: str = ""
    what: str = ""


PRESETS = (
    Preset(
        "maintenance",
        "Monthly maintenance",
        "monthly-maintenance",
        "nth:2:tue",
        9 * 60,
        120,
        what="Once a month at every managed client, each on a day of its own.",
    ),
    Preset(
        "monitoring",
        "Daily monitoring",
        "daily-monitoring",
        "daily",
        8 * 60,
        30,
        ours=True,
        opens_ticket=False,
        ahead_days=0,
        hat="technician",
        what="Every working day: each managed server and backup job, one line each.",
    ),
    Preset(
        "restore",
        "Restore test",
        "restore-test",
        "workday:-3",
        13 * 60,
        60,
        what="One real restore a month at a client, confirmed by somebody else.",
    ),
    Preset(
        "final-friday",
        "Final Friday",
        "final-friday",
        "last:fri",
        13 * 60,
        180,
        ours=True,
        opens_ticket=False,
        hat="technician",
        what="Training for everybody on the last Friday of the month.",
    ),
    Preset(
        "board",
        "Board review",
        "board-review",
        "weekly:mon,wed",
        8 * 60 + 30,
        30,
        ours=True,
        opens_ticket=False,
        hat="service_manager",
        what="Look over the backlog; Monday early is a must.",
    ),
    Preset(
        "binder",
        "DR binder check",
        "dr-binder-check",
        "day:10",
        14 * 60,
        45,
        every=6,
        what="Twice a year: the binder is on its shelf and says what is true.",
    ),
    Preset(
        "new-client",
        "Client onboarding",
        "client-onboarding",
        "after:client_active",
        None,
        None,
        what="Begins by itself when a client becomes active.",
    ),
    Preset(
        "new-pc",
        "New PC",
        "new-pc",
        "after:device_added",
        None,
        None,
        what="Begins by itself when a computer is added to a client's devices.",
    ),
)
"""What a new schedule may begin with; all of it can be changed."""

FACTS = frozenset(
    "title client_id site_id device_id rule every days_after begins_on at_minute minutes "
    "assigned_id vendor_id variant opens_ticket ahead_days ticket_title ticket_words ticket_type "
    "priority estimate_minutes hat notes".split()
)
"""What may be said of a schedule."""


def check_facts(facts: Mapping[str, Any]) -> None:
    """Refuse facts of a schedule that cannot be; raises UserError naming the field."""
    unknown = set(facts) - FACTS
    if unknown:
        raise AttributeError(", ".join(sorted(unknown)))
    if "title" in facts and not str(facts["title"]).strip():
        raise UserError("Give it a title.", "title")
    if "rule" in facts:
        every = facts.get("every")
        recurrence.check_every(str(facts["rule"]), 1 if every is None else int(every))
    _between(facts, "days_after", 0, 365, "Type a number of days up to 365.")
    _between(facts, "ahead_days", 0, MOST_AHEAD, f"Type a number of days up to {MOST_AHEAD}.")
    _between(facts, "priority", 2, 4, "Choose High, Medium or Low; a fact makes it Critical.")
    _between(facts, "at_minute", 0, 1439, "Type a time of day, such as 9:00.")
    _between(facts, "minutes", 5, LONGEST_SLOT, "Type 5 minutes to 12 hours.")
    at, minutes = facts.get("at_minute"), facts.get("minutes")
    if at is not None and minutes and at + minutes > 24 * 60:
        raise UserError("It must end before midnight.", "minutes")
    if "at_minute" in facts and at is not None and "minutes" in facts and not minutes:
        raise UserError("Say how long it takes, so that the time is kept free.", "minutes")


def _between(facts: Mapping[str, Any], name: str, low: int, high: int, words: str) -> None:
    value = facts.get(name)
    if value is not None and not low <= value <= high:
        raise UserError(words, name)
