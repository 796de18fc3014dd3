"""Questions about backups: do they fit, are they proved, is a full copy offline."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...dates import today
from ...people.models import Person
from ...rows import dataclass
from ..models.backup import BackupJob, FormFactor, RestoreTest
from ..models.device import Device
from ..rules import backups as rules


@dataclass(frozen=True, slots=True)
class RestoreRow:
    """A restore test: what came back, by whom, confirmed by whom.

    `person` and `confirmed` are names; `confirmed` is one of us or somebody at the client.
    """

    id: int
    version: int
    client_id: int
    backup_job_id: int
    on: date
    item: str
    restored_to: str
    minutes: int | None
    person_id: int | None
    verified_by_id: int | None
    verified_by: str
    evidence: str
    result: str
    notes: str
    person: str
    verifier: str
    job: str
    client: str

    @property
    def confirmed(self) -> str:
        """Who confirmed it: one of us, or who at the client."""
        return self.verifier or self.verified_by

    @property
    def counts(self) -> bool:
        """Whether it counts as a test (S076)."""
        return rules.counts(self.evidence, self.item, self.person, self.confirmed)

    @property
    def why_not(self) -> str:
        """What it lacks to count; empty where it counts."""
        return rules.why_not(self.evidence, self.item, self.person, self.confirmed)

    @property
    def took(self) -> str:
        """How long it took: 3 h 10 min."""
        return rules.span_words(self.minutes) if self.minutes else ""

    @property
    def proves(self) -> bool:
        """Whether it counts and all came back."""
        return self.counts and self.result == "good"


@dataclass(frozen=True, slots=True)
class JobRow:
    """A backup job with all its facts, and what follows from them.

    `gigabytes`, `speed` in tenths of a megabyte a second, `growth` in millionths a year, costs in
    minor units. `tested` is the newest restore that counts, `proved` the newest good one.
    """

    id: int
    version: int
    client_id: int
    site_id: int | None
    name: str
    what: str
    device_id: int | None
    method: str
    product: str
    gigabytes: int | None
    speed: int | None
    window_from: int | None
    window_to: int | None
    every_minutes: int | None
    schedule: str
    retention: str
    growth: int | None
    goes_to: str
    offline_full: bool
    offline_every: str
    offline_media: str
    offline_place: str
    offline_on: date | None
    media_cost: int | None
    media_a_year: int | None
    key_place: str
    last_good_on: date | None
    watched: str
    restore_steps: str
    notes: str
    checked_on: date | None
    gone_on: date | None
    client: str
    device: str
    tested: RestoreRow | None = None
    proved: RestoreRow | None = None

    @property
    def window(self) -> int | None:
        """The window in minutes, None while it is not said."""
        if self.window_from is None or self.window_to is None:
            return None
        return rules.window_minutes(self.window_from, self.window_to)

    @property
    def hours(self) -> int | None:
        """How long it runs, in hundredths of an hour; None while it cannot be told."""
        if self.gigabytes is None or not self.speed:
            return None
        return rules.duration_hours(self.gigabytes, self.speed)

    @property
    def fits(self) -> bool | None:
        """Whether it ends within its window; None while it cannot be told (S090)."""
        if self.gigabytes is None or not self.speed or self.window is None:
            return None
        return rules.fits(self.gigabytes, self.speed, self.window)

    @property
    def largest(self) -> int | None:
        """The most gigabytes its window takes."""
        if not self.speed or self.window is None:
            return None
        return rules.largest(self.speed, self.window)

    @property
    def full_on(self) -> date | None:
        """The first day on which it no longer fits as it grows."""
        if self.gigabytes is None or not self.speed or self.window is None:
            return None
        return rules.full_on(self.gigabytes, self.speed, self.window, self.growth or 0, today())

    @property
    def media_year(self) -> int | None:
        """What its retired media cost a year, in minor units (S091)."""
        if self.media_cost is None or self.media_a_year is None:
            return None
        return rules.media_a_year(self.media_cost, self.media_a_year)

    @property
    def offline_late(self) -> bool:
        """Whether its offline full copy is overdue."""
        return self.offline_full and rules.offline_late(
            self.offline_every, self.offline_on, today()
        )

    @property
    def test_due(self) -> bool:
        """Whether a restore test is due (E37)."""
        return rules.test_due(self.tested.on if self.tested else None, today())

    @property
    def steps(self) -> tuple[str, ...]:
        """How it is restored, step by step (S092)."""
        return tuple(line.strip() for line in self.restore_steps.splitlines() if line.strip())


_OF_JOB = {"client", "device", "tested", "proved"}
_OF_TEST = {"person", "verifier", "job", "client"}
_JOB = tuple(getattr(BackupJob, f.name) for f in fields(JobRow) if f.name not in _OF_JOB)
_TEST = tuple(getattr(RestoreTest, f.name) for f in fields(RestoreRow) if f.name not in _OF_TEST)


def jobs(
    session: Session, client_id: int | None = None, *, gone: bool = False, tests: bool = True
) -> list[JobRow]:
    """Backup jobs of a client (of all who are still clients without one) by name.

    Without `tests` they do not know when somebody last restored from them.
    """
    found = (
        select(*_JOB, Client.name, func.coalesce(Device.name, ""))
        .join(Client, Client.id == BackupJob.client_id)
        .outerjoin(Device, Device.id == BackupJob.device_id)
        .order_by(Client.name, BackupJob.name, BackupJob.id)
    )
    if client_id is not None:
        found = found.where(BackupJob.client_id == client_id)
    else:
        found = found.where(Client.status == "active")
    if not gone:
        found = found.where(BackupJob.gone_on.is_(None))
    rows: Sequence[Any] = session.execute(found).all()
    return _with_tests(session, rows, client_id) if tests else [JobRow(*row) for row in rows]


def job(session: Session, job_id: int) -> JobRow | None:
    """One backup job, or None."""
    whose = session.scalar(select(BackupJob.client_id).where(BackupJob.id == job_id))
    if whose is None:
        return None
    return next((row for row in jobs(session, whose, gone=True) if row.id == job_id), None)


def _with_tests(session: Session, rows: Iterable[Any], client_id: int | None) -> list[JobRow]:
    """Jobs with their newest tests that count."""
    tested = _newest(session, client_id)
    proved = _newest(session, client_id, RestoreTest.result == "good")
    whole: list[list[Any]] = [[*row, tested.get(row[0]), proved.get(row[0])] for row in rows]
    return [JobRow(*row) for row in whole]


# As `rules.counts`, but for a client's helper who has the name of the one who restored.
_COUNTING = (
    RestoreTest.evidence == "restored",
    RestoreTest.item != "",
    RestoreTest.person_id.is_not(None),
    or_(
        RestoreTest.verified_by != "",
        and_(
            RestoreTest.verified_by_id.is_not(None),
            RestoreTest.verified_by_id != RestoreTest.person_id,
        ),
    ),
)


_ENOUGH = 2
"""Tests looked at for each job: people who share a name now may rule out the newest one."""


def _newest(
    session: Session, client_id: int | None, *more: ColumnElement[bool]
) -> dict[int, RestoreRow]:
    """The newest test that counts of each job; the books find it, however many there are."""
    place = func.row_number().over(
        partition_by=RestoreTest.backup_job_id,
        order_by=(RestoreTest.on.desc(), RestoreTest.id.desc()),
    )
    ranked = select(RestoreTest.id, place.label("place")).where(*_COUNTING, *more)
    if client_id is not None:
        ranked = ranked.where(RestoreTest.client_id == client_id)
    first = ranked.subquery()
    found = _restores().where(
        RestoreTest.id.in_(select(first.c.id).where(first.c.place <= _ENOUGH))
    )
    rows: Sequence[Any] = session.execute(found).all()
    newest: dict[int, RestoreRow] = {}
    for test in (RestoreRow(*row) for row in rows):
        if test.counts:
            newest.setdefault(test.backup_job_id, test)
    return newest


def restore_tests(
    session: Session,
    client_id: int | None = None,
    *,
    job_id: int | None = None,
    limit: int | None = None,
) -> list[RestoreRow]:
    """Restore tests, newest first."""
    found = _restores().limit(limit)
    if client_id is not None:
        found = found.where(RestoreTest.client_id == client_id)
    if job_id is not None:
        found = found.where(RestoreTest.backup_job_id == job_id)
    rows: Sequence[Any] = session.execute(found).all()
    return [RestoreRow(*row) for row in rows]


def _restores() -> Select[Any]:
    """Restore tests with the names of people, jobs and clients, newest first."""
    who, other = aliased(Person), aliased(Person)
    names = (func.coalesce(who.name, ""), func.coalesce(other.name, ""))
    return (
        select(*_TEST, *names, BackupJob.name, Client.name)
        .join(BackupJob, BackupJob.id == RestoreTest.backup_job_id)
        .join(Client, Client.id == RestoreTest.client_id)
        .outerjoin(who, who.id == RestoreTest.person_id)
        .outerjoin(other, other.id == RestoreTest.verified_by_id)
        .order_by(RestoreTest.on.desc(), RestoreTest.id.desc())
    )


_MONTHS_BACK = timedelta(days=62)
"""A test older than this cannot be less than a month old."""


def restores_due(session: Session, client_id: int | None = None) -> list[JobRow]:
    """Backup jobs due for a restore test, those never tested first (E37).

    Most were tested lately: the books say which, and only the others are looked at closely.
    """
    day = today()
    lately = (
        select(RestoreTest.backup_job_id, func.max(RestoreTest.on))
        .where(*_COUNTING, RestoreTest.on > day - _MONTHS_BACK)
        .group_by(RestoreTest.backup_job_id)
    )
    fresh = {id_ for id_, last in session.execute(lately) if not rules.test_due(last, day)}
    open_ = [row for row in jobs(session, client_id, tests=False) if row.id not in fresh]
    tested = _newest(session, client_id, RestoreTest.backup_job_id.in_([one.id for one in open_]))
    found = [replace(row, tested=tested.get(row.id)) for row in open_]
    due = [row for row in found if row.test_due]
    return sorted(due, key=lambda row: row.tested.on if row.tested else date.min)


@dataclass(frozen=True, slots=True)
class OfflineRow:
    """A client without an offline full copy, or with an old one, and why it is listed (S091)."""

    client_id: int
    client: str
    jobs: int
    last: date | None
    words: str


def offline_missing(
    session: Session, client_id: int | None = None, known: Sequence[JobRow] | None = None
) -> list[OfflineRow]:
    """Clients with no offline full copy, or with one that is overdue, by name (S091).

    `known` are their jobs where somebody has asked for them already.
    """
    found = select(Client.id, Client.name).where(
        Client.status == "active", Client.internal.is_(False)
    )
    if client_id is not None:
        found = select(Client.id, Client.name).where(Client.id == client_id)
    held: dict[int, list[JobRow]] = {}
    for row in jobs(session, client_id, tests=False) if known is None else known:
        held.setdefault(row.client_id, []).append(row)
    listed = []
    for id_, name in session.execute(found.order_by(Client.name)):
        own = held.get(id_, [])
        kept = [row for row in own if row.offline_full]
        if any(not row.offline_late for row in kept):
            continue
        last = max((row.offline_on for row in kept if row.offline_on), default=None)
        listed.append(OfflineRow(id_, name, len(own), last, _offline_words(own, kept, last)))
    return listed


def _offline_words(own: list[JobRow], kept: list[JobRow], last: date | None) -> str:
    """Why a client is listed."""
    if not own:
        return "No backup is written down"
    if not kept:
        return "No full copy goes offline"
    return "The offline copy is overdue" if last else "No offline copy was made yet"


@dataclass(frozen=True, slots=True)
class MediaRow:
    """What the retired media of a job cost a year; minor units (S091)."""

    client_id: int
    client: str
    job: str
    media: str
    price: int
    retired: int

    @property
    def cost(self) -> int:
        """Price times how many a year."""
        return rules.media_a_year(self.price, self.retired)


def retired_media(session: Session) -> list[MediaRow]:
    """Media that are retired every year, by client (S091)."""
    return [
        MediaRow(
            row.client_id, row.client, row.name, row.offline_media, row.media_cost, row.media_a_year
        )
        for row in jobs(session, tests=False)
        if row.media_cost is not None and row.media_a_year
    ]


@dataclass(frozen=True, slots=True)
class FactorRow:
    """A medium weighed for a client; scores 0 to 5, `cost` minor units a year (S090)."""

    id: int
    version: int
    client_id: int
    name: str
    capacity: int | None
    speed: int | None
    media_life: int | None
    durability: int | None
    format_life: int | None
    restore_knowledge: int | None
    cost: int | None
    chosen: bool
    notes: str

    @property
    def scores(self) -> rules.Scores:
        """The six scores."""
        return rules.Scores(*(getattr(self, name) for name in rules.CRITERIA))


_FACTOR = tuple(getattr(FormFactor, f.name) for f in fields(FactorRow))


def form_factors(session: Session, client_id: int) -> list[FactorRow]:
    """The media weighed for a client: the best first, those ruled out last."""
    found = select(*_FACTOR).where(FormFactor.client_id == client_id)
    rows = [FactorRow(*row) for row in session.execute(found)]
    return sorted(rows, key=lambda row: (row.scores.rejected, -row.scores.total, row.name.lower()))
