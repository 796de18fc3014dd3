"""The script while dialing: its points at the left, the words of the chosen one beside them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...widgets import theme
from ...widgets.layout import STRETCH, Panel, Rule, Scroll, column, row, stack
from ...widgets.picker import Pick, Picker
from ...widgets.safe import Label
from ..queries.calling import CallPage
from ..rules.scripts import BY_CODE, MUST, SLOTS, reached, said

_POINTS = 176
"""Px of the list of points."""


class DialScript(QWidget):
    """What is said at each point, and how far the call came; `on_turn` hears a point chosen."""

    def __init__(self, on_turn: Callable[[], object]) -> None:
        super().__init__()
        self._on_turn = on_turn
        self._page: CallPage | None = None
        self._shown: list[str] = []
        self._filling = False
        self.points = Picker[str]("Points of the script", on_select=self._chosen, lines=1)
        self.points.setFixedWidth(theme.current().px(_POINTS))
        self.when = Label("", "strong", "ink2")
        self.words = Label("", "palette", "ink", wrap=True, selectable=True)
        self.then = Label("", "body", "ink3", wrap=True)
        spoken = Panel("paper", rule="left")
        text = column(self.when, 8, self.words, 22, self.then, STRETCH, margin=(18, 12, 22, 12))
        stack(spoken, Scroll(text))
        stack(self, Rule(), row(self.points, spoken, gap=0, shares=(0, 1)))
        self.setMinimumHeight(theme.current().px(120))

    def show_script(self, page: CallPage, *, anew: bool) -> None:
        """Show the words for a company, from the first point where it is another one."""
        self._page = page
        self._filling = True
        self.points.show_picks([Pick(slot.code, slot.title) for slot in SLOTS])
        if anew or self.points.selected_key() is None:
            # Most calls begin with somebody who is not the one to talk to.
            self.points.select("gatekeeper" if page.target.contact else "opening")
            self._shown = []
        self._filling = False
        self._show_point(self.points.selected_key())

    def point(self, code: str) -> None:
        """Go to a point."""
        self.points.select(code)

    def reached(self) -> str:
        """The furthest point the call came to; empty for none."""
        return reached(self._shown)

    def _chosen(self, code: str | None) -> None:
        self._show_point(code)
        if not self._filling:
            self._on_turn()

    def _show_point(self, code: str | None) -> None:
        page = self._page
        if page is None or code is None:
            return
        self._shown.append(code)
        self.when.set_text(BY_CODE[code].when)
        self.then.set_text(self._after(page, code))
        if page.script is None:
            self.words.set_text("This list has no published script. Choose one for the list.")
            return
        words = page.script.words[code]
        self.words.set_text(said(words, page.values) if words else "Nothing is written for this.")

    def _after(self, page: CallPage, code: str) -> str:
        """What is said next where the call goes on: the point after this one on the path."""
        path = [slot.code for slot in SLOTS if slot.path and slot.code != MUST]
        if page.script is None or code not in path[:-1]:
            return ""
        after = BY_CODE[path[path.index(code) + 1]]
        words = page.script.words[after.code]
        return f"Then {after.title.lower()}: {said(words, page.values)}" if words else ""
