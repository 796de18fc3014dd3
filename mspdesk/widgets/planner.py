"""Days beside each other with what is planned on them: a month by weeks, or a week by people."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from .. import dates
from ..rows import dataclass
from . import cells, icons, painting, theme
from .hot import Drawing, Spot
from .safe import one_line

_HEAD, _MARK, _APART, _PAD, _DAY = 28, 22, 3, 7, 24
_LEAST = 78
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
# Tone: (ground, bar at the left, ink, icon at the right).
_TONES: dict[str, tuple[str, str, str, str]] = {
    "planned": ("tint", "accent", "ink", ""),
    "running": ("amber_soft", "amber", "ink", ""),
    "done": ("green_soft", "green", "ink2", "check"),
    "late": ("red_soft", "red", "ink", "circle-alert"),
    "ahead": ("", "", "ink2", ""),
}


@dataclass(frozen=True, slots=True)
class PlanMark:
    """One thing planned on a day: its time, what it is, and a few letters at the right.

    `tone` is planned, running, done, late, or ahead for what is not written down yet.
    """

    key: str
    title: str
    time: str = ""
    right: str = ""
    tone: str = "planned"
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A day of the planner; `dim` lies outside the month, `closed` says why nobody works."""

    day: date
    marks: tuple[PlanMark, ...] = ()
    dim: bool = False
    closed: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A week, or one person's week with the name at the left."""

    cells: tuple[PlanCell, ...]
    title: str = ""


