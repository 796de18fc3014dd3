"""Questions about a client's plan: calls, systems in their order, what stops its approval."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client, Contact
from ...dates import full_date, today
from ...documentation.models.backup import BackupJob
from ...documentation.models.device import Device
from ...documentation.models.software import Application
from ...documentation.queries.backups import FactorRow, JobRow, RestoreRow
from ...documentation.queries.backups import form_factors as factors_of
from ...documentation.queries.backups import jobs as jobs_of
from ...documentation.queries.backups import restore_tests as tests_of
from ...people.models import Person
from ...rows import dataclass
from .. import rules
from ..models import Dependency, Exercise, Plan, PlanCall, Purchase, Step, System, Workaround
from .stale import is_stale


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A client's plan with everything on its form; `id` is 0 while none was begun.

    `budget` is minor units; texts with one entry a line are as they were typed.
    """

    id: int
    version: int
    client_id: int
    state: str
    author_id: int | None
    approved_by_id: int | None
    approved_by_client: str
    approved_on: date | None
    review_on: date | None
    objectives: str
    scope: str
    assumptions: str
    what_counts: str
    who_declares: str
    meeting_place: str
    staff_calls: str
    continuity: str
    continuity_start: str
    continuity_back: str
    return_steps: str
    envelope_place: str
    no_backup_by: str
    no_backup_on: date | None
    insurer: str
    insurer_policy: str
    insurer_phone: str
    budget: int | None
    notes: str
    author: str = ""
    approved_by: str = ""

    @property
    def approved(self) -> bool:
        """Whether it is approved as it stands."""
        return self.state == "approved"

    @property
    def state_words(self) -> str:
        """Its state in a word."""
        return rules.STATES.get(self.state, self.state) if self.id else "Not begun"

    @property
    def review_due(self) -> bool:
        """Whether its day to be looked at again has come."""
        return self.review_on is not None and self.review_on <= today()


_OF_PLAN = {"author", "approved_by"}
_PLAN = tuple(getattr(Plan, f.name) for f in fields(PlanRow) if f.name not in _OF_PLAN)


def plan(session: Session, client_id: int) -> PlanRow:
    """A client's plan, or an empty draft with id 0."""
    author, approver = aliased(Person), aliased(Person)
    found: Any = session.execute(
        select(*_PLAN, func.coalesce(author.name, ""), func.coalesce(approver.name, ""))
        .outerjoin(author, author.id == Plan.author_id)
        .outerjoin(approver, approver.id == Plan.approved_by_id)
        .where(Plan.client_id == client_id)
    ).first()
    return PlanRow(*found) if found else _blank(client_id)


def _blank(client_id: int) -> PlanRow:
    """A plan nobody has begun."""
    blank: dict[str, Any] = {
        f.name: "" if f.type is str or f.type == "str" else None for f in fields(PlanRow)
    }
    blank |= {"id": 0, "version": 0, "client_id": client_id, "state": "draft"}
    return PlanRow(**(blank | {"continuity": "none"}))


@dataclass(frozen=True, slots=True)
class CallRow:
    """Somebody to call; `number` is the place in the order, `after` the number of who calls on."""

    id: int
    version: int
    client_id: int
    position: int
    kind: str
    name: str
    role: str
    phone: str
    other_phone: str
    say: str
    does: str
    after_id: int | None
    contact_id: int | None
    vendor_account_id: int | None
    number: int = 0
    after: int | None = None


_CALL = tuple(
    getattr(PlanCall, f.name) for f in fields(CallRow) if f.name not in {"number", "after"}
)


