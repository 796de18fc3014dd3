"""Charts with at most two series, labels on the marks, and a sentence that says it all."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from .. import dates
from ..rows import dataclass
from . import cells, painting, spoken, theme
from .hot import Drawing, Spot
from .safe import one_line


class Legend(QWidget):
    """At most two names with their colours, for the right of a card's title."""

    spoken_as = spoken.Role.StaticText

    def __init__(self, *names: tuple[str, str]) -> None:
        super().__init__()
        self._names = names
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def spoken(self) -> str:
        """What readers say: the names."""
        return ", ".join(name for name, _color in self._names)

    def sizeHint(self) -> QSize:
        """All names beside each other."""
        font = theme.font("meta")
        wide = sum(painting.width_of(name, font) + 29 for name, _color in self._names)
        return QSize(wide - 14, theme.current().px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw squares and names."""
        painter, x = painting.begin(self), 0.0
        middle = self.height() / 2
        for name, color in self._names:
            painter.fillRect(QRectF(x, int(middle - 4.5), 9, 9), theme.current().color(color))
            room = QRectF(x + 15, 0, self.width(), self.height())
            x += 29 + painting.width_of(name, theme.font("meta"))
            cells.draw(painter, room, name, ("meta", "ink2"))


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of a week: minutes on tickets and minutes of overhead."""

    label: str
    on_tickets: int
    overhead: int
    today: bool = False
    quiet: bool = False

    @property
    def total(self) -> int:
        """All minutes of the day."""
        return self.on_tickets + self.overhead


class WeekBars(Drawing):
    """A week as stacked bars, with a dashed line for the hours of a full day (480 minutes)."""

    _FOOT, _WIDE = 27, 26

    def __init__(
        self,
        name: str = "Hours this week",
        threshold: int = 480,
        on_day: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__(name)
        self._threshold, self._on_day = threshold, on_day
        self._days: list[WeekDay] = []
        self.pressable(on_day is not None)
        self.setMinimumHeight(theme.current().px(116))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[WeekDay]) -> None:
        """Show these days, as many as there are."""
        self._days = list(days)
        said = [f"{day.label} {dates.hours_h(day.total)}" for day in days if day.total]
        self.tell(", ".join(said) or "No time yet")
        self.refresh()

    def sizeHint(self) -> QSize:
        """As the card of the week."""
        return QSize(theme.current().px(420), theme.current().px(116))

    def draw(self, painter: QPainter) -> None:
        """Draw the days from left to right."""
        if not self._days:
            return
        px = theme.current().px
        each = self.width() / len(self._days)
        foot = self.height() - px(self._FOOT)
        peak = max([self._threshold * 13 // 10, *(day.total for day in self._days)])
        room = foot - px(20)
        names = self.names(each - 6)
        for at, day in enumerate(self._days):
            box = QRectF(at * each + 3, 0, each - 6, self.height())
            if day.today:
                painting.box(painter, box, 6, "tint")
            words = f"{day.label}: {dates.hours_h(day.on_tickets)} on tickets"
            words += f", {dates.hours_h(day.overhead)} overhead"
            self.spots.append(Spot(box, words, self._teller(at), 6))
            self._bar(painter, box, day, (foot, room, peak))
            self._name(
                painter, QRectF(box.x(), foot + 2, box.width(), px(self._FOOT) - 4), day, names[at]
            )

    def names(self, room: float) -> list[str]:
        """What stands below the bars in so many pixels each: Wed 11, or Wed where that is cut."""
        whole = [one_line(day.label) for day in self._days]
        wide = [
            painting.width_of(words, _font(day))
            for words, day in zip(whole, self._days, strict=True)
        ]
        fits = max(wide, default=0) <= room
        return whole if fits else [words.partition(" ")[0] for words in whole]

    def _teller(self, at: int) -> Callable[[], object] | None:
        tell = self._on_day
        return None if tell is None else lambda: tell(at)

    def _bar(
        self, painter: QPainter, box: QRectF, day: WeekDay, scale: tuple[float, float, int]
    ) -> None:
        """One day: two parts, the line of a full day, figures above."""
        foot, room, peak = scale
        now = theme.current()
        wide, middle = now.px(self._WIDE), box.center().x()
        x = int(middle - wide / 2)
        full = int(foot - self._threshold * room / peak)
        pen = QPen(now.color("line2"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(
            QPointF(int(middle) - wide * 0.75, full + 0.5),
            QPointF(int(middle) + wide * 0.75, full + 0.5),
        )
        low = int(day.on_tickets * room / peak + 0.5)
        high = int(day.total * room / peak + 0.5)
        painter.fillRect(QRectF(x, foot - low, wide, low), now.color("accent"))
        painter.fillRect(QRectF(x, foot - high, wide, max(0, high - low - 1)), now.color("series"))
        if day.total:
            place = QRectF(box.x(), foot - high - now.px(18), box.width(), now.px(16))
            font = theme.font("tag")
            painting.text(painter, place, dates.hours(day.total), font, "ink2", painting.CENTER)

    def _name(self, painter: QPainter, box: QRectF, day: WeekDay, words: str) -> None:
        ink = "accent" if day.today else "ink3" if day.quiet else "ink2"
        painting.text(painter, box, words, _font(day), ink, painting.CENTER)


def _font(day: WeekDay) -> QFont:
    """The name of the chosen day stands out."""
    return theme.font("strong") if day.today else theme.font("meta")


@dataclass(frozen=True, slots=True)
class Bucket:
    """One age of what is owed: its amount in minor units, and as words."""

    key: str
    label: str
    amount: int
    text: str


BUCKET_COLORS = ("accent", "series2", "amber", "edge", "red")
"""Each three to one or more against what they are drawn on, so that no sum looks like none."""


class AgeingBar(Drawing):
    """What is owed by age: one bar, its parts named below it with their sums."""

    def __init__(
        self, name: str = "Owed by age", on_bucket: Callable[[str], object] | None = None
    ) -> None:
        super().__init__(name)
        self._on_bucket = on_bucket
        self._buckets: list[Bucket] = []
        self.pressable(on_bucket is not None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.current().px(60))

    def show_buckets(self, buckets: Sequence[Bucket]) -> None:
        """Show these ages, youngest first."""
        self._buckets = list(buckets)
        self.tell(", ".join(f"{one.label} {one.text}" for one in buckets))
        self.refresh()

    def sizeHint(self) -> QSize:
        """As the band under a toolbar."""
        return QSize(theme.current().px(420), theme.current().px(60))

    def draw(self, painter: QPainter) -> None:
        """Draw the bar, then the names and sums in even columns."""
        now, px = theme.current(), theme.current().px
        shown = [(at, one) for at, one in enumerate(self._buckets) if one.amount > 0]
        total = sum(one.amount for _at, one in shown)
        room = self.width() - 2 * max(0, len(shown) - 1)
        x = 0.0
        if not total:
            painting.box(painter, QRectF(0, 0, self.width(), px(10)), 2, "bare")
        for at, one in shown:
            wide = max(3.0, one.amount * room / total)
            part = QRectF(x, 0, min(wide, self.width() - x), px(10))
            painting.box(painter, part, 2, BUCKET_COLORS[min(at, 4)])
            x += wide + 2
        each = self.width() / max(1, len(self._buckets))
        for at, one in enumerate(self._buckets):
            box = QRectF(at * each, px(16), each - 6, px(44))
            color = now.color(BUCKET_COLORS[min(at, 4)])
            painter.fillRect(QRectF(box.x(), box.y() + px(5), 8, 8), color)
            label = QRectF(box.x() + 14, box.y(), box.width() - 14, px(18))
            cells.draw(painter, label, one_line(one.label), ("meta", "ink2"))
            sums = QRectF(box.x(), box.y() + px(18), box.width(), px(20))
            ink = "ink" if one.amount else "ink3"
            cells.draw(painter, sums, one.text, ("row", ink), weight=600, whole=True)
            words = f"{one.label}: {one.text}"
            self.spots.append(Spot(box.adjusted(-4, -1, 0, -3), words, self._teller(one.key)))

    def _teller(self, key: str) -> Callable[[], object] | None:
        tell = self._on_bucket
        return None if tell is None else lambda: tell(key)


def _steps(peak: int) -> int:
    """A round step that divides a peak into two to four parts."""
    unit = 1
    while True:
        for step in (1, 2, 5):
            if peak <= step * unit * 4:
                return step * unit
        unit *= 10


_AXIS = 34


class _Plot(Drawing):
    """A chart over evenly spaced labels, with an axis at the left."""

    def __init__(self, name: str, high: int, unit: int = 1) -> None:
        super().__init__(name)
        self._high, self._unit = high, unit
        self._side = _AXIS
        self._labels: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(theme.current().px(high) // 2)

    def sizeHint(self) -> QSize:
        """As high as asked for."""
        return QSize(theme.current().px(320), theme.current().px(self._high))

    def _each(self) -> float:
        return (self.width() - self._side) / max(1, len(self._labels))

    def _names(self, painter: QPainter, top: float) -> None:
        """The labels below, as many as fit without touching."""
        if not self._labels:
            return
        font = theme.font("caption", 400)
        widest = max(painting.width_of(label, font) for label in self._labels) + 10
        each = self._each()
        skip = max(1, -(-widest // max(1, int(each))))
        last = len(self._labels) - 1
        for at, label in enumerate(self._labels):
            if (last - at) % skip == 0:
                middle = self._side + (at + 0.5) * each
                x = min(middle - widest / 2, self.width() - widest)
                place = QRectF(x, top, widest, theme.current().px(16))
                painting.text(painter, place, label, font, "ink3", painting.CENTER)

    def _grid(self, painter: QPainter, foot: float, room: float, peak: int) -> int:
        """Lines at round figures; returns the figure at the top."""
        step = _steps(-(-max(peak, 1) // self._unit)) * self._unit
        top = step * -(-max(peak, 1) // step)
        font = theme.font("caption", 400)
        figures = {value: self.figure(value) for value in range(0, top + 1, step)}
        widest = max(painting.width_of(words, font) for words in figures.values())
        self._side = max(_AXIS, widest + 8)
        for value, words in figures.items():
            y = int(foot - value * room / top)
            painting.across(painter, self._side, self.width(), y, "line2" if value == 0 else "row")
            place = QRectF(0, y - 8, self._side - 7, 16)
            painting.text(painter, place, words, font, "ink3", painting.RIGHT)
        return top

    def figure(self, value: int) -> str:
        """A figure of the axis in words."""
        return f"{value:,}"


class GroupedBars(_Plot):
    """One or two series as bars side by side; the second is drawn in the accent."""

    def __init__(
        self,
        name: str,
        series: Sequence[str],
        words: Callable[[int], str] | None = None,
        high: int = 120,
        *,
        labels: bool = True,
        axis: Callable[[int], str] | None = None,
        unit: int = 1,
    ) -> None:
        super().__init__(name, high, unit)
        self._series, self._words, self._named = list(series), words or str, labels
        self._axis = axis or self._words
        self._bars: list[Sequence[int]] = []

    def show_bars(self, labels: Sequence[str], *series: Sequence[int]) -> None:
        """Show these series, one figure a label; raises ValueError for uneven ones."""
        if any(len(values) != len(labels) for values in series):
            raise ValueError("a series needs one figure for each label")
        self._labels, self._bars = [one_line(label) for label in labels], list(series)
        said = []
        for at, label in enumerate(self._labels):
            parts = (
                f"{name} {self._words(values[at])}"
                for name, values in zip(self._series, self._bars, strict=True)
            )
            said.append(f"{label}: {', '.join(parts)}")
        self.tell(". ".join(said))
        self.refresh()

    def figure(self, value: int) -> str:
        """A figure of the axis."""
        return self._axis(value)

    def draw(self, painter: QPainter) -> None:
        """Draw grid, bars and names."""
        if not self._labels or not self._bars:
            return
        px, now = theme.current().px, theme.current()
        foot = self.height() - (px(20) if self._named else 4)
        room = foot - px(10)
        peak = max((max(values, default=0) for values in self._bars), default=0)
        top = self._grid(painter, foot, room, peak)
        each, count = self._each(), len(self._bars)
        wide = max(2, min(px(16), int(each * 0.66 / count)))
        colors = ("series", "accent") if count > 1 else ("accent",)
        for at, label in enumerate(self._labels):
            left = self._side + (at + 0.5) * each - (wide * count + count - 1) / 2
            for place, values in enumerate(self._bars):
                high = int(max(0, values[at]) * room / top + 0.5)
                x = int(left + place * (wide + 1))
                painter.fillRect(QRectF(x, foot - high, wide, high), now.color(colors[place]))
            parts = [
                f"{name} {self._words(values[at])}"
                for name, values in zip(self._series, self._bars, strict=True)
            ]
            box = QRectF(self._side + at * each, 0, each, foot)
            self.spots.append(Spot(box, f"{label}: {', '.join(parts)}"))
        painting.across(painter, self._side, self.width(), foot, "line2")
        if self._named:
            self._names(painter, foot + 4)


class AreaLine(_Plot):
    """One series as a line over a tint, its last figure written beside its end."""

    def __init__(
        self, name: str, title: str = "", words: Callable[[int], str] | None = None, high: int = 90
    ) -> None:
        super().__init__(name, high)
        self._title, self._words = one_line(title), words or str
        self._values: list[int] = []

    def show_line(self, labels: Sequence[str], values: Sequence[int]) -> None:
        """Show this series; raises ValueError when labels and values are not as many."""
        if len(labels) != len(values):
            raise ValueError("a series needs one figure for each label")
        self._labels, self._values = [one_line(label) for label in labels], list(values)
        pairs = zip(self._labels, self._values, strict=True)
        said = ", ".join(f"{label} {self._words(value)}" for label, value in pairs)
        self.tell(f"{self._title}: {said}" if self._title else said)
        self.refresh()

    def draw(self, painter: QPainter) -> None:
        """Draw title, area, line and the last figure."""
        if not self._values:
            return
        px, now = theme.current().px, theme.current()
        # The last figure stands above its ring, so there is room for it without a title too.
        head = px(20)
        place = QRectF(self._side, 0, self.width() - self._side, px(16))
        cells.draw(painter, place, self._title, ("caption", "ink3"))
        foot = self.height() - px(22)
        room = foot - head - px(12)
        peak, each = max([1, *self._values]), self._each()
        points = [
            QPointF(self._side + (at + 0.5) * each, foot - max(0, value) * room / peak)
            for at, value in enumerate(self._values)
        ]
        area = QPolygonF([QPointF(points[0].x(), foot), *points, QPointF(points[-1].x(), foot)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.brush("tint"))
        painter.drawPolygon(area)
        painting.across(painter, self._side, self.width(), foot, "line2")
        painter.setPen(now.pen("accent", 17))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        self._last(painter, points[-1])
        self._names(painter, foot + 5)
        for at, label in enumerate(self._labels):
            box = QRectF(self._side + at * each, head, each, foot - head)
            self.spots.append(Spot(box, f"{label}: {self._words(self._values[at])}"))

    def _last(self, painter: QPainter, end: QPointF) -> None:
        """The last figure over a small ring at the end of the line."""
        now = theme.current()
        painter.setBrush(now.brush("paper"))
        painter.setPen(now.pen("accent", 18))
        painter.drawEllipse(end, 3.5, 3.5)
        words = self._words(self._values[-1])
        wide = painting.width_of(words, theme.font("strong"))
        x = min(end.x() - wide / 2, self.width() - wide)
        place = QRectF(x, end.y() - now.px(22), wide + 1, now.px(16))
        cells.draw(painter, place, words, ("strong", "accent"), whole=True)
