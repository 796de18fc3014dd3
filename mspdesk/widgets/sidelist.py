"""The rows of a side list: two lines or one, under headings, with something at the right."""

from collections.abc import Hashable, Sequence
from dataclasses import field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..rows import dataclass
from . import cells, theme
from .glyphs import Glyph
from .safe import one_line, plain_tip

K = TypeVar("K", bound=Hashable)
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PICKED = QStyle.StateFlag.State_Selected
_LEFT, _RIGHT = 16, 18


@dataclass(frozen=True, slots=True)
class Pick(Generic[K]):
    """One row: title and text at the left; a sign, or up to two short lines, at the right.

    `lead` are words before the text in an ink of their own, `mark` a small sign behind it; `hint`
    is said where one points at the row.
    """

    key: K
    title: str
    text: str = ""
    right: str = ""
    right_top: str = ""
    glyph: Glyph | None = None
    color: str = ""
    lead: str = ""
    lead_color: str = ""
    mark: Glyph | None = None
    hint: str = ""

    def words(self) -> str:
        """The row as read aloud."""
        sign = self.glyph.words if self.glyph is not None else ""
        lead = self.hint or self.lead
        parts = (self.title, lead, self.text, self.right_top, self.right, sign)
        return ", ".join(one_line(part) for part in parts if part)


@dataclass(frozen=True, slots=True)
class PickGroup(Generic[K]):
    """Rows under a heading."""

    title: str
    right: str = ""
    picks: Sequence[Pick[K]] = field(default_factory=tuple)


class PickModel(QAbstractListModel, Generic[K]):
    """Headings and rows in one list; only rows can be picked."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Pick[K] | PickGroup[K]] = []

    def put(self, entries: list[Pick[K] | PickGroup[K]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def pick(self, at: int) -> Pick[K] | None:
        """The row at a place, None for a heading or nothing."""
        entry = self.entries[at] if 0 <= at < len(self.entries) else None
        return entry if isinstance(entry, Pick) else None

    def place(self, key: Hashable) -> int:
        """Where a key stands, -1 when it does not."""
        for at, entry in enumerate(self.entries):
            if isinstance(entry, Pick) and entry.key == key:
                return at
        return -1

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Headings and rows."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = 0) -> Any:
        """What is seen, and what readers say."""
        entry = self.entries[index.row()]
        if role == 0:
            return one_line(entry.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(entry, Pick):
                return entry.words()
            return one_line(f"{entry.title}, {entry.right}" if entry.right else entry.title)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, Pick) and entry.hint:
            return plain_tip(entry.hint)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be picked."""
        if self.pick(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PickDelegate(QStyledItemDelegate):
    """Paints the rows of a side list."""

    def __init__(self, view: QWidget, model: PickModel[Any], lines: int) -> None:
        super().__init__(view)
        self._model, self._lines = model, lines
        self.hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines, one line or a heading."""
        if self._model.pick(index.row()) is None or self._lines == 1:
            return QSize(80, theme.height("group"))
        return QSize(80, theme.height("two_line"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a row."""
        rect = QRectF(option.rect)
        pick = self._model.pick(index.row())
        if pick is None:
            self._heading(painter, rect, index.row())
            return
        now = theme.current()
        picked = bool(option.state & _PICKED)
        if picked or index.row() == self.hovered:
            painter.fillRect(rect, now.color("tint" if picked else "sunk"))
        if self._lines > 1:
            foot = QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1)
            painter.fillRect(foot, now.color("tint2" if picked else "row"))
        if picked:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), now.color("accent"))
        self._row(painter, rect.adjusted(_LEFT, 0, -_RIGHT, -1), pick, picked)

    def _row(self, painter: QPainter, room: QRectF, pick: Pick[Any], picked: bool) -> None:
        px = theme.current().px
        if pick.glyph is not None:
            size = px(pick.glyph.size)
            pick.glyph.paint(painter, room.right() - size, room.center().y())
            room.setRight(room.right() - size - 10)
        quiet = "ink2" if picked else "ink3"
        if self._lines == 1 or not pick.text:
            wide = cells.draw(painter, room, pick.right, ("meta", pick.color or quiet), right=True)
            room.setRight(room.right() - wide - (8 if wide else 0))
            role = "row" if picked or self._lines > 1 else "body"
            ink = "ink" if picked or self._lines > 1 else "ink2"
            cells.draw(painter, room, one_line(pick.title), (role, ink))
            return
        half, middle = px(17), room.center().y()
        upper = QRectF(room.x(), middle - half, room.width(), half)
        lower = QRectF(room.x(), middle - 0.6, room.width(), half)
        wide = cells.draw(painter, upper, pick.right_top, ("body", "ink2"), right=True)
        upper.setRight(upper.right() - wide - (8 if wide else 0))
        style = ("meta" if pick.right_top else "label", pick.color or "ink2")
        wide = cells.draw(painter, lower, pick.right, style, right=True)
        lower.setRight(lower.right() - wide - (8 if wide else 0))
        cells.draw(painter, upper, one_line(pick.title), ("row", "ink"))
        if pick.mark is not None:
            size = px(pick.mark.size)
            pick.mark.paint(painter, lower.right() - size, lower.center().y())
            lower.setRight(lower.right() - size - 8)
        if pick.lead:
            lead = f"{one_line(pick.lead)}  ·  " if pick.text else one_line(pick.lead)
            wide = cells.draw(painter, lower, lead, ("meta", pick.lead_color or quiet))
            lower.setLeft(lower.left() + wide)
        words = one_line(pick.text).replace(" · ", "  ·  ")
        cells.draw(painter, lower, words, ("meta", quiet))

    def _heading(self, painter: QPainter, rect: QRectF, at: int) -> None:
        group = self._model.entries[at]
        if not isinstance(group, PickGroup):
            return
        room = rect.adjusted(_LEFT, 0, -_RIGHT + 2, -1)
        wide = cells.draw(painter, room, one_line(group.right), ("meta", "ink3"), right=True)
        room.setRight(room.right() - wide - (8 if wide else 0))
        cells.draw(painter, room, one_line(group.title), ("strong", "ink"))
        if self._lines > 1:
            foot = QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1)
            painter.fillRect(foot, theme.current().color("line"))
