"""The Devices tab of a client's page: all of them, the form of one, papers and the way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ...desk.area import Place
from ...desk.desk import Desk
from ...exchange.columns import DATE, TEXT, OutColumn
from ...widgets.buttons import Button, MenuButton
from ...widgets.layout import lead_focus, stack
from ...widgets.list_form import ListForm
from ...widgets.table import Column, IconCell, Table, TagCell
from ..actions.facts import bring_back_facts, duplicate_facts, mark_checked, remove_facts
from ..queries.devices import DeviceRow, devices_of
from ..queries.facts import client_name, fact_rows
from ..rules import DEVICE_ICONS, DEVICE_KINDS, OWNERS
from ..rules.devices import STATUSES
from ..rules.sections import section
from .cards import warranty_ink, warranty_words
from .form import FactForm

_KEY = "device"

EXPORT: tuple[OutColumn[DeviceRow], ...] = (
    OutColumn("Name", TEXT, lambda row: row.name),
    OutColumn("Kind", TEXT, lambda row: DEVICE_KINDS.get(row.kind, row.kind)),
    OutColumn("Make", TEXT, lambda row: row.make),
    OutColumn("Model", TEXT, lambda row: row.model),
    OutColumn("Serial", TEXT, lambda row: row.serial),
    OutColumn("IP address", TEXT, lambda row: row.ip),
    OutColumn("MAC address", TEXT, lambda row: row.mac),
    OutColumn("Operating system", TEXT, lambda row: row.os),
    OutColumn("Where it stands", TEXT, lambda row: row.place),
    OutColumn("Used by", TEXT, lambda row: row.used_by),
    OutColumn("What it is for", TEXT, lambda row: row.job),
    OutColumn("Belongs to", TEXT, lambda row: OWNERS.get(row.owner, row.owner)),
    OutColumn("Lessor", TEXT, lambda row: row.lessor),
    OutColumn("Lease until", DATE, lambda row: row.lease_until),
    OutColumn("Purchased", DATE, lambda row: row.purchased_on),
    OutColumn("Warranty until", DATE, lambda row: row.warranty_until),
    OutColumn("Status", TEXT, lambda row: STATUSES.get(row.status, row.status)),
    OutColumn("Retired", DATE, lambda row: row.retired_on),
    OutColumn("Pouch holds", TEXT, lambda row: row.pouch),
)


def _icon(row: DeviceRow) -> IconCell:
    return IconCell(DEVICE_ICONS.get(row.kind, "monitor"), DEVICE_KINDS.get(row.kind, row.kind))


def _tag(row: DeviceRow) -> TagCell | None:
    """What is not as with most: gone, on the shelf, or somebody else's (S097)."""
    if row.retired_on:
        return TagCell("Retired")
    if row.owner == "lessor":
        return TagCell("Leased", "amber")
    if row.owner == "us":
        return TagCell("Ours", "blue")
    return TagCell("Spare") if row.status == "spare" else None


COLUMNS: tuple[Column[DeviceRow], ...] = (
    Column("icon", "", "icon", _icon, width=46),
    Column(
        "name", "Device", "title", lambda r: r.name, width=140, sort=lambda r: r.name.casefold()
    ),
    Column(
        "kind",
        "Kind",
        "title",
        lambda r: DEVICE_KINDS.get(r.kind, r.kind),
        width=104,
        role="body",
        sort=lambda r: r.kind,
    ),
    Column("model", "Make and model", "text", lambda r: r.make_and_model, stretch=2),
    Column("serial", "Serial", "id", lambda r: r.serial, width=100, hide_under=1400),
    Column("ip", "Address", "id", lambda r: r.ip, width=90),
    Column("where", "Where", "text", lambda r: r.place or r.used_by, stretch=1, hide_under=1200),
    Column(
        "warranty",
        "Warranty",
        "date",
        lambda r: warranty_words(r.warranty_until),
        width=84,
        color=lambda r: warranty_ink(r.warranty_until),
        role="meta",
        sort=lambda r: r.warranty_until or date.max,
    ),
    Column("tag", "", "tag", _tag, width=88),
)


