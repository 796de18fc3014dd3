"""All figures of the garden as a list, and what letting some of them go would free and lose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import hours, hours_h
from ...errors import UserError
from ...money import shown, shown_whole
from ...widgets.entry import NumberEntry
from ...widgets.layout import STRETCH, Card, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Group, Table
from ..queries import GardenPage
from ..rules import (
    Dropped,
    GardenRow,
    Mode,
    dropped,
    dropped_of,
    in_order,
    paid_words,
)

NARROW = 1_400
"""Px of the window below which the list drops what can be reckoned from the rest."""

_SORTS = (("profit", "Least profit first"), ("revenue", "Least revenue first"))
_MONEY = (
    ("revenue", "Revenue"),
    ("labor", "Labor"),
    ("project", "Project"),
    ("hardware", "Hardware"),
    ("software", "Software"),
    ("services", "Services"),
    ("other", "Other"),
    ("cogs", "At cost"),
)


_ALWAYS = {"revenue", "cogs"}


class AllFigures(QWidget):
    """Every column of every client, lowest first; and the sum of those one might let go."""

    def __init__(
        self, on_client: Callable[[int], object], on_mode: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._page: GardenPage | None = None
        self._kinds: tuple[tuple[str, str], ...] = ()
        self._on_client = on_client
        self.order = SegmentControl("Which stand first", _SORTS, lambda _key: self._fill())
        self.mode = SegmentControl(
            "How paid hours are counted",
            [(Mode.EXACT.value, "Exact hours"), (Mode.SEED.value, "To the nearest 10 h")],
            on_mode,
        )
        self.count = NumberEntry(0, 100_000, name="How many clients to let go, from the top")
        self.count.setFixedWidth(64)
        self.count.set_value(0)
        self.count.committed.connect(self._say)
        self.count.left.connect(self._say)
        self.words = Label("", "body", "ink2", wrap=True)
        self.table: Table[GardenRow] | None = None
        self._card = Card("", flush=True)
        stack(
            self,
            row(self.order, self.mode, STRETCH, gap=12),
            row(Label("What if the first"), self.count, Label("went elsewhere?"), STRETCH, gap=8),
            self.words,
            self._card,
            gap=10,
        )

    def show_page(self, page: GardenPage) -> None:
        """Show the clients of another time."""
        self._page = page
        # What nobody was billed for would be an empty column; files and paper have them all.
        kinds = tuple(one for one in _MONEY if any(getattr(row, one[0]) for row in page.rows))
        if self.table is None or kinds != self._kinds:
            self._kinds = kinds
            self._card.clear()
            self.table = self._build(page)
            self._card.add(self.table)
        self._fill()

    def _build(self, page: GardenPage) -> Table[GardenRow]:
        money = page.money

        def amount(name: str) -> Callable[[GardenRow], str]:
            return lambda one: shown_whole(getattr(one, name), money) if getattr(one, name) else ""

        columns: list[Column[GardenRow]] = [
            Column("client", "Client", "title", lambda r: r.client, width=150, stretch=1)
        ]
        columns += [
            Column(
                key,
                title,
                "money",
                amount(key),
                role="meta",
                hide_under=0 if key in _ALWAYS else NARROW,
            )
            for key, title in self._kinds
        ]
        columns += [
            Column("recorded", "Hours", "num", lambda r: hours(r.recorded), role="meta"),
            Column("paid", "Paid h", "num", _paid, role="meta", hide_under=NARROW),
            Column("labor_cost", "Labor cost", "money", amount("labor_cost"), role="meta"),
            Column(
                "profit",
                "Profit",
                "money",
                lambda r: shown_whole(r.profit, money),
                color=lambda r: "red" if r.profit < 0 else None,
            ),
            Column("share", "Profit %", "num", lambda r: r.percent_words, role="meta"),
            Column("rate", "Per hour", "money", _rate_of(page), role="meta"),
            Column(
                "running",
                "Running",
                "money",
                lambda r: shown_whole(r.running, money),
                role="meta",
                hide_under=NARROW,
            ),
            Column("decided", "Decided", "text", self._decided, width=78, hide_under=NARROW),
        ]
        return Table[GardenRow](
            columns,
            "All figures of all clients",
            key=lambda r: r.client_id,
            on_activate=lambda r: self._on_client(r.client_id),
            row="card",
            empty="Nobody was billed or worked for in this time.",
            multi=True,
            tone=self._tone,
        )

    def _decided(self, one: GardenRow) -> str:
        choice = self._page.choices.get(one.client_id) if self._page else None
        return choice.choice.capitalize() if choice else ""

    def rows(self) -> list[GardenRow]:
        """The clients in the order chosen."""
        return in_order(self._page.rows, self.order.current()) if self._page else []

    def _fill(self) -> None:
        if self.table is None or self._page is None:
            return
        rows = self.rows()
        sums = self._sums(dropped(rows, len(rows)))
        self.table.show_groups([Group("All of them", rows, sums=sums)] if rows else [])
        self._say()

    def _sums(self, every: Dropped) -> dict[str, str]:
        page = self._page
        if page is None:
            return {}
        found: dict[str, Any] = {
            key: shown_whole(sum(getattr(one, key) for one in page.rows), page.money)
            for key, _ in self._kinds
        }
        found["recorded"] = hours(every.recorded)
        found["paid"] = paid_words(every.paid)[:-2]
        found["labor_cost"] = shown_whole(every.labor_cost, page.money)
        found["profit"] = shown_whole(every.profit, page.money)
        if every.hourly is not None:
            found["rate"] = shown_whole(every.hourly, page.money)
        return found

    def _tone(self, one: GardenRow) -> str:
        first = {row.client_id for row in self.rows()[: self._count()]}
        return "hi" if one.client_id in first else ""

    def _count(self) -> int:
        """How many are to go; nothing where no number is typed."""
        try:
            return self.count.value() or 0
        except UserError:
            return 0

    def _say(self, *_: object) -> None:
        """Say what would come free and what would be lost; several picked rows go before."""
        page = self._page
        if page is None or self.table is None:
            return
        picked = {one.client_id for one in self.table.selected_rows()}
        rows = self.rows()
        found = dropped_of(rows, picked) if len(picked) > 1 else dropped(rows, self._count())
        self.words.set_text(drop_words(found, page) if found.k else "Nobody is marked by this.")
        self.table.viewport().update()


def drop_words(found: Dropped, page: GardenPage) -> str:
    """What letting some clients go frees and loses, with what it was in the time shown."""
    who = "1 client" if found.k == 1 else f"{found.k} clients"
    verb = "lost" if found.profit >= 0 else "saved"
    profit = shown(abs(found.profit), page.money)
    return (
        f"{who}: {paid_words(found.paid)} paid come free ({hours_h(found.recorded)} recorded),"
        f" {profit} of profit {verb}. {shown(found.revenue, page.money)} in revenue,"
        f" {shown(found.labor_cost, page.money)} in labor."
    )


def _paid(row: GardenRow) -> str:
    return paid_words(row.paid).removesuffix(" h")


def _rate_of(page: GardenPage) -> Callable[[GardenRow], str]:
    money = page.money
    return lambda r: shown_whole(r.effective_rate, money) if r.effective_rate is not None else ""
