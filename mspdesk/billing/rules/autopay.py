"""When an automatic payment is taken next, and whether its card runs out (S116)."""

from datetime import date, timedelta

from ...dates import add_months

EXPIRING_DAYS = 60
"""A card that runs out within so many days is marked (S116)."""


def last_day(expires_on: date) -> date:
    """The last day a card is good: the end of the month printed on it."""
    return add_months(expires_on.replace(day=1), 1) - timedelta(days=1)


def days_left(expires_on: date | None, as_of: date) -> int | None:
    """For how many days a card is good, negative once it ran out; None for what never does."""
    return None if expires_on is None else (last_day(expires_on) - as_of).days


def expiring(expires_on: date | None, as_of: date) -> bool:
    """Whether a card ran out or does within sixty days."""
    left = days_left(expires_on, as_of)
    return left is not None and left <= EXPIRING_DAYS


def expiry_words(expires_on: date | None, as_of: date) -> str:
    """04/27, and how soon where it matters: 04/26, 50 days left; 02/26, ran out."""
    left = days_left(expires_on, as_of)
    if expires_on is None or left is None:
        return ""
    month = f"{expires_on:%m/%y}"
    if left < 0:
        return f"{month}, ran out"
    if left > EXPIRING_DAYS:
        return month
    return f"{month}, {left} day{'' if left == 1 else 's'} left"


def next_on(day: int, as_of: date) -> date:
    """The next time a day of the month comes, from `as_of` on; the last day of a shorter month."""
    this = _day_of(as_of, day)
    return this if this >= as_of else _day_of(add_months(as_of.replace(day=1), 1), day)


def _day_of(month: date, day: int) -> date:
    end = last_day(month)
    return end if day > end.day else month.replace(day=day)
