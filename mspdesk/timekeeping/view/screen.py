"""The Time tab: a day on the left; the week, adding time and the entries on the right."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ...dates import hours_h, parse_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button, MenuButton
from ...widgets.cards import Card, EmptyState
from ...widgets.layout import BETWEEN, MARGIN, STRETCH, Scroll, column, lead_focus, stack
from ...widgets.segments import SegmentControl
from ...widgets.splitter import RememberedSplitter
from ...widgets.table import Table
from .. import queries
from ..queries import DayPage, EntryRow, WeekPage
from . import exporting, lines
from .adding import AddBar
from .day import DayPane
from .editing import EntryEditor
from .lines import Line
from .timer import HeaderTimer
from .week import DayStrip, WeekCard, WeekStrip

TABLES = {
    "time_entry",
    "timer",
    "ticket",
    "client",
    "person",
    "role",
    "day_reason",
    "timesheet_week",
    "paid_hours",
    "leave",
    "open_hours",
    "holiday",
    "shop",
}
MINUTE_MS = 60_000


class TimeView(QWidget):
    """One person's time, a day and its week at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day = today()
        self._person = desk.person_id or 0
        self._page: DayPage | None = None
        self._week: WeekPage | None = None
        self.day_pane = DayPane(
            desk,
            on_day=self.show_day,
            on_person=self.show_person,
            on_block=self._block,
            on_gap=self._gap,
        )
        self.week_card = WeekCard(self.show_day)
        self.add_bar = AddBar(desk)
        self.table = Table[Line](
            lines.columns(),
            "Entries",
            on_activate=self._open,
            on_select=self._selected,
            row="card",
            spoken=_spoken,
            empty="No time yet on this day.",
            fit=True,
        )
        self.segments = SegmentControl(
            "Which entries", [("day", "Day"), ("week", "Week")], lambda _key: self._show_entries()
        )
        self.print_button = Button("Print timesheet", icon="printer", on_click=self.print_shown)
        self.entries = Card("Entries", flush=True)
        self.entries.add_right(
            self.segments,
            self.print_button,
            MenuButton("", "download", "Export", self._exports),
        )
        self.entries.add(self.table)
        self.editor = EntryEditor(desk, self._close_editor)
        self.day_strip = DayStrip(desk)
        self.week_strip = WeekStrip(desk)
        self.nobody = EmptyState(
            "user", "Nobody works yet", "Choose who you work as at the lower right, then log time."
        )
        self._bring = False
        self._build()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._tick)
        self._minute.start()
        desk.person_changed.connect(self._person_changed)
        desk.keep_fresh(self, TABLES, self.reload)

    def _build(self) -> None:
        self.right = column(
            self.nobody,
            self.week_card,
            self.add_bar,
            self.entries,
            self.editor,
            self.day_strip,
            self.week_strip,
            STRETCH,
            gap=BETWEEN,
            margin=MARGIN,
        )
        self.pane = Scroll(self.right)
        split = RememberedSplitter("time", [self.day_pane, self.pane], 1, (520,), (430,))
        stack(self, split)
        self.pane.verticalScrollBar().rangeChanged.connect(lambda *_: self._bring_editor())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lead_focus(self, self.table)

    # Filling.

    def reload(self) -> None:
        """Ask for the day and its week again."""
        if not self._person:
            self._person = self._desk.person_id or 0
        here = bool(self._person)
        self.nobody.setVisible(not here)
        always: tuple[QWidget, ...] = (self.day_pane, self.week_card, self.entries)
        sometimes: tuple[QWidget, ...] = (
            self.add_bar,
            self.editor,
            self.day_strip,
            self.week_strip,
        )
        for part in always:
            part.setVisible(here)
        if not here:
            for other in sometimes:
                other.hide()
            return
        self._page = self._desk.ask(queries.day, self._person, self._day)
        self._week = self._desk.ask(queries.week, self._person, self._day)
        self.day_pane.offer_people(self._person)
        self.day_pane.show_day(self._page)
        self.week_card.show_week(self._week, self._day)
        self.add_bar.show_day(self._person, self._day, open_week=self._page.week_state == "open")
        self._show_entries()
        self._refresh_editor()

    def _tick(self) -> None:
        """A minute has passed: move the line of now and the timer."""
        if self.isVisible() and (self._day == today() or self._page is None):
            self.reload()

    def _person_changed(self) -> None:
        self._person = self._desk.person_id or 0
        self._close_editor()

    def _own(self) -> bool:
        return self._person == self._desk.person_id

    def _show_entries(self) -> None:
        if self._page is None or self._week is None:
            return
        weekly = self.segments.current() == "week"
        if weekly:
            self.table.show_groups(lines.week_groups(self._week, own=self._own()))
            self.week_strip.show_week(self._week)
        else:
            self.table.show_groups(lines.day_groups(self._page, own=self._own()))
            self.day_strip.show_day(self._page)
        self.week_strip.setVisible(weekly)
        if weekly:
            self.day_strip.hide()
        if self._page.timer is not None and not weekly and self.table.selected() is None:
            self.table.select("timer")

    # Going about.

    def show_day(self, day: date) -> None:
        """Turn to a day."""
        self._close_editor()
        self._day = min(day, today())
        self.table.clear_selection()
        self.reload()

    def show_person(self, person_id: int) -> None:
        """Turn to somebody's time, for those who may see everybody's."""
        if person_id != self._desk.person_id and not self._desk.may("time_all"):
            return
        self._close_editor()
        self._person = person_id
        self.reload()

    def shown_day(self) -> date:
        """The day that is shown."""
        return self._day

    def show_place(self, place: Place) -> None:
        """Arrive from the palette or from Today."""
        if person := place.about.get("person_id"):
            self.show_person(int(person))
        if text := place.about.get("day"):
            self.show_day(parse_date(str(text)))
        match place.do:
            case "add":
                self.show_day(today())
                self.add_bar.begin()
            case "day":
                self.add_bar.begin()
            case "print":
                self.print_shown()
            case "week":
                self.segments.choose("week")
                self.week_strip.focus_next()
            case "timer":
                timer = self.window().findChild(HeaderTimer)
                if isinstance(timer, HeaderTimer):
                    timer.toggle(self.selected_ticket())

    def print_shown(self) -> None:
        """Print the time sheet of the week that is shown."""
        from ..printables import TIME_SHEET

        if self._week is not None:
            name = f"Time sheet {self._week.person} {self._week.monday.isoformat()}"
            self._desk.print_document(TIME_SHEET, (self._person, self._week.monday), name)

    def new_here(self) -> bool:
        """N on this tab goes to the bar that adds time."""
        self.add_bar.begin()
        return True

    def selected_ticket(self) -> int | None:
        """The ticket of the chosen row, for the timer."""
        line = self.table.selected()
        return line.ticket_id if line is not None else None

    def facts(self) -> list[str]:
        """The day in the status bar."""
        person = self._desk.person_id
        if person is None:
            return []
        facts = self._desk.ask(queries.facts, person, today())
        said = [
            "Today",
            f"*{hours_h(facts.logged)} logged",
            f"{hours_h(facts.on_tickets)} on tickets",
        ]
        if facts.in_gaps:
            said.append(f"{hours_h(facts.in_gaps)} not on any ticket")
        return said

    def _exports(self) -> list[Any]:
        week = self._week
        if week is None:
            return []
        day = [one for one in week.entries if one.work_on == self._day]
        return [
            ("Export this day", lambda: exporting.export(self._desk, day, "Time of a day")),
            (
                "Export this week",
                lambda: exporting.export(self._desk, week.entries, "Time of a week"),
            ),
        ]

    # An entry.

    def _entry(self, line_id: str) -> EntryRow | None:
        if self._week is None or not line_id.isdigit():
            return None
        return next((one for one in self._week.entries if one.id == int(line_id)), None)

    def _selected(self, line: Line | None) -> None:
        self.day_pane.canvas.pick(line.id if line is not None else "")
        if line is not None and self.editor.entry_id() not in (None, _number(line.id)):
            self._close_editor()

    def _open(self, line: Line) -> None:
        """Enter on a row opens the entry below the list; a timer or plan opens its ticket."""
        entry = self._entry(line.id)
        if entry is None:
            if line.ticket_id is not None:
                self._desk.go(Place("tickets", line.ticket_id))
            return
        self._close_editor()
        self._show_editor(entry)
        self.editor.focus_first()
        self._bring = True
        self._bring_editor()

    def _bring_editor(self) -> None:
        """Scroll to the entry once the page has made room for it."""
        if self._bring and self.editor.isVisible():
            self.pane.ensureWidgetVisible(self.editor, 0, MARGIN)

    def _show_editor(self, entry: EntryRow) -> None:
        may = self._desk.may("time_all") or (self._own() and self._desk.may("time"))
        open_week = self._page is not None and self._page.week_state == "open"
        self.editor.show_entry(entry, may_change=may and open_week)

    def _refresh_editor(self) -> None:
        """Show the entry as it is now, after something was done about it."""
        shown = self.editor.entry_id()
        if shown is None:
            return
        entry = self._entry(str(shown))
        if entry is None:
            self._close_editor()
        else:
            self._show_editor(entry)

    def _close_editor(self) -> None:
        focused = QApplication.focusWidget()
        self._bring = False
        had = focused is not None and self.editor.isAncestorOf(focused)
        self.editor.hide()
        if had:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _block(self, key: str) -> None:
        """A block on the canvas picks its row, and opens it."""
        if self.segments.current() != "day":
            self.segments.choose("day")
        self.table.select(key)
        line = self.table.selected()
        if line is not None and line.id == key:
            self._open(line)

    def _gap(self, start: int, end: int) -> None:
        """A gap fills the bar with its from-to."""
        self.add_bar.begin(start, end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Brackets go a day back and forth, Esc closes the entry."""
        if event.text() == "[":
            self.day_pane.step(-1)
        elif event.text() == "]":
            self.day_pane.step(1)
        elif event.key() == Qt.Key.Key_Escape and self.editor.isVisible():
            self._close_editor()
        else:
            super().keyPressEvent(event)


def _number(line_id: str) -> int:
    return int(line_id) if line_id.isdigit() else -1


def _spoken(line: Line) -> str:
    """A row as a whole sentence, for readers."""
    ticket = f"ticket {line.number}, " if line.number else ""
    late = " Entered late." if line.late else ""
    start = f"{line.start}, " if line.start else ""
    return f"{start}{ticket}{line.words}, {line.whose}, {line.figure} hours. {line.why}{late}"


__all__ = ["TimeView"]
