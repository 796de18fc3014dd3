"""Titles that are never cut: they take smaller letters first, then a second line."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent

from . import theme
from .safe import Label

_STEPS = ("title", "record", "card_large")


class Title(Label):
    """The name of a page or a record, as large as its room lets it be."""

    def __init__(self, text: str, role: str = "title") -> None:
        self._full = role
        super().__init__(text, role, fold=True)

    def set_text(self, text: str) -> None:
        """Show another name, as large as there is room."""
        super().set_text(text)
        self._step()

    def least(self) -> int:
        """The width in px that the whole name takes in one line of the smallest letters."""
        return QFontMetrics(theme.font(self._sizes()[-1])).horizontalAdvance(self.text()) + 2

    def sizeHint(self) -> QSize:
        """The room the whole name would take at its full size."""
        metrics = QFontMetrics(theme.font(self._full))
        high = max(super().sizeHint().height(), metrics.height())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the room there is."""
        super().resizeEvent(event)
        self._step()

    def _sizes(self) -> tuple[str, ...]:
        return _STEPS[_STEPS.index(self._full) :] if self._full in _STEPS else (self._full,)

    def _step(self) -> None:
        """Take the largest letters that leave the name in one line, else the smallest."""
        wide, role = self.contentsRect().width(), self._full
        for role in self._sizes():
            if QFontMetrics(theme.font(role)).horizontalAdvance(self.text()) <= wide:
                break
        if role != self._role and wide > 0:
            self.set_role(role)
        self._refold()
