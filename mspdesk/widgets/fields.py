"""Fields to type into: each knows how to read what was typed, and keeps it when it cannot."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QTextOption
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .. import dates, money
from ..errors import UserError
from . import glyphs, icons, painting, theme
from .boxes import STRETCH, beside
from .buttons import Button, IconButton
from .calendar import Calendar
from .overlay import Overlay
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


class MoneyEntry(LineEntry):
    """An amount; the value is in minor units of the currency."""

    def __init__(
        self,
        currency: money.Currency = money.USD,
        placeholder: str = "",
        name: str = "",
        *,
        width: int = 0,
    ) -> None:
        super().__init__(placeholder, name, width=width)
        self._currency = currency

    def value(self) -> int | None:
        """The amount in minor units, None when empty."""
        return None if self.is_empty() else money.parse(self.text(), self._currency)

    def shown(self, value: int) -> str:
        """The amount without sign or grouping."""
        return money.plain(value, self._currency)


class MinutesEntry(LineEntry):
    """A stretch of time (45, 0:45, .75, 9:10-9:55); the value is in minutes."""

    def value(self) -> int | None:
        """The minutes, None when empty."""
        return None if self.is_empty() else dates.parse_span(self.text()).minutes

    def shown(self, value: int) -> str:
        """Hours with two decimals, or hours and minutes where decimals would not be exact."""
        words = dates.hours_h(value)
        return words if dates.parse_span(words).minutes == value else dates.clock_span(value)


class SpanEntry(LineEntry):
    """Time as typed; the value is a dates.Span, with a start where a from-to was given."""

    def value(self) -> dates.Span | None:
        """The span, None when empty."""
        return None if self.is_empty() else dates.parse_span(self.text())

    def shown(self, value: dates.Span) -> str:
        """Time stays as it was typed."""
        return self.text() or dates.clock_span(value.minutes)


class ClockEntry(LineEntry):
    """A time of day (9:10, 16:30, 4 pm); the value is in minutes since midnight."""

    def value(self) -> int | None:
        """The minutes since midnight, None when empty."""
        return None if self.is_empty() else dates.parse_clock(self.text())

    def shown(self, value: int) -> str:
        """Hours and minutes of the day."""
        return dates.clock_span(value)


class NumberEntry(LineEntry):
    """A whole number within bounds, perhaps with a unit behind it."""

    def __init__(
        self,
        low: int = 0,
        high: int = 1_000_000,
        unit: str = "",
        name: str = "",
        *,
        width: int = 0,
    ) -> None:
        super().__init__("", name, width=width)
        self._low, self._high, self._unit = low, high, unit

    def value(self) -> int | None:
        """The number, None when empty."""
        if self.is_empty():
            return None
        typed = self.text().strip().removesuffix(self._unit).strip().replace(",", "")
        if not typed.lstrip("-").isdecimal():
            raise UserError(f"Type a whole number, like {max(self._low, 1)}.")
        number = int(typed)
        if not self._low <= number <= self._high:
            raise UserError(f"Type a number from {self._low} to {self._high}.")
        return number

    def shown(self, value: int) -> str:
        """The number with its unit."""
        return f"{value} {self._unit}".strip()


class QuantityEntry(LineEntry):
    """How many, with up to four decimals; the value is in ten-thousandths."""

    def value(self) -> int | None:
        """The quantity in ten-thousandths, None when empty."""
        return None if self.is_empty() else money.parse_quantity(self.text())

    def shown(self, value: int) -> str:
        """The quantity without idle zeros."""
        return money.quantity(value)


class PercentEntry(LineEntry):
    """A percentage; the value is in millionths (8.875 % is 88750)."""

    def value(self) -> int | None:
        """The share in millionths, None when empty."""
        return None if self.is_empty() else money.parse_percent(self.text())

    def shown(self, value: int) -> str:
        """The percentage without idle zeros."""
        return money.percent(value)


class DateEntry(LineEntry):
    """A date, typed (3/11, today, +3, 2026-03-11) or picked; Alt+Down opens the calendar."""

    def __init__(
        self,
        placeholder: str = "",
        name: str = "",
        *,
        day_first: bool = False,
        width: int = 0,
    ) -> None:
        super().__init__(placeholder, width=width)
        self._day_first = day_first
        self._button = IconButton("calendar", "Open the calendar", self.open_calendar)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setParent(self)
        self.line.setTextMargins(0, 0, theme.current().px(20), 0)
        self._calendar: Calendar | None = None
        self._sheet: Overlay | None = None
        self.line.installEventFilter(self)
        if name:
            self.name_it(name)

    def name_it(self, name: str) -> None:
        """Say what the date is for."""
        super().name_it(name)
        self._button.setAccessibleName(f"Calendar: {one_line(name)}")

    def value(self) -> date | None:
        """The date, None when empty."""
        if self.is_empty():
            return None
        return dates.parse_date(self.text(), day_first=self._day_first)

    def shown(self, value: date) -> str:
        """The date in full."""
        return dates.full_date(value)

    def open_calendar(self) -> None:
        """Open the calendar at the date typed, or close it again."""
        if self._sheet is None:
            self._calendar = Calendar("Calendar", self._pick)
            self._calendar.closed.connect(self._close)
            self._sheet = Overlay(self, self._calendar)
        if self._calendar is None or self._sheet.isVisible():
            self._close()
            return
        try:
            day = self.value()
        except UserError:
            day = None
        self._calendar.show_day(day or dates.today())
        size = self._calendar.sizeHint()
        self._sheet.open_at(size.width() + 10, size.height() + 10)
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _pick(self, day: date) -> None:
        self.set_value(day)
        self._close()
        self.committed.emit()

    def _close(self) -> None:
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.hide()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: object) -> None:
        """Keep the calendar button at the right inside the field."""
        side = self.line.height() - 6
        self._button.setGeometry(self.width() - side - 3, 3, side, side)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Alt+Down and F4 open the calendar."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            down = event.key() == Qt.Key.Key_Down and (
                event.modifiers() & Qt.KeyboardModifier.AltModifier
            )
            if down or event.key() == Qt.Key.Key_F4:
                self.open_calendar()
                return True
        return False


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

    def set_value(self, value: str | None) -> None:
        """Show words."""
        self.sheet.setPlainText(clean(value or ""))

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        line = painting.line_height(theme.font("body"))
        return QSize(240, self._lines * line + 16)


class CheckBox(QAbstractButton):
    """A box to tick, with its words."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__()
        self.setCheckable(True)
        self.setText(one_line(text).replace("&", "&&"))
        self.setAccessibleName(one_line(name or text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        """The words beside the box."""
        return self.text().replace("&&", "&")

    def sizeHint(self) -> QSize:
        """Box and words."""
        wide = painting.width_of(self.words(), theme.font("body"))
        return QSize(theme.current().px(16) + 14 + wide, theme.height("input"))

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
        painting.text(painter, rest, self.words(), theme.font("body"), ink)


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
