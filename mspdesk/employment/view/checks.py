"""The checks of employment, the contract, and the things of the shop's somebody has."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...rows import dataclass
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field
from ...widgets.laid import Laid
from ...widgets.layout import STRETCH, Card, Scroll, column, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, IconCell, Table
from ..actions import staff as actions
from ..printables.checks import CHECKS
from ..printables.handouts import SIGN_OUT
from ..queries import staff as queries
from ..queries.staff import EmploymentRow, StaffPage, ThingRow
from ..rules import checks as rules
from .laying import lay_form


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of somebody: what it is and the day it was made."""

    id: str
    title: str
    words: str
    on: date | None


class ChecksPart(QWidget):
    """Checks 1 to 3, the contract, the guard of a contractor, things out (S026, S027)."""

    def __init__(self, desk: Desk, laid: Laid) -> None:
        super().__init__()
        self._desk, self._laid = desk, laid
        self._page: StaffPage | None = None
        self.table = Table[CheckRow](
            (
                Column("there", "", "icon", _sign, width=34),
                Column("check", "Check", "two_line", lambda r: (r.title, r.words), stretch=1),
                Column(
                    "on",
                    "Made on",
                    "date",
                    lambda r: full_date(r.on) if r.on else "Not yet",
                    width=120,
                ),
            ),
            name="Checks",
            row="two_line",
            fit=True,
        )
        self.expects = Label("", "body", "ink2", wrap=True)
        self.keep = Label(rules.KEEP, "meta", "ink3", wrap=True)
        self.change = Button("Date checks", on_click=self.date_checks)
        self.paper = Button("Print checks list", icon="printer", on_click=self.print_shown)
        checks = Card("Checks", "before the first day; each is the day it was made")
        checks.add(self.table, self.expects, self.keep, row(self.change, self.paper, STRETCH))
        self.contractor = Card("Contractor agreement")
        self.contractor_words = Label("", "body", wrap=True)
        self.contractor.add(
            self.contractor_words,
            row(Button("Open agreements", on_click=self._agreements), STRETCH),
        )
        self.things = Table[ThingRow](
            (
                Column("name", "Thing", "title", lambda r: r.name, stretch=2),
                Column("serial", "Serial or number", "id", lambda r: r.serial, width=150),
                Column("issued", "Given on", "date", lambda r: full_date(r.issued_on), width=120),
                Column(
                    "back",
                    "Back on",
                    "date",
                    lambda r: full_date(r.returned_on) if r.returned_on else "",
                    width=120,
                ),
            ),
            name="Things issued",
            row="compact",
            fit=True,
            on_select=lambda _row: self._offer(),
            empty="Nothing of ours is with them.",
        )
        self.give = Button("Issue thing", icon="plus", on_click=self.issue)
        self.back = Button("It is back", on_click=self._back)
        things = Card("Things issued", "keys, laptops, phones")
        self.edits = row(self.give, self.back)
        sheet = Button("Print sign-out sheet", icon="printer", on_click=self._print_things)
        things.add(self.things, row(self.edits, sheet, STRETCH))
        body = column(checks, self.contractor, things, STRETCH, gap=12, margin=(0, 14, 0, 22))
        body.setMaximumWidth(900)
        stack(self, Scroll(body))

    def show_page(self, page: StaffPage) -> None:
        """Show another person."""
        self._page = page
        kept = page.employment or EmploymentRow()
        self.table.show_rows(
            [
                CheckRow(check.name, check.title, check.words, kept.days[check.name])
                for check in rules.ALL
            ]
        )
        expects = kept.expectations
        self.expects.set_text(f"The contract expects: {expects}" if expects else "")
        self.expects.setVisible(bool(expects))
        ready = page.contractor_ready
        self.contractor_words.set_text(
            "Signed and in force. Tickets can be assigned."
            if ready
            else "Not signed, or not in force: no ticket can be assigned to them."
        )
        self.contractor_words.set_color("ink" if ready else "amber")
        self.contractor.setVisible(ready is not None)
        self.things.show_rows(self._desk.ask(queries.things, page.person.id))
        for part in (self.change, self.edits):
            part.setVisible(page.lead)
        self._offer()

    def _offer(self) -> None:
        chosen = self.things.selected()
        self.back.setEnabled(chosen is not None and chosen.returned_on is None)

    # --- deeds ---------------------------------------------------------------------------------

    def date_checks(self) -> None:
        """Show the form with the days of the checks."""
        if self._page is None:
            return
        who, kept = self._page.person, self._page.employment or EmploymentRow()
        fields = [Field(check.name, check.title, DateEntry()) for check in rules.ALL]
        fields += [
            Field("salaried", "Pay", CheckEntry("Paid a salary")),
            Field("expectations", "What the contract expects", NoteEntry(lines=3), span=3),
        ]
        values = dict(kept.days) | {"salaried": kept.salaried, "expectations": kept.expectations}
        lay_form(
            self._laid,
            f"Checks of {who.name}",
            fields,
            values,
            lambda typed: self._desk.do(
                actions.set_checks,
                who.id,
                kept.version,
                typed | {"expectations": typed["expectations"] or ""},
            ),
            save="Save checks",
            words="Write the day on which each was made. What is empty is still to do.",
        )

    def issue(self) -> None:
        """Show the form of something that is handed out."""
        if self._page is None:
            return
        who = self._page.person
        lay_form(
            self._laid,
            f"Issue a thing to {who.name}",
            [
                Field("name", "Thing", TextEntry(), required=True),
                Field("serial", "Serial or number", TextEntry()),
                Field("on", "Given on", DateEntry()),
            ],
            {"name": "", "serial": "", "on": today()},
            lambda values: self._desk.do(
                actions.issue_thing,
                who.id,
                str(values["name"]),
                str(values["serial"] or ""),
                values["on"],
            ),
            save="Issue thing",
        )

    def _back(self) -> None:
        chosen = self.things.selected()
        if chosen is not None:
            self._desk.attempt(actions.take_back, chosen.id)

    def _print_things(self) -> None:
        if self._page is not None:
            who = self._page.person
            self._desk.print_document(SIGN_OUT, who.id, f"Sign-out sheet of {who.name}")

    def _agreements(self) -> None:
        self._desk.go(Place("agreements"))

    def print_shown(self) -> None:
        """Ctrl+P prints the checks of the person in front."""
        if self._page is not None:
            who = self._page.person
            self._desk.print_document(CHECKS, who.id, f"Checks of {who.name}")


def _sign(one: CheckRow) -> IconCell:
    if one.on is None:
        return IconCell("circle-dashed", "Not yet", "amber")
    return IconCell("circle-check", "Done", "green")
