"""Which hours of a day are covered, shift beside shift, and which open hours are not (S008)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import today
from ...desk.area import Place
from ...desk.desk import Desk
from ...shop.queries import calendar
from ...widgets.layout import STRETCH, Card, Scroll, Toolbar, column, lead_focus, stack
from ...widgets.ruler import DayRuler, RulerBlock, RulerLine
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ...widgets.table import Column, Table
from ..queries.cards import ShiftRow, covered_on, shifts
from ..rules.coverage import DAY, DAYS, days_words, spans_words, uncovered

EARLY, LATE = 360, 1_140
"""Minutes of the day that are always drawn: the two shifts of S008 cover 06:00 to 19:00."""


class CoveragePart(QWidget):
    """The shifts of one weekday over each other, the hours they cover together below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.days = SegmentControl(
            "Day of the week", [(str(n), day) for n, day in enumerate(DAYS)], self._turn
        )
        self.bar = Toolbar("Coverage", "", STRETCH, self.days)
        self.drawing = DayRuler("Shifts of the day", EARLY, LATE, self._open_key)
        self.covered = Label("", "card", wrap=True)
        self.missing = Label("", "body", "ink2", wrap=True)
        self.table = Table[ShiftRow](
            (
                Column("role", "Role", "title", lambda r: r.role, stretch=2),
                Column("wearer", "Worn by", "text", lambda r: r.wearer, stretch=2),
                Column("hours", "Covers", "num", _hours, width=166, align="left"),
                Column("days", "On", "text", lambda r: days_words(r.span.weekdays), stretch=1),
            ),
            name="Shifts",
            row="card",
            fit=True,
            on_activate=lambda row: self._open(row.role_id),
            empty="No role says its hours yet. Open a role and write them under Hours.",
        )
        day = Card("The day")
        day.add(self.drawing, self.covered, self.missing)
        every = Card("Every shift", flush=True)
        every.add(self.table)
        body = column(day, every, STRETCH, gap=12, margin=(16, 4, 16, 16))
        stack(self, self.bar, Scroll(body)).setStretch(1, 1)
        lead_focus(self, self.days)
        desk.keep_fresh(self, {"role", "shift", "person", "business_hours"}, self._reload)
        self.days.choose(str(min(today().weekday(), 4)))

    def _turn(self, _key: str) -> None:
        self._reload()

    def _reload(self) -> None:
        weekday = int(self.days.current())
        rows = self._desk.ask(shifts)
        self.table.show_rows(rows)
        lines = [_line(row, weekday) for row in rows]
        self.drawing.show_lines([line for line in lines if line.blocks])
        spans = self._desk.ask(covered_on, weekday)
        words = f"{spans_words(spans)} covered" if spans else "Nobody covers this day"
        self.covered.set_text(words)
        hours = self._desk.ask(calendar, today().year).hours.get(weekday)
        gaps = uncovered(spans, [hours]) if hours and spans else []
        self.missing.set_text(
            f"Open, and covered by no shift: {spans_words(gaps)}." if gaps else ""
        )
        self.missing.setVisible(bool(gaps))
        self.bar.set_title("Coverage", f"{words}, {DAYS[weekday]}")

    def _open_key(self, key: str) -> None:
        self._open(int(key))

    def _open(self, role_id: int) -> None:
        place = Place("orgchart", id=role_id, do="hats", about={"part": "hours"})
        self._desk.go(place)


def _line(row: ShiftRow, weekday: int) -> RulerLine:
    blocks = [
        RulerBlock(str(row.role_id), first, min(last, DAY - 1), row.wearer)
        for first, last in row.span.on(weekday)
    ]
    return RulerLine(row.role, blocks)


def _hours(row: ShiftRow) -> str:
    return spans_words([(row.span.from_minute, row.span.to_minute)])
