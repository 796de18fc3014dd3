"""Putting the rows of a list into another order: Alt with Up and Down, or dragged."""

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from .boxes import Rule
from .table import Table

_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LEFT = Qt.MouseButton.LeftButton
_EDGE = 10
"""Px from the edge of a list within which dragging scrolls it."""


class Reorder(QObject):
    """Lets people move the rows of a plain list; `on_order` gets all keys in their new order.

    The list shows the new order when it is filled again; where `on_order` refuses, nothing moves.
    """

    def __init__(self, table: Table[Any], on_order: Callable[[list[Any]], object]) -> None:
        super().__init__(table)
        self._table, self._on_order = table, on_order
        self._from, self._start, self._dragging = -1, 0, False
        self._line = Rule("accent")
        self._line.setParent(table.viewport())
        self._line.hide()
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def keys(self) -> list[Hashable]:
        """The keys of the rows as they stand."""
        return [row.id for row in self._table.rows()]

    def move(self, by: int) -> None:
        """Move the picked row up (-1) or down (+1); at the end it stays."""
        row = self._table.selected()
        keys = self.keys()
        if row is None:
            return
        at = keys.index(row.id)
        to = at + by
        if 0 <= to < len(keys):
            self._put(at, to)

    def _put(self, at: int, to: int) -> None:
        keys = self.keys()
        key = keys.pop(at)
        keys.insert(to, key)
        self._on_order(keys)
        self._table.select(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with arrows on the list, a drag on its rows."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            by = _KEYS.get(Qt.Key(event.key())) if alt else None
            if by is not None:
                self.move(by)
            return by is not None
        if isinstance(event, QMouseEvent) and watched is self._table.viewport():
            return self._mouse(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        height = round_down(event.position().y())
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == _LEFT:
            self._from, self._start = self._table.rowAt(height), height
        elif event.type() == QEvent.Type.MouseMove and event.buttons() & _LEFT:
            far = abs(height - self._start) >= QApplication.startDragDistance()
            self._dragging = self._from >= 0 and (self._dragging or far)
            if self._dragging:
                self._roll(height)
                self._show_line(self._gap(height))
            return self._from >= 0
        elif event.type() == QEvent.Type.MouseButtonRelease and self._dragging:
            self._drop(self._gap(height))
            return True
        return False

    def _roll(self, height: int) -> None:
        """Scroll a long list while something is held at its edge."""
        bar, far = self._table.verticalScrollBar(), self._table.viewport().height() - _EDGE
        if height < _EDGE or height > far:
            step = self._table.rowHeight(self._from)
            bar.setValue(bar.value() + (-step if height < _EDGE else step))

    def _gap(self, height: int) -> int:
        """Before which row something dropped at a height would stand."""
        count = len(self._table.rows())
        row = self._table.rowAt(height)
        if row < 0:
            return count if height > 0 else 0
        half = self._table.rowViewportPosition(row) + self._table.rowHeight(row) // 2
        return row + (height >= half)

    def _show_line(self, gap: int) -> None:
        count = len(self._table.rows())
        last = min(gap, count - 1)
        down = self._table.rowViewportPosition(last)
        down += self._table.rowHeight(last) if gap == count else 0
        self._line.setGeometry(0, max(down - 1, 0), self._table.viewport().width(), 2)
        self._line.show()

    def _drop(self, gap: int) -> None:
        at, self._from, self._dragging = self._from, -1, False
        self._line.hide()
        to = gap - (gap > at)
        if to != at:
            self._put(at, to)


def round_down(height: float) -> int:
    """The pixel a pointer is in."""
    return int(height)
