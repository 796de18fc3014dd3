"""Checklists on lower screens: beside a ticket, and on a client's page."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...dates import short_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...errors import UserError
from ...widgets.boxes import STRETCH, Panel, clear, column, row, stack
from ...widgets.buttons import Button, LinkButton
from ...widgets.cards import Card, EmptyState
from ...widgets.entry import ChoiceEntry
from ...widgets.form import EntryBar
from ...widgets.safe import Label
from ..actions import closing, runs
from ..queries import runs as queries
from ..queries.masters import masters
from ..queries.run_page import RunPage, run_page
from ..queries.runs import RunRow
from ..rules import run as rules
from ..rules.run import RunState
from .run import RunPane

_TABLES = {"checklist_run", "run_result", "run_photo"}
SHOWN = 6
"""Lines of the card on a client's page."""


class TicketRuns(QWidget):
    """The checklists on a ticket, worked through beside it, and one more to be added."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Checklists of the ticket")
        self._desk = desk
        self._ticket_id = 0
        self._rows: list[RunRow] = []
        self.which = ChoiceEntry((), "", "Which checklist")
        self.which.committed.connect(self._turn)
        self._add = LinkButton("Add a checklist", self.begin_adding)
        self._head = row(self.which, STRETCH, self._add, margin=(20, 6, 12, 0))
        self.choice = ChoiceEntry((), "Choose a checklist", "Checklist to add")
        self.choice.committed.connect(self.choice.field.setFocus)
        cancel = Button("Cancel", "quiet", on_click=self._stop_adding, name="Add no checklist")
        add = Button("Add", on_click=self.add, name="Add the checklist")
        self._bar = EntryBar("Checklist", self.choice, add, cancel, stretch=0)
        self._adding = column(self._bar, margin=(20, 8, 12, 0))
        self.pane = RunPane(desk, compact=True)
        self.pane.turned.connect(self._turned)
        self.pane.marked.connect(self._marked)
        self.sign = Button("Sign and close", on_click=self.sign_run)
        self._why = Label("", "meta", "ink2", wrap=True)
        foot = Panel("paper", "top")
        stack(foot, row(self._why, STRETCH, self.sign), margin=(20, 8, 16, 8))
        body = column(self.pane, foot, gap=0)
        self._empty = EmptyState(
            "list-checks",
            "No checklist on this ticket",
            "Put one on it, and nothing of the work is forgotten.",
            Button("Add a checklist", kind="primary", on_click=self.begin_adding, name="Add one"),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(body)
        stack(self, self._head, self._adding, self._pages)
        self._adding.hide()
        desk.keep_fresh(self, _TABLES, self._reload)

    def show_id(self, ticket_id: int) -> None:
        """Show the checklists of another ticket."""
        if ticket_id != self._ticket_id:
            self._ticket_id = ticket_id
            self._stop_adding()
            self.which.set_options(())
        self._reload()

    def _reload(self) -> None:
        if not self._ticket_id or self.pane.lines.busy:
            return
        self._rows = self._desk.ask(queries.runs_of_ticket, self._ticket_id)
        held = self.which.value()
        self.which.set_options([(one.id, _words(one)) for one in self._rows])
        if held is None and self._rows:
            self.which.set_value(self._rows[0].id)
        self.which.setVisible(len(self._rows) > 1)
        self._head.setVisible(bool(self._rows))
        self._turn()

    def _turn(self) -> None:
        run_id = self.which.value()
        if run_id is not None and self.pane.show_id(run_id):
            self._pages.setCurrentIndex(1)
        else:
            self._pages.setCurrentIndex(0)

    def _turned(self, page: RunPage) -> None:
        said = {key: one.said for key, one in page.results.items()}
        missing = rules.end_words(page.master, page.states, said) if page.row.open else ""
        self._why.set_text(missing or _ended(page.row))
        self.sign.setVisible(page.row.open)
        self.sign.setEnabled(not missing)

    def _marked(self, run_id: int) -> None:
        page = self._desk.ask(run_page, run_id)
        if page is not None:
            self.pane.page = page
            self._turned(page)

    def sign_run(self) -> None:
        """Sign the run in front; what is missing is said beside the button."""
        if self.pane.page is None:
            return
        self.pane.lines.keep_typed()
        try:
            self._desk.do(closing.finish_run, self.pane.page.row.id)
        except UserError as error:
            self._why.set_text(error.text)

    # --- adding ------------------------------------------------------------------------------

    def begin_adding(self) -> None:
        """Offer the checklists there are."""
        rows = [one for one in self._desk.ask(masters) if one.revision]
        rows = [one for one in rows if one.target != "person"]
        self.choice.set_options([(one.code, one.title) for one in rows])
        self._adding.show()
        self.choice.field.setFocus()

    def _stop_adding(self) -> None:
        self._adding.hide()

    def add(self) -> None:
        """Put the chosen checklist on the ticket and begin it."""
        code: Any = self.choice.value()
        if code is None:
            self._desk.say("Choose a checklist first.")
            return
        about = (("ticket_id", self._ticket_id),)
        run_id = self._desk.attempt(runs.plan_and_start, code, None, about)
        if run_id is None:
            return
        self._stop_adding()
        self._reload()
        self.which.set_value(run_id)
        self._turn()
        self.focus_first()

    def arrive(self, place: Place) -> None:
        """Add a checklist, or go to one of them."""
        if place.about.get("add"):
            self.begin_adding()
            return
        run_id = place.about.get("run_id")
        if run_id is not None:
            self.which.set_value(run_id)
            self._turn()
        self.focus_first()

    def focus_first(self) -> None:
        """Give the keyboard to the steps, or to the choice of a first checklist."""
        if self._rows:
            self.pane.lines.focus_list()
        else:
            self.begin_adding()


def _words(one: RunRow) -> str:
    left = "" if one.open else f", {rules.RUN_WORDS[RunState(one.state)].lower()}"
    return f"{one.title}, {one.marked} of {one.total}{left}"


def _ended(one: RunRow) -> str:
    if one.done_at is None:
        return ""
    return f"Signed by {one.done_by or 'nobody'}, {short_date(one.done_at.date())}."


class ClientRuns(QWidget):
    """The card of checklists on a client's page: those open, those done last, one more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.card = Card("Checklists", action="Start", on_action=self._start)
        stack(self, self.card)
        desk.keep_fresh(self, _TABLES, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the checklists of another client."""
        self._client_id = client_id
        self._reload()

    def _reload(self) -> None:
        if not self._client_id:
            return
        clear(self.card.body)
        rows = self._desk.ask(queries.runs_of_client, self._client_id, SHOWN)
        for one in rows:
            name = f"Open {one.title}, {one.number}"
            link = LinkButton(one.title, partial(self._go, one), role="body", name=name, pad=0)
            words, color = _state(one)
            self.card.add(column(row(link, STRETCH), Label(words, "meta", color), gap=0))
        if not rows:
            words = "None yet. Start one here, or plan them on the Checklists tab."
            self.card.add(Label(words, "meta", "ink2", wrap=True))

    def _go(self, one: RunRow) -> None:
        self._desk.go(Place("checklists", one.id))

    def _start(self) -> None:
        self._desk.go(Place("checklists", do="start", about={"client_id": self._client_id}))


def _state(one: RunRow) -> tuple[str, str]:
    """How far a run is, and in which ink."""
    if one.state == RunState.IN_PROGRESS:
        return f"{one.marked}/{one.total}", "ink2"
    if one.done_at is not None:
        problems = f", {one.problems} found" if one.problems else ""
        return f"{short_date(one.done_at.date())}{problems}", "ink2"
    if one.due_on is None:
        return "planned", "ink2"
    late = one.due_on < today()
    return f"{'late' if late else 'due'} {short_date(one.due_on)}", "red" if late else "ink2"
