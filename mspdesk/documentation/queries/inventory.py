"""What was found at a client beside what is written down, ready for somebody to choose from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...rows import dataclass
from ..models.device import Device
from ..rules.cells import show_cell
from ..rules.devices import DEVICE_KINDS
from ..rules.found import FIELDS, Difference, Known, Match, Sighting, match_all
from ..rules.of_devices import DEVICE
from .facts import names_of

BY_WORDS = {
    "mac": "same MAC address",
    "serial": "same serial number",
    "ip": "same address",
    "name": "same name",
    "": "",
}
"""Why a thing found is taken for a device, in words."""


@dataclass(frozen=True, slots=True)
class FoundField:
    """A field that is written differently, in words; `ticked` where taking it over is proposed."""

    field: str
    label: str
    before: str
    after: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class FoundDevice:
    """One thing found: `state` is new, changed or same.

    `values` are what would be written down of a new one, `changes` what is different of one that
    is known, with `device_id` and `version`; `why` says how it was recognised. `id` is its place.
    """

    id: int
    state: str
    name: str
    kind: str
    address: str
    mac: str
    why: str
    device_id: int | None
    version: int
    values: Mapping[str, Any]
    changes: tuple[FoundField, ...]
    after: Mapping[str, Any]

    @property
    def words(self) -> str:
        """What would happen to it, in short words."""
        if self.state == "new":
            return "New"
        count = len(self.changes)
        return "Nothing new" if not count else "1 change" if count == 1 else f"{count} changes"


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a look at a network or a list found, before anything is written down.

    `skipped` are rows that cannot be read, with their line; `seen_on` the day of the look.
    """

    source: str
    seen_on: date
    devices: tuple[FoundDevice, ...]
    skipped: tuple[tuple[int, str], ...] = ()
    notices: tuple[str, ...] = ()

    def count(self, state: str) -> int:
        """How many are new, changed or the same."""
        return sum(one.state == state for one in self.devices)


def known_devices(session: Session, client_id: int) -> list[Known]:
    """A client's devices that are not retired, as far as things found are compared with them."""
    columns = [Device.id, Device.version, *(getattr(Device, name) for name in FIELDS)]
    found = select(*columns).where(Device.client_id == client_id, Device.retired_on.is_(None))
    return [
        Known(row[0], row[1], dict(zip(FIELDS, tuple(row)[2:], strict=True)))
        for row in session.execute(found.order_by(Device.id))
    ]


def inventory(
    session: Session,
    client_id: int,
    source: str,
    seen_on: date,
    sightings: Sequence[Sighting],
    *,
    skipped: Sequence[tuple[int, str]] = (),
    notices: Sequence[str] = (),
) -> Inventory:
    """Hold what was found against what is written down of a client."""
    matches = match_all(sightings, known_devices(session, client_id))
    values = [one.sighting.values for one in matches if one.sighting is not None]
    values += [one.known.values for one in matches if one.known is not None]
    names = names_of(session, DEVICE, [_whole(one) for one in values])
    devices = tuple(_found(n, one, names) for n, one in enumerate(matches))
    return Inventory(source, seen_on, devices, tuple(skipped), tuple(notices))


def _whole(values: Mapping[str, Any]) -> dict[str, Any]:
    return {kept.name: values.get(kept.name) for kept in DEVICE.fields}


def _found(at: int, one: Match, names: Mapping[str, Mapping[int, str]]) -> FoundDevice:
    seen = one.sighting.values if one.sighting is not None else {}
    kept = one.known.values if one.known is not None else {}
    said = {**seen, **{name: value for name, value in kept.items() if value not in (None, "")}}
    return FoundDevice(
        at,
        one.state,
        str(said.get("name") or ""),
        DEVICE_KINDS.get(str(said.get("kind") or "other"), ""),
        str(seen.get("ip") or kept.get("ip") or ""),
        str(seen.get("mac") or kept.get("mac") or ""),
        BY_WORDS[one.by] if one.sighting is not None else "its address answers for another device",
        one.known.id if one.known else None,
        one.known.version if one.known else 0,
        dict(seen),
        tuple(_field(each, names) for each in one.differences),
        {each.field: each.after for each in one.differences},
    )


def _field(each: Difference, names: Mapping[str, Mapping[int, str]]) -> FoundField:
    kept = DEVICE.field(each.field)
    before, after = (show_cell(kept, value, names) for value in (each.before, each.after))
    return FoundField(each.field, kept.label, before, after, each.ticked)
