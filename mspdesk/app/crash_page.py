"""The page after a mistake of the program: what was saved, what was not, and what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..widgets.buttons import Button
from ..widgets.layout import STRETCH, Card, PageHead, Scroll, column, row, stack
from ..widgets.safe import Label
from .typed import Typed


class CrashPage(QWidget):
    """Says what stands in the books, gives back what was typed, and copies the details."""

    def __init__(
        self, saved: str, typed: Sequence[Typed], report: str, back: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName("A mistake of MSPDesk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._typed, self._report, self._back = tuple(typed), report, back
        self.saved = Label(saved, color="ink2", wrap=True)
        stands = Card("What was saved")
        stands.add(self.saved)
        self.fields = Card("What was typed and is not saved")
        self._said = Label("", "meta", "ink2", wrap=True)
        self._fill()
        details = Card("What happened")
        words = "The details name files and lines of the program, and nothing of your shop's."
        copy = Button("Copy details", on_click=partial(_copy, report))
        details.add(Label(words, color="ink2", wrap=True), row(copy, STRETCH))
        body = column(stands, self.fields, details, STRETCH, gap=12, margin=(22, 4, 22, 22))
        body.setMaximumWidth(720)
        body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        head = PageHead("MSPDesk made a mistake", meta=("You can go on working. Esc goes back.",))
        stack(self, column(head, margin=(22, 18, 22, 10)), Scroll(body))

    def _fill(self) -> None:
        if not self._typed:
            self.fields.add(Label("Nothing was left in a field.", color="ink2"))
            return
        for one in self._typed:
            self.fields.add(
                Label(one.label, "label", "ink2"), Label(one.words, wrap=True, selectable=True)
            )
        put = Button("Put it back", "primary", on_click=self.put_back)
        every = "\n\n".join(f"{one.label}\n{one.words}" for one in self._typed)
        copy = Button("Copy it", on_click=partial(_copy, every), name="Copy what was typed")
        self.fields.add(self._said, row(put, copy, STRETCH))
        self._said.hide()
        self.setFocusProxy(put)

    def put_back(self) -> None:
        """Put what was typed into its fields again and go there; says what has no field left."""
        gone = [one.label for one in self._typed if not one.put_back()]
        if gone:
            self._said.set_text(f"No field is left for: {', '.join(gone)}. Copy it instead.")
            self._said.show()
        else:
            self._back()


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)
