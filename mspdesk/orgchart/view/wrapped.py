"""Facts of a narrow rail: the label at the left, a value that takes as many lines as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...widgets import theme
from ...widgets.glyphs import GlyphBox
from ...widgets.layout import Fact, beside, clear, put, stack
from ...widgets.safe import Label


class WrappedFacts(QWidget):
    """Facts below each other; no word of a value is left out."""

    def __init__(self, label_width: int) -> None:
        super().__init__()
        self._label_width = label_width
        self._values: dict[str, str] = {}
        self._lines = stack(self, gap=3)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts from top to bottom."""
        clear(self._lines)
        self._values = {fact.name: fact.value for fact in facts}
        px, top = theme.current().px, Qt.AlignmentFlag.AlignTop
        for fact in facts:
            label = Label(fact.label, "meta", "ink3", elide=True)
            label.setFixedSize(px(self._label_width), px(20))
            sign = GlyphBox(fact.glyph) if fact.glyph else None
            value = Label(fact.value, "body", fact.color, wrap=True)
            value.setMinimumHeight(px(20))
            value.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            line = QWidget()
            layout = beside(line, label, sign, value, gap=6)
            layout.setStretch(layout.count() - 1, 1)
            for widget in (label, sign):
                if widget is not None:
                    layout.setAlignment(widget, top)
            put(self._lines, line)

    def value(self, name: str) -> str:
        """The value of a fact by its name, as seen; raises KeyError for an unknown one."""
        return self._values[name]
