"""The calendar of planned work: a month by weeks or a week by technician, and what is in front."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...dates import today
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets.buttons import Button, IconButton, MenuButton
from ...widgets.entry import ChoiceEntry
from ...widgets.layout import STRETCH, Scroll, Toolbar, lead_focus, stack
from ...widgets.picker import CanvasInspector
from ...widgets.planner import Planner
from ...widgets.segments import SegmentControl
from ..actions.moving import move_run
from ..printables.planned import PLANNED
from ..queries import coming
from ..queries.planned import Coming
from ..queries.taken import years_calendar
from ..runs import plan_year
from . import schedule_rows as rows
from .schedule_inspector import Inspector

TABLES = {"schedule", "checklist_run", "person", "client", "holiday", "open_hours", "leave"}


class CalendarPage(QWidget):
    """What is planned, by day, technician and client (S071)."""

    def __init__(
        self,
        desk: Desk,
        on_schedule: Callable[[int], object],
        on_new: Callable[[], object],
        on_many: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setAccessibleName("Calendar of planned work")
        self._desk = desk
        self._day = today()
        self._found: list[Coming] = []
        self._team: list[tuple[int, str]] = []
        self.kind = SegmentControl(
            "What the calendar shows",
            [(rows.MONTH, "Month"), (rows.WEEK, "Week")],
            on_change=lambda _key: self.reload(),
        )
        self.who = ChoiceEntry([(None, "Everybody")], name="Whose work is shown", width=150)
        self.who.set_value(None)
        self.who.changed.connect(self.reload)
        self.daily = False
        self._on_many = on_many
        more = MenuButton("", "ellipsis", "More about the calendar", self._entries)
        self.bar = Toolbar(
            "",
            "",
            STRETCH,
            self.who,
            self.kind,
            IconButton("chevron-left", "Earlier", lambda: self.turn(-1)),
            Button("Today", on_click=lambda: self.show_day(today()), name="Go to today"),
            IconButton("chevron-right", "Later", lambda: self.turn(1)),
            more,
            Button("New schedule", kind="primary", icon="plus", on_click=on_new),
        )
        self.planner = Planner(
            "Planned work by day",
            on_pick=self._picked,
            on_open=lambda _key: self.inspector.focus_first(),
            on_shift=self._shift,
            on_turn=self.turn,
        )
        self.inspector = Inspector(desk, on_schedule=on_schedule, on_new=on_new)
        stack(
            self,
            self.bar,
            CanvasInspector("schedule", Scroll(self.planner), Scroll(self.inspector)),
        )
        lead_focus(self, self.planner)
        desk.keep_fresh(self, TABLES, self.reload)

    # Showing.

    def reload(self) -> None:
        """Ask for what is planned again; the day in front stays."""
        team = [(one.id, one.name) for one in self._desk.ask(people) if one.takes_tickets]
        if team != self._team:
            self._team = team
            self.who.set_options([(None, "Everybody"), *team])
        kind, person_id = self.kind.current(), self.who.value()
        first, last = rows.span_of(kind, self._day)
        found = self._desk.ask(coming.between, first, last, person_id=person_id)
        shop = self._desk.ask(years_calendar, first, last)
        self._found = [one for one in found if self.daily or not one.daily]
        if kind == rows.MONTH:
            shown = rows.month_rows(self._found, self._day, shop)
        else:
            named = [one for one in team if person_id in (None, one[0])]
            shown = rows.week_rows(self._found, self._day, shop, named)
        heads = rows.heads_of(kind, self._found, self._day, shop)
        if self.planner.day() is None:
            self.planner.show_rows(shown, heads)
            self.planner.pick_day(self._day)
        else:
            self.planner.show_rows(shown, heads)
        words = rows.summary(self._found, kind, self._day)
        self.bar.set_title(rows.title_of(kind, self._day), words)
        self._tell()

    def show_day(self, day: date) -> None:
        """Turn to a day and go to it."""
        self._day = day
        self.reload()
        self.planner.pick_day(day)
        self._tell()

    def show_key(self, one: Coming) -> None:
        """Turn to a time of work and go to it."""
        self.show_day(one.on)
        self.planner.pick_key(one.key)
        self._tell()

    def turn(self, way: int) -> None:
        """Go a month or a week on or back."""
        self.show_day(rows.turned(self.kind.current(), self._day, way))

    def found(self) -> list[Coming]:
        """What is shown, in the order of the days."""
        return list(self._found)

    def in_front(self) -> Coming | None:
        """The time of work in front."""
        key = self.planner.key()
        return next((one for one in self._found if one.key == key), None)

    def _picked(self, day: date, _key: str | None) -> None:
        self._day = day if self.kind.current() == rows.WEEK or self._same_month(day) else self._day
        self._tell()

    def _same_month(self, day: date) -> bool:
        return (day.year, day.month) == (self._day.year, self._day.month)

    def _tell(self) -> None:
        day = self.planner.day() or self._day
        about = [one for one in self._found if one.on == day]
        self.inspector.show_day(day, self.in_front(), about)

    # Doing.

    def _entries(self) -> list[tuple[str, Callable[[], object]] | None]:
        daily = "Leave out daily work" if self.daily else "Show daily work"
        return [
            (daily, lambda: self.show_daily(not self.daily)),
            None,
            ("Plan for several clients", self._on_many),
            ("Plan the next 12 months", self.plan_year),
            None,
            ("Print this month", self.print_shown),
            ("Export this calendar", self.export_list),
        ]

    def show_daily(self, shown: bool) -> None:
        """Show what comes every working day, or leave it out."""
        self.daily = shown
        self.reload()

    def _shift(self, _key: str, days: int) -> None:
        """Move what is in front by some days, over days the shop is closed."""
        one = self.in_front()
        if one is None or one.run_id is None:
            self._desk.say("It is not written down yet. Open it and plan it first.")
            return
        on = one.on + timedelta(days=days)
        shop = self._desk.ask(years_calendar, one.on, on)
        way = timedelta(days=1 if days > 0 else -1)
        for _ in range(10):
            if shop.open_minutes(on):
                break
            on += way
        self._desk.attempt(move_run, one.run_id, on, one.at_minute)
        self.planner.pick_key(one.key)
        self._tell()

    def plan_year(self) -> None:
        """Write the next twelve months down, beside other work."""
        job = self._desk.run("Planning the next 12 months", plan_year)
        job.then(self._planned)

    def _planned(self, count: int) -> None:
        visits = "visit" if count == 1 else "visits"
        words = f"{count} {visits} planned for the next 12 months."
        self._desk.say(words if count else "All of it was planned already.")

    def print_shown(self) -> None:
        """Print the month in front, of whoever is shown."""
        month = self._day.replace(day=1)
        title = f"Planned work, {month:%B} {month.year}"
        self._desk.print_document(PLANNED, (month, self.who.value()), title)

    def export_list(self) -> None:
        """Write what the calendar shows into a file."""
        title = f"Planned work, {rows.title_of(self.kind.current(), self._day)}"
        self._desk.export(title, rows.EXPORT, self._found)

    def focus_filter(self) -> None:
        """The / key goes to the choice of whose work is shown."""
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)
