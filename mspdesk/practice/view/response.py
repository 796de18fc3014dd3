"""Response targets met and missed, client by client; nobody of ours is named (S057, S030)."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ...dates import add_months, full_date, month_start, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...money import half_up, percent
from ...tickets.queries import ResponseRow, response_met
from ...tickets.rules import PRIORITY_WORDS, RESPONSE_WORDS
from ...widgets import theme
from ...widgets.buttons import Button
from ...widgets.layout import (
    STRETCH,
    Card,
    Metric,
    Pairs,
    Toolbar,
    beside,
    column,
    lead_focus,
    row,
    stack,
)
from ...widgets.segments import SegmentControl
from ...widgets.table import BarCell, Column, Table

_TABLES = {"ticket", "response_target", "agreement", "client"}


ROOMY = 880
"""Px at 100 % below which only the list stands there."""


class ResponsePart(QWidget):
    """How many tickets of each client were answered within their target."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.spans = SegmentControl(
            "Which time",
            [("month", "This month"), ("last", "Last month"), ("year", "12 months")],
            lambda _key: self._reload(),
        )
        report = Button("Report", icon="file-text", on_click=self.print_shown)
        self.bar = Toolbar("Response met", "", STRETCH, report)
        self.met, self.missed = Metric("Answered in time"), Metric("Too late")
        self.table = Table[ResponseRow](
            (
                Column("client", "Client", "title", lambda r: r.client, stretch=2),
                Column("tickets", "Tickets", "num", lambda r: str(r.tickets), width=72),
                Column("met", "Met", "num", lambda r: str(r.met), width=60),
                Column("missed", "Missed", "num", lambda r: str(r.missed), width=72),
                Column("share", "Share met", "bar", _bar, width=170, sort=lambda r: r.share),
            ),
            name="Response by client",
            key=lambda r: r.client_id,
            on_activate=lambda r: desk.go(Place("clients", r.client_id)),
            empty="No ticket in this time was due to be answered.",
        )
        self.targets = Card("Usual targets", "where no agreement says another")
        pairs = Pairs()
        pairs.show_pairs([(PRIORITY_WORDS[n], RESPONSE_WORDS[n]) for n in sorted(RESPONSE_WORDS)])
        self.targets.add(pairs)
        figures = row(self.met, self.missed, STRETCH, gap=44, margin=(16, 0, 16, 8))
        body = QWidget()
        layout = beside(
            body,
            column(self.table, margin=(6, 0, 6, 8)),
            column(self.targets, STRETCH, margin=(0, 0, 16, 0)),
            gap=8,
        )
        layout.setStretch(0, 1)
        line = row(self.spans, STRETCH, margin=(16, 0, 16, 8))
        stack(self, self.bar, line, figures, body)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)

    def span(self) -> tuple[date, date]:
        """The first and the last day that are counted."""
        day = today()
        month = month_start(day)
        if self.spans.current() == "last":
            return add_months(month, -1), month - timedelta(days=1)
        if self.spans.current() == "year":
            return add_months(day, -12) + timedelta(days=1), day
        return month, add_months(month, 1) - timedelta(days=1)

    def _reload(self) -> None:
        first, last = self.span()
        rows = self._desk.ask(response_met, first, last)
        self.table.show_rows(rows)
        met, every = sum(one.met for one in rows), sum(one.tickets for one in rows)
        share = f"{half_up(met * 100, every)}%" if every else "none due"
        self.met.set_metric(share, f"{met:,} of {every:,} tickets")
        self.missed.set_metric(f"{every - met:,}", "answered late, or not yet")
        self.bar.set_title("Response met", f"{full_date(first)} to {full_date(last)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the card beside the list out where the list needs the room."""
        super().resizeEvent(event)
        roomy = self.width() >= theme.current().px(ROOMY)
        self.targets.setVisible(roomy)

    def arrive(self, _place: Place) -> None:
        """Put the keyboard on the list."""
        self.table.setFocus()

    def print_shown(self) -> None:
        """Ctrl+P leads to the report of the month."""
        self._desk.go(Place("reports", about={"report": "response-met"}))


def _bar(row_: ResponseRow) -> BarCell:
    return BarCell(row_.met, row_.tickets, percent(half_up(row_.share, 10_000) * 10_000))
