"""Choosing: from a short list, or from thousands by typing a few letters."""

from collections.abc import Callable, Hashable, Sequence
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
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ..errors import UserError
from ..rows import dataclass
from . import icons, painting, theme
from .boxes import beside
from .fields import Entry, LineEntry
from .glyphs import Glyph
from .overlay import Overlay
from .safe import one_line

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PICKED = QStyle.StateFlag.State_Selected


class Combo(QComboBox):
    """A short list that opens below; painted like every other field."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)
        self.view().setItemDelegate(_Choice(self.view()))
        self.view().setAccessibleName("Choices")

    def sizeHint(self) -> QSize:
        """As high as an input."""
        words = [self.itemText(at) for at in range(self.count())]
        wide = max((painting.width_of(text, theme.font("body")) for text in words), default=80)
        return QSize(min(wide, 320) + theme.current().px(40), theme.height("input"))

    def minimumSizeHint(self) -> QSize:
        """Long choices may be cut."""
        return QSize(theme.current().px(72), theme.height("input"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page does not change a choice."""
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field."""
        painter = painting.begin(self)
        whole = QRectF(self.rect())
        wrong, on = bool(self.property("wrong")), self.isEnabled()
        fill = "red_soft" if wrong else "paper" if on else "sunk"
        painting.box(painter, whole, 6, fill, "red" if wrong else "edge" if on else "line2")
        if self.hasFocus():
            painting.focus_ring(painter, whole, 6, "red" if wrong else "accent")
        size = theme.current().px(14)
        room = whole.adjusted(11, 0, -size - 14, 0)
        words = self.currentText() or self.placeholderText()
        ink = "ink" if self.currentText() and on else "ink3"
        painting.text(painter, room, words, theme.font("body"), ink)
        at = QRectF(self.width() - size - 9, (self.height() - size) // 2, size, size)
        icons.paint(painter, "chevron-down", at, "ink2")


class _Choice(QStyledItemDelegate):
    """One line of an open list."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the words."""
        rect = QRectF(option.rect)
        picked = bool(option.state & _PICKED)
        painter.fillRect(rect, theme.current().color("tint" if picked else "paper"))
        words = str(index.data(0) or "")
        ink = "accent" if picked else "ink"
        painting.text(painter, rect.adjusted(11, 0, -8, 0), words, theme.font("body"), ink)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A compact row."""
        return QSize(80, theme.height("compact"))


def with_held(
    options: Sequence[tuple[Hashable, str]], value: Hashable, words: str
) -> list[tuple[Hashable, str]]:
    """Options and, at their end, the one that is held and offered no more, so that it stays."""
    offered = list(options)
    known = value is None or any(one == value for one, _text in offered)
    return offered if known else [*offered, (value, words)]


class ChoiceEntry(Entry):
    """One of a few; the value is that of the chosen option, None where nothing is chosen."""

    def __init__(
        self,
        options: Sequence[tuple[Hashable, str]] = (),
        placeholder: str = "",
        name: str = "",
        *,
        width: int = 0,
    ) -> None:
        super().__init__()
        self.combo = Combo()
        self.field = self.combo
        self._options: list[tuple[Hashable, str]] = []
        self.combo.setPlaceholderText(one_line(placeholder))
        self.combo.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.combo.left.connect(self.left)
        self.combo.activated.connect(lambda _at: self.committed.emit())
        self.setFocusProxy(self.combo)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        beside(self, self.combo, gap=0)
        if width:
            self.setFixedWidth(theme.current().px(width))
        self.set_options(options)
        if name:
            self.name_it(name)

    def name_it(self, name: str) -> None:
        """Say what is chosen; a combo box also needs an object name to be driven by."""
        super().name_it(name)
        self.combo.setObjectName("combo_" + one_line(name).lower().replace(" ", "_"))

    def set_options(self, options: Sequence[tuple[Hashable, str]]) -> None:
        """Offer other options; a choice that is still offered stays."""
        before = self.value()
        self._options = list(options)
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems([one_line(text) for _value, text in self._options])
        self.combo.blockSignals(False)
        self.set_value(before)

    def value(self) -> Any:
        """The value of the chosen option."""
        at = self.combo.currentIndex()
        return self._options[at][0] if 0 <= at < len(self._options) else None

    def set_value(self, value: Hashable) -> None:
        """Choose an option by its value; an unknown one chooses nothing."""
        values = [option for option, _text in self._options]
        self.combo.setCurrentIndex(values.index(value) if value in values else -1)

    def text(self) -> str:
        """The words of the chosen option."""
        return self.combo.currentText()

    def shown(self, value: Any) -> str:
        """The words of an option; raises ValueError for a value that is not on offer."""
        for option, words in self._options:
            if option == value:
                return one_line(words)
        raise ValueError(value)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that answers to what was typed."""

    value: Hashable
    text: str
    note: str = ""
    glyph: Glyph | None = None


