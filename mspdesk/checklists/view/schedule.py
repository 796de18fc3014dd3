"""The room “Schedule”: the calendar, what comes again, and the monthly singles."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...dates import today
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.glyphs import Glyph
from ...widgets.laid import laid_form
from ...widgets.layout import EmptyState, Scroll, lead_focus, stack
from ...widgets.picker import Pick, Picker, PickerPage, PickGroup
from ..actions.monitoring import begin_monitoring
from ..queries.planned import Coming
from ..queries.schedules import ScheduleRow, schedules
from ..queries.singles import SinglePage, SingleRow, singles
from .schedule_calendar import CalendarPage
from .schedule_form import ScheduleEditor
from .schedule_page import SchedulePage
from .single_page import SingleView, single_form
from .spread_page import SpreadPage

CALENDAR = "calendar"
NO_SINGLE = "new-single"
_TABLES = {"schedule", "monthly_single", "single_ticket", "ticket", "client", "checklist_run"}
_LONG_AGO = 12
"""Monthly singles of so many months stay in the list."""


class ScheduleRoom(QWidget):
    """A side list of the calendar, the singles and all schedules; forms are laid over the page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Schedule")
        self._desk = desk
        self._rows: list[ScheduleRow] = []
        self.picker = Picker[str](
            "Schedules and monthly singles",
            title="Schedule",
            placeholder="Find a client or a schedule",
            on_select=self._show,
            on_add=self.new,
            add_name="New schedule here",
            on_enter=self._enter,
        )
        self.calendar = CalendarPage(desk, self.open_schedule, self.new, self.new_many)
        self.one = SchedulePage(desk, on_edit=self.edit, on_date=self._go_to)
        self.single = SingleView(desk, on_edit=self.edit_single, on_gone=self._first)
        self.empty = EmptyState(
            "calendar-clock",
            "Nothing comes again yet",
            "A schedule says when a checklist is worked through again, opens its ticket in time "
            "and keeps the technician free for it.",
            Button("Plan monthly maintenance", kind="primary", on_click=self.new_many),
        )
        self.bare = EmptyState(
            "list-checks",
            "The monthly single",
            "One extra piece of work a month, the same at every client: one ticket each, and a "
            "line on the monthly checklist. It is done when all of them are closed.",
            Button("New monthly single", kind="primary", on_click=self.new_single),
        )
        self._pages = QStackedWidget()
        self._scrolls = {"s": Scroll(self.one), "m": Scroll(self.single)}
        for page in (self.calendar, *self._scrolls.values(), self.empty, self.bare):
            self._pages.addWidget(page)
        self._laid: QWidget | None = None
        stack(self, PickerPage("schedule-room", self.picker, self._pages))
        lead_focus(self, self.picker)
        desk.keep_fresh(self.picker, _TABLES, self._reload)
        self.picker.select(CALENDAR)

    # The side list.

    def _reload(self) -> None:
        self._rows = self._desk.ask(schedules, today())
        months = self._desk.ask(singles)[:_LONG_AGO]
        top = [Pick(CALENDAR, "Calendar", "Who is where, by day", glyph=_icon("calendar"))]
        held = [_single_pick(one) for one in months]
        held.append(
            Pick(
                NO_SINGLE, "New monthly single", "One ticket for every client", glyph=_icon("plus")
            )
        )
        groups = [PickGroup("", "", top), PickGroup("Monthly singles", "", held)]
        groups += [PickGroup(title, str(len(picks)), picks) for title, picks in self._groups()]
        self.picker.show_groups(groups)
        self.picker.set_count(len(self._rows))
        if self.picker.selected_key() is None and self._laid is None:
            self.picker.select(CALENDAR)
        elif self.picker.selected_key() == CALENDAR and self._laid is None:
            self._show(CALENDAR)

    def _groups(self) -> list[tuple[str, list[Pick[str]]]]:
        """Schedules under the title of their checklist, our own and events apart."""
        found: dict[str, list[Pick[str]]] = {}
        for row in self._rows:
            if row.event:
                title = "After something happens"
            elif row.internal or row.client_id is None:
                title = "Our own"
            else:
                title = row.checklist or row.title
            found.setdefault(title, []).append(_pick(row))
        last = ("Our own", "After something happens")
        order = sorted(
            found,
            key=lambda title: (title in last, last.index(title) if title in last else 0, title),
        )
        return [(title, found[title]) for title in order]

    def _show(self, key: str | None) -> None:
        if key is None:
            return
        self.put_away(keep=True)
        if key == NO_SINGLE:
            self._pages.setCurrentWidget(self.bare)
            return
        if key == CALENDAR:
            bare = not self._rows and not self.calendar.found()
            self._pages.setCurrentWidget(self.empty if bare else self.calendar)
            return
        kind, id_ = key[0], int(key[1:])
        (self.one if kind == "s" else self.single).show_id(id_)
        self._pages.setCurrentWidget(self._scrolls[kind])

    def _enter(self) -> None:
        """Enter in the side list goes to the page."""
        front = self._pages.currentWidget()
        target: QWidget = self.calendar.planner
        if front is self._scrolls["s"]:
            target = self.one.dates
        elif front is self._scrolls["m"]:
            target = self.single.tickets
        elif front is not None and front is not self.calendar:
            target = front
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first(self) -> None:
        self.picker.select(CALENDAR)

    # Going places.

    def open_schedule(self, schedule_id: int) -> None:
        """Go to a schedule; one that has ended is shown, too."""
        self._open(f"s{schedule_id}")

    def open_single(self, single_id: int) -> None:
        """Go to a monthly single."""
        self._open(f"m{single_id}")

    def _open(self, key: str) -> None:
        """Put the form away and show what a key stands for, whether or not it is in the list."""
        self.put_away(keep=True)
        self.picker.select(key)
        self._show(key)

    def _go_to(self, one: Coming) -> None:
        self._open(CALENDAR)
        if one.daily:
            self.calendar.show_daily(True)
        self.calendar.show_key(one)
        self.calendar.planner.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Go to a schedule, a single, a day, or the form of a new one."""
        about = place.about
        if about.get("schedule_id") is not None:
            self.open_schedule(about["schedule_id"])
        elif about.get("single_id") is not None:
            self.open_single(about["single_id"])
        elif about.get("single"):
            self.new_single()
        elif about.get("monitor"):
            run_id = self._desk.attempt(begin_monitoring)
            if run_id is not None:
                self._desk.go(Place("checklists", run_id))
        elif about.get("many"):
            self.new_many()
        elif about.get("new"):
            self.new(about.get("client_id"))
        else:
            self._open(CALENDAR)
            day = about.get("day")
            if isinstance(day, date):
                self.calendar.show_day(day)

    # Forms over the page.

    def lay(self, what: QWidget) -> None:
        """Show a form in place of the page."""
        self.put_away()
        self._laid = what
        self._pages.addWidget(what)
        self._pages.setCurrentWidget(what)
        what.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self, *, keep: bool = False) -> None:
        """Put the form away; with `keep` one in which something was typed waits."""
        held = self._laid
        if held is None or (keep and self._busy()):
            return
        focused: QWidget | None = QApplication.focusWidget()
        had_keys = focused is not None and held.isAncestorOf(focused)
        self._laid = None
        self._pages.removeWidget(held)
        held.deleteLater()
        if had_keys:
            self.picker.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _busy(self) -> bool:
        form = getattr(self._laid, "form", None)
        return form is not None and bool(form.dirty())

    def _resume(self) -> bool:
        """Take up a form that was left half typed."""
        if self._laid is None or not self._busy():
            return False
        self._pages.setCurrentWidget(self._laid)
        self._laid.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _cancel(self) -> None:
        self.put_away()
        self._show(self.picker.selected_key())

    def new(self, client_id: int | None = None) -> None:
        """Show the form of a new schedule; one that was left half typed is taken up again."""
        if isinstance(client_id, bool):
            client_id = None
        if self._resume():
            return
        self.lay(
            ScheduleEditor(
                self._desk,
                None,
                on_done=self._added,
                on_cancel=self._cancel,
                client_id=client_id,
            )
        )

    def edit(self, row: ScheduleRow) -> None:
        """Show the form of a schedule."""
        self.lay(ScheduleEditor(self._desk, row, on_done=self._added, on_cancel=self._cancel))

    def _added(self, schedule_id: int) -> None:
        self.put_away()
        self._reload()
        self.open_schedule(schedule_id)

    def new_many(self) -> None:
        """Show the page that plans for several clients."""
        if not self._resume():
            self.lay(SpreadPage(self._desk, on_done=self._planned, on_cancel=self._cancel))

    def _planned(self, _ids: list[int]) -> None:
        self.put_away()
        self._reload()
        self._open(CALENDAR)
        self.calendar.reload()

    def new_single(self) -> None:
        """Show the form of a new monthly single."""
        if not self._resume():
            self._lay_single(None)

    def edit_single(self, page: SinglePage) -> None:
        """Show the form of a monthly single."""
        self._lay_single(page)

    def _lay_single(self, page: SinglePage | None) -> None:
        form = single_form(self._desk, page, on_done=self._single_saved, on_cancel=self._cancel)
        title = f"{page.row.name}: {page.row.title}" if page else "New monthly single"
        words = "One extra piece of work a month, done for every client: one ticket each."
        holder = _Holder(laid_form(title, words, form), form)
        self.lay(holder)
        form.focus_first()

    def _single_saved(self, single_id: int) -> None:
        self.put_away()
        self._reload()
        self.open_single(single_id)

    # What the Checklists tab asks of a room.

    def new_here(self) -> bool:
        """N adds a schedule."""
        self.new()
        return True

    def focus_filter(self) -> None:
        """The / key goes to the search of the side list."""
        self.picker.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_shown(self) -> None:
        """Ctrl+P prints the month of the calendar."""
        self.calendar.print_shown()

    def export_list(self) -> None:
        """Write what the calendar shows into a file."""
        self.calendar.export_list()


class _Holder(QWidget):
    """A form laid over the page, by itself."""

    def __init__(self, page: QWidget, form: QWidget) -> None:
        super().__init__()
        self.form = form
        stack(self, page)
        lead_focus(self, form)


def _icon(name: str) -> Glyph:
    return Glyph.drawn(name, "ink3", 16)


def _pick(row: ScheduleRow) -> Pick[str]:
    """A schedule in two lines: whose it is, and when it comes."""
    apart = row.event or row.internal or row.client_id is None
    title = row.title if apart else row.client
    words = (
        row.short_words if not row.event else f"{row.whose}, {row.words[0].lower()}{row.words[1:]}"
    )
    return Pick(f"s{row.id}", title, words, right=row.next_words)


def _single_pick(one: SingleRow) -> Pick[str]:
    right = f"{one.closed}/{one.tickets}" if one.started else ""
    return Pick(f"m{one.id}", one.title, f"{one.name}, {one.words.lower()}", right=right)
