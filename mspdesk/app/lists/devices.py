"""Lists of devices: how each row is found, added or changed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...documentation.models.device import Device
from ...documentation.rules.devices import ALSO_KINDS, DEVICE_KINDS, OWNERS, STATUSES
from ...errors import UserError
from .reading import Reading
from .settle import settle
from .shape import Act, Plain, Planned, by_word, mark, one_of

Cells = Mapping[str, str]

DEVICES = (
    Plain("name", "text"),
    Plain("job", "text"),
    Plain("make", "text"),
    Plain("model", "text"),
    Plain("serial", "text"),
    Plain("os", "text"),
    Plain("ip", "code"),
    Plain("mac", "code"),
    Plain("purchased_on", "date"),
    Plain("warranty_until", "date"),
    Plain("retired_on", "date"),
    Plain("used_by", "text"),
    Plain("place", "text"),
    Plain("notes", "words"),
)

_KINDS = by_word(DEVICE_KINDS) | {name.replace("-", " "): kind for name, kind in ALSO_KINDS.items()}
_STATUSES = by_word(STATUSES) | {
    "ready to deploy": "spare",
    "in stock": "spare",
    "deployed": "in_use",
    "active": "in_use",
    "out for repair": "in_use",
    "lost": "retired",
    "stolen": "retired",
    "disposed": "retired",
    "inactive": "retired",
    "archived": "retired",
}
_OWNERS = by_word(OWNERS)


def plan_device(reading: Reading, cells: Cells) -> Planned:
    """Find the device of a client by outside id, serial number or name, and what would change."""
    client = reading.client(cells)
    wanted = _words(reading, client, cells)
    name = wanted.get("name", "")
    if not name:
        raise UserError("It has no name.", "name")
    outside = cells.get("source_id", "")
    key = reading.key(outside, client, wanted.get("serial", ""), name)
    found = reading.linked("devices", key) or _device(reading, client, wanted, outside)
    reading.once(("device", found or (client, outside or (name.lower(), wanted.get("serial")))))
    if found is not None:
        return settle(reading, Device, found, name, wanted, DEVICES).known_by(key)
    write = partial(_write, wanted | {"client_id": client}, outside)
    return Planned(reading.line, Act.ADD, name, write=write, key=key)


def _words(reading: Reading, client: int, cells: Cells) -> dict[str, Any]:
    """The columns a row says something about; the day it was set up goes to the notes."""
    wanted = reading.plain(DEVICES, cells)
    for field, words in (("status", _STATUSES), ("owner", _OWNERS)):
        if cell := cells.get(field, ""):
            wanted[field] = one_of(cell, words, field)
    if cell := cells.get("kind", ""):
        # Kinds of other programs are without number; one we do not know is said in the notes.
        wanted["kind"] = _KINDS.get(" ".join(cell.lower().replace("-", " ").split()), "other")
    notes = [wanted.get("notes", "")]
    if wanted.get("kind") == "other" and cells.get("kind", "").lower() != "other":
        notes.append(f"Type: {cells.get('kind', '')}")
    installed = reading.value("date", cells.get("installed_on", ""), "installed_on")
    notes += [f"Installed: {installed.isoformat()}"] if installed else []
    site = reading.site(client, cells["site"]) if cells.get("site") else None
    if site is not None:
        wanted["site_id"] = site
    elif cells.get("site"):
        notes.append(f"Site: {cells['site']}")
    if any(notes):
        wanted["notes"] = "\n".join(note for note in notes if note)
    return wanted


def _device(reading: Reading, client: int, wanted: Mapping[str, Any], outside: str) -> int | None:
    """A device of a client: by outside id, by serial number, by name."""
    here = select(Device.id).where(Device.client_id == client).order_by(Device.id).limit(1)
    name = func.lower(Device.name) == wanted["name"].lower()
    serial = wanted.get("serial", "")
    by_id = Device.source_id == outside
    hits = [by_id] if outside else []
    if serial:
        # Of two with one name, the serial number decides; one without may get it now.
        hits += [func.lower(Device.serial) == serial.lower(), name & (Device.serial == "")]
    else:
        hits.append(name)
    for hit in hits:
        found = reading.session.scalar(here.where(hit))
        if found is not None and not (hit is by_id and found in reading.from_elsewhere("devices")):
            return found
    return None


def _write(wanted: dict[str, Any], outside: str, session: Session) -> int:
    device = Device(**wanted)
    mark(session, device, outside)
    session.add(device)
    session.flush()
    return device.id
