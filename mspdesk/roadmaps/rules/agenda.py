"""The agenda a meeting begins with: points taken from the facts that have something to say."""

from collections.abc import Sequence

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A point of an agenda: the fact it is taken from, its words, whole minutes."""

    source: str
    text: str
    minutes: int


LONGEST = 240
"""Minutes a meeting may take."""


def spread(points: Sequence[Point], length: int) -> list[Point]:
    """Give each point its share of the meeting in steps of five minutes, five at least.

    What is left over belongs to the last point, which is the talk about the future.
    """
    asked = sum(one.minutes for one in points)
    if not points or asked <= 0:
        return list(points)
    found = [
        Point(one.source, one.text, max(one.minutes * length // asked // 5 * 5, 5))
        for one in points
    ]
    left = length - sum(one.minutes for one in found)
    last = found[-1]
    found[-1] = Point(last.source, last.text, max(last.minutes + left, 5))
    return found
