"""Where the hours go: each hat's share of the week beside its target, and whom to hire next."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import LinkButton
from ...widgets.layout import STRETCH, Card, Scroll, Toolbar, column, lead_focus, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..queries.advice import next_hire
from ..queries.balance import HatTime, hat_times, usual_weeks
from ..reports import COLUMNS
from ..rules.balance import hours_words

TABLES = {"role", "time_entry", "person", "paid_hours", "leave", "duty", "access"}


class BalancePart(QWidget):
    """The last four whole weeks, hat by hat in the order of the chart; nobody is ranked (S003).

    Who may not see everybody's time sees that of one's own hats.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.bar = Toolbar("Hours", "", STRETCH)
        self.table = Table[HatTime](
            (
                Column("title", "Hat", "title", lambda r: r.title, stretch=2),
                Column("wearer", "Worn by", "text", lambda r: r.wearer, stretch=1),
                Column("now", "", "tag", _for_now, width=92),
                Column("hours", "Hours", "num", _hours, width=80),
                Column("share", "Of paid time", "num", lambda r: r.share, width=96),
                Column("target", "Target", "num", lambda r: r.wanted, width=80),
                Column("gap", "Gap", "num", lambda r: r.gap_said, width=100),
            ),
            name="Hours of hats",
            row="card",
            key=lambda r: r.role_id,
            fit=True,
            on_activate=self._open,
            empty="No role stands on the chart yet.",
        )
        self.hours = Card("Time on each hat", flush=True)
        self.hours.add(self.table)
        self.advice = Label("", "card", wrap=True)
        self.why = Label("", "body", "ink2", wrap=True)
        self.next = Card("Next hire", action="Open hire math", on_action=self._hire_math)
        self.next.add(self.advice, self.why)
        words = "Time on clients' tickets belongs to the technical hat of who did it."
        body = column(
            self.hours,
            Label(words, "meta", "ink3", wrap=True),
            8,
            self.next,
            LinkButton("What could be handed off", lambda: self._turn("handoff")),
            STRETCH,
            gap=8,
            margin=(16, 4, 16, 16),
        )
        stack(self, self.bar, Scroll(body)).setStretch(1, 1)
        lead_focus(self, self.table)
        desk.keep_fresh(self, TABLES, self._reload)

    def _reload(self) -> None:
        first, last = usual_weeks(today())
        rows = self._desk.ask(hat_times, first, last)
        if not self._desk.may("time_all"):
            rows = [row for row in rows if row.wearer_id == self._desk.person_id]
        self.table.show_rows(rows)
        total = hours_words(sum(row.minutes for row in rows))
        self.bar.set_title("Hours", f"{full_date(first)} to {full_date(last)}, {total}")
        self.next.setVisible(self._desk.may("people"))
        found = self._desk.ask(next_hire)
        self.advice.set_text(found.words)
        self.why.set_text(" ".join(found.why))

    def _open(self, row: HatTime) -> None:
        self._desk.go(Place("orgchart", id=row.role_id, do="hats"))

    def _turn(self, part: str) -> None:
        self._desk.go(Place("orgchart", do="hats", about={"part": part}))

    def _hire_math(self) -> None:
        self._desk.go(Place("orgchart", do="hiring"))

    def export_list(self) -> None:
        """Write the list into a file."""
        self._desk.export("Hats and hours", COLUMNS, self.table.rows())


def _for_now(row: HatTime) -> TagCell | None:
    return TagCell("For now", "hi") if row.for_now else None


def _hours(row: HatTime) -> str:
    return hours_words(row.minutes)
