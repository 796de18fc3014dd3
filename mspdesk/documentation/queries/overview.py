"""What the first page of a client says of its devices and sites; a few rows, however many are."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ...rows import dataclass
from ..models.backup import BackupJob
from ..models.device import Device
from ..models.network import Circuit
from ..rules.words import CIRCUIT_KINDS
from .completeness import completeness


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device in a line: where it is, when it was backed up, until when the maker stands by it."""

    id: int
    name: str
    kind: str
    where: str
    backed_up_on: date | None
    warranty_until: date | None


def device_lines(
    session: Session, client_id: int, first: Sequence[int] = (), limit: int = 5
) -> list[DeviceLine]:
    """A few devices of a client: those named first, then servers, then the rest by name."""
    rank = case({id_: place for place, id_ in enumerate(first)}, value=Device.id, else_=len(first))
    order = (rank, Device.kind != "server", func.lower(Device.name), Device.id)
    asked = (
        select(
            Device.id,
            Device.name,
            Device.kind,
            Device.place,
            Device.used_by,
            Device.warranty_until,
        )
        .where(Device.client_id == client_id, Device.retired_on.is_(None))
        .order_by(*(order if first else order[1:]))
        .limit(limit)
    )
    rows = session.execute(asked).all()
    backups = _backed_up(session, [row[0] for row in rows])
    return [
        DeviceLine(id_, name, kind, place or used_by, backups.get(id_), until)
        for id_, name, kind, place, used_by, until in rows
    ]


def _backed_up(session: Session, devices: Sequence[int]) -> dict[int, date]:
    """The day of each device's newest good backup."""
    asked = (
        select(BackupJob.device_id, func.max(BackupJob.last_good_on))
        .where(
            BackupJob.device_id.in_(devices),
            BackupJob.gone_on.is_(None),
            BackupJob.last_good_on.is_not(None),
        )
        .group_by(BackupJob.device_id)
    )
    return {id_: day for id_, day in session.execute(asked) if id_ is not None and day is not None}


def site_words(session: Session, client_id: int) -> dict[int | None, str]:
    """What stands at each site in a few words; what has no site stands under None."""
    counted = (
        select(
            Device.site_id,
            func.count(),
            func.sum(case((Device.kind == "server", 1), else_=0)),
        )
        .where(Device.client_id == client_id, Device.retired_on.is_(None))
        .group_by(Device.site_id)
    )
    said: dict[int | None, list[str]] = {}
    for site_id, count, servers in session.execute(counted):
        words = ["Server"] if servers == 1 else [f"{servers} servers"] if servers else []
        words.append(f"{count} device{'' if count == 1 else 's'}")
        said[site_id] = words
    lines = (
        select(Circuit.site_id, Circuit.kind)
        .where(
            Circuit.client_id == client_id,
            Circuit.gone_on.is_(None),
            Circuit.site_id.is_not(None),
            Circuit.kind.not_in(("", "other")),
        )
        .order_by(Circuit.id)
    )
    for site_id, kind in session.execute(lines):
        word = CIRCUIT_KINDS[kind]
        said.setdefault(site_id, []).append(f"{word if word.isupper() else word.lower()} internet")
    return {site_id: ", ".join(words) for site_id, words in said.items()}


def known_percent(session: Session, client_id: int) -> int:
    """How complete the documentation of one client is, in percent."""
    return completeness(session, client_id).percent
