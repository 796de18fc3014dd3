"""What stands on each leaf of a plan, in words as they are read; nothing here changes by itself."""

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import full_date
from ...documentation.queries import devices as device_queries
from ...documentation.queries.backups import JobRow, RestoreRow, restore_tests
from ...documentation.queries.backups import jobs as jobs_of
from ...documentation.rules import backups as arithmetic
from ...errors import UserError
from ...money import Currency, shown
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from .. import rules
from .plan import SystemRow, calls, exercises, plan, shopping_list, system, systems, workarounds


def short_name(name: str) -> str:
    """A person as papers name them: D. Whitlock."""
    first, _, last = name.strip().rpartition(" ")
    return f"{first[0]}. {last}" if first else last


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody to call; `after` is the number of who calls on."""

    number: int
    name: str
    role: str
    phone: str
    other_phone: str
    say: str
    does: str
    after: int | None


@dataclass(frozen=True, slots=True)
class CallsDocument:
    """Who to call in which order, who calls the staff, where the envelope lies."""

    calls: tuple[CallLine, ...]
    staff: tuple[str, ...]
    meeting_place: str
    envelope: str


def calls_document(session: Session, client_id: int) -> CallsDocument:
    """The leaf of whom to call."""
    one = plan(session, client_id)
    return CallsDocument(
        tuple(
            CallLine(
                row.number,
                row.name,
                row.role,
                row.phone,
                row.other_phone,
                row.say,
                row.does,
                row.after,
            )
            for row in calls(session, client_id)
        ),
        rules.listed(one.staff_calls),
        one.meeting_place,
        one.envelope_place,
    )


@dataclass(frozen=True, slots=True)
class SystemLine:
    """A system in the table of all."""

    number: int
    name: str
    does: str
    rto: str
    rpo: str
    remark: str
    needs: str
    workaround: str


@dataclass(frozen=True, slots=True)
class SystemsDocument:
    """Systems in the order they are brought back."""

    systems: tuple[SystemLine, ...]


def systems_document(session: Session, client_id: int) -> SystemsDocument:
    """The leaf with the table of systems."""
    return SystemsDocument(
        tuple(
            SystemLine(
                row.number,
                row.name,
                row.does,
                row.rto,
                row.rpo,
                "cannot meet RPO" if row.misses_rpo else "",
                row.needs_words,
                row.workaround,
            )
            for row in systems(session, client_id)
        )
    )


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of bringing a system back."""

    title: str
    detail: str
    takes: str


@dataclass(frozen=True, slots=True)
class SystemDocument:
    """One system: how to bring it back, what it is today, what to replace it with."""

    number: int
    name: str
    where: str
    warning: str
    warning_more: str
    tested: str
    expect: str
    steps: tuple[StepLine, ...]
    does: str
    rto: str
    rpo: str
    needs: str
    today: str
    replace_with: str
    cost: str
    data_place: str
    backup: str
    legacy: bool
    platform: str
    media: str
    workaround: str
    owner: str


def system_documents(session: Session, client_id: int) -> list[SystemDocument]:
    """A leaf for each system, in the order they are brought back."""
    money = the_shop(session).money
    devices = {row.id: row for row in device_queries.devices_of(session, client_id, retired=True)}
    proved = {job.id: job.proved for job in jobs_of(session, client_id, gone=True)}
    found = []
    for row in systems(session, client_id):
        where = _where(devices.get(row.device_id or 0))
        found.append(_system(row, where, proved.get(row.backup_job_id or 0), money))
    return found


def system_document(session: Session, system_id: int) -> SystemDocument:
    """The leaf of one system; raises UserError where there is none."""
    held = system(session, system_id)
    if held is None:
        raise UserError("There is no such system.")
    return system_documents(session, held.client_id)[held.number - 1]


def _where(device: device_queries.DeviceRow | None) -> str:
    """Which device it is, where it stands, its service tag."""
    if device is None:
        return ""
    first = ", ".join(filter(None, (device.name, device.place)))
    tag = f"Service tag {device.serial}" if device.serial else ""
    return ". ".join(filter(None, (first, tag))) + "."


