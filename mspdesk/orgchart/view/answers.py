"""Why a role exists in the words of those who wear it, beside the company's own (S029)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.area import Place
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, column, lead_focus, row, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from ..actions import cards as actions
from ..queries.cards import OwnAnswer, RoleCardRow, own_answers
from ..queries.company import CODE, company_says
from .shelf import FormShelf


class AnswersPart(QWidget):
    """The company's words at the top, everybody's own below with the day they said them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.role_id = 0
        self._wearer: int | None = None
        self.ours = Label("", "body", wrap=True)
        self.table = Table[OwnAnswer](
            (
                Column("on", "Said on", "date", lambda r: full_date(r.on), width=130),
                Column("person", "Who", "title", lambda r: r.person, width=170),
                Column("words", "Why this role exists, in their words", "text", _words, stretch=1),
            ),
            name="Answers about the role",
            on_select=lambda _row: self._offer(),
            on_activate=self.ask,
            empty="Nobody was asked yet. Ask who wears it why the role exists, and compare.",
        )
        self.company = Label("", "meta", "ink2", wrap=True)
        self.link = LinkButton("", self._company, pad=0)
        self._run: int | None = None
        self.new_button = Button("Write an answer", icon="plus", on_click=lambda: self.ask(None))
        self.remove = Button("Remove answer", "quiet", on_click=self._remove)
        page = column(
            Label("The company says", "strong", "ink2"),
            self.ours,
            4,
            self.company,
            row(self.link, STRETCH),
            8,
            row(self.new_button, self.remove, STRETCH),
            self.table,
            gap=4,
        )
        self.shelf = FormShelf(page)
        stack(self, self.shelf)
        lead_focus(page, self.table)
        lead_focus(self, self.shelf)

    def show_role(self, card: RoleCardRow) -> None:
        """Show the answers about another role."""
        self.role_id, self._wearer = card.box.id, card.box.wearer_id
        self.ours.set_text(card.words.purpose or "Nothing yet. Write why it exists, first of all.")
        self.table.show_rows(self._desk.ask(own_answers, self.role_id))
        said = self._desk.ask(company_says)
        self._run = said.run_id
        self.company.set_text("\n".join(f"{title}: {words}" for title, words in said.lines))
        self.company.setVisible(bool(said.lines))
        self.link.set_text("Mission and values" if said.lines else "Write mission and values")
        self.shelf.turn(self.role_id)
        self._offer()

    def _company(self) -> None:
        """Go to where mission, vision and values are written down."""
        if self._run is not None:
            self._desk.go(Place("checklists", self._run))
        else:
            self._desk.go(Place("checklists", do="master", about={"code": CODE}))

    def _offer(self) -> None:
        chosen = self.table.selected()
        self.remove.setEnabled(chosen is not None and self._may(chosen.person_id))

    def _may(self, person_id: int | None) -> bool:
        """Whether the person at work may write for somebody: for oneself, or as who leads."""
        return self._desk.may("people") or person_id == self._desk.person_id

    def ask(self, chosen: OwnAnswer | None) -> None:
        """Show the form of an answer, or of a new one."""
        if chosen is not None and not self._may(chosen.person_id):
            return
        words = "Ask them, and write down what they say; then compare. There is no wrong answer."
        self.shelf.lay("Why does this role exist?", words, partial(self._form, chosen))

    def _form(self, chosen: OwnAnswer | None) -> Form:
        staff = [(one.id, one.name) for one in self._desk.ask(people) if self._may(one.id)]
        usual = self._wearer if self._may(self._wearer) else self._desk.person_id
        form = Form(
            [
                Field("person", "Who was asked", ChoiceEntry(staff), required=True),
                Field("on", "Said on", DateEntry(), required=True),
                Field("words", "In their words", NoteEntry(lines=4), required=True, span=2),
            ],
            columns=2,
            on_save=partial(self._save, self.role_id),
            save="Save answer",
            on_cancel=self.shelf.back,
        )
        form.set_values(
            {
                "person": chosen.person_id if chosen else usual,
                "on": chosen.on if chosen else today(),
                "words": chosen.words if chosen else "",
            }
        )
        return form

    def _save(self, role_id: int, values: dict[str, Any]) -> None:
        said = values["person"], str(values["words"]), values["on"]
        self._desk.do(actions.say_purpose, role_id, *said)
        self.shelf.drop(role_id)
        self.shelf.turn(self.role_id)

    def _remove(self) -> None:
        chosen = self.table.selected()
        if chosen is not None:
            self._desk.attempt(actions.drop_purpose, chosen.id)


def _words(one: OwnAnswer) -> str:
    return " ".join(one.words.split())
