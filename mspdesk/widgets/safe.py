"""The one place where people's words meet Qt: always plain text, never markup."""

from html import escape
from unicodedata import category

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from . import painting, theme

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
# Invisible marks that turn text around or hide it: bidi overrides and isolates.
_TURNERS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def clean(text: str) -> str:
    """Text without control characters and without marks that reorder what stands beside it."""
    if text.isascii() and text.isprintable():
        return text
    kept = [
        sign
        for sign in text.translate(_TURNERS)
        if sign in "\n\t" or category(sign) not in ("Cc", "Cs")
    ]
    return "".join(kept).replace("\t", "    ")


def one_line(text: str) -> str:
    """Text for a place that has one line: every run of white space becomes one space."""
    return " ".join(clean(text).split())


def unmnemonic(text: str) -> str:
    """Text for a menu or a button, where a single & would vanish and underline a letter."""
    return one_line(text).replace("&", "&&")


def tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that is shown as it was typed."""
    widget.setToolTip(plain_tip(text))


def plain_tip(text: str) -> str:
    """Text that a tooltip shows literally, even when it looks like markup."""
    words = clean(text)
    if "<" not in words:
        return words
    return f"<qt>{escape(words)}</qt>".replace("\n", "<br>")


class Label(QLabel):
    """Plain words in one role and one ink; long ones wrap, or are cut with a tooltip.

    With `fold` they stand in one line, and go on below only where that line has no room.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        color: str = "ink",
        *,
        wrap: bool = False,
        elide: bool = False,
        align: str = "left",
        selectable: bool = False,
        weight: int = 0,
        fold: bool = False,
    ) -> None:
        super().__init__()
        self._role, self._color, self._weight, self._elide = role, color, weight, elide
        self._fold, self._folded = fold, 0
        self._labels = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        down = Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter
        self.setAlignment(_ALIGN[align] | down)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        if elide or fold:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._dress()
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show other words."""
        words = clean(text) if self.wordWrap() else one_line(text)
        if words != self._words():
            self.setText(words.replace("&", "&&") if self._labels else words)
            self._refold()
            self._tell_whole()

    def set_color(self, color: str) -> None:
        """Show the words in another ink."""
        if color != self._color:
            self._color = color
            self._dress()

    def set_role(self, role: str) -> None:
        """Show the words in another role."""
        self._role = role
        self._dress()

    def label_for(self, widget: QWidget) -> None:
        """Name a field: readers then say these words for it."""
        words = self._words()
        self._labels = True
        self.setBuddy(widget)
        self.setText(words.replace("&", "&&"))

    def shown(self) -> str:
        """What is seen, after cutting."""
        words = self._words()
        return self._cut(words) if self._elide and not self._folded else words

    def folded(self) -> bool:
        """Whether the words go on in further lines for want of room."""
        return self._folded > 0

    def _refold(self) -> None:
        """Take the height that the words want in the room there is now."""
        if not self._fold:
            return
        words, wide = self._words(), self.contentsRect().width()
        fits = QFontMetrics(self.font()).horizontalAdvance(words) <= wide + 1 or wide <= 0
        # One word that is too long for a line, such as an address, is cut if it may be.
        fits = fits or (self._elide and self._longest() > wide)
        high = 0 if fits else painting.folded_height(words, self.font(), wide)
        if high != self._folded:
            self._folded = high
            self.updateGeometry()
            self.update()

    def _longest(self) -> int:
        """The width in px of the longest word."""
        metrics = QFontMetrics(self.font())
        return max((metrics.horizontalAdvance(one) + 2 for one in self._words().split()), default=0)

    def _words(self) -> str:
        return self.text().replace("&&", "&") if self._labels else self.text()

    def _cut(self, words: str) -> str:
        return QFontMetrics(self.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def _dress(self) -> None:
        self._look = theme.current().look()
        font = theme.font(self._role, self._weight)
        if font != self.font():
            self.setFont(font)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.current().color(self._color))
        self.setPalette(palette)

    def _dressed(self) -> bool:
        """Whether it wears what the theme says already."""
        same = self._look == theme.current().look()
        # A new style sheet puts back the ink of before, once the label has dressed already.
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        same = same and ink == theme.current().color(self._color)
        return same and self.font() == theme.font(self._role, self._weight)

    def _tell_whole(self) -> None:
        if self._elide:
            tooltip(self, self._words() if self.shown() != self._words() else "")

    def changeEvent(self, event: QEvent) -> None:
        """Take the inks and sizes of a new theme."""
        if event.type() == QEvent.Type.StyleChange and not self._dressed():
            self._dress()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole words as a tooltip once they are cut."""
        super().resizeEvent(event)
        self._refold()
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, cut at the right where they must be."""
        if not self._elide and not self._folded:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(theme.current().color(self._color))
        painter.setFont(self.font())
        if self._folded:
            flags = self.alignment() | Qt.TextFlag.TextWordWrap
            painter.drawText(self.contentsRect(), flags, self._words())
        else:
            painter.drawText(self.contentsRect(), self.alignment(), self._cut(self._words()))

    def sizeHint(self) -> QSize:
        """The room the whole words would take."""
        hint = super().sizeHint()
        if self._elide or self._fold:
            hint.setWidth(QFontMetrics(self.font()).horizontalAdvance(self._words()) + 2)
        if self._folded:
            hint.setHeight(self._folded)
        return hint

    def minimumSizeHint(self) -> QSize:
        """A cut label may become narrow."""
        hint = super().minimumSizeHint()
        if self._elide:
            hint.setWidth(min(hint.width(), theme.current().px(32)))
        elif self._fold:
            hint.setWidth(self._longest())
        hint.setHeight(max(hint.height(), self._folded))
        return hint
