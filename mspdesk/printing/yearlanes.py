"""A year in twelve columns with bars across it, a lane for each kind, readable in one ink."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from ..rows import dataclass
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .lines import measure
from .shapes import TINT
from .styles import CAPTION, SMALL, SMALL_BOLD

Look = Literal["planned", "running", "done"]

_NAME, _BAR, _GAP, _HEAD, _PAD = 92.0, 15.0, 3.0, 16.0, 4.0
_DASH = [3, 2.2]


@dataclass(frozen=True, slots=True)
class YearBar:
    """Something from one day to another: the line of its lane it stands on, and what it is called.

    One that is planned has a dashed frame, one that goes on is filled, one that is done is framed.
    """

    first: date
    last: date
    line: int
    title: str
    look: Look = "planned"


def _share(year: int, day: date, *, after: bool = False) -> float:
    """How far into the year a day lies, from 0 to 1; with `after` its evening."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    inside = min(max(day, first), last)
    return ((inside - first).days + after) / ((last - first).days + 1)


def _months(year: int) -> list[tuple[date, float, float]]:
    firsts = [date(year, month, 1) for month in range(1, 13)]
    edges = [*(_share(year, one) for one in firsts), 1.0]
    return [(one, edges[at], edges[at + 1]) for at, one in enumerate(firsts)]


class YearHead(Block):
    """The names of the twelve months above the lanes."""

    space_before = 4.0
    keep_with_next = True

    def __init__(self, year: int) -> None:
        self._year = year

    def height(self, width: float) -> float:
        """One line."""
        return _HEAD

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Each name above the middle of its month."""
        left, room = x + _NAME, width - _NAME
        for month, begins, ends in _months(self._year):
            start = (left + begins * room, top - _HEAD + 5)
            canvas.line_of(f"{month:%b}", start, (ends - begins) * room, CAPTION.aligned("center"))
        canvas.rule(x, top - _HEAD, x + width, 0.9)


class YearLane(Block):
    """One lane: its name at the left, its bars across the months."""

    def __init__(self, year: int, name: str, bars: Sequence[YearBar]) -> None:
        self._year, self._name, self._bars = year, clean(name), list(bars)

    def words(self) -> str:
        """Its name and what its bars are called."""
        return "\n".join([self._name, *(bar.title for bar in self._bars)])

    def height(self, width: float) -> float:
        """As many lines as bars lie over each other."""
        lines = max((bar.line for bar in self._bars), default=0) + 1
        return 2 * _PAD + lines * _BAR + (lines - 1) * _GAP

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """The months as thin lines, the bars over them."""
        high, left, room = self.height(width), x + _NAME, width - _NAME
        for _, begins, _ in _months(self._year):
            canvas.setLineWidth(0.3)
            canvas.line(left + begins * room, top, left + begins * room, top - high)
        canvas.line_of(self._name, (x, top - _PAD - 11), _NAME - 6, SMALL_BOLD)
        for bar in self._bars:
            self._paint_bar(canvas, bar, left, top, room)
        canvas.rule(x, top - high, x + width, 0.5)

    def _paint_bar(
        self, canvas: PageCanvas, bar: YearBar, left: float, top: float, room: float
    ) -> None:
        begins = left + _share(self._year, bar.first) * room
        ends = left + _share(self._year, bar.last, after=True) * room
        low = top - _PAD - (bar.line + 1) * _BAR - bar.line * _GAP
        wide = max(6.0, ends - begins)
        canvas.fill(begins, low, wide, _BAR, TINT if bar.look == "running" else 1)
        canvas.saveState()
        if bar.look == "planned":
            canvas.setDash(_DASH)
        canvas.frame(begins, low, wide, _BAR, 0.8, radius=2)
        canvas.restoreState()
        canvas.ink(0.5)
        canvas.ink(0)
        title = clean(bar.title)
        inside = measure(title, SMALL) <= wide - 8
        start = begins + 4 if inside else begins + wide + 4
        space = wide - 8 if inside else left + room - start
        if inside or measure(title, SMALL) <= space:
            if not inside:
                # The lines of the months would run through the words.
                canvas.fill(start - 2, low + 1, measure(title, SMALL) + 4, _BAR - 2, 1)
            canvas.line_of(title, (start, low + 4.2), space, SMALL)
        else:
            # Where there is no room beside it, its number says which it is.
            number = title.partition(" ")[0]
            canvas.line_of(number, (begins + 1, low + 4.2), wide - 2, SMALL.aligned("center"))


def year_lanes(year: int, lanes: Sequence[tuple[str, Sequence[YearBar]]]) -> tuple[Block, ...]:
    """A year with its lanes, each a piece that stays whole; titles begin with their number."""
    return (YearHead(year), *(YearLane(year, name, bars) for name, bars in lanes))
