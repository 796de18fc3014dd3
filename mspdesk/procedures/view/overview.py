"""All procedures as one table by audience, and the ten to begin with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ...checklists.rules.master import DEPARTMENTS
from ...dates import full_date
from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ...widgets.buttons import Button, LinkButton
from ...widgets.chips import Chip, FilterChip
from ...widgets.layout import STRETCH, Metric, Toolbar, column, lead_focus, row, stack
from ...widgets.progress import Bar
from ...widgets.safe import Label
from ...widgets.table import Column, IconCell, Table, TagCell
from ..actions import sops as actions
from ..queries import shipped as shelf
from ..queries import sops as queries
from ..queries.sops import SopRow, core_rows, matrix
from ..rules.life import WORDS, State
from ..rules.sop import AUDIENCES
from .sop import TONES
from .words import tight


def _said(audience: str, row: SopRow) -> str:
    return "yes" if audience in row.audiences else ""


EXPORT: tuple[OutColumn[SopRow], ...] = (
    OutColumn("Title", TEXT, lambda row: row.title),
    OutColumn("Kind", TEXT, lambda row: row.kind_words),
    OutColumn("Department", TEXT, lambda row: DEPARTMENTS[row.department]),
    *(OutColumn(words, TEXT, partial(_said, one)) for one, words in AUDIENCES.items()),
    OutColumn("State", TEXT, lambda row: row.state_words),
    OutColumn("Revision", WHOLE, lambda row: row.revision),
    OutColumn("In force since", DATE, lambda row: row.effective_on),
    OutColumn("Review by", DATE, lambda row: row.review_by),
)


class MatrixPage(QWidget):
    """Every procedure, for whom it is, and how many each audience has (S135)."""

    def __init__(
        self, desk: Desk, on_open: Callable[[str], object], on_new: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setAccessibleName("All procedures")
        self._desk = desk
        self._rows: list[SopRow] = []
        handbook = Button("Print handbook", icon="printer", on_click=self.print_handbook)
        export = Button("Export", icon="download", on_click=self.export)
        export.setAccessibleName("Export all procedures")
        new = Button("New procedure", kind="primary", icon="plus", on_click=on_new)
        self.bar = Toolbar("All procedures", "", STRETCH, export, handbook, new)
        self.counts = {one: Metric(words) for one, words in AUDIENCES.items()}
        figures = row(*self.counts.values(), STRETCH, gap=44, margin=(16, 2, 16, 10))
        self.audience = FilterChip(
            "For whom", "For everybody", list(AUDIENCES.items()), lambda _value: self._fill()
        )
        self.state = FilterChip(
            "State",
            "Any state",
            [(str(one), words) for one, words in WORDS.items()],
            lambda _value: self._fill(),
        )
        self.due = Chip("Review due")
        self.due.toggled.connect(lambda _on: self._fill())
        chips = row(self.audience, self.state, self.due, STRETCH, margin=(16, 0, 16, 8))
        self.wrong = Label("", "meta", "red", wrap=True)
        self.table = Table[SopRow](
            (
                Column("title", "Procedure", "title", lambda r: r.title, stretch=6, sort=_title),
                *(_audience_column(one, words) for one, words in AUDIENCES.items()),
                Column(
                    "department",
                    "Department",
                    "muted",
                    lambda r: DEPARTMENTS[r.department],
                    width=130,
                    hide_under=1400,
                ),
                Column("state", "State", "tag", _state, width=100, sort=lambda r: r.state),
                Column(
                    "revision",
                    "Rev.",
                    "num",
                    _revision,
                    width=48,
                    hide_under=1400,
                ),
                Column(
                    "review",
                    "Review by",
                    "date",
                    lambda r: full_date(r.review_by) if r.review_by else "",
                    width=110,
                    sort=lambda r: r.review_by.toordinal() if r.review_by else 10**7,
                    color=lambda r: "amber" if r.due else None,
                ),
            ),
            name="Procedures by audience",
            key=lambda r: r.code,
            on_activate=lambda r: on_open(r.code),
            empty="No procedure is like this.",
        )
        stack(
            self,
            self.bar,
            figures,
            chips,
            tight(column(self.wrong, margin=(16, 0, 16, 0))),
            column(self.table, margin=(0, 0, 0, 8)),
        )
        lead_focus(self, self.table)

    def show_rows(self, rows: list[SopRow]) -> None:
        """Show these procedures, and how many each audience has."""
        self._rows = rows
        counts = matrix(rows)
        for one, metric in self.counts.items():
            live = counts[one][State.LIVE]
            metric.set_metric(str(counts[one]["all"]), f"{live} live")
        live = sum(row.state == State.LIVE for row in rows)
        self.bar.set_title("All procedures", f"{len(rows)}, {live} live")
        wrong = shelf.mistakes()
        self.wrong.set_text("\n".join(wrong[:3]))
        self.wrong.setVisible(bool(wrong))
        self._fill()

    def narrow(self, *, due: bool = False) -> None:
        """Show those to be read again, or all."""
        self.audience.set_value(None)
        self.state.set_value(None)
        self.due.setChecked(due)
        self._fill()

    def _fill(self) -> None:
        audience, state, due = self.audience.value(), self.state.value(), self.due.isChecked()
        self.table.show_rows(
            [
                row
                for row in self._rows
                if (audience is None or audience in row.audiences)
                and (state is None or row.state == state)
                and (row.due or not due)
            ]
        )

    def print_handbook(self) -> None:
        """Print the handbook, or that for clients where they are chosen."""
        from ..printables import HANDBOOK

        audience = "clients" if self.audience.value() == "clients" else "employees"
        self._desk.print_document(HANDBOOK, audience, "Handbook of procedures")

    def export(self) -> None:
        """Write all procedures into a file (S143)."""
        self._desk.export("Procedures", EXPORT, self.table.rows())


class CorePage(QWidget):
    """The ten to begin with, in order, and how far the shop is (S136)."""

    def __init__(self, desk: Desk, on_open: Callable[[str], object]) -> None:
        super().__init__()
        self.setAccessibleName("Ten to begin with")
        self._desk = desk
        self.bar = Toolbar("Ten to begin with", "", STRETCH)
        words = Label(
            "A shop that works by these ten runs on its own. Read one, change what is otherwise "
            "with you, teach it, put it in force. One a week is a good pace.",
            color="ink2",
            wrap=True,
        )
        self.progress = Bar()
        self.table = Table[SopRow](
            (
                Column("core", "No.", "num", lambda r: str(r.core), width=44),
                Column("title", "Procedure", "two_line", lambda r: (r.title, r.purpose), stretch=6),
                Column("department", "Department", "muted", _department, width=120),
                Column("state", "State", "tag", _state, width=100),
            ),
            name="Ten core procedures",
            key=lambda r: r.code,
            on_activate=lambda r: on_open(r.code),
            row="two_line",
            empty="The texts of the ten are missing. Install MSPDesk again.",
        )
        self.away = LinkButton("Do not show this on Today", self._put_away, role="meta")
        stack(
            self,
            self.bar,
            tight(column(words, self.progress, gap=10, margin=(16, 0, 16, 12))),
            column(self.table, margin=(0, 0, 0, 0)),
            row(self.away, STRETCH, margin=(12, 8, 16, 12)),
        )
        lead_focus(self, self.table)

    def show_rows(self, rows: list[SopRow]) -> None:
        """Show the ten and the progress."""
        core = core_rows(rows)
        done = sum(row.state == State.LIVE for row in core)
        self.bar.set_title("Ten to begin with", f"{done} of {len(core)} live")
        self.progress.set_share(done, max(len(core), 1))
        self.table.show_rows(core)
        me = self._desk.person_id
        put_away = self._desk.ask(queries.core_put_away, me)
        self.away.setVisible(me is not None and not put_away and done < len(core))

    def _put_away(self) -> None:
        me = self._desk.person_id
        if me is not None:
            self._desk.attempt(actions.put_core_away, me)
            self._desk.say("Today says nothing of them any more. They stay here.", undo=True)


def _audience_column(audience: str, words: str) -> Column[SopRow]:
    """A mark where a procedure is for this audience."""

    def ticked(row: SopRow) -> IconCell | None:
        return IconCell("check", f"for {words.lower()}") if audience in row.audiences else None

    width = 96 if audience == "internal" else 78
    return Column(audience, words, "icon", ticked, width=width)


def _revision(row: SopRow) -> str:
    return str(row.revision or "")


def _title(row: SopRow) -> str:
    return row.title.casefold()


def _department(row: SopRow) -> str:
    return DEPARTMENTS[row.department]


def _state(row: SopRow) -> TagCell:
    if row.empty:
        return TagCell("To write")
    return TagCell(row.state_words, TONES[State(row.state)])
