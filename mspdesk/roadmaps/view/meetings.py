"""The meetings of all clients: those ahead and those held on the left, one of them on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date, today
from ...desk.area import Found, found_client
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.laid import Laid
from ...widgets.layout import EmptyState, Panel, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..queries import meetings as queries
from ..queries.meetings import MeetingRow
from .forms import plan_form
from .meeting import MeetingView, ask_calendar_file

TABLES = {
    "roadmap_meeting",
    "roadmap_item",
    "roadmap_guest",
    "roadmap_answer",
    "roadmap_decision",
    "budget_place",
    "advice",
    "ticket",
    "client",
    "letter",
    "person",
}


class MeetingsPart(QWidget):
    """The list of meetings beside the one that is picked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Roadmap meetings")
        self._desk = desk
        self._rows: list[MeetingRow] = []
        self.picker = Picker[int](
            "Roadmap meetings",
            title="Meetings",
            placeholder="Find a meeting",
            on_select=self._show,
            on_enter=self._into,
        )
        self.view = MeetingView(desk, self._gone)
        self.start = Button("Plan a meeting", "primary", "plus", self.new)
        empty = EmptyState(
            "calendar",
            "No surprises between you and a client",
            "Once a quarter: what was done, what must be replaced, where you stand in their "
            "budget, and what the next years bring.",
            self.start,
        )
        self._nothing = Panel("paper")
        stack(self._nothing, empty)
        self._front = QStackedWidget()
        self._front.addWidget(self.view)
        self._front.addWidget(self._nothing)
        lead_focus(self._front, lambda: self.start if self.bare else self.picker)
        self.laid = Laid(self._front)
        stack(self, PickerPage("roadmaps", self.picker, self.laid, width=250))
        lead_focus(self, self._keys)
        desk.keep_fresh(self, TABLES, self.reload)

    @property
    def bare(self) -> bool:
        """Whether no meeting is written down."""
        return self._front.currentWidget() is self._nothing

    def _keys(self) -> QWidget:
        if self.laid.in_front() and self.laid.form is not None:
            return self.laid.form
        return self.start if self.bare else self.picker

    @property
    def note(self) -> str:
        """How many are ahead."""
        ahead = sum(one.state == "planned" for one in self._rows)
        if not self._rows:
            return ""
        return "1 planned" if ahead == 1 else f"{ahead} planned"

    def reload(self) -> None:
        """Ask for the meetings again."""
        self._rows = self._desk.ask(queries.meetings)
        ahead = sorted((one for one in self._rows if one.state == "planned"), key=_day)
        held = [one for one in self._rows if one.state == "held"]
        off = [one for one in self._rows if one.state == "canceled"]
        groups = [
            PickGroup(title, str(len(rows)), [_pick(one) for one in rows])
            for title, rows in (("Planned", ahead), ("Held", held), ("Called off", off))
            if rows
        ]
        self.picker.show_groups(groups)
        self._front.setCurrentWidget(self.view if self._rows else self._nothing)
        if self.picker.selected_key() is None:
            self.picker.select_first()
            self._catch_up()
        else:
            self._show(self.picker.selected_key())

    def _show(self, meeting_id: int | None) -> None:
        if meeting_id is None:
            return
        shown = self.view.page.row.id if self.view.page is not None else None
        if not self.view.show_meeting(meeting_id) and shown is not None and shown != meeting_id:
            self.picker.select(shown)

    def _catch_up(self) -> None:
        """Show the picked meeting, unless picking it has shown it: its facts take a while."""
        picked = self.picker.selected_key()
        if self.view.page is None or self.view.page.row.id != picked:
            self._show(picked)

    def _gone(self) -> None:
        self.picker.select_first()

    def _into(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def new(self, client_id: int | None = None) -> None:
        """Show the form of a new meeting."""
        if self.laid.busy():
            self.laid.resume()
            return
        form = plan_form(self._desk, client_id, self._planned, self.laid.back)
        words = "Its agenda is written from what is known; change it as you like."
        self.laid.lay("A roadmap meeting", words, form)

    def _planned(self, meeting_id: int) -> None:
        self.laid.back()
        self.open_meeting(meeting_id)

    def open_meeting(self, meeting_id: int) -> None:
        """Go to a meeting, whatever was searched for."""
        self.laid.step_aside()
        self.picker.filter("")
        if not any(one.id == meeting_id for one in self._rows):
            self.reload()
        self.picker.select(meeting_id)
        self._catch_up()

    def arrive(self, meeting_id: int | None, about: dict[str, Any]) -> None:
        """Go to a meeting, begin one, or save the calendar file."""
        client = about.get("client")
        if meeting_id is not None:
            self.open_meeting(meeting_id)
        if about.get("new"):
            self.new(int(client) if client is not None else None)
        if about.get("calendar"):
            self.export_list()

    def client_in_front(self) -> Found | None:
        """The client of the meeting that is shown."""
        page = self.view.page
        return found_client(page.row.client_id, page.row.client) if page is not None else None

    def print_shown(self) -> None:
        """Print what is in front."""
        self.view.print_shown()

    def export_list(self) -> None:
        """Save meetings, renewals and maintenance as a calendar file."""
        from ..queries.calendar import CalendarChoice
        from ..runs.calendar import save_calendar

        name = f"Meetings, renewals, maintenance {today().isoformat()}"
        file = ask_calendar_file(self, self._desk, name)
        if file is None:
            return
        job = self._desk.fetch("Saving the calendar file", save_calendar, file, CalendarChoice())
        job.then(lambda count: self._desk.say(f"{count} entries saved as {file.name}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from the page back to the list."""
        if not self.picker.takes_back(event):
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when something else is shown."""
        super().hideEvent(event)
        self.view.keep()


def _day(one: MeetingRow) -> tuple[Any, int, int]:
    return one.on, one.at or 0, one.id


def _pick(one: MeetingRow) -> Pick[int]:
    words = ", ".join(filter(None, (one.time_words, one.place))) or one.lead
    if one.state == "planned" and one.on < today():
        return Pick(one.id, one.client, "minutes wait", right_top=short_date(one.on), color="amber")
    return Pick(one.id, one.client, words, right_top=short_date(one.on))
