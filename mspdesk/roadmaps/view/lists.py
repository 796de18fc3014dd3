"""The lists of the Roadmaps room: who is due, where we stand in budgets, renewals ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours, short_date
from ...desk.area import Found, Place, found_client
from ...desk.desk import Desk
from ...exchange.columns import OutColumn
from ...money import shown, shown_whole
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.form import Form
from ...widgets.laid import Laid
from ...widgets.layout import MARGIN, STRETCH, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Group, Table, TagCell
from ..actions.places import ask_again
from ..queries.due import DueRow, due_list
from ..queries.places import BudgetRow, budget_rows
from ..queries.renewing import RenewalRow, renewal_rows
from ..reports import reports
from .forms import place_form, rest_form

Plan = Callable[[int | None], object]

_STATES = {
    "Overdue": "amber",
    "Never met": "amber",
    "Due soon": "accent",
    "Planned": "green",
    "Planned late": "amber",
    "Minutes wait": "amber",
    "Left out": "grey",
}


class _Part(QWidget):
    """A list with its buttons below, over which a form may be laid."""

    key = ""

    def __init__(self, desk: Desk, table: Table[Any], buttons: list[QWidget], words: str) -> None:
        super().__init__()
        self._desk, self.table = desk, table
        listing = QWidget()
        about = Label(words, "meta", "ink2", wrap=True)
        foot = row(*buttons, STRETCH, margin=(MARGIN, 10, MARGIN, 12))
        stack(listing, column(about, margin=(MARGIN, 10, MARGIN, 4)), table, foot)
        self.laid = Laid(listing, table)
        stack(self, self.laid)
        lead_focus(self, self._keys)

    def client_in_front(self) -> Found | None:
        """The client of the row that is chosen."""
        picked = self.table.selected()
        return found_client(picked.client_id, picked.client) if picked is not None else None

    def _keys(self) -> QWidget:
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        return self.table

    def _lay(self, title: str, words: str, make: Callable[[], Form]) -> None:
        if self.laid.busy():
            self.laid.resume()
        else:
            self.laid.lay(title, words, make())

    def _saved(self, _id: int) -> None:
        self.laid.back()

    def export_list(self) -> None:
        """Write the list into a file, with the columns of its report."""
        money = self._desk.ask(shop).money
        report = next(one for one in reports(money) if one.key == self.key)
        columns: tuple[OutColumn[Any], ...] = report.files or report.columns
        self._desk.export(report.title, columns, self.table.rows())


class DuePart(_Part):
    """With whom the next meeting is due, the longest first (S119)."""

    key = "roadmaps-due"

    def __init__(self, desk: Desk, plan: Plan, show: Callable[[int], object]) -> None:
        self._plan, self._show = plan, show
        table = Table[DueRow](
            (
                Column("client", "Client", "title", lambda r: r.client, stretch=2),
                Column("state", "", "tag", _due_tag, width=120),
                Column("last", "Last met", "date", lambda r: _day(r.last_on), width=120),
                Column("due", "Due by", "date", _due_words, width=120),
                Column("planned", "Planned", "date", lambda r: _day(r.planned_on), width=120),
                Column("why", "", "muted", _rests, stretch=2, hide_under=900),
            ),
            name="Roadmap meetings due",
            key=lambda r: r.client_id,
            on_activate=lambda _row: self.open_picked(),
            on_select=lambda _row: self._offer(),
            empty="Here stands every client you work for.",
        )
        self.main = Button("Plan a meeting", "primary", on_click=self.open_picked)
        self.rest = Button("Leave out", on_click=self.let_rest)
        words = "The next meeting is three months after the last one at the latest."
        super().__init__(desk, table, [self.main, self.rest], words)
        self.setAccessibleName("Roadmap meetings due")
        tables = {"roadmap_meeting", "roadmap_rest", "client"}
        desk.keep_fresh(self, tables, self.reload)

    @property
    def note(self) -> str:
        """How many are due and nothing is planned."""
        due = sum(one.state in ("Overdue", "Never met") for one in self.table.rows())
        return f"{due} due" if due else "nobody due"

    def reload(self) -> None:
        """Ask for the list again."""
        self.table.show_rows(self._desk.ask(due_list))
        if self.table.selected() is None:
            self.table.select_first()
        self._offer()

    def _offer(self) -> None:
        picked = self.table.selected()
        for button in (self.main, self.rest):
            button.setEnabled(picked is not None)
        planned = picked is not None and picked.meeting_id is not None
        self.main.set_text("Open the meeting" if planned else "Plan a meeting")
        rests = picked is not None and bool(picked.rests)
        self.rest.set_text("Ask them again" if rests else "Leave out")

    def open_picked(self) -> None:
        """Open the meeting that is planned, or plan one."""
        picked = self.table.selected()
        if picked is None:
            return
        if picked.meeting_id is not None:
            self._show(picked.meeting_id)
        else:
            self._plan(picked.client_id)

    def let_rest(self) -> None:
        """Leave the picked client out with a reason, or ask it again."""
        picked = self.table.selected()
        if picked is None:
            return
        if picked.rests:
            self._desk.attempt(ask_again, picked.client_id)
            return
        make = partial(rest_form, self._desk, picked.client_id, self._saved, self.laid.back)
        self._lay(f"Leave {picked.client} out", "Nobody is asked to plan a meeting.", make)

    def new(self) -> None:
        """Plan a meeting with the picked client."""
        picked = self.table.selected()
        self._plan(picked.client_id if picked else None)


class BudgetPart(_Part):
    """Where each client keeps us in its budget, those to be asked first (S118)."""

    key = "budget-places"

    def __init__(self, desk: Desk) -> None:
        self._money = desk.ask(shop).money
        table = Table[BudgetRow](
            (
                Column("client", "Client", "title", lambda r: r.client, stretch=3),
                Column("place", "Where we stand", "text", _place_words, stretch=2),
                Column("next", "Next year", "text", _next_words, width=130),
                Column("renew", "They renew", "text", _renew_words, width=104),
                Column("planned", "A year", "money", self._planned, width=110, hide_under=900),
                Column("asked", "Asked", "date", _asked, width=120),
                Column("ask", "To ask", "text", lambda r: r.missing_words, stretch=3, ink="amber"),
            ),
            name="Where we stand in budgets",
            key=lambda r: r.client_id,
            on_activate=lambda _row: self.open_picked(),
            empty="Here stands every client you work for.",
        )
        main = Button("Write down", "primary", on_click=self.open_picked)
        client = Button("Go to client", on_click=self._go)
        words = (
            "What a client calls running costs comes back next year; what it calls a project ends. "
            "Ask, and ask again after six months."
        )
        super().__init__(desk, table, [main, client], words)
        self.setAccessibleName("Where we stand in budgets")
        desk.keep_fresh(self, {"budget_place", "client", "contact"}, self.reload)

    @property
    def note(self) -> str:
        """How many are known."""
        rows = self.table.rows()
        return f"{sum(one.known for one in rows)} of {len(rows)} known" if rows else ""

    def _planned(self, one: BudgetRow) -> str:
        held = one.place
        known = held is not None and held.planned is not None
        return shown_whole(held.planned or 0, self._money) if held and known else ""

    def reload(self) -> None:
        """Ask for the list again."""
        self.table.show_rows(self._desk.ask(budget_rows))
        if self.table.selected() is None:
            self.table.select_first()

    def open_picked(self) -> None:
        """Write down what the picked client says today."""
        picked = self.table.selected()
        if picked is not None:
            self.open_client(picked.client_id)

    def open_client(self, client_id: int) -> None:
        """Write down what a client says today."""
        self.table.select(client_id)
        one = next((row_ for row_ in self.table.rows() if row_.client_id == client_id), None)
        held = one.place if one else None
        make = partial(place_form, self._desk, client_id, held, self._saved, self.laid.back)
        self._lay("Where we stand in their budget", one.client if one else "", make)

    def new(self) -> None:
        """Write down what the picked client says."""
        self.open_picked()

    def _go(self) -> None:
        picked = self.table.selected()
        if picked is not None:
            self._desk.go(Place("clients", picked.client_id, "roadmap"))


class RenewalsPart(_Part):
    """Agreements that end within ninety days, with all that is known before they do (B5, B10)."""

    key = "renewal-ahead"

    def __init__(self, desk: Desk) -> None:
        self._money = desk.ask(shop).money
        columns: list[Column[RenewalRow]] = [
            Column("client", "Client", "title", lambda r: r.client, stretch=3),
            Column("title", "Agreement", "text", lambda r: r.title, stretch=2),
            Column("last", "Ends", "date", lambda r: full_date(r.last), width=112),
            Column("revenue", "12 months", "money", self._whole("revenue"), width=92),
            Column("hours", "Hours", "num", lambda r: hours(r.minutes), width=70),
            Column("rate", "Per hour", "money", self._whole("hourly"), width=76),
            Column("declined", "Said no", "num", lambda r: str(r.declined or ""), width=66),
            Column("renew", "They renew", "text", lambda r: r.renews, width=100),
            Column("monthly", "A month", "money", self._exact("monthly"), width=96),
            Column("proposed", "Proposed", "money", self._exact("proposed"), width=96),
        ]
        if desk.may("people"):
            # What hours cost, and so what is left of them, is for those who may know wages.
            profit = self._whole("profit")
            columns.insert(
                6, Column("profit", "Profit", "money", profit, width=86, hide_under=1000)
            )
        table = Table[RenewalRow](
            columns,
            name="Renewals ahead",
            key=lambda r: r.agreement_id,
            on_activate=lambda _row: self.print_shown(),
            empty="No agreement ends within ninety days.",
        )
        main = Button("Print packet", "primary", "printer", self.print_shown)
        agreement = Button("Go to agreement", on_click=self._go)
        words = (
            "Before a renewal, nothing about a client is a mystery: a year of service and money, "
            "what they said no to, where you stand in their budget."
        )
        super().__init__(desk, table, [main, agreement], words)
        self.setAccessibleName("Renewals ahead")
        tables = {"agreement", "budget_place", "advice", "invoice", "time_entry", "letter"}
        desk.keep_fresh(self, tables, self.reload)

    @property
    def note(self) -> str:
        """How many there are."""
        count = len(self.table.rows())
        return "1 within 90 days" if count == 1 else f"{count} within 90 days"

    def _whole(self, name: str) -> Callable[[RenewalRow], str]:
        def words(one: RenewalRow) -> str:
            value: int | None = getattr(one, name)
            return shown_whole(value, self._money) if value is not None else ""

        return words

    def _exact(self, name: str) -> Callable[[RenewalRow], str]:
        return lambda one: shown(getattr(one, name), self._money)

    def reload(self) -> None:
        """Ask for the list again."""
        rows = self._desk.ask(renewal_rows)
        groups = [
            Group(f"Within {days} days", [one for one in rows if one.group == days])
            for days in (30, 60, 90)
        ]
        self.table.show_groups([one for one in groups if one.rows])
        if self.table.selected() is None:
            self.table.select_first()

    def print_shown(self) -> None:
        """Print the packet of the picked agreement."""
        from ..printables.renewal import RENEWAL

        picked = self.table.selected()
        if picked is None:
            self._desk.say("Pick an agreement first.")
            return
        title = f"Renewal packet, {picked.client}"
        self._desk.print_document(RENEWAL, picked.agreement_id, title)

    def _go(self) -> None:
        picked = self.table.selected()
        if picked is not None:
            self._desk.go(Place("agreements", picked.agreement_id))


def _day(on: date | None) -> str:
    return full_date(on) if on else ""


def _due_words(one: DueRow) -> str:
    """The latest day; with a client nobody met yet any day will do."""
    return "" if one.state == "Never met" else full_date(one.due_on)


def _rests(one: DueRow) -> str:
    if not one.rests:
        return ""
    return f"{one.rests}, until {short_date(one.rests_until)}" if one.rests_until else one.rests


def _due_tag(one: DueRow) -> TagCell:
    state = one.state
    return TagCell(state, _STATES.get(state, "grey"))


def _place_words(one: BudgetRow) -> str:
    return one.place.category_words if one.place else ""


def _next_words(one: BudgetRow) -> str:
    return one.place.next_year_words if one.place else ""


def _renew_words(one: BudgetRow) -> str:
    return one.place.renew_words if one.place else ""


def _asked(one: BudgetRow) -> str:
    return full_date(one.place.asked_on) if one.place else ""
