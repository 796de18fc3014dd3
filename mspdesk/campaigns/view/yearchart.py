"""A year drawn as twelve months with a lane for each channel, bars for campaigns, days on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from ...dates import full_date, short_date
from ...rows import dataclass
from ...widgets import painting, theme
from ...widgets.hot import Drawing, Spot
from ...widgets.safe import one_line

_HEAD, _NAME, _BAR, _GAP, _PAD, _LEAST = 30, 132, 26, 5, 9, 5
# State: (ground, bar at the left, ink).
_TONES = {
    "planned": ("tint", "accent", "ink"),
    "running": ("amber_soft", "amber", "ink"),
    "done": ("green_soft", "green", "ink2"),
    "dropped": ("sunk", "edge", "ink3"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A campaign on the calendar: its days, the line of its lane, how far it is, its own days."""

    key: int
    title: str
    first: date
    last: date
    line: int
    state: str
    state_words: str
    days: tuple[date, ...] = ()

    @property
    def words(self) -> str:
        """The whole of it in a sentence."""
        when = f"{short_date(self.first, self.last)} to {full_date(self.last)}"
        many = len(self.days)
        days = f", {many} day{'' if many == 1 else 's'} in it" if many else ""
        return f"{self.title}, {self.state_words.lower()}, {when}{days}"


@dataclass(frozen=True, slots=True)
class Lane:
    """A channel with its bars."""

    name: str
    bars: tuple[Bar, ...]

    @property
    def lines(self) -> int:
        """How many lines its bars take."""
        return max((bar.line for bar in self.bars), default=0) + 1


class YearChart(Drawing):
    """The year at a glance; arrows walk over the bars, Enter opens one."""

    def __init__(self, name: str, on_open: Callable[[int], object]) -> None:
        super().__init__(name)
        self._on_open = on_open
        self._year, self._today = date.min.year, date.min
        self._lanes: tuple[Lane, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_year(self, year: int, lanes: Sequence[Lane], today: date) -> None:
        """Show another year."""
        self._year, self._lanes, self._today = year, tuple(lanes), today
        many = sum(len(lane.bars) for lane in lanes)
        told = [f"{lane.name}: {'; '.join(bar.words for bar in lane.bars)}" for lane in lanes]
        self.tell(". ".join(told) if many else f"No campaign in {year}")
        self.pressable(bool(many))
        self.chosen = -1
        self.updateGeometry()
        self.refresh()

    def titles(self) -> list[str]:
        """What the bars are called, lane by lane."""
        return [bar.title for lane in self._lanes for bar in lane.bars]

    def sizeHint(self) -> QSize:
        """As high as all lanes need."""
        px = theme.current().px
        high = px(_HEAD) + sum(self._high(lane) for lane in self._lanes) + 1
        return QSize(px(720), max(high, px(_HEAD) + px(60)))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its lanes; narrower where it must be."""
        return QSize(theme.current().px(480), self.sizeHint().height())

    def _high(self, lane: Lane) -> int:
        px = theme.current().px
        return 2 * px(_PAD) + lane.lines * px(_BAR) + (lane.lines - 1) * px(_GAP)

    def _at(self, day: date, *, after: bool = False) -> float:
        """Where a day begins, or ends, in px from the left."""
        first, last = date(self._year, 1, 1), date(self._year, 12, 31)
        inside = min(max(day, first), last)
        left = theme.current().px(_NAME)
        whole = (last - first).days + 1
        return left + ((inside - first).days + after) * (self.width() - left) / whole

    def draw(self, painter: QPainter) -> None:
        """Months, lanes, bars, and the line of today over all."""
        px = theme.current().px
        foot = px(_HEAD) + sum(self._high(lane) for lane in self._lanes)
        self._draw_months(painter, max(foot, self.height()))
        if self._today.year == self._year:
            painting.upright(painter, self._at(self._today), px(_HEAD) - 4, foot, "red")
        top = px(_HEAD)
        for lane in self._lanes:
            high = self._high(lane)
            rect = QRectF(0, top, px(_NAME) - px(12), px(_BAR) + 2 * px(_PAD))
            painting.text(painter, rect, lane.name, theme.font("label"), "ink2")
            for bar in lane.bars:
                self._draw_bar(painter, bar, top + px(_PAD) + bar.line * (px(_BAR) + px(_GAP)))
            top += high
            painting.across(painter, 0, self.width(), top, "row")

    def _draw_months(self, painter: QPainter, foot: int) -> None:
        px, font = theme.current().px, theme.font("label")
        for month in range(1, 13):
            first = date(self._year, month, 1)
            left = self._at(first)
            now = (first.year, first.month) == (self._today.year, self._today.month)
            following = date(self._year, month + 1, 1) if month < 12 else None
            right = self._at(following) if following else float(self.width())
            if now:
                ground = QRectF(left, 0, right - left, foot)
                painting.box(painter, ground, 0, "sheet")
            rect = QRectF(left + px(6), 0, right - left - px(8), px(_HEAD))
            painting.text(painter, rect, f"{first:%b}", font, "ink" if now else "ink2")
            painting.upright(painter, left, px(_HEAD), foot, "row")
        painting.across(painter, 0, self.width(), px(_HEAD) - 1, "line")

    def _draw_bar(self, painter: QPainter, bar: Bar, top: float) -> None:
        px = theme.current().px
        left, right = self._at(bar.first), self._at(bar.last, after=True)
        rect = QRectF(left + 1, top, max(right - left - 2, px(10)), px(_BAR))
        ground, edge, ink = _TONES.get(bar.state, _TONES["planned"])
        if bar.state == "dropped":
            painting.dashed_box(painter, rect, 5, ground)
        else:
            painting.box(painter, rect, 5, ground)
            painting.box(painter, QRectF(rect.x(), rect.y(), px(3), rect.height()), 1, edge)
        self._draw_days(painter, bar, rect, edge)
        title = one_line(bar.title)
        font = theme.font("strong" if bar.state == "running" else "label")
        inside = rect.adjusted(px(9), 0, -px(6), -px(_LEAST) if bar.days else 0)
        beyond = QRectF(rect.right() + px(5), top, self.width() - rect.right() - px(8), px(_BAR))
        wanted = painting.width_of(title, font)
        # A short bar has its words beside it while there is room, and cut in it where there is not.
        place = inside if wanted <= inside.width() or beyond.width() < wanted else beyond
        clear = place is inside or not self._covered(bar, beyond.left(), wanted)
        painting.text(painter, place if clear else inside, title, font, ink)
        whole = rect if place is inside else rect.united(beyond.adjusted(0, 0, 0, 0))
        spot = rect if place is inside or not clear else QRectF(whole)
        self.spots.append(Spot(spot, bar.words, partial(self._on_open, bar.key)))

    def _covered(self, bar: Bar, left: float, wide: int) -> bool:
        """Whether another bar of the same line begins where words beside this one would stand."""
        for lane in self._lanes:
            if bar not in lane.bars:
                continue
            return any(
                other.line == bar.line
                and other.key != bar.key
                and left - 1 <= self._at(other.first) + 6 <= left + wide + 6
                for other in lane.bars
            )
        return False

    def _draw_days(self, painter: QPainter, bar: Bar, rect: QRectF, color: str) -> None:
        """A dot at the foot of the bar for each of its days."""
        now = theme.current()
        painter.setPen(now.pen(color))
        painter.setBrush(now.brush(color))
        for day in bar.days:
            if day.year == self._year:
                middle = QPointF(self._at(day) + 3, rect.bottom() - now.px(_LEAST))
                painter.drawEllipse(middle, 1.8, 1.8)
