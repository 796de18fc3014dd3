"""Where the boxes and lines of an org chart stand: whole numbers, the same on screen and on paper.

All measures are units of the chart: pixels of a screen at its usual size, and as many points of a
page once they are scaled. A role stands above those that report to it. They hang below each other
on a line at its left (a list), or stand beside each other under a bar (columns, each of which may
be a list again). No line crosses another or touches a box it does not lead to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ...rows import dataclass
from .plans import (
    ROOMY,
    TIGHT,
    TIGHTEST,
    Bar,
    Column,
    Hung,
    Measure,
    Plan,
    columned,
    level,
    packed,
    plain,
)
from .tree import Seat, Tree, tree_of


@dataclass(frozen=True, slots=True)
class Room:
    """What there is to draw on: width and height, and how small and large a unit may become.

    `least` and `most` are thousandths: 667 draws a unit two thirds as large.
    """

    width: int
    height: int
    least: int = 1_000
    most: int = 1_000


PAGE = Room(704, 402, 668, 1_000)
"""Points of a landscape page, Letter and A4, between head and legend; names stay at 8 points."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A box: whose it is, where it stands, its title as it is broken into lines."""

    id: int
    x: int
    y: int
    width: int
    height: int
    title: tuple[str, ...]
    wearer: str
    note: str

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width

    @property
    def foot(self) -> int:
        """Its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> int:
        """The middle of its width."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line, across or down, that belongs to the role it comes from."""

    lead: int
    x: int
    y: int
    to_x: int
    to_y: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart laid out: its size in units, the thousandths it is drawn at, and whether it fits."""

    width: int
    height: int
    scale: int
    fits: bool
    measure: Measure
    spots: tuple[Spot, ...]
    strokes: tuple[Stroke, ...]

    def spot(self, role_id: int) -> Spot | None:
        """The box of a role, None for one that is not on the chart."""
        return next((one for one in self.spots if one.id == role_id), None)


def lay_out(seats: Sequence[Seat], room: Room = PAGE) -> Drawn:
    """Lay a chart out and draw it to a room.

    Which boxes stand below and beside each other is found once, for a page, and is the same
    wherever it is drawn; a room only says how large it is, how far columns are apart, and whether
    boxes may be roomy that a page has to set tight. `fits` says whether it fits; a chart that does
    not is drawn at the least scale.
    """
    laid = _planned(tuple(seats))
    if laid is None:
        return Drawn(0, 0, room.most, True, ROOMY, (), ())
    if laid.usual and laid.measure is not ROOMY:
        roomy = _drawn(_usual(tuple(seats)), room)
        if roomy.fits:
            return roomy
    return _drawn(laid, room)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A tree, what stands where in it, and how large things are."""

    tree: Tree
    plan: Plan
    measure: Measure

    @property
    def usual(self) -> bool:
        """Whether it looks as the eye expects a chart."""
        return self.plan == plain(self.tree, self.measure, (0, 0))


@lru_cache(maxsize=16)
def _usual(seats: tuple[Seat, ...]) -> _Laid:
    """A chart as the eye expects it, with all the room in the world."""
    tree = tree_of(seats)
    plan = plain(tree, ROOMY, (0, 0))
    if plan is None:
        raise ValueError("nobody to draw")
    return _Laid(tree, plan, ROOMY)


_LOOKS = (
    (plain, ROOMY),
    (plain, TIGHT),
    (level, ROOMY),
    (level, TIGHT),
    (columned, TIGHT),
    (packed, TIGHT),
    (packed, TIGHTEST),
)
"""As the eye expects a chart, tighter only where it would not fit its page."""


