"""What else would do: a yes or a no for each alternative, and why (S022)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ...widgets.entry import TextEntry
from ...widgets.layout import Card, column, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ..rules.alternatives import ALTERNATIVES, NEEDED, Alternative, weighed

Weigh = Callable[[str, str, str], object]


class AlternativeLine(QWidget):
    """One alternative: what it means, yes or no, and a line for why."""

    def __init__(self, code: str, on_weigh: Weigh) -> None:
        super().__init__()
        self._code, self._on_weigh = code, on_weigh
        self._kept = Alternative(code)
        title, means = ALTERNATIVES[code]
        self.answer = SegmentControl(
            f"{title}: would it do?",
            [("", "Not said"), ("yes", "Yes"), ("no", "No")],
            self._answered,
        )
        self.words = TextEntry("Why", f"{title}: why")
        self.words.committed.connect(self._write)
        self.words.left.connect(self._write)
        head = column(Label(title, "row"), Label(means, "meta", "ink3", wrap=True), gap=0)
        top = row(head, self.answer, gap=12, shares=(1,))
        stack(self, top, self.words, gap=4)

    def show_alternative(self, said: Alternative, *, open_: bool, other: bool) -> None:
        """Show what was said; words being typed stay, unless it is `other` question's."""
        if other or self.words.value() == self._kept.words:
            self.words.set_value(said.words)
        self._kept = said
        self.answer.blockSignals(True)
        self.answer.choose(said.answer)
        self.answer.blockSignals(False)
        self.answer.setEnabled(open_)
        self.words.setEnabled(open_)

    def _answered(self, answer: str) -> None:
        self._on_weigh(self._code, answer, self.words.value())

    def _write(self) -> None:
        words = self.words.value()
        if words != self._kept.words:
            self._on_weigh(self._code, self.answer.current(), words)


class AlternativesCard(Card):
    """All alternatives, and how many were weighed."""

    def __init__(self, on_weigh: Weigh) -> None:
        super().__init__("Alternatives to a hire", "")
        self.lines = {code: AlternativeLine(code, on_weigh) for code in ALTERNATIVES}
        self.add(*self.lines.values())
        self.body.setSpacing(12)

    def show_alternatives(self, said: Sequence[Alternative], *, open_: bool, other: bool) -> None:
        """Show what was said of each; once it is decided, only those of which something was."""
        for one in said:
            self.lines[one.code].show_alternative(one, open_=open_, other=other)
            self.lines[one.code].setVisible(open_ or bool(one.answer or one.words))
        self.setVisible(open_ or any(one.answer or one.words for one in said))
        done = weighed(tuple(said))
        self.set_subtitle(f"{done} weighed; an approval waits for {NEEDED}")
