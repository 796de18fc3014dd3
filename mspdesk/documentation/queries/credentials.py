"""Questions about credentials: their names and what is sealed of them, never what they are."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...rows import dataclass
from ..models.device import Device
from ..models.software import Credential


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """A credential as lists and its form show it; `fields` says which values are sealed."""

    id: int
    version: int
    client_id: int
    site_id: int | None
    label: str
    kind: str
    device_id: int | None
    device: str
    sealed: str
    changed_on: date | None
    emergency: bool
    checked_on: date | None
    gone_on: date | None

    @property
    def fields(self) -> frozenset[str]:
        """The values that are sealed: user, secret, totp, address, notes."""
        return frozenset(self.sealed.split())


_OWN = tuple(name for name in CredentialRow.__dataclass_fields__ if name != "device")


def credentials(session: Session, client_id: int, *, gone: bool = False) -> list[CredentialRow]:
    """The credentials of a client by label; with `gone` those that were taken away too."""
    asked = (
        select(*(getattr(Credential, name) for name in _OWN), Device.name.label("device"))
        .outerjoin(Device, Device.id == Credential.device_id)
        .where(Credential.client_id == client_id)
        .order_by(Credential.label, Credential.id)
    )
    if not gone:
        asked = asked.where(Credential.gone_on.is_(None))
    return [_row(found) for found in session.execute(asked).mappings()]


def credential(session: Session, credential_id: int) -> CredentialRow | None:
    """One credential, or None."""
    asked = (
        select(*(getattr(Credential, name) for name in _OWN), Device.name.label("device"))
        .outerjoin(Device, Device.id == Credential.device_id)
        .where(Credential.id == credential_id)
    )
    found = session.execute(asked).mappings().first()
    return _row(found) if found else None


def emergency_ids(session: Session, client_id: int) -> list[int]:
    """The credentials of a client that go onto the sealed page, by label."""
    return [row.id for row in credentials(session, client_id) if row.emergency]


def _row(found: object) -> CredentialRow:
    values = dict(found)  # type: ignore[call-overload] # a mapping of SQLAlchemy's
    return CredentialRow(**values | {"device": values["device"] or ""})
