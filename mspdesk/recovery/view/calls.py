"""Whom to call, in order: put in order by Alt with arrows or by dragging."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...clients.queries import contacts_of
from ...desk.desk import Desk
from ...widgets.buttons import Button, IconButton
from ...widgets.entry import ChoiceEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import lead_focus
from ...widgets.table import Column, Table
from .. import rules
from ..actions import calls as actions
from ..queries.plan import CallRow, PlanPage
from .doing import ListPart, facts_of


class CallsPart(ListPart):
    """The calls of a plan with their numbers."""

    def __init__(self, desk: Desk) -> None:
        table = Table[CallRow](
            (
                Column("number", "", "title", lambda r: str(r.number), width=44),
                Column("name", "Name", "two_line", lambda r: (r.name, r.role), stretch=3),
                Column("phone", "Phone", "two_line", _phones, stretch=2),
                Column("say", "Say this number", "id", lambda r: r.say, width=80, hide_under=1100),
                Column("does", "What they do", "text", lambda r: r.does, stretch=2),
                Column("after", "Called by", "num", _called_by, width=84, hide_under=1400),
            ),
            name="Calls of the plan",
            row="two_line",
            spoken=_spoken,
            empty="Nobody is on the list yet.",
        )
        super().__init__(desk, table)
        up = IconButton("chevron-up", "Move this call up", lambda: self.order.move(-1))
        down = IconButton("chevron-down", "Move this call down", lambda: self.order.move(1))
        remove = Button("Remove", kind="quiet", icon="trash-2", on_click=self._remove)
        self.seat("New call", up, down, remove)
        self.order = self.ordered_by(actions.order_calls)
        lead_focus(self, self.listing)

    def rows(self, page: PlanPage) -> list[CallRow]:
        """The calls in order."""
        return list(page.calls)

    def make(self, row: CallRow | None) -> QWidget:
        """The form of a call."""
        held = self.page.calls if self.page is not None else ()
        contacts = [(one.id, one.name) for one in self.desk.ask(contacts_of, self.client_id)]
        others = [(c.id, f"{c.number} {c.name}") for c in held if row is None or c.id != row.id]
        form = Form(
            [
                Field("kind", "This is", ChoiceEntry(list(rules.CALL_KINDS.items()))),
                Field(
                    "contact_id",
                    "A contact of the client",
                    ChoiceEntry([(None, "None of them"), *contacts]),
                    help="Fills what is left empty.",
                ),
                Field("name", "Name", TextEntry()),
                Field("role", "Part", TextEntry("Practice manager")),
                Field("phone", "Phone", TextEntry()),
                Field("other_phone", "Other number, hours", TextEntry("home 507-555-0190")),
                Field("say", "Say this number", TextEntry(), help="Account or client number."),
                Field("does", "What they do", TextEntry("decides if the clinic closes")),
                Field("after_id", "Called by", ChoiceEntry([(None, "Whoever noticed"), *others])),
            ],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save call",
            on_cancel=self.listing.back,
        )
        form.set_values(facts_of(row) if row is not None else {"kind": "client"})
        return form

    def _save(self, row: CallRow | None, values: dict[str, Any]) -> None:
        if row is None:
            self.done(self.desk.do(actions.add_call, self.client_id, values))
        else:
            self.desk.do(actions.edit_call, row.id, row.version, values)
            self.done(row.id)

    def _remove(self) -> None:
        self.on_selected("a call", actions.remove_call)


def _phones(row: CallRow) -> tuple[str, str]:
    return row.phone, row.other_phone


def _called_by(row: CallRow) -> str:
    return str(row.after) if row.after is not None else ""


def _spoken(row: CallRow) -> str:
    parts = (f"{row.number}: {row.name}", row.role, row.phone, row.does)
    return ", ".join(part for part in parts if part)
