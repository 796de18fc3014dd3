"""The year of campaigns: the calendar over what is to be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date, today
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop as the_shop
from ...widgets.buttons import Button
from ...widgets.layout import STRETCH, Card, EmptyState, Panel, Scroll, column, lead_focus, stack
from ...widgets.table import Column, Table, TagCell
from ..printables.plan import PLAN
from ..queries import campaigns as queries
from ..queries.campaigns import CampaignRow
from ..queries.steps import StepDay, step_days
from ..rules.campaigns import CHANNELS, Span, lanes
from .days import day_column
from .yearchart import Bar, Lane, YearChart

_TABLES = {
    "campaign",
    "campaign_step",
    "campaign_cost",
    "campaign_lead",
    "campaign_mail",
    "campaign_letter",
    "offering",
    "person",
    "shop",
}
_WHY = (
    "Put on the calendar what you do so that companies ask for you: a mail a month, a breakfast, "
    "a card, a talk. Each goes on for about five months, and every month says what it brought."
)


class YearPart(QWidget):
    """A year of campaigns; `on_open` goes to one, `on_step` to one of its days."""

    def __init__(
        self,
        desk: Desk,
        on_open: Callable[[int], object],
        on_step: Callable[[int, int], object],
        on_new: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName("The year's campaigns")
        self._desk = desk
        self._rows: list[CampaignRow] = []
        self.year = today().year
        self.note = ""
        self.chart = YearChart("Campaigns of the year by channel", on_open)
        self.days = Table[StepDay](
            _DAYS,
            "What is to be done next",
            on_activate=lambda one: on_step(one.campaign_id, one.id),
            row="card",
            side=14,
            fit=True,
            spoken=lambda one: f"{short_date(one.on, today())}, {one.title}, {one.campaign}",
            empty="Nothing is planned in this year any more.",
        )
        self._calendar = Card("", flush=True)
        self._calendar.add(column(self.chart, margin=(14, 0, 14, 4)))
        self._next = Card("What is to be done next", flush=True)
        self._next.add(self.days)
        page = column(self._calendar, self._next, STRETCH, gap=12, margin=(20, 16, 20, 20))
        self.first = Button("Plan the first campaign", "primary", "plus", on_new)
        empty = Panel("paper")
        stack(empty, EmptyState("calendar", "A year of campaigns", _WHY, self.first))
        self._faces = QStackedWidget()
        self._shown, self._empty = Scroll(page), empty
        self._faces.addWidget(self._shown)
        self._faces.addWidget(empty)
        stack(self, self._faces)
        lead_focus(self, self._keys)
        desk.keep_fresh(self, _TABLES, self.reload)

    @property
    def bare(self) -> bool:
        """Whether the whole shop has no campaign yet."""
        return self._faces.currentWidget() is self._empty

    def _keys(self) -> QWidget:
        if self.bare:
            return self.first
        return self.chart if self._rows else self.days

    def show_year(self, year: int) -> None:
        """Turn to a year."""
        self.year = year
        self.reload()

    def reload(self) -> None:
        """Ask again what is planned."""
        desk, year = self._desk, self.year
        self._rows = desk.ask(queries.campaigns, year)
        bare = not self._rows and not desk.ask(queries.campaigns)
        self._faces.setCurrentWidget(self._empty if bare else self._shown)
        first, last = date(year, 1, 1), date(year, 12, 31)
        steps = desk.ask(step_days, first, last)
        self.chart.show_year(year, _lanes(self._rows, steps), today())
        going = {row.id for row in self._rows if row.open}
        ahead = [one for one in steps if one.done_on is None and one.campaign_id in going]
        self.days.show_rows(ahead)
        late = sum(one.on <= today() for one in ahead)
        self._next.set_subtitle(f"{len(ahead)} days, {late} due" if ahead else "")
        self._calendar.setVisible(bool(self._rows))
        self.note = self._words()

    def _words(self) -> str:
        """How many there are, what they cost and brought."""
        rows = [row for row in self._rows if row.state != "dropped"]
        if not rows:
            return ""
        many = f"{len(rows)} campaign{'' if len(rows) == 1 else 's'}"
        money = self._desk.ask(the_shop).money
        cost, leads = sum(row.cost for row in rows), sum(row.leads for row in rows)
        return f"{many}, {shown(cost, money)}, {leads} lead{'' if leads == 1 else 's'}"

    def print_shown(self) -> None:
        """Print the marketing plan of the year."""
        self._desk.print_document(PLAN, self.year, f"Marketing plan {self.year}")


def _lanes(rows: list[CampaignRow], steps: list[StepDay]) -> list[Lane]:
    """The channels that have campaigns, each with its bars so that none lies over another."""
    days: dict[int, list[date]] = {}
    for one in steps:
        days.setdefault(one.campaign_id, []).append(one.on)
    found = []
    for channel, words in CHANNELS.items():
        mine = [row for row in rows if row.channel == channel]
        lines = lanes([Span(row.id, row.starts_on, row.ends_on) for row in mine])
        bars = tuple(
            Bar(
                row.id,
                row.title,
                row.starts_on,
                row.ends_on,
                lines[row.id],
                row.state,
                row.state_words,
                tuple(days.get(row.id, ())),
            )
            for row in mine
        )
        if bars:
            found.append(Lane(words, bars))
    return found


def _when(one: StepDay) -> TagCell | None:
    return TagCell("Due", "amber") if one.on <= today() else None


_DAYS: list[Column[StepDay]] = [
    day_column("Day", lambda one: one.on),
    Column("title", "What", "title", lambda one: one.title, stretch=2),
    Column("campaign", "Campaign", "muted", lambda one: one.campaign, stretch=1, width=200),
    Column("due", "", "tag", _when, width=76),
]
