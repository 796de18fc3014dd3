"""How far an opportunity is, drawn over its page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...widgets import painting, spoken, theme


class StageWay(QWidget):
    """How far an opportunity is: a mark for each open stage, those behind it filled."""

    spoken_as = spoken.Role.StaticText

    def __init__(self) -> None:
        super().__init__()
        self._names: list[str] = []
        self._at = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_way(self, names: list[str], at: int) -> None:
        """Show the stages and which one it stands in, -1 for none of them."""
        self._names, self._at = names, at
        self.setAccessibleDescription(self.spoken())
        self.update()

    def spoken(self) -> str:
        """What readers say: Stage 3 of 8, Talking, and the names of all of them."""
        every = ", ".join(self._names)
        if not 0 <= self._at < len(self._names):
            return f"In none of the open stages: {every}"
        return f"Stage {self._at + 1} of {len(self._names)}, {self._names[self._at]}: {every}"

    def sizeHint(self) -> QSize:
        """A bar and a line of words."""
        px = theme.current().px
        return QSize(px(400), px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks with their names below."""
        if not self._names:
            return
        painter = painting.begin(self)
        px, gap = theme.current().px, 4
        wide = (self.width() + gap) / len(self._names)
        for n, name in enumerate(self._names):
            left = n * wide
            passed = n <= self._at
            mark = QRectF(left, 0, wide - gap, 5)
            painting.box(painter, mark, 2, "accent" if passed else "bare")
            words = QRectF(left, px(10), wide - gap - 2, px(18))
            here = n == self._at
            font = theme.font("strong" if here else "caption")
            painting.text(painter, words, name, font, "ink" if here else "ink3")
