"""One troubleshooting log: what is tried is written down before it is tried, all by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...dates import clock_time, full_date, hours_h
from ...desk.desk import Desk
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.entry import ChoiceEntry, Entry, NoteEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Fact, Facts, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ...widgets.tags import Tag
from .. import actions, queries
from ..queries import LogPage, TryRow

_TABLES = {"tsr_log", "tsr_row"}
_UNDONE = [("", "Not said"), ("no", "Kept"), ("yes", "Undone")]


def head_fields() -> list[Field]:
    """The fields of a log's head, for beginning and for changing it."""
    problem: Entry = NoteEntry("As it looks right now", lines=2)
    return [
        Field("problem", "The problem in one sentence", problem, span=2),
        Field("goal", "Goal", TextEntry(), help="How will you know that it works?"),
        Field("last_good", "Last good state", TextEntry(), help="When did it last work?"),
        Field("backup_checked", "Backup checked", TextEntry(), help="Which, how old, by whom."),
        Field("known", "What is known", NoteEntry(lines=2), help="What changed before it began."),
    ]


class TsrLogView(QWidget):
    """Head, rows and the line to write the next try into; `on_back` leads away again."""

    def __init__(self, desk: Desk, on_back: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._log: LogPage | None = None
        self._editing: TryRow | None = None
        self.title = Label("", "record")
        self.tag = Tag("")
        back = LinkButton("All logs", on_back) if on_back else None
        self.close_button = Button("Close log", icon="check", on_click=self.ask_close)
        paper = Button("Print log", icon="printer", on_click=self.print_log)
        self.more = MenuButton("", "ellipsis", "More about this log", self._more)
        head = row(back, self.title, self.tag, STRETCH, paper, self.close_button, self.more, gap=10)
        self.facts = Facts(3)
        self.table = Table[TryRow](
            (
                Column("number", "No.", "num", lambda r: str(r.number), width=44),
                Column("at", "Time", "date", lambda r: clock_time(r.at), width=76),
                Column("tried", "What was tried", "title", lambda r: r.tried, stretch=4),
                Column(
                    "setting",
                    "Before → after",
                    "text",
                    lambda r: r.setting,
                    stretch=2,
                    hide_under=620,
                ),
                Column("result", "What happened", "text", lambda r: r.result, stretch=3),
                Column("undone", "", "tag", _undone, width=84),
                Column(
                    "minutes", "Min.", "num", lambda r: _number(r.minutes), width=52, hide_under=520
                ),
                Column(
                    "next", "Next idea", "muted", lambda r: r.next_idea, stretch=2, hide_under=1000
                ),
            ),
            name="What was tried",
            on_activate=self.edit_try,
            empty="Nothing tried yet. Write it down before you try it, one thing at a time.",
            spoken=_spoken,
        )
        self.line = self._line()
        self.closing = self._closing()
        self.closing.hide()
        self.heading = Label("Next try", "card")
        self.again = Label("", "meta", "ink2", wrap=True)
        self.take = LinkButton("Take it", self.take_over)
        self._replay = row(self.again, self.take, STRETCH, gap=8)
        self._replay.hide()
        self.foot = column(
            self.heading, self._replay, self.line, self.closing, gap=6, margin=(0, 8, 0, 0)
        )
        stack(
            self,
            head,
            self.facts,
            self.table,
            self.foot,
            gap=8,
            margin=(22, 12, 22, 14),
        )
        desk.keep_fresh(self, _TABLES, self._reload)

    def _line(self) -> Form:
        return Form(
            [
                Field("tried", "What is tried", TextEntry("One thing"), required=True, span=3),
                Field("result", "What happened", TextEntry(), span=2),
                Field("before", "Setting before", TextEntry()),
                Field("after", "Setting after", TextEntry()),
                Field("next_idea", "Next idea", TextEntry()),
                Field("undone", "Kept or undone", ChoiceEntry(_UNDONE)),
                Field("minutes", "Minutes", NumberEntry(0, 1_440, "min"), help="Else counted."),
            ],
            columns=5,
            on_save=self._save_try,
            save="Log try",
            on_cancel=self._cancel,
        )

    def _closing(self) -> Form:
        return Form(
            [
                Field("root_cause", "Root cause", NoteEntry(lines=2), required=True),
                Field("solution", "What mended it", NoteEntry(lines=2), required=True),
            ],
            columns=2,
            on_save=self._close,
            save="Close log",
            on_cancel=lambda: self._show_closing(shown=False),
        )

    def show_log(self, log_id: int) -> None:
        """Show another log; what was typed for the one before is put away."""
        if self._log is None or self._log.id != log_id:
            self._log = self._desk.ask(queries.log_page, log_id)
            self._stop_editing()
            self.closing.set_values({"root_cause": "", "solution": ""})
            self._show_closing(shown=False)
        self._reload()

    def log_id(self) -> int | None:
        """The log that is shown."""
        return self._log.id if self._log else None

    def _reload(self) -> None:
        if self._log is None:
            return
        log = self._log = self._desk.ask(queries.log_page, self._log.id)
        self.title.set_text(f"TSR log {log.number}")
        self.tag.set_tag("Closed" if log.ended_at else "Open", "green" if log.ended_at else "amber")
        started = f"{full_date(log.started_at.date())}, {clock_time(log.started_at)}"
        told = [
            Fact("started", "Started", ", ".join(filter(None, (started, log.person)))),
            Fact("problem", "Problem", log.problem or "Not said"),
            Fact("goal", "Goal", log.goal or "Not said"),
            Fact("device", "Device", log.device),
            Fact("ticket", "Ticket", log.ticket),
            Fact("backup", "Backup checked", log.backup_checked),
            Fact("cause", "Root cause", log.root_cause),
            Fact("solution", "Mended by", log.solution),
            Fact("time", "Time", hours_h(log.minutes) if log.rows else ""),
        ]
        self.facts.show_facts([one for one in told if one.value])
        self.table.show_rows(list(log.rows))
        open_ = log.ended_at is None
        self.line.setVisible(open_ and self.closing.isHidden())
        self.heading.setVisible(open_ and self.closing.isHidden())
        self.close_button.setVisible(open_)
        self._say_next(log)

    def _say_next(self, log: LogPage) -> None:
        """What comes next where a log is done again."""
        self._replay.setVisible(bool(log.to_replay) and log.ended_at is None)
        if log.to_replay:
            one, left = log.to_replay[0], len(log.to_replay)
            what = ", ".join(filter(None, (one.tried, one.setting)))
            self.again.set_text(f"To do again, {left} left: {what}")

    def take_over(self) -> None:
        """Take the next try of the log that is done again into the fields."""
        if self._log is None or not self._log.to_replay:
            return
        one = self._log.to_replay[0]
        names = ("tried", "before", "after")
        self.line.set_values({name: getattr(one, name) for name in names})
        self.line.entry("result").setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_line(self) -> None:
        """Put the keyboard where the next try is written."""
        self.line.focus_first()

    def _save_try(self, values: dict[str, Any]) -> None:
        if self._log is None:
            return
        details = values | {"undone": {"yes": True, "no": False}.get(values["undone"] or "")}
        if self._editing is None:
            if details["minutes"] is None:
                del details["minutes"]
            self._desk.do(actions.add_row, self._log.id, details)
        else:
            row = self._editing
            self._desk.do(actions.edit_row, row.id, row.version, details)
        self._stop_editing()
        self.focus_line()

    def edit_try(self, row: TryRow) -> None:
        """Take a row into the fields, most often to write its result."""
        if self._log is None or self._log.ended_at is not None:
            return
        self._editing = row
        undone = {True: "yes", False: "no", None: ""}[row.undone]
        names = ("tried", "result", "before", "after", "next_idea", "minutes")
        held = {name: getattr(row, name) for name in names}
        self.line.set_values(held | {"undone": undone})
        self.heading.set_text(f"Try {row.number}")
        self.line.save_button.set_text("Save try")
        self.line.entry("result").setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        """Put what was typed away; with nothing typed, the keyboard goes up to the rows."""
        if self._editing is None and not self.line.dirty():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stop_editing()

    def _stop_editing(self) -> None:
        self._editing = None
        names = ("tried", "result", "before", "after", "next_idea", "undone")
        self.line.set_values(dict.fromkeys(names, "") | {"minutes": None})
        self.heading.set_text("Next try")
        self.line.save_button.set_text("Log try")

    def ask_close(self) -> None:
        """Show the two fields that close a log."""
        self._show_closing(shown=True)
        self.closing.focus_first()

    def _show_closing(self, *, shown: bool) -> None:
        open_ = self._log is not None and self._log.ended_at is None
        self.closing.setVisible(shown)
        self.line.setVisible(open_ and not shown)
        self.heading.setVisible(open_ and not shown)

    def _close(self, values: dict[str, Any]) -> None:
        if self._log is not None:
            self._desk.do(
                actions.close_log,
                self._log.id,
                self._log.version,
                values["root_cause"],
                values["solution"],
            )
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_closing(shown=False)

    def print_log(self) -> None:
        """Print the log, with rows left to go on by hand."""
        if self._log is not None:
            from ..printables.filled import TSR

            self._desk.print_document(TSR, self._log.id, f"TSR log {self._log.number}")

    def _more(self) -> list[tuple[str, Callable[[], object]] | None]:
        if self._log is None:
            return []
        if self._log.ended_at is not None:
            return [("Go on with this log", self._reopen)]
        return [
            ("Mark try undone", lambda: self._mark(undone=True)),
            ("Mark try kept", lambda: self._mark(undone=False)),
            ("Remove try", self._remove),
        ]

    def _reopen(self) -> None:
        if self._log is not None:
            self._desk.attempt(actions.reopen_log, self._log.id)

    def _mark(self, *, undone: bool) -> None:
        row = self.table.selected()
        if row is not None:
            self._desk.attempt(actions.mark_undone, row.id, undone=undone)

    def _remove(self) -> None:
        row = self.table.selected()
        if row is not None:
            self._desk.attempt(actions.remove_row, row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """N goes to the next try, R takes over one to do again, U marks the chosen one undone."""
        if self.table.hasFocus() and event.key() == Qt.Key.Key_N:
            self.focus_line()
        elif self.table.hasFocus() and event.key() == Qt.Key.Key_R:
            self.take_over()
        elif self.table.hasFocus() and event.key() == Qt.Key.Key_U:
            self._mark(undone=True)
        else:
            super().keyPressEvent(event)


def _undone(row: TryRow) -> TagCell | None:
    if row.undone is None:
        return None
    return TagCell("Undone", "amber") if row.undone else TagCell("Kept")


def _number(minutes: int | None) -> str:
    return "" if minutes is None else str(minutes)


def _spoken(row: TryRow) -> str:
    parts = [f"Try {row.number}, {clock_time(row.at)}: {row.tried}."]
    if row.result:
        parts.append(f"What happened: {row.result}.")
    if row.undone is not None:
        parts.append("Undone." if row.undone else "Kept.")
    return " ".join(parts)
