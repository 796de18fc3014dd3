"""The price grid: three plans at a client's counts, what is left of each, and all that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from ...clients.queries import choose_client
from ...clients.queries import client as client_of
from ...dates import full_date, hours_h, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...money import shown
from ...rows import dataclass
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.comparison import Compared, Comparison, Offer
from ...widgets.entry import ChoiceEntry, DateEntry, Found, LookupEntry, MoneyEntry, NumberEntry
from ...widgets.form import Field, Form
from ...widgets.layout import (
    STRETCH,
    Card,
    EmptyState,
    PageHead,
    Scroll,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ...widgets.tags import Tag
from .. import actions, queries, rules
from ..printables import PRICE_SHEET
from ..queries import PlanGrid, PricedTier, Revision
from .editing import PricesCard, RowsCard, WordsCard

_TABLES = {
    "pricing_grid",
    "plan_tier",
    "plan_price",
    "plan_row",
    "plan_cell",
    "catalog_item",
    "catalog_member",
    "device",
    "client",
    "site",
    "wage",
}
UNITS = tuple(unit for unit in rules.PLAN_UNITS if unit != "flat")
CHECK_MONTHS = 3
"""Months a payer by check pays at once (B5)."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What an upper area may accept: a revision, for whom, at which counts, what each plan asks."""

    grid: PlanGrid
    client_id: int | None
    client: str
    counts: dict[str, int]
    plans: tuple[PricedTier, ...]


