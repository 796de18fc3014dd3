"""What a call can come to, what follows from it, and how numbers are compared (S125, B8)."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from ...clients.rules import digits
from ...dates import add_months
from ...money import half_up
from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call: its key on the page, the point of the script it belongs to, and after.

    `state` is what the company is then; `talked` says that somebody who decides was on the line;
    `makes` says that it is a prospect from then on with an opportunity in the pipeline: after a
    talk among those talked with, after a meeting was agreed on among those with an assessment
    booked. `days` are working days until the next call, `months` months; 0 of both is none.
    """

    code: str
    key: str
    title: str
    slot: str
    state: str
    talked: bool = False
    makes: str = ""
    days: int = 0
    months: int = 0
    asks: bool = False


OUTCOMES = (
    Outcome("no_answer", "1", "No answer", "", "again", days=1),
    Outcome("voicemail", "2", "Voicemail left", "voicemail", "again", days=3),
    Outcome("gatekeeper", "3", "Gatekeeper", "gatekeeper", "again", days=2),
    Outcome("not_now", "4", "Not now", "opening", "again", talked=True, months=3, asks=True),
    Outcome("no", "5", "No, thank you", "opening", "no", talked=True),
    Outcome("mail", "6", "Wants an e-mail", "interest", "again", talked=True, days=5, asks=True),
    Outcome(
        "talking",
        "7",
        "Talk again",
        "interest",
        "talking",
        talked=True,
        makes="talk",
        days=5,
        asks=True,
    ),
    Outcome(
        "appointment",
        "8",
        "Appointment",
        "meet",
        "appointment",
        talked=True,
        makes="meeting",
        asks=True,
    ),
    Outcome("wrong", "9", "Wrong number", "", "wrong"),
    Outcome("stop", "0", "Never call again", "", "stopped"),
)
"""What a call can come to, in the order of the keys."""

BY_CODE: Mapping[str, Outcome] = {one.code: one for one in OUTCOMES}
BY_KEY: Mapping[str, Outcome] = {one.key: one for one in OUTCOMES}

TALKING = "talking"
"""The stage of the pipeline of somebody who talks with us (B8)."""

STATES = {
    "waiting": "Not called yet",
    "again": "Call again",
    "talking": "Talking",
    "appointment": "Appointment",
    "no": "Said no",
    "wrong": "Wrong number",
    "stopped": "Never call",
}
"""What a company on a list is."""

TO_CALL = ("waiting", "again", "talking")
"""States in which a company is called, once its day has come."""

TONES = {"talking": "blue", "appointment": "green", "stopped": "red", "wrong": "amber"}
"""The tone of a state's tag; grey for the rest."""

SHORTEST, LONGEST = 7, 15
"""Digits a phone number has at least here, and at most anywhere (E.164)."""

_EXTENSION = re.compile(r"(?:ext\.?|extension|x|#|;ext=)\s*\d{1,6}\s*$", re.IGNORECASE)


def number_of(phone: str) -> str:
    """A phone number as it is compared: digits without extension, without the 1 of North America.

    Two ways to write one number are the same then, whatever the spacing.
    """
    found = digits(_EXTENSION.sub("", phone.strip()))
    found = found.removeprefix("00")
    return found[1:] if len(found) == 11 and found.startswith("1") else found


def is_number(phone: str) -> bool:
    """Whether a text can be dialed."""
    return SHORTEST <= len(number_of(phone)) <= LONGEST and len(phone) <= 40


def minutes_of(seconds: int) -> int:
    """The minutes of a call: a begun one counts, as phone bills have it."""
    return max(1, -(-seconds // 60))


def next_day(outcome: Outcome, day: date, closed: frozenset[date] = frozenset()) -> date | None:
    """When to call again, on a working day; None where there is no next call."""
    if outcome.months:
        return _working(add_months(day, outcome.months), closed)
    found = day
    for _ in range(outcome.days):
        found = _working(found + timedelta(days=1), closed)
    return found if outcome.days else None


def _working(day: date, closed: frozenset[date]) -> date:
    while day.weekday() > 4 or day in closed:
        day += timedelta(days=1)
    return day


def two_days(day: date, closed: frozenset[date] = frozenset()) -> tuple[date, date]:
    """Two days to meet: the second working day from now, and the second after that."""
    first = day
    for _ in range(2):
        first = _working(first + timedelta(days=1), closed)
    second = first
    for _ in range(2):
        second = _working(second + timedelta(days=1), closed)
    return first, second


def rate(part: int, whole: int) -> str:
    """A share in percent to one decimal, half up: 3 of 300 is 1.0 %; a dash without any."""
    if not whole:
        return "–"
    tenths = half_up(part * 1_000, whole)
    return f"{tenths // 10}.{tenths % 10} %"


def name_parts(name: str) -> tuple[str, str]:
    """A contact's first and last name from one line; a name of one word is the last one."""
    words = name.split()
    return (" ".join(words[:-1]), words[-1]) if words else ("", "")
