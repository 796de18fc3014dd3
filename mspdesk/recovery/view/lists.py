"""The smaller lists of a plan: workarounds, what to buy, exercises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date, today
from ...desk.desk import Desk
from ...money import shown
from ...shop.queries import shop
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, DateEntry, MoneyEntry, NoteEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import STRETCH, column, lead_focus, row
from ...widgets.safe import Label
from ...widgets.table import Column, Table
from .. import rules
from ..actions import lists as actions
from ..queries.plan import ExerciseRow, PlanPage, ShoppingRow, WorkaroundRow
from .doing import ListPart, facts_of


class WorkaroundsPart(ListPart):
    """How each department works on paper; what systems say of themselves stands below."""

    def __init__(self, desk: Desk) -> None:
        table = Table[WorkaroundRow](
            (
                Column("who", "Who", "two_line", _who, stretch=2),
                Column("how", "How they go on", "text", lambda r: r.on_paper, stretch=4),
                Column("place", "The paper lies", "text", lambda r: r.place, stretch=2),
            ),
            name="Workarounds",
            key=_row_key,
            row="two_line",
            empty="Nobody knows yet how to work on paper.",
        )
        super().__init__(desk, table)
        remove = Button("Remove", kind="quiet", icon="trash-2", on_click=self._remove)
        self.seat("New workaround", remove)
        lead_focus(self, self.listing)

    def rows(self, page: PlanPage) -> list[WorkaroundRow]:
        """Departments, then systems."""
        return list(page.workarounds)

    def make(self, row: WorkaroundRow | None) -> QWidget:
        """The form of a workaround."""
        if row is not None and row.id is None:
            return _elsewhere(f"This is written with the system {row.needs}.", self.listing.back)
        form = Form(
            [
                Field("department", "Department", TextEntry("Front desk"), required=True),
                Field("needs", "What they need", TextEntry("Appointments, bills")),
                Field("place", "The paper lies", TextEntry("Front desk, blue bin")),
                Field("on_paper", "How they go on", NoteEntry(lines=3), span=3, required=True),
            ],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save workaround",
            on_cancel=self.listing.back,
        )
        if row is not None:
            form.set_values(facts_of(row))
        return form

    def _save(self, row: WorkaroundRow | None, values: dict[str, Any]) -> None:
        if row is None or row.id is None:
            self.done(self.desk.do(actions.add_workaround, self.client_id, values))
        else:
            self.desk.do(actions.edit_workaround, row.id, row.version, values)
            self.done(row.id)

    def _remove(self) -> None:
        self.on_selected("a workaround of a department", actions.remove_workaround)


class ShoppingPart(ListPart):
    """What to buy after a disaster: what replaces systems, then what else; with the sum."""

    def __init__(self, desk: Desk) -> None:
        self._money = desk.ask(shop).money
        table = Table[ShoppingRow](
            (
                Column("what", "What", "two_line", lambda r: (r.what, r.where), stretch=4),
                Column("quantity", "Pieces", "num", lambda r: f"{r.quantity:,}", width=76),
                Column("each", "Each", "money", lambda r: self._words(r.unit_cost), width=110),
                Column("cost", "Estimate", "money", lambda r: self._words(r.cost), width=120),
            ),
            name="Shopping list",
            key=_row_key,
            row="two_line",
            empty="Nothing is to be bought yet.",
        )
        super().__init__(desk, table)
        remove = Button("Remove", kind="quiet", icon="trash-2", on_click=self._remove)
        self.total = Label("", "strong")
        self.seat("New purchase", remove, self.total)
        lead_focus(self, self.listing)

    def _words(self, amount: int | None) -> str:
        return "" if amount is None else shown(amount, self._money)

    def rows(self, page: PlanPage) -> list[ShoppingRow]:
        """Everything to buy; the sum stands over the list."""
        unknown = sum(row.cost is None for row in page.shopping)
        words = f"{shown(page.shopping_total, self._money)} in all"
        if unknown:
            words += f", {unknown} not estimated"
        self.total.set_text(words if page.shopping else "")
        return list(page.shopping)

    def make(self, row: ShoppingRow | None) -> QWidget:
        """The form of something to buy."""
        if row is not None and row.id is None:
            return _elsewhere(f"This is written {row.where}, among the systems.", self.listing.back)
        form = Form(
            [
                Field("what", "What", TextEntry(), required=True, span=2),
                Field("where", "From whom", TextEntry()),
                Field("quantity", "Pieces", NumberEntry(1, 10_000, "")),
                Field("unit_cost", "One costs about", MoneyEntry(self._money)),
            ],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save purchase",
            on_cancel=self.listing.back,
        )
        form.set_values(facts_of(row) if row is not None else {"quantity": 1})
        return form

    def _save(self, row: ShoppingRow | None, values: dict[str, Any]) -> None:
        if row is None or row.id is None:
            self.done(self.desk.do(actions.add_purchase, self.client_id, values))
        else:
            self.desk.do(actions.edit_purchase, row.id, row.version, values)
            self.done(row.id)

    def _remove(self) -> None:
        self.on_selected("something you added", actions.remove_purchase)


class ExercisesPart(ListPart):
    """When the plan was gone through, newest first."""

    def __init__(self, desk: Desk) -> None:
        table = Table[ExerciseRow](
            (
                Column("on", "Day", "date", lambda r: full_date(r.on), width=110),
                Column("kind", "How", "text", lambda r: r.kind_words, width=130),
                Column("what", "What, and how it went", "two_line", _what, stretch=4),
                Column("who", "Who", "text", lambda r: r.who, stretch=2),
                Column("next", "Next", "date", _next, width=110),
            ),
            name="Exercises",
            row="two_line",
            empty="The plan was never gone through.",
        )
        super().__init__(desk, table)
        remove = Button("Remove", kind="quiet", icon="trash-2", on_click=self._remove)
        self.seat("Record an exercise", remove)
        lead_focus(self, self.listing)

    def rows(self, page: PlanPage) -> list[ExerciseRow]:
        """The newest first."""
        return list(page.exercises)

    def make(self, row: ExerciseRow | None) -> QWidget:
        """The form of an exercise."""
        day_first = self.desk.ask(shop).day_first
        form = Form(
            [
                Field("on", "Day", DateEntry(day_first=day_first), required=True),
                Field("kind", "How", ChoiceEntry(list(rules.EXERCISE_KINDS.items()))),
                Field("next_on", "Next on", DateEntry(day_first=day_first)),
                Field("who", "Who was there", TextEntry(), span=3),
                Field("what", "What was gone through", NoteEntry(lines=3), required=True, span=3),
                Field("result", "How it went, what to change", NoteEntry(lines=3), span=3),
            ],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save exercise",
            on_cancel=self.listing.back,
        )
        form.set_values(facts_of(row) if row is not None else {"on": today(), "kind": "walk"})
        return form

    def _save(self, row: ExerciseRow | None, values: dict[str, Any]) -> None:
        if row is None:
            self.done(self.desk.do(actions.add_exercise, self.client_id, values))
        else:
            self.desk.do(actions.edit_exercise, row.id, row.version, values)
            self.done(row.id)

    def _remove(self) -> None:
        self.on_selected("an exercise", actions.remove_exercise)


def _row_key(one: Any) -> Any:
    return one.id if one.id is not None else f"system {one.system_id}"


def _who(one: WorkaroundRow) -> tuple[str, str]:
    return (one.department, one.needs) if one.department else (f"Without {one.needs}", "")


def _what(one: ExerciseRow) -> tuple[str, str]:
    return one.what, one.result


def _next(one: ExerciseRow) -> str:
    return full_date(one.next_on) if one.next_on else ""


def _elsewhere(words: str, on_back: Callable[[], object]) -> QWidget:
    """A sentence in place of a form, for what is written with a system."""
    back = Button("Back to the list", on_click=on_back)
    return column(Label(words, "body", wrap=True), row(back, STRETCH), gap=12)
