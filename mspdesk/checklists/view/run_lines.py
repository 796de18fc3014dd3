"""The lines of a run as a painted list: one of them open, with its fields inside it.

Where each row stands is counted here, not by Qt: another open line then moves what lies between
the two, and nothing else is laid out or drawn again (B25).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ...widgets import painting, theme
from .run_paint import BOX, MARK, SIDE, TEXT, paint_row
from .run_rows import ROW, HeadRow, Key, LineModel, LineRow, Row

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
_Hint = QAbstractItemView.ScrollHint
_Action = QAbstractItemView.CursorAction
_PAGES = {_Action.MovePageUp: -1, _Action.MovePageDown: 1}


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
        self._hovered = -1
        self._whole = False
        self._tops = [0]
        self._stale = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._settle)
        self._editor: QWidget | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(self.lines)
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
        self._stale = True
        self.lines.put(rows)
        if keep is not None and self.lines.place(keep) >= 0:
            self.setCurrentIndex(self.lines.index(self.lines.place(keep)))
            self._settle()
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
        before = self.lines.line(at)
        more = bool(row.result.state) - bool(before and before.result.state)
        self.lines.set_row(at, row)
        if more:
            self._count(self.lines.head_of(at), more)
        if at != self.open_at:
            self._later()

    def _count(self, at: int, more: int) -> None:
        head = self.lines.rows[at] if at >= 0 else None
        if isinstance(head, HeadRow):
            self.lines.set_row(at, replace(head, done=head.done + more))

    def marked(self) -> int:
        """How many lines are marked, as the headings count them."""
        return sum(one.done for one in self.lines.rows if isinstance(one, HeadRow))

    # --- the open line -----------------------------------------------------------------------

    def open_height(self) -> int:
        """The height of the open line in px."""
        if self._editor is None:
            return theme.current().px(ROW)
        layout = self._editor.layout()
        wide = self.viewport().width() - theme.current().px(TEXT) - SIDE
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(wide)
        return self._editor.sizeHint().height()

    def grow(self, *, whole: bool = False) -> None:
        """The fields of the open line want another height; `whole` brings all of it into sight."""
        if self.open_at >= 0:
            self._whole = self._whole or whole
            self._later()

    def _turn(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._turn_to(current.row())

    def _turn_to(self, at: int) -> None:
        row = self.lines.line(at)
        before, self.open_at = self.open_at, at if row is not None else -1
        if before != self.open_at:
            self.opened.emit(row)
            self._later()

    # --- where the rows stand ----------------------------------------------------------------

    def _later(self) -> None:
        """Some height may differ: count again when somebody asks, or in a moment."""
        self._stale = True
        self._soon.start()

    def _settle(self) -> None:
        """Count where the rows stand, and draw what came to stand elsewhere."""
        if not self._stale:
            return
        self._stale = False
        self._soon.stop()
        before = self._tops
        high = self.open_height() if self.open_at >= 0 else 0
        self._tops = self.lines.tops(self.open_at, high)
        if before[-1] != self._tops[-1]:
            self.updateGeometries()
        self._draw_moved(before)
        self._place()
        if self._whole and self.open_at >= 0:
            self._whole = False
            self.scrollTo(self.lines.index(self.open_at))

    def _draw_moved(self, before: list[int]) -> None:
        """Draw the rows anew that stand elsewhere, or end elsewhere, than before."""
        view, tops = self.viewport(), self._tops
        if len(before) != len(tops):
            view.update()
            return
        moved = [at for at, (old, new) in enumerate(zip(before, tops, strict=True)) if old != new]
        if not moved:
            return
        top = tops[moved[0] - 1]
        last = moved[-1] + 1
        foot = tops[last] if last < len(tops) else max(before[-1], tops[-1])
        view.update(0, top - self.verticalScrollBar().value(), view.width(), foot - top)

    def _rect(self, at: int) -> QRect:
        """Where a row stands in sight."""
        self._settle()
        top = self._tops[at]
        shift = self.verticalScrollBar().value()
        return QRect(0, top - shift, self.viewport().width(), self._tops[at + 1] - top)

    def _at(self, y: int) -> int:
        """The row at so many px from the top of what is in sight, -1 below the last one."""
        self._settle()
        at = bisect_right(self._tops, y + self.verticalScrollBar().value()) - 1
        return at if 0 <= at < len(self._tops) - 1 else -1

    def _place(self) -> None:
        editor = self._editor
        if editor is None:
            return
        if self.open_at < 0:
            editor.hide()
            return
        rect = self._rect(self.open_at)
        left = theme.current().px(TEXT)
        editor.setGeometry(rect.adjusted(left, 0, -SIDE, 0))
        if editor.isHidden():
            editor.show()

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a row stands in sight."""
        known = index.isValid() and index.row() < self.lines.rowCount()
        return self._rect(index.row()) if known else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row below a point."""
        at = self._at(point.y())
        return self.lines.index(at) if at >= 0 else QModelIndex()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible,
    ) -> None:
        """Bring a row into sight; of one that is higher than the list its beginning."""
        if not index.isValid():
            return
        rect, room = self.visualRect(index), self.viewport().height()
        bar = self.verticalScrollBar()
        if rect.y() < 0 or rect.height() > room or hint == _Hint.PositionAtTop:
            bar.setValue(bar.value() + rect.y())
        elif rect.bottom() >= room or hint == _Hint.PositionAtBottom:
            bar.setValue(bar.value() + rect.bottom() + 1 - room)
        elif hint == _Hint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - room // 2)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The row a key of Qt's own goes to: a page up or down."""
        rect, room = self.visualRect(self.currentIndex()), self.viewport().height()
        if action not in _PAGES or rect.isEmpty():
            return self.currentIndex()
        at = self._at(rect.y() + _PAGES[action] * room)
        if at < 0:
            at = 0 if action == _Action.MovePageUp else self.lines.rowCount() - 1
        return self.lines.index(self.lines.line_near(at))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the row a click is on."""
        self.selectionModel().select(self.indexAt(rect.topLeft()), command)

    def dataChanged(
        self,
        first: QModelIndex | QPersistentModelIndex,
        last: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Draw a row that changed; a QListView would lay all of them out again."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def doItemsLayout(self) -> None:
        """Count where the rows stand; Qt asks for it when the rows or the style are others."""
        self._stale = True
        QAbstractItemView.doItemsLayout(self)
        self._settle()

    def updateGeometries(self) -> None:
        """Let the scroll bar be as long as the rows are."""
        QAbstractItemView.updateGeometries(self)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._tops[-1] - room))
        bar.setPageStep(room)
        bar.setSingleStep(theme.current().px(ROW))

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
            self._later()

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
        if px(MARK) - 4 <= point.x() <= px(MARK) + px(BOX) + 4:
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
        self._hover(self._at(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Hide the hover when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, at: int) -> None:
        before, self._hovered = self._hovered, at
        for one in {before, at} - {-1} if before != at else ():
            self.update(self.lines.index(one))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that must be drawn, and the ring around the open one."""
        self._settle()
        painter = painting.begin(self.viewport())
        asked, area = event.region(), event.rect()
        at = max(0, self._at(area.top()))
        while at < self.lines.rowCount() and (rect := self._rect(at)).top() <= area.bottom():
            if asked.intersects(rect):
                opened, hovered = at == self.open_at, at == self._hovered
                row = self.lines.rows[at]
                paint_row(painter, QRectF(rect), row, opened=opened, hovered=hovered)
            at += 1
        painting.ring_row(painter, self)
        painter.end()