class DevicesPart(QWidget):
    """Every device of a client; Enter opens its form."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client_id = 0
        self.table = Table[DeviceRow](
            COLUMNS, name="All devices of this client", empty="No devices yet.", multi=True
        )
        grid = Button("Edit as a table", kind="quiet", icon="list", on_click=self._grid)
        papers = MenuButton("Print", "printer", "Print devices", self._papers)
        more = MenuButton("", "ellipsis", "More about the chosen devices", self._more)
        self.list = ListForm(self.table, "New device", self._form, grid, papers, more)
        stack(self, self.list)
        lead_focus(self, self.list)

    def show_id(self, client_id: int) -> None:
        """Show another client's devices; a form for another client is put away."""
        self._client_id = client_id
        self.list.turn_to(client_id)
        self.table.show_rows(self._desk.ask(devices_of, client_id, retired=True))

    def arrive(self, place: Place) -> None:
        """Choose the device a search found."""
        self.table.select(place.about.get("device_id"))

    def _form(self, row: DeviceRow | None) -> QWidget:
        held = self._desk.ask(fact_rows, _KEY, [row.id])[0] if row is not None else None
        return FactForm(
            self._desk,
            self._client_id,
            section(_KEY),
            held,
            on_done=self._saved,
            on_cancel=self.list.back,
        )

    def _saved(self, device_id: int) -> None:
        self.list.back()
        self.show_id(self._client_id)
        self.table.select(device_id)

    # What may be done with the chosen ones.

    def _chosen(self) -> list[DeviceRow]:
        return self.table.selected_rows()

    def _more(self) -> list[tuple[str, Callable[[], object]] | None]:
        """Retire or bring back, copy, mark as checked; export all."""
        entries: list[tuple[str, Callable[[], object]] | None] = []
        ids = [row.id for row in self._chosen()]
        there = [row.id for row in self._chosen() if not row.retired_on]
        gone = [row.id for row in self._chosen() if row.retired_on]
        if ids:
            entries.append(("Mark as checked today", lambda: self._do(mark_checked, ids)))
            entries.append(("Duplicate", lambda: self._do(duplicate_facts, ids)))
        if there:
            entries.append(("Retire", lambda: self._do(remove_facts, there)))
        if gone:
            entries.append(("Bring back into use", lambda: self._do(bring_back_facts, gone)))
        if entries:
            entries.append(None)
        entries.append(("Export all devices", self._export))
        return entries

    def _do(self, verb: Any, ids: list[int]) -> None:
        self._desk.attempt(verb, _KEY, ids)

    def _papers(self) -> list[tuple[str, Callable[[], object]] | None]:
        """The papers of devices; labels of all, or of several that are chosen."""
        entries: list[tuple[str, Callable[[], object]] | None] = [
            ("Device list", lambda: self._print("DEVICES", "Devices", self._client_id)),
            ("Pouch labels", lambda: self._print("POUCHES", "Pouch labels", self._client_id)),
        ]
        ids = tuple(row.id for row in self._chosen())
        if ids:
            words = (
                "Label of the chosen one" if len(ids) == 1 else f"Labels of the {len(ids)} chosen"
            )
            key = (self._client_id, ids)
            entries.append((words, lambda: self._print("POUCHES", "Pouch labels", key)))
        return entries

    def _print(self, name: str, words: str, key: object) -> None:
        from ..printables import devices

        title = f"{words} {self._desk.ask(client_name, self._client_id)}"
        self._desk.print_document(getattr(devices, name), key, title)

    def _grid(self) -> None:
        """Go to the same devices as a grid to type in."""
        about = {"chapter": "machines", "section": _KEY}
        self._desk.go(Place("clients", self._client_id, do="documentation", about=about))

    def _export(self) -> None:
        name = f"Devices {self._desk.ask(client_name, self._client_id)}".strip()
        self._desk.export(name, EXPORT, self.table.rows())
