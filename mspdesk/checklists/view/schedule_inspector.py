"""What is in front on the calendar: facts of a visit, what is in its way, and moving it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import long_date, stretch, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import ChoiceEntry, ClockEntry, DateEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Notice, Rule, column, row, stack
from ...widgets.safe import Label
from ..actions.moving import move_run
from ..actions.planning import plan_to
from ..queries.planned import Coming
from ..queries.schedules import schedule
from ..rules.schedule import HORIZON_DAYS
from .schedule_rows import state_words


class Inspector(QWidget):
    """The pane beside the calendar; what is typed waits while something else is looked at."""

    def __init__(
        self,
        desk: Desk,
        *,
        on_schedule: Callable[[int], object],
        on_new: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName("What is planned here")
        self._desk, self._on_schedule = desk, on_schedule
        self._one: Coming | None = None
        self._typed: dict[str, dict[str, str]] = {}
        self.day = Label("", "meta", "ink3")
        self.title = Label("", "card", wrap=True)
        self.what = Label("", "body", "ink2", wrap=True)
        self.when = Label("", "strong", wrap=True)
        self.state = Label("", "body", "ink2", wrap=True)
        self.ticket = LinkButton("", self._open_ticket, pad=0)
        self.comes = Label("", "meta", "ink3", wrap=True)
        self.notice = Notice("No time is kept", "", icon="circle-alert", color="red", below=True)
        self.why = Label("", "meta", "ink2", wrap=True)
        self.open_run = Button("Open checklist", kind="default", on_click=self._open_run)
        self.open_rule = LinkButton("Change the schedule", self._open_rule)
        self.plan = Button("Plan it now", on_click=self._plan)
        self.new = Button("New schedule", on_click=on_new, name="New schedule on this day")
        self.form = Form(
            [
                Field("on", "Day", DateEntry(), required=True),
                Field("at", "Time", ClockEntry("9:00"), help="Leave empty to keep no time free."),
                Field("assigned", "Technician", ChoiceEntry()),
            ],
            on_save=self._move,
            save="Move",
            main=False,
        )
        self.moving = column(Rule(), 6, Label("Move it", "strong"), self.form, gap=4)
        stack(
            self,
            self.day,
            self.title,
            self.what,
            4,
            self.when,
            self.state,
            row(self.ticket, STRETCH),
            self.comes,
            self.why,
            self.notice,
            6,
            row(self.open_run, self.plan, self.new, STRETCH),
            row(self.open_rule, STRETCH),
            8,
            self.moving,
            STRETCH,
            gap=4,
            margin=(18, 14, 18, 18),
        )

    def show_day(self, day: date, one: Coming | None, about: Sequence[Coming]) -> None:
        """Show a time of work, or a day without one."""
        self._keep_typed()
        self._one = one
        self.day.set_text(long_date(day))
        said = (self.when, self.state, self.ticket, self.comes)
        for part in (*said, self.open_rule, self.moving, self.open_run, self.plan):
            part.setVisible(one is not None)
        self.new.setVisible(one is None)
        self.why.setVisible(one is not None and bool(one.why or one.moved))
        self.notice.setVisible(one is not None and bool(one.clash))
        if one is None:
            self.title.set_text("Nothing planned" if not about else f"{len(about)} planned")
            self.what.set_text("Arrows go from day to day, Enter opens what is planned.")
            return
        self._show(one)

    def _show(self, one: Coming) -> None:
        self.title.set_text(one.whose)
        self.what.set_text(one.title if one.whose != one.title else "Our own")
        self._say(one)
        self.why.set_text(one.why or ("Moved here by hand." if one.moved else ""))
        self.notice.set_notice("No time is kept", f"{one.clash}. Choose another day or person.")
        planned = one.run_id is not None
        self.open_run.setVisible(planned)
        self.plan.setVisible(not planned)
        self.open_rule.setVisible(one.schedule_id is not None)
        self.moving.setVisible(planned and one.is_open)
        team = [(who.id, who.name) for who in self._desk.ask(people)]
        entry = self.form.entry("assigned")
        if isinstance(entry, ChoiceEntry):
            entry.set_options(team)
        self.form.set_values({"on": one.on, "at": one.at_minute, "assigned": one.person_id})
        for name, words in self._typed.pop(one.key, {}).items():
            typed = self.form.entry(name)
            if isinstance(typed, (DateEntry, ClockEntry)):
                typed.set_text(words)

    def _say(self, one: Coming) -> None:
        """Say when and who, how far it is, and what it comes from."""
        time = f"{one.time}, {stretch(one.minutes)}" if one.time and one.minutes else one.time
        who = one.person or "nobody yet"
        self.when.set_text(f"{time}, {who}" if time else f"No time kept, {who}")
        state = state_words(one)
        if one.run_id is None:
            state += f". It is written down {HORIZON_DAYS // 7} weeks ahead, or when you plan it."
        elif one.is_open and one.ticket_id is None:
            state += ". No ticket yet."
        self.state.set_text(state)
        self.ticket.set_text(f"Ticket #{one.number}")
        self.ticket.setVisible(one.ticket_id is not None)
        found = self._row(one)
        self.comes.set_text(found.words if found is not None else "")
        self.comes.setVisible(found is not None)

    def _row(self, one: Coming) -> Any:
        if one.schedule_id is None:
            return None
        return self._desk.ask(schedule, one.schedule_id, today())

    def _keep_typed(self) -> None:
        """Keep what was typed for the time in front until it is in front again."""
        if self._one is not None and self.form.dirty():
            self._typed[self._one.key] = {
                name: self.form.entry(name).text() for name in ("on", "at")
            }

    def focus_first(self) -> None:
        """Put the keyboard where something can be done with what is in front."""
        if not self.moving.isHidden():
            self.form.focus_first()
        elif not self.plan.isHidden():
            self.plan.setFocus()
        else:
            self.open_run.setFocus()

    def _move(self, values: dict[str, Any]) -> None:
        one = self._one
        if one is not None and one.run_id is not None:
            self.form.mark_clean()
            self._desk.do(move_run, one.run_id, values["on"], values["at"], values["assigned"])

    def _plan(self) -> None:
        one = self._one
        if one is not None and one.schedule_id is not None:
            self._desk.attempt(plan_to, one.schedule_id, one.on)

    def _open_run(self) -> None:
        if self._one is not None and self._one.run_id is not None:
            self._desk.go(Place("checklists", self._one.run_id))

    def _open_ticket(self) -> None:
        if self._one is not None and self._one.ticket_id is not None:
            self._desk.go(Place("tickets", self._one.ticket_id))

    def _open_rule(self) -> None:
        if self._one is not None and self._one.schedule_id is not None:
            self._on_schedule(self._one.schedule_id)
