"""The eight questions that qualify an opportunity: yes, no, not known, and a line of words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ...widgets.entry import TextEntry
from ...widgets.layout import Card, column, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ..queries.opportunity import AnswerRow
from ..rules.pipeline import QUESTIONS, Qualified, Question

Say = Callable[[str, str, str, int], int]
"""Writes an answer down as it was seen at a version; answers the version to go on from."""

_ANSWERS = [("", "Not asked"), ("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]


class AnswerLine(QWidget):
    """One question: what is asked, the answer, and what was said."""

    def __init__(self, question: Question, on_say: Say) -> None:
        super().__init__()
        self._code, self._on_say = question.code, on_say
        self._kept = AnswerRow(question.code, question.name, question.ask, "", "")
        self._seen = 0
        self.answer = SegmentControl(f"{question.name}: the answer", _ANSWERS, self._answered)
        self.words = TextEntry("In their words", f"{question.name}: in words")
        self.words.committed.connect(self._write)
        self.words.left.connect(self._write)
        self.ask = Label(question.ask, "meta", "ink3", wrap=True)
        head = column(Label(question.name, "row"), self.ask, gap=0)
        stack(self, row(head, self.answer, gap=12, shares=(1,)), self.words, gap=4)

    def show_answer(self, said: AnswerRow, *, other: bool) -> None:
        """Show what was said; words being typed stay, unless they are of `other` opportunity."""
        if other or self.words.value() in (self._kept.words, said.words):
            self.words.set_value(said.words)
            self._seen = said.version
        self._kept = said
        self.ask.set_text(f"{said.ask} {_whence(said)}".strip())
        self._choose(said.answer)

    def _choose(self, answer: str) -> None:
        self.answer.blockSignals(True)
        self.answer.choose(answer)
        self.answer.blockSignals(False)

    def _answered(self, answer: str) -> None:
        self._seen = self._on_say(self._code, answer, self.words.value(), self._seen)
        # What was refused, or answers itself, shows what stands in the books.
        self._choose(self._kept.answer)

    def _write(self) -> None:
        words = self.words.value()
        if words != self._kept.words:
            self._seen = self._on_say(self._code, self.answer.current(), words, self._seen)


def _whence(said: AnswerRow) -> str:
    """What a question that answers itself goes by, and that somebody knows better."""
    if not said.counted:
        return ""
    words = f"Counted: {said.counted}."
    return f"{words} Answered by hand." if said.by_hand else f"{words} Answered by that."


class QualifyCard(Card):
    """All eight, and how many were answered."""

    def __init__(self, on_say: Say) -> None:
        super().__init__("Qualification", "")
        self.lines = {one.code: AnswerLine(one, on_say) for one in QUESTIONS}
        self.add(*self.lines.values())
        self.body.setSpacing(12)

    def show_answers(
        self, answers: Sequence[AnswerRow], counted: Qualified, *, other: bool
    ) -> None:
        """Show the answers of an opportunity."""
        for one in answers:
            self.lines[one.code].show_answer(one, other=other)
        self.set_subtitle(counted.words)
