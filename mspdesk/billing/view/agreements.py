"""What agreements bill in advance: when each is billed next, and who is not billed here yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import add_months, full_date, month_start, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.cards import Notice
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Panel, Scroll, Section, clear, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Group, Table, TagCell
from .. import actions, queries
from ..queries import UpcomingRow
from .parts import attempt, date_entry, put_in
from .preview import NextList, TrialForm

TABLES = {"agreement", "agreement_line", "plan_sheet", "billed_period", "client", "invoice", "shop"}


class AgreementsSection:
    """Every agreement that is kept to: held ones, those not billed here, then by next day."""

    key = "agreements"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._currency = desk.ask(shop).money
        self._rows: list[UpcomingRow] = []
        self.table = Table[UpcomingRow](
            (
                Column("client", "Client", "title", lambda r: r.client, stretch=4),
                Column("title", "Agreement", "text", lambda r: r.title, stretch=2, hide_under=1400),
                Column("made", "Made on", "num", _made, width=92, align="left"),
                Column(
                    "why",
                    "What is billed next",
                    "muted",
                    lambda r: r.why,
                    stretch=5,
                    hide_under=1000,
                ),
                Column("amount", "Amount", "money", self._amount, width=110),
                Column("tag", "", "tag", _tag, width=120),
            ),
            "Agreements that are billed",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            empty="No agreement is in force. What is signed is billed from here, in advance.",
        )
        self.detail = AgreementPane(desk, self._reload_and_keep)
        self.listing = column(self.table)
        self.export_button = Button("Export", icon="download", on_click=self._export)
        self.actions: QWidget = row(STRETCH, self.export_button)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def _amount(self, one: UpcomingRow) -> str:
        return shown(one.amount, self._currency)

    def reload(self) -> None:
        """Ask for the agreements again."""
        self._currency = self._desk.ask(shop).money
        self._rows = self._desk.ask(queries.upcoming)
        groups = (
            ("Look before they are billed", "", [one for one in self._rows if one.held]),
            (
                "Not billed here yet",
                "say from when",
                [one for one in self._rows if one.waits],
            ),
            (
                "Billed in advance",
                "",
                [one for one in self._rows if not one.held and not one.waits],
            ),
        )
        self.table.show_groups(
            [
                Group(title, rows, note=note, right=str(len(rows)))
                for title, note, rows in groups
                if rows
            ]
        )
        if self.table.selected() is None:
            self.table.select_first()
        self._choose(self.table.selected())

    def _reload_and_keep(self, agreement_id: int) -> None:
        self.reload()
        self.table.select(agreement_id)

    def _choose(self, one: UpcomingRow | None) -> None:
        self.detail.show_agreement(one)

    def facts(self) -> list[str]:
        """What the status bar says."""
        waiting = sum(one.waits for one in self._rows)
        many = len(self._rows)
        words = [f"{many} agreement{'' if many == 1 else 's'}"]
        if waiting:
            words.append(f"{waiting} not billed here yet")
        return words

    def _export(self) -> None:
        from ..reports.ahead import upcoming_columns

        self._desk.export("Agreements to bill", upcoming_columns(self._currency), self._rows)

    def print_shown(self) -> None:
        """There is no paper of this list; it is exported."""
        self._export()


def _made(one: UpcomingRow) -> str:
    return short_date(one.made_on) if one.made_on else ""


def _tag(one: UpcomingRow) -> TagCell | None:
    if one.held:
        return TagCell("Look first", "amber")
    if one.waits:
        return TagCell("Not billed here", "amber")
    return None


class AgreementPane(Panel):
    """One agreement: from when it is billed, its next invoices, and a change tried out."""

    def __init__(self, desk: Desk, on_begun: Callable[[int], None]) -> None:
        super().__init__("paper", "left")
        self._desk, self._on_begun = desk, on_begun
        self.row: UpcomingRow | None = None
        self._title = Label("", "record", elide=True)
        self._words = Label("", "meta", "ink2", wrap=True)
        self._notice = QWidget()
        self._notice_box = stack(self._notice, gap=8)
        self.form = Form(
            [
                Field(
                    "from_on",
                    "Bill from",
                    date_entry(desk),
                    required=True,
                    help="The first day of the first period MSPDesk bills.",
                )
            ],
            on_save=self._begin,
            save="Begin billing",
        )
        self.next = NextList(desk)
        self.trial = TrialForm(desk)
        self.open_button = Button("Open agreement", on_click=self._open)
        stack(
            self,
            Scroll(
                column(
                    self._title,
                    self._words,
                    self._notice,
                    self.form,
                    row(self.open_button, STRETCH),
                    Section("Next invoices"),
                    self.next,
                    Section("What last month would have billed"),
                    self.trial,
                    STRETCH,
                    gap=10,
                    margin=(20, 16, 20, 16),
                )
            ),
        )

    def show_agreement(self, one: UpcomingRow | None) -> None:
        """Show an agreement of the list."""
        fresh = self.row is None or one is None or self.row.id != one.id
        self.row = one
        for part in (self.next, self.trial, self.open_button):
            part.setVisible(one is not None)
        self.form.setVisible(one is not None and (one.held or one.waits))
        clear(self._notice_box)
        if one is None:
            self._title.set_text("No agreement")
            self._words.set_text("")
            return
        self._title.set_text(f"{one.client}, {one.title}")
        self._words.set_text(_about(one))
        if one.held or one.waits:
            title = "Look before it is billed" if one.held else "Not billed here yet"
            text = (
                one.why
                if one.held
                else (
                    "It came from another program. Say from when MSPDesk bills it; until then the "
                    "run leaves it out."
                )
            )
            put_in(self._notice_box, Notice(title, text, below=True))
        for void in self._desk.ask(queries.voided_of, one.id):
            again = Button(
                "Bill it again",
                on_click=partial(self._again, void.invoice_id),
                name=f"Bill {void.words} of {void.number} again",
            )
            text = f"{void.words} is not billed again unless you say so."
            notice = Notice(f"Invoice {void.number} is void", text, (again,), below=True)
            put_in(self._notice_box, notice)
        if fresh or not self.form.dirty():
            self.form.set_values({"from_on": one.bill_from or _next_first(one)})
        self.next.show_id(one.id)
        self.trial.show_id(one.id)

    def _begin(self, values: dict[str, Any]) -> None:
        if self.row is not None:
            agreement_id = self.row.id
            self._desk.do(actions.begin_billing, agreement_id, values["from_on"])
            self._on_begun(agreement_id)

    def _again(self, invoice_id: int) -> None:
        attempt(self._desk, lambda: self._desk.do(actions.bill_periods_again, invoice_id))

    def _open(self) -> None:
        if self.row is not None:
            self._desk.go(Place("agreements", self.row.id))

    def focus_first(self) -> None:
        """Go to what there is to say: from when it is billed, or what to try."""
        (self.form if self.form.isVisible() else self.trial.form).focus_first()


def _about(one: UpcomingRow) -> str:
    """Number, state and way of paying of an agreement, and since when it is billed here."""
    since = f"billed from {full_date(one.bill_from)}" if one.bill_from else ""
    paid = one.payment[:1].lower() + one.payment[1:]
    return ", ".join(filter(None, (one.number, one.state.lower(), paid, since)))


def _next_first(one: UpcomingRow) -> date:
    """The first of next month, or the agreement's own first day where that is later."""
    return max(add_months(month_start(today()), 1), one.start_on)
