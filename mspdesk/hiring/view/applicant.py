"""An applicant: how far it is, the checks an offer waits for, what was agreed, the first day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, hours_h, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...employment.rules import checks
from ...money import shown
from ...people.rules import ACCESS_WORDS, KINDS
from ...rows import dataclass
from ...shop.queries import shop
from ...widgets import dialogs
from ...widgets.buttons import Button, LinkButton, MenuButton
from ...widgets.entry import (
    CheckEntry,
    DateEntry,
    NoteEntry,
)
from ...widgets.form import Field, Form, Heading
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Fact, Facts, PageHead, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, IconCell, Table
from ...widgets.tags import Tag
from ..actions import applicants as actions
from ..printables.posts import APPLICANT_CHECKS
from ..queries.applicants import ApplicantRow, applicant
from ..rules import applicants as rules
from .applicant_form import lay_applicant


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of an applicant and the day it was made."""

    id: str
    title: str
    words: str
    on: date | None


class ApplicantPage(QWidget):
    """The head with the next step, the checks, the facts, and words for who leads people."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._money = desk.ask(shop).money
        self._row: ApplicantRow | None = None
        self.step = Button("Talk with them", on_click=self._step)
        self.change = Button("Change applicant", on_click=self.edit)
        self.more = MenuButton("", "ellipsis", "More about this applicant", self._more)
        self.head = PageHead(actions=(self.change, self.step, self.more), role="record")
        self.waits = Label("", "body", "amber", wrap=True)
        self.table = Table[CheckRow](
            (
                Column("there", "", "icon", _sign, width=34),
                Column("check", "Check", "two_line", lambda r: (r.title, r.words), stretch=1),
                Column("on", "Made on", "date", _made, width=120),
            ),
            name="Checks of the applicant",
            row="two_line",
            fit=True,
            on_activate=lambda _row: self.date_checks(),
        )
        self.dates = Button("Date checks", on_click=self.date_checks)
        paper = Button("Print checks list", icon="printer", on_click=self.print_shown)
        steps = Card("Checks", "1 to 3 before an offer, the contract before a first day")
        steps.add(self.waits, self.table, row(self.dates, paper, STRETCH))
        self.facts = Facts(3)
        self.expects = Label("", "body", "ink2", wrap=True)
        self.colleague = LinkButton("Open their page", self._colleague, pad=0)
        about = Card("About", "what they told us; nothing else is asked")
        about.add(self.facts, self.expects, row(self.colleague, STRETCH))
        self.notes = Label("", "body", wrap=True)
        self.noted = Card("Notes", "about the work; seen by who leads people")
        self.noted.add(self.notes)
        body = column(steps, about, self.noted, STRETCH, gap=12, margin=(22, 6, 22, 22))
        body.setMaximumWidth(900)
        stack(self, row(self.head, margin=(22, 12, 16, 6)), Scroll(body))

    @property
    def shown(self) -> ApplicantRow | None:
        """Who is shown."""
        return self._row

    def show_applicant(self, applicant_id: int) -> None:
        """Show another applicant, or the same one anew."""
        found = self._row = self._desk.ask(applicant, applicant_id)
        if found is None:
            return
        since = f"since {full_date(found.stage_at.date())}"
        tag = Tag(rules.STAGES[found.stage], rules.TONES.get(found.stage, "grey"))
        self.head.set_head(found.name, [found.job, since], [tag])
        words = (
            "First day" if found.stage == "accepted" else rules.STEPS.get(found.stage, ("", ""))[1]
        )
        self.step.set_text(words or "Next")
        self.step.setVisible(bool(words))
        over = found.stage in rules.ENDS
        self.change.setVisible(not over)
        self.dates.setVisible(not over)
        self.waits.set_text(found.waits)
        self.waits.setVisible(bool(found.waits))
        self.table.show_rows(
            [CheckRow(one.name, one.title, one.words, found.days[one.name]) for one in checks.ALL]
        )
        self.facts.show_facts(self._facts(found))
        expects = found.expectations
        self.expects.set_text(f"The contract expects: {expects}" if expects else "")
        self.expects.setVisible(bool(expects))
        self.colleague.setVisible(found.person_id is not None)
        self.notes.set_text(found.notes)
        self.noted.setVisible(bool(found.notes))

    def _facts(self, found: ApplicantRow) -> list[Fact]:
        wage = shown(found.wage, self._money) if found.wage is not None else "Not agreed"
        week = hours_h(found.minutes_week) if found.minutes_week else "Not agreed"
        first = full_date(found.starts_on) if found.starts_on else "Not agreed"
        return [
            Fact("email", "E-mail", found.email or "None"),
            Fact("phone", "Phone", found.phone or "None"),
            Fact("heard", "Heard of us from", found.heard_from or "Not said"),
            Fact("kind", "Would be", KINDS[found.kind]),
            Fact("week", "Hours a week", week),
            Fact("wage", "An hour", wage),
            Fact("first", "First day", first),
        ]

    # --- deeds ---------------------------------------------------------------------------------

    def _step(self) -> None:
        """Take them a stage on; what is missing is asked for first."""
        found = self._row
        if found is None:
            return
        if found.stage == "accepted":
            self.first_day()
            return
        stage, _ = rules.STEPS[found.stage]
        if stage == "offer" and checks.missing(found.days):
            self._desk.say(found.waits)
            self.date_checks()
            return
        self._desk.attempt(actions.move, found.id, stage, found.version)

    def edit(self) -> None:
        """Show the form of this applicant."""
        lay_applicant(self._desk, self._laid, self._row, {})

    def date_checks(self) -> None:
        """Show the form with the days of the checks and what was agreed."""
        found = self._row
        if found is None or found.stage in rules.ENDS or self._laid.busy():
            self._laid.resume()
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(actions.set_checks, found.id, found.version, values)
            self._laid.back()

        form = Form(
            [
                *(Field(one.name, one.title, DateEntry()) for one in checks.ALL),
                Field("starts_on", "First day agreed", DateEntry(), help="After the signature."),
                Field("expectations", "What the contract expects", NoteEntry(lines=3), span=3),
            ],
            columns=3,
            on_save=save,
            save="Save checks",
            on_cancel=self._laid.back,
        )
        values: dict[str, Any] = {**found.days, "starts_on": found.starts_on}
        form.set_values(values | {"expectations": found.expectations})
        words = "Write the day on which each was made. An offer waits for the first three."
        self._laid.lay(f"Checks of {found.name}", words, form)

    def first_day(self) -> None:
        """Show the form that makes a colleague of them."""
        found = self._row
        if found is None or self._laid.busy():
            self._laid.resume()
            return
        if found.waits:
            self._desk.say(found.waits)
            self.date_checks()
            return

        def save(values: dict[str, Any]) -> None:
            access = tuple(str(role) for role in ACCESS_WORDS if values[role])
            begin = bool(values["begin"])
            self._desk.do(actions.start, found.id, values["starts_on"], access, begin=begin)
            self._laid.back()

        form = Form(
            [
                Field("starts_on", "First day", DateEntry(), required=True),
                Field("begin", "Welcome list", CheckEntry("Start the welcome list"), span=2),
                Heading("May do the work of"),
                *(
                    Field(str(role), "Access", CheckEntry(words))
                    for role, words in ACCESS_WORDS.items()
                ),
            ],
            columns=3,
            on_save=save,
            save="Welcome them",
            on_cancel=self._laid.back,
        )
        values: dict[str, Any] = {str(role): role == "technician" for role in ACCESS_WORDS}
        form.set_values({"starts_on": found.starts_on or today(), "begin": True, **values})
        words = "They become one of us: checks, hours, wage and contract go along."
        self._laid.lay(f"First day of {found.name}", words, form)

    def _more(self) -> list[Any]:
        found = self._row
        if found is None:
            return []

        def to(stage: str) -> None:
            self._desk.attempt(actions.move, found.id, stage, found.version)

        entries: list[Any] = [("Print checks list", self.print_shown)]
        before = rules.before(found.stage) if found.stage in rules.OPEN else None
        if before:
            entries += [None, (f"Back to {rules.STAGES[before].lower()}", partial(to, before))]
        if found.stage in rules.OPEN:
            entries += [
                ("We say no", partial(to, "declined")),
                ("They said no", partial(to, "withdrew")),
            ]
        elif found.stage != "started":
            again = partial(to, "talking")
            entries += [
                None,
                ("Talk again", again),
                ("Forget them", self.forget),
            ]
        return entries

    def forget(self) -> None:
        """Take out somebody who did not come, for good, once that was said twice."""
        found = self._row
        if found is None:
            return
        words = f"All that was written about {found.name} is gone for good."
        if dialogs.confirm_deletion(self, f"Forget {found.name}", words, "Forget"):
            self._desk.attempt(actions.forget, found.id)

    def _colleague(self) -> None:
        if self._row is not None and self._row.person_id is not None:
            self._desk.go(Place("orgchart", self._row.person_id, "people"))

    def print_shown(self) -> None:
        """Ctrl+P prints the checks list."""
        if self._row is not None:
            self._desk.print_document(APPLICANT_CHECKS, self._row.id, f"Checks of {self._row.name}")


def _sign(one: CheckRow) -> IconCell:
    if one.on is None:
        return IconCell("circle-dashed", "Not yet", "amber")
    return IconCell("circle-check", "Done", "green")


def _made(one: CheckRow) -> str:
    return full_date(one.on) if one.on else "Not yet"
