"""A table that stands inside a text: plain words in rows, the first one its heads."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from .safe import Label


def text_table(rows: Sequence[Sequence[str]]) -> QWidget:
    """A table of a text, its heads in small grey; long words wrap."""
    owner = QWidget()
    grid = QGridLayout(owner)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(4)
    for at, row in enumerate(rows):
        for column_at, cell in enumerate(row):
            label = Label(cell, "meta", "ink3" if at == 0 else "ink", wrap=True)
            grid.addWidget(label, at, column_at, Qt.AlignmentFlag.AlignTop)
    return owner
