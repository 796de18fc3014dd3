"""A day as a canvas: what was done when, where nothing is noted, and where it is now."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from .. import dates
from ..rows import dataclass
from . import cells, icons, painting, tags, theme
from .hot import Drawing, Spot
from .lanes import lanes
from .safe import one_line

_HOUR, _TOP, _LABEL, _LEFT, _RIGHT, _APART = 57, 14, 54, 72, 24, 4
# Under this height in px a block shows one line, centred.
_ONE_LINE = 36
# Tone: (ground, bar at the left, title).
_TONES: dict[str, tuple[str, str, str]] = {
    "accent": ("tint", "accent", "ink"),
    "grey": ("grey", "series", "ink"),
    "amber": ("amber_soft", "amber", "ink"),
    "green": ("green_soft", "green", "ink"),
    "plain": ("", "", "ink3"),
    "planned": ("", "", "ink2"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Something done, in minutes since midnight; `running` shows a dot, `tag` a strong mark."""

    key: str
    start: int
    end: int
    title: str
    text: str = ""
    right: str = ""
    tone: str = "accent"
    running: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of paid time with nothing noted, in minutes since midnight."""

    start: int
    end: int
    text: str = "No time here. Add"


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the day that is different, with words at its top."""

    start: int
    end: int
    text: str


def hour_label(minute: int) -> str:
    """A full hour: 7 am, 12 pm."""
    hour = minute // 60 % 24
    return f"{(hour - 1) % 12 + 1} {'am' if hour < 12 else 'pm'}"


