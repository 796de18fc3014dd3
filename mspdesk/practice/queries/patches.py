"""How devices are patched, and where something is missing (S059)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...documentation.models.device import Device
from ...documentation.rules.devices import DEVICE_KINDS, PATCH_POLICIES
from ...rows import dataclass
from ..rules.patches import PATCHED_KINDS, gap


@dataclass(frozen=True, slots=True)
class PatchRow:
    """A device that is patched: its policy, the day it was patched last, what is missing."""

    id: int
    version: int
    client_id: int
    client: str
    name: str
    kind: str
    os: str
    policy: str
    patched_on: date | None
    gap: str

    @property
    def kind_words(self) -> str:
        """What kind of device it is, in words."""
        return DEVICE_KINDS.get(self.kind, self.kind)

    @property
    def policy_words(self) -> str:
        """The policy in words."""
        return PATCH_POLICIES.get(self.policy, self.policy or "Not said")


def patch_rows(
    session: Session, day: date, client_id: int | None = None, *, gaps: bool = False
) -> list[PatchRow]:
    """The devices in use of active clients that are patched; with `gaps` those with one alone.

    A client that is looked for is there whatever its status.
    """
    found = (
        select(
            Device.id,
            Device.version,
            Device.client_id,
            Client.name,
            Device.name,
            Device.kind,
            Device.os,
            Device.patch_policy,
            Device.patched_on,
        )
        .join(Client, Client.id == Device.client_id)
        .where(
            Device.retired_on.is_(None),
            Device.status == "in_use",
            Device.kind.in_(sorted(PATCHED_KINDS)),
        )
        .order_by(Client.name, Device.name, Device.id)
    )
    if client_id is not None:
        found = found.where(Device.client_id == client_id)
    else:
        found = found.where(Client.status == "active")
    rows = [PatchRow(*row, gap(row[7], row[8], day)) for row in session.execute(found)]
    return [row for row in rows if row.gap or not gaps]
