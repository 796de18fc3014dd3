"""Which of somebody's wages, or paid hours, counts on a day, and which is still to come."""

from collections.abc import Sequence
from datetime import date

from ...dates import full_date

WORDS = {"to_come": "to come", "now": "now", "was": ""}


def states(days: Sequence[date], today: date) -> dict[date, str]:
    """Of the days from which wages count: which is to come, which counts now, which has been."""
    now = max((on for on in days if on <= today), default=None)
    return {on: "to_come" if on > today else "now" if on == now else "was" for on in days}


def said(from_on: date | None, today: date, what: str = "A wage") -> str:
    """What is worth a word about the day typed for a wage; empty where nothing is."""
    if from_on is None or from_on <= today:
        return ""
    return f"{what} to come: until {full_date(from_on)} what counts now goes on."
