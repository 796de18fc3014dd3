"""Which duty is handed off first: the easiest and most time-consuming (S009)."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from ...dates import clock_span, hours, parse_long_span
from ...errors import UserError

DIFFICULTY = {1: "Easy", 2: "Medium", 3: "Hard"}
IMPORTANCE = {1: "Low", 2: "Medium", 3: "High"}

EASY = 1
"""The difficulty of what is handed off before anything else."""

WEEK = 10_080
"""Minutes in a week: no duty takes longer."""


class Takes(Protocol):
    """What a duty must say to be put in order; minutes a week."""

    @property
    def name(self) -> str:
        """What is done."""

    @property
    def minutes_week(self) -> int:
        """How long it takes."""

    @property
    def difficulty(self) -> int:
        """1 easy to 3 hard."""

    @property
    def hand_off(self) -> int | None:
        """The owner's own place for it."""


D = TypeVar("D", bound=Takes)


def hand_off_order(duties: Iterable[D]) -> list[D]:
    """Duties in the order in which they are handed off.

    The owner's own order goes first where it is said; then easy before hard, and of equals the one
    that takes longest, because an hour of the owner is the dearest in the office (S009).
    """

    def place(duty: D) -> tuple[bool, int, int, int, str]:
        own = duty.hand_off
        return (own is None, own or 0, duty.difficulty, -duty.minutes_week, duty.name.casefold())

    return sorted(duties, key=place)


def check_duty(name: str, minutes_week: int, difficulty: int, importance: int) -> None:
    """Refuse what cannot be a duty; raises UserError by field."""
    if not name.strip():
        raise UserError("Say what is done.", "name")
    if not 0 <= minutes_week <= WEEK:
        raise UserError("A duty takes between 0 and 168 hours a week.", "minutes_week")
    if difficulty not in DIFFICULTY:
        raise UserError("Choose easy, medium or hard.", "difficulty")
    if importance not in IMPORTANCE:
        raise UserError("Choose low, medium or high.", "importance")


def read_hours(text: str) -> int:
    """Minutes of what was typed as hours a week: 6, 2.5, 1:30 or 45 min; nothing is 0.

    Raises UserError naming minutes_week.
    """
    return parse_long_span(text, "minutes_week").minutes if text.strip() else 0


def typed_hours(minutes: int) -> str:
    """Minutes as they would be typed as hours a week, read back to the same; 0 is nothing."""
    if minutes % 60 == 0:
        return str(minutes // 60) if minutes else ""
    words = hours(minutes).rstrip("0")
    return words if read_hours(words) == minutes else clock_span(minutes)


def read_place(text: str) -> int | None:
    """A place in an order, from 1 on; nothing where it was left empty."""
    typed = text.strip()
    if not typed:
        return None
    if not typed.isdecimal() or not 1 <= int(typed) <= 999:
        raise UserError("Number what is handed off from 1 on, or leave it empty.", "hand_off")
    return int(typed)


class RowFault(UserError):
    """One of several duties cannot be kept: `at` is its place among those handed over."""

    def __init__(self, at: int, fault: UserError) -> None:
        super().__init__(fault.text, fault.field)
        self.at = at
