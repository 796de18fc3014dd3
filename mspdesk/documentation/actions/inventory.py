"""Taking over what was found at a client, as far as somebody chose it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...errors import UserError
from ...rows import dataclass
from ..models.device import Device
from ..models.network import Address
from ..queries.inventory import FoundDevice, Inventory
from ..rules.addresses import sort_of
from ..rules.found import later
from ..rules.of_devices import DEVICE
from ..rules.of_network import ADDRESS
from .facts import add_rows, edit_rows

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Brought:
    """What was taken over: the ids of new devices, how many were changed, how many only seen."""

    added: tuple[int, ...]
    changed: int
    seen: int


Chosen = Mapping[int, Collection[str]]
"""What somebody chose of things found, by their id: the fields of a known one, and for a new one
any collection, as all of it is taken."""


def proposed(found: Inventory) -> dict[int, frozenset[str]]:
    """What is ticked to begin with: every new device, and the changes that are proposed."""
    return {
        one.id: frozenset(each.field for each in one.changes if each.ticked)
        for one in found.devices
        if one.state == "new" or any(each.ticked for each in one.changes)
    }


@action("Take over what was found")
def take_over(session: Session, client_id: int, found: Inventory, chosen: Chosen) -> Brought:
    """Write down what somebody chose of the things found, in one step.

    Known devices that answered are marked as seen on that day. Raises Conflict when one of them
    was changed meanwhile, UserError where a row cannot be kept as it is.
    """
    edits = [
        (one.device_id, one.version, {name: one.after[name] for name in chosen[one.id]})
        for one in found.devices
        if one.device_id is not None and chosen.get(one.id)
    ]
    # First those that give an address up, so that another may have it.
    for giving_up in (True, False):
        some = [each for each in edits if (each[2].get("ip") == "") is giving_up]
        if some:
            edit_rows(session, DEVICE, [(id_, version, new) for id_, version, new in some])
            session.flush()
    fresh = [one for one in found.devices if one.state == "new" and one.id in chosen]
    added = add_rows(session, client_id, DEVICE, [_new(one) for one in fresh]) if fresh else []
    pairs = list(zip(added, fresh, strict=True))
    seen = [(one.device_id, one) for one in found.devices if one.device_id is not None]
    count = _mark_seen(session, [*pairs, *seen], found.seen_on)
    if not added and not edits and not count:
        raise UserError("Nothing is chosen. Tick what should be written down.")
    session.flush()
    tell(session, _words(len(added), len(edits)))
    return Brought(tuple(added), len(edits), count)


def _new(one: FoundDevice) -> dict[str, Any]:
    kept = {name: value for name, value in one.values.items() if DEVICE.has(name)}
    return {"kind": "other", **kept, "name": one.name}


def _mark_seen(session: Session, pairs: Sequence[tuple[int, FoundDevice]], day: date) -> int:
    """Note when each was seen last and which ports answered; answers how many that moved."""
    held: dict[int, Device] = {}
    for at in range(0, len(pairs), _CHUNK):
        ids = [id_ for id_, _ in pairs[at : at + _CHUNK]]
        held |= {one.id: one for one in session.scalars(select(Device).where(Device.id.in_(ids)))}
    moved = 0
    for id_, one in pairs:
        device, ports = held.get(id_), str(one.values.get("ports") or "")
        if device is None or not one.values or not one.values.get("seen_on"):
            continue
        if device.seen_on is not None and device.seen_on > day:
            continue
        if device.seen_on != day or (ports and device.ports != ports):
            device.seen_on = later(device.seen_on, day)
            device.ports = ports or device.ports
            moved += 1
    return moved


def _words(added: int, changed: int) -> str:
    new = f"{added} device{'' if added == 1 else 's'} added" if added else ""
    other = f"{changed} changed" if changed else ""
    return ", ".join(filter(None, (new, other))) or "Marked as seen"


@action("Write down addresses of devices")
def addresses_from_devices(session: Session, client_id: int) -> int:
    """Add an address for every device in use whose address is not listed yet; answers how many."""
    devices = session.execute(
        select(Device.id, Device.name, Device.ip, Device.mac).where(
            Device.client_id == client_id, Device.retired_on.is_(None), Device.ip != ""
        )
    ).all()
    listed = select(Address.sort).where(Address.client_id == client_id, Address.gone_on.is_(None))
    taken = set(session.scalars(listed))
    rows = []
    for id_, name, ip, mac in devices:
        if sort_of(ip) and sort_of(ip) not in taken:
            taken.add(sort_of(ip))
            rows.append({"ip": ip, "name": name, "mac": mac, "device_id": id_, "kind": "static"})
    if not rows:
        raise UserError("Every address of a device is listed already.")
    add_rows(session, client_id, ADDRESS, rows)
    return len(rows)
