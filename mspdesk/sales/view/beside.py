"""What stands beside an opportunity: whose it is, what they know, the assessment, the decision."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...checklists.actions.runs import plan_run
from ...clients import queries as clients
from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button, LinkButton
from ...widgets.layout import Card, Fact, Pairs, column, row, stack
from ...widgets.progress import Bar
from ...widgets.safe import Label
from ...widgets.tags import Tag
from ..actions import moving
from ..queries.opportunity import OpportunityPage
from ..queries.winning import ASSESSMENT, AssessmentRow, assessment_of
from ..queries.worksheet import WorksheetPage, worksheet_of
from ..rules.pipeline import CLOSED, Kind
from ..rules.worksheet import DECISION_WORDS, QUESTIONS, Decision
from .forms import DECISION_TONES, decision_form

DECLINE_LETTER = "letters/prospect-decline"
"""The kind letter to somebody we do not take on (C13)."""


class Beside(QWidget):
    """The rail of an opportunity."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: OpportunityPage | None = None
        self.who = Card("Company", action="Open", on_action=self._open_client)
        self.facts = Pairs(72)
        self.who.add(self.facts)
        self.sheet = Card("Worksheet", action="Open", on_action=self._open_sheet)
        self._bar = Bar()
        self._known = Label("", "body", "ink2", wrap=True)
        self.begin = Button("Begin worksheet", icon="file-pen-line", on_click=self._begin_sheet)
        self.sheet.add(self._bar, self._known, row(self.begin, STRETCH))
        self.survey = Card("Network assessment", action="Open run", on_action=self._open_run)
        self._survey_bar = Bar()
        self._found = Label("", "body", "ink2", wrap=True)
        self.plan = Button("Plan assessment", icon="check", on_click=self._plan)
        self.survey.add(self._survey_bar, self._found, row(self.plan, STRETCH))
        self.decision = Card("Decision")
        self.form = decision_form(self._decide)
        self._tag = Tag("")
        self._why = Label("", "body", "ink", wrap=True, selectable=True)
        self._when = Label("", "meta", "ink2")
        self.letter = LinkButton("Write a kind letter", self._write, pad=0)
        self._done = column(
            row(self._tag, self._when, STRETCH), self._why, row(self.letter, STRETCH), gap=6
        )
        self.decision.add(self.form, self._done)
        self.panels: list[Any] = [one.make(desk) for one in desk.panels("opportunity.rail")]
        stack(self, self.who, self.sheet, self.survey, self.decision, *self.panels, STRETCH, gap=12)
        self._sheet_page: WorksheetPage | None = None
        self._run: AssessmentRow | None = None

    def show_page(self, page: OpportunityPage) -> None:
        """Show what is known of an opportunity's company."""
        other = self._page is None or self._page.id != page.id
        self._page = page
        self._show_who(page)
        self._sheet_page = self._desk.ask(worksheet_of, page.row.client_id)
        self._run = self._desk.ask(assessment_of, page.row.client_id)
        self._show_sheet(self._sheet_page)
        self._show_survey(self._run)
        self._show_decision(page, other=other)
        for panel in self.panels:
            panel.show_id(page.id)

    def _show_who(self, page: OpportunityPage) -> None:
        client = self._desk.ask(clients.client, page.row.client_id)
        people = self._desk.ask(clients.contacts_of, page.row.client_id)
        if client is None:
            return
        self.who.set_title(client.name)
        counted = (
            (client.people_count, "person", "people"),
            (page.workstations, "computer", "computers"),
            (page.servers, "server", "servers"),
        )
        size = [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]
        first = people[0] if people else None
        found = (
            ("Contact", ", ".join(filter(None, (first.name, first.title))) if first else ""),
            ("Phone", (first.phone if first else "") or client.phone),
            ("City", ", ".join(filter(None, (client.city, client.region)))),
            ("Size", ", ".join(size)),
            ("Industry", client.industry),
            ("Came by", page.row.source),
        )
        self.facts.show_pairs([Fact(name, name, said) for name, said in found if said])

    def _show_sheet(self, sheet: WorksheetPage | None) -> None:
        self.begin.setVisible(sheet is None)
        self._bar.setVisible(sheet is not None)
        self.sheet.action.setVisible(sheet is not None)
        if sheet is None:
            self._known.set_text("Fifteen questions say how much they know of their technology.")
            return
        self._bar.set_share(sheet.count.known, len(QUESTIONS))
        nobody = sheet.nobody_in_charge
        words = f"{sheet.count.known} of {len(QUESTIONS)} known, {full_date(sheet.on)}."
        self._known.set_text(words + (f" Nobody in charge: {', '.join(nobody)}." if nobody else ""))

    def _show_survey(self, run: AssessmentRow | None) -> None:
        self.plan.setVisible(run is None)
        self._survey_bar.setVisible(run is not None)
        self.survey.action.setVisible(run is not None)
        if run is None:
            self._found.set_text("What it finds in their network is what the presentation shows.")
            return
        self._survey_bar.set_share(run.marked, run.total)
        found = "1 finding" if run.problems == 1 else f"{run.problems} findings"
        said = f"{run.marked} of {run.total} looked at, {found}."
        self._found.set_text("Planned, not begun." if run.state == "planned" else said)

    def _show_decision(self, page: OpportunityPage, *, other: bool) -> None:
        ended = page.row.kind in CLOSED
        decided = bool(page.decision)
        declined = page.row.kind == Kind.DECLINED
        self.form.setVisible(not ended and not decided)
        self._done.setVisible(decided)
        self.decision.setVisible(decided or not ended)
        self.letter.setVisible(declined)
        if decided:
            chosen = Decision(page.decision)
            self._tag.set_tag(DECISION_WORDS[chosen], DECISION_TONES[chosen])
            self._when.set_text(full_date(page.decided_on) if page.decided_on else "")
            self._why.set_text(page.decided_why)
        elif other:
            self.form.set_values({"decision": None, "reason": "", "next_on": None})

    # --- deeds ---------------------------------------------------------------------------------

    def _client(self) -> int:
        return self._page.row.client_id if self._page is not None else 0

    def _open_client(self) -> None:
        self._desk.go(Place("clients", self._client()))

    def _open_sheet(self) -> None:
        self._desk.go(Place("clients", self._client(), "worksheet"))

    def _begin_sheet(self) -> None:
        """Begin it on its own page, with the first answer in front."""
        self._desk.go(Place("clients", self._client(), "worksheet", {"new": True}))

    def _open_run(self) -> None:
        if self._run is not None:
            self._desk.go(Place("checklists", self._run.id))

    def _plan(self) -> None:
        """Plan the run; the keyboard stays where it is opened."""
        if self._desk.attempt(plan_run, ASSESSMENT, client_id=self._client()) is not None:
            self.survey.action.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self, values: dict[str, Any]) -> None:
        page = self._page
        if page is not None:
            said = (values["decision"], values["reason"], values["next_on"])
            self._desk.do(moving.decide, page.id, page.version, *said)
            if self.letter.isVisible():
                self.letter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self) -> None:
        """Go to the letter; nothing is sent before somebody finishes and sends it."""
        about: dict[str, Any] = {"write": True, "form": DECLINE_LETTER}
        if self._sheet_page is not None:
            about["about"] = f"worksheet:{self._sheet_page.id}"
        self._desk.go(Place("clients", self._client(), "letters", about))