class _FoundModel(QAbstractListModel):
    """What was found."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []

    def put(self, found: Sequence[Found]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.found = list(found)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many were found."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = 0) -> Any:
        """What is seen, and what readers say."""
        one = self.found[index.row()]
        if role == 0:
            return one_line(one.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one_line(f"{one.text}, {one.note}" if one.note else one.text)
        return None


class _FoundDelegate(QStyledItemDelegate):
    """One line of what was found: sign, words, a note."""

    def __init__(self, view: QWidget, model: _FoundModel) -> None:
        super().__init__(view)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line."""
        one = self._model.found[index.row()]
        rect = QRectF(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & _PICKED:
            painting.box(painter, rect, 5, "tint")
        room = rect.adjusted(10, 0, -10, 0)
        if one.glyph is not None:
            taken = one.glyph.paint(painter, room.x(), room.center().y())
            room.setLeft(room.x() + taken + 8)
        wide = painting.text(painter, room, one_line(one.text), theme.font("row"), "ink")
        room.setLeft(room.x() + wide + 10)
        if one.note and room.width() > _LEAST_NOTE:
            painting.text(painter, room, one_line(one.note), theme.font("meta"), "ink3")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A list row."""
        return QSize(80, theme.height("card"))


_LEAST_NOTE = 24
_AT_ONCE = 8


class LookupEntry(LineEntry):
    """One of many, found by typing; Down and Up move, Enter or Tab takes, Esc closes.

    `find` answers each keystroke with at most a few dozen rows, best first; it is also asked
    with an empty text, for what to offer before anything is typed.
    """

    picked = Signal(object)

    def __init__(
        self,
        find: Callable[[str], Sequence[Found]],
        placeholder: str = "",
        name: str = "",
        *,
        width: int = 0,
    ) -> None:
        super().__init__(placeholder, name, width=width)
        self._find = find
        self._taken: Found | None = None
        self._found = _FoundModel()
        self._list = QListView()
        self._list.setAccessibleName("Found")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setModel(self._found)
        self._list.setItemDelegate(_FoundDelegate(self._list, self._found))
        self._list.clicked.connect(lambda index: self._take(index.row()))
        self._sheet = Overlay(self, self._list)
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.installEventFilter(self)

    def value(self) -> Any:
        """The value of what was taken, None when empty; raises UserError for loose words."""
        if self.is_empty():
            return None
        if self._taken is None:
            raise UserError("Choose one from the list.")
        return self._taken.value

    def set_value(self, value: Found | None) -> None:
        """Show something found elsewhere."""
        self._taken = value
        self.line.setText(one_line(value.text) if value is not None else "")
        self.line.setCursorPosition(0)

    def taken(self) -> Found | None:
        """What was taken, with its words."""
        return self._taken

    def shown(self, value: object) -> str:
        """The words of what was taken."""
        return one_line(self._taken.text) if self._taken is not None else self.text()

    def offered(self) -> list[str]:
        """The words on offer now; empty while the list is closed."""
        return [one.text for one in self._found.found] if self._sheet.isVisible() else []

    def _typed(self) -> None:
        self._taken = None
        self._offer(self.text().strip())

    def _offer(self, text: str) -> None:
        found = list(self._find(text))
        self._found.put(found)
        if not found:
            self._sheet.hide()
            return
        high = min(len(found), _AT_ONCE) * theme.height("card") + 12
        self._sheet.open_at(max(self.width(), theme.current().px(320)), high)
        if text:
            self._list.setCurrentIndex(self._found.index(0))

    def _take(self, row: int) -> None:
        if not 0 <= row < len(self._found.found):
            return
        self.set_value(self._found.found[row])
        self.line.end(False)
        self._sheet.hide()
        self.picked.emit(self._taken)

    def _move(self, way: int) -> None:
        if not self._sheet.isVisible():
            self._offer(self.text().strip())
            return
        row = self._list.currentIndex().row() + way
        if 0 <= row < len(self._found.found):
            self._list.setCurrentIndex(self._found.index(row))

    def _leave(self) -> None:
        """Take the only thing that answers to the words; then the field is left."""
        self._sheet.hide()
        words = one_line(self.text()).casefold()
        if self._taken is None and words:
            same = [
                one for one in self._find(self.text()) if one_line(one.text).casefold() == words
            ]
            if len(same) == 1:
                self.set_value(same[0])
                self.picked.emit(self._taken)
        self.left.emit()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Move in the list, take from it or close it while the field keeps the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key, open_now = Qt.Key(event.key()), self._sheet.isVisible()
        row = self._list.currentIndex().row() if open_now else -1
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self._take(row)
            return True
        if key == Qt.Key.Key_Tab and row >= 0 and not self.is_empty():
            self._take(row)
            return False
        if key == Qt.Key.Key_Escape and open_now:
            self._sheet.hide()
            return True
        return False
