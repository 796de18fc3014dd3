"""Questions about devices at clients."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.holding import holds
from ...rows import dataclass
from ..models.device import Device


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device as lists and its form show it."""

    id: int
    version: int
    client_id: int
    site_id: int | None
    kind: str
    name: str
    make: str
    model: str
    serial: str
    mac: str
    ip: str
    os: str
    place: str
    used_by: str
    owner: str
    purchased_on: date | None
    warranty_until: date | None
    retired_on: date | None
    notes: str
    status: str
    job: str
    processor: str
    memory: str
    disk: str
    patch_policy: str
    patched_on: date | None
    lessor: str
    lease_until: date | None
    pouch: str
    pouch_place: str
    uplink_id: int | None
    uplink_port: str
    seen_on: date | None
    ports: str
    checked_on: date | None

    @property
    def pouch_lines(self) -> tuple[str, ...]:
        """The papers kept with it, one each (S067)."""
        return tuple(line.strip() for line in self.pouch.splitlines() if line.strip())

    @property
    def make_and_model(self) -> str:
        """Who made it and what they call it."""
        return f"{self.make} {self.model}".strip()


_COLUMNS = tuple(getattr(Device, name) for name in DeviceRow.__dataclass_fields__)


def devices_of(session: Session, client_id: int, *, retired: bool = False) -> list[DeviceRow]:
    """A client's devices by name; with `retired` those that are gone too."""
    found = select(*_COLUMNS).where(Device.client_id == client_id)
    if not retired:
        found = found.where(Device.retired_on.is_(None))
    return [DeviceRow(*row) for row in session.execute(found.order_by(Device.name, Device.id))]


def device(session: Session, device_id: int) -> DeviceRow | None:
    """One device, or None."""
    row = session.execute(select(*_COLUMNS).where(Device.id == device_id)).first()
    return DeviceRow(*row) if row else None


def device_count(session: Session, client_id: int) -> int:
    """How many devices a client has in use."""
    found = select(func.count()).where(Device.client_id == client_id, Device.retired_on.is_(None))
    return session.scalar(found) or 0


@dataclass(frozen=True, slots=True)
class DeviceHit:
    """A device the search found, with its client."""

    id: int
    name: str
    kind: str
    make_and_model: str
    client_id: int
    client: str


def search_devices(session: Session, words: str, limit: int = 5) -> list[DeviceHit]:
    """Devices whose name, serial, address or model holds what was typed; those in use first."""
    wanted = words.strip().lower()
    if len(wanted) < 2:
        return []
    columns = (Device.name, Device.serial, Device.ip, Device.mac, Device.model, Device.used_by)
    found = (
        select(
            Device.id, Device.name, Device.kind, Device.make, Device.model, Client.id, Client.name
        )
        .join(Client, Client.id == Device.client_id)
        .where(or_(*(holds(column, wanted) for column in columns)))
        .order_by(Device.retired_on.is_not(None), func.lower(Device.name))
        .limit(limit)
    )
    return [
        DeviceHit(id_, name, kind, f"{make} {model}".strip(), client_id, client)
        for id_, name, kind, make, model, client_id, client in session.execute(found)
    ]
