"""The first column of a wide grid stays in sight, so that a row is known wherever one types."""

from PySide6.QtCore import QModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from . import painting, theme
from .rows import Grid, ListHeader


class FirstHeader(ListHeader):
    """Column titles of which the first one stays while the others move under it."""

    def __init__(self, grid: Grid, view: QTableView) -> None:
        super().__init__(grid, view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the titles, the first one again where it was pushed away."""
        super().paintEvent(event)
        wide = first_width(self._view)
        if wide:
            painter = QPainter(self.viewport())
            self.paintSection(painter, QRect(0, 0, wide, self.height()), 0)
            painting.upright(painter, wide - 1, 0, self.height() - 1, "line2")
            painter.end()


def first_width(view: QTableView) -> int:
    """How wide the first column is in px where it stands over the others; 0 where it need not."""
    moved = view.horizontalScrollBar().value() > 0
    return view.horizontalHeader().sectionSize(0) if moved and view.model() is not None else 0


def paint_first(view: QTableView, painter: QPainter) -> None:
    """Draw the cells of the first column over what was scrolled beneath them."""
    wide, model = first_width(view), view.model()
    if not wide:
        return
    foot = view.viewport().height()
    first, last = view.rowAt(0), view.rowAt(foot - 1)
    last = model.rowCount() - 1 if last < 0 else last
    chosen = view.selectionModel()
    for row in range(max(0, first), last + 1):
        index = model.index(row, 0)
        rect = QRect(0, view.rowViewportPosition(row), wide, view.rowHeight(row))
        painter.fillRect(rect, theme.current().color("paper"))
        option = QStyleOptionViewItem()
        option.rect = rect
        if chosen.isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        view.itemDelegate().paint(painter, option, index)
    end = view.rowViewportPosition(last) + view.rowHeight(last) if last >= 0 else 0
    painting.upright(painter, wide - 1, 0, min(end, foot), "line2")


def index_under(view: QTableView, point: QPoint) -> QModelIndex | None:
    """The cell of the first column at a point where it stands over others, else None."""
    if point.x() >= first_width(view):
        return None
    return view.model().index(view.rowAt(point.y()), 0)


def show_beside(view: QTableView, index: QModelIndex) -> None:
    """Scroll so far that a cell is not under the first column."""
    wide, bar = first_width(view), view.horizontalScrollBar()
    left = view.visualRect(index).left()
    if wide and index.column() > 0 and left < wide:
        bar.setValue(bar.value() - (wide - left))


def refresh_first(view: QTableView) -> None:
    """Draw the first column anew after something changed beneath or in it."""
    wide = first_width(view)
    if wide:
        view.viewport().update(0, 0, wide, view.viewport().height())
