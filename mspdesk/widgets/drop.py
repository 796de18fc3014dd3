"""Files dropped on a part of the window: it says what will happen before they are let go."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QDropEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from . import painting, theme

MOST = 20
"""Files that are taken at once."""


class FileDrop(QObject):
    """Lets a widget take files of this computer; `words` are asked for as they come near."""

    def __init__(
        self,
        target: QWidget,
        words: Callable[[Sequence[Path]], str],
        on_files: Callable[[Sequence[Path]], object],
    ) -> None:
        super().__init__(target)
        self._target, self._words, self._on_files = target, words, on_files
        self.hint = _Hint(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take files, say what comes of them, and nothing else."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self.hint.hide()
        if not isinstance(event, QDropEvent):
            return False
        paths = paths_of(event.mimeData())
        words = self._words(paths) if paths else ""
        if not words:
            return False
        # The file stays where it is, whatever the other program would rather do.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if kind == QEvent.Type.Drop:
            self.hint.hide()
            self._on_files(paths)
        else:
            self.hint.say(words)
        return True


def paths_of(carried: QMimeData) -> list[Path]:
    """The files of this computer among what is carried; addresses of elsewhere are left out."""
    if not carried.hasUrls():
        return []
    local = [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
    return [path for path in local if path.name][:MOST]


class _Hint(QWidget):
    """A sheet over the target that says what letting go does."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ""
        self.hide()

    def say(self, words: str) -> None:
        """Lie over the whole target with these words."""
        self._words = words
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.update()

    def words(self) -> str:
        """What is said."""
        return self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet, its edge, and the words in its middle."""
        painter = painting.begin(self)
        now = theme.current()
        inner = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        painting.box(painter, inner, 8, "tint", "accent")
        painter.setFont(theme.font("card"))
        painter.setPen(now.color("ink"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, self._words)
