"""A box to tick, and a file to choose."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from . import glyphs, painting, theme
from .boxes import STRETCH, beside
from .buttons import Button
from .fields import Entry, LineEntry
from .safe import one_line


class CheckBox(QAbstractButton):
    """A box to tick, with its words; they go on below where one line has no room."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__()
        self._folded = 0
        self.setCheckable(True)
        self.setText(one_line(text).replace("&", "&&"))
        self.setAccessibleName(one_line(name or text))
        if name and text not in name:
            self.setAccessibleDescription(one_line(text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        """The words beside the box."""
        return self.text().replace("&&", "&")

    def sizeHint(self) -> QSize:
        """Box and words."""
        wide = painting.width_of(self.words(), theme.font("body"))
        return QSize(self._before() + wide, max(theme.height("input"), self._folded))

    def minimumSizeHint(self) -> QSize:
        """No narrower than the longest word."""
        font = theme.font("body")
        longest = max((painting.width_of(word, font) for word in self.words().split()), default=0)
        return QSize(self._before() + longest, self.sizeHint().height())

    def _before(self) -> int:
        """The width in px of the box and what lies around it."""
        return theme.current().px(16) + 14

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words want in the room there is now."""
        super().resizeEvent(event)
        high, narrow = 0, self.width() < self.sizeHint().width()
        if narrow:
            room = self.width() - self._before()
            high = painting.folded_height(self.words(), theme.font("body"), room) + 8
        if high != self._folded:
            self._folded = high
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        painting.note_focus(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and words."""
        painter = painting.begin(self)
        size = theme.current().px(16)
        square = QRectF(2, (self.height() - size) // 2, size, size)
        glyphs.paint_check(painter, square, self.isChecked())
        if painting.ringed(self):
            painting.focus_ring(painter, square.adjusted(-2, -2, 2, 2), 5)
        rest = QRectF(square.right() + 8, 0, self.width() - square.right() - 8, self.height())
        ink = "ink" if self.isEnabled() else "ink3"
        if not self._folded:
            painting.text(painter, rest, self.words(), theme.font("body"), ink)
            return
        painter.setFont(theme.font("body"))
        painter.setPen(theme.current().color(ink))
        painter.drawText(rest, painting.LEFT | Qt.TextFlag.TextWordWrap, self.words())


class CheckEntry(Entry):
    """A yes or no; the value is a bool."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__()
        self.box = CheckBox(text, name)
        self.field = self.box
        self._words = text
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self.setFocusProxy(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        beside(self, self.box, STRETCH, gap=0)

    def name_it(self, name: str) -> None:
        """Say what is ticked; the words beside the box do already, where there are some."""
        self.box.setAccessibleName(one_line(self._words or name))

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(value))

    def text(self) -> str:
        """Yes or no, as words."""
        return "yes" if self.box.isChecked() else "no"

    def shown(self, value: Any) -> str:
        """Yes or no, as words."""
        return "yes" if value else "no"


class FileEntry(LineEntry):
    """A file or folder, typed or chosen; `choose` opens the system's dialog and may return None."""

    def __init__(self, choose: Callable[[], Path | None], name: str = "") -> None:
        super().__init__()
        self._choose = choose
        self.button = Button("Choose", on_click=self._pick)
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(8)
            layout.addWidget(self.button)
        if name:
            self.name_it(name)

    def name_it(self, name: str) -> None:
        """Say what the file is for."""
        super().name_it(name)
        self.button.setAccessibleName(f"Choose: {one_line(name)}")

    def value(self) -> Path | None:
        """The path, None when empty."""
        return None if self.is_empty() else Path(self.text().strip()).expanduser()

    def _pick(self) -> None:
        chosen = self._choose()
        if chosen is not None:
            self.set_value(chosen)
            self.committed.emit()
