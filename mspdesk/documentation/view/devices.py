"""Devices on a client's page: the tab with the list and form, and the card on the overview."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ...clients import queries as client_queries
from ...dates import today
from ...desk.area import Place
from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, OutColumn
from ...widgets.buttons import Button
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.layout import lead_focus, stack
from ...widgets.list_form import ListForm
from ...widgets.table import Column, IconCell, Table, TagCell
from .. import actions, queries, rules
from ..queries import DeviceRow

SHOWN = 5

EXPORT: tuple[OutColumn[DeviceRow], ...] = (
    OutColumn("Name", TEXT, lambda row: row.name),
    OutColumn("Kind", TEXT, lambda row: rules.DEVICE_KINDS.get(row.kind, row.kind)),
    OutColumn("Make", TEXT, lambda row: row.make),
    OutColumn("Model", TEXT, lambda row: row.model),
    OutColumn("Serial", TEXT, lambda row: row.serial),
    OutColumn("IP address", TEXT, lambda row: row.ip),
    OutColumn("MAC address", TEXT, lambda row: row.mac),
    OutColumn("Operating system", TEXT, lambda row: row.os),
    OutColumn("Place", TEXT, lambda row: row.place),
    OutColumn("Purchased", DATE, lambda row: row.purchased_on),
    OutColumn("Warranty until", DATE, lambda row: row.warranty_until),
    OutColumn("Retired", DATE, lambda row: row.retired_on),
)


def warranty_words(until: date | None) -> str:
    """When a warranty ends in short words: Expired, Nov 2027, or None."""
    if until is None:
        return "None"
    return "Expired" if until < today() else f"{until:%b %Y}"


def _icon(row: DeviceRow) -> IconCell:
    name = rules.DEVICE_ICONS.get(row.kind, "monitor")
    return IconCell(name, rules.DEVICE_KINDS.get(row.kind, row.kind))


def _ink(row: DeviceRow) -> str | None:
    return "amber" if warranty_words(row.warranty_until) == "Expired" else None


def _columns(*, every: bool) -> list[Column[DeviceRow]]:
    """The columns of devices: on the card the few that fit, in the list of every one all."""
    found: list[Column[DeviceRow]] = [
        Column("icon", "", "icon", _icon, width=46),
        Column("name", "Device", "title", lambda r: r.name, width=150, sort=_name),
        Column(
            "kind",
            "Kind",
            "title",
            lambda r: rules.DEVICE_KINDS.get(r.kind, r.kind),
            width=104,
            role="body",
            sort=lambda r: r.kind,
        ),
        Column("model", "Make and model", "text", lambda r: r.make_and_model, stretch=1),
        Column("serial", "Serial", "id", lambda r: r.serial, width=100, hide_under=1400),
        Column("ip", "Address", "id", lambda r: r.ip, width=90),
        Column("place", "Where", "text", lambda r: r.place, width=130, hide_under=1400),
        Column(
            "warranty",
            "Warranty",
            "date",
            lambda r: warranty_words(r.warranty_until),
            width=90,
            color=_ink,
            role="meta",
            sort=lambda r: r.warranty_until or date.max,
        ),
        Column(
            "retired",
            "",
            "tag",
            lambda r: TagCell("Retired") if r.retired_on else None,
            width=92,
        ),
    ]
    return [one for one in found if every or one.key not in {"serial", "ip", "retired"}]


class DevicesPart(QWidget):
    """Every device of a client; Enter opens its form."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.table = Table[DeviceRow](
            _columns(every=True),
            name="All devices of this client",
            empty="No devices yet.",
        )
        export = Button("Export", kind="quiet", icon="download", on_click=self._export)
        self.list = ListForm(self.table, "New device", self._form, export)
        stack(self, self.list)
        lead_focus(self, self.list)

    def show_id(self, client_id: int) -> None:
        """Show another client's devices; a form for another client is put away."""
        self._client_id = client_id
        self.list.turn_to(client_id)
        self.table.show_rows(self._desk.ask(queries.devices_of, client_id, retired=True))

    def arrive(self, place: Place) -> None:
        """Choose the device a search found."""
        self.table.select(place.about.get("device_id"))

    def _form(self, row: DeviceRow | None) -> QWidget:
        sites = self._desk.ask(client_queries.sites_of, self._client_id)
        form = Form(
            [
                Field("name", "Name on its label", TextEntry(), required=True),
                Field("kind", "Kind", ChoiceEntry(list(rules.DEVICE_KINDS.items()))),
                Field("site_id", "Site", ChoiceEntry([(None, "Not said"), *sites])),
                Field("make", "Make", TextEntry()),
                Field("model", "Model", TextEntry()),
                Field("serial", "Serial", TextEntry()),
                Field("os", "Operating system", TextEntry()),
                Field("ip", "IP address", TextEntry()),
                Field("mac", "MAC address", TextEntry()),
                Field("place", "Where it stands", TextEntry()),
                Field("used_by", "Used by", TextEntry()),
                Field("owner", "Belongs to", ChoiceEntry(list(rules.OWNERS.items()))),
                Field("purchased_on", "Purchased", DateEntry()),
                Field("warranty_until", "Warranty until", DateEntry()),
                Field("retired_on", "Retired", DateEntry()),
                Field("notes", "Notes", NoteEntry(lines=2), span=3),
            ],
            columns=3,
            on_save=lambda values: self._save(row, values),
            save="Save device",
            on_cancel=self.list.back,
        )
        form.set_values({"kind": "workstation", "owner": "client"})
        if row is not None:
            form.set_values({n: getattr(row, n) for n in DeviceRow.__dataclass_fields__})
        return form

    def _save(self, row: DeviceRow | None, values: dict[str, Any]) -> None:
        if row is None:
            self._desk.do(actions.add_device, self._client_id, values)
        else:
            self._desk.do(actions.edit_device, row.id, row.version, values)
        self.list.back()
        self.show_id(self._client_id)

    def _export(self) -> None:
        self._desk.export("Devices", EXPORT, self.table.rows())


def _name(row: DeviceRow) -> str:
    return row.name.lower()
