"""Into the accountant's program: what would go, the files, and the hand-overs that were made."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ... import paths
from ...dates import clock_time, full_date, short_date, today
from ...desk.desk import Desk
from ...errors import UserError
from ...exchange.accountant import Accounts
from ...money import shown
from ...widgets import dialogs
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, ChoiceEntry, TextEntry
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import STRETCH, Footer, Panel, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from .. import actions
from ..queries import handover as queries
from ..queries.handover import HandoverRow, Outlook
from ..rules.handover import TARGETS, Wanted
from .parts import Sums, attempt, date_entry

TABLES = {"handover", "handed_over", "invoice", "payment", "client", "shop"}
WARNINGS_SHOWN = 6
NAMES = (
    ("receivable", "Receivables"),
    ("bank", "Payments go to"),
    ("services", "Work and plans"),
    ("goods", "Hardware and software"),
    ("tax", "Sales tax"),
    ("bad_debt", "Written off"),
)


class AccountantSection:
    """The hand-overs that were made, and the form of the next one."""

    key = "accountant"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: list[HandoverRow] = []
        self.table = Table[HandoverRow](
            (
                Column("at", "Made", "num", _at, width=150, align="left"),
                Column("target", "For", "title", lambda r: TARGETS[r.target], stretch=4),
                Column("span", "Time", "text", _span, stretch=4, role="meta"),
                Column("invoices", "Invoices", "num", lambda r: f"{r.invoices:,}"),
                Column("payments", "Payments", "num", lambda r: f"{r.payments:,}"),
                Column("person", "By", "text", lambda r: r.person, stretch=2, hide_under=1400),
                Column("state", "", "tag", _state, width=104),
            ),
            "Hand-overs to the accountant",
            on_select=self._choose,
            on_activate=lambda _row: self.detail.focus_first(),
            empty="Nothing was handed over yet. Save makes the first files.",
        )
        self.detail = AccountantPane(desk)
        self.withdraw_button = Button("Withdraw", on_click=self.withdraw)
        self.actions: QWidget = row(STRETCH, self.withdraw_button)
        self.listing = column(self.table)
        desk.keep_fresh(self.listing, TABLES, self.reload)

    def reload(self) -> None:
        """Ask for the hand-overs and what would go now."""
        self._rows = self._desk.ask(queries.handovers)
        self.table.show_rows(self._rows)
        if self.table.selected() is None:
            self.table.select_first()
        self._choose(self.table.selected())
        self.detail.reload()

    def _choose(self, one: HandoverRow | None) -> None:
        self.withdraw_button.setEnabled(one is not None and one.withdrawn_at is None)

    def select(self, handover_id: int) -> None:
        """Choose one of the list."""
        self.table.select(handover_id)

    def withdraw(self) -> None:
        """Say that the chosen file was never taken in."""
        one = self.table.selected()
        if one is not None:
            attempt(self._desk, lambda: self._desk.do(actions.withdraw_handover, one.id))

    def facts(self) -> list[str]:
        """What the status bar says."""
        return ["Accountant", *self.detail.facts()]

    def print_shown(self) -> None:
        """Files are saved, not printed."""
        self._desk.say("Files for the accountant are saved, not printed.")


def _at(made: HandoverRow) -> str:
    return f"{short_date(made.at.date())}, {clock_time(made.at)}"


def _span(made: HandoverRow) -> str:
    return f"{full_date(made.first_on)} to {full_date(made.last_on)}"


def _state(made: HandoverRow) -> TagCell:
    return TagCell("Withdrawn", "grey") if made.withdrawn_at else TagCell("Handed over", "green")


class AccountantPane(Panel):
    """Target and time, what will go, names of accounts, and Save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("paper", "left")
        self._desk = desk
        self._outlook: Outlook | None = None
        self._target = ChoiceEntry(list(TARGETS.items()))
        self._first, self._last = date_entry(desk), date_entry(desk)
        self._again = CheckEntry("Again, on purpose: what went already too")
        names = [Field(name, title, TextEntry(), required=True) for name, title in NAMES]
        self.form = Form(
            [
                Field("target", "For", self._target, required=True, span=2),
                Field("first", "From", self._first, "Empty: since the last time."),
                Field("last", "Until", self._last, required=True),
                Field("again", "", self._again, span=2),
                Heading("Accounts", "as they are spelled over there; kept for the next time"),
                *names,
            ],
            columns=2,
            on_save=self._save,
            buttons=False,
        )
        values = {"target": "iif", "first": None, "last": today(), "again": False}
        self.form.set_values(values | asdict(desk.ask(queries.accounts)))
        for entry in (self._target, self._again):
            entry.changed.connect(self.reload)
        for day in (self._first, self._last):
            day.left.connect(self.reload)
        self.sums = Sums()
        self.note = Label("", "meta", "ink2", wrap=True)
        self.warnings = Label("", "body", "amber", wrap=True)
        self.save_button = Button("Save the files", "primary", icon="download", on_click=self.save)
        body = column(
            Label("Hand books over", "record"),
            8,
            self.sums,
            4,
            self.note,
            self.warnings,
            10,
            self.form,
            STRETCH,
            gap=4,
            margin=(20, 16, 20, 16),
        )
        stack(self, Scroll(body), Footer(STRETCH, self.save_button))

    def wanted(self) -> Wanted:
        """What is asked for; raises UserError for days that cannot be read."""
        last = self._last.value()
        if last is None:
            raise UserError("Type the day up to which books are handed over.", "last")
        first = self._first.value()
        if first is not None and first > last:
            raise UserError("The time ends before it begins.", "first")
        return Wanted(self._target.value(), last, first, bool(self._again.value()))

    def reload(self) -> None:
        """Work out what would go; a form nobody touched goes on to the new day."""
        if not self.form.dirty():
            self.form.set_values({"last": today()})
        try:
            wanted = self.wanted()
        except UserError:
            return
        found = self._outlook = self._desk.ask(queries.outlook, wanted)
        money = found.currency
        self.sums.show_sums(
            [
                (_many(found.invoices, "invoice"), shown(found.invoiced, money)),
                (_many(found.credits, "credit note"), shown(found.credited, money)),
                (_many(found.payments, "payment"), shown(found.paid, money)),
            ]
        )
        self.note.set_text(" ".join(self._said(found)))
        warnings = list(found.warnings[:WARNINGS_SHOWN])
        if len(found.warnings) > WARNINGS_SHOWN:
            warnings.append(f"And {len(found.warnings) - WARNINGS_SHOWN} more such names.")
        self.warnings.set_text("\n".join(warnings))
        self.warnings.setVisible(bool(warnings))
        self.save_button.setEnabled(not found.empty)

    def _said(self, found: Outlook) -> list[str]:
        if found.empty:
            last = self._desk.ask(queries.last_day, found.wanted.target)
            if last is not None:
                return [f"Nothing is left: it went up to {full_date(last)}."]
            return ["Nothing was issued or paid in this time."]
        said = [f"{_many(found.customers, 'new customer')}."]
        if found.first is not None:
            said.insert(0, f"From {full_date(found.first)} to {full_date(found.wanted.last)}.")
        if found.before:
            named = self._desk.ask(queries.went_before, found.wanted)
            said.append(f"{found.before} of it went before: {', '.join(named) or 'payments'}.")
        if found.wanted.target == "qbo":
            said.append("QuickBooks Online reads customers and invoices; the rest is to type from.")
        said.append("History that was brought in stays here.")
        return said

    def save(self) -> None:
        """Ask for a folder and save."""
        self.form.submit()

    def _save(self, values: dict[str, Any]) -> None:
        from ..runs import handover as runs

        wanted = self.wanted()
        accounts = Accounts(**{name: str(values[name]).strip() for name, _ in NAMES})
        kept = self._desk.settings.last_folder.get("accountant", str(paths.documents_folder()))
        folder = dialogs.choose_folder(self, "Folder for the accountant's files", Path(kept))
        if folder is None:
            return
        self._desk.settings.last_folder["accountant"] = str(folder)
        job = self._desk.run("Handing over", runs.hand_over, wanted, accounts, folder)
        job.then(self._saved(folder))

    def _saved(self, folder: Path) -> Callable[[Path], None]:
        def say(place: Path) -> None:
            self.form.set_values({"again": False, "first": None})
            self.form.mark_clean()
            self._desk.say(f"Saved {place.name} in {folder}")

        return say

    def facts(self) -> list[str]:
        """What the status bar says."""
        if self._outlook is None or self._outlook.empty:
            return ["nothing to hand over"]
        money = self._outlook.currency
        return [f"*{shown(self._outlook.invoiced, money)} to hand over"]

    def focus_first(self) -> None:
        """Go to the form."""
        self.form.focus_first()


def _many(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count:,} {word}s"
