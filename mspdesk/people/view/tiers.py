"""The preference page of tiers."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.entry import NoteEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, Scroll, column, stack
from ...widgets.safe import Label
from .. import actions, queries, rules


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
        for number in rules.TIERS:
            if (name := f"tier{number}") in self.form.unsaved():
                self._desk.do(actions.describe_tier, number, str(values[name] or ""))