class Planner(Drawing):
    """Rows of days. Arrows move by a day and through what lies on it, Alt with them moves that.

    `on_pick` gets the day and the key of the mark in front, or None; `on_open` the key when Enter
    is pressed; `on_shift` the key and how many days Alt with an arrow would move it; `on_turn` -1
    or 1 for the Page keys.
    """

    def __init__(
        self,
        name: str,
        *,
        on_pick: Callable[[date, str | None], object] | None = None,
        on_open: Callable[[str], object] | None = None,
        on_shift: Callable[[str, int], object] | None = None,
        on_turn: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__(name)
        self._on_pick, self._on_open = on_pick, on_open
        self._on_shift, self._on_turn = on_shift, on_turn
        self._rows: list[PlanRow] = []
        self._names: tuple[str, ...] = ()
        self._at = (0, 0)
        self._mark = -1
        self.pressable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    # Filling and asking.

    def show_rows(self, rows: Sequence[PlanRow], heads: Sequence[str]) -> None:
        """Show other days; the day and the mark in front stay where they are still there."""
        day, key = self.day(), self.key()
        self._rows, self._names = list(rows), tuple(heads)
        self._at, self._mark = (0, 0), -1
        count = sum(len(cell.marks) for row in rows for cell in row.cells)
        self.tell(f"{count} planned" if count else "Nothing planned")
        if not (key and self.pick_key(key)) and day is not None:
            self.pick_day(day)
        self.updateGeometry()
        self.refresh()

    def day(self) -> date | None:
        """The day in front."""
        cell = self._cell()
        return cell.day if cell is not None else None

    def key(self) -> str:
        """The mark in front; empty where the day itself is."""
        cell = self._cell()
        if cell is None or not 0 <= self._mark < len(cell.marks):
            return ""
        return cell.marks[self._mark].key

    def titles(self) -> list[str]:
        """What is planned, in reading order."""
        return [mark.title for row in self._rows for cell in row.cells for mark in cell.marks]

    def pick_day(self, day: date) -> bool:
        """Go to a day; False where it is not shown."""
        for y, row in enumerate(self._rows):
            for x, cell in enumerate(row.cells):
                if cell.day == day and not cell.dim:
                    self._at, self._mark = (x, y), 0 if cell.marks else -1
                    self.update()
                    return True
        return False

    def pick_key(self, key: str) -> bool:
        """Go to a mark; False where it is not shown."""
        for y, row in enumerate(self._rows):
            for x, cell in enumerate(row.cells):
                for n, mark in enumerate(cell.marks):
                    if mark.key == key:
                        self._at, self._mark = (x, y), n
                        self.update()
                        return True
        return False

    def _cell(self) -> PlanCell | None:
        x, y = self._at
        if 0 <= y < len(self._rows) and 0 <= x < len(self._rows[y].cells):
            return self._rows[y].cells[x]
        return None

    # Room.

    def _left(self) -> int:
        return theme.current().px(118) if any(row.title for row in self._rows) else 0

    def _heights(self) -> list[int]:
        """How high each row is: as its fullest day needs, the rest of the room shared out."""
        px = theme.current().px
        need = self._least()
        spare = self.height() - px(_HEAD) - sum(need)
        if need and spare > 0 and not self._left():
            each = spare // len(need)
            need = [one + each for one in need]
        return need

    def sizeHint(self) -> QSize:
        """As high as all days need."""
        px = theme.current().px
        return QSize(px(620), px(_HEAD) + sum(self._least()))

    def minimumSizeHint(self) -> QSize:
        """Nothing that is planned is cut."""
        px = theme.current().px
        return QSize(px(420), px(_HEAD) + sum(self._least()))

    def _least(self) -> list[int]:
        """How high each row must be so that nothing on its fullest day is cut."""
        px = theme.current().px
        around = px(_PAD) + (px(5) if self._left() else px(_DAY))
        fullest = [max((len(one.marks) for one in row.cells), default=0) for row in self._rows]
        return [max(px(_LEAST), around + count * (px(_MARK) + _APART)) for count in fullest]

    def rect_of(self, x: int, y: int) -> QRectF:
        """Where a day lies."""
        heights = self._heights()
        left = self._left()
        count = max(1, len(self._rows[y].cells))
        wide = (self.width() - left) / count
        top = theme.current().px(_HEAD) + sum(heights[:y])
        return QRectF(left + x * wide, top, wide, heights[y])

    # Keys and the mouse.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, open, shift, turn."""
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _KEYS and alt and self.key() and self._on_shift is not None:
            across, down = _KEYS[key]
            self._on_shift(self.key(), across + 7 * down)
        elif key in _KEYS:
            self._walk(*_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key():
            if self._on_open is not None:
                self._on_open(self.key())
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._on_turn is not None:
            self._on_turn(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stay where it is, and say what is there."""
        QWidget.focusInEvent(self, event)
        painting.note_focus(self, event)
        self._say()

    def _walk(self, across: int, down: int) -> None:
        cell = self._cell()
        if cell is None:
            return
        x, y = self._at
        if down and 0 <= self._mark + down < len(cell.marks):
            self._mark += down
        elif down and 0 <= y + down < len(self._rows):
            self._at = (x, y + down)
            self._enter(last=down < 0)
        elif across:
            x += across
            if x < 0 and y > 0:
                x, y = len(self._rows[y - 1].cells) - 1, y - 1
            elif x >= len(self._rows[y].cells) and y + 1 < len(self._rows):
                x, y = 0, y + 1
            if 0 <= x < len(self._rows[y].cells):
                self._at = (x, y)
                self._enter(last=False)
        self._tell_pick()

    def _enter(self, *, last: bool) -> None:
        cell = self._cell()
        count = len(cell.marks) if cell is not None else 0
        self._mark = (count - 1 if last else 0) if count else -1

    def _tell_pick(self) -> None:
        cell = self._cell()
        if cell is None:
            return
        self._say()
        if self._on_pick is not None:
            self._on_pick(cell.day, self.key() or None)

    def _say(self) -> None:
        """Tell readers what is in front."""
        cell = self._cell()
        if cell is None:
            return
        mark = cell.marks[self._mark] if 0 <= self._mark < len(cell.marks) else None
        words = f"{dates.long_date(cell.day)}. "
        words += (
            (mark.words or mark.title) if mark is not None else cell.closed or "Nothing planned"
        )
        self.setAccessibleDescription(words)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a mark, or to a day."""
        if self._go_to(event.position()):
            self._tell_pick()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks open a mark."""
        if self._go_to(event.position()) and self.key() and self._on_open is not None:
            self._on_open(self.key())

    def _go_to(self, point: QPointF) -> bool:
        for y, row in enumerate(self._rows):
            for x, cell in enumerate(row.cells):
                rect = self.rect_of(x, y)
                if rect.contains(point):
                    self._at, self._mark = (x, y), -1
                    for n in range(len(cell.marks)):
                        if self._mark_rect(rect, n).contains(point):
                            self._mark = n
                    return True
        return False

    # Drawing.

    def _mark_rect(self, rect: QRectF, n: int) -> QRectF:
        px = theme.current().px
        top = rect.y() + (px(5) if self._left() else px(_DAY))
        return QRectF(rect.x() + 5, top + n * (px(_MARK) + _APART), rect.width() - 10, px(_MARK))

    def draw(self, painter: QPainter) -> None:
        """Draw the heads, the rows and what lies on each day."""
        px, left = theme.current().px, self._left()
        self.spots = []
        count = max((len(row.cells) for row in self._rows), default=1)
        wide = (self.width() - left) / max(1, count)
        for n, words in enumerate(self._names):
            place = QRectF(left + n * wide + 9, 0, wide - 12, px(_HEAD))
            cells.draw(painter, place, words, ("label", "ink2"))
        painting.across(painter, 0, self.width(), px(_HEAD) - 1, "line")
        for y, row in enumerate(self._rows):
            self._draw_row(painter, row, y)

    def _draw_row(self, painter: QPainter, row: PlanRow, y: int) -> None:
        px = theme.current().px
        for x, cell in enumerate(row.cells):
            rect = self.rect_of(x, y)
            if cell.closed:
                painter.fillRect(rect, theme.current().color("sunk"))
            front = (x, y) == self._at
            self._draw_cell(painter, cell, rect, front=front, named=not row.title)
            painting.upright(painter, rect.right() - 1, rect.top(), rect.bottom(), "row")
        if row.title and row.cells:
            rect = self.rect_of(0, y)
            place = QRectF(14, rect.y() + px(6), self._left() - 20, px(20))
            cells.draw(painter, place, row.title, ("strong", "ink"))
        if row.cells:
            painting.across(painter, 0, self.width(), self.rect_of(0, y).bottom() - 1, "row")

    def _draw_cell(
        self, painter: QPainter, cell: PlanCell, rect: QRectF, *, front: bool, named: bool
    ) -> None:
        px = theme.current().px
        ring = painting.ringed(self) and front
        if named:
            self._draw_day(painter, cell, rect)
        if cell.closed:
            room = QRectF(rect.x() + 9, rect.bottom() - px(22), rect.width() - 14, px(18))
            cells.draw(painter, room, cell.closed, ("caption", "ink3"))
        for n, mark in enumerate(cell.marks):
            place = self._mark_rect(rect, n)
            here = front and n == self._mark
            self._draw_mark(painter, mark, place, here=here)
            self.spots.append(Spot(place, mark.words or mark.title))
            if ring and here:
                painting.focus_ring(painter, place.adjusted(-2, -2, 2, 2), 6)
        if front and self._mark < 0:
            inner = rect.adjusted(2, 2, -3, -3)
            if ring:
                painting.focus_ring(painter, inner, 5)
            else:
                painting.box(painter, inner, 5, "", "line2")

    def _draw_day(self, painter: QPainter, cell: PlanCell, rect: QRectF) -> None:
        px = theme.current().px
        today = cell.day == dates.today()
        words = str(cell.day.day) if cell.day.day > 1 else f"{cell.day:%b} 1"
        role, ink = ("strong", "accent") if today else ("meta", "ink3" if cell.dim else "ink2")
        room = QRectF(rect.x() + 9, rect.y() + px(3), rect.width() - 14, px(18))
        wide = cells.draw(painter, room, words, (role, ink))
        if today:
            room.setLeft(room.left() + wide + 6)
            cells.draw(painter, room, "today", ("caption", "accent"))

    def _draw_mark(self, painter: QPainter, mark: PlanMark, rect: QRectF, *, here: bool) -> None:
        px = theme.current().px
        ground, bar, ink, icon = _TONES.get(mark.tone, _TONES["planned"])
        if ground:
            painting.box(painter, rect, 4, ground, "accent" if here else "")
            strip = QRectF(rect.x(), rect.y(), 3, rect.height())
            painting.box(painter, strip, 1, bar)
        else:
            painting.dashed_box(painter, rect, 4, "paper", "accent" if here else "line2")
        room = rect.adjusted(9, 0, -6, 0)
        if icon:
            size = px(13)
            at = QRectF(int(room.right() - size), int(rect.center().y() - size / 2), size, size)
            icons.paint(painter, icon, at, bar)
            room.setRight(at.x() - 4)
        elif mark.right and room.width() > px(115):
            wide = cells.draw(
                painter, room, mark.right, ("caption", "ink3"), right=True, whole=True
            )
            room.setRight(room.right() - wide - 5)
        if mark.time and room.width() > px(92):
            wide = cells.draw(painter, room, mark.time, ("caption", "ink3"), whole=True)
            room.setLeft(room.left() + wide + 6)
        cells.draw(painter, room, one_line(mark.title), ("label", ink))
