"""The lists of a vendor's page: its contacts, and who of us speaks for the shop there."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.desk import Desk
from ...people.queries import people
from ...widgets.buttons import Button
from ...widgets.entry import CheckEntry, ChoiceEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.glyphs import face_of, guest_face
from ...widgets.layout import lead_focus, stack
from ...widgets.list_form import ListForm
from ...widgets.table import Column, Table, TagCell
from .. import actions, queries
from ..queries import ContactRow, PersonRow
from . import columns
from .doing import date_entry


class ContactsPart(QWidget):
    """The people at a vendor; Enter opens one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._vendor_id = 0
        self.table = Table[ContactRow](
            (
                Column("face", "", "avatar", lambda r: guest_face(r.name), width=40),
                Column("name", "Name", "title", lambda r: r.name, stretch=2),
                Column("role", "Role", "text", lambda r: r.role, stretch=2),
                Column("phone", "Phone", "id", lambda r: r.phone, width=130),
                Column("email", "E-mail", "muted", lambda r: r.email, stretch=2),
                Column("notes", "Notes", "muted", lambda r: r.notes, stretch=2, hide_under=1400),
            ),
            name="Contacts at this vendor",
            empty="Nobody is written down yet.",
        )
        remove = Button("Remove contact", kind="quiet", icon="trash-2", on_click=self._remove)
        export = Button("Export", kind="quiet", icon="download", on_click=self._export)
        self.list = ListForm(self.table, "New contact", self._make, remove, export)
        stack(self, self.list)
        lead_focus(self, self.list)

    def show_id(self, vendor_id: int) -> None:
        """Show another vendor's people."""
        self._vendor_id = vendor_id
        self.list.turn_to(vendor_id)
        self.table.show_rows(self._desk.ask(queries.vendor_contacts, vendor_id))

    def _make(self, row: ContactRow | None) -> QWidget:
        form = Form(
            [
                Field("name", "Name", TextEntry(), required=True),
                Field("role", "Role", TextEntry("Orders, returns, our account")),
                Field("phone", "Phone", TextEntry()),
                Field("email", "E-mail", TextEntry()),
                Field("notes", "Notes", NoteEntry(lines=2), span=2),
            ],
            columns=2,
            on_save=lambda values: self._save(row, values),
            save="Save contact",
            on_cancel=self.list.back,
        )
        if row is not None:
            form.set_values(asdict(row))
        return form

    def _save(self, row: ContactRow | None, values: dict[str, Any]) -> None:
        if row is None:
            self._desk.do(actions.add_contact, self._vendor_id, values)
        else:
            self._desk.do(actions.edit_contact, row.id, row.version, values)
        self.list.back()
        self.show_id(self._vendor_id)

    def _remove(self) -> None:
        row = self.table.selected()
        if row is None:
            self._desk.say("Choose a contact first.")
            return
        self._desk.attempt(actions.remove_contact, row.id)
        self.show_id(self._vendor_id)

    def _export(self) -> None:
        self._desk.export("Contacts at vendor", columns.CONTACTS, self.table.rows())


class PeoplePart(QWidget):
    """Who of us speaks for the shop at a vendor, and who may order (S113)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._vendor_id = 0
        self.table = Table[PersonRow](
            (
                Column("face", "", "avatar", lambda r: face_of(r.name, r.person_id), width=40),
                Column("name", "Name", "title", lambda r: r.name, stretch=2),
                Column("title", "Title", "text", lambda r: r.title, stretch=2),
                Column("may", "", "tag", _may, width=120),
                Column(
                    "since",
                    "Since",
                    "date",
                    lambda r: full_date(r.since_on) if r.since_on else "",
                    width=120,
                ),
            ),
            name="Our people at this vendor",
            empty="Nobody of us is known there yet.",
        )
        remove = Button("Take out", kind="quiet", icon="trash-2", on_click=self._remove)
        export = Button("Export", kind="quiet", icon="download", on_click=self._export)
        self.list = ListForm(self.table, "Add one of us", self._make, remove, export)
        stack(self, self.list)
        lead_focus(self, self.list)

    def show_id(self, vendor_id: int) -> None:
        """Show who speaks for us at another vendor."""
        self._vendor_id = vendor_id
        self.list.turn_to(vendor_id)
        self.table.show_rows(self._desk.ask(queries.our_people, vendor_id))

    def _make(self, row: PersonRow | None) -> QWidget:
        known = {one.person_id for one in self.table.rows()}
        offered = [
            (one.id, one.name)
            for one in self._desk.ask(people)
            if row is None and one.id not in known
        ]
        if row is not None:
            offered = [(row.person_id, row.name)]
        form = Form(
            [
                Field("person_id", "Who", ChoiceEntry(offered, "Choose one of you"), required=True),
                Field("since_on", "Since", date_entry(self._desk), help="Empty means today."),
                Field("may_order", "Orders", CheckEntry("May order for the shop")),
            ],
            columns=2,
            on_save=self._save,
            save="Save who speaks for us",
            on_cancel=self.list.back,
        )
        if row is not None:
            form.set_values(asdict(row))
        return form

    def _save(self, values: dict[str, Any]) -> None:
        self._desk.do(
            actions.allow_person,
            self._vendor_id,
            values["person_id"],
            may_order=bool(values["may_order"]),
            since_on=values["since_on"],
        )
        self.list.back()
        self.show_id(self._vendor_id)

    def _remove(self) -> None:
        row = self.table.selected()
        if row is None:
            self._desk.say("Choose one of you first.")
            return
        self._desk.attempt(actions.withdraw_person, row.id)
        self.show_id(self._vendor_id)

    def _export(self) -> None:
        self._desk.export("Our people at vendor", columns.PEOPLE, self.table.rows())


def _may(row: PersonRow) -> TagCell:
    return TagCell("May order", "green") if row.may_order else TagCell("May call")
