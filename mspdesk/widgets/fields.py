"""Fields to type into: each knows how to read what was typed, and keeps it when it cannot."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QTextOption
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..errors import UserError
from . import icons, painting, theme
from .boxes import beside
from .safe import clean, one_line

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Line(QLineEdit):
    """One line of text that tells when it is left."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left, unless only a menu or another window came up."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.left.emit()


class FindLine(Line):
    """A line to search with, marked by the glass."""

    def __init__(self, placeholder: str, name: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(one_line(placeholder))
        self.setAccessibleName(one_line(name or placeholder))
        self.setTextMargins(theme.current().px(24), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glass at the left."""
        super().paintEvent(event)
        size = theme.current().px(16)
        at = QRectF(9, (self.height() - size) // 2, size, size)
        icons.paint(painting.begin(self), "search", at, "ink3")


class Entry(QWidget):
    """What all fields share; `field` is the widget that has the focus.

    `value()` raises UserError when what was typed cannot be read. An empty field that may be
    empty is None, or "" where the value is text.
    """

    changed = Signal()
    left = Signal()
    committed = Signal()

    field: QWidget

    def name_it(self, name: str) -> None:
        """Say what the field is for; a form does this from the label."""
        self.field.setAccessibleName(one_line(name))

    def setAccessibleName(self, name: str) -> None:
        """The name belongs to the widget that has the focus."""
        self.name_it(name)

    def accessibleName(self) -> str:
        """What the field is for."""
        return self.field.accessibleName()

    def value(self) -> Any:
        """What was typed, read; raises UserError."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands in the field, as it was typed."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """A value as it would stand in the field; raises TypeError for one of another kind."""
        return str(value)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.text().strip()

    def set_error(self, wrong: bool) -> None:
        """Colour the field as wrong, or no longer."""
        if bool(self.field.property("wrong")) != wrong:
            self.field.setProperty("wrong", wrong)
            style = self.field.style()
            style.unpolish(self.field)
            style.polish(self.field)
            self.field.update()

    def has_error(self) -> bool:
        """Whether the field is coloured as wrong."""
        return bool(self.field.property("wrong"))


class LineEntry(Entry):
    """A field of one line."""

    def __init__(self, placeholder: str = "", name: str = "", *, width: int = 0) -> None:
        super().__init__()
        self.line = Line()
        self.field = self.line
        self.line.setPlaceholderText(one_line(placeholder))
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.left.connect(self._leave)
        self.line.returnPressed.connect(self.committed)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        beside(self, self.line, gap=0)
        if width:
            self.setFixedWidth(theme.current().px(width))
        if name:
            self.name_it(name)

    def text(self) -> str:
        """What stands in the field."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put words into the field as if typed."""
        self.line.setText(one_line(text))

    def _leave(self) -> None:
        """Write what was read the usual way, then tell that the field was left."""
        try:
            shown = "" if self.is_empty() else self.shown(self.value())
        except UserError:
            shown = self.text()
        if shown != self.text():
            self.line.setText(shown)
        self.left.emit()

    def shown(self, value: Any) -> str:
        """A value as it stands in the field."""
        return str(value)

    def set_value(self, value: Any) -> None:
        """Show a value; None empties the field."""
        self.line.setText("" if value is None else self.shown(value))
        self.line.setCursorPosition(0)


class TextEntry(LineEntry):
    """A line of words; the value is the text without outer space."""

    def value(self) -> str:
        """The words."""
        return clean(self.text()).strip()

    def shown(self, value: object) -> str:
        """The words."""
        return one_line(str(value))


class SecretEntry(TextEntry):
    """Words that are not shown while typed."""

    def __init__(self, placeholder: str = "", name: str = "") -> None:
        super().__init__(placeholder, name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """The words, exactly as typed."""
        return self.text()

    def _leave(self) -> None:
        self.left.emit()


class _Sheet(QPlainTextEdit):
    """Several lines of plain text; Tab moves on, Ctrl+Enter is done."""

    left = Signal()
    committed = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is done."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in _ENTER:
            self.committed.emit()
        else:
            super().keyPressEvent(event)


class NoteEntry(Entry):
    """Words over several lines; the value is the text without outer space."""

    def __init__(
        self, placeholder: str = "", name: str = "", *, lines: int = 4, bare: bool = False
    ) -> None:
        super().__init__()
        self.sheet = _Sheet()
        self.field = self.sheet
        self.sheet.setPlaceholderText(one_line(placeholder))
        self.sheet.setTabChangesFocus(True)
        self.sheet.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.sheet.textChanged.connect(self.changed)
        self.sheet.left.connect(self.left)
        self.sheet.committed.connect(self.committed)
        if bare:
            self.sheet.setProperty("k", "bare")
        self._lines = lines
        self.setFocusProxy(self.sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.sheet)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if name:
            self.name_it(name)

    def value(self) -> str:
        """The words."""
        return clean(self.sheet.toPlainText()).strip()

    def text(self) -> str:
        """What stands in the field."""
        return self.sheet.toPlainText()

    def typed(self) -> bool:
        """Whether somebody typed into it since it was filled."""
        return self.sheet.document().isModified()

    def set_value(self, value: str | None) -> None:
        """Show words."""
        self.sheet.setPlainText(clean(value or ""))

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        line = painting.line_height(theme.font("body"))
        return QSize(240, self._lines * line + 16)