class DayView(Drawing):
    """One day from its first to its last hour; blocks and gaps can be pressed and walked."""

    def __init__(
        self,
        name: str = "The day",
        on_block: Callable[[str], object] | None = None,
        on_gap: Callable[[int, int], object] | None = None,
    ) -> None:
        super().__init__(name)
        self._on_block, self._on_gap = on_block, on_gap
        self._blocks: list[Block] = []
        self._gaps: list[Gap] = []
        self._bands: list[Band] = []
        self._now: int | None = None
        self._first, self._last = 7 * 60, 20 * 60
        self.picked = ""
        self.pressable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(
        self,
        blocks: Sequence[Block],
        gaps: Sequence[Gap] = (),
        bands: Sequence[Band] = (),
        *,
        now: int | None = None,
        hours: tuple[int, int] = (7 * 60, 20 * 60),
    ) -> None:
        """Show a day; the hours grow where a block lies outside them."""
        self._blocks = sorted(blocks, key=lambda block: (block.start, block.end))
        self._gaps, self._bands, self._now = list(gaps), list(bands), now
        ends = [block.end for block in blocks] + [hours[1]]
        self._first = min([hours[0], *(block.start // 60 * 60 for block in blocks)])
        self._last = min(24 * 60, max(-(-end // 60) * 60 for end in ends))
        said = [_words(block) for block in self._blocks]
        said += [f"{_span(gap.start, gap.end)} nothing noted" for gap in gaps]
        self.tell(". ".join(said) or "Nothing noted")
        self.chosen = -1
        self.updateGeometry()
        self.refresh()

    def pick(self, key: str) -> None:
        """Mark a block as the one the page shows."""
        self.picked = key
        self.update()

    def titles(self) -> list[str]:
        """The titles of the blocks, in the order of the day."""
        return [block.title for block in self._blocks]

    def gaps(self) -> list[tuple[int, int]]:
        """Where nothing is noted, in minutes since midnight."""
        return [(gap.start, gap.end) for gap in self._gaps]

    def sizeHint(self) -> QSize:
        """An hour is 57 px high."""
        px = theme.current().px
        high = (self._last - self._first) * px(_HOUR) // 60 + 2 * px(_TOP)
        return QSize(px(420), high)

    def minimumSizeHint(self) -> QSize:
        """The hours are never cut."""
        return QSize(theme.current().px(280), self.sizeHint().height())

    def y_of(self, minute: int) -> float:
        """Where a minute of the day lies, in px from the top."""
        px = theme.current().px
        return px(_TOP) + (minute - self._first) * px(_HOUR) / 60

    # Drawing.

    def draw(self, painter: QPainter) -> None:
        """Draw bands, hours, blocks with gaps in the order of the day, and now."""
        px = theme.current().px
        left, right = px(_LABEL) + px(12), self.width() - px(12)
        for band in self._bands:
            self._band(painter, band, left, right)
        for minute in range(self._first, self._last + 1, 60):
            y = self.y_of(minute)
            painting.across(painter, left, right, y, "row")
            near = self._now is not None and abs(self._now - minute) < 18
            if not near:
                place = QRectF(0, y - px(8), px(_LABEL), px(16))
                painting.text(
                    painter, place, hour_label(minute), theme.font("label"), "ink3", painting.RIGHT
                )
        columns = lanes(self._blocks)
        parts: list[Block | Gap] = [*self._blocks, *self._gaps]
        for part in sorted(parts, key=lambda part: part.start):
            if isinstance(part, Gap):
                self._gap(painter, part)
            else:
                self._block(painter, part, columns[part.key])
        if self._now is not None and self._first <= self._now <= self._last:
            self._paint_now(painter, self._now, right)

    def _box(self, start: int, end: int, column: tuple[int, int] = (0, 1)) -> QRectF:
        """The box of a stretch of time; overlapping ones share the width."""
        px = theme.current().px
        left, right = float(px(_LEFT)), float(self.width() - px(_RIGHT))
        at, count = column
        wide = (right - left) / count
        top, foot = self.y_of(start), self.y_of(end)
        high = max(px(18), foot - top - _APART)
        inset = 3 if at + 1 < count else 0
        return QRectF(left + at * wide, top + _APART / 2, wide - inset, high)

    def _block(self, painter: QPainter, block: Block, column: tuple[int, int]) -> None:
        now, px = theme.current(), theme.current().px
        ground, bar, ink = _TONES.get(block.tone, _TONES["accent"])
        box = self._box(block.start, block.end, column)
        if ground:
            painting.box(painter, box, 5, ground)
            strip = QRectF(box.x(), box.y(), 4, box.height())
            painting.box(painter, strip, 2, bar)
        if block.tone == "planned":
            painting.dashed_box(painter, box, 5, "paper", "line2")
        if block.key == self.picked:
            painting.box(painter, box, 5, "", "accent")
        low = box.height() < px(_ONE_LINE)
        line = px(17)
        top = box.center().y() - line / 2 if low or not block.text else box.y() + px(4)
        room = QRectF(box.x() + 12, top, box.width() - 22, line)
        style = ("label", "ink3" if block.tone == "plain" else "ink2")
        wide = cells.draw(painter, room, block.right, style, right=True, whole=True)
        room.setRight(room.right() - wide - (16 if wide else 0))
        if block.tag:
            size = tags.tag_width(block.tag)
            place = QRectF(room.right() - size, room.center().y() - px(9), size, px(18))
            tags.paint_tag(painter, place, block.tag, "strong")
            room.setRight(place.x() - 8)
        if block.running:
            painter.setBrush(now.brush("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(room.right() - 6, room.center().y()), 3.5, 3.5)
            room.setRight(room.right() - 18)
        role = "meta" if block.tone == "plain" else "strong"
        cells.draw(painter, room, one_line(block.title), (role, ink))
        if block.text and not low:
            room = QRectF(box.x() + 12, top + px(15), box.width() - 22, line)
            cells.draw(painter, room, one_line(block.text), ("meta", "ink2"))
        tell = self._on_block
        press = None if tell is None else lambda: tell(block.key)
        self.spots.append(Spot(box, _words(block), press))

    def _gap(self, painter: QPainter, gap: Gap) -> None:
        px = theme.current().px
        box = self._box(gap.start, gap.end)
        painting.dashed_box(painter, box, 5, "hi_soft")
        size = px(14)
        middle = box.center().y()
        at = QRectF(int(box.x() + 11), int(middle - size / 2), size, size)
        icons.paint(painter, "plus", at, "on_hi")
        room = QRectF(box.x() + 32, middle - px(9), box.width() - 42, px(18))
        hours = dates.hours_h(gap.end - gap.start)
        wide = cells.draw(painter, room, hours, ("label", "on_hi"), right=True, whole=True)
        room.setRight(room.right() - wide - 8)
        cells.draw(painter, room, gap.text, ("label", "on_hi"))
        tell = self._on_gap
        press = None if tell is None else lambda: tell(gap.start, gap.end)
        words = f"{_span(gap.start, gap.end)}, {hours}: {gap.text}"
        self.spots.append(Spot(box, words, press))

    def _band(self, painter: QPainter, band: Band, left: float, right: float) -> None:
        top, foot = self.y_of(max(band.start, self._first)), self.y_of(min(band.end, self._last))
        if foot <= top:
            return
        box = QRectF(left, top, right - left, foot - top)
        painter.fillRect(box, theme.current().color("sunk"))
        room = QRectF(box.x(), top + 2, box.width() - 10, theme.current().px(18))
        cells.draw(painter, room, band.text, ("caption", "ink3"), right=True)

    def _paint_now(self, painter: QPainter, minute: int, right: float) -> None:
        now, px = theme.current(), theme.current().px
        y = int(self.y_of(minute))
        left = px(_LABEL) + px(8)
        painter.fillRect(QRectF(left, y - 1, right - left, 2), now.color("red"))
        painter.setBrush(now.brush("red"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(left, y), 3.5, 3.5)
        place = QRectF(0, y - px(8), px(_LABEL), px(16))
        words = dates.clock_span((minute // 60 - 1) % 12 * 60 + 60 + minute % 60)
        painting.text(painter, place, words, theme.font("strong"), "red", painting.RIGHT)


def _span(start: int, end: int) -> str:
    return f"{dates.clock_span(start)} to {dates.clock_span(end)}"


def _words(block: Block) -> str:
    """A block as read aloud."""
    parts = (_span(block.start, block.end), block.title, block.text, block.right, block.tag)
    return ", ".join(one_line(part) for part in parts if part)