def _system(
    row: SystemRow, where: str, proved: RestoreRow | None, money: Currency
) -> SystemDocument:
    cost = "" if row.estimated_cost is None else shown(row.estimated_cost, money)
    return SystemDocument(
        number=row.number,
        name=row.name,
        where=where,
        warning=row.warning,
        warning_more=row.warning_more,
        tested=tested_words(proved) if proved else "",
        expect=expect_words(row.expected),
        steps=tuple(StepLine(step.title, step.detail, step.takes) for step in row.steps),
        does=row.does,
        rto=row.rto,
        rpo=row.rpo,
        needs=row.needs_words,
        today=row.today,
        replace_with=row.replace_with,
        cost=cost,
        data_place=row.data_place,
        backup=row.job,
        legacy=row.old,
        platform=row.needs_platform,
        media=row.media,
        workaround=row.workaround,
        owner=row.owner,
    )


def tested_words(test: RestoreRow) -> str:
    """When a restore was proved, by whom, in what time: Jan 20, 2026, D. Whitlock, 3 h 10 min."""
    return ", ".join(filter(None, (full_date(test.on), short_name(test.person), test.took)))


def expect_words(minutes: int) -> str:
    """How long to expect it to take, never less than it will: about 4 hours."""
    if not minutes:
        return ""
    if minutes < 120:
        return f"about {rules.span_words(minutes)}"
    return f"about {-(-minutes // 60)} hours"


@dataclass(frozen=True, slots=True)
class JobLine:
    """A backup job on paper, with its steps and who proved them last (S092)."""

    name: str
    what: str
    kept_on: str
    goes_to: str
    runs: str
    window: str
    takes: str
    fits: str
    retention: str
    watched: str
    key_place: str
    offline: str
    offline_place: str
    steps: tuple[str, ...]
    proved: str


@dataclass(frozen=True, slots=True)
class RestoreLine:
    """A restore test on paper."""

    on: str
    name: str
    item: str
    restored_to: str
    took: str
    person: str
    confirmed: str
    result: str


@dataclass(frozen=True, slots=True)
class BackupsDocument:
    """Where the backups are, and the last three restore tests that count."""

    jobs: tuple[JobLine, ...]
    tests: tuple[RestoreLine, ...]
    none_signed: str


def backups_document(session: Session, client_id: int) -> BackupsDocument:
    """The leaf of the backups, with the last three restores a person made (S076)."""
    one = plan(session, client_id)
    signed = ""
    if one.no_backup_by and one.no_backup_on:
        signed = f"{one.no_backup_by} signed on {full_date(one.no_backup_on)} that there is none."
    tests = [row for row in restore_tests(session, client_id) if row.counts][:3]
    return BackupsDocument(
        tuple(job_line(row) for row in jobs_of(session, client_id)),
        tuple(restore_line(row) for row in tests),
        signed,
    )


def job_line(row: JobRow) -> JobLine:
    """A backup job in words."""
    kept = ", ".join(filter(None, (arithmetic.METHODS.get(row.method, row.method), row.product)))
    return JobLine(
        name=row.name,
        what=row.what or row.device,
        kept_on=kept,
        goes_to=row.goes_to,
        runs=row.schedule or rules.interval_words(row.every_minutes),
        window=window_words(row),
        takes=arithmetic.hours_words(row.hours) if row.hours is not None else "",
        fits={True: "Ends within its window", False: "Does not fit its window", None: ""}[row.fits],
        retention=row.retention,
        watched=row.watched,
        key_place=row.key_place,
        offline=offline_words(row),
        offline_place=row.offline_place,
        steps=row.steps,
        proved=tested_words(row.proved) if row.proved else "",
    )


def window_words(row: JobRow) -> str:
    """When a backup may run: 6:00 pm to 6:00 am, 12 h."""
    if row.window_from is None or row.window_to is None or row.window is None:
        return ""
    first, last = (arithmetic.clock_words(m) for m in (row.window_from, row.window_to))
    span = f"{first} to {last}"
    return f"{span}, {rules.span_words(row.window)}"


