"""The questions of an audit as a list that is answered by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ...dates import short_date, today
from ...widgets.table import Column, Table, TagCell
from ..queries.audits import QuestionRow
from ..rules.answers import ANSWERS, TONES

_KEYS = dict(zip("12345", ANSWERS, strict=True))


class Questions(Table[QuestionRow]):
    """The questions; 1 to 5 answer, Space confirms, Enter goes to the words."""

    keyed = Signal(str)

    def __init__(self, single: Callable[[], bool]) -> None:
        self._single = single
        super().__init__(
            (
                Column("number", "No.", "id", lambda r: r.asked_as, width=52),
                Column("words", "Question", "text", lambda r: r.words, stretch=3),
                Column("answer", "Answer", "tag", _tag, width=116),
                Column(
                    "source", "From", "muted", lambda r: r.source_words, stretch=1, hide_under=1700
                ),
                Column("as_of", "As of", "date", _as_of, width=92, hide_under=1000, color=_age),
            ),
            name="Questions",
            empty="No questions yet. Add those that were asked.",
            spoken=_spoken,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by a digit, confirm by Space; everything else moves as in any list."""
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if bare and event.key() == Qt.Key.Key_Space:
            self.keyed.emit("")
        elif bare and event.text() in _KEYS and self._single():
            self.keyed.emit(_KEYS[event.text()])
        else:
            super().keyPressEvent(event)


def _tag(one: QuestionRow) -> TagCell | None:
    return TagCell(one.answer_words, TONES[one.answer]) if one.answer else None


def _source(one: QuestionRow) -> str:
    return one.source_words


def _as_of(one: QuestionRow) -> str:
    if not one.answer:
        return ""
    return short_date(one.as_of) if one.as_of else "unknown"


def _age(one: QuestionRow) -> str | None:
    return "amber" if one.old(today()) else None


def _spoken(one: QuestionRow) -> str:
    said = f"Question {one.asked_as}. {one.words} "
    if not one.answer:
        return f"{said}Not answered."
    seen = "" if one.looked_on else " Not looked over."
    return f"{said}{one.answer_words}. {one.text} From {one.source_words}.{seen}"
