"""Walking through the backlog: sorted several ways, each ticket looked at and put right (S077)."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...dates import age, clock_time, full_date, hours, now, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...tickets.queries import TicketRow, open_tickets
from ...tickets.rules import status_words
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, NoteEntry
from ...widgets.form import Field, Form
from ...widgets.glyphs import face_of
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Section, Toolbar, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, StatusCell, Table
from ..actions import reviews as actions
from ..queries import reviews as queries
from ..queries.reviews import ReviewRow
from ..rules.reviews import ORDERS, missing_keys, sorted_for, waits_too_long

BACK = 28
"""Days back of which reviews are listed."""

_TABLES = {"ticket", "backlog_review", "reviewed_ticket"}


class ReviewPart(QWidget):
    """The board as a review takes it, and below it the reviews of the last four weeks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._seen: frozenset[int] = frozenset()
        self._running: ReviewRow | None = None
        self.order = ChoiceEntry(list(ORDERS.items()), "", "Sorted by", width=230)
        self.order.set_value("queue")
        self.order.changed.connect(self._sorted)
        self.begin_button = Button("Begin review", "primary", "play", self.begin)
        self.end_button = Button("End review", "primary", "check", self.end)
        self.drop_button = Button("Drop", "quiet", on_click=self._drop, name="Drop this review")
        self.look_button = Button("Looked at", on_click=self._look, name="Looked at this ticket")
        self.bar = Toolbar(
            "Backlog review",
            "",
            STRETCH,
            self.drop_button,
            self.look_button,
            self.begin_button,
            self.end_button,
        )
        self.said = Label("", "body", "ink2")
        self.table = Table[TicketRow](
            (
                Column("seen", "", "check", lambda r: r.id in self._seen, width=48),
                Column("prio", "", "prio", lambda r: r.priority, width=44),
                Column("no", "No.", "id", lambda r: str(r.number), width=56),
                Column("title", "Title", "title", lambda r: r.title, stretch=3),
                Column("client", "Client", "text", lambda r: r.client, stretch=2),
                Column("status", "Status", "status", _status, width=130),
                Column("who", "Who", "avatar", _face, width=50),
                Column("left", "Left", "num", _left, width=56),
                Column("age", "Age", "num", lambda r: age(r.opened_at, now()), width=56),
                Column("missing", "Wants", "text", _wants, width=130, stretch=1, color=_ink),
            ),
            name="The backlog in review",
            on_activate=lambda r: desk.go(Place("tickets", r.id)),
            on_check=lambda r, _new: self._look_at(r),
            empty="Nothing is outstanding. There is nothing to review.",
        )
        self.past = Table[ReviewRow](
            (
                Column("on", "Day", "date", lambda r: f"{r.on:%a}, {full_date(r.on)}", width=150),
                Column("by", "By", "title", lambda r: r.person, stretch=1),
                Column("orders", "Sorted by", "text", _orders, stretch=3),
                Column("tickets", "Tickets", "num", lambda r: str(r.tickets), width=70),
                Column("keys", "Keys put right", "num", lambda r: str(r.keys), width=110),
                Column("minutes", "Minutes", "num", lambda r: str(r.minutes or ""), width=76),
                Column("notes", "Note", "muted", lambda r: r.notes, stretch=2),
            ),
            name="Reviews so far",
            row="compact",
            empty="No review in the last four weeks. Monday early is the one that counts most.",
        )
        self.heading = Section("Reviews so far", "the last four weeks")
        head = row(
            Label("Sorted by", "body", "ink2"),
            self.order,
            self.said,
            STRETCH,
            gap=10,
            margin=(16, 0, 16, 0),
        )
        body = QWidget()
        layout = stack(
            body,
            head,
            column(self.table, margin=(6, 0, 6, 0)),
            column(self.heading, margin=(16, 4, 16, 0)),
            column(self.past, margin=(6, 0, 6, 8)),
            gap=6,
        )
        layout.setStretch(1, 3)
        layout.setStretch(3, 1)
        self.pages = Laid(body, self.table)
        stack(self, self.bar, self.pages)
        lead_focus(self, self.table)
        desk.keep_fresh(self, _TABLES, self._reload)

    def _reload(self) -> None:
        day = today()
        self._running = self._desk.ask(queries.review_now, self._desk.person_id)
        running = self._running
        self._seen = self._desk.ask(queries.looked_at, running.id) if running else frozenset()
        rows = sorted_for(self._desk.ask(open_tickets), str(self.order.value() or "queue"), day)
        self.table.show_rows(rows)
        self.past.show_rows(self._desk.ask(queries.reviews, day - timedelta(days=BACK), day))
        for button in (self.end_button, self.drop_button, self.look_button):
            button.setVisible(running is not None)
        self.begin_button.setVisible(running is None)
        left = sum(one.id not in self._seen for one in rows)
        if running is not None:
            began = clock_time(running.started_at)
            self.bar.set_title("Backlog review", f"since {began}, {left} of {len(rows)} to go")
            self.said.set_text("Space: looked at. Enter: open it.")
            return
        self.bar.set_title("Backlog review", f"{len(rows)} tickets outstanding")
        without = self._desk.ask(queries.mondays_without, day - timedelta(days=day.weekday()), day)
        self.said.set_text("Monday went by without a review." if without else "")

    def _sorted(self) -> None:
        order = self.order.value()
        if self._running is not None and order is not None:
            self._desk.attempt(actions.sort_review, self._running.id, str(order))
        self._reload()

    def begin(self) -> None:
        """Begin a review in the order that is chosen."""
        self._desk.attempt(actions.begin_review, str(self.order.value() or "queue"))
        self.table.select_first()
        self.table.setFocus()

    def end(self) -> None:
        """Ask for a note and end the review."""
        if self._running is None:
            return
        form = Form(
            [Field("notes", "What is to be remembered", NoteEntry(lines=3))],
            on_save=self._ended,
            save="End review",
            on_cancel=self.pages.back,
        )
        form.set_values({"notes": ""})
        words = "Which keys were put right is read from what was changed meanwhile."
        self.pages.lay("End the review", words, form)

    def _ended(self, values: dict[str, object]) -> None:
        if self._running is not None:
            self._desk.do(actions.end_review, self._running.id, str(values["notes"] or ""))
        self.pages.back()

    def _drop(self) -> None:
        if self._running is not None:
            self._desk.attempt(actions.drop_review, self._running.id)

    def _look(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._look_at(chosen)

    def _look_at(self, chosen: TicketRow) -> None:
        if self._running is None:
            self._desk.say("Begin the review first.")
            return
        seen = chosen.id not in self._seen
        self._desk.attempt(actions.look_at, self._running.id, chosen.id, seen=seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space marks the chosen ticket as looked at."""
        if event.key() == Qt.Key.Key_Space and self.table.hasFocus():
            self._look()
            return
        super().keyPressEvent(event)

    def arrive(self, place: Place) -> None:
        """Begin a review where that was asked for, or go on with the one that runs."""
        if place.about.get("begin") and self._running is None:
            self.begin()
        self.table.setFocus()

    def print_shown(self) -> None:
        """Ctrl+P leads to the report of reviews."""
        self._desk.go(Place("reports", about={"report": "backlog-reviews"}))


def _status(row_: TicketRow) -> StatusCell:
    return StatusCell(row_.status, status_words(row_.status))


def _face(row_: TicketRow) -> object:
    return face_of(row_.assigned, row_.assigned_id or 0) if row_.assigned else None


def _left(row_: TicketRow) -> str:
    return "?" if row_.estimate_minutes is None else hours(row_.remaining_minutes)


def _wants(row_: TicketRow) -> str:
    late = ["Asking again"] if waits_too_long(row_, today()) else []
    return ", ".join([*missing_keys(row_), *late])


def _ink(row_: TicketRow) -> str | None:
    return "amber" if missing_keys(row_) or waits_too_long(row_, today()) else None


def _orders(row_: ReviewRow) -> str:
    return ", ".join(ORDERS.get(one, one) for one in row_.orders)
