"""The shop's preference pages: letterhead, money, hours and holidays, taxes, numbers."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ..dates import full_date, today
from ..desk.desk import Desk
from ..errors import UserError
from ..money import Currency, parse_quantity, percent, quantity
from ..widgets import dialogs
from ..widgets.buttons import Button
from ..widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    FileEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    PercentEntry,
    TextEntry,
)
from ..widgets.form import Field, Form, Heading
from ..widgets.layout import STRETCH, Card, Scroll, column, row, stack
from ..widgets.safe import Label
from ..widgets.table import Column, Table
from . import actions, queries, rules
from .queries import HolidayRow, SeriesRow, ShopRow, TaxRow
from .rules.pay import MOST_LAG

WIDE = 860


def _page(owner: QWidget, title: str, words: str, *parts: QWidget | int) -> None:
    body = column(
        Label(title, role="title"),
        Label(words, color="ink2", wrap=True),
        6,
        *parts,
        STRETCH,
        margin=(22, 18, 22, 22),
        gap=8,
    )
    body.setMaximumWidth(WIDE)
    stack(owner, Scroll(body))


class _ShopPage(QWidget):
    """A page with a form over columns of the shop."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._version = 0
        self.form = Form(self._fields(desk.ask(queries.shop)), columns=2, on_save=self._save)

    def _fields(self, shop: ShopRow) -> list[Field | Heading]:
        raise NotImplementedError

    def _load(self) -> None:
        shop = self._desk.ask(queries.shop)
        if self.form.dirty() and shop.version != self._version:
            self._version = self._version or shop.version
            return
        self._version = shop.version
        self.form.set_values(self._shown(shop))

    def _shown(self, shop: ShopRow) -> dict[str, Any]:
        return asdict(shop)

    def _save(self, values: dict[str, Any]) -> None:
        held = self._desk.ask(queries.shop)
        changes = {
            key: _emptied(key, getattr(held, key)) if value is None else value
            for key, value in values.items()
        }
        self._desk.do(actions.edit_shop, self._version, changes)
        self._version = self._desk.ask(queries.shop).version


def _emptied(key: str, held: object) -> object:
    """What a field that was emptied becomes: no text, nothing, or none chosen."""
    if key.endswith(("_id", "_on")):
        return None
    return "" if isinstance(held, str) else 0


