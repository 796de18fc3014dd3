"""The reviews of a quarter: who has one, and one of them with both comments and signatures."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.buttons import Button
from ...widgets.glyphs import face_of
from ...widgets.layout import MARGIN, STRETCH, Notice, column, lead_focus, row, stack
from ...widgets.table import Column, Table, TagCell
from ..actions.reviews import open_review
from ..queries import goals as goal_queries
from ..queries import reviews as queries
from ..queries.reviews import ReviewRow
from ..rules.quarters import Quarter
from .review import ReviewView

_TABLES = {"review", "review_goal", "goal", "person", "role", "access"}
_TONES = {"Signed": "green", "Open": "accent"}


class ReviewsPart(QWidget):
    """The list of a quarter, or one review over it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Quarterly reviews")
        self._desk = desk
        self.quarter = desk.ask(goal_queries.this_quarter)
        self.notice = Notice("", "", icon="circle-alert")
        self.table = Table[ReviewRow](
            (
                Column("face", "", "avatar", lambda r: face_of(r.person, r.person_id), width=54),
                Column("person", "Person", "title", lambda r: r.person, stretch=3),
                Column("lead", "With", "text", lambda r: r.lead or "Nobody", stretch=2),
                Column("goals", "Goals", "num", lambda r: str(r.goals), width=70),
                Column("opened", "Opened", "date", lambda r: _day(r.opened_on), width=120),
                Column("signed", "Signed", "date", lambda r: _day(r.signed_on), width=120),
                Column("state", "", "tag", _state, width=170),
            ),
            name="Reviews of the quarter",
            key=lambda r: r.person_id,
            on_activate=lambda _row: self.open_picked(),
            on_select=lambda _row: self._offer(),
            empty="There is nobody whose review you hold or have.",
        )
        self.open_button = Button("Open review", "primary", on_click=self.open_picked)
        self._over = column(self.notice, margin=(MARGIN, 12, MARGIN, 0))
        self._over.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        listing = QWidget()
        stack(
            listing,
            self._over,
            column(self.table, margin=(0, 6, 0, 0)),
            row(self.open_button, STRETCH, margin=(MARGIN, 10, MARGIN, 12)),
        )
        self.view = ReviewView(desk, self.back)
        self._front = QStackedWidget()
        self._front.addWidget(listing)
        self._front.addWidget(self.view)
        self._listing = listing
        stack(self, self._front)
        lead_focus(
            self, lambda: self.view if self._front.currentWidget() is self.view else self.table
        )
        self._over.hide()
        desk.keep_fresh(self, _TABLES, self.reload)
        desk.person_changed.connect(self.back)

    @property
    def note(self) -> str:
        """How far the reviews of the quarter are."""
        rows = [one for one in self.table.rows() if one.id or one.goals]
        done = sum(one.closed for one in rows)
        return f"{done} of {len(rows)} signed" if rows else "no reviews"

    def show_quarter(self, quarter: Quarter) -> None:
        """Show another quarter; a review that is open is kept first."""
        if quarter != self.quarter:
            self.back()
            self.quarter = quarter
        self.reload()

    def reload(self) -> None:
        """Ask for the list again."""
        rows = self._desk.ask(queries.reviews, self.quarter) if self.quarter.number else []
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()
        if not self.quarter.number:
            self._tell("A year has no review of its own", "Choose one of its quarters above.")
        elif rows and not any(one.id or one.goals for one in rows):
            self._tell(
                f"Nobody has agreed goals in {self.quarter.title}",
                "Write goals and agree on them first: a review talks about those of its quarter.",
            )
        else:
            self._over.hide()
        self._offer()
        if self._front.currentWidget() is self.view:
            self.view.refresh()

    def _tell(self, title: str, text: str) -> None:
        self.notice.set_notice(title, text)
        self._over.show()

    def _offer(self) -> None:
        picked = self.table.selected()
        self.open_button.setEnabled(
            picked is not None and picked.mine and bool(picked.id or picked.goals)
        )
        read = picked is not None and picked.closed
        self.open_button.set_text("Read review" if read else "Open review")

    def open_picked(self) -> None:
        """Open the review of the picked person; one without goals says what is missing."""
        picked = self.table.selected()
        if picked is not None:
            self.open_of(picked.person_id, self.quarter)

    def open_of(self, person_id: int, quarter: Quarter) -> None:
        """Open somebody's review of a quarter."""
        found = next(
            (one for one in self._desk.ask(queries.reviews, quarter) if one.person_id == person_id),
            None,
        )
        if found is not None and not found.mine:
            self._tell("A review is for two", f"{found.person} talks with {found.lead}.")
            return
        try:
            made = found.id if found is not None and found.id else None
            if made is None:
                made = self._desk.do(open_review, person_id, quarter.year, quarter.number)
        except UserError as error:
            self._tell("No review yet", error.text)
            return
        self.show_review(made)

    def show_review(self, review_id: int) -> None:
        """Show one review."""
        self.view.show_review(review_id)
        self._front.setCurrentWidget(self.view)
        self.view.focus_first()

    def back(self) -> None:
        """Keep what is written and go back to the list."""
        self.view.keep()
        if self._front.currentWidget() is self.view:
            self._front.setCurrentWidget(self._listing)
            self.table.setFocus()
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes from a review back to the list; what is written is kept."""
        if event.key() == Qt.Key.Key_Escape and self._front.currentWidget() is self.view:
            self.back()
            return
        super().keyPressEvent(event)

    def arrive(self, about: dict[str, Any]) -> None:
        """Go to a review, or open the one of a person."""
        if about.get("review"):
            self.show_review(int(about["review"]))
        elif about.get("person"):
            self.table.select(int(about["person"]))

    def print_shown(self) -> None:
        """Print the form of the review that is shown or picked."""
        from ..printables.review import REVIEW

        picked = self.table.selected()
        shown = self.view.page if self._front.currentWidget() is self.view else None
        one = shown.row if shown is not None else picked
        if one is None or not one.id or not one.mine:
            self._desk.say("Open the review first; its form holds the goals of the quarter.")
            return
        self.view.keep()
        self._desk.print_document(REVIEW, one.id, f"Review of {one.person}, {one.when.title}")


def _day(on: Any) -> str:
    return full_date(on) if on else ""


def _state(one: ReviewRow) -> TagCell:
    return TagCell(one.state, _TONES.get(one.state, "amber" if one.signed else "grey"))
