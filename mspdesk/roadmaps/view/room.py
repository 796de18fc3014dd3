"""The Roadmaps room: meetings, with whom one is due, places in budgets, renewals ahead."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...desk.area import Found, Place
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.layout import MARGIN, STRETCH, EmptyState, Panel, lead_focus, row, stack
from ...widgets.segments import SegmentControl
from .meetings import MeetingsPart

MEETINGS, DUE, BUDGET, RENEWALS = "meetings", "due", "budget", "renewals"
PARTS = (
    (MEETINGS, "Meetings"),
    (DUE, "Due"),
    (BUDGET, "Budgets"),
    (RENEWALS, "Renewals"),
)


class RoadmapsRoom(QWidget):
    """Four parts; each is made when somebody first looks at it."""

    noted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Roadmaps")
        self._desk = desk
        self.note = ""
        self.meetings = MeetingsPart(desk)
        self._made: dict[str, Any] = {MEETINGS: self.meetings}
        self._pages = QStackedWidget()
        self._pages.addWidget(self.meetings)
        self.parts = SegmentControl("Parts of roadmaps", PARTS, on_change=self._turn)
        self.file_button = Button(
            "Calendar file", icon="download", on_click=self.meetings.export_list
        )
        self.new_button = Button("Plan meeting", icon="plus", on_click=self.new_here)
        self.head_parts = (self.file_button, self.new_button)
        head = Panel("sheet", rule="bottom")
        stack(head, row(self.parts, STRETCH), margin=(MARGIN, 9, MARGIN, 9))
        stack(self, head, self._pages)
        lead_focus(self, self.part)
        self.meetings.picker.rows.model().modelReset.connect(self._tell)
        desk.person_changed.connect(self._other_person)
        self._allow()
        self._turn(MEETINGS)

    def part(self, key: str = "") -> Any:
        """The part of a key, the one in front without; made when first looked at."""
        key = key or self.parts.current()
        if key not in self._made:
            made = self._made[key] = self._make(key)
            self._pages.addWidget(made)
        return self._made[key]

    def _make(self, key: str) -> QWidget:
        from .lists import BudgetPart, DuePart, RenewalsPart

        if key == DUE:
            return DuePart(self._desk, self.plan, self.open_meeting)
        if not self._desk.may("money"):
            return _Closed()
        return BudgetPart(self._desk) if key == BUDGET else RenewalsPart(self._desk)

    def _other_person(self) -> None:
        """Somebody else may see less, or more."""
        for key in (BUDGET, RENEWALS):
            gone = self._made.pop(key, None)
            if gone is not None:
                self._pages.removeWidget(gone)
                gone.deleteLater()
        self._allow()
        self._turn(self.parts.current())

    def _allow(self) -> None:
        """Offer what shows money to those who may see it."""
        may = self._desk.may("money")
        if not may and self.parts.current() in (BUDGET, RENEWALS):
            self.parts.choose(MEETINGS)
        for at, (key, _) in enumerate(PARTS):
            self.parts.setTabVisible(at, may or key not in (BUDGET, RENEWALS))
        self.parts.updateGeometry()

    def _turn(self, key: str) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and self._pages.isAncestorOf(focused)
        part = self.part(key)
        self._pages.setCurrentWidget(part)
        if inside:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()
        self._tell()

    def _offer(self) -> None:
        """What the head adds here; other parts, and one with nothing in it, offer their own."""
        key = self.parts.current()
        bare = key == MEETINGS and self.meetings.bare
        shown = {
            self.new_button: key == MEETINGS and not bare,
            self.file_button: key == MEETINGS,
        }
        for button, wanted in shown.items():
            # Until the tab has put it into its head it must not be shown.
            if not wanted or button.parentWidget() is not None:
                button.setVisible(wanted)

    def _tell(self) -> None:
        """Say beside the title what is in front."""
        self.note = str(getattr(self._made.get(self.parts.current()), "note", ""))
        self.noted.emit(self.note)
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        """Offer what belongs to the part in front, now that the head holds it."""
        super().showEvent(event)
        self._tell()

    # --- what the tab asks of a room -------------------------------------------------------------

    def plan(self, client_id: int | None = None) -> None:
        """Plan a meeting, with a client where one is named."""
        self.parts.choose(MEETINGS)
        self.meetings.new(client_id)

    def open_meeting(self, meeting_id: int) -> None:
        """Go to a meeting."""
        self.parts.choose(MEETINGS)
        self.meetings.open_meeting(meeting_id)

    def show_place(self, place: Place) -> None:
        """Go to a part, a meeting or a client's budget, and do what was asked for."""
        about = dict(place.about)
        key = str(about.get("part", MEETINGS))
        if place.id is not None:
            key = MEETINGS
        if any(key == name for name, _ in PARTS):
            self.parts.choose(key)
            self._turn(key)
        if key == MEETINGS:
            self.meetings.arrive(place.id, about)
        elif key == BUDGET and about.get("client") and self._desk.may("money"):
            self.part().open_client(int(about["client"]))

    def new_here(self) -> bool:
        """N plans the next meeting, or writes down what a client says of its budget."""
        part = self.part()
        if not hasattr(part, "new"):
            return False
        part.new()
        return True

    def client_in_front(self) -> Found | None:
        """The client of the meeting that is shown, or of the row that is chosen."""
        part = self.part()
        shown: Found | None = part.client_in_front() if hasattr(part, "client_in_front") else None
        return shown

    def focus_filter(self) -> None:
        """The / key goes to the search of meetings, or to the list."""
        part = self.part()
        target = part.picker.search if hasattr(part, "picker") else part
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_pane(self) -> bool:
        """F6 goes between the list of meetings and the meeting."""
        if self.parts.current() != MEETINGS or self.meetings.bare:
            return False
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and self.meetings.view.isAncestorOf(focused)
        target: QWidget = self.meetings.picker if inside else self.meetings.view
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def print_shown(self) -> None:
        """Ctrl+P prints the meeting in sight, or the packet of a renewal."""
        part = self.part()
        if hasattr(part, "print_shown"):
            part.print_shown()
        else:
            self._desk.say("This list prints as a report: see Reports, Quarter.")

    def export_list(self) -> None:
        """Save meetings for a calendar, or the list in front as a file."""
        part = self.part()
        if hasattr(part, "export_list"):
            part.export_list()


class _Closed(QWidget):
    """What stands where somebody may not see money."""

    def __init__(self) -> None:
        super().__init__()
        words = "Budgets and renewals are for those who see the shop's money."
        stack(self, EmptyState("lock", "Not for this role", words))
