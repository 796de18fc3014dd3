"""What every list of rows can do: keys, hover, focus ring, columns that share the width."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from . import painting, theme
from .columns import WHOLE, Column
from .rows import Grid, ListHeader, RowDelegate, Shown

_MOVES = {
    Qt.Key.Key_J: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_K: QAbstractItemView.CursorAction.MoveUp,
}
_HOME = QAbstractItemView.CursorAction.MoveHome
_END = QAbstractItemView.CursorAction.MoveEnd
_BACK = (
    QAbstractItemView.CursorAction.MoveUp,
    QAbstractItemView.CursorAction.MovePageUp,
    _END,
)
_SIDEWAYS = (
    QAbstractItemView.CursorAction.MoveLeft,
    QAbstractItemView.CursorAction.MoveRight,
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# Columns of words give room to a stretching one until it has `_LEAST` px at 100 %; it never gets
# smaller than `_SMALL`.
_LEAST, _SMALL = 260, 96
_SOFT = frozenset({"text", "muted", "two_line"})


class ListView(QTableView):
    """A table without grid whose rows are picked whole; its model says what it shows."""

    def __init__(self, name: str, columns: Sequence[Column[Any]], row: str, side: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._row, self._empty, self._look = row, "", theme.current().look()
        self.grid = Grid(list(columns), side)
        self.header = ListHeader(self.grid, self)
        self.setHorizontalHeader(self.header)
        self.header.sectionClicked.connect(self._header_pressed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        painting.watch_focus(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side_header = self.verticalHeader()
        side_header.hide()
        side_header.setMinimumSectionSize(1)
        side_header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side_header.setDefaultSectionSize(theme.height(row))

    def serve(self, model: QAbstractTableModel, shown: Shown) -> None:
        """Show a model, painted from what `shown` has ready."""
        self._shown = shown
        self._delegate = RowDelegate(self, shown, self.grid)
        self._delegate.header = self.header
        self.setItemDelegate(self._delegate)
        self.setModel(model)

    # What the two kinds of list do differently.

    def _header_pressed(self, column: int) -> None:
        """A column title was pressed."""

    def _entered(self, row: int) -> None:
        """Enter or a double click on a row."""

    def _toggled(self, row: int) -> None:
        """Space or a click on a check box in a row."""

    def copy(self) -> None:
        """Put the picked rows on the clipboard as tab-separated text with titles."""
        QGuiApplication.clipboard().setText(self.as_text())

    def as_text(self) -> str:
        """The picked rows, or all when none is, as tab-separated text with titles."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        lines = ["\t".join(column.title for column in self.grid.columns)]
        for row in rows or range(self.model().rowCount()):
            if self._shown.group(row) is None:
                cells = [self._shown.cell(row, at) for at in range(len(self.grid.columns))]
                lines.append("\t".join(cell.copied if cell else "" for cell in cells))
        return "\n".join(lines)

    # Columns.

    def lay_out(self) -> None:
        """Share the width: fixed columns first, the rest by weight; hide what has no room."""
        wide, window = self.viewport().width(), self.window().width()
        columns, scale = self.grid.columns, theme.current().scale
        seen = [at for at, one in enumerate(columns) if window * 100 >= one.hide_under * scale]
        self.grid.first, self.grid.last = (seen[0], seen[-1]) if seen else (0, 0)
        sizes = {at: self._natural(at) for at in seen}
        weights = {at: columns[at].stretch for at in seen if columns[at].stretch}
        rest = wide - sum(size for at, size in sizes.items() if at not in weights)
        rest += self._give(sizes, sum(self._wanted(at) for at in weights) - rest)
        total = sum(weights.values())
        small = theme.current().px(_SMALL)
        for at, weight in weights.items():
            sizes[at] = max(small, rest * weight // total)
        over = sum(sizes[at] for at in weights) - rest
        for at in sorted(weights, key=lambda one: -sizes[one]):
            # What the narrow ones got as their least comes from the wide ones.
            less = max(0, min(over, sizes[at] - small))
            sizes[at], over = sizes[at] - less, over - less
        if seen and not weights:
            sizes[seen[-1]] += max(0, rest)
        for at in range(len(columns)):
            self.header.setSectionHidden(at, at not in sizes)
            if at in sizes:
                self.header.resizeSection(at, sizes[at])
        # Large words in a small window: what has no room is reached, not lost.
        policy = Qt.ScrollBarPolicy
        over = sum(sizes.values()) > wide + 1
        bar = policy.ScrollBarAsNeeded if over else policy.ScrollBarAlwaysOff
        if bar != self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(bar)

    def _wanted(self, at: int) -> int:
        """What a stretching column may ask of others; with `fit` no more than its words need."""
        column, least = self.grid.columns[at], theme.current().px(_LEAST)
        if not column.fit:
            return least
        metrics = QFontMetricsF(theme.font(self.grid.plain[at].role))
        need = max((metrics.horizontalAdvance(text) for text in self.longest(at)), default=0.0)
        size = max(theme.current().px(_SMALL), int(need + 1) + self.grid.padding(at))
        return min(least, size + len(self.grid.columns))  # what shares lose by rounding down

    def _give(self, sizes: dict[int, int], missing: int) -> int:
        """Take missing px from columns of words, at most two fifths of each; returns the gain.

        A title stays whole: none gets narrower than that.
        """
        soft = [
            at
            for at in sizes
            if self.grid.columns[at].kind in _SOFT and not self.grid.columns[at].stretch
        ]
        spare = {at: max(0, min(sizes[at] * 2 // 5, sizes[at] - self._headed(at))) for at in soft}
        total = sum(spare.values())
        if missing <= 0 or not total:
            return 0
        gained = 0
        for at in soft:
            part = min(spare[at], missing * spare[at] // total)
            sizes[at] -= part
            gained += part
        return gained

    def _natural(self, at: int) -> int:
        """The width of a column in px: what it asks for, or what its figures and title need."""
        column, now = self.grid.columns[at], theme.current()
        least = now.px(column.width) if column.width else 0
        if column.stretch:
            return least
        style = self.grid.plain[at]
        texts = self.longest(at) if column.kind in WHOLE or column.fit else []
        metrics = QFontMetricsF(theme.font(style.role))
        need = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        bold = QFontMetricsF(theme.font("row"))
        need = max([need, *(bold.horizontalAdvance(text) for text in self.sums(at))])
        size = max(least, int(need + 1) + self.grid.padding(at), self._headed(at))
        return min(size, now.px(column.fit)) if column.fit else size

    def _headed(self, at: int) -> int:
        """The least width in px at which the title of a column is whole."""
        title = QFontMetricsF(theme.font("body")).horizontalAdvance(self.grid.columns[at].title)
        return int(title + 1) + self.grid.padding(at)

    def longest(self, at: int) -> list[str]:
        """The texts of a column that might be the widest."""
        return []

    def sums(self, at: int) -> list[str]:
        """The sums that stand under a column in its headings."""
        return []

    # Keys, mouse and focus.

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 -- Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Move by rows, over headings and never onto one."""
        ends = {_HOME: 0, _END: self.model().rowCount() - 1}
        if cursorAction in ends:
            found = self.model().index(ends[cursorAction], 0)
        elif cursorAction in _SIDEWAYS:
            return self.currentIndex()
        else:
            found = super().moveCursor(cursorAction, modifiers)
        if found.row() < 0 or self._shown.group(found.row()) is None:
            return found
        for way in (-1, 1) if cursorAction in _BACK else (1, -1):
            at = found.row()
            while 0 <= at < self.model().rowCount() and self._shown.group(at) is not None:
                at += way
            if 0 <= at < self.model().rowCount():
                return self.model().index(at, found.column())
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K move, Enter opens, Space ticks, Ctrl+C copies, F7 sorts."""
        key, row = Qt.Key(event.key()), self.currentIndex().row()
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if bare and key in _MOVES:
            self.setCurrentIndex(self.moveCursor(_MOVES[key], event.modifiers()))
        elif bare and key in _ENTER and row >= 0:
            self._entered(row)
        elif bare and key == Qt.Key.Key_Space and row >= 0:
            self._toggled(row)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_F7:
            self._sort_on(turn=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif bare and event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _sort_on(self, *, turn: bool) -> None:
        """Sort by the next column that can be sorted by, or turn the order of this one round."""
        columns = self.grid.columns
        able = [
            at
            for at, one in enumerate(columns)
            if one.sort is not None and not self.header.isSectionHidden(at)
        ]
        now = [at for at in able if columns[at].key == self.header.sorted_by]
        if not able:
            return
        if turn and now:
            self._header_pressed(now[0])
        else:
            later = [at for at in able if now and at > now[0]]
            self._header_pressed((later or able)[0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens a row."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._shown.group(index.row()) is None:
            self._entered(index.row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a check box ticks it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if (
            index.isValid()
            and event.button() == Qt.MouseButton.LeftButton
            and self.grid.columns[index.column()].kind == "check"
            and self._shown.group(index.row()) is None
        ):
            self._toggled(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse for the hover."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def viewportEvent(self, event: QEvent) -> bool:
        """Hide the hover when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        before = self._delegate.hovered
        if row != before:
            self._delegate.hovered = row
            for at in (before, row):
                if at >= 0:
                    top, high = self.rowViewportPosition(at), self.rowHeight(at)
                    self.viewport().update(0, top, self.viewport().width(), high)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of a new theme."""
        look = theme.current().look()
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_look", look) != look:
            self._look = look
            self.header.setFixedHeight(theme.height("head"))
            self.verticalHeader().setDefaultSectionSize(theme.height(self._row))
            self.lay_out()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width now that the window is known."""
        super().showEvent(event)
        self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, the words of an empty list, and the ring."""
        super().paintEvent(event)
        empty = self.model().rowCount() == 0 and self._empty
        if not empty and not painting.ringed(self):
            return
        painter = painting.begin(self.viewport())
        if empty:
            if self.accessibleDescription() != empty:
                self.setAccessibleDescription(empty)
            room = QRectF(self.grid.side, 0, self.viewport().width() - 2 * self.grid.side, 40)
            painting.text(painter, room, self._empty, theme.font("meta"), "ink3")
        if painting.ringed(self):
            row = self.currentIndex().row()
            ring = QRectF(self.viewport().rect())
            if row >= 0:
                top, high = self.rowViewportPosition(row), self.rowHeight(row) - 1
                ring = QRectF(0, top, self.viewport().width(), high)
            painting.focus_ring(painter, ring, 3)
        painter.end()
