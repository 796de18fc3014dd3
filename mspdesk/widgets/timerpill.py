"""The timer in the header: always in the same place, quiet when it is off."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from . import icons, painting, theme
from .boxes import beside
from .buttons import IconButton, LinkButton, Pressed
from .safe import Label, one_line, tooltip

Press = Callable[[], object]


def elapsed(seconds: int) -> str:
    """Seconds as hours, minutes and seconds: 0:42:18."""
    minutes, rest = divmod(max(0, seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


class _Square(Pressed):
    """Pause or stop, drawn solid so that it cannot be missed."""

    def __init__(self, name: str, shape: str, on_click: Press) -> None:
        super().__init__(name, on_click)
        self.shape = shape
        tooltip(self, name)

    def sizeHint(self) -> QSize:
        """A small square."""
        side = theme.current().px(18)
        return QSize(side, theme.height("input") - 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw two bars, a square or a triangle."""
        painter = painting.begin(self)
        if painting.ringed(self):
            painting.focus_ring(painter, QRectF(self.rect()), 4)
        middle = QRectF(self.rect()).center()
        x, y = int(middle.x()), int(middle.y())
        ink = "ink" if self.over() else "ink2"
        if self.shape == "pause":
            painting.box(painter, QRectF(x - 5, y - 5, 4, 11), 1, ink)
            painting.box(painter, QRectF(x + 1, y - 5, 4, 11), 1, ink)
        else:
            painting.box(painter, QRectF(x - 5, y - 5, 11, 11), 2, ink)


class TimerPill(QWidget):
    """Dot, elapsed time, ticket, pause and stop; "No timer" when off. It never asks anything."""

    def __init__(
        self, on_pause: Press, on_stop: Press, on_start: Press, on_open: Press | None = None
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._state = "off"
        self._time = Label("", "row", weight=600)
        self._ticket = LinkButton("", on_open, role="meta", color="ink2")
        self._pause = _Square("Pause the timer", "pause", on_pause)
        self._resume = IconButton("play", "Go on with the timer", on_start, size=14)
        self._stop = _Square("Stop the timer", "stop", on_stop)
        self._start = _Off("No timer", on_start)
        beside(
            self,
            self._time,
            self._ticket,
            self._pause,
            self._resume,
            self._stop,
            self._start,
            gap=3,
        )
        self.show_off()

    def show_running(self, ticket: str, seconds: int) -> None:
        """Show a timer that runs."""
        self._show("on", ticket, seconds)

    def show_paused(self, ticket: str, seconds: int) -> None:
        """Show a timer that is paused."""
        self._show("paused", ticket, seconds)

    def show_off(self) -> None:
        """Show that no timer runs."""
        self._show("off", "", 0)

    def set_seconds(self, seconds: int) -> None:
        """Move the clock."""
        self._time.set_text(elapsed(seconds))

    def words(self) -> str:
        """What is seen."""
        if self._state == "off":
            return "No timer"
        return f"{self._time.text()} {self._ticket.words()}"

    def state(self) -> str:
        """On, paused or off."""
        return self._state

    def _show(self, state: str, ticket: str, seconds: int) -> None:
        self._state = state
        self._time.set_text(elapsed(seconds))
        self._ticket.set_text(ticket)
        self._ticket.setAccessibleName(one_line(f"Timer on {ticket}"))
        for widget in (self._time, self._ticket, self._stop):
            widget.setVisible(state != "off")
        self._pause.setVisible(state == "on")
        self._resume.setVisible(state == "paused")
        self._start.setVisible(state == "off")
        layout = self.layout()
        if layout is not None:
            off = state == "off"
            layout.setContentsMargins(0 if off else 27, 0, 0 if off else 8, 0)
            layout.invalidate()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as an input."""
        return QSize(super().sizeHint().width(), theme.height("input"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill and its dot."""
        if self._state == "off":
            return
        painter = painting.begin(self)
        painting.box(painter, QRectF(self.rect()), 6, "tint", "tint2")
        dot = QRectF(11, self.height() / 2 - 4, 8, 8)
        if self._state == "on":
            painting.box(painter, dot, 4, "accent")
        else:
            painting.box(painter, dot, 4, "", "accent")


class _Off(Pressed):
    """The quiet outline that starts a timer."""

    def __init__(self, text: str, on_click: Press) -> None:
        super().__init__("Start a timer", on_click)
        self._text = text

    def sizeHint(self) -> QSize:
        """Icon and words."""
        wide = painting.width_of(self._text, theme.font("body"))
        return QSize(wide + theme.current().px(42), theme.height("input"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline."""
        painter = painting.begin(self)
        now = theme.current()
        whole = QRectF(self.rect())
        painting.box(painter, whole, 6, "sunk" if self.over() else "", "line2")
        if painting.ringed(self):
            painting.focus_ring(painter, whole, 6)
        size = now.px(14)
        at = QRectF(11, int((self.height() - size) / 2), size, size)
        icons.paint(painter, "play", at, "ink3")
        room = whole.adjusted(now.px(31), 0, 0, 0)
        painting.text(painter, room, self._text, theme.font("body"), "ink2")
