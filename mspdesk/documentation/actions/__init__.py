"""Things people write down about what is installed."""

import ipaddress
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ...shop.actions import seen
from .. import rules
from ..models.device import Device

_FIXED = frozenset({"id", "version", "client_id", "source", "source_id", "batch_id"})
_MAC = re.compile(r"([0-9a-f]{2}[:-]){5}[0-9a-f]{2}", re.IGNORECASE)


@action("Add device")
def add_device(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Write down a device of a client; answers its id. Raises UserError by field."""
    device = Device(client_id=client_id, name="", kind="workstation", owner="client")
    _fill(device, details)
    session.add(device)
    session.flush()
    tell(session, f"{device.name} added")
    return device.id


@action("Change device")
def edit_device(session: Session, device_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what is written about a device; `version` is the one that was seen."""
    device = session.get_one(Device, device_id)
    seen(device, version)
    _fill(device, changes)
    tell(session, f"{device.name} saved")


@action("Retire device")
def retire_device(session: Session, device_id: int) -> None:
    """Take a device out of use today; it stays in the history of its tickets."""
    device = session.get_one(Device, device_id)
    device.retired_on = today()
    tell(session, f"{device.name} retired")


def _fill(device: Device, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if name in _FIXED or name not in Device.__table__.columns:
            raise AttributeError(name)
        setattr(device, name, value.strip() if isinstance(value, str) else value)
    if not device.name:
        raise UserError("Give the device the name on its label.", "name")
    if device.kind not in rules.DEVICE_KINDS:
        raise UserError("Choose what kind of device it is.", "kind")
    if device.owner not in rules.OWNERS:
        raise UserError("Choose whose device it is.", "owner")
    if device.mac and not _MAC.fullmatch(device.mac):
        raise UserError("A MAC address has six pairs, like 02:1a:2b:3c:4d:5e.", "mac")
    if device.ip:
        try:
            ipaddress.ip_address(device.ip)
        except ValueError:
            raise UserError("Type an IP address like 192.168.1.20.", "ip") from None
    if (
        device.purchased_on
        and device.warranty_until
        and device.warranty_until < device.purchased_on
    ):
        raise UserError("The warranty cannot end before the purchase.", "warranty_until")