class PricesPage(QWidget):
    """Type counts and prices, see what each plan asks and leaves; print and accept the sheet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Price grid")
        self._desk = desk
        self._money = desk.ask(shop).money
        self._grid: PlanGrid | None = None
        self._revision: Revision | None = None
        self.print_button = Button("Print price sheet", icon="printer", on_click=self.print_shown)
        self.main_button = Button("New revision", kind="primary", on_click=self._main)
        self.choice = ChoiceEntry([], name="Revision of the plans", width=190)
        self.choice.changed.connect(self._chosen)
        self._wanted: int | None = None
        self.drop_button = Button("Drop draft", kind="quiet", on_click=self._drop)
        self.head = PageHead(
            "Price grid",
            actions=(self.choice, self.drop_button, self.print_button, self.main_button),
        )
        self.force = Form(
            [Field("effective_on", "Holds from", DateEntry(), required=True)],
            on_save=self._put_in_force,
            save="Offer it from that day",
            on_cancel=self._away,
        )
        self.force_card = Card("Put this revision into force")
        self.force_card.add(
            Label(
                "New agreements take their prices from it; running ones keep theirs.",
                color="ink2",
                wrap=True,
            ),
            self.force,
        )
        self.force_card.hide()
        self.client = LookupEntry(self._find, "A prospect or a client", "For whom")
        self.client.picked.connect(lambda found: self.for_client(found.value))
        self.client.left.connect(self._client_left)
        self.counts = {
            unit: NumberEntry(0, 100_000, name=f"How many {rules.UNIT_WORDS[unit]}")
            for unit in UNITS
        }
        for entry in self.counts.values():
            entry.changed.connect(self._compute)
        self.plans = self._plans_table()
        self.hour = MoneyEntry(self._money, "wages", "What a paid hour costs", width=90)
        self.share = NumberEntry(1, 100, "%", "Productive share of paid time", width=90)
        self.share.line.setPlaceholderText("target")
        for labor in (self.hour, self.share):
            labor.left.connect(self._keep_labor)
            labor.committed.connect(self._keep_labor)
        self.labor_words = Label("", "meta", "ink2")
        self.prices = PricesCard(desk, self._compute)
        self.rows = RowsCard(desk)
        self.comparison = Comparison("What is included in each plan")
        self.words = WordsCard(desk)
        panels = desk.panels("pricing.accept")
        self.accept: Any | None = panels[0].make(desk) if panels else None
        self._empty = self._nothing()
        self._body = Scroll(self._lay_out())
        stack(self, self._body, self._empty)
        lead_focus(self, self.client)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _lay_out(self) -> QWidget:
        whom = Card("For whom, and how many")
        whom.add(self._count_grid())
        sums = Card("What each plan comes to, a month", flush=True)
        sums.add(self.plans)
        parts: list[QWidget] = [self.head, self.force_card, whom, sums]
        if self._desk.may("money"):
            labor = row(
                Label("A paid hour costs", "meta", "ink2"),
                self.hour,
                Label("of which productive", "meta", "ink2"),
                self.share,
                self.labor_words,
                STRETCH,
                margin=(14, 4, 14, 8),
            )
            sums.add(labor)
        if self.accept is not None:
            parts.append(self.accept)
        parts += [self.prices, self.rows, self.comparison, self.words]
        return column(*parts, STRETCH, gap=12, margin=(22, 14, 22, 20))

    def _count_grid(self) -> QWidget:
        box = QWidget()
        lay = QGridLayout(box)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setHorizontalSpacing(10)
        lay.addWidget(Label("Client or prospect", "tag", "ink3"), 0, 0)
        lay.addWidget(self.client, 1, 0)
        lay.setColumnStretch(0, 4)
        for at, unit in enumerate(UNITS, 1):
            lay.addWidget(Label(rules.UNIT_WORDS[unit].capitalize(), "tag", "ink3"), 0, at)
            lay.addWidget(self.counts[unit], 1, at)
            lay.setColumnStretch(at, 2)
        return box

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "landmark",
            "There are no plans yet",
            "Three plans, what each includes and leaves out, and the usual offerings.",
            Button("Bring in the starter catalog", kind="primary", on_click=self._starter),
        )

    def _plans_table(self) -> Table[PricedTier]:
        money, ours = self._money, self._desk.may("money")

        def of(amount: int) -> str:
            # Nothing costs nothing; without counts there is nothing to say.
            return shown(amount, money) if self.counted() else ""

        columns: list[Column[PricedTier]] = [
            Column("plan", "Plan", "title", lambda r: r.name, stretch=2),
            Column(
                "monthly",
                "Asks for",
                "money",
                lambda r: shown(r.monthly, money) if r.monthly else self._unasked(),
                width=120,
            ),
        ]
        if ours:
            columns += [
                _figure("cost", "Bought for it", lambda r: of(r.margin.cost)),
                _figure("before", "Before labor", lambda r: of(r.margin.before_labor)),
                _figure("labor", "Planned", self._planned, hidden=1000),
                _figure("labor_cost", "Labor costs", lambda r: of(r.margin.labor)),
                Column(
                    "left",
                    "Left",
                    "money",
                    lambda r: shown(r.margin.left, money) if r.monthly else "",
                    width=110,
                    color=lambda r: "red" if r.monthly and r.margin.left < 0 else None,
                ),
                _figure("share", "Share", _share, 64),
            ]
        columns += [
            _figure("setup", "Setup", lambda r: shown(r.setup_fee, money) if r.setup_fee else ""),
            _figure(
                "check",
                "First check",
                lambda r: shown(r.monthly * CHECK_MONTHS + r.setup_fee, money) if r.monthly else "",
                112,
            ),
        ]
        return Table[PricedTier](columns, "What each plan comes to", row="card", side=14, fit=True)

    # Showing.

    def _reload(self) -> None:
        self._grid = self._wanted_grid()
        self._empty.setVisible(self._grid is None)
        self._body.setVisible(self._grid is not None)
        if self._grid is None:
            return
        self._revision = self._desk.ask(queries.revision, self._grid.id)
        editable = self._revision is not None and self._revision.editable
        self._show_head(editable=editable)
        found = self._desk.ask(queries.unit_prices, self._grid.id)
        self.prices.show_grid(self._grid, found, editable=editable)
        self.rows.setVisible(editable)
        self.comparison.setVisible(not editable)
        if editable:
            self.rows.show_grid(self._grid)
        else:
            self._compare(self._grid)
        self.words.show_grid(self._grid, editable=editable)
        self._show_labor()
        self._compute()

    def _wanted_grid(self) -> PlanGrid | None:
        """The revision that was chosen, else the draft, else the one in force."""
        held = None
        if self._wanted is not None:
            held = self._desk.ask(queries.plan_grid, self._wanted)
        return held or self._desk.ask(queries.current_grid)

    def _chosen(self) -> None:
        wanted = self.choice.value()
        if wanted is not None and self._grid is not None and wanted != self._grid.id:
            self._wanted = wanted
            self._reload()

    def _show_head(self, *, editable: bool) -> None:
        held = self._revision
        if held is None or self._grid is None:
            return
        if held.state == "past":
            tag, meta = Tag("Past", "grey"), "Agreements made from it keep its prices"
        elif held.state == "draft":
            tag, meta = Tag("Draft", "amber"), "Nobody was given prices from it yet"
        elif held.effective_on is None:
            tag, meta = Tag("Set your prices", "hi"), "It ships without prices; type yours"
        else:
            tag, meta = Tag("In force", "green"), f"Since {full_date(held.effective_on)}"
        self.head.set_head(f"Price grid, revision {held.revision}", [meta], [tag])
        self.main_button.set_text("Put into force" if editable else "New revision")
        self.drop_button.setVisible(held.state == "draft")
        self.choice.blockSignals(True)
        listed = self._desk.ask(queries.revisions)
        self.choice.set_options([(one.id, one.words) for one in listed])
        self.choice.set_value(held.id)
        self.choice.blockSignals(False)
        self.choice.setVisible(len(listed) > 1)

    def _compare(self, grid: PlanGrid) -> None:
        self.comparison.show_offers(
            "What is included",
            grid.note,
            [Offer(tier.name) for tier in grid.tiers],
            [
                Compared(line.text, tuple(words or said == "yes" for said, words in line.cells))
                for line in grid.lines
            ],
        )

    def _show_labor(self) -> None:
        if self._grid is None or self._revision is None:
            return
        labor = self._desk.ask(queries.labor_cost, self._grid.id)
        for entry, value in (
            (self.hour, self._revision.hour),
            (self.share, self._revision.productive),
        ):
            if not entry.field.hasFocus():
                entry.set_value(value)
        self.labor_words.set_text(
            f"{shown(labor.hour, self._money)} at {labor.productive}% now; it never prints"
        )

    def _keep_labor(self) -> None:
        if self._grid is None or self._revision is None:
            return
        try:
            hour, share = self.hour.value(), self.share.value()
            if (hour, share) != (self._revision.hour, self._revision.productive):
                self._desk.do(actions.set_labor, self._grid.id, hour, share)
        except UserError as error:
            self._desk.refuse(error)

    def counted(self) -> dict[str, int]:
        """The counts as typed; what cannot be read counts as none."""
        found = {}
        for unit, entry in self.counts.items():
            try:
                count = entry.value()
            except UserError:
                count = None
            if count:
                found[unit] = count
        return found

    def _planned(self, one: PricedTier) -> str:
        return hours_h(one.margin.minutes) if self.counted() else ""

    def _unasked(self) -> str:
        """What stands for the sum of a plan that asks for nothing."""
        return "set your price" if self.counted() else "type counts"

    def _compute(self) -> None:
        """Work out each plan with what is being typed, at every keystroke."""
        if self._grid is None:
            return
        labor = self._desk.ask(queries.labor_cost, self._grid.id)
        typed = self.prices.typed()
        counts = self.counted()
        plans = []
        for tier in self._grid.tiers:
            some = [one for one in typed if one.tier_id == tier.id]
            lines = queries.lines_of(tier.name, some, counts)
            plans.append(
                PricedTier(
                    tier.id,
                    tier.code,
                    tier.name,
                    tier.setup_fee,
                    lines,
                    queries.margin_of(lines, labor),
                )
            )
        self.plans.show_rows(plans)
        if self.accept is not None:
            found = self.client.taken()
            self.accept.show_offer(
                Offered(
                    self._grid,
                    self._client_id(),
                    found.text if found else "",
                    counts,
                    tuple(plans),
                )
            )

    # For whom.

    def _find(self, text: str) -> Sequence[Found]:
        rows = self._desk.ask(choose_client, text, 20)
        return [Found(one.id, one.name, one.city) for one in rows]

    def _client_id(self) -> int | None:
        found = self.client.taken()
        return found.value if found is not None and isinstance(found.value, int) else None

    def _client_left(self) -> None:
        if self.client.is_empty():
            self._compute()

    def for_client(self, client_id: int) -> None:
        """Price the plans for a client or prospect, at what is documented there."""
        held = self._desk.ask(client_of, client_id)
        if held is None:
            return
        self.client.set_value(Found(held.id, held.name, held.city))
        found = self._desk.ask(queries.counts_for, client_id)
        for unit, entry in self.counts.items():
            entry.set_value(found.get(unit) or None)
        self._compute()

    # What is done.

    def _starter(self) -> None:
        try:
            self._desk.do(actions.bring_starter)
        except UserError:
            self._desk.do(actions.new_revision)

    def _main(self) -> None:
        if self._revision is not None and self._revision.editable:
            self.force.set_values({"effective_on": today()})
            self.force_card.show()
            self.force.focus_first()
        else:
            self._wanted = self._desk.do(actions.new_revision)
            self._reload()

    def _drop(self) -> None:
        if self._revision is not None and self._revision.state == "draft":
            self._wanted = None
            self._desk.do(actions.drop_revision, self._revision.id)

    def _put_in_force(self, typed: dict[str, Any]) -> None:
        if self._revision is None:
            return
        held = self._desk.ask(queries.revision, self._revision.id)
        if held is not None:
            self._desk.do(actions.put_in_force, held.id, held.version, typed["effective_on"])
        self._away()

    def _away(self) -> None:
        self.force_card.hide()
        self.main_button.setFocus()

    def print_shown(self) -> None:
        """Ctrl+P prints the sheet for whom it is worked out; no cost and no margin is on it."""
        if self._grid is None:
            return
        key = (self._grid.id, self._client_id() or 0, tuple(sorted(self.counted().items())))
        self._desk.print_document(PRICE_SHEET, key, "Price sheet")

    def show_place(self, place: Place) -> None:
        """Come here, perhaps for a client."""
        self._body.verticalScrollBar().setValue(0)
        client_id = place.about.get("client_id")
        if client_id is not None:
            self.for_client(client_id)

    def focus_filter(self) -> None:
        """The / key goes to the client."""
        self.client.field.setFocus()

    def new_here(self) -> bool:
        """N stays with the window here."""
        return False


def _share(plan: PricedTier) -> str:
    percent = plan.margin.percent
    return "" if percent is None else f"{percent}%"


def _figure(
    key: str, title: str, value: Any, width: int = 100, hidden: int = 0
) -> Column[PricedTier]:
    """A column of figures beside the main ones."""
    return Column(key, title, "num", value, width=width, role="body", ink="ink", hide_under=hidden)
