"""What a newer text that ships would change, line by line, before anybody takes it over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, Footer, Scroll, clear, column, lead_focus, row, stack
from ...widgets.safe import Label
from ..queries.sops import Update
from ..rules.merging import Change
from .words import WIDTH


class ChangesView(QWidget):
    """Lines that go in red behind a dash, lines that come in green behind a plus."""

    def __init__(
        self,
        on_take: Callable[[], object],
        on_keep: Callable[[], object],
        on_back: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName("What the newer text changes")
        self.title = Label("", "record")
        self.note = Label("", "body", "ink2", wrap=True)
        lines = QWidget()
        self._box = QVBoxLayout(lines)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        body = column(self.title, self.note, 6, lines, STRETCH, gap=6, margin=(22, 16, 22, 16))
        body.setMaximumWidth(WIDTH)
        self.take = Button("Put it into the draft", "primary", on_click=on_take)
        self.keep = Button("Keep ours", on_click=on_keep, name="Keep our words")
        back = Button("Back", "quiet", on_click=on_back, name="Back to the procedure")
        stack(self, Scroll(body), Footer(self.take, self.keep, back, STRETCH))
        lead_focus(self, self.take)

    def show_update(self, title: str, update: Update) -> None:
        """Show another update."""
        self.title.set_text(f"What changes in {title}")
        kept = update.merged.kept
        places = "one place" if kept == 1 else f"{kept} places"
        words = "What you changed yourselves stays. Nothing is in force before you say so."
        if kept:
            words += f" In {places} both changed: there your own words stay."
        self.note.set_text(words)
        clear(self._box)
        for one in update.changes:
            line = _line(one)
            self._box.addWidget(line)
            line.show()

    def lines(self) -> list[str]:
        """What is shown, each with its mark."""
        return [
            label.text() for label in self.findChildren(Label) if label.text()[:2] in ("+ ", "– ")
        ]


def _line(one: Change) -> QWidget:
    if one.gone:
        return Label(f"– {one.line}", "body", "red", wrap=True)
    if one.new:
        return Label(f"+ {one.line}", "body", "green", wrap=True)
    return row(Label(one.line, "meta", "ink3", elide=True), margin=(0, 8, 0, 0))
