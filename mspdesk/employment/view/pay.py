"""The Pay calendar room: a year's pay dates, the days off beside them, the handout (S038)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ... import paths
from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...people import queries as people
from ...shop import actions as shop_actions
from ...shop.queries import shop
from ...shop.queries.pay import OfferedDay, PayYear, offered_days, pay_year
from ...shop.rules import PAY_SCHEDULES
from ...shop.rules.pay import MOST_LAG, PayDay
from ...widgets import dialogs, theme
from ...widgets.buttons import Button, IconButton, LinkButton
from ...widgets.entry import ChoiceEntry, DateEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import (
    STRETCH,
    Card,
    EmptyState,
    Scroll,
    beside,
    clear,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions.pay import move_pay_date, put_back
from ..printables.pay import PAY_CALENDAR
from ..printables.pay_workbook import save_pay_calendar
from ..queries.pay import (
    FIRST_YEAR,
    LAST_YEAR,
    closed_words,
    moved_words,
    schedule_words,
)

_TABLES = {"shop", "holiday", "pay_date"}
MOST_OFFERED = 6
"""Days of the law that are offered at once."""

SIDE = 330
"""Px of the holidays at the right."""


class PayRoom(QWidget):
    """Pay dates at the left, holidays at the right; a pay date is moved with Enter.

    Everybody may look and print; moving and the schedule are for whoever keeps people.
    """

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.note = ""
        self.year = today().year
        self._page: PayYear | None = None
        self._may = desk.may("people")
        self._shown_year = Label(str(self.year), "card")
        back = IconButton("chevron-left", "The year before", partial(self._turn, -1))
        ahead = IconButton("chevron-right", "The year after", partial(self._turn, 1))
        self.move_button = Button("Move pay date", on_click=self._move_chosen)
        self.usual_button = Button("Back to the usual day", on_click=self.put_back)
        self.how_button = Button("How wages are paid", on_click=self.set_up)
        self.export_button = Button("Export", on_click=self.export_list, name="Export the year")
        self.print_button = Button("Print", icon="printer", on_click=self.print_shown)
        bar = row(
            back,
            self._shown_year,
            ahead,
            STRETCH,
            self.how_button,
            self.export_button,
            self.print_button,
            margin=(12, 8, 12, 2),
        )
        self.table = Table[PayDay](
            (
                Column("no", "No.", "num", self._number, width=52),
                Column("period", "Pay period", "text", _period, stretch=2),
                Column("pay", "Pay date", "title", _paid, stretch=1),
                Column("why", "", "muted", moved_words, stretch=2),
            ),
            name="Pay dates",
            key=lambda one: one.nominal_on,
            row="compact",
            on_activate=self.move_day,
            on_select=self._picked,
            empty="No pay date in this year.",
            spoken=lambda one: f"{_paid(one)}, for {_period(one)}, {moved_words(one)}",
        )
        self._said = Label("", "body", "ink2", elide=True)
        foot = row(self._said, STRETCH, self.usual_button, self.move_button, margin=(10, 0, 10, 0))
        self._bar, self._foot = bar, foot
        self.first = Button("Say how wages are paid", "primary", on_click=self.set_up)
        self.empty = EmptyState(
            "calendar",
            "When are wages paid?",
            "One day on which they were paid is enough: the pay dates of every year are counted "
            "from it, moved before weekends and holidays, and printed on one page."
            + ("" if self._may else " The owner or the office manager says which day it was."),
            self.first if self._may else None,
        )
        self._dates = QWidget()
        stack(self._dates, bar, self.table, foot, margin=(6, 0, 6, 10)).setStretch(1, 1)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._dates)
        self._faces.addWidget(self.empty)
        lead_focus(self._faces, self._keys)
        self.closed = Table[tuple[Any, str]](
            (
                Column("on", "Day", "date", lambda one: _day(one[0]), width=104),
                Column("name", "Holiday", "text", lambda one: one[1], stretch=1),
            ),
            name="Holidays of the year",
            key=lambda one: one,
            row="compact",
            fit=True,
            empty="No holidays.",
        )
        self.count = Label("", "meta", "ink2", wrap=True)
        self._offers = QVBoxLayout()
        below = QWidget()
        stack(below, self.count, margin=(15, 2, 15, 4)).addLayout(self._offers)
        card = Card("Days on which we are closed", flush=True)
        card.add(self.closed, below)
        note = Label(_kept_by(desk), "meta", "ink3", wrap=True)
        side = Scroll(column(card, note, STRETCH, margin=(14, 14, 14, 14)))
        # As wide as the longest name of a holiday, whatever the window.
        side.setFixedWidth(theme.current().px(SIDE))
        page = QWidget()
        beside(page, self._faces, side, gap=0).setStretch(0, 1)
        lead_focus(page, self._keys)
        self.body = Laid(page)
        stack(self, self.body)
        lead_focus(self, self._keys)
        for part in (self.how_button, self.move_button, self.usual_button):
            if not self._may:
                part.hide()
        desk.keep_fresh(self, _TABLES, self._reload)

    # --- what is shown -------------------------------------------------------------------------

    def _keys(self) -> QWidget:
        """Where the keyboard begins: in a form, on the dates, or on saying how wages are paid."""
        if self.body.in_front() and self.body.form is not None:
            return self.body.form
        if self._faces.currentWidget() is self._dates:
            return self.table
        return self.first if self._may else self.closed

    def _number(self, one: PayDay) -> str:
        days = self._page.days if self._page else ()
        return str(days.index(one) + 1) if one in days else ""

    def _reload(self) -> None:
        self._page = page = self._desk.ask(pay_year, self.year)
        self._shown_year.set_text(str(self.year))
        known = page.terms.known
        self._faces.setCurrentWidget(self._dates if known else self.empty)
        self.table.show_rows(page.days)
        if self.table.selected() is None:
            coming = (one for one in page.days if one.pay_on >= today())
            first = next(coming, page.days[0] if page.days else None)
            if first is not None:
                self.table.select(first.nominal_on)
        self.closed.show_rows(page.closed)
        self.count.set_text(closed_words(page))
        self._show_offers()
        self.move_button.setEnabled(bool(page.days))
        self._picked(self.table.selected())
        self.print_button.setEnabled(known)
        self.export_button.setEnabled(known)
        self._say_next(page)
        self.note = schedule_words(page) if known else ""
        self.noted.emit(self.note)

    def _say_next(self, page: PayYear) -> None:
        coming = next((one for one in page.days if one.pay_on >= today()), None)
        if coming is None:
            self._said.set_text("")
            return
        self._said.set_text(f"Next: {full_date(coming.pay_on)}, for {_period(coming)}.")

    def _show_offers(self) -> None:
        clear(self._offers)
        if not self._may:
            return
        for day in self._desk.ask(offered_days, self.year)[:MOST_OFFERED]:
            words = f"Add {day.name}, {_day(day.kept_on)}"
            self._offers.addWidget(LinkButton(words, partial(self._offer, day)))

    def _offer(self, day: OfferedDay) -> None:
        self._desk.attempt(shop_actions.add_holiday, day.name, day.rule)

    def _turn(self, years: int) -> None:
        self.year = min(max(self.year + years, FIRST_YEAR), LAST_YEAR)
        self.table.clear_selection()
        self._reload()

    # --- what is done --------------------------------------------------------------------------

    def move_day(self, chosen: PayDay) -> None:
        """Show the form that pays on another day."""
        if not self._may:
            return
        form = Form(
            [
                Field(
                    "pay_on",
                    "Paid on",
                    DateEntry(day_first=self._desk.ask(shop).day_first),
                    required=True,
                ),
                Field("words", "Why", TextEntry(), help="It stands on the handout."),
            ],
            columns=2,
            on_save=partial(self._move, chosen),
            save="Save pay date",
            on_cancel=self.body.back,
        )
        form.set_values({"pay_on": chosen.pay_on, "words": chosen.why if chosen.by_hand else ""})
        usual = f"The schedule says {full_date(chosen.nominal_on)}."
        words = f"For {_period(chosen)}. {usual}"
        self.body.lay(f"Pay date {full_date(chosen.pay_on)}", words, form)

    def _move(self, chosen: PayDay, values: dict[str, Any]) -> None:
        self._desk.do(move_pay_date, chosen.nominal_on, values["pay_on"], values["words"] or "")
        self.body.back()

    def put_back(self) -> None:
        """Pay on the usual day again."""
        chosen = self.table.selected()
        if chosen is not None and chosen.by_hand:
            self._desk.attempt(put_back, chosen.nominal_on)

    def _picked(self, chosen: PayDay | None) -> None:
        self.usual_button.setEnabled(chosen is not None and chosen.by_hand)

    def _move_chosen(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self.move_day(chosen)

    def set_up(self) -> None:
        """Show the form that says how wages are paid, from when on, and which days a date pays."""
        company = self._desk.ask(shop)
        form = Form(
            [
                Field(
                    "pay_schedule",
                    "Wages are paid",
                    ChoiceEntry(list(PAY_SCHEDULES.items())),
                    required=True,
                ),
                Field(
                    "pay_from_on",
                    "A day they were paid",
                    DateEntry(day_first=company.day_first),
                    help="The others are counted from it.",
                ),
                Field(
                    "pay_lag_days",
                    "A pay period ends",
                    NumberEntry(0, MOST_LAG, "days before"),
                    required=True,
                    help="0 is the pay date itself.",
                ),
            ],
            columns=3,
            on_save=partial(self._save_terms, company.version),
            save="Save how wages are paid",
            on_cancel=self.body.back,
        )
        form.set_values(
            {
                "pay_schedule": company.pay_schedule,
                "pay_from_on": company.pay_from_on,
                "pay_lag_days": company.pay_lag_days,
            }
        )
        words = (
            "A pay date on a weekend or a holiday moves to the business day before. "
            "Say which schedules your state allows with whoever does the payroll."
        )
        self.body.lay("How wages are paid", words, form)

    def _save_terms(self, version: int, values: dict[str, Any]) -> None:
        self._desk.do(shop_actions.edit_shop, version, values)
        self.body.back()

    # --- what the tab asks ---------------------------------------------------------------------

    def show_place(self, place: Place) -> None:
        """Show the year that was asked for, or the form of how wages are paid."""
        self.year = int(place.about.get("year", self.year))
        self._turn(0)
        if place.about.get("new"):
            self.new_here()

    def new_here(self) -> bool:
        """N says how wages are paid."""
        if self._may:
            self.set_up()
        return self._may

    def print_shown(self) -> None:
        """Ctrl+P prints the handout of the year."""
        if self._page is not None and self._page.terms.known:
            self._desk.print_document(PAY_CALENDAR, self.year, f"Pay calendar {self.year}")

    def export_list(self) -> None:
        """Save the year's pay dates and holidays as a workbook."""
        if self._page is None or not self._page.terms.known:
            return
        settings = self._desk.settings
        folder = Path(settings.last_folder.get("export", str(paths.documents_folder())))
        name = f"Pay calendar {self.year}.xlsx"
        file = dialogs.save_file(self, "Save the pay calendar", "Workbook (*.xlsx)", folder / name)
        if file is None:
            return
        file = file.with_suffix(".xlsx")
        settings.last_folder["export"] = str(file.parent)
        job = self._desk.fetch("Saving the pay calendar", save_pay_calendar, file, self.year)
        job.then(lambda saved: self._desk.say(f"Saved {saved.name} in {saved.parent}"))


def _kept_by(desk: Desk) -> str:
    """Where holidays are kept, and by whom where that is somebody else."""
    where = "Preferences, Hours and holidays"
    if desk.may("settings"):
        return f"They are kept in {where}."
    owner = desk.ask(people.owner_id)
    name = "the owner" if owner is None else desk.ask(people.name_of, owner)
    return f"Something is missing? {name} keeps them in {where}."


def _day(day: Any) -> str:
    return f"{day:%a}, {day:%b} {day.day}"


def _period(one: PayDay) -> str:
    return f"{_day(one.first_on)} to {_day(one.last_on)}"


def _paid(one: PayDay) -> str:
    year = f", {one.pay_on.year}" if one.pay_on.year != one.nominal_on.year else ""
    return _day(one.pay_on) + year
