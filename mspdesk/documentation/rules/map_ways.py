"""The ways of lines over a map: around boxes, beside each other, with words where there is room.

Every line is tried along a handful of ways with right angles; the one that crosses no box, lies on
no other line and bends least is taken. Lines of one box may share their way, as cables of one
switch share a tray. Measures are points.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ...rows import dataclass

Point = tuple[int, int]
Way = tuple[Point, ...]

MOST_BOXES, MOST_LINES = 90, 160
"""Larger maps are drawn with the plainest ways: nobody waits for the best of ten thousand."""

_BOX, _ON, _NEAR, _CROSSED, _BEND, _POINT, _SHARED = 100_000, 15_000, 4_000, 1_200, 900, 10, 7
_DEAREST = 1 << 40
"""What is bad about a way: a hundred is as bad as ten points more of it."""

_CLOSE, _MOST_SHARED = 5, 6_000
_BESIDE, _FAR, _SLIM, _HIGH = 7, 24, 30, 11
_LETTER = 43
"""A letter of small type on the map, in tenths of a point."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Where a box stands."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width

    @property
    def low(self) -> int:
        """Its lower edge."""
        return self.y + self.height

    @property
    def across(self) -> int:
        """The middle from left to right."""
        return self.x + self.width // 2

    @property
    def along(self) -> int:
        """The middle from top to bottom."""
        return self.y + self.height // 2

    def crossed(self, a: Point, b: Point) -> bool:
        """Whether a level or upright line runs through it; along its edge is not through."""
        (left, top), (right, low) = a, b
        if left > right:
            left, right = right, left
        if top > low:
            top, low = low, top
        inside = left < self.x + self.width and right > self.x
        return inside and top < self.y + self.height and low > self.y


@dataclass(frozen=True, slots=True)
class Laid:
    """A line that has its way: the boxes at its ends, its kind, its stretches, all around it."""

    ends: frozenset[str]
    way: str
    stretches: tuple[tuple[Point, Point], ...]
    around: tuple[int, int, int, int]


