"""One rule for everybody: who may join a benefit plan, and from which day (S036, S037)."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ...dates import full_date, hours_h
from ...errors import UserError
from ...money import half_up
from ...rows import dataclass

KINDS = {
    "retirement": "Retirement",
    "medical": "Medical",
    "vision": "Vision",
    "dental": "Dental",
    "life": "Life insurance",
    "other": "Another benefit",
}
SOURCES = {
    "": "Not known yet",
    "payroll": "Payroll service",
    "adviser": "Adviser",
    "broker": "Broker",
    "insurer": "Insurer direct",
}
PAID_BY = {"employer": "Paid by the shop", "payroll": "Taken off pay", "both": "Cost shared"}

FOR_WHOM = {
    "everybody": "Everybody who meets the rule",
    "owners": "Owners only",
    "staff": "Staff, without owners",
}
"""What somebody may ask for; only the first is taken."""

COUNTED = frozenset({"owner", "employee", "part_time", "intern"})
"""Kinds of employment that make up the group; temps and contractors are employed elsewhere."""

WEEKS = 8
"""Whole weeks over which hours are averaged (B9)."""

OWNERS_QUESTION = (
    "Whether an owner may leave workers' compensation is a question for your adviser, not a plan."
)
"""S037."""

_SIZE = re.compile(r"(\d{1,4})(?:\s*(\+)|\s*-\s*(\d{1,4}))?$")


def refuse_unlike(for_whom: str) -> None:
    """Raise UserError naming `for_whom` where a plan is not for everybody (S036)."""
    if for_whom != "everybody":
        raise UserError(
            "A plan is for everybody who meets its rule, owners as well. "
            "One for owners and another for staff is refused.",
            "for_whom",
        )


def group_sizes(text: str) -> list[tuple[int, int | None]]:
    """The sizes of group in words ("1, 3+", "2-10") as first and last; None is without end.

    Raises UserError naming group_sizes.
    """
    found = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        match = _SIZE.match(part)
        first = int(match[1]) if match else 0
        last = first if match and not match[2] and not match[3] else None
        if match and match[3]:
            last = int(match[3])
        if not first or (last is not None and last < first):
            raise UserError(
                "Write sizes like 1, 3+ or 2-10; leave it empty for a group of any size.",
                "group_sizes",
            )
        found.append((first, last))
    return found


def takes(text: str, size: int) -> bool:
    """Whether a plan takes a group of this size; one without sizes takes any (S037)."""
    sizes = group_sizes(text)
    return not sizes or any(
        first <= size and (last is None or size <= last) for first, last in sizes
    )


def first_day(hired_on: date, min_days: int) -> date:
    """The first day on which somebody has been employed so long: 2026-03-02 + 90 = 2026-05-31."""
    return hired_on + timedelta(days=min_days)


def mean_week(weeks: Sequence[int]) -> int:
    """Minutes a week on average, rounded half up."""
    return half_up(sum(weeks), len(weeks)) if weeks else 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands with a plan: eligible, from (a day to come), hours, day or kind."""

    state: str
    on: date | None
    words: str


def standing(
    kind: str, hired_on: date | None, average: int, rule: tuple[int, int], day: date
) -> Standing:
    """Whether the rule of a plan is met on a day: days employed, minutes a week on average.

    The same for an owner as for anybody (S036).
    """
    min_days, min_minutes = rule
    if kind not in COUNTED:
        return Standing("kind", None, "Not on our payroll")
    if hired_on is None:
        return Standing("day", None, "First day not written down")
    on = first_day(hired_on, min_days)
    if average < min_minutes:
        words = f"{hours_h(average)} a week on average, {hours_h(min_minutes)} needed"
        return Standing("hours", None, words)
    if day < on:
        return Standing("from", on, f"From {full_date(on)}")
    return Standing("eligible", on, f"Since {full_date(on)}")
