"""The lines of a run as a painted list: one of them open, with its fields inside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...dates import clock_time, short_date, today
from ...people.rules import first_name
from ...rows import dataclass
from ...tickets.rules import number_words
from ...widgets import painting, theme
from ...widgets.glyphs import tick
from ...widgets.safe import one_line, plain_tip
from ..queries.runs import Last, Result
from ..rules import run as rules
from ..rules.master import Doer, Line
from ..rules.run import State

Index = QModelIndex | QPersistentModelIndex
Key = tuple[int, str]
_ROOT = QModelIndex()

NUMBER_RIGHT, MARK, TEXT = 38, 47, 76
"""Px from the left at 100 %: where numbers end, where marks and texts begin."""

SIDE = 20
_BOX, _HEAD, _ROW, _TWO = 18, 30, 32, 50
_BAR = 3
_DOERS: dict[str, str] = {Doer.ADMIN: "Admin", Doer.OUTSIDE: "Outside provider"}


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A heading with what is done below it, and perhaps whose lines they are."""

    title: str
    done: int
    total: int
    note: str = ""

    @property
    def count(self) -> str:
        """How many are done: 2 of 4."""
        return f"{self.done} of {self.total}" if self.total else ""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a run with what was found; `gate` must be done before, `locked` runs are signed.

    `opens` says that a problem opens a ticket by itself; `beside` are words from elsewhere that
    help with it: the ticket of this month's single (S070).
    """

    run_id: int
    line: Line
    result: Result
    last: Last | None = None
    gate: Line | None = None
    locked: bool = False
    not_seen: bool = False
    severity: bool = False
    opens: bool = True
    beside: str = ""

    @property
    def key(self) -> Key:
        """What names it among the lines of several runs."""
        return self.run_id, self.line.key

    @property
    def value(self) -> str:
        """The reading, choice or date as people read it."""
        return rules.shown(self.line, self.result.value)

    @property
    def words(self) -> str:
        """What was found, in one line."""
        return one_line("  ".join(part for part in (self.value, self.result.note) if part))

    @property
    def ticket(self) -> str:
        """The ticket its problem opened: #1181."""
        return number_words(self.result.ticket) if self.result.ticket else ""

    @property
    def when(self) -> str:
        """Who marked it and when; who is to do it while nobody has."""
        one = self.result
        if one.state and one.at is not None:
            day = one.at.date()
            return f"{one.who} {clock_time(one.at) if day == today() else short_date(day)}".strip()
        if one.vendor or one.doer:
            return one.vendor or f"for {first_name(one.doer)}"
        if self.gate is not None:
            return f"after step {self.gate.number}"
        return _DOERS.get(self.line.doer, "")

    @property
    def two(self) -> bool:
        """Whether it has a second line."""
        return bool(self.words or self.ticket or self.result.photos)

    def spoken(self) -> str:
        """The row as read aloud."""
        one = self.result
        mark = rules.STATE_WORDS[State(one.state)] if one.state else "Not marked"
        parts = (f"Step {self.line.number}, {self.line.text}", mark, self.words, self.ticket)
        return one_line(". ".join(part for part in (*parts, self.when) if part))


Row = HeadRow | LineRow