def calls(session: Session, client_id: int) -> list[CallRow]:
    """Whom to call, in order, counted from 1."""
    found: Sequence[Any] = session.execute(
        select(*_CALL)
        .where(PlanCall.client_id == client_id)
        .order_by(PlanCall.position, PlanCall.id)
    ).all()
    places = {row.id: n for n, row in enumerate(found, 1)}
    whole: list[list[Any]] = [[*row, places[row.id], places.get(row.after_id)] for row in found]
    return [CallRow(*row) for row in whole]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of bringing a system back; minutes."""

    title: str
    detail: str = ""
    minutes: int | None = None

    @property
    def takes(self) -> str:
        """How long it takes: 5 min."""
        return rules.span_words(self.minutes) if self.minutes else ""


@dataclass(frozen=True, slots=True)
class Need:
    """A system that must work first, with its place in the order."""

    id: int
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A system of the plan; RTO and RPO in minutes, `estimated_cost` in minor units.

    `number` is its place in the order of recovery. `old` says that it or its program is marked
    legacy; `needs_platform` and `media` are what was written down for that on either (S087).
    """

    id: int
    version: int
    client_id: int
    position: int
    name: str
    does: str
    rto_minutes: int | None
    rpo_minutes: int | None
    device_id: int | None
    application_id: int | None
    backup_job_id: int | None
    data_place: str
    today: str
    replace_with: str
    estimated_cost: int | None
    legacy: bool
    platform: str
    media_place: str
    warning: str
    warning_more: str
    workaround: str
    owner_contact_id: int | None
    number: int
    device: str
    application: str
    job: str
    every_minutes: int | None
    owner: str
    old: bool
    needs_platform: str
    media: str
    needs: tuple[Need, ...]
    steps: tuple[StepRow, ...]

    @property
    def rto(self) -> str:
        """How soon it must work again, in words."""
        return rules.span_words(self.rto_minutes) if self.rto_minutes else ""

    @property
    def rpo(self) -> str:
        """How much work may be lost, in words."""
        return rules.span_words(self.rpo_minutes) if self.rpo_minutes else ""

    @property
    def misses_rpo(self) -> bool:
        """Whether its backup runs too seldom for its data-loss limit (B7)."""
        return not rules.meets_loss_limit(self.rpo_minutes, self.every_minutes)

    @property
    def expected(self) -> int:
        """What its steps take together, in minutes."""
        return sum(step.minutes or 0 for step in self.steps)

    @property
    def lacking(self) -> list[str]:
        """What a legacy system lacks (S087)."""
        return rules.lacks_for_legacy(self.needs_platform, self.media) if self.old else []

    @property
    def needs_words(self) -> str:
        """What must work first, by number and name."""
        return ", ".join(f"{need.number} {need.name}" for need in self.needs)


_OWN = tuple(f.name for f in fields(SystemRow))[:22]
_SYSTEM = tuple(getattr(System, name) for name in _OWN)


def systems(session: Session, client_id: int) -> list[SystemRow]:
    """A client's systems in the order of recovery, counted from 1."""
    contact = Contact.first_name + " " + Contact.last_name
    old = (System.legacy, Application.legacy, Application.platform, Application.media_place)
    found = session.execute(
        select(
            *_SYSTEM,
            *(func.coalesce(c, "") for c in (Device.name, Application.name, BackupJob.name)),
            BackupJob.every_minutes,
            func.coalesce(contact, ""),
            *old[1:],
        )
        .outerjoin(Device, Device.id == System.device_id)
        .outerjoin(Application, Application.id == System.application_id)
        .outerjoin(BackupJob, BackupJob.id == System.backup_job_id)
        .outerjoin(Contact, Contact.id == System.owner_contact_id)
        .where(System.client_id == client_id, System.gone_on.is_(None))
        .order_by(System.position, System.id)
    ).all()
    places = {row[0]: (n, row[_OWN.index("name")]) for n, row in enumerate(found, 1)}
    needs = needs_of(session, list(places))
    steps = _steps(session, list(places))
    return [_system(tuple(row), places, needs, steps) for row in found]


