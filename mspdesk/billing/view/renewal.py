"""The card beside what an agreement pays: what its next renewal is decided by."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...agreements.rules import RUNNING
from ...dates import hours_h
from ...desk.desk import Desk
from ...money import Currency, percent, shown, shown_whole
from ...shop.queries import shop
from ...widgets.layout import Card, Pairs, stack
from ...widgets.safe import Label
from ..queries.renewals import PROPOSED, Prospect, Renewal, renewal_of

_MODEST = 5_000
"""Less than this a month in minor units of hourly work is not worth a word."""


class RenewalCard(QWidget):
    """What each plan would cost, and what the last twelve months brought."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self.card = Card("At the next renewal")
        self.pairs = Pairs()
        self.note = Label("Worked out from the last 12 months of time on tickets.", "meta", "ink3")
        self.card.add(self.pairs, self.note)
        stack(self, self.card)

    def show_id(self, agreement_id: int) -> None:
        """Show another agreement's renewal."""
        found = self._desk.ask(renewal_of, agreement_id)
        self.setVisible(found is not None and found.held.state in RUNNING)
        if found is None:
            return
        money, known = self._money, ("Documentation", f"{found.documented}% complete")
        lines = [*_plan_lines(found, money), *_year_lines(found, money), known]
        if found.answered_words:
            lines.append(("Response met", f"{found.answered_words} tickets in 12 months"))
        self.pairs.show_pairs(lines)


def _plan_lines(found: Renewal, money: Currency) -> list[tuple[str, str]]:
    if not found.monthly:
        return []
    if found.plans:
        return [_plan_line(one, money) for one in found.plans]
    now, then = shown_whole(found.monthly, money), shown_whole(found.proposed, money)
    return [("As it is", f"{now}, or {then} with {percent(PROPOSED * 100)} increase")]


def _plan_line(one: Prospect, money: Currency) -> tuple[str, str]:
    monthly = shown_whole(one.monthly, money)
    if one.here:
        then = shown_whole(one.raised, money)
        return f"Stay {one.name}", f"{monthly}, or {then} with {percent(PROPOSED * 100)} increase"
    if one.hourly >= _MODEST:
        about = shown_whole(one.hourly // 1000 * 1000, money)
        return f"At {one.name}", f"{monthly} plus about {about} hourly work"
    return f"At {one.name}", f"{monthly} a month"


def _year_lines(found: Renewal, money: Currency) -> list[tuple[str, str]]:
    year = found.year
    if not year.minutes and not year.revenue:
        return [("12 months", "No work and no invoice yet")]
    each = f", {shown(year.hourly, money)} an hour" if year.hourly is not None else ""
    return [
        ("12 months", f"{shown_whole(year.revenue, money)} for {hours_h(year.minutes)}{each}"),
    ]
