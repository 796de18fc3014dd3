"""The cards of a disaster's page: what was found, the steps, the review, the log, whom to call."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...dates import clock_time
from ...desk.area import Place
from ...desk.desk import Desk
from ...documentation.queries.backups import jobs
from ...documentation.rules.backups import span_words
from ...logs import actions as logging
from ...logs.queries import log_page
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button, press_on
from ...widgets.entry import CheckEntry, ChoiceEntry, NoteEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Card, clear, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..actions import event as actions
from ..queries import plan as plans
from ..queries.event import EventPage, StepRow
from ..rules.event import State

_LAST = 4
_CALLS = 5


class _Written(QWidget):
    """A form whose words belong to a disaster; what is typed is never written over."""

    def __init__(self, desk: Desk, form: Form, names: tuple[str, ...]) -> None:
        super().__init__()
        self._desk = desk
        self._page: EventPage | None = None
        self._seen = 0
        self._names = names
        self.form = form

    def show_page(self, page: EventPage) -> None:
        """Show what is written, unless something here is not saved yet."""
        same = self._page is not None and self._page.id == page.id
        self._page = page
        if not (same and self.form.dirty()):
            self._seen = page.version
            self.form.set_values({name: getattr(page, name) for name in self._names})

    def save(self) -> bool:
        """Write down what was typed; False where something is wrong, which is then shown."""
        return not self.form.dirty() or self.form.submit()

    def focus(self, name: str) -> bool:
        """Put the keyboard on a field of this form; False for one that is not here."""
        if name not in self.form.names():
            return False
        self.form.entry(name).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _write(self, values: dict[str, Any]) -> None:
        if self._page is not None:
            self._desk.do(actions.edit_event, self._page.id, self._seen, values)
            self._seen = self._page.version


class Assessment(_Written):
    """Look first: people, damage, the newest good backup, what we have."""

    def __init__(self, desk: Desk) -> None:
        self._job = ChoiceEntry([], "Which backup")
        form = Form(
            [
                Field("people_safe", "People", CheckEntry("Everybody is safe"), span=2),
                Field(
                    "damage",
                    "1  What is damaged, and what is not",
                    NoteEntry("Look, touch nothing", lines=3),
                    span=2,
                ),
                Field(
                    "good_backup",
                    "2  The newest good backup, and of when",
                    NoteEntry(lines=2),
                    help="Good is what somebody has restored from.",
                ),
                Field("backup_job_id", "Which backup", self._job),
                Field(
                    "resources",
                    "3  What we have",
                    NoteEntry("People, machines, places, power, a line", lines=2),
                    span=2,
                ),
            ],
            columns=2,
            on_save=self._write,
            save="Write it down",
        )
        form.save_button.set_kind("default")
        names = ("people_safe", "damage", "good_backup", "backup_job_id", "resources")
        super().__init__(desk, form, names)
        self.card = Card("Look first", "Change nothing yet")
        self.card.add(form)
        stack(self, self.card)

    def show_page(self, page: EventPage) -> None:
        """Show what was found, with the client's backups to choose from."""
        if self._page is None or self._page.client_id != page.client_id:
            held = self._desk.ask(jobs, page.client_id)
            self._job.set_options([(one.id, one.name) for one in held])
        super().show_page(page)


class Review(_Written):
    """Afterwards: what went well, and what the plan gets out of it."""

    def __init__(self, desk: Desk) -> None:
        lines = "One a line; each becomes a change the plan waits for."
        form = Form(
            [
                Field("went_well", "What went well", NoteEntry(lines=2)),
                Field("improve", "What to improve in the plan", NoteEntry(lines=3), help=lines),
                Field("prevention", "How to avoid it next time", NoteEntry(lines=3), help=lines),
            ],
            on_save=self._write,
            save="Write it down",
        )
        form.save_button.set_kind("default")
        super().__init__(desk, form, ("went_well", "improve", "prevention"))
        card = Card("Afterwards", "While everybody still remembers")
        card.add(form)
        stack(self, card)


