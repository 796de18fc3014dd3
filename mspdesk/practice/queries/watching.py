"""Backups that are in doubt: of which an alert is open, or no good one is known (B10, S076)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...documentation.models.device import Device
from ...documentation.queries.backups import JobRow, jobs
from ...rows import dataclass
from ...tickets.models import Ticket
from ...tickets.queries import IS_OPEN
from ..models import Alert, AlertType

QUIET_DAYS = 2
"""Days without a good backup after which a nightly one is listed."""


@dataclass(frozen=True, slots=True)
class DoubtfulBackup:
    """A backup that is not known to be good: whose, which, since when, how it is known."""

    client_id: int
    client: str
    backup: str
    on: date
    source: str
    words: str
    ticket: int | None = None


def doubtful_backups(session: Session, day: date) -> list[DoubtfulBackup]:
    """What open alerts and the backup map say of backups, by client.

    What the daily monitoring found stands in the report of checklists.
    """
    found = [*_from_alerts(session), *_from_books(jobs(session, tests=False), day)]
    return sorted(found, key=lambda one: (one.client.casefold(), one.backup.casefold(), one.on))


def _from_alerts(session: Session) -> Iterator[DoubtfulBackup]:
    found = (
        select(
            Client.id,
            Client.name,
            Device.name,
            func.max(Alert.at),
            Ticket.number_int,
            Ticket.title,
        )
        .join(Client, Client.id == Alert.client_id)
        .join(AlertType, AlertType.id == Alert.alert_type_id)
        .join(Ticket, Ticket.id == Alert.ticket_id)
        .outerjoin(Device, Device.id == Alert.device_id)
        .where(IS_OPEN, func.lower(AlertType.title).contains("backup"))
        .group_by(Client.id, Client.name, Device.name, Ticket.number_int, Ticket.title)
    )
    for client_id, client, device, at, number, title in session.execute(found):
        yield DoubtfulBackup(
            client_id, client, device or "Not said", at.date(), "Alert", title, number
        )


def _from_books(held: list[JobRow], day: date) -> Iterator[DoubtfulBackup]:
    for job in held:
        if job.last_good_on is None:
            continue
        every = -(-(job.every_minutes or 0) // (24 * 60))
        if (day - job.last_good_on).days > max(QUIET_DAYS, every + 1):
            days = (day - job.last_good_on).days
            words = f"No good backup for {days} days"
            yield DoubtfulBackup(
                job.client_id, job.client, job.name, job.last_good_on, "Backup map", words
            )
