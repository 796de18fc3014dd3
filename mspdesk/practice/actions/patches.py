"""Saying how devices are patched, and that they were (S059)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import full_date, today
from ...documentation.actions.facts import edit_rows
from ...documentation.models.device import Device
from ...documentation.rules.devices import PATCH_POLICIES
from ...documentation.rules.sections import section
from ...errors import UserError


@action("Set patch policy")
def set_policy(session: Session, device_ids: Sequence[int], policy: str) -> None:
    """Say of some devices whether they patch by themselves, by hand, or are held (S059)."""
    if policy not in PATCH_POLICIES:
        raise UserError("Choose automatic, by hand or hold.", "policy")
    count = _edit(session, device_ids, {"patch_policy": policy})
    tell(session, f"{PATCH_POLICIES[policy]}: {_devices(count)}")


@action("Note patching")
def mark_patched(session: Session, device_ids: Sequence[int], on: date | None = None) -> None:
    """Write down that some devices were patched on a day, today without one."""
    day = on or today()
    if day > today():
        raise UserError("Choose the day they were patched; it cannot lie ahead.", "on")
    count = _edit(session, device_ids, {"patched_on": day})
    tell(session, f"{_devices(count)} patched on {full_date(day)}")


def _edit(session: Session, device_ids: Sequence[int], changes: dict[str, Any]) -> int:
    if not device_ids:
        raise UserError("Choose a device first.")
    found = select(Device.id, Device.version).where(Device.id.in_(list(device_ids)))
    edits = [(id_, version, changes) for id_, version in session.execute(found)]
    edit_rows(session, section("device"), edits)
    return len(edits)


def _devices(count: int) -> str:
    return "1 device" if count == 1 else f"{count} devices"
