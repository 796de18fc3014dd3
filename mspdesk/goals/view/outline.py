"""The cascade as it is painted: each goal below the one it serves, joined by quiet lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...widgets import cells, glyphs, icons, painting, tags, theme
from ...widgets.safe import one_line, plain_tip
from ..queries.goals import OutlineRow

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PICKED = QStyle.StateFlag.State_Selected
_MOVES = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDE, _STEP, _DISC, _GAP = 18, 30, 24, 11
_LONG = 60
HIGH = 52
"""Px of a row at 100 %."""

LEVEL_ICONS = {
    "owner": "user",
    "company": "building-2",
    "department": "users",
    "person": "user",
    "": "lock",
}
"""What stands for a level where no face does."""

STATE_TONES = {"draft": "grey", "agreed": "blue", "met": "green"}
"""Tones of the state of a goal; how one came out otherwise is said in words alone (S030)."""


def spoken(row: OutlineRow) -> str:
    """A goal as readers say it: a whole sentence."""
    if row.goal is None:
        return one_line(". ".join(part for part in (row.text, row.whose) if part))
    one = row.goal
    parts = [f"{row.whose}: {one.text}", one.state_words]
    parts.append(f"shared: {one.sharing_words.lower()}")
    parts.append(f"measured by {one.measure}" if one.measure else "")
    parts.append("for the whole year" if not one.quarter else "")
    parts += [
        f"Loose: {row.flag}" if row.flag else "",
        "Its card has something to put right" if row.warned else "",
    ]
    return one_line(". ".join(part for part in parts if part))


class OutlineModel(QAbstractListModel):
    """The rows, and which lines pass each of them on the way to a later one."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[OutlineRow] = []
        self.passing: list[tuple[bool, ...]] = []

    def put(self, rows: Sequence[OutlineRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.passing = _passing([row.depth for row in self.rows])
        self.endResetModel()

    def place(self, goal_id: int) -> int:
        """Where a goal stands, -1 when it does not."""
        return next((at for at, row in enumerate(self.rows) if row.id == goal_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """All goals."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = 0) -> Any:
        """What is seen, and what readers say."""
        row = self.rows[index.row()]
        if role == 0:
            return one_line(row.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and len(row.text) > _LONG:
            return plain_tip(row.text)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is hidden cannot be picked."""
        if self.rows[index.row()].goal is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _passing(depths: Sequence[int]) -> list[tuple[bool, ...]]:
    """For each row and each depth up to its own, whether a later row hangs there as well.

    The line at a depth goes on until the outline comes back to somewhere above it.
    """
    found: list[tuple[bool, ...]] = []
    later: list[bool] = []
    for depth in reversed(depths):
        later = [*later, *([False] * (depth + 1 - len(later)))][: depth + 1]
        found.append(tuple(later))
        later = [*later[:depth], True]
    return found[::-1]


class OutlineDelegate(QStyledItemDelegate):
    """Paints a goal: the lines it hangs by, whose it is, what is wanted, how it stands."""

    def __init__(self, view: QWidget, model: OutlineModel) -> None:
        super().__init__(view)
        self._model = model
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows have one height."""
        return QSize(80, theme.current().px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one goal."""
        rect, at = QRectF(option.rect), index.row()
        row, now = self._model.rows[at], theme.current()
        picked = bool(option.state & _PICKED)
        if picked or at == self.hovered:
            painter.fillRect(rect, now.color("tint" if picked else "sheet"))
        foot = QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(foot, now.color("tint2" if picked else "row"))
        if picked:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), now.color("accent"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self._lines(painter, rect, at)
        size = now.px(_DISC)
        disc = QRectF(left, int(rect.center().y() - size / 2), size, size)
        self._disc(painter, disc, row)
        room = rect.adjusted(left + size + now.px(_GAP) - rect.x(), 0, -now.px(_SIDE), -1)
        room.setRight(self._right(painter, room, row))
        self._words(painter, room, row, picked)

    def _lines(self, painter: QPainter, rect: QRectF, at: int) -> float:
        """The lines from above and below; answers where the disc begins."""
        now = theme.current()
        step, side, half = now.px(_STEP), now.px(_SIDE), now.px(_DISC) // 2
        row, passing = self._model.rows[at], self._model.passing[at]
        middle = int(rect.center().y())
        for depth in range(1, row.depth + 1):
            x = rect.x() + side + (depth - 1) * step + half
            own = depth == row.depth
            foot = rect.bottom() if passing[depth] else middle
            if own or passing[depth]:
                painting.upright(painter, x, rect.y(), foot, "edge")
            if own:
                painting.across(painter, x, x + step - half - 3, middle, "edge")
        left = rect.x() + side + row.depth * step
        rows = self._model.rows
        if at + 1 < len(rows) and rows[at + 1].depth > row.depth:
            painting.upright(painter, left + half, middle + half + 2, rect.bottom() + 1, "edge")
        return left

    def _disc(self, painter: QPainter, disc: QRectF, row: OutlineRow) -> None:
        """A face, or the sign of a level."""
        one = row.goal
        if one is not None and one.person_id is not None:
            face = glyphs.face_of(one.person, one.person_id)
            glyphs.paint_avatar(painter, disc, face)
            return
        painting.box(painter, disc, int(disc.width() / 2), "grey")
        side = disc.width() * 14 / _DISC
        inner = QRectF(disc.center().x() - side / 2, disc.center().y() - side / 2, side, side)
        icons.paint(painter, LEVEL_ICONS[one.level if one else ""], inner, "ink2")

    def _right(self, painter: QPainter, room: QRectF, row: OutlineRow) -> float:
        """State and signs from the right edge in; answers where they begin."""
        one, now = row.goal, theme.current()
        if one is None:
            return room.right()
        end = room.right()
        high = theme.height("tag")
        for text, tone in (
            (one.state_words, STATE_TONES.get(one.state, "grey")),
            ("Loose" if row.flag else "", "hi"),
        ):
            if text:
                wide = tags.tag_width(text)
                box = QRectF(end - wide, int(room.center().y() - high / 2), wide, high)
                tags.paint_tag(painter, box, text, tone)
                end = box.x() - 7
        size = now.px(15)
        for name, ink in (
            ("lock" if one.sharing == "private" else "", "ink3"),
            ("triangle-alert" if row.warned else "", "amber"),
        ):
            if name:
                at = QRectF(end - size, int(room.center().y() - size / 2), size, size)
                icons.paint(painter, name, at, ink)
                end = at.x() - 7
        return end - 6

    def _words(self, painter: QPainter, room: QRectF, row: OutlineRow, picked: bool) -> None:
        """What is wanted, and below it whose it is, how it is measured and when."""
        now, one = theme.current(), row.goal
        half, middle = now.px(18), room.center().y()
        upper = QRectF(room.x(), middle - half - 1, room.width(), half)
        lower = QRectF(room.x(), middle, room.width(), half)
        if one is None:
            cells.draw(painter, upper, row.text, ("body", "ink3"))
            cells.draw(painter, lower, row.whose, ("meta", "ink3"))
            return
        ink = "ink2" if one.closed or row.context else "ink"
        cells.draw(painter, upper, one_line(one.text), ("row", ink))
        parts = [row.whose, one.measure]
        if row.context:
            parts.append(one.when.title)
        elif not one.quarter:
            parts.append("whole year")
        words = "  ·  ".join(one_line(part) for part in parts if part)
        cells.draw(painter, lower, words, ("meta", "ink2" if picked else "ink3"))


class OutlineView(QListView):
    """The cascade; J and K move, Enter opens what is picked."""

    entered = Signal(int)
    chosen = Signal(object)

    def __init__(
        self, on_choose: Callable[[object], object], on_enter: Callable[[int], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName("Goals")
        self._goals = OutlineModel()
        self._delegate = OutlineDelegate(self, self._goals)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        painting.watch_focus(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(self._goals)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.chosen.connect(on_choose)
        self.entered.connect(on_enter)

    def show_rows(self, rows: Sequence[OutlineRow]) -> None:
        """Show other goals; the picked one stays picked where it is still there."""
        before, scroll = self.picked(), self.verticalScrollBar().value()
        self._goals.put(rows)
        if before is None or not self.select(before):
            first = next((row.id for row in self._goals.rows if row.goal), None)
            if first is not None:
                self.select(first)
        self.verticalScrollBar().setValue(scroll)
        self._tell()

    def rows(self) -> list[OutlineRow]:
        """What is shown."""
        return list(self._goals.rows)

    def select(self, goal_id: int) -> bool:
        """Pick a goal; False when it is not there or hidden."""
        at = self._goals.place(goal_id)
        if at < 0 or self._goals.rows[at].goal is None:
            return False
        self.setCurrentIndex(self._goals.index(at))
        return True

    def picked(self) -> int | None:
        """The id of the picked goal."""
        at = self.currentIndex().row()
        return self._goals.rows[at].id if 0 <= at < len(self._goals.rows) else None

    def _tell(self) -> None:
        self.chosen.emit(self.picked())

    def _step(self, way: int) -> None:
        """Pick the next goal up or down that is not hidden."""
        rows, at = self._goals.rows, self.currentIndex().row() + way
        while 0 <= at < len(rows) and rows[at].goal is None:
            at += way
        if 0 <= at < len(rows):
            self.setCurrentIndex(self._goals.index(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, or open; letters that mean nothing here are the window's."""
        key, picked = Qt.Key(event.key()), self.picked()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _MOVES:
            self._step(_MOVES[key])
        elif key in _ENTER and picked is not None:
            self.entered.emit(picked)
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens a goal."""
        picked = self.picked()
        if picked is not None and self.indexAt(event.position().toPoint()).isValid():
            self.entered.emit(picked)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse for the hover."""
        self._hover(self.indexAt(event.position().toPoint()).row())

    def viewportEvent(self, event: QEvent) -> bool:
        """Hide the hover when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, at: int) -> None:
        if at != self._delegate.hovered:
            self._delegate.hovered = at
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the goals and the ring."""
        super().paintEvent(event)
        if painting.ringed(self):
            index = self.currentIndex()
            whole = self.visualRect(index) if index.isValid() else self.viewport().rect()
            painter = painting.begin(self.viewport())
            painting.focus_ring(painter, QRectF(whole), 3)
            painter.end()
