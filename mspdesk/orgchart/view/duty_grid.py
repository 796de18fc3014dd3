"""The duties of a role, typed like a table; what cannot be kept stays as typed and says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...rows import dataclass
from ...widgets.buttons import Button, MenuButton
from ...widgets.editgrid import EditGrid, GridField, GridSource, Refusal
from ...widgets.layout import STRETCH, lead_focus, row, stack
from ...widgets.safe import Label
from ..actions import duties as actions
from ..queries.duties import DutyRow, duties
from ..queries.roles import role_boxes
from ..rules.balance import hours_words
from ..rules.duties import DIFFICULTY, IMPORTANCE, RowFault, read_hours, read_place, typed_hours

_NAMES = ("name", "minutes_week", "difficulty", "importance", "hand_off")
_USUAL: Mapping[str, Any] = {"minutes_week": 0, "difficulty": 2, "importance": 2, "hand_off": None}


@dataclass(frozen=True, slots=True)
class _Cells:
    """A duty as the grid shows it."""

    id: int
    version: int
    values: Mapping[str, Any]
    words: Mapping[str, str]


class DutyGrid(QWidget):
    """What a role must do, how long it takes a week, how hard it is, how much it matters (S009)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._role_id = 0
        self.grid = EditGrid("Duties", on_say=desk.say)
        self.sum = Label("", "meta", "ink3")
        self.give = MenuButton("Hand to", "users", "Hand the duty to another role", self._others)
        self.usual = Button("Bring the usual duties", "quiet", on_click=self._bring)
        bar = row(self.sum, STRETCH, self.usual, self.give)
        stack(self, bar, 4, self.grid).setStretch(2, 1)
        lead_focus(self, self.grid)

    def show_role(self, role_id: int, *, usual: bool) -> None:
        """Show the duties of a role; what was typed for another waits there.

        `usual` says that words ship for it.
        """
        if role_id != self._role_id:
            self._role_id = role_id
            source = GridSource(self._ids, self._rows, self._put, self._remove, self._copy)
            self.grid.show_source(_fields(), source, role_id)
        else:
            self.grid.reload()
        rows = self._all()
        minutes = sum(one.minutes_week for one in rows)
        count = "1 duty" if len(rows) == 1 else f"{len(rows)} duties"
        self.sum.set_text(f"{count}, {hours_words(minutes)} a week" if rows else "No duty yet")
        self.usual.setVisible(usual)
        self.give.setEnabled(bool(rows))

    def _all(self) -> list[DutyRow]:
        return self._desk.ask(duties, self._role_id)

    def _ids(self) -> list[int]:
        return [one.id for one in self._all()]

    def _rows(self, ids: Sequence[int]) -> list[_Cells]:
        known = {one.id: one for one in self._all()}
        return [_cells(known[id_]) for id_ in ids if id_ in known]

    def _put(
        self,
        edits: Sequence[tuple[_Cells, Mapping[str, Any]]],
        adds: Sequence[Mapping[str, Any]],
    ) -> list[Refusal]:
        """Keep all that can be kept in one step; answers why the rest was not."""
        every: list[Any] = [*edits, *adds]
        left, refused = list(range(len(every))), []
        while left:
            changed = [every[at] for at in left if at < len(edits)]
            new = [{**_USUAL, **_said(every[at])} for at in left if at >= len(edits)]
            rows = [(one.id, one.version, dict(facts)) for one, facts in changed]
            try:
                self._desk.do(actions.change_duties, self._role_id, rows, new)
                break
            except RowFault as fault:
                at = left.pop(fault.at)
                refused.append(Refusal(at, fault.text, fault.field or ""))
        return refused

    def _remove(self, rows: Sequence[_Cells]) -> None:
        self._desk.do(actions.remove_duties, [one.id for one in rows])

    def _copy(self, one: _Cells) -> int:
        facts = {**one.values, "name": f"{one.values['name']} (copy)"}
        return self._desk.do(actions.add_duty, self._role_id, facts)

    def _others(self) -> list[Any]:
        """Every other role, to hand the duty in front to."""
        chosen = self.grid.selected()
        if chosen is None:
            return []
        boxes = [one for one in self._desk.ask(role_boxes) if one.id != self._role_id]
        give = self._desk.attempt
        return [
            (f"{one.title}, {one.wearer}", partial(give, actions.give_duty, chosen.id, one.id))
            for one in boxes
        ]

    def _bring(self) -> None:
        self._desk.attempt(actions.bring_usual, self._role_id)


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a new row says; what was left empty stays as usual."""
    return {name: value for name, value in values.items() if value not in (None, "")}


def _fields() -> list[GridField]:
    return [
        GridField("name", "Duty", width=260),
        GridField(
            "minutes_week",
            "Hours a week",
            width=100,
            read=read_hours,
            help="6 or 2.5 are hours; 0:45 and 45 min are minutes.",
        ),
        GridField("difficulty", "Difficulty", "choice", 100, list(DIFFICULTY.items())),
        GridField("importance", "Importance", "choice", 100, list(IMPORTANCE.items())),
        GridField(
            "hand_off",
            "Hand off as",
            "number",
            96,
            read=read_place,
            help="Your own order, 1 first. Empty: easiest and longest first.",
        ),
    ]


def _cells(one: DutyRow) -> _Cells:
    values = {name: getattr(one, name) for name in _NAMES}
    words = {
        "name": one.name,
        "minutes_week": typed_hours(one.minutes_week),
        "difficulty": one.difficulty_words,
        "importance": one.importance_words,
        "hand_off": "" if one.hand_off is None else str(one.hand_off),
    }
    return _Cells(one.id, one.version, values, words)
