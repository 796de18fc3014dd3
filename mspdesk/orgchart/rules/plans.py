"""Which roles stand below each other and which beside each other, and how much room that takes.

A plan is made twice: as the eye expects an org chart, the leads under the top beside each other and
a list under each; and, where that has no room, packed: each lead's people in as many columns as
suit the space best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...rows import dataclass
from .tree import Seat, Tree
from .words import broken


@dataclass(frozen=True, slots=True)
class Measure:
    """How large things are, in units of the chart.

    `box` is the width of a box that stands in no list, `least` of the one furthest in; `high` is
    the height of a box with two lines and `line` what each further one adds. `indent` is how much
    further in a list stands, `gap` lies between boxes of a list, `drop` above its first one, `bar`
    above boxes beside each other, `apart` between them and `most_apart` where there is room to
    spare. `pad` is the margin inside a box; `title` and `name` are sizes of type.
    """

    key: str
    box: int
    least: int
    high: int
    line: int
    indent: int
    gap: int
    drop: int
    bar: int
    apart: int
    most_apart: int
    pad: int
    title: int
    name: int

    def least_box(self, depth: int) -> int:
        """The least width of a box so far inside a list."""
        return max(self.least, self.box - self.indent * depth)

    def title_lines(self, seat: Seat, depth: int) -> tuple[str, ...]:
        """The title in lines that fit the least width."""
        return broken(seat.title, self.title, self.least_box(depth) - 2 * self.pad)

    def box_high(self, seat: Seat, depth: int) -> int:
        """The height of a box."""
        return self.high + self.line * (len(self.title_lines(seat, depth)) - 1 + bool(seat.note))


ROOMY = Measure(
    key="roomy",
    box=158,
    least=122,
    high=62,
    line=16,
    indent=18,
    gap=13,
    drop=22,
    bar=56,
    apart=22,
    most_apart=57,
    pad=11,
    title=13,
    name=12,
)
TIGHT = Measure(
    key="tight",
    box=134,
    least=116,
    high=37,
    line=15,
    indent=13,
    gap=6,
    drop=9,
    bar=20,
    apart=9,
    most_apart=40,
    pad=6,
    title=13,
    name=12,
)

TIGHTEST = Measure(
    key="tightest",
    box=120,
    least=100,
    high=32,
    line=13,
    indent=10,
    gap=4,
    drop=6,
    bar=14,
    apart=7,
    most_apart=30,
    pad=4,
    title=12,
    name=12,
)


@dataclass(frozen=True, slots=True)
class Hung:
    """A role with its people in a list below it, or at its right where it stands `aside`.

    `even` is how wide its boxes are at least.
    """

    id: int
    depth: int
    high: int
    below: tuple[Plan, ...]
    width: int
    height: int
    even: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Plans below each other under a bar; one alone hangs on it by its middle."""

    plans: tuple[Plan, ...]
    width: int
    height: int

    @property
    def alone(self) -> bool:
        """Whether there is one plan only."""
        return len(self.plans) == 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A role with its people beside each other; without an id, tops that nothing joins."""

    id: int | None
    depth: int
    high: int
    columns: tuple[Column, ...]
    width: int
    height: int
    even: int


Plan = Hung | Bar


def _hung(role_id: int, depth: int, high: int, below: tuple[Plan, ...], now: Measure) -> Hung:
    inner = max((plan.width for plan in below), default=0)
    even = max((plan.even for plan in below if isinstance(plan, Hung)), default=0)
    box = now.least_box(depth)
    tall = now.drop + _stacked(below, now) if below else 0
    return Hung(
        role_id,
        depth,
        high,
        below,
        max(box, inner + now.indent if below else 0),
        high + tall,
        max(box, even + now.indent if even else 0),
    )


def _aside(role_id: int, depth: int, high: int, below: tuple[Plan, ...], now: Measure) -> Hung:
    box = now.least_box(depth)
    width = box + now.indent + max(plan.width for plan in below)
    height = max(high, _stacked(below, now))
    return Hung(role_id, depth, high, below, width, height, box, aside=True)


def _stacked(plans: Sequence[Plan], now: Measure) -> int:
    return sum(plan.height for plan in plans) + now.gap * (len(plans) - 1)


def _column(plans: tuple[Plan, ...], now: Measure) -> Column:
    inner = max(plan.width for plan in plans)
    width = inner if len(plans) == 1 else inner + now.indent
    return Column(plans, width, _stacked(plans, now))


def _bar(
    role_id: int | None, depth: int, high: int, columns: tuple[Column, ...], now: Measure
) -> Bar:
    across = sum(column.width for column in columns) + now.apart * (len(columns) - 1)
    tall = max(column.height for column in columns)
    box = now.least_box(depth) if role_id is not None else 0
    return Bar(
        role_id,
        depth,
        high,
        columns,
        max(box, across),
        tall + (high + now.bar if role_id is not None else 0),
        box,
    )


def plain(tree: Tree, now: Measure, _most: tuple[int, int]) -> Plan | None:
    """The top with those who report to it beside each other, a list under each of them."""

    def listed(role_id: int, depth: int) -> Plan:
        below = tuple(listed(one, depth + 1) for one in tree.below[role_id])
        return _hung(role_id, depth, now.box_high(tree.seats[role_id], depth), below, now)

    def topped(role_id: int) -> Plan:
        columns = tuple(_column((listed(one, 0),), now) for one in tree.below[role_id])
        if not columns:
            return listed(role_id, 0)
        return _bar(role_id, 0, now.box_high(tree.seats[role_id], 0), columns, now)

    if not tree.tops:
        return None
    if len(tree.tops) == 1:
        return topped(tree.tops[0])
    return _bar(None, 0, 0, tuple(_column((topped(one),), now) for one in tree.tops), now)


def level(tree: Tree, now: Measure, most: tuple[int, int]) -> Plan | None:
    """As `packed`, but all who report to the top on one level, and nobody beside their lead."""
    return packed(tree, now, most, aside=False, flat=True)


def columned(tree: Tree, now: Measure, most: tuple[int, int]) -> Plan | None:
    """As `packed`, but nobody beside their lead: lists and columns alone."""
    return packed(tree, now, most, aside=False)


def packed(
    tree: Tree,
    now: Measure,
    most: tuple[int, int],
    *,
    aside: bool = True,
    flat: bool = False,
) -> Plan | None:
    """The plan that can be drawn largest in a room of `most` units across and down.

    None where there is none that fits. With `aside` a list may stand beside its lead, `flat` puts
    all who report to the top beside each other.
    """
    if not tree.tops:
        return None
    packing = _Packing(tree, now, most, aside=aside, flat=flat)
    if len(tree.tops) == 1:
        found = packing.options(tree.tops[0], 0)
    else:
        found = tuple(packing.bars(None, 0, 0, tree.tops))
    # The larger of the two shares that it takes of the room is what its scale depends on.
    return min(
        found,
        key=lambda plan: max(plan.width * most[1], plan.height * most[0]),
        default=None,
    )


class _Packing:
    """Tries lists and columns for every role, and keeps what is narrower or lower than the rest."""

    def __init__(
        self, tree: Tree, now: Measure, most: tuple[int, int], *, aside: bool, flat: bool
    ) -> None:
        self._asides, self._flat = aside, flat
        self._tree, self._now, (self._wide, self._tall) = tree, now, most
        self._known: dict[tuple[int, int], tuple[Plan, ...]] = {}

    def options(self, role_id: int, depth: int) -> tuple[Plan, ...]:
        """The plans of a role so far inside a list, the narrowest first."""
        found = self._known.get((role_id, depth))
        if found is None:
            now, below = self._now, self._tree.below[role_id]
            high = now.box_high(self._tree.seats[role_id], depth)
            made: list[Plan] = []
            if not (self._flat and role_id in self._tree.tops and below):
                made = [
                    _hung(role_id, depth, high, plans, now)
                    for plans in self._lists(below, depth + 1)
                ]
            if below and self._asides:
                made += [
                    _aside(role_id, depth, high, plans, now) for plans in self._lists(below, 0)
                ]
            made += self.bars(role_id, depth, high, below)
            found = self._known[(role_id, depth)] = self._best(made)
        return found

    def _best(self, plans: Sequence[Plan]) -> tuple[Plan, ...]:
        """Those that fit and are not both wider and higher than another."""
        found: list[Plan] = []
        for plan in sorted(plans, key=lambda one: (one.width, one.height)):
            fits = plan.width <= self._wide and plan.height <= self._tall
            if fits and (not found or plan.height < found[-1].height):
                found.append(plan)
        return tuple(found)

    def _lists(self, ids: Sequence[int], depth: int) -> Iterator[tuple[Plan, ...]]:
        """Roles below each other, at every width that makes a difference."""
        if not ids:
            yield ()
            return
        choices = [self.options(one, depth) for one in ids]
        if not all(choices):
            return
        least = max(options[0].width for options in choices)
        widths = sorted({plan.width for options in choices for plan in options})
        for width in widths:
            if width >= least:
                # The lowest one that is no wider; heights fall as widths grow.
                yield tuple(
                    next(plan for plan in reversed(options) if plan.width <= width)
                    for options in choices
                )

    def bars(
        self, role_id: int | None, depth: int, high: int, below: Sequence[int]
    ) -> Iterator[Bar]:
        """Roles in columns under a bar, for every height of a column that makes a difference."""
        if not below:
            return
        alone = self._flat and (role_id is None or role_id in self._tree.tops)
        runs = self._runs(below, 1 if alone else len(below))
        room = self._tall - (high + self._now.bar if role_id is not None else 0)
        heights = {column.height for columns in runs.values() for column in columns}
        narrowest = None
        for height in sorted(one for one in heights if one <= room):
            columns = self._share(runs, len(below), height)
            if columns is None:
                continue
            bar = _bar(role_id, depth, high, columns, self._now)
            if narrowest is None or bar.width < narrowest:
                narrowest = bar.width
                yield bar

    def _runs(self, below: Sequence[int], most: int) -> dict[tuple[int, int], list[Column]]:
        """Every column of at most so many neighbours, by the first one and the one after."""
        runs: dict[tuple[int, int], list[Column]] = {}
        for first in range(len(below)):
            for after in range(first + 1, min(len(below), first + most) + 1):
                alone = after == first + 1
                lists = self._lists(below[first:after], 0 if alone else 1)
                columns = [_column(plans, self._now) for plans in lists]
                columns = [one for one in columns if one.height <= self._tall]
                if not columns:
                    break
                runs[first, after] = columns
        return runs

    def _share(
        self, runs: dict[tuple[int, int], list[Column]], count: int, height: int
    ) -> tuple[Column, ...] | None:
        """The columns that take least width, none of them higher than this."""
        best: list[tuple[int, tuple[Column, ...]] | None] = [(0, ())]
        for after in range(1, count + 1):
            found: tuple[int, tuple[Column, ...]] | None = None
            for first in range(after):
                before = best[first]
                fitting = [one for one in runs.get((first, after), ()) if one.height <= height]
                if before is None or not fitting:
                    continue
                column = min(fitting, key=lambda one: one.width)
                width = before[0] + column.width + self._now.apart
                if found is None or width < found[0]:
                    found = (width, (*before[1], column))
            best.append(found)
        last = best[count]
        return last[1] if last else None
