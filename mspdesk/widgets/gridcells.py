"""How the cells of an edit grid look, and what stands over one while somebody types in it."""

from collections.abc import Callable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from . import cells, glyphs, icons, painting, theme
from .choice import Found, LookupEntry
from .dateentry import DateEntry
from .fields import Entry, NoteEntry, TextEntry
from .gridfields import GridField
from .gridrows import GridRows
from .rows import PAD
from .safe import one_line

Index = QModelIndex | QPersistentModelIndex
_PICKED = QStyle.StateFlag.State_Selected
HEAD = 30
_CORNER, _OFFERED = 6, 40
YES, NO = "Yes", "No"


class GridDelegate(QStyledItemDelegate):
    """Paints a cell: its words, what is wrong with it, the row that is still empty."""

    def __init__(self, view: QWidget, rows: GridRows) -> None:
        super().__init__(view)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        row, column, rows, now = index.row(), index.column(), self._rows, theme.current()
        rect = QRectF(option.rect)
        wrong = rows.wrong(row, column)
        picked = bool(option.state & _PICKED)
        ground = "red_soft" if wrong else "tint" if picked else ""
        ground = ground or ("sheet" if rows.is_new(row) else "")
        if ground:
            painter.fillRect(rect, now.color(ground))
        edge = now.color("tint2" if picked else "row")
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), edge)
        painter.fillRect(QRectF(rect.right() - 1, rect.y(), 1, rect.height()), edge)
        if wrong:
            self._mark(painter, rect)
        field, text = rows.fields[column], rows.text(row, column)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        if field.kind == "flag" and not wrong:
            self._flag(painter, inner, text, rows.draft(row) is not None or not rows.is_new(row))
            return
        if not text and column == 0 and rows.draft(row) is None and rows.is_new(row):
            cells.draw(painter, inner, "Type or paste here", ("body", "ink3"))
            return
        role = "row" if column == 0 else "body"
        ink = "red" if wrong else "ink"
        cells.draw(painter, inner, one_line(text), (role, ink), right=field.kind == "number")

    def _flag(self, painter: QPainter, rect: QRectF, text: str, there: bool) -> None:
        if not there:
            return
        side = theme.current().px(16)
        place = QRectF(int(rect.x()), int(rect.center().y() - side / 2 + 0.5), side, side)
        glyphs.paint_check(painter, place, text.casefold() == YES.casefold())

    def _mark(self, painter: QPainter, rect: QRectF) -> None:
        """A red corner, so that the cell is told apart without colour as well."""
        right, top = rect.right() - 1, rect.top()
        corner = [QPointF(right - _CORNER, top), QPointF(right, top), QPointF(right, top + _CORNER)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().brush("red"))
        painter.drawPolygon(QPolygonF(corner))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows have one height; nothing is measured."""
        return QSize(0, theme.height("card"))


class RowHead(QHeaderView):
    """Where a whole row is picked: a plus at the new one, a sign where something is wrong."""

    def __init__(self, rows: GridRows, view: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._rows = rows
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setDefaultSectionSize(theme.height("card"))
        self.setFixedWidth(theme.current().px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 -- Qt's name
        """Draw the head of one row."""
        whole, now, rows = QRectF(rect), theme.current(), self._rows
        picked = self.selectionModel().isRowSelected(logicalIndex, QModelIndex())
        painter.fillRect(whole, now.color("tint" if picked else "sheet"))
        foot = QRectF(whole.x(), whole.bottom() - 1, whole.width(), 1)
        painter.fillRect(foot, now.color("row"))
        painter.fillRect(QRectF(whole.right() - 1, whole.y(), 1, whole.height()), now.color("line"))
        wrong = any(one.wrong for one in rows.standing(logicalIndex).values())
        fresh = rows.is_new(logicalIndex)
        sign = "circle-alert" if wrong else "plus" if fresh else ""
        if sign:
            size = now.px(14)
            x, y = whole.center().x() - size / 2, whole.center().y() - size / 2
            square = QRectF(int(x), int(y) + 1, size, size)
            icons.paint(painter, sign, square, "red" if wrong else "ink3")
        elif rows.draft(logicalIndex) is None:
            label = str(logicalIndex + 1)
            font = theme.font("caption")
            painting.text(
                painter, whole.adjusted(0, 0, -1, 0), label, font, "ink3", painting.CENTER
            )


def editor_of(field: GridField) -> Entry:
    """Something to type into for a cell of this kind."""
    if field.kind == "words":
        return NoteEntry(lines=4)
    if field.kind == "date":
        return DateEntry()
    if field.kind in ("choice", "flag"):
        return LookupEntry(finder_of(field))
    return TextEntry()


def finder_of(field: GridField) -> Callable[[str], list[Found]]:
    """Finds the choices of a field by the letters typed: those that begin with them first."""
    options = field.options() or ((True, YES), (False, NO))

    def find(text: str) -> list[Found]:
        wanted = text.casefold().strip()
        seen = [(words.casefold(), value, words) for value, words in options if words]
        # What stands there already leads the whole list, so that others can be chosen from it.
        exact = [one for one in seen if one[0] == wanted]
        sought = "" if exact and len(options) <= _OFFERED else wanted
        found = [one for one in seen if sought in one[0] and one not in exact]
        found.sort(key=lambda one: not one[0].startswith(sought))
        found = [*exact, *found]
        return [Found(value, words) for _key, value, words in found[:_OFFERED]]

    return find
