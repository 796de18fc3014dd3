"""Work that comes in and goes out, by week."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate

Weighed = tuple[date, date | None, int, int]
"""Tickets: the day they were opened, the day they ended or None, how many, the minutes of all."""

Week = tuple[date, int, int, int]
"""A Monday, tickets opened and ended in its week, and the minutes open at its end."""


def weeks_of(mondays: Sequence[date], last: date, tickets: Iterable[Weighed]) -> list[Week]:
    """Count tickets into weeks that follow each other; nothing after `last` counts.

    Tickets are looked at once, however many weeks they stay open. Those that were opened before the
    first week only weigh.
    """
    count, first = len(mondays), mondays[0]
    opened, ended, change = [0] * count, [0] * count, [0] * (count + 1)

    def week(day: date) -> int:
        return count if day > last else (day - first).days // 7

    for came_on, went_on, some, minutes in tickets:
        came = week(came_on)
        if 0 <= came < count:
            opened[came] += some
        change[max(0, came)] += minutes
        if went_on is None:
            continue
        went = week(went_on)
        if 0 <= went < count:
            ended[went] += some
        # What a file says was ended before it was opened was never open.
        change[max(0, came, went)] -= minutes
    return list(zip(mondays, opened, ended, accumulate(change[:count]), strict=True))