class Ways:
    """Finds a way for one line after the other; what lies already is kept clear of."""

    def __init__(self, boxes: dict[str, Rect], lanes: Iterable[int]) -> None:
        self._boxes = boxes
        self._laid: list[Laid] = []
        self._crossed: dict[tuple[Point, Point], int] = {}
        beside = {one.x - _BESIDE for one in boxes.values()}
        beside |= {one.right + _BESIDE for one in boxes.values()}
        self._across = sorted({*lanes, *beside})
        self._along = sorted(
            {one.y - _BESIDE for one in boxes.values()}
            | {one.low + _BESIDE for one in boxes.values()}
        )

    def lay(self, one: str, other: str, way: str) -> Way:
        """The best way between two boxes."""
        a, b = self._boxes[one], self._boxes[other]
        if len(self._boxes) > MOST_BOXES or len(self._laid) > MOST_LINES:
            return plain(a, b)
        ends = frozenset((one, other))
        best, least = plain(a, b), _DEAREST
        for aside in (False, True):
            # Off the middle of a side only where the middle meets something.
            if aside and least <= _effort(best) + _BEND:
                break
            found = {points: _effort(points) for points in self._candidates(a, b, aside=aside)}
            for points, effort in sorted(found.items(), key=lambda each: each[1]):
                if _at_best(effort) >= least:
                    break
                cost = self._cost(points, effort, ends, way, least)
                if cost < least:
                    best, least = points, cost
        self._laid.append(Laid(ends, way, tuple(pairwise(best)), _around(best)))
        return best

    def _candidates(self, a: Rect, b: Rect, *, aside: bool) -> Iterator[Way]:
        yield plain(a, b)
        overlap = (max(a.x, b.x) + 8, min(a.right, b.right) - 8)
        if overlap[0] <= overlap[1]:
            up, down = (a, b) if a.y < b.y else (b, a)
            inside = {a.across, b.across, (overlap[0] + overlap[1]) // 2}
            for x in inside:
                if overlap[0] <= x <= overlap[1]:
                    yield _clean((x, up.low), (x, down.y))
        yield from self._from_sides(a, b, aside=aside)
        yield from self._from_above(a, b, aside=aside)

    def _from_sides(self, a: Rect, b: Rect, *, aside: bool) -> Iterator[Way]:
        """Out at a side, up or down a lane, in at a side or from above or below."""
        left, right = min(a.x, b.x) - _FAR, max(a.right, b.right) + _FAR
        lanes = [x for x in self._across if left <= x <= right]
        for start in _sides(a, aside=aside):
            for end in _sides(b, aside=aside):
                for x in lanes:
                    if _leaves(start, a, x) and _leaves(end, b, x):
                        yield _clean(start, (x, start[1]), (x, end[1]), end)
            for end in _tops(b, aside=aside):
                if _leaves(start, a, end[0]):
                    yield _clean(start, (end[0], start[1]), end)
        for end in _sides(b, aside=aside):
            for start in _tops(a, aside=aside):
                if _leaves(end, b, start[0]):
                    yield _clean(start, (start[0], end[1]), end)

    def _from_above(self, a: Rect, b: Rect, *, aside: bool) -> Iterator[Way]:
        """Out above or below, along a level, in above or below; and over a lane besides."""
        top, low = min(a.y, b.y) - _FAR, max(a.low, b.low) + _FAR
        levels = [y for y in self._along if top <= y <= low]
        for start in _tops(a, aside=aside):
            for end in _tops(b, aside=aside):
                for y in levels:
                    if _rises(start, a, y) and _rises(end, b, y):
                        yield _clean(start, (start[0], y), (end[0], y), end)
        for start in _sides(a, aside=aside):
            for end in _tops(b, aside=aside):
                for x in (start[0] - _BESIDE, start[0] + _BESIDE):
                    for y in (end[1] - _BESIDE, end[1] + _BESIDE):
                        if _leaves(start, a, x) and _rises(end, b, y):
                            yield _clean(start, (x, start[1]), (x, y), (end[0], y), end)

    def _cost(self, points: Way, cost: int, ends: frozenset[str], way: str, most: int) -> int:
        """What a way costs besides its effort; as soon as it is too much, no matter how much."""
        stretches = list(pairwise(points))
        for stretch in stretches:
            cost += self._through(stretch) * _BOX
            if _at_best(cost) >= most:
                return cost
        left, top, right, low = _around(points)
        for laid in self._laid:
            x1, y1, x2, y2 = laid.around
            if x1 > right or x2 < left or y1 > low or y2 < top:
                continue
            friends = laid.way == way and bool(laid.ends & ends)
            for a, b in stretches:
                for c, d in laid.stretches:
                    cost += _meeting(a, b, c, d, friends=friends)
            if _at_best(cost) - _MOST_SHARED >= most:
                return cost
        return cost

    def _through(self, stretch: tuple[Point, Point]) -> int:
        """How many boxes a stretch runs through."""
        if stretch not in self._crossed:
            found = sum(box.crossed(*stretch) for box in self._boxes.values())
            self._crossed[stretch] = found
        return self._crossed[stretch]


def _at_best(cost: int) -> int:
    """What a way may come down to where all of it is shared."""
    return cost * (_POINT - _SHARED) // _POINT


def _around(points: Way) -> tuple[int, int, int, int]:
    """Left, top, right and low of a way, and as much more as lines keep from each other."""
    across, along = [x for x, _ in points], [y for _, y in points]
    return (
        min(across) - _CLOSE,
        min(along) - _CLOSE,
        max(across) + _CLOSE,
        max(along) + _CLOSE,
    )


def _clean(*points: Point) -> Way:
    """A way without points that stand on each other or on a straight line."""
    found: list[Point] = []
    for point in points:
        if found and found[-1] == point:
            continue
        if len(found) > 1 and _straight(found[-2], found[-1], point):
            found.pop()
        found.append(point)
    return tuple(found)


def _straight(a: Point, b: Point, c: Point) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]


def _effort(points: Way) -> int:
    far = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))
    return far * _POINT + (len(points) - 2) * _BEND


def _sides(box: Rect, *, aside: bool) -> tuple[Point, ...]:
    off = 9 if aside and box.height > _SLIM else 0
    levels = (box.along, box.along - off, box.along + off) if off else (box.along,)
    return tuple((x, y) for x in (box.x, box.right) for y in levels)


