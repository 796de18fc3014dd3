"""Last year's goals with their outcomes beside this year's (S034)."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...desk.desk import Desk
from ...exchange.columns import TEXT, OutColumn
from ...widgets.layout import MARGIN, Notice, column, lead_focus, stack
from ...widgets.table import Column, Group, Table, TagCell
from ..queries import goals as goal_queries
from ..queries import past as queries
from ..queries.past import BesideRow
from ..rules.quarters import Quarter
from .outline import STATE_TONES

EXPORT: tuple[OutColumn[BesideRow], ...] = (
    OutColumn("Whose", TEXT, lambda r: r.whose),
    OutColumn("A year ago", TEXT, lambda r: r.last_words),
    OutColumn("How it came out", TEXT, lambda r: r.outcome),
    OutColumn("Now", TEXT, lambda r: r.this_words),
    OutColumn("Why", TEXT, lambda r: r.why),
    OutColumn("Affects", TEXT, lambda r: r.affects),
    OutColumn("State", TEXT, lambda r: r.state),
)


class BesidePart(QWidget):
    """A row for each goal: what it was a year ago and how that came out, and what it is now."""

    def __init__(self, desk: Desk, open_goal: object) -> None:
        super().__init__()
        self.setAccessibleName("Goals beside last year's")
        self._desk, self._open = desk, open_goal
        self.quarter = desk.ask(goal_queries.this_quarter)
        self.notice = Notice("", "", icon="history", color="ink2")
        self.table = Table[BesideRow](
            (
                Column("whose", "Whose", "text", lambda r: r.whose, width=150),
                Column("last", "A year ago", "two_line", _last, stretch=4),
                Column("outcome", "Came out", "tag", _outcome, width=96),
                Column("this", "Now", "two_line", _now, stretch=4),
                Column("state", "", "tag", _state, width=96),
            ),
            name="Goals beside those of a year ago",
            row="two_line",
            on_activate=self._go,
            spoken=_spoken,
            empty="Neither this time nor a year ago has goals you may read.",
        )
        self._over = column(self.notice, margin=(MARGIN, 12, MARGIN, 0))
        self._over.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        stack(
            self,
            self._over,
            column(self.table, margin=(0, 6, 0, 8)),
        )
        self._over.hide()
        lead_focus(self, self.table)
        desk.keep_fresh(self, {"goal", "goal_affects", "person", "access", "role"}, self.reload)
        desk.person_changed.connect(self.reload)

    @property
    def note(self) -> str:
        """Which two are beside each other."""
        return f"{Quarter(self.quarter.year - 1, self.quarter.number).title} beside them"

    def show_quarter(self, quarter: Quarter) -> None:
        """Show another quarter."""
        self.quarter = quarter
        self.reload()

    def reload(self) -> None:
        """Ask for the rows again."""
        rows = self._desk.ask(queries.beside, self.quarter)
        groups = [
            Group(level, list(some)) for level, some in groupby(rows, lambda row: row.level_words)
        ]
        self.table.show_groups(groups)
        ago = Quarter(self.quarter.year - 1, self.quarter.number).title
        if rows and not any(row.last for row in rows):
            self.notice.set_notice(
                f"No goals of {ago} are written down",
                "From next year on, what came of this quarter's stands here beside the new ones.",
            )
            self._over.show()
        else:
            self._over.hide()

    def _go(self, row: BesideRow) -> None:
        one = row.this or row.last
        if one is not None and callable(self._open):
            self._open(one.id)

    def export_list(self) -> None:
        """Write the rows into a file, without private goals."""
        rows = self._desk.ask(queries.beside, self.quarter, shared=True)
        self._desk.export("Goals beside last year's", EXPORT, rows)


def _last(row: BesideRow) -> tuple[str, str]:
    if row.last is None:
        return "", ""
    return row.last.text, row.last.outcome


def _now(row: BesideRow) -> tuple[str, str]:
    if row.this is None:
        return "", ""
    return row.this.text, row.this.why or (f"Affects {row.affects}" if row.affects else "")


def _outcome(row: BesideRow) -> TagCell | None:
    if row.last is None:
        return None
    return TagCell(row.last.state_words, STATE_TONES.get(row.last.state, "grey"))


def _state(row: BesideRow) -> TagCell | None:
    if row.this is None:
        return None
    return TagCell(row.this.state_words, STATE_TONES.get(row.this.state, "grey"))


def _spoken(row: BesideRow) -> str:
    before = f"a year ago {row.last_words}, {row.outcome}" if row.last else "nothing a year ago"
    now = f"now {row.this_words}, {row.state}" if row.this else "nothing now"
    return f"{row.whose}: {before}; {now}"
