"""How far a piece of work is: words, a bar of 6 px and Cancel."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from . import painting, spoken, theme
from .boxes import beside
from .buttons import LinkButton
from .safe import Label


class Bar(QWidget):
    """A share as a bar of 6 px; readers are told the percentage."""

    spoken_as = spoken.Role.ProgressBar

    def __init__(self, width: int = 0, tone: str = "accent") -> None:
        super().__init__()
        self._part, self._whole, self._tone = 0, 1, tone
        across = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._width = width

    def set_share(self, part: int, whole: int) -> None:
        """Fill some part of the whole."""
        self._part, self._whole = part, max(whole, 1)
        self.setAccessibleDescription(f"{self.percent()}%")
        self.update()

    def percent(self) -> int:
        """How much is filled, in percent."""
        return min(100, max(0, 100 * self._part // self._whole))

    def spoken(self) -> str:
        """What readers say where nothing names it: the percentage."""
        return f"{self.percent()}%"

    def sizeHint(self) -> QSize:
        """As wide as asked, 6 px high."""
        return QSize(theme.current().px(self._width or 120), 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        rect = QRectF(self.rect())
        painting.bar(painting.begin(self), rect, self._part, self._whole, self._tone)


class Progress(QWidget):
    """One piece of work that runs: what it does, how far it is, Cancel."""

    def __init__(self, text: str, on_cancel: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._words = Label(text, "meta", "ink2")
        self._bar = Bar(180)
        self.cancel = LinkButton("Cancel", on_cancel, name=f"Cancel: {text}")
        beside(self, self._words, 5, self._bar, self.cancel, gap=6)
        self.cancel.setVisible(on_cancel is not None)

    def show_progress(self, text: str, part: int, whole: int) -> None:
        """Say how far it is; a whole of 0 is not known yet."""
        self._words.set_text(text)
        self._bar.set_share(part, whole)
        self._bar.setVisible(whole > 0)

    def words(self) -> str:
        """What it does, as seen."""
        return self._words.text()

    def percent(self) -> int:
        """How far it is, in percent."""
        return self._bar.percent()
