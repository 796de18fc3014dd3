"""Cash to come: when clients pay by their own history, and when bills ask for money (S108)."""

from collections.abc import Sequence
from datetime import date, timedelta

from ...dates import add_months
from ...money import split
from ...rows import dataclass

WEEKS = 4
WEEK_DAYS = 7
LEAST_PAYMENTS = 3
"""A client with fewer payments than this is taken to pay as everybody does."""


@dataclass(frozen=True, slots=True)
class Paid:
    """Money that came in so many days after its invoice, in minor units."""

    days: int
    amount: int


Habit = Sequence[Paid]
"""How a client paid in the past."""


def average_days(habit: Habit) -> int | None:
    """Days until a client pays, weighed by the money; None without any payment."""
    whole = sum(one.amount for one in habit)
    if whole <= 0:
        return None
    return (2 * sum(one.days * one.amount for one in habit) + whole) // (2 * whole)


def collected(amount: int, age: int, habit: Habit, edges: Sequence[int]) -> list[int]:
    """An open amount shared over the times it is expected in, in minor units; sums to the amount.

    `age` is the days since the invoice. Each edge ends a time, counted in days from today; the
    last part is what comes after all of them, or has been open longer than this client ever took.
    $10,000 of a client that paid 10 % within a week, 30 % by the second, 30 % by the first month
    and 30 % by the second brings 1,000, then 3,000 by week 2, 3,000 by month 1, 3,000 by month 2
    (B6).
    """
    weights = [0] * (len(edges) + 1)
    for one in habit:
        ahead = one.days - age
        if ahead < 0:
            continue
        at = next((n for n, edge in enumerate(edges) if ahead < edge), len(edges))
        weights[at] += one.amount
    if sum(weights) <= 0:
        weights[-1] = 1
    return split(amount, weights)


def week_edges() -> tuple[int, ...]:
    """The ends of four weeks in days from today."""
    return tuple(WEEK_DAYS * n for n in range(1, WEEKS + 1))


def week_of(as_of: date, on: date) -> int | None:
    """Which of the four weeks a day lies in; what is past belongs to the first, later is None."""
    at = max(0, (on - as_of).days) // WEEK_DAYS
    return at if at < WEEKS else None


def last_day(as_of: date) -> date:
    """The last day of the four weeks."""
    return as_of + timedelta(days=WEEKS * WEEK_DAYS - 1)


def due_after(due_on: date, months: int, day: int | None = None) -> date:
    """The day a bill is due some months on; `day` is the day of the month it is meant for.

    A shorter month has it on its last day, and the next long one on the day it was meant for.
    """
    first = add_months(due_on.replace(day=1), months)
    end = add_months(first, 1) - timedelta(days=1)
    return first.replace(day=min(day or due_on.day, end.day))


def due_days(due_on: date, every_months: int, last: date, day: int | None = None) -> list[date]:
    """The days on which a bill asks for money up to a day; once where it does not come again.

    `day` is the day of the month it is meant for, that of `due_on` without one.
    """
    if due_on > last:
        return []
    days = [due_on]
    while every_months and (after := due_after(due_on, every_months * len(days), day)) <= last:
        days.append(after)
    return days
