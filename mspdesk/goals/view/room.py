"""The Goals room: a quarter, and in it goals, reviews, last year's beside, and meetings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import Button, IconButton
from ...widgets.layout import GAP, MARGIN, STRETCH, Panel, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.segments import SegmentControl
from ..queries import goals as queries
from ..rules.quarters import Quarter
from .goals import GoalsPart

GOALS, REVIEWS, BESIDE, MEETINGS = "goals", "reviews", "beside", "meetings"
PARTS = (
    (GOALS, "Goals"),
    (REVIEWS, "Reviews"),
    (BESIDE, "Beside last year"),
    (MEETINGS, "Meetings"),
)


class GoalsRoom(QWidget):
    """Four parts of one quarter; each is made when somebody first looks at it.

    The card of the picked goal stands in the rail beside the head, only while goals are in front.
    """

    noted = Signal(str)
    railed = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Goals")
        self._desk = desk
        self.note = ""
        self.quarter = desk.ask(queries.this_quarter)
        self._made: dict[str, Any] = {}
        self.goals = GoalsPart(desk)
        self.rail = self.goals.rail
        self._pages = QStackedWidget()
        self._pages.addWidget(self.goals)
        self._made[GOALS] = self.goals
        self.parts = SegmentControl("Parts of goals", PARTS, on_change=self._turn)
        self.before = IconButton("chevron-left", "The quarter before", lambda: self.step(-1))
        self.after = IconButton("chevron-right", "The quarter after", lambda: self.step(1))
        self.when = Label("", "row")
        self.span, self.week = Label("", "meta", "ink3"), Label("", "meta", "ink3")
        self.year = Button("Whole year", "quiet", on_click=self.turn_year)
        self._stepper = row(self.before, self.when, self.after, self.year, gap=4)
        head = Panel("sheet", rule="bottom")
        line = row(self.parts, 10, self._stepper, self.span, self.week, STRETCH, gap=GAP)
        stack(head, line, margin=(MARGIN, 9, MARGIN, 9))
        self.print_button = Button("Print", icon="printer", on_click=self.print_shown)
        self.new_button = Button("Add goal", "primary", "plus", self.new_here)
        self.head_parts = (self.print_button, self.new_button)
        stack(self, head, self._pages)
        lead_focus(self, self.part)
        self.goals.counted.connect(lambda _words: self._counted())
        self._turn(GOALS)

    # --- parts ---------------------------------------------------------------------------------

    def part(self, key: str = "") -> Any:
        """The part of a key, the one in front without; made when first looked at."""
        key = key or self.parts.current()
        if key not in self._made:
            made = self._made[key] = self._make(key)
            self._pages.addWidget(made)
        return self._made[key]

    def _make(self, key: str) -> QWidget:
        if key == REVIEWS:
            from .reviews import ReviewsPart

            return ReviewsPart(self._desk)
        if key == BESIDE:
            from .beside import BesidePart

            return BesidePart(self._desk, self.open_goal)
        from .meetings import MeetingsPart

        return MeetingsPart(self._desk)

    def _turn(self, key: str) -> None:
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and self._pages.isAncestorOf(focused)
        part = self.part(key)
        if hasattr(part, "show_quarter") and part.quarter != self.quarter:
            part.show_quarter(self.quarter)
        self._pages.setCurrentWidget(part)
        if inside:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stepper.setVisible(key != MEETINGS)
        self.span.setVisible(key != MEETINGS)
        self._fit()
        self._offer()
        self._say_when()
        self._tell()

    def _offer(self) -> None:
        """What the head adds here; where there is nothing yet the middle of the part offers it."""
        key = self.parts.current()
        words = {GOALS: "Add goal", MEETINGS: "Add meeting"}.get(key, "")
        if words:
            self.new_button.set_text(words)
        shown = bool(words) and not self.part().bare
        # Until the tab has put it into its head it must not be shown.
        if not shown or self.new_button.parentWidget() is not None:
            self.new_button.setVisible(shown)
        self.railed.emit(self._beside())

    def _beside(self) -> bool:
        """Whether the card of a goal stands beside what is in front."""
        return self.parts.current() == GOALS and not self.goals.bare

    def _counted(self) -> None:
        self._offer()
        self._tell()

    def _say_when(self) -> None:
        self.when.set_text(self.quarter.title)
        days, week = _parted(self._desk.ask(queries.quarter_words, self.quarter))
        self.span.set_text(days)
        self.week.set_text(week)
        self._fit()
        unit = "quarter" if self.quarter.number else "year"
        self.before.setAccessibleName(f"The {unit} before")
        self.after.setAccessibleName(f"The {unit} after")
        self.year.set_text("Quarters" if not self.quarter.number else "Whole year")

    def _fit(self) -> None:
        """The week is said where there is room for all of it; a number is never cut."""
        line = (self.parts, self._stepper, self.span, self.week)
        need = sum(one.sizeHint().width() for one in line) + 2 * MARGIN + 10 + 5 * GAP
        self.week.setVisible(not self.span.isHidden() and need <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room for the week."""
        super().resizeEvent(event)
        self._fit()

    def _tell(self) -> None:
        """Say beside the title what is in front."""
        key = self.parts.current()
        self.note = str(getattr(self._made.get(key), "note", ""))
        self.noted.emit(self.note)

    # --- time ----------------------------------------------------------------------------------

    def show_quarter(self, quarter: Quarter) -> None:
        """Show another quarter in the part in front; the others follow when looked at."""
        self.quarter = quarter
        part = self.part()
        if hasattr(part, "show_quarter"):
            part.show_quarter(quarter)
        self._say_when()
        self._tell()

    def step(self, by: int) -> None:
        """Go some quarters or years on."""
        self.show_quarter(self.quarter.step(by))

    def turn_year(self) -> None:
        """Between the whole year and a quarter of it."""
        now = self._desk.ask(queries.this_quarter)
        if self.quarter.number:
            self.show_quarter(Quarter(self.quarter.year, 0))
        else:
            number = now.number if now.year == self.quarter.year else 1
            self.show_quarter(Quarter(self.quarter.year, number))

    # --- what the tab asks of a room -------------------------------------------------------------

    def open_goal(self, goal_id: int) -> None:
        """Go to a goal in its own quarter."""
        self.parts.choose(GOALS)
        self.goals.open_goal(goal_id)
        if self.goals.quarter != self.quarter:
            self.quarter = self.goals.quarter
            self._say_when()

    def show_place(self, place: Place) -> None:
        """Go to a part, a goal, a review or a meeting, and do what was asked for."""
        about = dict(place.about)
        if about.get("year"):
            self.quarter = Quarter(int(about["year"]), int(about.get("quarter") or 0))
        key = about.get("part", GOALS)
        if any(key == name for name, _ in PARTS):
            self.parts.choose(str(key))
            self._turn(str(key))
        if place.id is not None:
            self.open_goal(place.id)
        arrive: Callable[[dict[str, Any]], None] | None = getattr(self.part(), "arrive", None)
        if arrive is not None:
            arrive(about)

    def carry(self) -> None:
        """Offer what is unfinished of the time before."""
        self.parts.choose(GOALS)
        self.goals.carry()

    def new_here(self) -> bool:
        """N writes the next goal, or the next meeting."""
        part = self.part()
        if not hasattr(part, "new"):
            return False
        part.new()
        return True

    def focus_filter(self) -> None:
        """The / key goes to the search of meetings, or to the list."""
        part = self.part()
        target = part.picker.search if hasattr(part, "picker") else part
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_pane(self) -> bool:
        """F6 goes between the goals and the card beside them."""
        if self.parts.current() != GOALS or not self.rail.isVisible():
            return False
        focused: QWidget | None = QApplication.focusWidget()
        inside = focused is not None and self.rail.isAncestorOf(focused)
        target = self.goals.outline if inside else self.rail.edit_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Say whether the rail belongs to what is in front, now that somebody listens."""
        super().showEvent(event)
        self._offer()

    def print_shown(self) -> None:
        """Ctrl+P prints the sheet for the wall, or what the part in front shows.

        Somebody's own sheet is printed from the card of one of their goals.
        """
        part = self.part()
        if hasattr(part, "print_shown"):
            part.print_shown()
            return
        from ..printables.sheets import SHARED

        when = self.quarter
        self._desk.print_document(SHARED, (when.year, when.number), f"Our goals, {when.title}")

    def export_list(self) -> None:
        """Write the goals beside last year's into a file; private ones are left out."""
        self.parts.choose(BESIDE)
        self.part().export_list()


def _parted(said: str) -> tuple[str, str]:
    """The days of a quarter, and its week where one is said."""
    days, comma, week = said.rpartition(", ")
    return (days, week) if comma and "week" in week else (said, "")
