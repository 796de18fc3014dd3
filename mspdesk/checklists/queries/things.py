"""What a line may be repeated for when a run starts: servers, backup jobs, computers (S058)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status
from ...documentation.models.backup import BackupJob
from ...documentation.models.device import Device
from ..rules.run import Thing

_KINDS: Mapping[str, tuple[str, ...]] = {
    "servers": ("server",),
    "computers": ("workstation", "laptop"),
    "network": ("firewall", "switch", "access point"),
}
BACKUPS = "backups"


def things(
    session: Session, client_id: int | None, kinds: Collection[str]
) -> dict[str, Sequence[Thing]]:
    """What there is of each kind asked for, by name.

    A run for nobody, or for our own company, looks after what every active client has.
    """
    client = session.get(Client, client_id) if client_id is not None else None
    whole = client is None or client.internal
    whose = Client.status == Status.ACTIVE if whole else Client.id == client_id
    return {kind: _of(session, kind, whose, whole=whole) for kind in sorted(kinds)}


def _of(session: Session, kind: str, whose: Any, *, whole: bool) -> list[Thing]:
    table: Any = BackupJob if kind == BACKUPS else Device
    found = (
        select(table.id, table.name, table.client_id, Client.name)
        .join(Client, Client.id == table.client_id)
        .where(whose)
        .order_by(Client.name, table.name, table.id)
    )
    if kind == BACKUPS:
        found = found.where(BackupJob.gone_on.is_(None))
    else:
        found = found.where(Device.retired_on.is_(None), Device.kind.in_(_KINDS[kind]))
    return [
        Thing(id_, name, own, client if whole else "")
        for id_, name, own, client in session.execute(found)
    ]


def client_of(session: Session, repeat: str, about: int) -> int | None:
    """Whose a thing is that a repeated line was made for."""
    table: Any = BackupJob if repeat == BACKUPS else Device
    found: int | None = session.scalar(select(table.client_id).where(table.id == about))
    return found
