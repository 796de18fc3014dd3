"""The next invoices of an agreement, and last month's time tried under other values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours_h, month_start, short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...widgets.figures import HoursEntry, MoneyEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Card, Pairs, clear, stack
from ...widgets.safe import Label
from .. import queries
from ..queries import NextRow, Trial
from .parts import Sums, put_in

SHOWN = 12
"""How many of the next invoices are shown."""
IN_CARD = 4
"""How many the card beside an agreement shows."""


def _made(one: NextRow) -> str:
    """When an invoice is made; one whose day is past is made with the next run."""
    return "due now" if one.made_on <= today() else f"made {short_date(one.made_on)}"


def _asking(rows: list[NextRow]) -> list[NextRow]:
    """The invoices that ask for something; periods without any are not billed."""
    return [one for one in rows if one.amount]


def _line(one: NextRow, amount: str) -> tuple[str, str]:
    return f"{one.words}, {_made(one)}", amount


class NextList(QWidget):
    """The next twelve invoices: for which time, made and due when, how much."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.sums = Sums()
        self._none = Label("Nothing more is billed under it.", "meta", "ink3", wrap=True)
        self._note = Label("Each is due on the first day it pays for.", "meta", "ink3", wrap=True)
        stack(self, self.sums, self._note, self._none, gap=6)

    def show_id(self, agreement_id: int) -> None:
        """Show another agreement's."""
        money = self._desk.ask(shop).money
        rows = _asking(self._desk.ask(queries.next_invoices, agreement_id, SHOWN))
        self.sums.show_sums([_line(one, shown(one.amount, money)) for one in rows])
        self.sums.setVisible(bool(rows))
        self._note.setVisible(bool(rows))
        self._none.setVisible(not rows)


class NextCard(QWidget):
    """The card beside an agreement: its next invoices, in a few lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._agreement_id = 0
        self.card = Card("Next invoices", action="All and a trial", on_action=self._more)
        self.pairs = Pairs()
        self.note = Label("", "meta", "ink3", wrap=True)
        self.card.add(self.pairs, self.note)
        stack(self, self.card)

    def show_id(self, agreement_id: int) -> None:
        """Show another agreement's next invoices."""
        self._agreement_id = agreement_id
        money = self._desk.ask(shop).money
        rows = _asking(self._desk.ask(queries.next_invoices, agreement_id, IN_CARD))
        unsigned = self._desk.ask(queries.billed_once_signed, agreement_id)
        self.pairs.show_pairs(
            [
                (
                    "Due now"
                    if unsigned is None and one.made_on <= today()
                    else short_date(one.made_on),
                    f"{shown(one.amount, money)}, {one.words}",
                )
                for one in rows
            ]
        )
        self.note.set_text(self._words(rows, unsigned))

    def _words(self, rows: list[NextRow], unsigned: date | None) -> str:
        """From when it is billed, or what is missing for that."""
        if unsigned is not None:
            return f"Billed from {full_date(unsigned)} on, once it is signed."
        if self._desk.ask(queries.not_billed_here, self._agreement_id):
            return "Not billed here yet: say from when in Billing."
        if not rows:
            return "Nothing more is billed under it."
        if rows[0].due_on < today():
            return "The period has begun; the next run makes its draft."
        return f"Due on the first day of the period; next on {full_date(rows[0].due_on)}."

    def _more(self) -> None:
        self._desk.go(Place("billing", self._agreement_id, "agreements"))


class TrialForm(QWidget):
    """Other values for an agreement, and what last month's time would have billed under them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._agreement_id = 0
        money = desk.ask(shop).money
        self.form = Form(
            [
                Field("monthly_fee", "Monthly fee", MoneyEntry(money)),
                Field("rate", "Hourly rate", MoneyEntry(money)),
                Field("included_minutes", "Hours included", HoursEntry()),
                Field("overage_rate", "Rate beyond them", MoneyEntry(money)),
            ],
            columns=2,
            on_save=self._try,
            save="Try it",
        )
        self._answer = QWidget()
        self._box = stack(self._answer, gap=6)
        self.note = Label("Leave a field empty to keep what is agreed. Nothing is changed.", "meta")
        stack(self, self.note, self.form, self._answer, gap=8)

    def show_id(self, agreement_id: int) -> None:
        """Start again with another agreement."""
        if agreement_id != self._agreement_id:
            self._agreement_id = agreement_id
            clear(self._box)
            self.form.set_values(dict.fromkeys(self.form.values()))

    def _try(self, values: dict[str, Any]) -> None:
        last = month_start(today()) - timedelta(days=1)
        changes = {name: value for name, value in values.items() if value is not None}
        found = self._desk.ask(queries.trial, self._agreement_id, changes, month_start(last), last)
        self.show_trial(found)

    def show_trial(self, found: Trial) -> None:
        """Show both sides, and the difference."""
        money = self._desk.ask(shop).money
        sums = Sums()

        def both(old: int, new: int) -> str:
            return f"{shown(old, money)} → {shown(new, money)}"

        old, new = found.old, found.new
        lines = [
            ("Plan", both(old.plan, new.plan)),
            (
                f"Time, {hours_h(old.billed_minutes)} → {hours_h(new.billed_minutes)} billed",
                both(old.time, new.time),
            ),
        ]
        if old.prepaid_minutes or new.prepaid_minutes:
            drawn = f"{hours_h(old.prepaid_minutes)} → {hours_h(new.prepaid_minutes)}"
            lines.append(("Drawn from prepaid hours", drawn))
        more = "more" if found.difference >= 0 else "less"
        total = (f"{found.first:%B} would have billed", both(old.total, new.total))
        sums.show_sums(lines, total)
        clear(self._box)
        put_in(self._box, sums)
        many = f"{found.entries} time entr{'y' if found.entries == 1 else 'ies'}"
        words = f"{shown(abs(found.difference), money)} {more}, from {many} as logged."
        put_in(self._box, Label(words, "meta", "ink2", wrap=True))
