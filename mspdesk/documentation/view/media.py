"""Media weighed for a client's backups, 0 to 5 a criterion; a zero rules one out (S090)."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, ChoiceEntry, MoneyEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import lead_focus, stack
from ...widgets.list_form import ListForm
from ...widgets.table import Column, Table, TagCell
from ..actions import backups as actions
from ..queries import backups as queries
from ..queries.backups import FactorRow
from ..rules import backups as rules

_SHORT = {
    "capacity": "Capacity",
    "speed": "Speed",
    "media_life": "Media life",
    "durability": "Durable",
    "format_life": "Format",
    "restore_knowledge": "Restore",
}


class MediaPart(QWidget):
    """The media of a client's backups with their scores, the best first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._money = desk.ask(shop).money
        scores: list[Column[FactorRow]] = [
            Column(name, words, "num", partial(_score, name), width=72, hide_under=1100)
            for name, words in _SHORT.items()
        ]
        self.table = Table[FactorRow](
            (
                Column("name", "Medium", "title", lambda r: r.name, stretch=3),
                *scores,
                Column(
                    "total", "Of 30", "num", lambda r: str(r.scores.total), width=62, role="body"
                ),
                Column("state", "", "tag", _state, width=96, fit=140),
                Column("cost", "A year", "money", self._cost, width=96, hide_under=1400),
            ),
            name="Media weighed",
            empty="No medium was weighed yet.",
        )
        remove = Button("Remove", kind="quiet", icon="trash-2", on_click=self._remove)
        self.list = ListForm(self.table, "Weigh a medium", self._make, remove)
        stack(self, self.list)
        lead_focus(self, self.list)
        desk.keep_fresh(self, {"form_factor"}, self._reload)

    def show_id(self, client_id: int) -> None:
        """Show the media weighed for another client; a form for another waits."""
        self._client_id = client_id
        self.list.turn_to(client_id)
        self._reload()

    def arrive(self, place: Place) -> None:
        """Begin to weigh a medium."""
        if place.about.get("new"):
            self.list.edit(None)

    def _reload(self) -> None:
        if self._client_id:
            self.table.show_rows(self._desk.ask(queries.form_factors, self._client_id))

    def _cost(self, row: FactorRow) -> str:
        return shown(row.cost, self._money) if row.cost is not None else ""

    def _make(self, row: FactorRow | None) -> QWidget:
        given = [(None, "Not weighed"), *((n, str(n)) for n in range(rules.BEST, -1, -1))]
        scores = [Field(name, words, ChoiceEntry(given)) for name, words in rules.CRITERIA.items()]
        form = Form(
            [
                Field("name", "Medium", TextEntry("USB drive, 2 TB"), required=True),
                Field("cost", "Costs a year", MoneyEntry(self._money)),
                Field("chosen", "Chosen", CheckEntry("This one is used")),
                *scores,
                Field("notes", "Notes", NoteEntry(lines=2), span=3),
            ],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save medium",
            on_cancel=self.list.back,
        )
        if row is not None:
            form.set_values(asdict(row))
        return form

    def _save(self, row: FactorRow | None, values: dict[str, Any]) -> None:
        if row is None:
            made = self._desk.do(actions.add_form_factor, self._client_id, values)
        else:
            made = row.id
            self._desk.do(actions.edit_form_factor, made, row.version, values)
        self.list.back()
        self._reload()
        self.table.select(made)

    def _remove(self) -> None:
        row = self.table.selected()
        if row is None:
            self._desk.say("Choose a medium first.")
            return
        self._desk.attempt(actions.remove_form_factor, row.id)
        self._reload()


def _score(name: str, row: FactorRow) -> str:
    score = getattr(row, name)
    return "" if score is None else str(score)


def _state(row: FactorRow) -> TagCell | None:
    if row.scores.rejected:
        return TagCell("Ruled out", "red")
    if row.chosen:
        return TagCell("Chosen", "green")
    return None if row.scores.complete else TagCell("Not all weighed", "hi")