def _system(
    row: Sequence[Any],
    places: Mapping[int, tuple[int, str]],
    needs: Mapping[int, Sequence[int]],
    steps: Mapping[int, tuple[StepRow, ...]],
) -> SystemRow:
    """One row with what belongs to it."""
    own, said = row[: len(_OWN)], dict(zip(_OWN, row, strict=False))
    device, application, job, every, owner, old, platform, media = row[len(_OWN) :]
    first = sorted(needs.get(said["id"], ()), key=lambda one: places[one][0])
    whole: list[Any] = [*own, places[said["id"]][0], device, application, job, every]
    whole += [owner.strip(), bool(said["legacy"] or old)]
    whole += [said["platform"] or platform or "", said["media_place"] or media or ""]
    whole += [tuple(Need(one, places[one][1], places[one][0]) for one in first)]
    whole.append(steps.get(said["id"], ()))
    return SystemRow(*whole)


def needs_of(session: Session, ids: Sequence[int]) -> dict[int, list[int]]:
    """Which of these systems need which others of them."""
    found = select(Dependency.system_id, Dependency.needs_id).where(
        Dependency.system_id.in_(ids), Dependency.needs_id.in_(ids)
    )
    needs: dict[int, list[int]] = {}
    for one, other in session.execute(found.order_by(Dependency.id)):
        needs.setdefault(one, []).append(other)
    return needs


def _steps(session: Session, ids: Sequence[int]) -> dict[int, tuple[StepRow, ...]]:
    """The steps of these systems, in order."""
    found = (
        select(Step.system_id, Step.title, Step.detail, Step.minutes)
        .where(Step.system_id.in_(ids))
        .order_by(Step.system_id, Step.position, Step.id)
    )
    steps: dict[int, list[StepRow]] = {}
    for system_id, title, detail, minutes in session.execute(found):
        steps.setdefault(system_id, []).append(StepRow(title, detail, minutes))
    return {id_: tuple(rows) for id_, rows in steps.items()}


def system(session: Session, system_id: int) -> SystemRow | None:
    """One system of a plan, or None."""
    whose = session.scalar(select(System.client_id).where(System.id == system_id))
    if whose is None:
        return None
    return next((row for row in systems(session, whose) if row.id == system_id), None)


def applications(session: Session, client_id: int) -> list[tuple[int, str]]:
    """A client's programs by name, for forms to offer."""
    found = select(Application.id, Application.name).where(
        Application.client_id == client_id, Application.gone_on.is_(None)
    )
    return [(id_, name) for id_, name in session.execute(found.order_by(Application.name))]


@dataclass(frozen=True, slots=True)
class ShoppingRow:
    """Something to buy after a disaster; costs in minor units, None while nobody knows."""

    what: str
    quantity: int
    unit_cost: int | None
    where: str
    id: int | None = None
    version: int = 0
    system_id: int | None = None

    @property
    def cost(self) -> int | None:
        """What all of them cost together."""
        return None if self.unit_cost is None else self.unit_cost * self.quantity