class StepsCard(QWidget):
    """The ordered steps: Space says done, Alt with an arrow moves, Delete takes away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: EventPage | None = None
        self._editing: StepRow | None = None
        take = Button("Take from the plan", icon="book-open", on_click=self.take_from_plan)
        self.card = Card("Steps", "In this order, one at a time", flush=True)
        self.card.add_right(take)
        self.table = Table[StepRow](
            (
                Column("done", "", "check", lambda r: r.done_at is not None, width=34),
                Column("number", "No.", "num", lambda r: str(r.number), width=44),
                Column("action", "Step", "two_line", _said, stretch=1),
                Column("takes", "Takes", "num", _takes, width=84),
                Column("state", "", "tag", _state, width=124),
            ),
            name="Steps of this disaster",
            row="two_line",
            side=14,
            fit=True,
            on_activate=self.edit,
            on_check=lambda step, done: self.finish(step, done=done),
            empty="No step yet. Take them from the plan, or write the first one.",
            spoken=_spoken,
        )
        self.line = Form(
            [
                Field("action", "Next step", TextEntry("What is to be done"), required=True),
                Field("who", "Who", TextEntry()),
                Field("minutes", "Takes", NumberEntry(0, 1_440, "min")),
                Field("result", "What came of it", TextEntry()),
            ],
            columns=4,
            on_save=self._save,
            save="Add step",
            on_cancel=self._stop,
        )
        self.line.save_button.set_kind("default")
        self.card.add(self.table, column(self.line, margin=(14, 8, 14, 12)))
        # The table would take the arrows for its own.
        press_on(self.table, "Alt+Up", lambda: self._move(-1))
        press_on(self.table, "Alt+Down", lambda: self._move(1))
        stack(self, self.card)

    def show_page(self, page: EventPage) -> None:
        """Show the steps."""
        if self._page is None or self._page.id != page.id:
            self._stop()
        self._page = page
        self.table.show_rows(list(page.steps))
        self.line.setVisible(page.state is not State.REVIEWED)

    def focus_line(self) -> None:
        """Put the keyboard where the next step is written."""
        self.line.focus_first()

    def take_from_plan(self) -> None:
        """Take over the plan's steps, in the order of recovery."""
        if self._page is not None:
            self._desk.attempt(actions.steps_from_plan, self._page.id)

    def finish(self, step: StepRow, *, done: bool) -> None:
        """Say that a step is done, or open again."""
        self._desk.attempt(actions.finish_step, step.id, done=done)

    def _move(self, by: int) -> None:
        step = self.table.selected()
        if step is not None:
            self._desk.attempt(actions.move_step, step.id, by)

    def edit(self, step: StepRow) -> None:
        """Take a step into the fields."""
        self._editing = step
        self.line.set_values(
            {name: getattr(step, name) for name in ("action", "who", "minutes", "result")}
        )
        self.line.save_button.set_text(f"Save step {step.number}")
        self.line.focus_first()

    def _stop(self) -> None:
        self._editing = None
        self.line.set_values({"action": "", "who": "", "minutes": None, "result": ""})
        self.line.save_button.set_text("Add step")

    def _save(self, values: dict[str, Any]) -> None:
        if self._page is None:
            return
        if self._editing is None:
            self._desk.do(actions.add_step, self._page.id, values)
        else:
            step = self._editing
            self._desk.do(actions.edit_step, step.id, step.version, values)
        self._stop()
        self.line.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """S starts the chosen step, Delete takes it away."""
        step = self.table.selected()
        if step is None or not self.table.hasFocus():
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_S:
            self._desk.attempt(actions.start_step, step.id)
        elif event.key() == Qt.Key.Key_Delete:
            self._desk.attempt(actions.remove_step, step.id)
        else:
            super().keyPressEvent(event)


def _said(step: StepRow) -> tuple[str, str]:
    """What is to be done; below it for which system, by whom, and what came of it."""
    return step.action, ", ".join(filter(None, (step.system, step.who, step.result)))


def _takes(step: StepRow) -> str:
    return span_words(step.minutes) if step.minutes else ""


def _state(step: StepRow) -> TagCell | None:
    if step.done_at is not None:
        return TagCell(f"Done {clock_time(step.done_at)}", "green")
    if step.started_at is not None:
        return TagCell(f"Since {clock_time(step.started_at)}", "accent")
    return None


def _spoken(step: StepRow) -> str:
    done = f"Done at {clock_time(step.done_at)}." if step.done_at else "Not done."
    return f"Step {step.number}: {step.action}. {done}"


class LogCard(QWidget):
    """The last tries of the log, and one line to write the next into."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: EventPage | None = None
        self.card = Card("TSR log", action="Whole log", on_action=self._whole)
        self._rows = column(gap=4)
        self.line = Form(
            [Field("tried", "What is tried", TextEntry("Before you try it"), required=True)],
            on_save=self._save,
            save="Log it",
        )
        self.line.save_button.set_kind("default")
        self.card.add(self._rows, self.line)
        stack(self, self.card)

    def show_page(self, page: EventPage) -> None:
        """Show the last tries."""
        self._page = page
        layout = self._rows.layout()
        if layout is None or page.tsr_log_id is None:
            return
        clear(layout)
        log = self._desk.ask(log_page, page.tsr_log_id)
        for one in log.rows[-_LAST:]:
            words = f"{clock_time(one.at)}  {one.tried}"
            layout.addWidget(Label(words, "meta", "ink2", wrap=True))
        if not log.rows:
            layout.addWidget(Label("Nothing yet. Key L brings you here.", "meta", "ink3"))
        self.line.setVisible(log.ended_at is None)

    def focus_line(self) -> None:
        """Put the keyboard where the next try is written."""
        self.line.focus_first()

    def _save(self, values: dict[str, Any]) -> None:
        if self._page is not None and self._page.tsr_log_id is not None:
            self._desk.do(logging.add_row, self._page.tsr_log_id, values)
            self.line.set_values({"tried": ""})
            self.line.focus_first()

    def _whole(self) -> None:
        if self._page is not None:
            about = {"log_id": self._page.tsr_log_id}
            self._desk.go(Place("clients", self._page.client_id, "logs", about))


class CallsCard(QWidget):
    """The first numbers of the plan's list of calls."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.card = Card("Who to call")
        self._rows = column(gap=6)
        self.card.add(self._rows)
        stack(self, self.card)

    def show_page(self, page: EventPage) -> None:
        """Show names and numbers in their order."""
        layout = self._rows.layout()
        if layout is None:
            return
        clear(layout)
        held = self._desk.ask(plans.calls, page.client_id)[:_CALLS]
        for one in held:
            name = Label(f"{one.number}  {one.name}", "row")
            line = row(name, STRETCH, Label(one.phone, "row", selectable=True))
            layout.addWidget(line)
        if not held:
            words = "The plan lists nobody to call yet."
            layout.addWidget(Label(words, "meta", "ink3", wrap=True))
