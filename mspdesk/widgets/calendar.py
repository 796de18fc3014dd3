"""A small month to pick a day from, with the mouse or the arrow keys."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from .. import dates
from . import icons, painting, theme

_CELL, _HEAD, _WEEKS = 30, 32, 6
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Calendar(QWidget):
    """One month; arrows move by a day or a week, Page keys by a month, Enter picks, Esc closes."""

    picked = Signal(object)
    closed = Signal()

    def __init__(self, name: str, on_pick: Callable[[date], object] | None = None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._over: date | None = None
        self.show_day(dates.today())
        if on_pick is not None:
            self.picked.connect(on_pick)

    def show_day(self, day: date) -> None:
        """Turn to a day."""
        self.day = day
        self.setAccessibleDescription(f"{dates.long_date(day)}, {day.year}")
        self.update()

    def sizeHint(self) -> QSize:
        """Seven days wide, six weeks high, and the heads."""
        cell = theme.current().px(_CELL)
        return QSize(7 * cell, theme.current().px(_HEAD) + (_WEEKS + 1) * cell)

    def minimumSizeHint(self) -> QSize:
        """The month is never cut."""
        return self.sizeHint()

    def _first(self) -> date:
        """The Monday in the upper left corner."""
        return dates.monday(self.day.replace(day=1))

    def _cell(self, day: date) -> QRectF:
        cell, head = theme.current().px(_CELL), theme.current().px(_HEAD)
        week, weekday = divmod((day - self._first()).days, 7)
        return QRectF(weekday * cell, head + (week + 1) * cell, cell, cell)

    def _arrow(self, way: int) -> QRectF:
        cell = theme.current().px(_CELL)
        x = self.width() - cell if way > 0 else 0
        return QRectF(x, 0, cell, theme.current().px(_HEAD))

    def _day_at(self, point: QPointF) -> date | None:
        days = (self._first() + timedelta(days=at) for at in range(_WEEKS * 7))
        return next((day for day in days if self._cell(day).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick a day, or turn the month."""
        for way in (-1, 1):
            if self._arrow(way).contains(event.position()):
                self.show_day(dates.add_months(self.day, way))
                return
        day = self._day_at(event.position())
        if day is not None:
            self.show_day(day)
            self.picked.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse for the hover."""
        self._over = self._day_at(event.position())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, pick or close."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.show_day(self.day + timedelta(days=_STEPS[key]))
        elif key in _MONTHS:
            self.show_day(dates.add_months(self.day, _MONTHS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the focus goes elsewhere."""
        super().focusOutEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the month."""
        painter = painting.begin(self)
        now = theme.current()
        cell, head = now.px(_CELL), now.px(_HEAD)
        title = f"{self.day:%B} {self.day.year}"
        whole = QRectF(0, 0, self.width(), head)
        painting.text(painter, whole, title, theme.font("row"), "ink", painting.CENTER)
        for way, name in ((-1, "chevron-left"), (1, "chevron-right")):
            middle = self._arrow(way).center()
            size = now.px(16)
            at = QRectF(int(middle.x() - size / 2), int(middle.y() - size / 2), size, size)
            icons.paint(painter, name, at, "ink2")
        for at_day, words in enumerate(_DAYS):
            place = QRectF(at_day * cell, head, cell, cell)
            painting.text(painter, place, words, theme.font("caption"), "ink3", painting.CENTER)
        for at_day in range(_WEEKS * 7):
            day = self._first() + timedelta(days=at_day)
            place = self._cell(day)
            ink = "ink" if day.month == self.day.month else "ink3"
            if day == self.day:
                painting.box(painter, place.adjusted(1, 1, -1, -1), 6, "accent")
                ink = "on_accent"
            elif day == dates.today():
                painting.box(painter, place.adjusted(1, 1, -1, -1), 6, "", "accent")
            elif day == self._over:
                painting.box(painter, place.adjusted(1, 1, -1, -1), 6, "sunk")
            painting.text(painter, place, str(day.day), theme.font("meta"), ink, painting.CENTER)
