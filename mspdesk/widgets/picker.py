"""The side list that chooses what a page shows, and the page shapes built on it."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QVBoxLayout,
    QWidget,
)

from . import painting, theme
from .boxes import STRETCH, lead_focus, row
from .buttons import IconButton
from .fields import FindLine
from .safe import Label, one_line
from .sidelist import Pick, PickDelegate, PickGroup, PickModel
from .splitter import CanvasInspector, ListDetail, PickerPage, RememberedSplitter

__all__ = [
    "CanvasInspector",
    "ListDetail",
    "Pick",
    "PickGroup",
    "Picker",
    "PickerPage",
    "RememberedSplitter",
]

K = TypeVar("K", bound=Hashable)
_MOVES = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SideList(QListView):
    """The rows; moves over headings, hovers, rings."""

    entered = Signal()

    def __init__(self, name: str, model: PickModel[Any], lines: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._rows = model
        self._delegate = PickDelegate(self, model, lines)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("k", "side")
        self.setMouseTracking(True)
        painting.watch_focus(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(model)
        self.setItemDelegate(self._delegate)

    def step(self, way: int) -> None:
        """Pick the next row up or down, over headings."""
        at = self.currentIndex().row() + way
        while 0 <= at < self._rows.rowCount() and self._rows.pick(at) is None:
            at += way
        if 0 <= at < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J, K and the arrows move, Enter goes to the page."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _MOVES:
            self.step(_MOVES[key])
        elif key in _ENTER:
            self.entered.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

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
        """Draw the rows and the ring."""
        super().paintEvent(event)
        painter = painting.begin(self.viewport())
        painting.ring_row(painter, self)
        painter.end()


class Picker(QWidget, Generic[K]):
    """A side list with title, count, a plus and a search field; choosing a row calls `on_select`.

    Typing filters the rows by their words, or calls `find` where the rows come from elsewhere.
    Down or Enter in the search field goes to the rows.
    """

    selected_pick = Signal(object)
    add_wanted = Signal()

    def __init__(
        self,
        name: str,
        title: str = "",
        placeholder: str = "",
        on_select: Callable[[Any], object] | None = None,
        on_add: Callable[[], object] | None = None,
        *,
        lines: int = 2,
        find: Callable[[str], object] | None = None,
        add_name: str = "",
        on_enter: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._find = find
        self._groups: list[PickGroup[K]] = []
        self._told: Hashable = None
        self._model: PickModel[K] = PickModel()
        self._title, self._count = Label(title, "title"), Label("", "body", "ink3")
        add = IconButton("plus", add_name or f"Add to {one_line(title or name).lower()}", on_add)
        self.search = FindLine(placeholder, placeholder or f"Find in {name}")
        self.search.textEdited.connect(self._typed)
        self.search.installEventFilter(self)
        self.rows = SideList(name, self._model, lines)
        self.rows.selectionModel().currentRowChanged.connect(self._changed)
        if on_enter is not None:
            self.rows.entered.connect(on_enter)
        if on_select is not None:
            self.selected_pick.connect(on_select)
        if on_add is not None:
            self.add_wanted.connect(on_add)
        head = row(self._title, 2, self._count, STRETCH, add, margin=(16, 0, 8, 0))
        head.setFixedHeight(theme.height("toolbar"))
        field = row(self.search, margin=(12, 2, 12, 8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(field)
        for part, wanted in ((head, title), (field, placeholder), (add, on_add)):
            if not wanted:
                part.hide()
        layout.addWidget(self.rows, 1)
        lead_focus(self, self.rows)
        self.setMinimumWidth(theme.current().px(170))

    # Filling and asking.

    def show_picks(self, picks: Sequence[Pick[K]]) -> None:
        """Show these rows without headings; the chosen one stays."""
        self.show_groups([PickGroup("", "", picks)])

    def show_groups(self, groups: Sequence[PickGroup[K]]) -> None:
        """Show rows under headings; the chosen one stays."""
        self._groups = list(groups)
        self._fill()

    def select(self, key: Hashable) -> bool:
        """Choose a row by its key; False when it is not there."""
        at = self._model.place(key)
        if at >= 0:
            self.rows.setCurrentIndex(self._model.index(at))
        return at >= 0

    def select_first(self) -> bool:
        """Choose the first row; False when there is none."""
        keys = self.keys()
        return bool(keys) and self.select(keys[0])

    def selected_key(self) -> K | None:
        """The key of the chosen row, None when there is none."""
        pick = self._model.pick(self.rows.currentIndex().row())
        return pick.key if pick is not None else None

    def keys(self) -> list[K]:
        """The keys in sight, from top to bottom."""
        return [entry.key for entry in self._model.entries if isinstance(entry, Pick)]

    def titles(self) -> list[str]:
        """The titles in sight, from top to bottom."""
        return [entry.title for entry in self._model.entries if isinstance(entry, Pick)]

    def headings(self) -> list[str]:
        """The headings in sight."""
        return [entry.title for entry in self._model.entries if isinstance(entry, PickGroup)]

    def set_count(self, count: int | str) -> None:
        """Say how many there are beside the title."""
        self._count.set_text(str(count))

    def filter(self, text: str) -> None:
        """Type into the search field."""
        self.search.setText(text)
        self._typed(text)

    # Inside.

    def _typed(self, text: str) -> None:
        if self._find is not None:
            self._find(text)
        else:
            self._fill()

    def _fill(self) -> None:
        words = [] if self._find is not None else self.search.text().casefold().split()
        entries: list[Pick[K] | PickGroup[K]] = []
        for group in self._groups:
            seen = [pick for pick in group.picks if _answers(pick, words)]
            if group.title and (seen or not words):
                entries.append(group)
            entries.extend(seen)
        before = self.selected_key()
        scroll = self.rows.verticalScrollBar().value()
        self._model.put(entries)
        if before is not None:
            self.select(before)
        self.rows.verticalScrollBar().setValue(scroll)

    def _changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        pick = self._model.pick(current.row())
        if pick is not None and pick.key != self._told:
            self._told = pick.key
            self.selected_pick.emit(pick.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go from the search field to the rows, Esc empties it."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, *_ENTER):
            if self._model.place(self.selected_key()) < 0 or key in _ENTER:
                self.select_first()
            self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if key == Qt.Key.Key_Escape and self.search.text():
            self.filter("")
            return True
        return False

    def takes_back(self, event: QKeyEvent) -> bool:
        """Whether Esc was pressed in the page beside it, which brings the keyboard to the rows."""
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and (focused is self or self.isAncestorOf(focused))
        if event.key() != Qt.Key.Key_Escape or (inside and focused is not self.search):
            return False
        if not self.keys():
            return False
        self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the side list's ground."""
        painting.begin(self).fillRect(self.rect(), theme.current().color("sheet"))


def _answers(pick: Pick[Any], words: Sequence[str]) -> bool:
    """Whether every word typed stands somewhere in a row."""
    text = f"{pick.title} {pick.text} {pick.right} {pick.right_top}".casefold()
    return all(word in text for word in words)
