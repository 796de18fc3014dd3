"""The tabs of a client's page with lists: sites, contacts, talks; forms open in their place."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import full_date
from ...desk.area import Place
from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, OutColumn
from ...widgets.buttons import Button
from ...widgets.glyphs import guest_face
from ...widgets.layout import lead_focus, stack
from ...widgets.list_form import ListForm
from ...widgets.table import Column, Table, TagCell
from .. import queries
from ..queries import CONTACTS, SITES, ContactRow, SiteRow, TalkRow
from .forms import ContactForm, SiteForm, TalkForm


class Part(QWidget):
    """A list of one client's rows; a form for another client is put away."""

    def __init__(
        self, desk: Desk, table: Table[Any], add: str, export: tuple[OutColumn[Any], ...]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self._table = table
        self._columns = export
        out = Button("Export", kind="quiet", icon="download", on_click=self._export)
        self.list = ListForm(table, add, self._make, out)
        self.back = self.list.back
        stack(self, self.list)
        lead_focus(self, self.list)

    def show_id(self, client_id: int) -> None:
        """Show this client's rows."""
        self._client_id = client_id
        self.list.turn_to(client_id)
        self._reload()

    def _export(self) -> None:
        """Write this client's rows into a file (S143)."""
        client = self._desk.ask(queries.client, self._client_id)
        name = f"{self._table.accessibleName()} {client.name if client else ''}".strip()
        self._desk.export(name, self._columns, self._table.rows())

    def _reload(self) -> None:
        raise NotImplementedError

    def _make(self, row: Any) -> QWidget:
        raise NotImplementedError


class SitesPart(Part):
    """The places where the client works."""

    def __init__(self, desk: Desk) -> None:
        table = Table[SiteRow](
            (
                Column("name", "Site", "title", lambda r: r.name, stretch=1),
                Column("main", "", "tag", lambda r: TagCell("Main") if r.main else None, width=70),
                Column("address", "Address", "text", lambda r: r.address_line, stretch=2),
                Column("phone", "Phone", "text", lambda r: r.phone, width=120, fit=220),
                Column("hours", "Open", "muted", lambda r: r.hours, width=150),
                Column("room", "Equipment", "text", lambda r: r.equipment_room, width=150),
                Column(
                    "binder",
                    "Binder",
                    "muted",
                    lambda r: r.binder_place,
                    width=150,
                    hide_under=1400,
                ),
            ),
            name="Sites",
            empty="No sites yet.",
        )
        super().__init__(desk, table, "New site", SITES)

    def _reload(self) -> None:
        self._table.show_rows(self._desk.ask(queries.sites, self._client_id))

    def _make(self, row: SiteRow | None) -> QWidget:
        return SiteForm(self._desk, self._client_id, row, on_done=self.back, on_cancel=self.back)


class ContactsPart(Part):
    """The people at the client."""

    def __init__(self, desk: Desk) -> None:
        table = Table[ContactRow](
            (
                Column("face", "", "avatar", lambda r: guest_face(r.name), width=40),
                Column("name", "Name", "title", lambda r: r.name, stretch=2, fit=600),
                Column("main", "", "tag", _tag, width=90),
                Column("part", "Title and part", "text", lambda r: r.part, stretch=2, fit=600),
                Column("phone", "Phone", "text", lambda r: r.phone or r.mobile, width=120, fit=220),
                Column("email", "E-mail", "muted", lambda r: r.email, stretch=2, fit=600),
            ),
            name="Contacts",
            empty="No contacts yet.",
        )
        super().__init__(desk, table, "New contact", CONTACTS)

    def _reload(self) -> None:
        self._table.show_rows(self._desk.ask(queries.contacts, self._client_id))

    def _make(self, row: ContactRow | None) -> QWidget:
        return ContactForm(self._desk, self._client_id, row, on_done=self.back, on_cancel=self.back)

    def arrive(self, place: Place) -> None:
        """Choose the contact a search found."""
        self._table.select(place.about.get("contact_id"))


def _tag(contact: ContactRow) -> TagCell | None:
    if not contact.active:
        return TagCell("Left")
    return TagCell("Main", "accent") if contact.main else None


TALKS: tuple[OutColumn[TalkRow], ...] = (
    OutColumn("Day", DATE, lambda row: row.on),
    OutColumn("What was said", TEXT, lambda row: row.text),
    OutColumn("With", TEXT, lambda row: row.contact),
    OutColumn("By", TEXT, lambda row: row.person),
    OutColumn("Talk again", DATE, lambda row: row.next_on),
)


class TalksPart(Part):
    """What was talked about, newest first (S145)."""

    def __init__(self, desk: Desk) -> None:
        table = Table[TalkRow](
            (
                Column("on", "Day", "date", lambda r: full_date(r.on), width=100),
                Column("text", "What was said", "text", lambda r: r.text, stretch=3),
                Column("contact", "With", "muted", lambda r: r.contact, width=150),
                Column("person", "By", "muted", lambda r: r.person, width=140),
                Column(
                    "next_on",
                    "Talk again",
                    "date",
                    lambda r: full_date(r.next_on) if r.next_on else "",
                    width=100,
                ),
            ),
            name="Talks",
            empty="Nothing noted yet.",
        )
        super().__init__(desk, table, "Note a talk", TALKS)

    def _reload(self) -> None:
        self._table.show_rows(self._desk.ask(queries.talks, self._client_id))

    def _make(self, row: object) -> QWidget:
        return TalkForm(self._desk, self._client_id, on_done=self.back, on_cancel=self.back)

    def arrive(self, place: Place) -> None:
        """Open the form of a new talk."""
        self.list.edit(None)
