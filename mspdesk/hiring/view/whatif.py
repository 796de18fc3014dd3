"""What if: sliders that change a copy of the figures and never the books (S024)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import hours_h
from ...garden.rules import dropped, paid_words
from ...money import QUANTITY, half_up, shown, shown_whole
from ...timekeeping.queries.flow import clears_in
from ...widgets.buttons import Button
from ...widgets.entry import MoneyEntry, NumberEntry, PercentEntry, QuantityEntry
from ...widgets.layout import STRETCH, Pairs, Panel, Rule, Scroll, column, stack
from ...widgets.safe import Label
from ...widgets.slider import SliderLine
from ..queries.cases import CasePage
from ..rules import maths, verdict
from ..rules.facts import Facts, WhatIf, as_if
from ..rules.maths import MOST_MINUTES, Option

WIDE = 290
LEAST_DROPPED = 10


def _hours(minutes: int) -> int:
    """Minutes as ten-thousandths of an hour, to the hundredth."""
    return half_up(minutes * 100, 60) * (QUANTITY // 100)


def _minutes(hours: Any) -> int:
    """Ten-thousandths of an hour as minutes."""
    return half_up(int(hours) * 60, QUANTITY)


class WhatIfRail(Panel):
    """Five figures to move, and what would come of it beside the books as they are."""

    def __init__(self, on_keep: Callable[[Option], object]) -> None:
        super().__init__("sheet", "left")
        self._page: CasePage | None = None
        self._on_keep = on_keep
        self._moved = False
        self._lines: dict[str, SliderLine] = {}
        self._holder = QWidget()
        self._sliders = stack(self._holder, gap=12)
        self.results = Pairs(label_width=104)
        self.bottom = Label("", "body", "ink", wrap=True)
        self.back_button = Button("Back to the books", on_click=self.back)
        self.keep_button = Button("Keep as an option", on_click=self._keep)
        body = column(
            Label("What if", "card_large"),
            Label("Moves a copy. The books stay as they are.", "meta", "ink3", wrap=True),
            self._holder,
            Rule(),
            Label("Then", "strong"),
            self.results,
            self.bottom,
            column(self.back_button, self.keep_button, gap=6),
            STRETCH,
            gap=10,
            margin=(16, 14, 16, 16),
        )
        stack(self, Scroll(body))
        self.setMinimumWidth(250)

    def show_page(self, page: CasePage) -> None:
        """Follow a question; figures that were moved stay moved while it is the same one."""
        same = self._page is not None and self._page.row.id == page.row.id
        self._page = page
        if not self._lines:
            self._make(page)
        if not same or not self._moved:
            self.back()
        else:
            self._tell()

    def _make(self, page: CasePage) -> None:
        money = page.facts.money
        unit = 10**money.digits
        self._lines = {
            "tenths": SliderLine(
                "Productive share of paid hours",
                PercentEntry(),
                0,
                1_000,
                5,
                to_field=lambda tenths: tenths * 1_000,
                from_field=lambda share: half_up(int(share), 1_000),
            ),
            "inflow": SliderLine(
                "Work coming in, hours a week",
                QuantityEntry(),
                0,
                400 * 60,
                30,
                to_field=_hours,
                from_field=_minutes,
            ),
            "drop": SliderLine("Clients given up", NumberEntry(0, 10_000), 0, LEAST_DROPPED),
            "wage": SliderLine(
                "Wage or price of an hour", MoneyEntry(money), 5 * unit, 150 * unit, unit // 2 or 1
            ),
            "minutes_week": SliderLine(
                "Hours a week of the option",
                QuantityEntry(),
                60,
                MOST_MINUTES,
                60,
                to_field=_hours,
                from_field=_minutes,
            ),
        }
        for line in self._lines.values():
            line.changed.connect(self._changed)
            self._sliders.addWidget(line)

    def line(self, name: str) -> SliderLine:
        """The slider of a figure; raises KeyError for an unknown one."""
        return self._lines[name]

    def back(self) -> None:
        """Show the figures of the books again."""
        if self._page is None:
            return
        self._moved = False
        self._lines["drop"].slider.setMaximum(max(LEAST_DROPPED, len(self._page.facts.clients)))
        usual = _as_it_is(self._page)
        for name, line in self._lines.items():
            line.set_value(getattr(usual, name))
        self._tell()

    def tried(self) -> WhatIf:
        """The figures as they are moved now."""
        return WhatIf(**{name: line.value() for name, line in self._lines.items()})

    def _changed(self, _value: int) -> None:
        self._moved = True
        self._tell()

    def _tell(self) -> None:
        page = self._page
        if page is None:
            return
        tried = self.tried()
        facts = as_if(page.facts, tried)
        option = replace(_judged(page), wage=tried.wage, minutes_week=tried.minutes_week)
        self.results.show_pairs(_results(facts, option, tried.drop))
        options = [option] if option.wage and option.minutes_week else []
        self.bottom.set_text(verdict.recommendation(facts, options, page.alternatives, tried.drop))
        self.back_button.setEnabled(self._moved)
        self.keep_button.setEnabled(self._moved and page.row.open)

    def _keep(self) -> None:
        if self._page is not None:
            tried = self.tried()
            kept = replace(
                _judged(self._page), wage=tried.wage, minutes_week=tried.minutes_week, chosen=False
            )
            self._on_keep(kept)


def _judged(page: CasePage) -> Option:
    """The option the sliders begin with: the one the sums are about, else a full-time one."""
    held = verdict.judged(page.facts, page.options)
    unit = 10**page.facts.money.digits
    return held[0] if held else Option("One more", wage=20 * unit, minutes_week=40 * 60)


def _as_it_is(page: CasePage) -> WhatIf:
    option = _judged(page)
    return WhatIf(page.facts.tenths, page.facts.inflow, page.drop, option.wage, option.minutes_week)


def _results(facts: Facts, option: Option, drop: int) -> list[tuple[str, str]]:
    """What comes of the figures, in words."""
    money = facts.money
    cost = maths.cost(option, facts.tenths, maths.step_of(money))
    garden = facts.garden()
    given = dropped(garden, drop)
    net = facts.net
    sign = "+" if net > 0 else "-" if net < 0 else ""
    return [
        ("Done a week", hours_h(facts.pace)),
        ("Net a week", f"{sign}{hours_h(abs(net))}"),
        ("Backlog gone in", _clears(facts.backlog, net)),
        ("A year costs", shown_whole(cost.loaded_year, money)),
        ("Productive hour", shown(cost.per_hour, money)),
        ("Clients that pay", verdict.payback(garden, cost.loaded_year).short),
        ("Weeding frees", paid_words(given.paid)),
        ("and loses", shown_whole(given.profit, money)),
    ]


def _clears(backlog: int, net: int) -> str:
    """In which time a backlog is gone, or that it does not shrink."""
    if net < 0:
        return clears_in(backlog, net)
    return "it grows" if net > 0 else "it stays"
