"""The cards of an agreement's page: its term, the plans side by side, what is paid, its facts."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from ...catalog.queries.plans import PlanGrid, plan_grid
from ...dates import add_months, full_date, hours_h, short_date
from ...desk.desk import Desk
from ...money import Currency, multiplied, quantity, shown, shown_whole
from ...shop.queries import shop
from ...widgets.comparison import Compared, Comparison, Offer
from ...widgets.layout import Card, Fact, Facts, Section, column, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ...widgets.termbar import TermBar
from .. import queries, rules
from ..queries import AgreementRow, LineOn
from .kinds import Chosen, asked

PER = {
    "workstation": "per computer",
    "server": "per server",
    "user": "per user",
    "site": "per site",
    "printer": "per printer",
    "network": "per device",
    "flat": "a month",
}
"""What the price in a plan's head is for."""


class TermCard(Card):
    """How far the term has gone, and by when notice must be given."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = TermBar("Term of the agreement")
        self.add(self.bar)

    def show_term(self, held: AgreementRow, day: date) -> None:
        """Show the term an agreement is in; hidden for one with an open end."""
        term = held.term_on(day)
        self.setVisible(term is not None)
        if term is None:
            return
        total = (term.renews_on - term.first).days
        gone = min(max((day - term.first).days + 1, 0), total)
        window = (term.last - term.notice_by).days if held.notice_on is None else 0
        months = min(term.months, 24)
        marks = [f"{add_months(term.first, n):%b}" for n in range(months)]
        self.bar.show_term(total, gone, window, marks, _here(term, day), _ahead(held, term))


def _here(term: rules.Term, day: date) -> str:
    if day < term.first:
        return f"Begins {short_date(term.first)}"
    if day > term.last:
        return f"Ended {short_date(term.last)}"
    return f"Today, month {term.month_of(day)} of {term.months}"


def _ahead(held: AgreementRow, term: rules.Term) -> str:
    """What waits at the end: notice and renewal, or that it is over."""
    if held.state in rules.OVER:
        return f"Ended {short_date(held.ended_on)}" if held.ended_on else ""
    if held.notice_on is not None:
        return f"Notice given {short_date(held.notice_on)}, ends {short_date(term.last)}"
    by, again = short_date(term.notice_by), short_date(term.renews_on)
    if held.auto_renew:
        return f"Notice by {by}, renews {again}"
    return f"Notice by {by}, ends {short_date(term.last)}"


class PlansCard(QWidget):
    """The three plans side by side, the client's tinted; without them what the sheet says."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.comparison = Comparison("What is included")
        self.texts = Card("What is included")
        stack(self, self.comparison, self.texts)

    def show_plans(self, held: AgreementRow, sheet: queries.SheetRow | None) -> None:
        """Show the revision the sheet was made from, else the current one."""
        grid = self._grid(sheet)
        tiers = [one.code for one in grid.tiers] if grid else []
        compared = grid is not None and bool(grid.lines) and held.tier in tiers
        own = sheet is not None and bool(sheet.included or sheet.excluded)
        self.comparison.setVisible(compared)
        self.texts.setVisible(not compared and own)
        self.setVisible(compared or own)
        if compared and grid is not None:
            self._compare(grid, held.tier)
        elif own and sheet is not None:
            self._say(sheet)

    def _grid(self, sheet: queries.SheetRow | None) -> PlanGrid | None:
        named = None
        if sheet is not None and sheet.grid_id:
            named = self._desk.ask(plan_grid, sheet.grid_id)
        return named or self._desk.ask(plan_grid)

    def _compare(self, grid: PlanGrid, tier: str) -> None:
        money = self._desk.ask(shop).money
        offers = [
            Offer(
                one.name,
                shown_whole(one.price, money) if one.price else "",
                PER.get(one.unit, one.unit) if one.price else "No price set yet",
                "This client" if one.code == tier else "",
            )
            for one in grid.tiers
        ]
        rows = [
            Compared(line.text, tuple(words or said == "yes" for said, words in line.cells))
            for line in grid.lines
        ]
        self.comparison.show_offers("What is included", grid.note, offers, rows)

    def _say(self, sheet: queries.SheetRow) -> None:
        self.texts.clear()
        self.texts.set_subtitle(sheet.name)
        for title, words in (("Included", sheet.included), ("Not included", sheet.excluded)):
            if words:
                self.texts.add(Section(title), Label(words, color="ink2", wrap=True), 4)