class LetterheadPage(_ShopPage):
    """Name, address, phones and logo: what stands on every paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._logo = FileEntry(self._choose, name="Logo")
        use = Button("Use this logo", on_click=self._set_logo)
        none = Button("No logo", kind="quiet", on_click=self._no_logo)
        self._said = Label("", color="red")
        card = Card("Logo", "printed at the top of invoices and letters")
        card.add(row(self._logo, use, none))
        card.add(self._said)
        words = "What stands on every paper from now on. Invoices that were issued keep theirs."
        _page(self, "Letterhead", words, self.form, 8, card)
        desk.keep_fresh(self, {"shop"}, self._load)

    def _fields(self, shop: ShopRow) -> list[Field | Heading]:
        countries = sorted(rules.COUNTRIES.items(), key=lambda pair: pair[1])
        return [
            Field("name", "Shop name", TextEntry(), required=True),
            Field("legal_name", "Legal name", TextEntry(), help="If it is another one."),
            Field("address", "Street address", NoteEntry(lines=2)),
            Field("city", "City", TextEntry()),
            Field("region", "State or region", TextEntry()),
            Field("postal_code", "Postal code", TextEntry()),
            Field("country", "Country", ChoiceEntry(countries), required=True),
            Field("phone", "Phone", TextEntry()),
            Field("after_hours_phone", "After-hours phone", TextEntry()),
            Field("email", "E-mail", TextEntry()),
            Field("website", "Web site", TextEntry()),
            Field("tax_number", "Tax number", TextEntry()),
            Field("paper", "Paper", ChoiceEntry([("Letter", "Letter"), ("A4", "A4")])),
            Field(
                "profile",
                "Invoice content",
                ChoiceEntry([("US", "United States"), ("EU", "European Union")]),
                help="Which facts an invoice must show.",
            ),
            Field("how_to_pay", "How to pay", NoteEntry(lines=3)),
            Field("invoice_note", "Note under invoices", NoteEntry(lines=3)),
        ]

    def _choose(self) -> Path | None:
        return dialogs.choose_file(self, "Logo", "Pictures (*.png *.jpg *.jpeg)", Path.home())

    def _set_logo(self) -> None:
        file = self._logo.value()
        if file is None:
            self._said.set_text("Choose a picture first.")
            return
        # What reads apart from this process is imported when it is first wanted.
        from ..exchange.pictures import LOGO, fetch_picture

        self._said.set_text("")
        job = self._desk.fetch("Reading a picture", fetch_picture, file, LOGO)
        job.then(lambda png: self._desk.do(actions.set_logo, png)).otherwise(self._refused)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._said.set_text(error.text)

    def _no_logo(self) -> None:
        self._desk.do(actions.set_logo, None)


class MoneyPage(_ShopPage):
    """Rate, rounding, terms, trips: what work costs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = "One rate for everybody, twice after hours. Time already entered keeps its rate."
        _page(self, "Rates and billing", words, self.form)
        desk.keep_fresh(self, {"shop", "tax_code"}, self._load)

    def _load(self) -> None:
        taxes = [
            (row.id, f"{row.code}, {percent(row.rate)}")
            for row in self._desk.ask(queries.tax_codes)
        ]
        self._taxes.set_options([(None, "None"), *taxes])
        super()._load()

    def _fields(self, shop: ShopRow) -> list[Field | Heading]:
        money = Currency(shop.currency)
        self._taxes = ChoiceEntry([(None, "None")])
        return [
            Field("rate", "Hourly rate", MoneyEntry(money), required=True),
            Field(
                "after_hours_factor",
                "After hours and holidays, times",
                _FactorEntry(),
                required=True,
                help="2 is double.",
            ),
            Field(
                "increment_minutes",
                "Bill in steps of",
                NumberEntry(1, 60, "minutes"),
                required=True,
            ),
            Field("minimum_minutes", "Bill at least", NumberEntry(0, 480, "minutes")),
            Field("onsite_minimum_minutes", "On site at least", NumberEntry(0, 480, "minutes")),
            Field("trip_charge", "Trip charge", MoneyEntry(money), help="Once a visit."),
            Field(
                "terms_days", "Invoices are due after", NumberEntry(0, 365, "days"), required=True
            ),
            Field("tax_code_id", "Usual tax", self._taxes),
            Field("labor_taxable", "Work", CheckEntry("Work is taxed too")),
            Field(
                "billability_target",
                "Productive share aimed at",
                NumberEntry(1, 100, "%"),
                required=True,
                help="For the team. 62 is usual.",
            ),
            Field(
                "fiscal_year_month",
                "Fiscal year begins in",
                ChoiceEntry([(n, date(2026, n, 1).strftime("%B")) for n in range(1, 13)]),
            ),
        ]