@lru_cache(maxsize=16)
def _planned(seats: tuple[Seat, ...]) -> _Laid | None:
    """The first look that fits a page, else the last that can be made at all."""
    tree = tree_of(seats)
    most = (PAGE.width * 1_000 // PAGE.least, PAGE.height * 1_000 // PAGE.least)
    last = None
    for look, measure in _LOOKS:
        plan = look(tree, measure, most)
        if plan is None:
            continue
        if plan.width <= most[0] and plan.height <= most[1]:
            return _Laid(tree, plan, measure)
        last = last or _Laid(tree, plan, measure)
    return last


def pages(seats: Sequence[Seat]) -> list[list[Seat]]:
    """The charts of each page: one for up to forty roles, else a top with some of its people.

    Whoever leads a part that has a page of its own stands on both.
    """
    if len(seats) < 2 or lay_out(seats).fits:
        return [list(seats)]
    tree = tree_of(seats)
    if len(tree.tops) > 1:
        groups = [_part(tree, None, top) for top in tree.tops]
        return [page for group in groups for page in pages(group)]
    (top,) = tree.tops
    leads = tree.below[top]
    if len(leads) == 1:
        return [[tree.seats[top], _alone(tree, leads[0], top)], *pages(_part(tree, None, leads[0]))]
    half = len(leads) // 2
    found = []
    for some in (leads[:half], leads[half:]):
        group = [tree.seats[top]]
        for lead in some:
            group += _part(tree, top, lead)
        found += pages(group)
    return found


def _part(tree: Tree, lead: int | None, role_id: int) -> list[Seat]:
    """A role with everybody below it, as a chart of its own under a lead."""
    inside = tree.under(role_id)
    first = _alone(tree, role_id, lead)
    return [first, *(seat for seat in tree.seats.values() if seat.id in inside)]


def _alone(tree: Tree, role_id: int, lead: int | None) -> Seat:
    seat = tree.seats[role_id]
    return Seat(seat.id, seat.title, seat.wearer, lead, seat.note)


def _drawn(laid: _Laid, room: Room) -> Drawn:
    """Put a plan into places, the columns of its bar as far apart as there is room for."""
    plan, measure = laid.plan, laid.measure
    fitting = min(room.width * 1_000 // plan.width, room.height * 1_000 // plan.height)
    scale = max(room.least, min(room.most, fitting))
    beside = len(plan.columns) - 1 if isinstance(plan, Bar) else 0
    spare = room.width * 1_000 // scale - plan.width
    wider = min(spare // beside, measure.most_apart - measure.apart) if beside else 0
    pen = _Pen(laid.tree, measure)
    pen.put(plan, 0, 0, wider=max(wider, 0))
    order = laid.tree.in_order()
    return Drawn(
        max(spot.right for spot in pen.spots),
        max(spot.foot for spot in pen.spots),
        scale,
        fitting >= room.least,
        measure,
        tuple(sorted(pen.spots, key=lambda spot: order[spot.id])),
        tuple(pen.strokes),
    )


class _Pen:
    """Writes down boxes and lines as it walks a plan."""

    def __init__(self, tree: Tree, measure: Measure) -> None:
        self._tree, self._now = tree, measure
        self.spots: list[Spot] = []
        self.strokes: list[Stroke] = []

    def put(
        self, plan: Plan, x: int, y: int, even: int = 0, wider: int = 0, *, listed: bool = False
    ) -> int:
        """Put a role and all below it at a place; answers the middle of its box.

        `even` is how wide a box in a list should be, `wider` goes between the columns of a bar,
        `listed` says that a line comes from the left and not from above.
        """
        if isinstance(plan, Bar):
            return self._put_bar(plan, x, y, wider, listed=listed)
        spot = self._put_box(plan, plan.id, x, y, plan.even if plan.aside else max(even, plan.even))
        if plan.aside:
            self._put_aside(plan, spot)
        elif plan.below:
            self._put_list(plan.id, plan.below, (x, spot.foot), self._now.drop, spot.width)
        return spot.middle

    def _put_box(self, plan: Plan, role_id: int, x: int, y: int, width: int) -> Spot:
        seat = self._tree.seats[role_id]
        title = self._now.title_lines(seat, plan.depth)
        spot = Spot(role_id, x, y, width, plan.high, title, seat.wearer, seat.note)
        self.spots.append(spot)
        return spot

    def _put_list(
        self,
        lead: int | None,
        plans: Sequence[Plan],
        corner: tuple[int, int],
        drop: int,
        even: int,
    ) -> None:
        """Boxes below each other, each joined to a line at their left; `even` includes that."""
        (x, top), indent = corner, self._now.indent
        spine, inner = x + indent // 3, x + indent
        y = top + drop
        last = top
        for plan in plans:
            last = y + plan.high // 2
            self.put(plan, inner, y, even - indent, listed=True)
            self._draw(lead, spine, last, inner, last)
            y += plan.height + self._now.gap
        self._draw(lead, spine, top, spine, last)

    def _put_aside(self, plan: Hung, spot: Spot) -> None:
        """Boxes below each other at the right of their lead, joined to a line between."""
        level = spot.y + spot.height // 2
        spine, inner = spot.right + self._now.indent // 2, spot.right + self._now.indent
        even = max((one.even for one in plan.below if isinstance(one, Hung)), default=0)
        y, ends = spot.y, [level]
        for one in plan.below:
            middle = y + one.high // 2
            self.put(one, inner, y, even, listed=True)
            self._draw(plan.id, spine, middle, inner, middle)
            ends.append(middle)
            y += one.height + self._now.gap
        self._draw(plan.id, spot.right, level, spine, level)
        self._draw(plan.id, spine, min(ends), spine, max(ends))

    def _put_bar(self, bar: Bar, x: int, y: int, wider: int, *, listed: bool) -> int:
        below = y + (bar.high + self._now.bar if bar.id is not None else 0)
        turn = below - self._now.bar // 2
        drops, at = [], x
        for column in bar.columns:
            drops.append(self._put_column(bar.id, column, at, turn, below))
            at += column.width + self._now.apart + wider
        if bar.id is None:
            return x
        left = x if listed else max(x, (drops[0] + drops[-1]) // 2 - bar.even // 2)
        spot = self._put_box(bar, bar.id, left, y, bar.even)
        self._draw(bar.id, spot.middle, spot.foot, spot.middle, turn)
        self._draw(bar.id, min(*drops, spot.middle), turn, max(*drops, spot.middle), turn)
        return spot.middle

    def _put_column(self, lead: int | None, column: Column, x: int, turn: int, below: int) -> int:
        """A column under a bar; answers where its line leaves the bar."""
        if column.alone:
            middle = self.put(column.plans[0], x, below)
            self._draw(lead, middle, turn, middle, below)
            return middle
        even = max((plan.even for plan in column.plans if isinstance(plan, Hung)), default=0)
        start = (x, turn) if lead is not None else (x, below)
        indent = self._now.indent
        self._put_list(lead, column.plans, start, below - start[1], even + indent)
        return x + indent // 3

    def _draw(self, lead: int | None, x: int, y: int, to_x: int, to_y: int) -> None:
        if lead is not None and (x, y) != (to_x, to_y):
            self.strokes.append(Stroke(lead, x, y, to_x, to_y))
