"""Ctrl+K: find anything, go anywhere, do something, without a window of its own."""

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..rows import dataclass
from . import cells, glyphs, icons, keycap, painting, theme
from .boxes import STRETCH, Rule, row
from .fields import Line
from .keycap import KeyCap
from .safe import Label, one_line

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PICKED = QStyle.StateFlag.State_Selected
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES_OR_TAKES = (
    *_ENTER,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
)
WIDTH, TOP, PAUSE_MS = 640, 97, 60
_ROW, _HEAD, _SEARCH, _FOOT = 36, 24, 54, 38


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One thing to go to or to do; `beside` opens it without leaving what is shown."""

    key: str
    title: str
    note: str = ""
    glyph: glyphs.Glyph | None = None
    keycap: str = ""
    run: Callable[[], object] | None = None
    beside: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class PaletteGroup:
    """What was found of one kind."""

    title: str
    items: Sequence[PaletteItem] = field(default_factory=tuple)


Provider = Callable[[str], Sequence[PaletteGroup]]
Entry = str | PaletteItem


class _Model(QAbstractListModel):
    """Headings and items in one list; only items can be picked."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def put(self, groups: Sequence[PaletteGroup]) -> None:
        """Show other groups; empty ones are left out."""
        self.beginResetModel()
        self.entries = []
        for group in groups:
            if group.items:
                self.entries.append(group.title)
                self.entries.extend(group.items)
        self.endResetModel()

    def item(self, at: int) -> PaletteItem | None:
        """The item at a place, None for a heading or nothing."""
        entry = self.entries[at] if 0 <= at < len(self.entries) else None
        return entry if isinstance(entry, PaletteItem) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Headings and items."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = 0) -> Any:
        """What is seen, and what readers say."""
        if role not in (0, Qt.ItemDataRole.AccessibleTextRole):
            return None
        entry = self.entries[index.row()]
        if isinstance(entry, str):
            return entry
        if role == 0 or not entry.note:
            return one_line(entry.title)
        return one_line(f"{entry.title}, {entry.note}")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be picked."""
        if self.item(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    """One line of the palette."""

    def __init__(self, view: QWidget, model: _Model) -> None:
        super().__init__(view)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are lower than items."""
        heading = self._model.item(index.row()) is None
        return QSize(80, theme.current().px(_HEAD if heading else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or an item."""
        rect = QRectF(option.rect)
        item = self._model.item(index.row())
        if item is None:
            words = str(self._model.entries[index.row()])
            cells.draw(painter, rect.adjusted(20, 1, -20, 0), words, ("tag", "ink2"))
            return
        picked = bool(option.state & _PICKED)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if picked:
            painting.box(painter, rect.adjusted(6, 0, -6, 0), 7, "tint")
        room = rect.adjusted(20, 0, -18, 0)
        cap = keycap.cap_text(item.keycap or ("Enter" if picked else ""))
        if cap:
            wide, high = keycap.cap_width(cap), theme.height("keycap")
            box = QRectF(room.right() - wide, int(room.center().y() - high / 2), wide, high)
            keycap.paint_cap(painter, box, cap)
            room.setRight(box.x() - 10)
        if item.glyph is not None:
            item.glyph.paint(painter, room.x(), room.center().y())
        size = item.glyph.size if item.glyph is not None else 16
        room.setLeft(room.x() + theme.current().px(size + 10))
        wide = cells.draw(painter, room, one_line(item.title), ("row", "ink"))
        room.setLeft(room.x() + wide + 10)
        if item.note and room.width() > _HEAD:
            ink = "ink2" if picked else "ink3"
            cells.draw(painter, room, one_line(item.note), ("meta", ink))


class _Panel(QWidget):
    """The sheet itself, with the one shadow of the program."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet."""
        painter = painting.begin(self)
        painting.box(painter, QRectF(self.rect()), 11, "paper", "line2")
        size = theme.current().px(18)
        at = QRectF(18, int((theme.current().px(_SEARCH) - size) / 2), size, size)
        icons.paint(painter, "search", at, "ink2")


class CommandPalette(QWidget):
    """Lies over its parent window until something is chosen, Esc is pressed or the desk clicked.

    `provider` gets what was typed, a short pause after the last key, and answers with groups.
    """

    def __init__(self, parent: QWidget, provider: Provider) -> None:
        super().__init__(parent)
        self._under, self._provider = parent, provider
        self._before: QWidget | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._model = _Model()
        self._panel = _Panel(self)
        self.line = Line()
        self.line.setAccessibleName("Search or jump to")
        self.line.setProperty("k", "bare")
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.installEventFilter(self)
        self._list = QListView()
        self._list.setAccessibleName("Results")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Delegate(self._list, self._model))
        self._list.clicked.connect(lambda index: self._run(index.row(), beside=False))
        self._nothing = Label("Nothing found", "meta", "ink3")
        self._nothing.setContentsMargins(20, 10, 20, 10)
        self._lay_out()
        self.hide()
        parent.installEventFilter(self)

    def _lay_out(self) -> None:
        px = theme.current().px
        self.line.setFont(theme.font("palette"))
        hint = Label("client, ticket no., device, phone, or a command", "meta", "ink2")
        top = row(self.line, hint, gap=10, margin=(43, 0, 16, 0))
        top.setFixedHeight(px(_SEARCH))
        foot = row(
            *(KeyCap("\u2191\u2193"), _word("move"), KeyCap("Enter"), _word("open")),
            *(KeyCap("Ctrl+Enter"), _word("open beside"), STRETCH),
            *(KeyCap("#"), _word("ticket no."), KeyCap(">"), _word("commands only")),
            gap=7,
            margin=(16, 0, 16, 0),
        )
        foot.setFixedHeight(px(_FOOT))
        layout = QVBoxLayout(self._panel)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(Rule("line"))
        layout.addSpacing(2)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._nothing)
        layout.addSpacing(6)
        layout.addWidget(Rule("line"))
        layout.addWidget(foot)

    # Opening, choosing, closing.

    def open(self, text: str = "") -> None:
        """Come up with some text typed already, and take the keyboard."""
        self._before = QApplication.focusWidget()
        self.setGeometry(self._under.rect())
        self.line.setText(text)
        self._ask()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.end(False)

    def close_palette(self) -> None:
        """Go away and give the keyboard back to where it was."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def groups(self) -> list[str]:
        """The headings in sight, from top to bottom."""
        return [entry for entry in self._model.entries if isinstance(entry, str)]

    def items(self) -> list[str]:
        """The titles in sight, from top to bottom."""
        entries = self._model.entries
        return [entry.title for entry in entries if isinstance(entry, PaletteItem)]

    def picked(self) -> str:
        """The title that Enter would take, empty when there is none."""
        item = self._model.item(self._list.currentIndex().row())
        return item.title if item is not None else ""

    def _ask(self) -> None:
        self._pause.stop()
        self._model.put(self._provider(self.line.text()))
        self._nothing.setVisible(not self._model.entries)
        self._list.setVisible(bool(self._model.entries))
        self._move(1, start=-1)
        self._fit()

    def _move(self, way: int, start: int | None = None) -> None:
        """Pick the next item up or down, over headings."""
        at = (self._list.currentIndex().row() if start is None else start) + way
        while 0 <= at < len(self._model.entries):
            if self._model.item(at) is not None:
                self._list.setCurrentIndex(self._model.index(at))
                if at == 1:
                    self._list.scrollToTop()
                return
            at += way

    def _run(self, at: int, *, beside: bool) -> None:
        item = self._model.item(at)
        if item is None:
            return
        act = (item.beside or item.run) if beside else item.run
        self.close_palette()
        if act is not None:
            act()

    # Qt.

    def _fit(self) -> None:
        """Stand in the upper middle, as high as what was found, never beyond the window."""
        px = theme.current().px
        headings = len(self.groups())
        body = headings * px(_HEAD) + (len(self._model.entries) - headings) * px(_ROW)
        high = px(_SEARCH) + px(_FOOT) + 12 + (body or px(_ROW))
        top = min(TOP, self.height() // 8)
        wide = min(px(WIDTH), self.width() - 32)
        high = min(high, self.height() - 2 * top)
        self._panel.setGeometry((self.width() - wide) // 2, top, wide, high)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys typed into the line move and choose; the window's size is followed."""
        if watched is self._under and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._under.rect())
            self._fit()
        if watched is not self.line or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        return self._key(Qt.Key(event.key()), event.modifiers())

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if self._pause.isActive() and key in _MOVES_OR_TAKES:
            # What is moved over and taken is what was typed, not what was in sight before it.
            self._ask()
        if key in steps:
            self._move(steps[key])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _step in range(5):
                self._move(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in _ENTER:
            control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            self._run(self._list.currentIndex().row(), beside=control)
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet closes it."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the desk and draw the shadow."""
        painter = painting.begin(self)
        painter.fillRect(self.rect(), QColor(20, 21, 23, 120 if theme.current().dark else 56))
        around = QRectF(self._panel.geometry())
        painter.setPen(Qt.PenStyle.NoPen)
        for step in range(18, 0, -1):
            painter.setBrush(QColor(0, 0, 0, 3))
            grown = around.adjusted(-step, -step / 2, step, step * 1.4)
            painter.drawRoundedRect(grown, 11 + step, 11 + step)


def _word(text: str) -> Label:
    """What a key does."""
    return Label(text, "meta", "ink2")
