"""Where somebody stands with each benefit plan, and what they answered."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...widgets.buttons import Button
from ...widgets.entry import DateEntry
from ...widgets.form import Field
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..actions import benefits as actions
from ..printables.handouts import BENEFITS
from ..queries.benefits import BenefitRow, benefits_of
from ..queries.staff import StaffPage
from ..rules import benefits as rules
from .laying import lay_form

_TONES = {"eligible": "green", "from": "accent", "hours": "grey", "day": "hi", "kind": "grey"}
_WORDS = {
    "eligible": "eligible",
    "from": "to come",
    "hours": "not yet",
    "day": "no first day",
    "kind": "not ours",
}


class BenefitsPart(QWidget):
    """Each plan a group of our size can have: since or from when, joined or declined."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._page: StaffPage | None = None
        self.table = Table[BenefitRow](
            (
                Column("plan", "Plan", "two_line", _plan, stretch=3),
                Column("state", "", "tag", _tag, width=100),
                Column("words", "By the rule", "text", lambda r: r.standing.words, stretch=3),
                Column("answer", "Answer", "text", _answer, width=120, fit=220),
            ),
            name="Benefits",
            row="two_line",
            key=lambda r: r.plan.id,
            fit=True,
            on_select=lambda _row: self._offer(),
            empty="No plan yet for a group of our size.",
        )
        self.joins = Button("Joins", on_click=self._join, name="Joins the chosen plan")
        self.declines = Button("Declines", on_click=self._decline, name="Declines the chosen plan")
        self.ends = Button("Ends", on_click=self._end, name="Ends the chosen plan")
        card = Card("Benefits", "one rule for everybody, owners as well")
        self.paper = Button("Print benefits sheet", icon="printer", on_click=self.print_shown)
        self.edits = row(self.joins, self.declines, self.ends)
        card.add(self.table, row(self.edits, self.paper, STRETCH))
        body = column(
            card,
            Label(rules.OWNERS_QUESTION, "meta", "ink3", wrap=True),
            STRETCH,
            gap=12,
            margin=(0, 14, 0, 22),
        )
        body.setMaximumWidth(900)
        stack(self, Scroll(body))

    def show_page(self, page: StaffPage) -> None:
        """Show another person."""
        self._page = page
        self.table.show_rows(self._desk.ask(benefits_of, page.person.id, today()))
        self.edits.setVisible(page.lead)
        self._offer()

    def print_shown(self) -> None:
        """Ctrl+P prints the benefits sheet."""
        if self._page is not None:
            who = self._page.person
            self._desk.print_document(BENEFITS, who.id, f"Benefits of {who.name}")

    def _offer(self) -> None:
        chosen = self.table.selected()
        said = chosen.said(today()) if chosen is not None else ""
        self.joins.setEnabled(chosen is not None and said != "joined")
        self.declines.setEnabled(chosen is not None and said in ("", "ended"))
        self.ends.setEnabled(said == "joined")

    def _join(self) -> None:
        chosen = self.table.selected()
        if chosen is None:
            return
        first = chosen.standing.on
        begins = first if chosen.standing.state == "from" and first else today()

        def save(values: dict[str, Any]) -> None:
            self._desk.do(
                actions.answer, chosen.plan.id, chosen.person_id, values["from_on"], joins=True
            )

        lay_form(
            self._laid,
            f"{chosen.person} joins {chosen.plan.name}",
            [Field("from_on", "From", DateEntry(), required=True)],
            {"from_on": begins},
            save,
            save="Join plan",
            words=chosen.standing.words,
        )

    def _decline(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._desk.attempt(actions.answer, chosen.plan.id, chosen.person_id, joins=False)

    def _end(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._desk.attempt(actions.end, chosen.plan.id, chosen.person_id)


def _plan(one: BenefitRow) -> tuple[str, str]:
    plan = one.plan
    paid = rules.PAID_BY.get(plan.paid_by, plan.paid_by).lower()
    return plan.name, f"{rules.KINDS.get(plan.kind, plan.kind)}, {paid}"


def _tag(one: BenefitRow) -> TagCell:
    state = one.standing.state
    return TagCell(_WORDS[state], _TONES[state])


def _answer(one: BenefitRow) -> str:
    said = one.said(today())
    if one.answer is None:
        return "Not asked yet" if one.waits(today()) else ""
    day = one.answer.until_on if said == "ended" else one.answer.from_on
    return f"{said.capitalize()} {full_date(day)}" if day else said.capitalize()
