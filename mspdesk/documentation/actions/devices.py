"""Things people write down about devices."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import today
from ..models.device import Device
from ..rules.of_devices import DEVICE
from .facts import add_rows, edit_rows


@action("Add device")
def add_device(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Write down a device of a client; answers its id. Raises UserError by field."""
    return add_rows(session, client_id, DEVICE, [details])[0]


@action("Change device")
def edit_device(session: Session, device_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what is written about a device; `version` is the one that was seen."""
    edit_rows(session, DEVICE, [(device_id, version, changes)])


@action("Retire device")
def retire_device(session: Session, device_id: int) -> None:
    """Take a device out of use today; it stays in the history of its tickets."""
    device = session.get_one(Device, device_id)
    device.retired_on = today()
    device.status = "retired"
    tell(session, f"{device.name} retired")
