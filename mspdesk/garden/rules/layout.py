"""Where the bubbles of the garden and their words stand; the same on the screen and on paper.

Everything is whole numbers: units of the drawing (tenths of a pixel or of a point), minutes a month
from left to right, minor units an hour from bottom to top.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import isqrt

from ...money import half_up
from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Bubble:
    """A client on the chart: minutes a month, minor units an hour, minor units a month."""

    key: int
    label: str
    minutes: int
    rate: int
    income: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in units of the drawing."""

    left: int
    top: int
    right: int
    foot: int

    def meets(self, other: "Box") -> bool:
        """Whether both share any ground."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.foot
            and other.top < self.foot
        )

    def inside(self, other: "Box") -> bool:
        """Whether it lies wholly within another."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.foot <= other.foot
        )

    def wider(self, by: int) -> "Box":
        """The same box with some ground around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.foot + by)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: from `low` to `high` in steps of `step`."""

    low: int
    high: int
    step: int

    def ticks(self) -> range:
        """The figures written beside it."""
        return range(self.low, self.high + 1, self.step)

    def at(self, value: int, start: int, end: int) -> int:
        """Where a value stands between two ends of the drawing."""
        value = min(max(value, self.low), self.high)
        return start + half_up((value - self.low) * (end - start), self.high - self.low)


