"""The TSR log and the calls of one ticket, worked by keys beside it (S061, S063)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...tickets.queries import ticket_page
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry
from ...widgets.form import Field, Form
from ...widgets.layout import Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from .. import actions, queries
from ..queries import LogRow
from ..rules import REASONS
from .calls import CallsPart
from .tsr import TsrLogView, head_fields


class LogOfTicket(QWidget):
    """The newest log of a ticket; without one, the form that begins it and what was seen before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ticket_id = 0
        self._begun_for = 0
        self.log = TsrLogView(desk)
        self.form = self._form()
        self.before = Table[LogRow](
            (
                Column("number", "No.", "id", lambda r: r.number, width=80),
                Column("problem", "Problem then", "title", lambda r: r.problem, stretch=2),
                Column("solution", "What mended it", "text", lambda r: r.solution, stretch=3),
                Column("client", "Client", "muted", _whose, stretch=1, hide_under=560),
            ),
            name="Logs like this one",
            on_activate=self._look,
            empty="Nothing like it was logged before.",
        )
        self.replay_button = Button("Do it again here", on_click=self.replay)
        self._seen = column(
            row(Label("Seen before", "card"), STRETCH, self.replay_button), self.before, gap=8
        )
        begin = QWidget()
        begin.setMaximumWidth(WIDEST)
        stack(begin, self.form, 10, self._seen, STRETCH, margin=(20, 10, 20, 14))
        self.pages = QStackedWidget()
        self._begin = Scroll(begin)
        for page in (self._begin, self.log):
            self.pages.addWidget(page)
        stack(self, self.pages)
        desk.keep_fresh(self, {"tsr_log"}, self._reload)

    def _form(self) -> Form:
        reasons = [(key, words) for key, words in REASONS.items() if key != "dr_event"]
        return Form(
            [*head_fields(), Field("reason", "Why a log", ChoiceEntry(reasons))],
            columns=2,
            on_save=self._save,
            save="Begin log",
        )

    def show_id(self, ticket_id: int) -> None:
        """Turn to a ticket; what was typed for a log of this one stays."""
        self._ticket_id = ticket_id
        self._reload()

    def _reload(self) -> None:
        if not self._ticket_id:
            return
        found = self._desk.ask(queries.open_log, self._ticket_id)
        if found is not None:
            self.log.show_log(found)
            self.pages.setCurrentWidget(self.log)
            return
        self.pages.setCurrentWidget(self._begin)
        page = self._desk.ask(ticket_page, self._ticket_id)
        if page is None:
            return
        if self._begun_for != self._ticket_id:
            self._begun_for = self._ticket_id
            self.form.set_values({"problem": page.title, "reason": "no_progress"})
        words = f"{page.title} {page.description}"
        like = self._desk.ask(queries.similar_logs, words, self._ticket_id)
        self.before.show_rows(like)
        self.replay_button.setVisible(bool(like))

    def focus_first(self) -> None:
        """Put the keyboard where the next thing is written."""
        if self.pages.currentWidget() is self.log:
            self.log.focus_line()
        else:
            self.form.focus_first()

    def _save(self, values: dict[str, Any]) -> None:
        page = self._desk.ask(ticket_page, self._ticket_id)
        if page is None:
            return
        about = {"ticket_id": page.id, "device_id": page.device_id, "site_id": page.site_id}
        self._desk.do(actions.begin_log, page.client_id, values | about)
        self._reload()
        self.focus_first()

    def _look(self, one: LogRow) -> None:
        self._desk.go(Place("clients", one.client_id, "logs", {"log_id": one.id}))

    def replay(self) -> None:
        """Begin a log that does the chosen one again, for a rebuild."""
        chosen = self.before.selected()
        if chosen is None:
            self._desk.say("Choose the log to do again first.")
        elif self._desk.attempt(actions.replay, chosen.id, self._ticket_id) is not None:
            self._reload()
            self.focus_first()


class CallsOfTicket(CallsPart):
    """The calls to vendors about one ticket."""

    def show_id(self, client_id: int) -> None:
        """Turn to a ticket, whose id it is here."""
        page = self._desk.ask(ticket_page, client_id)
        if page is not None:
            self.show_ticket(page.client_id, page.id)

    def focus_first(self) -> None:
        """Write down a call at once where there is none, else go into the list."""
        if self.table.rows():
            self.table.setFocus()
        else:
            self.begin()


WIDEST = 860
"""Width in px of what is typed to begin a log."""


def _whose(row: LogRow) -> str:
    return f"{row.client}, {short_date(row.started_at.date())}"
