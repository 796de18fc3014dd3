"""The stages of the pipeline to change, and how small a client we take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...clients.rules import WORDS, Status
from ...desk.desk import Desk
from ...widgets.boxes import STRETCH
from ...widgets.buttons import Button, LinkButton
from ...widgets.entry import ChoiceEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ...widgets.layout import Card, PageHead, Scroll, column, row, stack
from ...widgets.reorder import Reorder
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..actions import stages as actions
from ..actions.size import set_smallest
from ..queries.pipeline import StageRow, stages
from ..queries.size import smallest
from ..rules.pipeline import FIXED, KIND_WORDS, STATUSES, Kind
from ..rules.size import LARGEST

_WHY = (
    "Call them what you call them, in the order you go through them. Alt with Up and"
    " Down moves one. What stands in a stage comes along, and one you retire hands its"
    " opportunities on."
)


_SIZE_WHY = (
    "The question about size then asks for this number, and answers itself as soon as the people"
    " or the computers of a company are written down. An answer by hand counts before it."
)


class StagesPage(QWidget):
    """All stages in a list, the forms of one laid over it; below, the smallest client."""

    def __init__(self, desk: Desk, on_back: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self.table = Table[StageRow](
            (
                Column("name", "Stage", "title", lambda r: r.name, stretch=2),
                Column("kind", "Means", "tag", _kind, width=130),
                Column("likely", "Likely", "num", lambda r: f"{r.likelihood}%", width=80),
                Column("makes", "The company is then", "muted", _makes, stretch=1),
                Column("used", "", "muted", lambda r: "" if r.active else "Retired", width=90),
            ),
            name="Stages of the pipeline",
            key=lambda r: r.key,
            on_activate=self.edit,
            on_select=lambda _row: self._offer(),
            fit=True,
        )
        Reorder(self.table, self._order)
        back = LinkButton("Prospects", on_back, name="Back from the stages", pad=0)
        self.add_button = Button("Add stage", "primary", "plus", self.add)
        self.change = Button("Change stage", on_click=lambda: self.edit(self.table.selected()))
        self.retire_button = Button("Retire stage", on_click=self.retire)
        head = PageHead(
            "Stages of the pipeline", actions=(self.retire_button, self.change, self.add_button)
        )
        card = Card(flush=True)
        card.add(self.table)
        page = column(
            Label(_WHY, "body", "ink2", wrap=True),
            card,
            self._size_card(),
            STRETCH,
            gap=12,
            margin=(22, 6, 22, 20),
        )
        page.setMaximumWidth(940)
        whole = QWidget()
        stack(
            whole,
            column(row(back, STRETCH), head, gap=6, margin=(22, 12, 22, 6)),
            Scroll(page),
        )
        self.laid = Laid(whole, self.table)
        stack(self, self.laid)

    def _size_card(self) -> Card:
        self._size_seen = 0
        self.smallest = Form(
            [
                Field(
                    "smallest",
                    "People at least",
                    NumberEntry(0, LARGEST, "people"),
                    help="Empty means every size.",
                )
            ],
            columns=3,
            on_save=self._save_size,
            save="Save smallest client",
            main=False,
        )
        card = Card("Smallest client we take")
        card.add(Label(_SIZE_WHY, "body", "ink2", wrap=True), self.smallest)
        return card

    def _save_size(self, values: dict[str, Any]) -> None:
        self._desk.do(set_smallest, values["smallest"], self._size_seen)
        self._size_seen = self._desk.ask(smallest).version

    def reload(self) -> None:
        """Show the stages as they stand; a number being typed stays."""
        if not self.smallest.dirty():
            held = self._desk.ask(smallest)
            self._size_seen = held.version
            self.smallest.set_values({"smallest": held.people or None})
        self.table.show_rows(self._desk.ask(_all_of_them))
        if self.table.selected() is None:
            self.table.select_first()
        self._offer()

    def _offer(self) -> None:
        picked = self.table.selected()
        fixed = picked is None or picked.key in FIXED
        self.retire_button.setEnabled(not fixed)
        used = picked is None or picked.active
        self.retire_button.set_text("Retire stage" if used else "Use again")

    def _order(self, keys: list[Any]) -> None:
        """Write the new order, one stage in front of another."""
        held = [one.key for one in self.table.rows()]
        moved = next((key for key in keys if _without(held, key) == _without(keys, key)), None)
        if moved is None:
            return
        at = keys.index(moved)
        before = str(keys[at + 1]) if at + 1 < len(keys) else ""
        self._desk.attempt(actions.order_stage, str(moved), before)
        self.reload()

    def add(self) -> None:
        """Lay the form of a new stage over the list."""
        picked = self.table.selected()
        after = picked.key if picked is not None and picked.kind == Kind.OPEN else ""

        def save(values: dict[str, Any]) -> None:
            key = self._desk.do(actions.add_stage, values["name"], values["likelihood"] or 0, after)
            self._back(key)

        form = Form(
            [
                Field("name", "Name", TextEntry(), required=True),
                Field("likelihood", "Likely, %", NumberEntry(0, 100)),
            ],
            columns=2,
            on_save=save,
            save="Add stage",
            on_cancel=self.laid.back,
        )
        form.set_values({"name": "", "likelihood": None})
        where = f"It comes behind {picked.name}." if after and picked else ""
        self.laid.lay("Add a stage", where, form)

    def _back(self, key: str) -> None:
        self.laid.back()
        self.reload()
        self.table.select(key)

    def edit(self, picked: StageRow | None) -> None:
        """Lay the form of a stage over the list."""
        if picked is None:
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(actions.edit_stage, picked.key, picked.version, values)
            self._back(picked.key)

        fields = [
            Field("name", "Name", TextEntry(), required=True),
            Field("likelihood", "Likely, %", NumberEntry(0, 100)),
        ]
        if picked.kind == Kind.OPEN:
            makes = [(one, _status(one)) for one in STATUSES]
            fields.append(Field("client_status", "The company is then", ChoiceEntry(makes)))
        form = Form(fields, columns=3, on_save=save, save="Save stage", on_cancel=self.laid.back)
        values = {"name": picked.name, "likelihood": picked.likelihood}
        form.set_values(values | {"client_status": picked.client_status})
        self.laid.lay(picked.name, "", form)

    def retire(self) -> None:
        """Take a stage out of use, asking where its opportunities go; or use one again."""
        picked = self.table.selected()
        if picked is None or picked.key in FIXED:
            return
        if not picked.active:
            self._desk.attempt(actions.restore_stage, picked.key)
            self.reload()
            return
        if not self._desk.ask(actions.count_in, picked.key):
            self._desk.attempt(actions.retire_stage, picked.key)
            self.reload()
            return

        def save(values: dict[str, Any]) -> None:
            self._desk.do(actions.retire_stage, picked.key, values["into"])
            self._back(values["into"])

        others = [
            (one.key, one.name)
            for one in self.table.rows()
            if one.active and one.kind == Kind.OPEN and one.key != picked.key
        ]
        form = Form(
            [Field("into", "Move what stands there to", ChoiceEntry(others, "Choose"))],
            columns=2,
            on_save=save,
            save="Retire stage",
            on_cancel=self.laid.back,
        )
        self.laid.lay(f"Retire {picked.name}", "Nothing is lost.", form)


def _all_of_them(session: Any) -> list[StageRow]:
    return stages(session, retired=True)


def _without(keys: list[Any], key: Any) -> list[Any]:
    return [one for one in keys if one != key]


def _kind(row: StageRow) -> TagCell:
    tones = {Kind.OPEN: "accent", Kind.WON: "green", Kind.LATER: "amber"}
    return TagCell(KIND_WORDS[Kind(row.kind)], tones.get(Kind(row.kind), "grey"))


def _status(status: str) -> str:
    return WORDS[Status(status)] if status else "Stays as it is"


def _makes(row: StageRow) -> str:
    return WORDS[Status(row.client_status)] if row.client_status else ""