class PayCard(Card):
    """What they pay: the lines in force, and what they come to in a month."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("What they pay", flush=True)
        self._desk = desk
        self._money = desk.ask(shop).money
        self.sum = Label("", "card")
        self.add_right(self.sum)
        self.table = Table[LineOn](
            (
                Column("text", "Line", "text", lambda r: r.text, stretch=1),
                Column("count", "Count", "num", _count, width=70, role="body", ink="ink"),
                Column(
                    "each",
                    "Each",
                    "num",
                    lambda r: "bundled" if r.bundled else shown(r.price, self._money),
                    width=90,
                    role="body",
                    ink="ink",
                ),
                Column("monthly", "Monthly", "money", self._amount, width=100),
            ),
            name="What they pay",
            key=lambda r: (r.id, r.from_on),
            row="card",
            side=14,
            fit=True,
        )
        self.none = Label("", color="ink2", wrap=True)
        self.add(self.table, column(self.none, margin=(14, 0, 14, 6)))

    def show_lines(self, held: AgreementRow, lines: list[LineOn], monthly: int) -> None:
        """Show the lines of a day and their sum."""
        self.table.show_rows(lines)
        self.table.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self.none.set_text(self._without_lines(held))
        each = "a month" if held.every_unit in ("month", "year") else "a month, about"
        self.sum.set_text(f"{shown(monthly, self._money)} {each}" if monthly else "")

    def _without_lines(self, held: AgreementRow) -> str:
        """What is paid under an agreement that asks for nothing by the month."""
        if held.bucket == "block":
            price, many = shown(held.monthly_fee, self._money), hours_h(held.included_minutes)
            return f"{many} for {price}, bought when they are wanted."
        if held.kind == "project":
            return "The price stands on its sheet. Work beyond it is billed as it is done."
        return "Nothing by the month. Work is billed as it is done."

    def _amount(self, line: LineOn) -> str:
        return "" if line.bundled else shown(line.amount, self._money)


def _count(line: LineOn) -> str:
    return quantity(line.quantity)


class FactsCard(Card):
    """Everything else that was agreed, in a grid of facts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("What else was agreed")
        self._desk = desk
        self.facts = Facts(4)
        self.add(self.facts)

    def show_facts(self, held: AgreementRow) -> None:
        """Show the terms of an agreement; where it says nothing, what holds instead."""
        usual = self._desk.ask(queries.usual_terms, held.id)
        money = self._desk.ask(shop).money
        factor = held.factor or usual.factor
        least = usual.minimum_minutes if held.minimum_minutes is None else held.minimum_minutes
        step = held.increment_minutes or usual.increment_minutes
        trip = usual.trip_charge if held.trip_charge is None else held.trip_charge
        terms = usual.terms_days if held.terms_days is None else held.terms_days
        found = [
            Fact("kind", "Kind", rules.KINDS.get(held.kind, held.kind)),
            Fact("rate", "Hourly rate", shown(usual.rate, money)),
            Fact(
                "after",
                "After hours",
                f"{quantity(factor)}×, {shown(multiplied(usual.rate, factor), money)}",
            ),
            Fact("trip", "Trip charge", shown(trip, money) if trip else "None"),
            Fact("step", "Billed in steps of", f"{step} minutes, at least {max(step, least)}"),
            Fact("pays", "Paid", _paid(held, usual.payment_type)),
            Fact("terms", "Terms", f"{terms} days" if terms else "On receipt"),
            *_setup(held, money),
            Fact("from", "Billed here from", _billed(held)),
            Fact("notice", "Notice", f"{held.notice_days} days"),
            Fact("renewal", "Renewal", _renewal(held)),
            *self._prepaid(held),
            Fact("targets", "First answer", self._targets(held.id)),
            Fact("review", "Legal review", _review(held)),
        ]
        wanted = asked(Chosen(held.kind, held.bucket))
        self.facts.show_facts([one for one in found if _FIELDS.get(one.name, "kind") in wanted])

    def _prepaid(self, held: AgreementRow) -> list[Fact]:
        if not held.bucket and not held.included_minutes:
            return []
        each = " a month" if held.bucket == "month" or held.kind != "block" else " a block"
        found = [Fact("hours", "Hours paid ahead", f"{hours_h(held.included_minutes)}{each}")]
        if held.bucket:
            left = self._desk.ask(queries.minutes_left, held.id)
            found.append(Fact("left", "Hours left", hours_h(left)))
            found.append(Fact("unused", "Unused hours", rules.ROLLOVERS.get(held.rollover, "")))
        return found

    def _targets(self, agreement_id: int) -> str:
        found = self._desk.ask(queries.targets_of, agreement_id)
        words = [f"P{priority} {_short(minutes)}" for priority, minutes in found.items()]
        return ", ".join(words) or "No promise"


_FIELDS = {
    "rate": "rate",
    "after": "factor",
    "trip": "trip_charge",
    "step": "increment_minutes",
    "pays": "payment_type",
    "terms": "terms_days",
    "from": "bill_from",
    "notice": "notice_days",
    "renewal": "notice_days",
    "targets": "target_1",
}
"""The field of the form that says what a fact says; a kind that is not asked does not show it."""


def _paid(held: AgreementRow, usual: str) -> str:
    """How it is paid, and in which rhythm where it has one."""
    if "every" in asked(Chosen(held.kind, held.bucket)):
        return queries.payment_words(held, usual).capitalize()
    by = held.payment_type or usual
    return rules.PAYMENT_TYPES[by] if by else "As it is billed"


def _short(minutes: int) -> str:
    """A target in few letters: 30 min, 4 h."""
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def _setup(held: AgreementRow, money: Currency) -> list[Fact]:
    """What is paid once, with the first invoice."""
    if not held.setup_fee:
        return []
    words = "Project fee" if held.kind == "project" else "Setup fee"
    return [Fact("setup", words, f"{shown(held.setup_fee, money)}, once")]


def _billed(held: AgreementRow) -> str:
    """From which day it is billed; signing begins it with its first day."""
    if held.state in rules.BEGINNING and held.kind in rules.WORKED_UNDER:
        return f"{full_date(held.bill_from or held.start_on)}, once signed"
    return full_date(held.bill_from) if held.bill_from else "Not billed here"


def _renewal(held: AgreementRow) -> str:
    if held.end_on is None:
        return "Open end"
    months = f"{held.term_months} months"
    return f"By itself, {months}" if held.auto_renew else f"By agreement, {months}"


def _review(held: AgreementRow) -> str:
    if held.reviewed_on:
        return full_date(held.reviewed_on)
    return "Waived" if held.review_waiver else "Not yet"
