"""The five numbered steps on the screen: figures, what they say, and a line of one's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ...widgets import painting, theme
from ...widgets.entry import TextEntry
from ...widgets.layout import Card, Metric, column, row
from ...widgets.safe import Label
from ..rules.worksheet import Step

FIGURES = 4
"""Figures a step has at most, side by side."""
GAP = 12
"""Px between figures."""
WORDS = 3
"""Sentences a step says at most; the rest stands in the last of them."""


class Figures(QWidget):
    """Up to four figures in a row, two by two where it is narrow."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        self._metrics = [Metric(label, elide=True) for label in labels]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(8)
        self._across = 0
        self._words: list[str] = []
        self._place(FIGURES)

    def show_lines(self, step: Step) -> None:
        """Show other figures of the same step."""
        for metric, line in zip(self._metrics, step.lines, strict=True):
            metric.set_metric(line.value, line.words)
        self._words = [line.words for line in step.lines]
        self._place(self._fitting())

    def values(self) -> list[str]:
        """The figures, as seen."""
        return [metric.value() for metric in self._metrics]

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at, metric in enumerate(self._metrics):
            self._grid.addWidget(metric, at // across, at % across)
        for at in range(FIGURES):
            self._grid.setColumnStretch(at, 1 if at < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand two by two where four do not fit."""
        super().resizeEvent(event)
        self._place(self._fitting())

    def _fitting(self) -> int:
        """As many as stand side by side with all of their words: all, or two."""
        font = theme.font("meta")
        widest = max((painting.width_of(words, font) for words in self._words), default=0)
        return 2 if self.width() < FIGURES * (widest + GAP) - GAP else FIGURES


class StepCard(Card):
    """One step: its number and title, its figures, what they say, a line to write."""

    def __init__(self, step: Step, on_note: Callable[[str, str], bool], *below: QWidget) -> None:
        super().__init__(f"{step.number}  {step.title}")
        self._number = str(step.number)
        self._on_note = on_note
        self._labels = tuple(line.label for line in step.lines)
        self.figures = Figures(self._labels)
        self._said = [Label("", "body", "ink2", wrap=True) for _ in range(WORDS)]
        self.note = TextEntry("Write beside this step", f"Note on step {step.number}")
        self._kept = ""
        self.note.committed.connect(self._write)
        self.note.left.connect(self._write)
        words = column(*self._said, gap=2)
        self.add(self.figures, words, *below, row(self.note))

    def show_step(self, step: Step, note: str, *, open_: bool, other: bool) -> None:
        """Show other figures; a note that is being typed stays, unless it is `other` question's."""
        self.figures.show_lines(step)
        said = list(step.says)
        shown = [*said[: WORDS - 1], " ".join(said[WORDS - 1 :])]
        for at, label in enumerate(self._said):
            words = shown[at] if at < len(shown) else ""
            label.set_text(words)
            label.setVisible(bool(words))
        if other or self.note.value() == self._kept:
            self.note.set_value(note)
        self._kept = note
        self.note.setEnabled(open_)
        self.note.setVisible(open_ or bool(note))

    def says(self) -> str:
        """What the step says, as seen."""
        return " ".join(label.text() for label in self._said if not label.isHidden())

    def _write(self) -> None:
        words = self.note.value()
        if words != self._kept and self._on_note(self._number, words):
            self._kept = words