def offline_words(row: JobRow) -> str:
    """What goes offline, how often, when last."""
    if not row.offline_full:
        return ""
    every = arithmetic.OFFLINE_EVERY.get(row.offline_every, "").lower()
    last = f"last {full_date(row.offline_on)}" if row.offline_on else ""
    how_often = f"every {every}" if row.offline_every else ""
    return ", ".join(filter(None, (row.offline_media or "Full copy", how_often, last)))


def restore_line(row: RestoreRow) -> RestoreLine:
    """A restore test in words."""
    return RestoreLine(
        full_date(row.on),
        row.job,
        row.item,
        row.restored_to,
        row.took,
        row.person,
        row.confirmed,
        arithmetic.RESULTS.get(row.result, row.result),
    )


@dataclass(frozen=True, slots=True)
class ContinuityDocument:
    """How they work on meanwhile, how to start it and how to come back from it (S089)."""

    option: str
    start: tuple[str, ...]
    back: tuple[str, ...]


def continuity_document(session: Session, client_id: int) -> ContinuityDocument:
    """The leaf of continuity."""
    one = plan(session, client_id)
    return ContinuityDocument(
        rules.CONTINUITY.get(one.continuity, one.continuity),
        rules.listed(one.continuity_start),
        rules.listed(one.continuity_back),
    )


@dataclass(frozen=True, slots=True)
class ShoppingLine:
    """Something to buy."""

    what: str
    where: str
    quantity: str
    each: str
    cost: str


@dataclass(frozen=True, slots=True)
class ShoppingDocument:
    """What to buy after a disaster, what it will cost, what is set aside."""

    lines: tuple[ShoppingLine, ...]
    total: str
    unknown: int
    budget: str
    insurer: str
    policy: str
    insurer_phone: str


def shopping_document(session: Session, client_id: int) -> ShoppingDocument:
    """The leaf of what to buy."""
    money, one = the_shop(session).money, plan(session, client_id)
    rows = shopping_list(session, client_id)

    def words(amount: int | None) -> str:
        return "" if amount is None else shown(amount, money)

    return ShoppingDocument(
        tuple(
            ShoppingLine(
                row.what, row.where, f"{row.quantity:,}", words(row.unit_cost), words(row.cost)
            )
            for row in rows
        ),
        words(sum(row.cost or 0 for row in rows)) if rows else "",
        sum(row.cost is None for row in rows),
        words(one.budget),
        one.insurer,
        one.insurer_policy,
        one.insurer_phone,
    )


@dataclass(frozen=True, slots=True)
class WorkaroundLine:
    """How a department works on paper."""

    name: str
    needs: str
    on_paper: str
    place: str


@dataclass(frozen=True, slots=True)
class WorkaroundsDocument:
    """How work goes on without computers."""

    lines: tuple[WorkaroundLine, ...]


def workarounds_document(session: Session, client_id: int) -> WorkaroundsDocument:
    """The leaf of workarounds on paper."""
    return WorkaroundsDocument(
        tuple(
            WorkaroundLine(
                row.department or f"Without {row.needs}",
                row.needs if row.department else "",
                row.on_paper,
                row.place,
            )
            for row in workarounds(session, client_id)
        )
    )


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """That the plan was gone through."""

    on: str
    kind: str
    who: str
    what: str
    result: str
    next_on: str


@dataclass(frozen=True, slots=True)
class ExercisesDocument:
    """When the plan was gone through."""

    lines: tuple[ExerciseLine, ...]


def exercises_document(session: Session, client_id: int) -> ExercisesDocument:
    """The leaf of exercises, the newest six."""
    return ExercisesDocument(
        tuple(
            ExerciseLine(
                full_date(row.on),
                row.kind_words,
                row.who,
                row.what,
                row.result,
                full_date(row.next_on) if row.next_on else "",
            )
            for row in exercises(session, client_id, 6)
        )
    )


def client_name(session: Session, client_id: int) -> str:
    """A client's name; raises UserError where there is no such client."""
    found = session.get(Client, client_id)
    if found is None:
        raise UserError("There is no such client.")
    return found.name
