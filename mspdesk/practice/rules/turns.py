"""Whose turn a working day is."""

from collections.abc import Callable, Sequence
from datetime import date


def place_in_turn(day: date, people: int) -> int:
    """Which of so many people a weekday falls to: the next one each day, weekends left out."""
    weeks, weekday = divmod(day.toordinal() - 1, 7)
    return (weeks * 5 + min(weekday, 4)) % people


def by_turn(day: date, people: Sequence[int], here: Callable[[int], bool]) -> int | None:
    """Whose turn a day is; somebody who is away is passed over. None when nobody is in."""
    if not people:
        return None
    start = place_in_turn(day, len(people))
    order = [*people[start:], *people[:start]]
    return next((one for one in order if here(one)), None)
