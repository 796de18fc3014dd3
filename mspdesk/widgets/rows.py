"""The one delegate of all lists, and the header above them."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from . import cells, glyphs, icons, painting, theme
from .columns import Cell, Column, Group

Index = QModelIndex | QPersistentModelIndex
_PICKED = QStyle.StateFlag.State_Selected
SIDE, PAD, NEAR, BAR = 16, 8, 6, 3


class Shown(Protocol):
    """What a delegate and a header need to know about the list they serve."""

    def cell(self, row: int, column: int) -> Cell | None:
        """The formatted cell, or None while it is not there yet."""

    def group(self, row: int) -> Group[Any] | None:
        """The heading in a row, or None for a row of the list itself."""


class Grid:
    """The columns of a list as they stand now: styles, sides and which are first and last."""

    def __init__(self, columns: list[Column[Any]], side: int = SIDE) -> None:
        self.side = side
        self.take(columns)

    def take(self, columns: list[Column[Any]]) -> None:
        """Stand for these columns from now on."""
        self.columns = columns
        self.plain = [cells.Style(column, picked=False) for column in columns]
        self.picked = [cells.Style(column, picked=True) for column in columns]
        self.first, self.last = 0, len(columns) - 1

    def inside(self, rect: QRectF, column: int) -> QRectF:
        """A cell without its padding; the outer ones keep the margin of the page."""
        left, right = self._sides(column)
        return rect.adjusted(left, 0, -right, 0)

    def padding(self, column: int) -> int:
        """Both paddings of a column in px."""
        return sum(self._sides(column))

    def _sides(self, column: int) -> tuple[int, int]:
        """Left and right padding; words may come nearer to the next column than figures."""
        left = self.side if column == self.first else PAD
        near = PAD if self.columns[column].to_right else NEAR
        return left, self.side if column == self.last else near


class RowDelegate(QStyledItemDelegate):
    """Paints every cell of every list."""

    def __init__(self, view: QWidget, shown: Shown, grid: Grid) -> None:
        super().__init__(view)
        self._shown, self._grid = shown, grid
        self.hovered = -1
        self.header: ListHeader | None = None
        self.tone_of: Callable[[int], str] | None = None
        self.heads: Callable[[int], bool] | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: ground, rule, accent bar, content."""
        row, column = index.row(), index.column()
        rect = QRectF(option.rect)
        group = self._shown.group(row)
        if group is not None:
            self._paint_group(painter, rect, group)
            return
        picked = bool(option.state & _PICKED)
        now = theme.current()
        tone = self.tone_of(row) if self.tone_of is not None else ""
        ground = "tint" if picked else f"{tone}_soft" if tone else ""
        head = self.heads is not None and self.heads(row)
        ground = ground or ("sheet" if head or row == self.hovered else "")
        if ground:
            painter.fillRect(rect, now.color(ground))
        foot = QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(foot, now.color("tint2" if picked else "row"))
        if (picked or tone) and column == self._grid.first:
            bar = QRectF(rect.x(), rect.y(), BAR, rect.height() - 1)
            painter.fillRect(bar, now.color(tone or "accent"))
        cell = self._shown.cell(row, column)
        if cell is not None:
            style = (self._grid.picked if picked else self._grid.plain)[column]
            inner = self._grid.inside(rect, column)
            inner.setHeight(inner.height() - 1)
            if head:
                cells.draw(painter, inner, cell.text, ("strong", "ink"), right=style.right)
            else:
                style.paint(painter, inner, cell, style)

    def _paint_group(self, painter: QPainter, rect: QRectF, group: Group[Any]) -> None:
        now = theme.current()
        painter.fillRect(rect, now.color("sheet"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), now.color("line"))
        inner = rect.adjusted(self._grid.side, 0, -self._grid.side, -1)
        end = inner.right() - cells.draw(
            painter, inner, group.right, ("meta", "ink3"), right=True, whole=True
        )
        end = min(end, self._paint_sums(painter, rect, group))
        x = inner.x()
        if group.priority:
            x += glyphs.Glyph.priority(group.priority).paint(painter, x, inner.center().y()) + 10
        room = QRectF(x, inner.y(), max(0.0, end - x - PAD), inner.height())
        x += cells.draw(painter, room, group.title, ("strong", "ink")) + 8
        room.setLeft(min(x, room.right()))
        if room.width() > BAR * PAD:
            cells.draw(painter, room, group.note, ("meta", "ink3"))

    def _paint_sums(self, painter: QPainter, rect: QRectF, group: Group[Any]) -> float:
        """Sums under their own columns; returns where the leftmost begins."""
        end, header = rect.right(), self.header
        if not group.sums or header is None:
            return end
        for at, column in enumerate(self._grid.columns):
            words = group.sums.get(column.key)
            if words and not header.isSectionHidden(at):
                left = header.sectionViewportPosition(at)
                place = QRectF(left, rect.y(), header.sectionSize(at), rect.height() - 1)
                inner = self._grid.inside(place, at)
                cells.draw(painter, inner, words, ("row", "ink"), right=column.to_right, whole=True)
                end = min(end, inner.x())
        return end

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows have one height; nothing is measured."""
        return QSize(0, theme.height("row"))


class ListHeader(QHeaderView):
    """Column titles; those that sort are buttons with a small arrow when they do."""

    def __init__(self, grid: Grid, view: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._grid = grid
        self.sorted_by, self.descending = "", False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setMouseTracking(True)
        self.setFixedHeight(theme.height("head"))

    def show_sort(self, key: str, descending: bool) -> None:
        """Mark the column the list is sorted by; an empty key marks none."""
        self.sorted_by, self.descending = key, descending
        title = next((one.title for one in self._grid.columns if one.key == key), "")
        way = "descending" if descending else "ascending"
        view = self.parentWidget()
        if view is not None:
            view.setAccessibleDescription(f"Sorted by {title}, {way}" if title else "")
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As high as a table header."""
        return QSize(super().sizeHint().width(), theme.height("head"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which titles can be pressed."""
        at = self.logicalIndexAt(event.position().toPoint())
        sorts = at >= 0 and self._grid.columns[at].sort is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if sorts else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 -- Qt's name
        """Draw one title."""
        now = theme.current()
        whole = QRectF(rect)
        painter.fillRect(whole, now.color("paper"))
        painting.across(painter, whole.left(), whole.right(), whole.bottom() - 1, "line")
        column = self._grid.columns[logicalIndex]
        inner = self._grid.inside(whole, logicalIndex).adjusted(0, 0, 0, -2)
        style = ("body", "ink3")
        if column.key != self.sorted_by:
            cells.draw(painter, inner, column.title, style, right=column.to_right, whole=True)
            return
        style = ("body", "ink2")
        size = now.px(12)
        name = "chevron-down" if self.descending else "chevron-up"
        y = int(inner.center().y() - size / 2) + 1
        if column.to_right:
            room = inner.adjusted(0, 0, -size - 2, 0)
            cells.draw(painter, room, column.title, style, right=True, whole=True)
            x = inner.right() - size
        else:
            x = inner.x() + cells.draw(painter, inner, column.title, style, whole=True) + 2
        icons.paint(painter, name, QRectF(int(x), y, size, size), "ink2")
