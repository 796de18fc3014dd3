"""Preference pages of tiers and hats."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.entry import ChoiceEntry, NoteEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Scroll, column, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from .. import actions, queries, rules
from ..queries import RoleRow


class TiersPage(QWidget):
    """What the three tiers mean here; people have one and tickets ask for one (S040)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.form = Form(
            [Field(f"tier{n}", f"Tier {n}", NoteEntry(lines=3)) for n in rules.TIERS],
            on_save=self._save,
            save="Save tiers",
        )
        words = "How hard a ticket one can take. A tier never changes a price."
        body = column(
            Label("Tiers", role="title"),
            Label(words, color="ink2"),
            6,
            self.form,
            STRETCH,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(760)
        stack(self, Scroll(body))
        desk.keep_fresh(self, {"tier"}, self._load)

    def _load(self) -> None:
        if not self.form.dirty():
            meanings = self._desk.ask(queries.tiers)
            self.form.set_values({f"tier{n}": words for n, words in meanings.items()})

    def _save(self, values: dict[str, Any]) -> None:
        held = self._desk.ask(queries.tiers)
        for number in rules.TIERS:
            meaning = str(values[f"tier{number}"] or "")
            if meaning != held[number]:
                self._desk.do(actions.describe_tier, number, meaning)


class HatsPage(QWidget):
    """The roles of the shop and who wears them; nobody means the owner, for now (S001)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._names: dict[int, str] = {}
        self._owner: int | None = None
        self.table = Table[RoleRow](
            (
                Column("title", "Hat", "title", lambda r: r.title, width=170),
                Column("who", "Worn by", "text", self._wearer, width=170),
                Column(
                    "state",
                    "",
                    "tag",
                    lambda r: None if r.person_id else TagCell("For now", "hi"),
                    width=90,
                ),
                Column("purpose", "Why it exists", "muted", lambda r: r.purpose, stretch=1),
            ),
            name="Hats",
            on_select=self._choose,
            fit=True,
        )
        self.who = ChoiceEntry([])
        self.form = Form([Field("person", "Worn by", self.who)], on_save=self._save, save="Assign")
        self._which = Label("", role="card")
        words = "Every hat is worn by somebody. What nobody wears is the owner's, for now."
        body = column(
            Label("Hats", role="title"),
            Label(words, color="ink2"),
            6,
            self.table,
            8,
            self._which,
            self.form,
            STRETCH,
            margin=(22, 18, 22, 22),
        )
        body.setMaximumWidth(980)
        stack(self, Scroll(body))
        desk.keep_fresh(self, {"role", "person"}, self._load)

    def _load(self) -> None:
        people = self._desk.ask(queries.people)
        self._names = {row.id: row.name for row in people}
        self._owner = self._desk.ask(queries.owner_id)
        options = [(None, "Nobody, so the owner for now"), *self._names.items()]
        self.who.set_options(options)
        self.table.show_rows(self._desk.ask(queries.roles))
        if self.table.selected() is None:
            self.table.select_first()

    def _wearer(self, role: RoleRow) -> str:
        wearer = role.person_id if role.person_id is not None else self._owner
        return self._names.get(wearer or 0, "Nobody yet")

    def _choose(self, role: RoleRow | None) -> None:
        if role is not None:
            self._which.set_text(role.title)
            self.form.set_values({"person": role.person_id})

    def _save(self, values: dict[str, Any]) -> None:
        role = self.table.selected()
        if role is not None:
            self._desk.do(actions.wear, role.id, values["person"])
