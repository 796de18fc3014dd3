"""One answer of the worksheet: words, or one of the two boxes below them."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from ...widgets.boxes import STRETCH
from ...widgets.entry import CheckEntry, Entry, NoteEntry
from ...widgets.layout import column, row, stack
from ...widgets.safe import clean
from ..rules.worksheet import STATE_WORDS, Answer, Question, State, answer_of


class AnswerEntry(Entry):
    """The value is an Answer, or None while nobody has asked."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._number = question.number
        self.note = NoteEntry(lines=2)
        title = f"{question.number} {question.name}"
        self.unknown = CheckEntry(STATE_WORDS[State.UNKNOWN])
        self.none = CheckEntry(STATE_WORDS[State.NONE])
        for tick in (self.unknown, self.none):
            tick.box.setAccessibleName(f"{title}: {tick.box.words()}")
        self.field = self.note.field
        self.note.changed.connect(self.changed)
        self.note.left.connect(self.left)
        self.note.committed.connect(self.committed)
        for box, other in ((self.unknown, self.none), (self.none, self.unknown)):
            box.box.toggled.connect(lambda on, other=other: self._ticked(other, on=on))
        self.setFocusProxy(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.note.setFixedHeight(self.note.sizeHint().height() + 8)
        boxes = column(self.unknown, self.none, STRETCH, gap=0)
        boxes.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        stack(self, row(self.note, boxes, gap=14))

    def _ticked(self, other: CheckEntry, *, on: bool) -> None:
        """Only one of the two can be; the form looks at the field again."""
        if on:
            other.set_value(False)
        self.changed.emit()
        self.left.emit()

    def _state(self) -> str:
        if self.unknown.value():
            return State.UNKNOWN
        return State.NONE if self.none.value() else ""

    def value(self) -> Answer | None:
        """What was answered; raises UserError when words and a tick contradict each other."""
        return answer_of(self._state(), clean(self.note.text()), f"q{self._number}")

    def set_value(self, value: Answer | None) -> None:
        """Show an answer."""
        self.note.set_value(value.text if value else "")
        self.unknown.set_value(value is not None and value.state is State.UNKNOWN)
        self.none.set_value(value is not None and value.state is State.NONE)

    def text(self) -> str:
        """The words, and which box is ticked."""
        return f"{self._state()}\n{self.note.text()}".strip("\n")
