"""The other tabs of a campaign: who asked, and what each month brought."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from ...dates import month_start, short_date, today
from ...money import USD, Currency, shown
from ...widgets.buttons import Button
from ...widgets.entry import NoteEntry
from ...widgets.layout import STRETCH, Footer, Panel, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..queries.campaigns import LeadRow
from ..queries.progress import MonthRow
from .days import day_column

_KINDS = {"won": "green", "lost": "grey", "declined": "grey"}


class LeadsTab(QWidget):
    """Who asked because of a campaign; Enter goes to what came of it, or opens it."""

    def __init__(
        self,
        on_note: Callable[[], object],
        on_open: Callable[[LeadRow], object],
        on_client: Callable[[LeadRow], object],
        on_remove: Callable[[LeadRow], object],
    ) -> None:
        super().__init__()
        self._on_open, self._on_client, self._on_remove = on_open, on_client, on_remove
        self.note_button = Button("Note lead", icon="plus", on_click=on_note)
        self.open_button = Button("Open opportunity", icon="arrow-up-right", on_click=self._open)
        self.client_button = Button("Go to the company", "quiet", on_click=self._client)
        self.remove_button = Button("Remove lead", "quiet", on_click=self._remove)
        self.table = Table[LeadRow](
            _LEADS,
            "Who asked because of the campaign",
            on_activate=on_open,
            on_select=lambda _one: self._offer(),
            spoken=lambda one: (
                f"{one.client}, {short_date(one.on, today())}, {one.words}, "
                f"{one.stage or 'no opportunity'}"
            ),
            empty="Nobody asked yet. Note whoever does, and what they said.",
        )
        stack(
            self,
            self.table,
            Footer(
                self.note_button, self.open_button, self.client_button, STRETCH, self.remove_button
            ),
        )
        lead_focus(self, self.table)

    def show_leads(self, rows: tuple[LeadRow, ...]) -> None:
        """Show the leads of a campaign."""
        self.table.show_rows(rows)
        self._offer()

    def _offer(self) -> None:
        one = self.table.selected()
        for button in (self.open_button, self.client_button, self.remove_button):
            button.setEnabled(one is not None)
        there = one is not None and one.opportunity_id is not None
        self.open_button.set_text("Go to the opportunity" if there else "Open opportunity")

    def _open(self) -> None:
        one = self.table.selected()
        if one is not None:
            self._on_open(one)

    def _client(self) -> None:
        one = self.table.selected()
        if one is not None:
            self._on_client(one)

    def _remove(self) -> None:
        one = self.table.selected()
        if one is not None:
            self._on_remove(one)


_LEADS: list[Column[LeadRow]] = [
    Column("client", "Company", "title", lambda one: one.client, stretch=1),
    day_column("Asked", lambda one: one.on),
    Column("words", "What they said", "muted", lambda one: one.words, stretch=2),
    Column(
        "stage",
        "Opportunity",
        "tag",
        lambda one: TagCell(one.stage, _KINDS.get(one.kind, "blue")) if one.stage else None,
        width=150,
    ),
]


class MonthsTab(QWidget):
    """What each month brought, and below what is said of the one in front (S128)."""

    def __init__(self, on_write: Callable[[date, str, int], int]) -> None:
        super().__init__()
        self._on_write = on_write
        self._seen = 0
        self._money = USD
        self._shown: MonthRow | None = None
        self.table = Table[MonthRow](
            [
                Column("month", "Month", "title", lambda one: one.title, width=140),
                Column("mails", "Mails", "num", lambda one: str(one.mails), width=64),
                Column("letters", "Letters", "num", lambda one: str(one.letters), width=70),
                Column("back", "Came back", "num", lambda one: str(one.bounced), width=84),
                Column("cost", "Cost", "money", lambda one: shown(one.cost, self._money), width=96),
                Column("leads", "Leads", "num", lambda one: str(one.leads), width=64),
                Column("each", "Cost of a lead", "money", self._each, width=110, hide_under=700),
                Column("won", "Won", "num", lambda one: str(one.won), width=54),
                Column("words", "What it brought", "muted", lambda one: one.words, stretch=1),
            ],
            "Months of the campaign",
            key=lambda one: one.month.isoformat(),
            on_select=self._pick,
            on_activate=lambda _one: self.words.setFocus(),
            spoken=self._spoken,
            empty="",
        )
        self.head = Label("", "row")
        self.words = NoteEntry(
            "What it brought, what came of it, and what to try next", "What the month brought"
        )
        self.words.left.connect(self._keep)
        self.words.committed.connect(self._keep)
        self.keep_button = Button("Keep", on_click=self._keep, name="Keep what the month brought")
        foot = Panel("sheet", rule="top")
        stack(
            foot,
            column(
                row(self.head, STRETCH, self.keep_button),
                self.words,
                margin=(22, 10, 22, 14),
                gap=6,
            ),
        )
        stack(self, self.table, foot)
        lead_focus(self, self.table)

    def _each(self, one: MonthRow) -> str:
        return shown(one.lead_cost, self._money) if one.lead_cost is not None else ""

    def _spoken(self, one: MonthRow) -> str:
        return (
            f"{one.title}, {one.mails} mails, {one.letters} letters, {one.bounced} came back, "
            f"{shown(one.cost, self._money)}, {one.leads} leads. {one.words}"
        )

    def show_months(self, rows: list[MonthRow], money: Currency) -> None:
        """Show the months; the newest that has begun is in front at first."""
        self._money = money
        held = self.table.selected()
        self.table.show_rows(rows)
        if held is None or not self.table.select(held.month.isoformat()):
            begun = [one for one in rows if one.month <= month_start(today())]
            if begun:
                self.table.select(begun[-1].month.isoformat())
        self._pick(self.table.selected())

    def show_month(self, month: str) -> None:
        """Go to a month, to say what it brought."""
        self.table.select(month)
        self.words.setFocus()

    def _pick(self, one: MonthRow | None) -> None:
        same = self._shown is not None and one is not None and self._shown.month == one.month
        typed = same and self._shown is not None and self.words.text() != self._shown.words
        own = one is not None and self.words.text().strip() == one.words.strip()
        self._shown = one
        if one is not None and (own or not typed):
            self._seen = one.version
        if one is not None and not typed:
            self.words.set_value(one.words)
        self.head.set_text(f"What did {one.title} bring?" if one is not None else "")
        self.words.setEnabled(one is not None)

    def _keep(self) -> None:
        one = self._shown
        if one is not None and self.words.text().strip() != one.words.strip():
            now = self._on_write(one.month, self.words.text(), self._seen)
            self._seen = max(now, self._seen)
