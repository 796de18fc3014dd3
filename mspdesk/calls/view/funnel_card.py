"""How the calls went: a card with counts and rates, for a list, a version, a time."""

from __future__ import annotations

from ...dates import stretch
from ...widgets.layout import Card, row
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..rules.funnel import Funnel, Step


class FunnelCard(Card):
    """Calls, voicemails, gatekeepers, talks and appointments with their rate of all calls."""

    def __init__(self, title: str, empty: str = "Nobody was called yet.") -> None:
        super().__init__(title, flush=True)
        self.table = Table[Step](
            (
                Column("what", "", "text", lambda r: r.title, stretch=1),
                Column("calls", "Calls", "num", lambda r: f"{r.calls:,}", width=52, sort=None),
                Column("rate", "Of all", "num", lambda r: r.of_all, width=62, sort=None),
            ),
            name=f"{title}, counted",
            key=lambda r: r.code,
            row="compact",
            fit=True,
            side=14,
        )
        self.points = Table[Step](
            (
                Column("point", "Came as far as", "text", lambda r: r.title, stretch=1),
                Column("calls", "Calls", "num", lambda r: f"{r.calls:,}", width=52, sort=None),
                Column("rate", "Of all", "num", lambda r: r.of_all, width=62, sort=None),
            ),
            name=f"{title}, by point of the script",
            key=lambda r: r.code,
            row="compact",
            fit=True,
            side=14,
        )
        self._empty = row(Label(empty, "body", "ink3", wrap=True), margin=(14, 0, 14, 8))
        self.add(self._empty, self.table, self.points)

    def show_funnel(self, found: Funnel) -> None:
        """Show other counts."""
        there = found.calls > 0
        self._empty.setVisible(not there)
        self.table.setVisible(there)
        self.points.setVisible(bool(found.points))
        self.set_subtitle(stretch(found.minutes) if there else "")
        self.table.show_rows(found.stages if there else [])
        self.points.show_rows(found.points)

    def lines(self) -> list[tuple[str, str, str]]:
        """What is shown, a line each: what, calls, rate."""
        return [(one.title, f"{one.calls:,}", one.of_all) for one in self.table.rows()]