class LineModel(QAbstractListModel):
    """The rows, and where each line stands."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.heights: list[int] = []
        self._at: dict[Key, int] = {}

    def put(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.measure()
        self._at = {one.key: at for at, one in enumerate(self.rows) if isinstance(one, LineRow)}
        self.endResetModel()

    def measure(self) -> None:
        """Ask every row how high it is; the text size may have changed."""
        self.heights = [height_of(row) for row in self.rows]

    def place(self, key: Key) -> int:
        """The row of a line, -1 where it is not."""
        return self._at.get(key, -1)

    def set_row(self, at: int, row: Row) -> bool:
        """Show another row in its place; answers whether its height differs."""
        before, self.heights[at] = self.heights[at], height_of(row)
        self.rows[at] = row
        self.dataChanged.emit(self.index(at), self.index(at))
        return before != self.heights[at]

    def line(self, at: int) -> LineRow | None:
        """The line of a row; None for a heading."""
        row = self.rows[at] if 0 <= at < len(self.rows) else None
        return row if isinstance(row, LineRow) else None

    def head_of(self, at: int) -> int:
        """The row of the heading a line stands under, -1 without one."""
        while at >= 0 and not isinstance(self.rows[at], HeadRow):
            at -= 1
        return at

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = 0) -> Any:
        """What readers say of a row, and what it says in full where one points at it."""
        row = self.rows[index.row()]
        if role in (0, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken() if isinstance(row, LineRow) else f"{row.title}, {row.count}"
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, LineRow):
            return plain_tip("\n".join(part for part in (row.line.text, row.words) if part))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self.line(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def height_of(row: Row) -> int:
    """The height of a row in px while it is not open."""
    px = theme.current().px
    if isinstance(row, HeadRow):
        return px(_HEAD)
    return px(_TWO if row.two else _ROW)


class LineDelegate(QStyledItemDelegate):
    """Paints headings and lines; of the open one only what stands before its words."""

    def __init__(self, view: LineList, model: LineModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its one or two lines; the open one as its fields."""
        at = index.row()
        if at == self._view.open_at:
            return QSize(80, self._view.open_height())
        return QSize(80, self._model.heights[at])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        rect = QRectF(option.rect)
        row = self._model.rows[index.row()]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, HeadRow):
            self._head(painter, rect, row)
            return
        opened = index.row() == self._view.open_at
        now = theme.current()
        if opened:
            painter.fillRect(rect, now.color("tint"))
            painter.fillRect(QRectF(rect.x(), rect.y(), _BAR, rect.height()), now.color("accent"))
        elif index.row() == self.hovered:
            painter.fillRect(rect, now.color("sheet"))
        self._before(painter, rect, row, opened=opened)
        if not opened:
            self._words(painter, rect, row)

    def _head(self, painter: QPainter, rect: QRectF, row: HeadRow) -> None:
        painter.fillRect(rect, theme.current().color("sheet"))
        room = rect.adjusted(SIDE, 0, -SIDE, 0)
        used = _draw(painter, room, row.count, "meta", "ink3", painting.RIGHT)
        room.setRight(room.right() - used - 10)
        used = _draw(painter, room, one_line(row.title), "strong", "ink2")
        if row.note:
            room.setLeft(room.x() + used + 10)
            _draw(painter, room, one_line(row.note), "meta", "ink3")

    def _before(self, painter: QPainter, rect: QRectF, row: LineRow, *, opened: bool) -> None:
        """The number and the mark."""
        px = theme.current().px
        top = rect.y() + (px(5) if opened else px(3) if row.two else 0)
        numbers = QRectF(rect.x() + 4, top, px(NUMBER_RIGHT) - 4, px(_ROW))
        role = "body" if len(row.line.number) < 4 else "meta"
        ink = "accent" if opened else "ink3"
        _draw(painter, numbers, row.line.number, role, ink, painting.RIGHT)
        size = px(_BOX)
        box = QRectF(rect.x() + px(MARK), top + (px(_ROW) - size) // 2, size, size)
        paint_mark(painter, box, row.result.state, opened=opened, closed=row.gate is not None)

    def _words(self, painter: QPainter, rect: QRectF, row: LineRow) -> None:
        px = theme.current().px
        room = QRectF(rect.x() + px(TEXT), rect.y(), rect.width() - px(TEXT) - SIDE, px(_ROW))
        if row.two:
            room.moveTop(rect.y() + px(3))
            lower = QRectF(room.x(), rect.y() + px(26), room.width(), px(20))
            self._found(painter, lower, row)
        wide = _draw(painter, room, row.when, "meta", "ink3", painting.RIGHT)
        room.setRight(room.right() - wide - (12 if wide else 0))
        quiet = row.result.state in (State.NA, State.NOT_SEEN) or row.gate is not None
        role, ink = ("body", "ink3") if quiet else ("row", "ink")
        _draw(painter, room, one_line(row.line.text), role, ink)

    def _found(self, painter: QPainter, room: QRectF, row: LineRow) -> None:
        """What was seen, the ticket of a problem, how many pictures."""
        kept = painting.width_of(row.ticket, theme.font("strong")) + 10 if row.ticket else 0
        words, pictures = row.words, len(row.result.photos)
        if pictures:
            more = "1 picture" if pictures == 1 else f"{pictures} pictures"
            words = f"{words}  ({more})" if words else more
        room = room.adjusted(0, 0, -kept, 0)
        used = _draw(painter, room, words, "meta", "ink2")
        if row.ticket:
            after = QRectF(room.x() + used + (8 if words else 0), room.y(), kept, room.height())
            _draw(painter, after, row.ticket, "strong", "accent")


def _draw(
    painter: QPainter,
    room: QRectF,
    words: str,
    role: str,
    color: str,
    align: Qt.AlignmentFlag = painting.LEFT,
) -> int:
    """One line of text, cut where it must be; answers its width in px."""
    if not words:
        return 0
    now = theme.current()
    cut, wide = _cut(words, role, now.scale, int(room.width()))
    painter.setFont(theme.font(role))
    painter.setPen(now.color(color))
    painter.drawText(room, align | Qt.TextFlag.TextSingleLine, cut)
    return wide


@lru_cache(maxsize=4_096)
def _cut(words: str, role: str, scale: int, room: int) -> tuple[str, int]:
    """Words as they fit into so many px, and how wide they are: a row is painted many times."""
    metrics = QFontMetrics(theme.font(role, scale=scale))
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    return cut, metrics.horizontalAdvance(cut)


def paint_mark(
    painter: QPainter, box: QRectF, state: str, *, opened: bool = False, closed: bool = False
) -> None:
    """The mark of a line in its box: ticked, a problem, not applicable, not seen, or empty."""
    now = theme.current()
    if state == State.OK:
        painting.box(painter, box, 4, "green")
        tick(painter, box, "paper", 18)
    elif state == State.ATTENTION:
        painting.box(painter, box, 4, "red")
        painting.text(painter, box, "!", theme.font("strong", 700), "paper", painting.CENTER)
    elif state == State.NA:
        painting.box(painter, box, 4, "grey", "edge")
        line = QRectF(box.x() + 5, box.center().y() - 0.8, box.width() - 10, 1.6)
        painter.fillRect(line, now.color("ink2"))
    elif state == State.NOT_SEEN:
        painting.box(painter, box, 4, "grey", "edge")
        painting.text(painter, box, "?", theme.font("strong"), "ink2", painting.CENTER)
    elif closed:
        painting.dashed_box(painter, box, 4, "", "edge")
    else:
        painter.setBrush(now.brush("paper"))
        painter.setPen(QPen(now.color("accent" if opened else "edge"), 2 if opened else 1.2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)


VERBS = {
    "p": "problem",
    "x": "na",
    "s": "not_seen",
    "u": "unmark",
    "f": "photo",
    "g": "give",
    "o": "ticket",
    "1": "weigh-1",
    "2": "weigh-2",
    "3": "weigh-3",
}
"""What a letter does with the open line."""

_MOVES = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class LineList(QListView):
    """The lines; arrows move, Enter goes into the open one, Space and letters are verbs.

    `letters` says whether single letters are wanted. `opened` says which line came to be open.
    """

    opened = Signal(object)
    entered = Signal()
    verb = Signal(str)
    ticket_wanted = Signal(int)

    def __init__(self, name: str, letters: Callable[[], bool]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._letters = letters
        self.lines = LineModel()
        self.open_at = -1
        self._whole = False
        self._editor: QWidget | None = None
        self._delegate = LineDelegate(self, self.lines)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setModel(self.lines)
        self.setItemDelegate(self._delegate)
        painting.watch_focus(self)
        self.selectionModel().currentRowChanged.connect(self._turn)

    # --- filling -----------------------------------------------------------------------------

    def set_editor(self, editor: QWidget) -> None:
        """Let a widget stand inside the open line, right of its mark."""
        self._editor = editor
        editor.setParent(self.viewport())
        editor.hide()

    def show_rows(self, rows: Sequence[Row], keep: Key | None = None) -> None:
        """Show other rows; the line named stays open where it still is, else none."""
        scroll = self.verticalScrollBar().value()
        self.open_at = -1
        self.lines.put(rows)
        if keep is not None and self.lines.place(keep) >= 0:
            self.setCurrentIndex(self.lines.index(self.lines.place(keep)))
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(scroll)
        else:
            self._place()

    def open_key(self, key: Key) -> bool:
        """Open a line; False where it is not."""
        at = self.lines.place(key)
        if at >= 0:
            self._open(at)
        return at >= 0

    def _open(self, at: int) -> None:
        # Its fields first, so that the rows are laid out once, with their height.
        self._turn_to(at)
        index = self.lines.index(at)
        self.setCurrentIndex(index)
        self.executeDelayedItemsLayout()
        self.scrollTo(index)

    def open_line(self) -> LineRow | None:
        """The line that is open."""
        return self.lines.line(self.open_at)

    def keys(self) -> list[Key]:
        """The lines from top to bottom."""
        return [one.key for one in self.lines.rows if isinstance(one, LineRow)]

    def set_line(self, row: LineRow) -> None:
        """Show what is known of a line now, and count its section again."""
        at = self.lines.place(row.key)
        if at < 0:
            return
        taller = self.lines.set_row(at, row)
        head = self.lines.head_of(at)
        if head >= 0:
            self._count(head)
        if taller and at != self.open_at:
            self.scheduleDelayedItemsLayout()

    def _count(self, head: int) -> None:
        kept = self.lines.rows[head]
        if not isinstance(kept, HeadRow):
            return
        done, at = 0, head + 1
        while (row := self.lines.line(at)) is not None:
            done += bool(row.result.state)
            at += 1
        if done != kept.done:
            self.lines.set_row(head, HeadRow(kept.title, done, kept.total, kept.note))

    # --- the open line -----------------------------------------------------------------------

    def open_height(self) -> int:
        """The height of the open line in px."""
        if self._editor is None:
            return theme.current().px(_ROW)
        layout = self._editor.layout()
        wide = self.viewport().width() - theme.current().px(TEXT) - SIDE
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(wide)
        return self._editor.sizeHint().height()

    def grow(self, *, whole: bool = False) -> None:
        """The fields of the open line want another height; `whole` brings all of it into sight."""
        if self.open_at >= 0:
            self._whole = self._whole or whole
            self.scheduleDelayedItemsLayout()

    def _turn(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._turn_to(current.row())

    def _turn_to(self, at: int) -> None:
        row = self.lines.line(at)
        before, self.open_at = self.open_at, at if row is not None else -1
        if before != self.open_at:
            self.opened.emit(row)
            self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        """Lay the rows out, then put the fields into the open one."""
        super().doItemsLayout()
        if self._whole and self.open_at >= 0:
            self.scrollTo(self.lines.index(self.open_at))
        self._whole = False
        self._place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Let the fields follow the rows."""
        super().scrollContentsBy(dx, dy)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words of the open line anew; new room shows what stands above, not below."""
        super().resizeEvent(event)
        more = event.size().height() - event.oldSize().height()
        if more > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - more)
        self.grow()

    def changeEvent(self, event: QEvent) -> None:
        """Take the heights of another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.lines.rows:
            self.lines.measure()
            self.scheduleDelayedItemsLayout()

    def _place(self) -> None:
        editor = self._editor
        if editor is None:
            return
        if self.open_at < 0:
            editor.hide()
            return
        rect = self.visualRect(self.lines.index(self.open_at))
        left = theme.current().px(TEXT)
        wide = self.viewport().width() - left - SIDE
        editor.setGeometry(rect.x() + left, rect.y(), wide, rect.height())
        if editor.isHidden():
            editor.show()

    # --- keys and mouse ----------------------------------------------------------------------

    def step(self, way: int) -> None:
        """Open the next line up or down, over headings."""
        at = self.open_at + way
        while 0 <= at < self.lines.rowCount() and self.lines.line(at) is None:
            at += way
        if 0 <= at < self.lines.rowCount():
            self._open(at)

    def open_next(self) -> bool:
        """Open the next line nobody has marked, from here on and then from the top."""
        count = self.lines.rowCount()
        for nth in range(1, count + 1):
            at = (self.open_at + nth) % count
            row = self.lines.line(at)
            if row is not None and not row.result.state and row.gate is None and not row.locked:
                self._open(at)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, J and K move; Enter goes in; Space and letters are verbs."""
        key = Qt.Key(event.key())
        if event.modifiers() not in _PLAIN:
            super().keyPressEvent(event)
        elif key in _ARROWS or (key in _MOVES and self._letters()):
            self.step(_MOVES[key])
        elif key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Space and self.open_at >= 0:
            self.verb.emit("done")
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._end(last=key == Qt.Key.Key_End)
        elif event.text() and event.text().isprintable():
            self._letter(event)
        else:
            super().keyPressEvent(event)

    def _letter(self, event: QKeyEvent) -> None:
        verb = VERBS.get(event.text().lower())
        if verb is not None and self._letters() and self.open_at >= 0:
            self.verb.emit(verb)
        else:
            event.ignore()

    def _end(self, *, last: bool) -> None:
        keys = self.keys()
        if keys:
            self.open_key(keys[-1 if last else 0])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens a line, one on its box marks it, one on a ticket goes there."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        row = self.lines.line(index.row())
        ticket = row.result.ticket_id if row is not None and index.row() != self.open_at else None
        ticket = ticket if row is not None and self._on_ticket(index, row, point) else None
        super().mousePressEvent(event)
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        px = theme.current().px
        if px(MARK) - 4 <= point.x() <= px(MARK) + px(_BOX) + 4:
            self.verb.emit("done")
        elif ticket is not None:
            self.ticket_wanted.emit(ticket)

    def _on_ticket(self, index: QModelIndex, row: LineRow, point: QPoint) -> bool:
        px = theme.current().px
        left = px(TEXT) + painting.width_of(row.words, theme.font("meta"))
        wide = painting.width_of(row.ticket, theme.font("strong")) + 20
        low = point.y() > self.visualRect(index).center().y()
        return bool(row.ticket) and low and left <= point.x() <= left + wide

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse for the hover."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Hide the hover when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, at: int) -> None:
        if at != self._delegate.hovered:
            before, self._delegate.hovered = self._delegate.hovered, at
            for one in (before, at):
                if one >= 0:
                    self.update(self.lines.index(one))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows and the ring around the open one."""
        super().paintEvent(event)
        if painting.ringed(self):
            painter = painting.begin(self.viewport())
            index = self.currentIndex()
            whole = self.visualRect(index) if index.isValid() else self.viewport().rect()
            painting.focus_ring(painter, QRectF(whole), 3)
            painter.end()
