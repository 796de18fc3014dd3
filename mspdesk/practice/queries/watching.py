"""Backups that failed, and how far clients are watched (B10, S058, S076)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ...checklists.models.master import Checklist
from ...checklists.models.run import ChecklistRun
from ...checklists.queries.runs import results, run_lines
from ...clients.models import Client
from ...clients.rules import RMM_LEVELS
from ...documentation.models.backup import BackupJob
from ...documentation.models.device import Device
from ...documentation.queries.backups import JobRow, jobs
from ...rows import dataclass
from ...tickets.models import Ticket
from ...tickets.queries import IS_OPEN
from ..models import Alert, AlertType

MONITORING = "daily-monitoring"
"""The checklist that looks over servers and backups every working day (S058)."""

QUIET_DAYS = 2
"""Days without a good backup after which a nightly one is listed."""


@dataclass(frozen=True, slots=True)
class FailedBackup:
    """A backup that is not known to be good: whose, which, since when, how it is known."""

    client_id: int
    client: str
    backup: str
    on: date
    source: str
    words: str
    ticket: int | None = None


def failed_backups(session: Session, day: date) -> list[FailedBackup]:
    """What the newest monitoring, open alerts and the books say of backups, by client (B10)."""
    held = jobs(session, tests=False)
    found = [
        *_from_monitoring(session, day, {one.id: one for one in held}),
        *_from_alerts(session),
        *_from_books(held, day),
    ]
    return sorted(found, key=lambda one: (one.client.casefold(), one.backup.casefold(), one.on))


def _from_monitoring(
    session: Session, day: date, held: dict[int, JobRow]
) -> Iterator[FailedBackup]:
    started = (
        select(ChecklistRun.id, ChecklistRun.started_at)
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .where(
            Checklist.code == MONITORING,
            ChecklistRun.started_at < datetime.combine(day + timedelta(days=1), time()),
            ChecklistRun.started_at >= datetime.combine(day - timedelta(days=7), time()),
            ChecklistRun.state != "dropped",
        )
        .order_by(ChecklistRun.started_at.desc())
    )
    runs = [(run, at.date()) for run, at in session.execute(started) if at]
    newest = [run for run, on in runs if on == runs[0][1]]
    numbers = dict(session.execute(select(Ticket.id, Ticket.number_int).where(IS_OPEN)).all())
    for run_id in newest:
        said = results(session, run_id)
        for line in run_lines(session, run_id).lines():
            one = said.get(line.key)
            job = held.get(line.about) if line.about else None
            if line.repeat != "backups" or one is None or one.state != "attention" or job is None:
                continue
            on = one.at.date() if one.at else day
            yield FailedBackup(
                job.client_id,
                job.client,
                job.name,
                on,
                "Daily monitoring",
                " ".join(filter(None, (one.value, one.note))),
                numbers.get(one.ticket_id) if one.ticket_id else None,
            )


def _from_alerts(session: Session) -> Iterator[FailedBackup]:
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
        yield FailedBackup(
            client_id, client, device or "Not said", at.date(), "Alert", title, number
        )


def _from_books(held: list[JobRow], day: date) -> Iterator[FailedBackup]:
    for job in held:
        if job.last_good_on is None:
            continue
        every = -(-(job.every_minutes or 0) // (24 * 60))
        if (day - job.last_good_on).days > max(QUIET_DAYS, every + 1):
            days = (day - job.last_good_on).days
            words = f"No good backup for {days} days"
            yield FailedBackup(
                job.client_id, job.client, job.name, job.last_good_on, "Backup map", words
            )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a client is watched: level, what there is to watch, alerts and daily looks in a month."""

    client_id: int
    client: str
    level: str
    servers: int
    computers: int
    backups: int
    unwatched: int
    alerts: int
    looks: int

    @property
    def gap(self) -> str:
        """What is not watched, in words; empty when all of it is."""
        said = []
        if self.level in ("", "none") and self.servers + self.computers:
            said.append("Nobody watches its devices")
        if self.unwatched:
            many = "backup" if self.unwatched == 1 else "backups"
            said.append(f"{self.unwatched} {many} nobody is named to watch")
        return "; ".join(said)

    @property
    def level_words(self) -> str:
        """The level in words."""
        return RMM_LEVELS.get(self.level, self.level) if self.level else "Not said"


def monitoring_coverage(
    session: Session, first: date, last: date, client_id: int | None = None
) -> list[Coverage]:
    """How each active client is watched, by name (B10)."""
    clients = select(Client.id, Client.name, Client.rmm_level).where(
        Client.status == "active", Client.internal.is_(False)
    )
    if client_id is not None:
        clients = clients.where(Client.id == client_id)
    counted = (
        select(Device.client_id, Device.kind, func.count())
        .where(Device.retired_on.is_(None), Device.status == "in_use")
        .group_by(Device.client_id, Device.kind)
    )
    devices: dict[tuple[int, str], int] = {
        (who, kind): count for who, kind, count in session.execute(counted)
    }
    unwatched = case((BackupJob.watched == "", 1), else_=0)
    watched = select(BackupJob.client_id, func.count(), func.sum(unwatched)).where(
        BackupJob.gone_on.is_(None)
    )
    backups = {
        who: (count, int(without or 0))
        for who, count, without in session.execute(watched.group_by(BackupJob.client_id))
    }
    begin, end = datetime.combine(first, time()), datetime.combine(last, time.max)
    told = select(Alert.client_id, func.count()).where(Alert.at.between(begin, end))
    alerts = dict(session.execute(told.group_by(Alert.client_id)).all())
    looks = _looks(session, begin, end)
    rows = session.execute(clients.order_by(func.lower(Client.name))).all()
    return [
        Coverage(
            id_,
            name,
            level,
            devices.get((id_, "server"), 0),
            devices.get((id_, "workstation"), 0) + devices.get((id_, "laptop"), 0),
            *backups.get(id_, (0, 0)),
            alerts.get(id_, 0),
            looks.get(id_, 0) + looks.get(None, 0),
        )
        for id_, name, level in rows
    ]


def _looks(session: Session, begin: datetime, end: datetime) -> dict[int | None, int]:
    """Daily monitoring that was done in a span, by client; None for everybody's."""
    found = (
        select(ChecklistRun.client_id, Client.internal, func.count())
        .join(Checklist, Checklist.id == ChecklistRun.checklist_id)
        .outerjoin(Client, Client.id == ChecklistRun.client_id)
        .where(Checklist.code == MONITORING, ChecklistRun.done_at.between(begin, end))
        .group_by(ChecklistRun.client_id, Client.internal)
    )
    sums: dict[int | None, int] = {}
    for who, internal, count in session.execute(found):
        key = None if who is None or internal else who
        sums[key] = sums.get(key, 0) + count
    return sums
