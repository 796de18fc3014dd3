"""The words of a procedure as they read: paragraphs, headings, lists, steps with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ...letters.rules.texts import Part
from ...widgets.layout import STRETCH, Rule, Scroll, clear, column, lead_focus, stack
from ...widgets.safe import Label
from ...widgets.texttable import text_table
from ..rules.words import STEPS, parts

WIDTH = 760
"""Px; longer lines are hard to read."""


def tight(widget: QWidget) -> QWidget:
    """Let what stands over a list take no more height than it needs; answers it."""
    widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return widget


class WordsView(QWidget):
    """Plain words only; whatever a text holds is shown as it is. Arrows scroll."""

    def __init__(self, name: str, *, margin: tuple[int, int, int, int] = (22, 8, 22, 22)) -> None:
        super().__init__()
        self.purpose = Label("", "row", "ink2", wrap=True)
        self._words = QWidget()
        self._box = QVBoxLayout(self._words)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self._said: tuple[str, str] | None = None
        body = column(self.purpose, 10, self._words, STRETCH, margin=margin, gap=0)
        body.setMaximumWidth(WIDTH)
        self.sheet = Scroll(body)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet.setAccessibleName(name)
        stack(self, self.sheet)
        lead_focus(self, self.sheet)

    def show_words(self, purpose: str, body: str) -> None:
        """Show what it is for, and its words."""
        if (purpose, body) == self._said:
            return
        self._said = (purpose, body)
        self.purpose.set_text(purpose)
        self.purpose.setVisible(bool(purpose))
        clear(self._box)
        for part in parts(body):
            widget = _shown(part)
            self._box.addWidget(widget)
            widget.show()

    def text(self) -> str:
        """What is shown, the purpose first."""
        return "\n\n".join(self._said) if self._said else ""


def _shown(part: Part) -> QWidget:
    if part.kind == "heading":
        return Label(part.text, "card_large", wrap=True)
    if part.kind == "list":
        return _marked([("–", item) for item in part.items])
    if part.kind == STEPS:
        first = int(part.text)
        return _marked([(f"{number}.", text) for number, text in enumerate(part.items, first)])
    if part.kind == "table":
        return text_table(part.rows)
    if part.kind == "sign":
        captions = "          ".join(part.items)
        return column(14, Rule("ink3"), Label(captions, "meta", "ink3", wrap=True), gap=2)
    return Label(part.text, wrap=True)


def _marked(rows: Sequence[tuple[str, str]]) -> QWidget:
    """Lines behind their marks."""
    owner = QWidget()
    grid = QGridLayout(owner)
    grid.setContentsMargins(2, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for at, (mark, words) in enumerate(rows):
        number = Label(mark, "body", "ink3", align="right" if mark != "–" else "left")
        number.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        grid.addWidget(number, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(words, wrap=True), at, 1)
    return owner
