"""A card of the board: whose it is, what it brings, when the next step is; it steps and drags."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from ...dates import short_date, today
from ...money import Currency, shown_whole
from ...widgets import painting, theme
from ...widgets.buttons import Pressed
from ...widgets.safe import one_line, plain_tip
from ..queries.pipeline import OpportunityRow

LEAST, GAP = 164, 8
"""Px of a lane at least, and between its cards."""

_PAD, _HIGH = 10, 94
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
_STEPS |= {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


def worth(value: int, monthly: int, money: Currency) -> str:
    """What something brings, in few words: $850 a month, or $4,200 once."""
    if monthly:
        return f"{shown_whole(monthly, money)} a month"
    return f"{shown_whole(value, money)} once" if value else "No value yet"


def short_worth(value: int, monthly: int, money: Currency) -> str:
    """What something brings as it fits on a card: $850/mo; nothing where nobody knows."""
    if monthly:
        return f"{shown_whole(monthly, money)}/mo"
    return shown_whole(value, money) if value else ""


def due_words(row: OpportunityRow) -> str:
    """When the next step is, in few words."""
    if row.next_on is None:
        return "No next step"
    return "Today" if row.next_on == today() else short_date(row.next_on, today())


class BoardCard(Pressed):
    """One opportunity: whose it is, what it is about, what it brings, when the next step is."""

    stepped = Signal(int, int)
    shifted = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(
        self, row: OpportunityRow, money: Currency, on_click: Callable[[], object]
    ) -> None:
        super().__init__(row.client, on_click)
        self._money = money
        self._from: QPoint | None = None
        self._dragging = False
        self.setFixedHeight(theme.current().px(_HIGH))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.show_row(row)

    def show_row(self, row: OpportunityRow) -> None:
        """Show what stands in the books now."""
        self.row = row
        self._worth = worth(row.once, row.monthly, self._money)
        self._short = short_worth(row.once, row.monthly, self._money)
        self._due = due_words(row)
        self.late = row.next_on is None or row.next_on <= today()
        self.setAccessibleName(one_line(f"{row.client}: {row.title}, {row.number}"))
        self.setToolTip(plain_tip(f"{row.client}\n{row.title}\n{row.next_step}".strip()))
        self.setAccessibleDescription(
            one_line(f"{row.stage_words}, {self._worth}, next step: {self._due} {row.next_step}")
        )
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its three lines."""
        px = theme.current().px
        return QSize(px(LEAST - 2 * GAP), px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = painting.begin(self)
        px = theme.current().px
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = "edge" if self.over() else "line"
        painting.box(painter, frame, 8, "tint" if self._dragging else "paper", edge)
        inner = frame.adjusted(px(_PAD), px(9), -px(_PAD), -px(8))
        line = px(18)
        place = QRectF(inner.x(), inner.y(), inner.width(), line)
        for words in _two_lines(self.row.client, int(inner.width())):
            say(painter, place, words, "row", "ink")
            place.translate(0, line)
        say(painter, place, self.row.title, "meta", "ink2")
        place.moveTop(inner.bottom() - line)
        wide = painting.width_of(self._due, theme.font("meta"))
        left = QRectF(place.x(), place.y(), place.width() - wide - px(8), line)
        say(painter, left, self._short, "meta", "ink2")
        ink = "amber" if self.late else "ink3"
        painting.text(painter, place, self._due, theme.font("meta"), ink, painting.RIGHT)
        if painting.ringed(self):
            painting.focus_ring(painter, frame, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to another card; with Alt they move this one."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if step[0]:
                self.shifted.emit(step[0])
        else:
            self.stepped.emit(*step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it was taken."""
        self._from = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the card once it was moved far enough."""
        at = event.globalPosition().toPoint()
        held = self._from is not None and event.buttons() & Qt.MouseButton.LeftButton
        if not held or self._from is None:
            return
        far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
        if far or self._dragging:
            self._dragging = True
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go; one that was dragged is not opened."""
        dragging, self._dragging, self._from = self._dragging, False, None
        if dragging:
            self.setDown(False)
            self.dropped.emit(event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)


def _two_lines(words: str, wide: int) -> list[str]:
    """A name on one line, or broken at a space into two where one is too short for it."""
    font = theme.font("row")
    if painting.width_of(words, font) <= wide:
        return [words]
    parts = words.split(" ")
    for at in range(len(parts) - 1, 0, -1):
        first = " ".join(parts[:at])
        if painting.width_of(first, font) <= wide:
            return [first, " ".join(parts[at:])]
    return [words]


def say(painter: QPainter, place: QRectF, words: str, role: str, ink: str) -> None:
    """Draw words in a role of the type."""
    painting.text(painter, place, words, theme.font(role), ink)