def _tops(box: Rect, *, aside: bool) -> tuple[Point, ...]:
    off = box.width // 4 if aside else 0
    ways = (box.across, box.across - off, box.across + off) if off else (box.across,)
    return tuple((x, y) for y in (box.y, box.low) for x in ways)


def _leaves(at: Point, box: Rect, x: int) -> bool:
    """Whether a lane lies outside the side a line leaves by."""
    return x <= at[0] - 3 if at[0] == box.x else x >= at[0] + 3


def _rises(at: Point, box: Rect, y: int) -> bool:
    return y <= at[1] - 3 if at[1] == box.y else y >= at[1] + 3


def _meeting(a: Point, b: Point, c: Point, d: Point, *, friends: bool) -> int:
    """What it costs that one stretch meets another: on it, close beside it, across it."""
    level, other = a[1] == b[1], c[1] == d[1]
    if level is not other:
        flat, tall = ((a, b), (c, d)) if level else ((c, d), (a, b))
        x, y = tall[0][0], flat[0][1]
        inside = min(flat[0][0], flat[1][0]) < x < max(flat[0][0], flat[1][0])
        across = min(tall[0][1], tall[1][1]) < y < max(tall[0][1], tall[1][1])
        return _CROSSED if inside and across and not friends else 0
    along = 0 if level else 1
    apart = abs(a[1 - along] - c[1 - along])
    if apart >= _CLOSE:
        return 0
    first = max(min(a[along], b[along]), min(c[along], d[along]))
    last = min(max(a[along], b[along]), max(c[along], d[along]))
    if last - first <= 1:
        return 0
    if apart == 0:
        return -(last - first) * _SHARED if friends else _ON
    return _NEAR


def plain(a: Rect, b: Rect) -> Way:
    """Straight where boxes face each other, else with two corners at right angles."""
    overlap = min(a.right, b.right) - max(a.x, b.x)
    if overlap > 16:
        x = max(a.x, b.x) + overlap // 2
        upper, lower = (a, b) if a.y < b.y else (b, a)
        return ((x, upper.low), (x, lower.y))
    left, right = (a, b) if a.x < b.x else (b, a)
    start, end = left.right, right.x
    shared_top, shared_low = max(a.y, b.y) + 6, min(a.low, b.low) - 6
    if shared_top <= shared_low:
        level = (shared_top + shared_low) // 2
        return ((start, level), (end, level))
    turn = (start + end) // 2
    return ((start, left.along), (turn, left.along), (turn, right.along), (end, right.along))


def spot_of(
    words: str, points: Sequence[Point], boxes: Iterable[Rect], frames: Iterable[Rect] = ()
) -> Point:
    """Where the middle of a line's words lies: on the longest stretch that has room for them.

    Words that would lie on a box or on a room's frame are moved along the line.
    """
    wide, high = len(words) * _LETTER // 10 + 8, _HIGH
    walls = [wall for frame in frames for wall in _walls(frame)]
    blocked = [*boxes, *walls]
    stretches = sorted(
        pairwise(points), key=lambda s: -(abs(s[0][0] - s[1][0]) + abs(s[0][1] - s[1][1]))
    )
    for (ax, ay), (bx, by) in stretches:
        for share in (4, 3, 5, 2, 6, 1, 7):
            x, y = ax + (bx - ax) * share // 8, ay + (by - ay) * share // 8
            own = Rect(x - wide // 2, y - high // 2, wide, high)
            if not any(_over(own, one) for one in blocked):
                return (x, y)
    (ax, ay), (bx, by) = stretches[0]
    return ((ax + bx) // 2, (ay + by) // 2)


def _walls(frame: Rect) -> Iterator[Rect]:
    yield Rect(frame.x - 1, frame.y, 2, frame.height)
    yield Rect(frame.right - 1, frame.y, 2, frame.height)
    yield Rect(frame.x, frame.y - 1, frame.width, 2)
    yield Rect(frame.x, frame.low - 1, frame.width, 2)


def _over(one: Rect, other: Rect) -> bool:
    return one.x < other.right and one.right > other.x and one.y < other.low and one.low > other.y
