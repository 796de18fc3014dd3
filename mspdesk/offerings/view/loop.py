"""The loop of an offering as a line of seven stages: what is behind, where it is, what is ahead."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...widgets import glyphs, painting, theme
from ..rules import stages

_RING, _WORDS, _GAP = 16, 32, 6
_NARROWEST = 62
"""Px of one stage; its name goes on in a second line."""


class LoopLine(QWidget):
    """Seven rings with their names below; ticked ones are behind, the half one is where it is."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._aside = False
        names = ", ".join(one.name for one in stages.STAGES)
        self.setAccessibleDescription(f"The stages: {names}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stage(self, stage: str, *, aside: bool) -> None:
        """Show where an offering stands."""
        self._at, self._aside = stages.ORDER.index(stage), aside
        self.setAccessibleName(self.story())
        self.update()

    def story(self) -> str:
        """What is drawn, in words."""
        name = stages.STAGES[self._at].name
        aside = ", set aside" if self._aside else ""
        return f"Stage {self._at + 1} of {len(stages.STAGES)}: {name}{aside}"

    def sizeHint(self) -> QSize:
        """Rings over names of two lines."""
        px = theme.current().px
        return QSize(px(_NARROWEST * len(stages.STAGES)), px(_RING + _GAP + _WORDS + 2))

    def minimumSizeHint(self) -> QSize:
        """Names stay whole."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw lines, rings and names."""
        painter = painting.begin(self)
        px = theme.current().px
        wide = self.width() / len(stages.STAGES)
        side, middle = px(_RING), 1 + px(_RING) / 2
        for at, stage in enumerate(stages.STAGES):
            left = at * wide
            if at + 1 < len(stages.STAGES):
                color = "green" if at < self._at else "line2"
                painting.across(painter, left + side + 5, left + wide - 5, middle, color)
            glyphs.paint_status(painter, QRectF(left + 1, 1, side, side), self._state(at))
            here = at == self._at
            painter.setFont(theme.font("caption", 600 if here else 0))
            painter.setPen(theme.current().color("ink" if here else "ink2"))
            rect = QRectF(left, side + px(_GAP), wide - 8, px(_WORDS))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextWordWrap), stage.name)

    def _state(self, at: int) -> str:
        if at == self._at:
            return "on_hold" if self._aside else "in_progress"
        return "completed" if at < self._at else "new"
