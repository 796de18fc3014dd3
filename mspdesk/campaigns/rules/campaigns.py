"""Channels and states of campaigns, their months, and what they cost for a lead (S128)."""

from collections.abc import Sequence
from datetime import date, timedelta

from ...dates import add_months, month_start
from ...money import half_up
from ...rows import dataclass

CHANNELS = {
    "email": "E-mail",
    "letter": "Letters",
    "phone": "Phone calls",
    "event": "Events and talks",
    "web": "Website",
    "social": "Online profiles",
    "ad": "Advertising",
    "referral": "Referrals",
    "other": "Other",
}
"""How a campaign reaches people, in the order of the calendar's lanes (R; B8 names none)."""

STATES = {"planned": "Planned", "running": "Running", "done": "Done", "dropped": "Dropped"}
TONES = {"planned": "blue", "running": "amber", "done": "green", "dropped": "grey"}
KINDS = {
    "mail": "Mail to the audience",
    "letter": "Letter to the audience",
    "task": "Something to do",
}
MERGED = ("mail", "letter")
"""The kinds of a day whose words are filled for each of the audience."""

OPEN = ("planned", "running")

MONTHS = 5
"""How long a campaign goes on unless said otherwise (S128)."""


def usual_end(starts_on: date) -> date:
    """The last day of five months from a day: March 2 to August 1."""
    return add_months(starts_on, MONTHS) - timedelta(days=1)


def months(starts_on: date, ends_on: date) -> list[date]:
    """The first days of the months a campaign touches."""
    found = [month_start(starts_on)]
    while (following := add_months(found[-1], 1)) <= ends_on:
        found.append(following)
    return found


def month_name(month: date) -> str:
    """A month as it stands beside a row: March 2026."""
    return f"{month:%B %Y}"


def for_each(cost: int, leads: int) -> int | None:
    """What one lead cost, in minor units; none where nobody asked."""
    return half_up(cost, leads) if leads else None


@dataclass(frozen=True, slots=True)
class Span:
    """Something from one day to another on a calendar; `key` tells it from others."""

    key: int
    first: date
    last: date


def lanes(spans: Sequence[Span]) -> dict[int, int]:
    """The line each span stands on, from 0, so that none lies over another."""
    ends: list[date] = []
    found: dict[int, int] = {}
    for one in sorted(spans, key=lambda one: (one.first, one.last, one.key)):
        free = next((at for at, end in enumerate(ends) if end < one.first), len(ends))
        ends[free : free + 1] = [one.last]
        found[one.key] = free
    return found