class BooksPage(_ShopPage):
    """How income is counted, and when wages are paid (S124)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = "The income summary and the budget follow the basis; cash shows the pay dates."
        _page(self, "Books and pay dates", words, self.form)
        desk.keep_fresh(self, {"shop"}, self._load)

    def _fields(self, shop: ShopRow) -> list[Field | Heading]:
        return [
            Field(
                "accounting_basis",
                "Accounting basis",
                ChoiceEntry(list(rules.ACCOUNTING_BASES.items())),
                required=True,
                help="Ask your accountant; it changes what is shown, never what is kept.",
                span=2,
            ),
            Field(
                "pay_schedule",
                "Wages are paid",
                ChoiceEntry(list(rules.PAY_SCHEDULES.items())),
                required=True,
            ),
            Field(
                "pay_from_on",
                "A day they were paid",
                DateEntry(day_first=shop.day_first),
                help="The others are counted from it.",
            ),
            Field(
                "pay_lag_days",
                "A pay period ends",
                NumberEntry(0, MOST_LAG, "days before"),
                required=True,
                help="0 is the pay date itself.",
            ),
        ]


class _FactorEntry(TextEntry):
    """A factor such as 2 or 1.5, kept in ten-thousandths."""

    def value(self) -> Any:
        """The factor in ten-thousandths; raises UserError below one."""
        if self.is_empty():
            return None
        factor = parse_quantity(self.text(), "after_hours_factor")
        if factor < 10_000:
            raise UserError("After hours costs at least as much as in hours: 1 or more.")
        return factor

    def shown(self, value: object) -> str:
        """The factor as people write it."""
        return quantity(value) if isinstance(value, int) else str(value or "")


class HoursPage(QWidget):
    """Business hours and the company's holidays (S039)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.hours = Form(
            [
                Field(
                    "hours",
                    "Business hours",
                    TextEntry(),
                    required=True,
                    help="Such as Mon-Fri 8:00-17:00, Sat 9:00-12:00. All else is after hours.",
                )
            ],
            on_save=self._save_hours,
            save="Save hours",
        )
        self._count = Label("", color="ink2")
        self.table = Table[HolidayRow](
            (
                Column("name", "Holiday", "title", lambda r: r.name, stretch=2),
                Column(
                    "on",
                    f"Kept in {today().year}",
                    "date",
                    lambda r: full_date(r.on) if r.on else "not this year",
                    width=150,
                ),
                Column("rule", "Rule", "muted", lambda r: rules.rule_words(r.rule), stretch=1),
            ),
            name="Holidays",
            row="compact",
            fit=True,
            empty="No company holidays.",
        )
        self.add = Form(
            [
                Field("name", "Name", TextEntry(), required=True),
                Field(
                    "rule",
                    "Day",
                    TextEntry(),
                    required=True,
                    help="2026-12-24, fixed 12-24, nth 4 thu 11, last mon 05 or easter 1.",
                ),
            ],
            columns=2,
            on_save=self._add,
            save="Add holiday",
        )
        remove = Button("Remove the chosen one", on_click=self._remove)
        self.offers = {
            name: Button(f"Add {name}", kind="quiet", on_click=partial(self._offer, name, rule))
            for name, rule in rules.OFFERED_HOLIDAYS
        }
        card = Card("Holidays", "")
        for part in (
            self._count,
            self.table,
            row(remove, *self.offers.values(), STRETCH),
            self.add,
        ):
            card.add(part)
        words = "On a holiday and outside business hours, work costs double."
        _page(self, "Hours and holidays", words, self.hours, 8, card)
        desk.keep_fresh(self, {"open_hours", "holiday"}, self._load)

    def _load(self) -> None:
        if not self.hours.dirty():
            hours = self._desk.ask(queries.calendar).hours
            self.hours.set_values({"hours": rules.hours_words(hours)})
        rows = self._desk.ask(queries.holidays, today().year)
        self._count.set_text(rules.holiday_words(len(rows)))
        self.table.show_rows(rows)
        kept = {row.name for row in rows}
        for name, offer in self.offers.items():
            offer.setVisible(name not in kept)

    def _save_hours(self, values: dict[str, Any]) -> None:
        self._desk.do(actions.set_hours, rules.parse_hours(str(values["hours"])))

    def _add(self, values: dict[str, Any]) -> None:
        self._desk.do(actions.add_holiday, str(values["name"]), str(values["rule"]))
        self.add.set_values({"name": "", "rule": ""})

    def _offer(self, name: str, rule: str) -> None:
        self._desk.do(actions.add_holiday, name, rule)

    def _remove(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._desk.do(actions.remove_holiday, chosen.id)


class TaxPage(QWidget):
    """Taxes by code; a rate in millionths behind every percentage."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chosen: int | None = None
        self.table = Table[TaxRow](
            (
                Column("code", "Code", "title", lambda r: r.code, width=120),
                Column("name", "Name on invoices", "text", lambda r: r.name, stretch=1),
                Column("rate", "Rate", "num", lambda r: percent(r.rate), width=90),
            ),
            name="Taxes",
            row="compact",
            fit=True,
            on_select=self._choose,
            empty="No taxes yet.",
        )
        self.form = Form(
            [
                Field("code", "Code", TextEntry(), required=True),
                Field("name", "Name on invoices", TextEntry()),
                Field("rate", "Rate", PercentEntry(), required=True),
            ],
            columns=3,
            on_save=self._save,
            save="Save tax",
        )
        new = Button("New tax", on_click=self._new)
        words = "Tax is counted once per code on an invoice. Issued invoices keep theirs."
        _page(self, "Taxes", words, self.table, row(new, STRETCH), 8, self.form)
        desk.keep_fresh(self, {"tax_code"}, self._load)

    def _load(self) -> None:
        self.table.show_rows(self._desk.ask(queries.tax_codes))

    def _choose(self, row: TaxRow | None) -> None:
        if row is not None:
            self._chosen = row.id
            self.form.set_values({"code": row.code, "name": row.name, "rate": row.rate})

    def _new(self) -> None:
        self._chosen = None
        self.form.set_values({"code": "", "name": "", "rate": None})
        self.form.focus_first()

    def _save(self, values: dict[str, Any]) -> None:
        code, name, rate = str(values["code"]), str(values["name"] or ""), int(values["rate"])
        self._desk.do(actions.save_tax_code, code, name, rate, self._chosen)
        self._chosen = None


_SERIES_WORDS = {
    "client": "Clients",
    "ticket": "Tickets",
    "agreement": "Agreements",
    "payment": "Payments",
    "invoice": "Invoices",
    "credit": "Credit notes",
    "write_off": "Write-offs",
    "letter": "Letters",
    "deposit": "Deposits",
    "vendor": "Vendors",
    "tsr": "TSR logs",
    "event": "Disasters",
    "run": "Checklists",
}


def _pattern_words(row: SeriesRow) -> str:
    """A pattern as an example with its year unsaid: year-0001 for {year}-{n:04d}."""
    first = re.sub(r"\{n:0(\d)d\}", lambda found: "1".zfill(int(found[1])), row.pattern)
    return first.replace("{year}", "year").replace("{n}", "1")


def _next_written(row: SeriesRow) -> str:
    """The next number as it will stand on paper."""
    return row.pattern.format(n=row.next, year=row.year or today().year)


class NumbersPage(QWidget):
    """How each series of numbers is written, and with which number it goes on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: SeriesRow | None = None
        self.table = Table[SeriesRow](
            (
                Column(
                    "kind",
                    "Series",
                    "title",
                    lambda r: _SERIES_WORDS.get(r.kind, r.kind),
                    stretch=1,
                ),
                Column("year", "Year", "num", lambda r: str(r.year or ""), width=80),
                Column("pattern", "Written as", "muted", _pattern_words, stretch=1),
                Column("next", "Next number", "id", _next_written, width=120),
            ),
            name="Number series",
            key=lambda r: (r.kind, r.year),
            row="compact",
            fit=True,
            on_select=self._choose,
        )
        self.form = Form(
            [
                Field(
                    "pattern",
                    "Written as",
                    TextEntry(),
                    required=True,
                    help="{year}-{n:04d} gives 2026-0001.",
                ),
                Field(
                    "next_one",
                    "Next number",
                    NumberEntry(1, 10**9, ""),
                    required=True,
                    help="After an import, the first number of your own.",
                ),
            ],
            columns=2,
            on_save=self._save,
            save="Save series",
        )
        self.form.hide()
        words = "Invoice numbers have no gaps: one is given only when an invoice is issued."
        _page(self, "Numbers", words, self.table, 8, self.form)
        desk.keep_fresh(self, {"number_series", "invoice", "ticket", "client"}, self._load)

    def _load(self) -> None:
        self.table.show_rows(self._desk.ask(queries.series))

    def _choose(self, row: SeriesRow | None) -> None:
        self._row = row
        self.form.setVisible(row is not None)
        if row is not None:
            self.form.set_values({"pattern": row.pattern, "next_one": row.next})

    def _save(self, values: dict[str, Any]) -> None:
        if self._row is None:
            return
        year = self._row.year or today().year
        pattern, number = str(values["pattern"]), int(values["next_one"])
        self._desk.do(actions.set_series, self._row.kind, year, pattern, number)
        self._load()
