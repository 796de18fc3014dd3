"""The page after the program was killed: what was typed then and is not in the books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..dates import clock_time, full_date
from ..widgets.buttons import Button
from ..widgets.layout import STRETCH, Card, PageHead, Scroll, column, row, stack
from ..widgets.safe import Label
from .typed_file import Left, forget

if TYPE_CHECKING:
    from .window import Window

_WORDS = (
    "These words stood in fields that were not saved when MSPDesk ended. Nothing of them is in the"
    " books. Go to the form they stood in and MSPDesk offers to put them in, or copy them; they"
    " stay here until you throw them away."
)


class TypedPage(QWidget):
    """Shows what was left, lets it be copied, and throws it away when told to."""

    def __init__(self, window: Window, left: Sequence[Left], back: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName("What was typed")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window, self._left, self._back = window, tuple(left), back
        cards = [self._card(one) for one in left]
        copy = Button("Copy all of it", "primary", on_click=partial(_copy, self.text()))
        away = Button("Throw it away", on_click=self.throw_away)
        self.setFocusProxy(copy)
        words = Label(_WORDS, color="ink2", wrap=True)
        bar = row(copy, away, STRETCH)
        body = column(words, bar, *cards, STRETCH, gap=12, margin=(22, 4, 22, 22))
        body.setMaximumWidth(720)
        body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        head = PageHead("What was typed and not saved", meta=("Esc goes back.",))
        stack(self, column(head, margin=(22, 18, 22, 10)), Scroll(body))

    def _card(self, left: Left) -> Card:
        card = Card(f"{full_date(left.at.date())}, {clock_time(left.at)}")
        for number, one in enumerate(left.kept, 1):
            where = ", ".join(part for part in (one.page, one.label) if part)
            copy = Button("Copy", "quiet", on_click=partial(_copy, one.words))
            copy.setAccessibleName(f"Copy {one.label or 'words'}, {number} of {len(left.kept)}")
            card.add(
                row(Label(where, "label", "ink2"), STRETCH, copy),
                Label(one.words, wrap=True, selectable=True),
            )
        return card

    def text(self) -> str:
        """All of it, as it is copied."""
        return "\n\n".join(f"{k.label}\n{k.words}" for one in self._left for k in one.kept)

    def throw_away(self) -> None:
        """Let it go for good, and go back."""
        for one in self._left:
            forget(one)
        self._window.status.say("What was typed was thrown away.")
        self._back()


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)
