"""Who is where: one line a person, the hours of a day across."""

from collections.abc import Callable, Sequence
from dataclasses import field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from .. import dates
from ..rows import dataclass
from . import cells, painting, theme
from .hot import Drawing, Spot
from .lanes import lanes
from .safe import one_line
from .tokens import TONES

_LINE, _BLOCK, _HEAD, _NAMES = 36, 28, 24, 52


@dataclass(frozen=True, slots=True)
class RulerBlock:
    """Something on a person's day, in minutes since midnight."""

    key: str
    start: int
    end: int
    text: str
    tone: str = "blue"


@dataclass(frozen=True, slots=True)
class RulerLine:
    """One person's day."""

    name: str
    blocks: Sequence[RulerBlock] = field(default_factory=tuple)


def hour_words(minute: int) -> str:
    """An hour on a ruler: 8 am, 9, 12 pm, 1."""
    return f"{(minute // 60 - 1) % 12 + 1}"


class DayRuler(Drawing):
    """The day of everybody, from one hour to another, with a line where it is now."""

    def __init__(
        self,
        name: str = "Who is where",
        start: int = 480,
        end: int = 1080,
        on_block: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(name)
        self._start, self._end, self._on_block = start, end, on_block
        self._lines: list[RulerLine] = []
        self._now: int | None = None
        self.pressable(on_block is not None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(
        self,
        lines: Sequence[RulerLine],
        now: int | None = None,
        hours: tuple[int, int] | None = None,
    ) -> None:
        """Show these people; `now` and `hours` are in minutes since midnight."""
        self._lines, self._now = list(lines), now
        blocks = [block for line in lines for block in line.blocks]
        if hours is not None:
            self._start, self._end = hours
        self._start = min([self._start, *(block.start // 60 * 60 for block in blocks)])
        self._end = max([self._end, *(-(-block.end // 60) * 60 for block in blocks)])
        self.tell(". ".join(_line_words(line) for line in lines))
        self.updateGeometry()
        self.refresh()

    def sizeHint(self) -> QSize:
        """A line for each person."""
        px = theme.current().px
        return QSize(px(420), px(_HEAD) + sum(self._heights()) or px(_LINE))

    def minimumSizeHint(self) -> QSize:
        """People are never cut."""
        return QSize(theme.current().px(320), self.sizeHint().height())

    def _heights(self) -> list[int]:
        """How high each person's line is: a lane for each thing that overlaps."""
        px = theme.current().px
        high = []
        for line in self._lines:
            counts = [count for _lane, count in lanes(line.blocks).values()]
            high.append(max(counts, default=1) * px(_LINE))
        return high

    def _x(self, minute: int) -> float:
        left, right = self._names() + 2, self.width() - theme.current().px(16)
        return left + (minute - self._start) * (right - left) / max(60, self._end - self._start)

    def _names(self) -> int:
        font = theme.font("label")
        wide = max((painting.width_of(line.name, font) for line in self._lines), default=0)
        return min(max(theme.current().px(_NAMES), wide + 12), self.width() // 4)

    def draw(self, painter: QPainter) -> None:
        """Draw hours, people, blocks and the line of now."""
        px = theme.current().px
        head, foot = px(_HEAD), self.height()
        for minute in range(self._start, self._end + 1, 60):
            x = self._x(minute)
            painting.upright(painter, x, head - 6, foot, "line")
            ends = minute in (self._start, 12 * 60)
            words = hour_words(minute)
            if ends:
                words += " am" if minute < 12 * 60 else " pm"
            place = QRectF(x - 30, 0, 60, px(16))
            font = theme.font("caption")
            painting.text(painter, place, words, font, "ink3", painting.CENTER)
        top = head
        for line, high in zip(self._lines, self._heights(), strict=True):
            place = QRectF(0, top, self._names() - 6, px(_BLOCK))
            cells.draw(painter, place, one_line(line.name), ("label", "ink"))
            placed = lanes(line.blocks)
            for block in line.blocks:
                self._block(painter, block, line.name, top + placed[block.key][0] * px(_LINE))
            top += high
        if self._now is not None and self._start <= self._now <= self._end:
            x = int(self._x(self._now))
            now = theme.current()
            painter.fillRect(QRectF(x - 1, head - 8, 2, foot - head + 8), now.color("red"))
            painter.setBrush(now.brush("red"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(x, head - 8), 3.5, 3.5)

    def _block(self, painter: QPainter, block: RulerBlock, name: str, top: float) -> None:
        left, right = self._x(block.start) + 1, self._x(block.end) - 1
        box = QRectF(left, top, max(6.0, right - left), theme.current().px(_BLOCK))
        ground, ink = TONES.get(block.tone, TONES["blue"])
        painting.box(painter, box, 5, ground)
        for side in (8, 3):
            room = box.adjusted(side, 0, -side // 2, 0)
            if words := _fitting(block.text, room.width()):
                cells.draw(painter, room, words, ("label", ink))
                break
        words = f"{name}, {_clock(block.start)} to {_clock(block.end)}: {one_line(block.text)}"
        tell = self._on_block
        press = None if tell is None else lambda: tell(block.key)
        self.spots.append(Spot(box, words, press))


def _fitting(text: str, wide: float) -> str:
    """As many whole words from the first on as fit; a block never shows half a number."""
    words, font = one_line(text).split(" "), theme.font("label")
    while words and painting.width_of(" ".join(words), font) > wide:
        words.pop()
    return " ".join(words)


def _clock(minute: int) -> str:
    return dates.clock_span(minute)


def _line_words(line: RulerLine) -> str:
    """One person's day in words."""
    parts = [f"{_clock(b.start)} to {_clock(b.end)} {one_line(b.text)}" for b in line.blocks]
    return f"{line.name}: {', '.join(parts) or 'nothing planned'}"
