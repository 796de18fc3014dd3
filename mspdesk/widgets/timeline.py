"""Notes below each other: who, when, what, how long, and whether the client can read it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ..rows import dataclass
from . import glyphs, painting, theme
from .boxes import STRETCH, clear, row
from .buttons import LinkButton
from .safe import Label
from .tags import Tag

_FACE, _TEXT = 22, 32


@dataclass(frozen=True, slots=True)
class Entry:
    """One note; `actions` are words and what they do, for example to correct it."""

    key: int
    face: glyphs.Face
    name: str
    when: str
    text: str
    hours: str = ""
    client_can_see: bool = False
    actions: Sequence[tuple[str, Callable[[], object]]] = ()


class NoteRow(QWidget):
    """One note with its face; a line leads on to the next."""

    def __init__(self, entry: Entry, *, last: bool) -> None:
        super().__init__()
        self.entry, self._last = entry, last
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        tag = Tag("Client can see", "amber") if entry.client_can_see else None
        hours = Label(entry.hours, "label", "ink2") if entry.hours else None
        links = [
            LinkButton(words, press, name=f"{words}: {entry.name}, {entry.when}", role="meta")
            for words, press in entry.actions
        ]
        head = row(
            Label(entry.name, "strong"),
            Label(entry.when, "meta", "ink3"),
            STRETCH,
            *links,
            tag,
            hours,
            gap=7,
        )
        head.setFixedHeight(theme.current().px(_FACE))
        self.text = Label(entry.text, "body", "ink", wrap=True, selectable=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.current().px(_TEXT), 0, 0, 0 if last else 10)
        layout.setSpacing(2)
        layout.addWidget(head)
        layout.addWidget(self.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the face and the line to the next."""
        painter = painting.begin(self)
        size = theme.current().px(_FACE)
        glyphs.paint_avatar(painter, QRectF(0, 0, size, size), self.entry.face)
        if not self._last:
            middle = size / 2 - 1
            stroke = QRectF(middle, size + 4, 2, self.height() - size - 4)
            painter.fillRect(stroke, theme.current().color("line"))


class Timeline(QWidget):
    """All notes of a record, oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._entries: list[Entry] = []

    def show_notes(self, entries: Sequence[Entry]) -> None:
        """Show these notes from top to bottom."""
        self._entries = list(entries)
        clear(self._layout)
        for at, entry in enumerate(entries):
            self._layout.addWidget(NoteRow(entry, last=at == len(entries) - 1))

    def texts(self) -> list[str]:
        """The words of the notes, as seen."""
        return [entry.text for entry in self._entries]

    def entries(self) -> list[Entry]:
        """The notes in sight."""
        return list(self._entries)
