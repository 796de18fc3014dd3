"""One schedule: what it says, its next twelve dates, and ending it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...dates import full_date, stretch, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...tickets.rules import PRIORITY_WORDS
from ...widgets.buttons import Button, MenuButton
from ...widgets.layout import STRETCH, Card, Fact, Facts, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions.monitoring import begin_monitoring
from ..actions.schedules import end_schedule, resume_schedule
from ..queries import coming
from ..queries.planned import Coming
from ..queries.schedules import MONITORING, ScheduleRow, schedule
from .schedule_rows import state_words

DATES = 12
_TABLES = {"schedule", "checklist_run", "ticket", "person", "client", "holiday", "leave"}


class SchedulePage(QWidget):
    """A schedule with its dates; Enter on a date goes to it in the calendar."""

    def __init__(
        self,
        desk: Desk,
        *,
        on_edit: Callable[[ScheduleRow], object],
        on_date: Callable[[Coming], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName("Schedule")
        self._desk, self._on_edit = desk, on_edit
        self.row: ScheduleRow | None = None
        self._id = 0
        self.title = Label("", "record", elide=True)
        self.sub = Label("", "meta", "ink2", elide=True)
        self.edit = Button("Change", kind="primary", icon="pencil", on_click=self._edit)
        self.look = Button("Begin today's look", icon="play", on_click=self._begin)
        self.more = MenuButton("", "ellipsis", "More about this schedule", self._entries)
        self.facts = Facts(3)
        self.notes = Label("", "body", "ink2", wrap=True)
        self.dates = Table[Coming](
            (
                Column("on", "Day", "date", _day, width=148),
                Column("time", "Time", "date", lambda one: one.time or "", width=84),
                Column(
                    "who", "Technician", "text", lambda one: one.person or "Nobody yet", stretch=2
                ),
                Column("state", "Checklist", "text", state_words, stretch=2),
                Column("ticket", "Ticket", "id", _ticket, width=70),
                Column("why", "", "muted", _why, stretch=4, color=_ink),
            ),
            name="Next twelve dates",
            key=lambda one: one.key,
            on_activate=on_date,
            empty="It has no dates ahead.",
            fit=True,
        )
        self.card = Card("Next twelve dates", "Enter shows one in the calendar", flush=True)
        self.card.add(self.dates)
        stack(
            self,
            row(column(self.title, self.sub, gap=2), STRETCH, self.look, self.edit, self.more),
            12,
            self.facts,
            self.notes,
            10,
            self.card,
            STRETCH,
            margin=(22, 16, 22, 18),
        )
        lead_focus(self, self.dates)
        desk.keep_fresh(self, _TABLES, self._reload)

    def show_id(self, schedule_id: int) -> None:
        """Show another schedule."""
        self._id = schedule_id
        self._reload()

    def _reload(self) -> None:
        self.row = self._desk.ask(schedule, self._id, today()) if self._id else None
        found = self.row
        if found is None:
            return
        self.title.set_text(found.title)
        self.sub.set_text("  ·  ".join(part for part in (found.whose, found.words) if part))
        self.facts.show_facts(self._facts(found))
        self.notes.set_text(found.notes)
        self.notes.setVisible(bool(found.notes))
        ended = found.ended_on is not None
        self.edit.setVisible(not ended)
        self.look.setVisible(found.code == MONITORING and not ended)
        self.dates.show_rows([] if ended else self._desk.ask(coming.coming, found, DATES))

    def _facts(self, found: ScheduleRow) -> list[Fact]:
        who = found.person or "Nobody yet"
        named = "named" if found.assigned_id else "has the client's tickets"
        ticket = "None"
        if found.opens_ticket:
            days = "on the day" if not found.ahead_days else f"{found.ahead_days} days ahead"
            ticket = f"{days}, {PRIORITY_WORDS[found.priority]}"
        facts = [
            Fact("checklist", "Checklist", found.checklist, self._open_master),
            Fact("who", "Technician", f"{who} ({named})" if found.person else who),
            Fact("takes", "Time kept free", stretch(found.minutes) if found.minutes else "None"),
            Fact("ticket", "Ticket", ticket),
            Fact("begins", "Since", full_date(found.begins_on)),
            Fact("planned", "Planned to", full_date(found.planned_to) if found.planned_to else ""),
        ]
        if found.ended_on is not None:
            facts[-1] = Fact("ended", "Ended", full_date(found.ended_on))
        if found.client_id is not None and not found.internal:
            go = found.client_id
            facts.append(
                Fact("client", "Client", found.client, lambda: self._desk.go(Place("clients", go)))
            )
        return facts

    def _open_master(self) -> None:
        if self.row is not None:
            self._desk.go(Place("checklists", do="master", about={"code": self.row.code}))

    def _begin(self) -> None:
        run_id = self._desk.attempt(begin_monitoring)
        if run_id is not None:
            self._desk.go(Place("checklists", run_id))

    def _edit(self) -> None:
        if self.row is not None:
            self._on_edit(self.row)

    def _entries(self) -> list[tuple[str, Callable[[], object]] | None]:
        if self.row is not None and self.row.ended_on is not None:
            return [("Take it up again", self._resume)]
        return [("Change", self._edit), None, ("End it today", self._end)]

    def _end(self) -> None:
        if self.row is not None:
            self._desk.attempt(end_schedule, self.row.id, today())

    def _resume(self) -> None:
        if self.row is not None:
            self._desk.attempt(resume_schedule, self.row.id)


def _day(one: Coming) -> str:
    return f"{one.on:%a}, {full_date(one.on)}"


def _ticket(one: Coming) -> str:
    return f"#{one.number}" if one.number else ""


def _why(one: Coming) -> str:
    return one.clash or one.why or ("Moved by hand" if one.moved else "")


def _ink(one: Coming) -> str | None:
    return "red" if one.clash else None
