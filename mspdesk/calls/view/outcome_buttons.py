"""The ten things a call can come to, as wide buttons with their key on them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ...widgets import painting, theme
from ...widgets.buttons import Pressed
from ...widgets.keycap import cap_width, paint_cap
from ..rules.calling import OUTCOMES, Outcome

_HIGH, _PAD, _GAP = 40, 10, 9
_ACROSS = 5
_INKS = {"appointment": "green", "talking": "accent", "stop": "red"}


class OutcomeButton(Pressed):
    """One outcome: its key on a cap, then its words."""

    def __init__(self, outcome: Outcome, on_click: Callable[[], object]) -> None:
        super().__init__(outcome.title, on_click)
        self.outcome = outcome
        self._caps = True
        self.setAccessibleDescription(f"Key {outcome.key}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cap(self, *, shown: bool) -> None:
        """Show the key only where single keys are wanted."""
        if shown != self._caps:
            self._caps = shown
            self.updateGeometry()
            self.update()

    def _cap(self) -> int:
        return cap_width(self.outcome.key) + theme.current().px(_GAP) if self._caps else 0

    def sizeHint(self) -> QSize:
        """Room for the cap and all of the words."""
        now = theme.current()
        wide = painting.width_of(self.outcome.title, theme.font("row")) + self._cap()
        return QSize(wide + 2 * now.px(_PAD) + 2, now.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge, the cap and the words."""
        painter, now = painting.begin(self), theme.current()
        whole = QRectF(self.rect())
        edge = "edge" if self.over() else "line2"
        if painting.ringed(self):
            whole = whole.adjusted(3, 3, -3, -3)
        painting.box(painter, whole, 6, "tint" if self.isDown() else "paper", edge)
        left = now.px(_PAD)
        if self._caps:
            high = theme.height("keycap")
            wide = cap_width(self.outcome.key)
            paint_cap(
                painter, QRectF(left, (self.height() - high) // 2, wide, high), self.outcome.key
            )
            left += self._cap()
        room = QRectF(left, 0, self.width() - left - 4, self.height())
        ink = _INKS.get(self.outcome.code, "ink") if self.isEnabled() else "ink3"
        painting.text(painter, room, self.outcome.title, theme.font("row"), ink)
        if painting.ringed(self):
            painting.focus_ring(painter, QRectF(self.rect()), 6)


class OutcomeButtons(QWidget):
    """All outcomes, in the order of their keys, five beside each other where there is room."""

    def __init__(self, on_outcome: Callable[[Outcome], object]) -> None:
        super().__init__()
        self.buttons = [OutcomeButton(one, partial(on_outcome, one)) for one in OUTCOMES]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, button in enumerate(self.buttons):
            grid.addWidget(button, at // _ACROSS, at % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)

    def show_caps(self, *, shown: bool) -> None:
        """Show keys only where single keys are wanted."""
        for button in self.buttons:
            button.show_cap(shown=shown)

    def button(self, code: str) -> OutcomeButton:
        """The button of an outcome."""
        return next(one for one in self.buttons if one.outcome.code == code)