def shopping_list(
    session: Session, client_id: int, held: Sequence[SystemRow] | None = None
) -> list[ShoppingRow]:
    """What to buy: first what systems are replaced with, then what else was written down (S086).

    `held` are the client's systems where they are known already; so below.
    """
    wanted = [
        ShoppingRow(one.replace_with, 1, one.estimated_cost, f"for {one.name}", system_id=one.id)
        for one in (systems(session, client_id) if held is None else held)
        if one.replace_with or one.estimated_cost is not None
    ]
    found = (
        select(Purchase.what, Purchase.quantity, Purchase.unit_cost, Purchase.where)
        .add_columns(Purchase.id, Purchase.version)
        .where(Purchase.client_id == client_id, Purchase.gone_on.is_(None))
        .order_by(Purchase.id)
    )
    return wanted + [ShoppingRow(*row) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class WorkaroundRow:
    """How a department works on paper; `system` names the one it stands in for, when it does."""

    department: str
    needs: str
    on_paper: str
    place: str
    id: int | None = None
    version: int = 0
    system_id: int | None = None


def workarounds(
    session: Session, client_id: int, held: Sequence[SystemRow] | None = None
) -> list[WorkaroundRow]:
    """How work goes on by department, then by system."""
    found = (
        select(Workaround.department, Workaround.needs, Workaround.on_paper, Workaround.place)
        .add_columns(Workaround.id, Workaround.version)
        .where(Workaround.client_id == client_id, Workaround.gone_on.is_(None))
        .order_by(Workaround.id)
    )
    return [WorkaroundRow(*row) for row in session.execute(found)] + [
        WorkaroundRow("", one.name, one.workaround, "", system_id=one.id)
        for one in (systems(session, client_id) if held is None else held)
        if one.workaround
    ]


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """That the plan was gone through."""

    id: int
    version: int
    client_id: int
    on: date
    kind: str
    who: str
    what: str
    result: str
    next_on: date | None

    @property
    def kind_words(self) -> str:
        """How it was gone through."""
        return rules.EXERCISE_KINDS.get(self.kind, self.kind)


_EXERCISE = tuple(getattr(Exercise, f.name) for f in fields(ExerciseRow))


def exercises(session: Session, client_id: int, limit: int | None = None) -> list[ExerciseRow]:
    """When the plan was gone through, newest first."""
    found = select(*_EXERCISE).where(Exercise.client_id == client_id)
    newest = found.order_by(Exercise.on.desc(), Exercise.id.desc()).limit(limit)
    return [ExerciseRow(*row) for row in session.execute(newest)]


@dataclass(frozen=True, slots=True)
class Guard:
    """What is to be done for a plan: a sentence, the part of the page, the row and its field.

    `new` says that a row is missing there.
    """

    text: str
    part: str
    id: int | None = None
    field: str = ""
    new: bool = False


def what_stops(
    session: Session, client_id: int, held: Sequence[SystemRow] | None = None
) -> list[Guard]:
    """What has to be done before a plan can be approved (B7, S087)."""
    held = systems(session, client_id) if held is None else held
    found = []
    if not _somebody_in_an_emergency(session, client_id):
        words = "Say whom to call at the client in an emergency, with a phone number."
        found.append(Guard(words, "calls", new=True))
    if not held:
        words = "Write down at least one system that must work again."
        found.append(Guard(words, "systems", new=True))
    if not _backed_up(session, client_id):
        words = "Write down a backup job, or who at the client signed that there is none."
        found.append(Guard(words, "backups", new=True))
    found += [_legacy_system(one) for one in held if one.lacking]
    return found + _legacy_programs(session, client_id, held)


def _legacy_system(one: SystemRow) -> Guard:
    """What a legacy system lacks, and the first field to fill."""
    words = f"{one.name} is legacy: write down {' and '.join(one.lacking)}."
    field = "media_place" if one.needs_platform else "platform"
    return Guard(words, "systems", one.id, field)


def guards(session: Session, client_id: int) -> list[str]:
    """What stops a plan's approval, as sentences."""
    return [guard.text for guard in what_stops(session, client_id)]


def _somebody_in_an_emergency(session: Session, client_id: int) -> bool:
    """Whether there is a person at the client with a number, among calls or contacts."""
    in_plan = select(PlanCall.id).where(
        PlanCall.client_id == client_id, PlanCall.kind == "client", PlanCall.phone != ""
    )
    marked = select(Contact.id).where(
        Contact.client_id == client_id,
        Contact.active.is_(True),
        Contact.emergency.is_not(None),
        or_(Contact.phone != "", Contact.mobile != ""),
    )
    return bool(session.scalar(in_plan.limit(1)) or session.scalar(marked.limit(1)))


def _backed_up(session: Session, client_id: int) -> bool:
    """Whether a backup job is written down, or somebody signed that there is none."""
    job = select(BackupJob.id).where(BackupJob.client_id == client_id, BackupJob.gone_on.is_(None))
    signed = select(Plan.id).where(
        Plan.client_id == client_id, Plan.no_backup_by != "", Plan.no_backup_on.is_not(None)
    )
    return bool(session.scalar(job.limit(1)) or session.scalar(signed.limit(1)))


def _legacy_programs(session: Session, client_id: int, held: Sequence[SystemRow]) -> list[Guard]:
    """Programs marked legacy that no system stands for and that lack platform or media (S087)."""
    known = {one.application_id for one in held}
    found = select(
        Application.id, Application.name, Application.platform, Application.media_place
    ).where(
        Application.client_id == client_id,
        Application.legacy.is_(True),
        Application.gone_on.is_(None),
    )
    return [
        Guard(f"{name} is legacy: write down {' and '.join(lacking)}.", "applications", id_)
        for id_, name, platform, media in session.execute(found.order_by(Application.name))
        if id_ not in known and (lacking := rules.lacks_for_legacy(platform, media))
    ]


def remarks(held: Sequence[SystemRow], jobs: Sequence[JobRow], one: PlanRow) -> list[Guard]:
    """What does not stop approval and should be looked at."""
    found = [
        Guard(
            f"{row.name} cannot meet its RPO of {row.rpo}: {row.job} runs "
            f"{rules.interval_words(row.every_minutes).lower()}.",
            "systems",
            row.id,
            "rpo_minutes",
        )
        for row in held
        if row.misses_rpo
    ]
    found += [
        Guard(f"{job.name} does not end within its window.", "backups", job.id)
        for job in jobs
        if job.fits is False
    ]
    if jobs and not any(job.offline_full and not job.offline_late for job in jobs):
        last = max(
            (job.offline_on for job in jobs if job.offline_full and job.offline_on), default=None
        )
        words = f"The full copy offline is late; the last is of {full_date(last)}." if last else ""
        found.append(Guard(words or "No full copy lies offline.", "backups"))
    if one.insurer and not one.insurer_phone:
        found.append(Guard("The insurer has no phone number: it prints as a line.", "plan"))
    if one.approved and one.review_due:
        found.append(Guard("The day to look it over has come.", "approval"))
    return found


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A client's plan with all its parts, as its page shows it."""

    client: str
    plan: PlanRow
    calls: tuple[CallRow, ...]
    systems: tuple[SystemRow, ...]
    jobs: tuple[JobRow, ...]
    tests: tuple[RestoreRow, ...]
    factors: tuple[FactorRow, ...]
    workarounds: tuple[WorkaroundRow, ...]
    shopping: tuple[ShoppingRow, ...]
    exercises: tuple[ExerciseRow, ...]
    stops: tuple[Guard, ...]
    remarks: tuple[Guard, ...]
    stale: bool = False

    @property
    def state_words(self) -> str:
        """The plan's state in a word, Stale where it is approved and its paper is behind."""
        return rules.STALE if self.stale else self.plan.state_words

    @property
    def shopping_total(self) -> int:
        """What is estimated of the shopping list, in minor units."""
        return sum(row.cost or 0 for row in self.shopping)


def plan_page(session: Session, client_id: int) -> PlanPage:
    """Everything the page of a plan shows."""
    one, held = plan(session, client_id), systems(session, client_id)
    jobs = jobs_of(session, client_id)
    name = session.scalar(select(Client.name).where(Client.id == client_id)) or ""
    return PlanPage(
        name,
        one,
        tuple(calls(session, client_id)),
        tuple(held),
        tuple(jobs),
        tuple(tests_of(session, client_id, limit=100)),
        tuple(factors_of(session, client_id)),
        tuple(workarounds(session, client_id, held)),
        tuple(shopping_list(session, client_id, held)),
        tuple(exercises(session, client_id)),
        tuple(what_stops(session, client_id, held)),
        tuple(remarks(held, jobs, one)),
        is_stale(session, client_id),
    )
