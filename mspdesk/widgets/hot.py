"""Drawings with places to press: reached by Tab, walked with the arrows, pressed with Enter."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ..rows import dataclass
from . import painting, spoken
from .safe import plain_tip

_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a drawing: where, what it is in words, and what a press does, if anything."""

    rect: QRectF
    words: str
    press: Callable[[], object] | None = None
    radius: int = 5


class Drawing(QWidget):
    """A painted picture that says what it shows.

    `spots` are filled while drawing, in reading order; `tell` is the sentence for readers.
    """

    spoken_as = spoken.Role.Chart

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.spots: list[Spot] = []
        self.chosen = -1
        self._story = ""

    def tell(self, story: str) -> None:
        """Say in a sentence what the drawing shows."""
        self._story = story
        self.setAccessibleDescription(story)

    def story(self) -> str:
        """What the drawing shows, in words."""
        return self._story

    def draw(self, painter: QPainter) -> None:
        """Draw the picture and fill `spots`."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Draw anew, for other figures; places to press make it a Tab stop."""
        self.spots = []
        self.update()

    def pressable(self, pressable: bool) -> None:
        """Whether the keyboard may come here."""
        policy = Qt.FocusPolicy.StrongFocus if pressable else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)

    def spot_at(self, point: QPointF) -> Spot | None:
        """The topmost place under a point."""
        found = [spot for spot in self.spots if spot.rect.contains(point)]
        return found[-1] if found else None

    def _measure(self) -> None:
        """Find the places before anything was painted."""
        if not self.spots and not self.size().isEmpty():
            canvas = QImage(self.size(), QImage.Format.Format_ARGB32_Premultiplied)
            painter = QPainter(canvas)
            self.draw(painter)
            painter.end()

    def walk(self, way: int) -> None:
        """Go to the next or last place that can be pressed."""
        self._measure()
        places = [at for at, spot in enumerate(self.spots) if spot.press is not None]
        if not places:
            return
        at = places.index(self.chosen) + way if self.chosen in places else 0
        self.chosen = places[min(max(at, 0), len(places) - 1)]
        self.setAccessibleDescription(self.spots[self.chosen].words)
        self.update()

    def press(self) -> None:
        """Press the place the keyboard is on."""
        if 0 <= self.chosen < len(self.spots):
            act = self.spots[self.chosen].press
            if act is not None:
                act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter and Space press."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.walk(_STEPS[key])
        elif key in _ENTER and self.chosen >= 0:
            self.press()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click presses the place under it."""
        spot = self.spot_at(event.position())
        if spot is not None and spot.press is not None:
            self.chosen = self.spots.index(spot)
            spot.press()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a press would do something."""
        spot = self.spot_at(event.position())
        presses = spot is not None and spot.press is not None
        shape = Qt.CursorShape.PointingHandCursor if presses else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def event(self, event: QEvent) -> bool:
        """Say in a tooltip what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(QPointF(event.pos()))
            if spot is not None:
                QToolTip.showText(event.globalPos(), plain_tip(spot.words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first place."""
        super().focusInEvent(event)
        painting.note_focus(self, event)
        if self.chosen < 0:
            self.walk(1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the whole story again."""
        super().focusOutEvent(event)
        self.setAccessibleDescription(self._story)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, then the ring."""
        painter = painting.begin(self)
        self.spots = []
        self.draw(painter)
        if painting.ringed(self) and 0 <= self.chosen < len(self.spots):
            spot = self.spots[self.chosen]
            painting.focus_ring(painter, spot.rect, spot.radius)
        painter.end()
