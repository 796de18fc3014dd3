"""One change of a master at the side: what it says, who follows it, what has to be decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...rows import dataclass
from ...widgets.entry import ChoiceEntry
from ...widgets.layout import Rule, clear, column, row, stack
from ...widgets.safe import Label
from ..actions.settling import DECISIONS
from ..queries.reach import OwnWords, Reached
from ..rules.compare import FIELD_WORDS, WHAT_WORDS, Change, Said, What
from ..rules.merge import HIDE

NAMES_SHOWN = 12
_FIELDS = FIELD_WORDS | {"section": "Section"}
_MET = {
    "gone": "has its own words in a line that goes",
    "taken": "has a line of its own with the same name",
    "changed": "has its own words here",
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change in the list: whether it is taken, whom it reaches, what is still open."""

    id: str
    what: str
    about: str
    taken: bool | None
    follow: int
    own: int
    open: int
    clash: bool
    change: Change | None
    reached: Reached | None

    @property
    def reach(self) -> str:
        """Whom it reaches, in few words."""
        follow = "follows" if self.follow == 1 else "follow"
        parts = [f"{self.follow} {follow}" if self.follow else ""]
        parts.append(f"{self.own} own" if self.own else "")
        return ", ".join(part for part in parts if part)


class ChangeSide(QWidget):
    """Shows one change; `on_decide` gets a difference and what is to become of it.

    `choices` are the fields in which that is chosen, from top to bottom.
    """

    def __init__(self, on_decide: Callable[[int, str], object]) -> None:
        super().__init__()
        self._on_decide = on_decide
        self._box = stack(self, margin=(16, 14, 14, 16), gap=6)
        self.choices: list[ChoiceEntry] = []
        self.setMinimumWidth(240)

    def show_change(
        self, chosen: ChangeRow | None, decisions: Mapping[int, str], *, ships: bool
    ) -> None:
        """Show another change; `ships` says that it is one of what ships."""
        clear(self._box)
        self.choices = []
        if chosen is None:
            return
        for item in self._rows(chosen, decisions, ships=ships):
            self._box.addWidget(item)
            item.show()
        self._box.addStretch(1)

    def _rows(
        self, chosen: ChangeRow, decisions: Mapping[int, str], *, ships: bool
    ) -> list[QWidget]:
        change, reached = chosen.change, chosen.reached
        title = WHAT_WORDS[What(chosen.what)] if change is not None else chosen.about
        items: list[QWidget] = [Label(title, "card")]
        if change is not None:
            items.append(Label(chosen.about, "body", "ink", wrap=True))
            for said in change.said:
                items += _said_rows(said, added=chosen.what == What.ADDED, ships=ships)
        if chosen.what == What.GONE and ships:
            words = "Taking this crosses the line off here. The others keep their numbers."
            items.append(Label(words, "meta", "ink2", wrap=True))
        if reached is not None:
            items += self._reach_rows(reached, decisions)
        elif chosen.taken is False:
            items.append(Label("Left as you have it.", "meta", "ink2", wrap=True))
        return items

    def _reach_rows(self, one: Reached, decisions: Mapping[int, str]) -> list[QWidget]:
        items: list[QWidget] = [Rule()] if one.follow or one.own else []
        # Those somebody has to look at come first.
        ordered = sorted(one.own, key=lambda own: not own.why)
        items += [self._own_row(own, decisions.get(own.id)) for own in ordered]
        if one.follow:
            count = len(one.follow)
            follows = "client follows" if count == 1 else "clients follow"
            items.append(Label(f"{count} {follows}", "strong"))
            items.append(Label(_named(one.follow), "meta", "ink2", wrap=True))
        return items

    def _own_row(self, own: OwnWords, decision: str | None) -> QWidget:
        """What one client has instead, and what becomes of it where the two meet."""
        head = Label(own.client, "strong", wrap=True)
        if own.kind == HIDE:
            return column(head, Label("leaves this line out", "meta", "ink2", wrap=True), gap=2)
        if not own.why:
            note = "follows here; has its own words elsewhere in the line"
            return column(head, Label(note, "meta", "ink2", wrap=True), gap=2)
        words = Label(f"“{own.ours}”" if own.ours else "", "body", "ink", wrap=True)
        name = f"What becomes of the words of {own.client}"
        choose = ChoiceEntry(list(DECISIONS.items()), "Decide", name)
        choose.set_value(decision)
        self.choices.append(choose)
        choose.changed.connect(lambda: self._on_decide(own.id, str(choose.value() or "")))
        said = Label(_MET[own.why], "meta", "amber", wrap=True)
        return column(head, said, words, choose, gap=3)


def _said_rows(said: Said, *, added: bool, ships: bool) -> list[QWidget]:
    """A field as it was, as it is, and as the shop has it where that is neither."""
    items: list[QWidget] = [Label(_FIELDS.get(said.name, said.name), "caption", "ink2")]
    if not added:
        items.append(_words("Was", said.was))
    items.append(_words("Now", said.now, "ink"))
    if said.clash and ships:
        items.append(_words("You have", said.mine, "amber"))
    return items


def _words(label: str, said: str, color: str = "ink2") -> QWidget:
    """One of the texts that stand beside each other."""
    name = Label(label, "meta", "ink3")
    name.setFixedWidth(62)
    words = Label(said or "nothing", "body", color if said else "ink3", wrap=True)
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    line: Any = row(name, words, gap=6)
    line.layout().setAlignment(name, Qt.AlignmentFlag.AlignTop)
    return column(line)


def _named(names: tuple[str, ...]) -> str:
    """Clients by name, the first dozen."""
    rest = len(names) - NAMES_SHOWN
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown} and {rest} more" if rest > 0 else shown
