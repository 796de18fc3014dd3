"""Tags: one or two tinted words about a thing."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from . import painting, spoken, theme
from .safe import one_line
from .tokens import TONES

_PAD = 7


class Tag(QWidget):
    """Two words at most, 20 px high; tones are those of tokens.TONES."""

    spoken_as = spoken.Role.StaticText

    def __init__(self, text: str, tone: str = "grey") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_tag(text, tone)

    def set_tag(self, text: str, tone: str = "grey") -> None:
        """Show other words in another tone."""
        self._text, self._tone = one_line(text), tone
        self.setAccessibleDescription(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words."""
        return self._text

    def spoken(self) -> str:
        """What readers say: the words."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(tag_width(self._text), theme.height("tag"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tag."""
        paint_tag(painting.begin(self), QRectF(self.rect()), self._text, self._tone)


def tag_width(text: str) -> int:
    """The width of a tag in px."""
    return painting.width_of(text, theme.font("tag")) + 2 * theme.current().px(_PAD)


def paint_tag(painter: QPainter, rect: QRectF, text: str, tone: str) -> None:
    """Draw a tag into a rectangle."""
    ground, ink = TONES.get(tone, TONES["grey"])
    painting.box(painter, rect, 5, ground)
    painting.text(painter, rect, text, theme.font("tag"), ink, painting.CENTER)
