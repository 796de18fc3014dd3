"""The form of a role: everything it says; what was typed is kept while one looks elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...desk.desk import Desk
from ...errors import UserError
from ...shop.queries import shop
from ...widgets.entry import ChoiceEntry, MoneyEntry, NoteEntry, NumberEntry, TextEntry
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import STRETCH, Scroll, column, lead_focus, stack
from ..actions import cards as actions
from ..actions.cards import EDITABLE
from ..queries.cards import RoleWords, pay_range, role_words
from ..queries.roles import role_boxes
from ..rules.shipped import shipped_roles
from .figures import known_figures

WIDTH = 780
"""Px; wider lines are hard to read."""


class RoleForm(QWidget):
    """Why a role exists first, then what it answers for, what it takes, its part of the week."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._money = desk.ask(shop).money
        self._role_id = 0
        self._forms: dict[int, tuple[Form, QWidget]] = {}
        self._seen: dict[int, dict[str, Any]] = {}
        self._pages = QStackedWidget()
        stack(self, self._pages)
        lead_focus(self, self._pages)

    @property
    def form(self) -> Form:
        """The form of the role in front."""
        return self._forms[self._role_id][0]

    def show_role(self, role_id: int) -> None:
        """Show a role; the form of the last one is kept where something was typed in it."""
        if role_id != self._role_id and self._role_id in self._forms and not self.form.dirty():
            self._drop(self._role_id)
        self._role_id = role_id
        words = self._desk.ask(role_words, role_id)
        if words is None:
            return
        if role_id not in self._forms:
            self._make(role_id)
        self._fill(words)
        self._pages.setCurrentWidget(self._forms[role_id][1])

    def waiting(self) -> list[int]:
        """The roles in whose form something was typed and not saved."""
        return [role_id for role_id, (form, _) in self._forms.items() if form.dirty()]

    def _drop(self, role_id: int) -> None:
        _, holder = self._forms.pop(role_id)
        self._seen.pop(role_id, None)
        self._pages.removeWidget(holder)
        holder.deleteLater()

    def _make(self, role_id: int) -> None:
        form = Form(
            self._fields(role_id),
            columns=2,
            on_save=partial(self._save, role_id),
            save="Save role",
            on_cancel=partial(self._again, role_id),
        )
        body = column(form, STRETCH, margin=(0, 4, 12, 16))
        body.setMaximumWidth(WIDTH)
        holder = Scroll(body)
        self._forms[role_id] = (form, holder)
        self._pages.addWidget(holder)

    def _fields(self, role_id: int) -> list[Field | Heading]:
        boxes = [one for one in self._desk.ask(role_boxes) if one.id != role_id]
        known = {one.code: one.title for one in boxes}
        leads = {role.code: role.title for role in shipped_roles().values()} | known
        options: list[tuple[Any, str]] = [("", "Nowhere in particular"), *leads.items()]
        figures = ", ".join(known_figures(self._desk))
        fields: list[Field | Heading] = [
            Field("purpose", "Why it exists", NoteEntry(lines=2), span=2),
            Field("title", "Title", TextEntry(), required=True),
            Field("department", "Department", TextEntry()),
            Field("answers_for", "It answers for", NoteEntry(lines=4), "One thing a line.", span=2),
            Field(
                "measured_by",
                "Measured by",
                NoteEntry(lines=3),
                f"One thing a line. Live: {figures}. Others as: Calls a day: 12.",
                span=2,
            ),
            Field(
                "requirements",
                "What it takes to get the job",
                NoteEntry(lines=3),
                "Apart from why it exists. One thing a line.",
                span=2,
            ),
            Field(
                "target_percent",
                "Part of the wearer's week",
                NumberEntry(0, 100, "%"),
                "What it should get; the Hours page shows the gap.",
            ),
            Field("leads_to", "Leads to", ChoiceEntry(options), "One is promoted to this role."),
        ]
        if self._desk.may("people"):
            fields += [
                Heading("Pay range", "an hour; never on paper, in search or in files"),
                Field("pay_from", "From", MoneyEntry(self._money)),
                Field("pay_to", "To", MoneyEntry(self._money)),
            ]
        return fields

    def _values(self, words: RoleWords) -> dict[str, Any]:
        values: dict[str, Any] = {name: getattr(words, name) for name in EDITABLE}
        if self._desk.may("people"):
            low, high = self._desk.ask(pay_range, words.id)
            values |= {"pay_from": low, "pay_to": high}
        return values

    def _fill(self, words: RoleWords) -> None:
        """Show what the books say; where somebody is typing, everything stays as it is."""
        form = self._forms[words.id][0]
        if words.id not in self._seen or not form.dirty():
            self._seen[words.id] = self._values(words)
            form.set_values(self._seen[words.id])

    def _again(self, role_id: int) -> None:
        """Cancel: what the books say stands there again."""
        self._seen.pop(role_id, None)
        words = self._desk.ask(role_words, role_id)
        if words is not None:
            self._fill(words)

    def _save(self, role_id: int, values: Mapping[str, Any]) -> None:
        """Save what was typed; other fields may have been changed by somebody else meanwhile."""
        words, before = self._desk.ask(role_words, role_id), self._seen[role_id]
        if words is None:
            raise UserError("This role was given up. Copy what you typed.")
        now = self._values(words)
        changed = {name: value for name, value in values.items() if value != before[name]}
        for name in changed:
            if now[name] != before[name]:
                raise UserError(
                    f"Somebody else wrote here meanwhile: {now[name] or 'nothing'}", name
                )
        said = {name: value for name, value in changed.items() if name in EDITABLE}
        if said:
            self._desk.do(actions.edit_role, role_id, words.version, said)
        if len(said) < len(changed):
            self._desk.do(actions.set_pay, role_id, values["pay_from"], values["pay_to"])
        self._forms[role_id][0].mark_clean()
        self.show_role(self._role_id)
