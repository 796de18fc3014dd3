"""A date to type or to pick from a small month."""

from datetime import date

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from .. import dates
from ..errors import UserError
from . import theme
from .buttons import IconButton
from .calendar import Calendar
from .fields import LineEntry
from .overlay import Overlay
from .safe import one_line


class DateEntry(LineEntry):
    """A date, typed (3/11, today, +3, 2026-03-11) or picked; Alt+Down opens the calendar.

    `usual_day_first` says how the shop writes 11/3; a field may say otherwise.
    """

    usual_day_first = False

    def __init__(
        self,
        placeholder: str = "",
        name: str = "",
        *,
        day_first: bool | None = None,
        width: int = 0,
    ) -> None:
        super().__init__(placeholder, width=width)
        self._day_first = day_first
        self._button = IconButton("calendar", "Open the calendar", self.open_calendar, size=14)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setParent(self)
        self.line.setTextMargins(0, 0, theme.current().px(14), 0)
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
        usual = self.usual_day_first if self._day_first is None else self._day_first
        return dates.parse_date(self.text(), day_first=usual)

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
        side = self.line.height() - 8
        self._button.setGeometry(self.width() - side - 3, 4, side, side)

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
