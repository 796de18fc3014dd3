"""What is known before a meeting, beside it: the packet in short."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...widgets.boxes import clear
from ...widgets.layout import Card, Pairs, column
from ...widgets.safe import Label
from ..queries.packet import Packet
from ..queries.section import Section

LABELS = 118
MOST_ROWS = 4
"""Rows of a section that are shown here; the paper has more."""

_SHOWN = ("work", "response", "devices", "documentation", "advice", "sales")


class PacketCard(Card):
    """Each section that has something to say, in a few lines; the paper has all of it."""

    def __init__(self, print_packet: Callable[[], object]) -> None:
        super().__init__("What we know", "for us alone", "Print packet", print_packet)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.add(self._rows)

    def show_packet(self, packet: Packet) -> None:
        """Show the packet of a client."""
        clear(self._rows)
        for key in _SHOWN:
            section = packet.section(key)
            if section is not None:
                part = _part(section)
                self._rows.addWidget(part)
                part.show()


def _part(section: Section) -> QWidget:
    found: list[QWidget] = [Label(section.title, "strong", "ink2")]
    if section.facts:
        pairs = Pairs(LABELS)
        pairs.show_pairs(section.facts)
        found.append(pairs)
    if section.key == "work":
        pairs = Pairs(LABELS + 60)
        pairs.show_pairs([(one[0], one[1]) for one in section.rows])
        found.append(pairs)
    else:
        found += [
            Label(_line(section.key, one), "meta", "ink2", wrap=True)
            for one in section.rows[:MOST_ROWS]
        ]
        left = len(section.rows) - MOST_ROWS
        if left > 0:
            found.append(Label(f"and {left} more on paper", "meta", "ink3"))
    if section.note:
        found.append(Label(section.note, "meta", "ink3", wrap=True))
    return column(*found, gap=3)


def _line(key: str, cells: tuple[str, ...]) -> str:
    if key == "devices":
        return (
            f"{cells[0]}, {cells[2]}: {cells[4].lower()}" if cells[2] else f"{cells[0]}: {cells[4]}"
        )
    if key == "advice":
        return f"{cells[0]}: {cells[3]}"
    return ", ".join(filter(None, cells))


class BudgetCard(Card):
    """Where a client keeps us in its budget; what must be asked stands in ink (S118)."""

    def __init__(self, write: Callable[[], object]) -> None:
        super().__init__("Their budget", "", "Write down", write)
        self.pairs = Pairs(LABELS)
        self.ask = Label("", "meta", "amber", wrap=True)
        self.meaning = Label("", "meta", "ink2", wrap=True)
        self.add(self.ask, self.pairs, self.meaning)

    def show_section(self, section: Section | None, ask: tuple[str, ...], lasting: str) -> None:
        """Show the budget section of a packet, and what must be asked."""
        words = ", ".join(ask)
        self.ask.set_text(f"To ask: {words}" if words else "")
        self.ask.setVisible(bool(words))
        shown = [pair for pair in (section.facts if section else ()) if pair[0] in _BUDGET]
        self.pairs.show_pairs([(_BUDGET[label], value) for label, value in shown])
        self.meaning.set_text(lasting)
        self.meaning.setVisible(bool(lasting))


_BUDGET = {
    "In their budget": "Where we stand",
    "What it means to them": "In their words",
    "Money for next year": "Next year",
    "They renew": "They renew",
    "Agreement": "Agreement",
    "Its term ends": "Its term ends",
    "Told of new rates": "New rates",
    "Last asked": "Last asked",
}
