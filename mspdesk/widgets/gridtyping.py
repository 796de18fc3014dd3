"""Typing in one cell of a grid: what lies over it meanwhile, and the keys that end it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView

from . import theme
from .choice import LookupEntry
from .dateentry import DateEntry
from .fields import Entry, LineEntry, NoteEntry
from .gridcells import editor_of
from .gridrows import GridRows

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_UPRIGHT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LEAST = 90


class CellTyping(QObject):
    """The field over a cell while somebody types there.

    `on_typed(row, column, text)` gets what was typed; `on_ended(way, kind)` says which key ended
    it: tab, enter, upright or escape, and whether it leads on (1) or back (-1).
    """

    def __init__(
        self,
        view: QTableView,
        rows: GridRows,
        on_typed: Callable[[int, int, str], object],
        on_ended: Callable[[int, str], object],
    ) -> None:
        super().__init__(view)
        self._view, self._rows = view, rows
        self._on_typed, self._on_ended = on_typed, on_ended
        self.entry: Entry | None = None
        self._at = QPersistentModelIndex()

    def open(self, index: QModelIndex, text: str) -> None:
        """Lay a field over a cell and put words into it."""
        field = self._rows.fields[index.column()]
        self._view.scrollTo(index)
        entry = self.entry = editor_of(field)
        self._at = QPersistentModelIndex(index)
        entry.setParent(self._view.viewport())
        where = "new row" if self._rows.is_new(index.row()) else f"row {index.row() + 1}"
        entry.name_it(f"{field.label}, {where}")
        if isinstance(entry, LineEntry):
            entry.set_text(text)
            entry.line.selectAll()
        else:
            entry.set_value(text)
        entry.field.installEventFilter(self)
        entry.left.connect(lambda: self._leave(entry))
        self.place()
        entry.show()
        entry.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Lie over the cell, wherever it was scrolled to."""
        if self.entry is None:
            return
        at = self._rows.index(self._at.row(), self._at.column())
        rect, high = self._view.visualRect(at), self.entry.sizeHint().height()
        if isinstance(self.entry, NoteEntry):
            top = min(rect.y(), max(0, self._view.viewport().height() - high))
            self.entry.setGeometry(rect.x(), top, rect.width(), high)
        else:
            top = rect.y() + (rect.height() - 1 - high) // 2
            wide = max(rect.width() - 1, theme.current().px(_LEAST))
            self.entry.setGeometry(rect.x(), top, wide, high)

    def move_to(self, index: QModelIndex) -> None:
        """Belong to another place, because the row stands there now."""
        self._at = QPersistentModelIndex(index)
        self.place()

    def text(self) -> str:
        """What was typed so far."""
        return self.entry.text().strip() if self.entry is not None else ""

    def row(self) -> int:
        """The row that is typed into."""
        return self._at.row()

    def column(self) -> int:
        """The column that is typed into."""
        return max(0, self._at.column())

    def close(self, *, back: bool = True) -> None:
        """Hand over what was typed."""
        if self.entry is not None:
            row, column, text = self._at.row(), self._at.column(), self.text()
            self.drop(back=back)
            self._on_typed(row, column, text)

    def drop(self, *, back: bool = True) -> None:
        """Take the field away and hand over nothing; with `back` the grid gets the keyboard."""
        entry, self.entry = self.entry, None
        if entry is not None:
            entry.field.removeEventFilter(self)
            if back:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            entry.hide()
            entry.deleteLater()

    def offer(self) -> None:
        """Open the choices or the calendar of the cell."""
        if isinstance(self.entry, DateEntry):
            self.entry.open_calendar()
        elif isinstance(self.entry, LookupEntry):
            plain = Qt.KeyboardModifier.NoModifier
            down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, plain)
            QApplication.sendEvent(self.entry.line, down)

    def _leave(self, entry: Entry) -> None:
        """The keyboard went elsewhere by itself: keep what was typed."""
        if entry is self.entry:
            self.close(back=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that end the typing in a cell."""
        entry = self.entry
        if (
            entry is not None
            and watched is entry.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            return self._ends(entry, event)
        return False

    def _ends(self, entry: Entry, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        listed = isinstance(entry, LookupEntry) and bool(entry.offered())
        if key == Qt.Key.Key_Escape and not listed:
            self.drop()
            self._on_ended(0, "escape")
            return True
        if key in TABS or key in ENTER:
            if isinstance(entry, NoteEntry) and key in ENTER and held & (_ALT | _SHIFT):
                entry.sheet.insertPlainText("\n")
                return True
            if listed and isinstance(entry, LookupEntry):
                entry.eventFilter(entry.line, event)
            self.close()
            back = key == Qt.Key.Key_Backtab or (key in ENTER and bool(held & _SHIFT))
            self._on_ended(-1 if back else 1, "enter" if key in ENTER else "tab")
            return True
        plain = not held & ~Qt.KeyboardModifier.KeypadModifier
        if key in _UPRIGHT and plain and not isinstance(entry, NoteEntry | LookupEntry):
            self.close()
            self._on_ended(_UPRIGHT[key], "upright")
            return True
        return False
