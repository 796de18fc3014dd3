"""What the owner hands off first: the easiest duties that take longest (S009)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...widgets.buttons import MenuButton
from ...widgets.layout import STRETCH, Toolbar, column, lead_focus, stack
from ...widgets.safe import Label
from ...widgets.table import Column, Table, TagCell
from ..actions.duties import edit_duty, give_duty
from ..queries.duties import DutyRow, hand_off
from ..queries.roles import role_boxes
from ..rules.balance import hours_words
from ..rules.duties import EASY
from ..rules.shipped import admin_could

TABLES = {"role", "duty", "person"}


class HandOffPart(QWidget):
    """The owner's duties in the order of handing them off, each to be given to another role."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.give = MenuButton("Hand to", "users", "Hand the chosen duty to another role", self._to)
        self.order = MenuButton("", "ellipsis", "Order of the chosen duty", self._order)
        self.bar = Toolbar("Hand off", "", STRETCH, self.give, self.order)
        self.table = Table[DutyRow](
            (
                Column("name", "Duty", "title", lambda r: r.name, stretch=2),
                Column("role", "Hat", "text", lambda r: r.role, stretch=1),
                Column("hours", "Hours a week", "num", _hours, width=100),
                Column("difficulty", "Difficulty", "num", _difficulty, width=84, align="left"),
                Column("importance", "Importance", "num", _importance, width=92, align="left"),
                Column("own", "Own order", "num", _own, width=90),
                Column("who", "", "tag", _who, width=120),
            ),
            name="Duties to hand off",
            on_activate=self._open,
            on_select=lambda _row: self._offer(),
            empty="The owner has no duties yet. Write them on each role, with their hours.",
        )
        words = "Easy and long first: an hour of the owner is the dearest in the office."
        stack(
            self,
            self.bar,
            column(Label(words, "meta", "ink3"), margin=(16, 0, 16, 6)),
            column(self.table, margin=(6, 0, 6, 8)),
        ).setStretch(2, 1)
        lead_focus(self, self.table)
        desk.keep_fresh(self, TABLES, self._reload)

    def _reload(self) -> None:
        rows = self._desk.ask(hand_off)
        self.table.show_rows(rows)
        if self.table.selected() is None:
            self.table.select_first()
        minutes = sum(row.minutes_week for row in rows)
        easy = sum(row.minutes_week for row in rows if row.difficulty == EASY)
        note = f"{hours_words(minutes)} a week, {hours_words(easy)} of it easy" if minutes else ""
        self.bar.set_title("Hand off", note)
        self._offer()

    def _offer(self) -> None:
        for button in (self.give, self.order):
            button.setEnabled(self.table.selected() is not None)
            button.setVisible(self._desk.may("people"))

    def _to(self) -> list[Any]:
        chosen = self.table.selected()
        if chosen is None:
            return []
        give = self._desk.attempt
        boxes = [one for one in self._desk.ask(role_boxes) if one.id != chosen.role_id]
        boxes.sort(key=lambda one: one.for_now)
        return [
            (f"{one.title}, {one.wearer}", partial(give, give_duty, chosen.id, one.id))
            for one in boxes
        ]

    def _order(self) -> list[Any]:
        chosen = self.table.selected()
        if chosen is None:
            return []
        at = self.table.rows().index(chosen)
        return [
            ("Hand off first", partial(self._say, chosen, 1)),
            (f"Keep as number {at + 1}", partial(self._say, chosen, at + 1)),
            ("Easiest and longest first", partial(self._say, chosen, None)),
        ]

    def _say(self, chosen: DutyRow, place: int | None) -> None:
        self._desk.attempt(edit_duty, chosen.id, chosen.version, {"hand_off": place})

    def _open(self, row: DutyRow) -> None:
        about = {"part": "duties"}
        self._desk.go(Place("orgchart", id=row.role_id, do="hats", about=about))


def _hours(row: DutyRow) -> str:
    return hours_words(row.minutes_week) if row.minutes_week else ""


def _difficulty(row: DutyRow) -> str:
    return row.difficulty_words


def _importance(row: DutyRow) -> str:
    return row.importance_words


def _own(row: DutyRow) -> str:
    return "" if row.hand_off is None else str(row.hand_off)


def _who(row: DutyRow) -> TagCell | None:
    return TagCell("Admin could", "blue") if admin_could(row.name) else None
