"""Systems in the order they are brought back, with needs, steps, today and what replaces it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...clients.queries import contacts_of
from ...desk.desk import Desk
from ...documentation.queries.backups import jobs
from ...documentation.queries.devices import devices_of
from ...shop.queries import shop
from ...widgets.buttons import IconButton, MenuButton
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    MoneyEntry,
    NoteEntry,
    TakesEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import lead_focus
from ...widgets.table import Column, Table, TagCell
from ..actions import systems as actions
from ..queries.plan import PlanPage, SystemRow, applications
from .doing import Entries, ListPart, facts_of
from .steps import NeedsEntry, StepsEntry


class SystemsPart(ListPart):
    """The systems of a plan; Enter opens one, Alt with arrows moves it."""

    def __init__(self, desk: Desk) -> None:
        table = Table[SystemRow](
            (
                Column("number", "", "title", lambda r: str(r.number), width=44),
                Column("name", "System", "two_line", lambda r: (r.name, r.does), stretch=4),
                Column("rto", "Back within", "num", lambda r: r.rto, width=84),
                Column("rpo", "May lose", "num", lambda r: r.rpo, width=72),
                Column("needs", "Needs first", "two_line", _needs, stretch=4),
                Column("steps", "Steps", "num", _steps, width=60, hide_under=1400),
                Column("tag", "", "tag", _tag, width=70, fit=160),
            ),
            name="Systems of the plan",
            row="two_line",
            spoken=_spoken,
            empty="No system is written down yet.",
        )
        super().__init__(desk, table)
        up = IconButton("chevron-up", "Move this system up", lambda: self.order.move(-1))
        down = IconButton("chevron-down", "Move this system down", lambda: self.order.move(1))
        more = MenuButton("", "ellipsis", "More about this system", self._more)
        self.seat("New system", up, down, more)
        self.order = self.ordered_by(actions.order_systems)
        lead_focus(self, self.listing)

    def rows(self, page: PlanPage) -> list[SystemRow]:
        """The systems in order."""
        return list(page.systems)

    def make(self, row: SystemRow | None) -> QWidget:
        """The form of a system: what it is today and what replaces it stand apart (S086)."""
        held = self.page.systems if self.page is not None else ()
        others = [(s.id, f"{s.number} {s.name}") for s in held if row is None or s.id != row.id]
        form = Form(
            [*self._what(others), *self._apart(), *_legacy(self._programs()), *_recovery()],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save system",
            on_cancel=self.listing.back,
        )
        if row is not None:
            form.set_values(facts_of(row))
        return form

    def _what(self, others: list[tuple[int, str]]) -> list[Field | Heading]:
        ask, client = self.desk.ask, self.client_id
        devices, backups = _pairs(ask(devices_of, client)), _pairs(ask(jobs, client))
        return [
            Field("name", "Name", TextEntry("Server"), required=True),
            Field("does", "What for", TextEntry("Records, files")),
            Field("device_id", "Device", ChoiceEntry(devices)),
            Field("rto_minutes", "Back within (RTO)", TakesEntry("8 h")),
            Field("rpo_minutes", "May lose at most (RPO)", TakesEntry("24 h")),
            Field("backup_job_id", "Backup", ChoiceEntry(backups)),
            Field("needs", "Needs first", NeedsEntry(others), span=3),
        ]

    def _apart(self) -> list[Field | Heading]:
        money = self.desk.ask(shop).money
        contacts = _pairs(self.desk.ask(contacts_of, self.client_id))
        return [
            Heading("Today, and what replaces it", "newer and better, not the same again"),
            Field("today", "Today", NoteEntry(lines=3)),
            Field("replace_with", "Replace with", NoteEntry(lines=3)),
            Field("estimated_cost", "The replacement costs about", MoneyEntry(money)),
            Field("data_place", "Its data lie", TextEntry()),
            Field("workaround", "Meanwhile", TextEntry("Paper charts, blue bin")),
            Field("owner_contact_id", "Who knows it at the client", ChoiceEntry(contacts)),
        ]

    def _programs(self) -> list[tuple[Any, str]]:
        return [_NONE, *self.desk.ask(applications, self.client_id)]

    def _save(self, row: SystemRow | None, values: dict[str, Any]) -> None:
        said = dict(values)
        needs, steps = said.pop("needs"), said.pop("steps")
        if row is None:
            made = self.desk.do(actions.add_system, self.client_id, said, needs, steps)
        else:
            made = row.id
            self.desk.do(actions.edit_system, made, row.version, said, needs, steps)
        self.done(made)

    def _more(self) -> Entries:
        row = self.table.selected()
        if row is None:
            return []
        noun = "a system"
        return [
            ("Edit system", lambda: self.listing.edit(row)),
            ("Duplicate system", lambda: self.on_selected(noun, actions.duplicate_system)),
            None,
            ("Take system out", lambda: self.on_selected(noun, actions.retire_system)),
        ]


def _needs(row: SystemRow) -> tuple[str, str]:
    """What must work first: the first one above, the others below."""
    words = [f"{need.number} {need.name}" for need in row.needs]
    return (words[0] if words else "", ", ".join(words[1:]))


_NONE: tuple[Any, str] = (None, "None of them")


def _pairs(rows: list[Any]) -> list[tuple[Any, str]]:
    return [_NONE, *((one.id, one.name) for one in rows)]


def _legacy(programs: list[tuple[Any, str]]) -> list[Field | Heading]:
    return [
        Heading("Legacy", "an old program that needs old technology"),
        Field("legacy", "Legacy", CheckEntry("It needs an older platform")),
        Field("platform", "The platform it needs", TextEntry()),
        Field("media_place", "Its media lie", TextEntry()),
        Field("application_id", "Program", ChoiceEntry(programs)),
    ]


def _recovery() -> list[Field | Heading]:
    return [
        Heading("Steps to bring it back", "Enter begins the next, Alt with arrows moves one"),
        Field("warning", "A warning above the steps", TextEntry()),
        Field("warning_more", "More about the warning", TextEntry(), span=2),
        Field("steps", "Steps", StepsEntry(), span=3),
    ]


def _steps(row: SystemRow) -> str:
    return str(len(row.steps)) if row.steps else ""


def _tag(row: SystemRow) -> TagCell | None:
    if row.lacking:
        return TagCell("Legacy, not complete", "hi")
    if row.misses_rpo:
        return TagCell("Cannot meet RPO", "amber")
    return TagCell("Legacy") if row.old else None


def _spoken(row: SystemRow) -> str:
    parts = [f"{row.number}: {row.name}", row.does]
    parts.append(f"back within {row.rto}" if row.rto else "")
    parts.append(f"needs {row.needs_words}" if row.needs else "")
    parts.append(f"cannot meet its RPO of {row.rpo}" if row.misses_rpo else "")
    return ", ".join(part for part in parts if part)
