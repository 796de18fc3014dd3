"""The line above the chart: what its boxes mean, what a drag would do, who leads many people."""

from __future__ import annotations

from collections.abc import Sequence

from ...widgets.layout import MARGIN, STRETCH, Ground, row, stack
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..rules.span import Span


class Legend(Ground):
    """What the two looks of a box mean; at the right what a drag would do, or who leads many."""

    def __init__(self) -> None:
        super().__init__()
        self.unfilled = Label("", "meta", "ink2")
        self.said = Label("", "meta", "ink", elide=True)
        stack(
            self,
            row(
                Tag("Filled", "grey"),
                Label("someone has taken the role", "meta", "ink2"),
                8,
                Tag("Unfilled", "hi"),
                self.unfilled,
                STRETCH,
                self.said,
                margin=(MARGIN, 10, MARGIN, 8),
            ),
        )
        self._spans = ""

    def show_owner(self, owner: str) -> None:
        """Say who wears what nobody has taken."""
        self.unfilled.set_text(f"{owner} does it until someone is hired")

    def show_spans(self, wide: Sequence[Span]) -> None:
        """Say who leads more people than one person can well (S007)."""
        self._spans = " ".join(one.words for one in wide)
        self.say("")

    def say(self, words: str) -> None:
        """Say something for now; nothing brings the usual words back."""
        self.said.set_text(words or self._spans)
        self.said.set_color("ink" if words else "amber")