def scale(values: Sequence[int], unit: int, most: int = 5, *, zero: bool) -> Scale:
    """A round axis in steps of 1, 2, 4 or 5 times ten of a unit, that holds all values.

    At most `most` steps; from nothing with `zero`.
    """
    top = max([*values, unit])
    bottom = 0 if zero or not values else min(values)
    ten = 1
    while True:
        for part in (1, 2, 4, 5):
            step = part * ten * unit
            low = bottom // step * step
            # Room at the top, so that the highest bubble is not cut.
            high = max(low + step, -(-(top + step // 8) // step) * step)
            if (high - low) // step <= most:
                return Scale(low, high, step)
        ten *= 10


@dataclass(frozen=True, slots=True)
class Placed:
    """A bubble where it is drawn, and its words; `words` is None where there is no room for them.

    `leader` says that a thin line leads from the bubble to words that stand apart.
    """

    bubble: Bubble
    x: int
    y: int
    radius: int
    words: Box | None
    leader: bool = False

    @property
    def box(self) -> Box:
        """The square around the bubble."""
        return Box(
            self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole chart: its ground, both axes, the height of the target, the bubbles."""

    ground: Box
    across: Scale
    upward: Scale
    target_y: int
    placed: tuple[Placed, ...]

    def y(self, rate: int) -> int:
        """The height of a rate an hour."""
        return self.upward.at(rate, self.ground.foot, self.ground.top)

    def x(self, minutes: int) -> int:
        """The place of minutes a month."""
        return self.across.at(minutes, self.ground.left, self.ground.right)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Measures of a drawing in its units: radii, height of words, space between, the money unit."""

    least: int
    largest: int
    high: int
    gap: int
    unit: int


def lay_chart(
    bubbles: Sequence[Bubble],
    widths: dict[int, int],
    target: int,
    ground: Box,
    sizes: Sizes,
    taken: Iterable[Box] = (),
) -> Chart:
    """Place bubbles and words so that no word lies on another, or on a bubble.

    `widths` are those of the words by key, `taken` boxes of words that stand there already. Where
    no room is left the words are left out; the bubble still tells them.
    """
    across = scale([one.minutes for one in bubbles], 60, zero=True)
    rates = [one.rate for one in bubbles]
    upward = scale([*rates, target], sizes.unit, zero=False)
    most = max([1, *(one.income for one in bubbles)])
    chart = Chart(ground, across, upward, upward.at(target, ground.foot, ground.top), ())
    places = [
        (one, chart.x(one.minutes), chart.y(one.rate), _radius(one.income, most, sizes))
        for one in bubbles
    ]
    # Large ones lie at the back, so that none hides behind another.
    places.sort(key=lambda place: (-place[3], place[0].key))
    circles = [Placed(one, x, y, radius, None) for one, x, y, radius in places]
    # Words do not lie on the dashed line either.
    line = Box(ground.left, chart.target_y - 1, ground.right, chart.target_y + 1)
    words = _words(circles, widths, ground, sizes, [*taken, line])
    placed = tuple(
        Placed(
            one.bubble,
            one.x,
            one.y,
            one.radius,
            *words.get(one.bubble.key, (None, False)),
        )
        for one in circles
    )
    return Chart(ground, across, upward, chart.target_y, placed)


def lay_named(
    bubbles: Sequence[Bubble],
    width: Callable[[str], int],
    target: int,
    ground: Box,
    sizes: Sizes,
    taken: Sequence[Box] = (),
) -> Chart:
    """The same with words as wide as `width` says; those without room are said by their first one.

    A client in a crowd is better known as Kestrel than not at all.
    """
    chart = lay_chart(
        bubbles, {one.key: width(one.label) for one in bubbles}, target, ground, sizes, taken
    )
    silent = _silent(chart)
    if not silent:
        return chart
    made = [
        replace(one, label=one.label.partition(" ")[0]) if one.key in silent else one
        for one in bubbles
    ]
    again = lay_chart(
        made, {one.key: width(one.label) for one in made}, target, ground, sizes, taken
    )
    return again if len(_silent(again)) < len(silent) else chart


def _silent(chart: Chart) -> set[int]:
    return {one.bubble.key for one in chart.placed if one.words is None}


def _radius(income: int, most: int, sizes: Sizes) -> int:
    """The area of a bubble is as its income; the least can still be seen and pressed."""
    return max(sizes.least, isqrt(sizes.largest**2 * max(0, income) // most))


def _words(
    circles: Sequence[Placed], widths: dict[int, int], ground: Box, sizes: Sizes, taken: list[Box]
) -> dict[int, tuple[Box, bool]]:
    """Boxes of words by key: those with the fewest places to go choose first."""
    around = [one.box for one in circles]
    offered = {
        one.bubble.key: [
            (box, leader)
            for box, leader in _offers(one, widths.get(one.bubble.key, 0), sizes)
            if box.inside(ground)
            and not any(
                box.meets(other)
                for at, other in enumerate(around)
                if circles[at].bubble.key != one.bubble.key
            )
        ]
        for one in circles
    }
    at = {one.bubble.key: one for one in circles}
    found: dict[int, tuple[Box, bool]] = {}
    for key in sorted(offered, key=lambda key: (len(offered[key]), key)):
        for box, leader in offered[key]:
            way = leader_boxes(at[key], box, sizes) if leader else []
            bubbles = [one.box for one in circles if one.bubble.key != key] if way else []
            if not any(part.meets(other) for other in taken + bubbles for part in (box, *way)):
                found[key] = (box, leader)
                taken += [box.wider(sizes.gap // 2), *way]
                break
    return found


def leader_ends(one: Placed, words: Box) -> tuple[int, int, int, int]:
    """The line from the edge of a bubble to the nearest point of its words: x, y, x, y."""
    x = min(max(one.x, words.left), words.right)
    y = min(max(one.y, words.top), words.foot)
    far = max(1, isqrt((x - one.x) ** 2 + (y - one.y) ** 2))
    return (
        one.x + (x - one.x) * one.radius // far,
        one.y + (y - one.y) * one.radius // far,
        x,
        y,
    )


def leader_boxes(one: Placed, words: Box, sizes: Sizes) -> list[Box]:
    """Small boxes along that line, so that no word is crossed by it."""
    left, top, right, foot = leader_ends(one, words)
    steps = max(1, max(abs(right - left), abs(foot - top)) // max(1, sizes.gap))
    found = []
    for step in range(1, steps):
        x, y = left + (right - left) * step // steps, top + (foot - top) * step // steps
        found.append(Box(x - 1, y - 1, x + 1, y + 1))
    return found


def free_spot(wide: int, high: int, tops: Sequence[int], chart: Chart, gap: int) -> Box | None:
    """Where words of a size lie on no bubble: at one of some heights, as far right as they can.

    None where there is no such place.
    """
    ground = chart.ground
    step = max(1, wide // 4)
    for top in tops:
        for right in range(ground.right - gap, ground.left + gap + wide, -step):
            box = Box(right - wide, top, right, top + high)
            if not any(box.meets(one.box) for one in chart.placed):
                return box
    return None


def left_spot(wide: int, high: int, top: int, chart: Chart, gap: int) -> Box | None:
    """The same at one height, as far left as they can."""
    ground = chart.ground
    step = max(1, wide // 4)
    for left in range(ground.left + gap, ground.right - gap - wide, step):
        box = Box(left, top, left + wide, top + high)
        if not any(box.meets(one.box) for one in chart.placed):
            return box
    return None


def _offers(one: Placed, wide: int, sizes: Sizes) -> Iterable[tuple[Box, bool]]:
    """Where the words of a bubble may stand, the best first: beside it, over it, further off."""
    high, half = sizes.high, sizes.high // 2
    for ring in range(4):
        off = one.radius + sizes.gap + ring * sizes.high
        slant = off * 7 // 10
        leader = ring > 0
        right, left = one.x + off, one.x - off - wide
        yield Box(right, one.y - half, right + wide, one.y + half), leader
        yield Box(left, one.y - half, left + wide, one.y + half), leader
        middle = one.x - wide // 2
        yield Box(middle, one.y - off - high, middle + wide, one.y - off), leader
        yield Box(middle, one.y + off, middle + wide, one.y + off + high), leader
        for side in (one.x + slant, one.x - slant - wide):
            for top in (one.y - slant - high, one.y + slant):
                yield Box(side, top, side + wide, top + high), leader


def short_label(name: str) -> str:
    """The first two words of a name, three around an ampersand: Calloway & Finch."""
    words = name.split()
    return " ".join(words[: 3 if words[1:2] == ["&"] else 2]).rstrip(",")
