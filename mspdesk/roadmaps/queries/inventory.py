"""What stands at a client before a talk: machines to replace, and how much is written down."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from ...dates import add_months, full_date
from ...documentation.models.device import Device
from ...documentation.queries.backups import restore_tests
from ...documentation.queries.completeness import completeness
from ...documentation.queries.editions import KINDS as EDITIONS
from ...documentation.queries.editions import newest
from ...documentation.rules.devices import DEVICE_KINDS
from ...recovery.queries.states import PlanState, plan_states
from ...sales.queries.worksheet import worksheet_of
from ...sales.rules.worksheet import QUESTIONS as WORKSHEET
from ..rules.replacing import LEASE_MONTHS, OLD_YEARS, why_replace
from .section import MOST, Section, kept, left_out


def _due(day: date) -> ColumnElement[bool]:
    """Machines that are due by their lease, their age, or a warranty where no age is known."""
    return or_(
        Device.lease_until <= add_months(day, LEASE_MONTHS),
        Device.purchased_on < add_months(day, -12 * OLD_YEARS),
        and_(Device.purchased_on.is_(None), Device.warranty_until < day),
    )


def devices_section(session: Session, client_id: int, day: date) -> Section:
    """Machines that are due for replacement, the oldest first, and of how many nothing is known."""
    title = "Machines due for replacement"
    here = (Device.client_id == client_id, Device.retired_on.is_(None))
    known = func.count(func.coalesce(Device.purchased_on, Device.warranty_until))
    every, dated = session.execute(select(func.count(), known).where(*here)).one()
    if not every:
        return Section("devices", title)
    due = session.scalar(select(func.count()).where(*here, _due(day))) or 0
    kinds = session.execute(
        select(Device.kind, func.count()).where(*here, _due(day)).group_by(Device.kind)
    )
    by_kind = sorted(((int(many), str(kind)) for kind, many in kinds), reverse=True)
    oldest = func.coalesce(Device.purchased_on, Device.lease_until, Device.warranty_until)
    found = session.execute(
        select(
            Device.name,
            Device.kind,
            Device.used_by,
            Device.place,
            Device.purchased_on,
            Device.warranty_until,
            Device.lease_until,
        )
        .where(*here, _due(day))
        .order_by(oldest, Device.id)
        .limit(MOST["devices"])
    )
    rows = tuple(
        (
            name,
            DEVICE_KINDS.get(kind, kind),
            used_by or place_,
            full_date(bought) if bought else "not known",
            why_replace(bought, warranty, lease, day),
        )
        for name, kind, used_by, place_, bought, warranty, lease in found
    )
    counted = ", ".join(f"{DEVICE_KINDS.get(kind, kind)} {many:,}" for many, kind in by_kind)
    unknown = int(every) - int(dated)
    facts = kept(
        ("Due", f"{due:,} of {every:,}"),
        ("Of them", counted),
        ("Age not known", f"{unknown:,}" if unknown else ""),
    )
    if not due and not unknown:
        return Section("devices", title)
    return Section(
        "devices",
        title,
        facts,
        ("Machine", "Kind", "Where or whose", "Bought", "Why") if rows else (),
        rows,
        more=left_out(len(rows), due, "the device list has them all"),
    )


def documentation_section(session: Session, client_id: int, day: date) -> Section:
    """How much is written down, how the recovery plan stands, what was restored."""
    known = completeness(session, client_id)
    missing = [one.title for one in known.sections if one.counted and not one.done]
    copies = []
    for kind, name in EDITIONS.items():
        held = newest(session, client_id, kind)
        if held is not None:
            copies.append(f"{name} edition {held.number}, {full_date(held.printed_on)}")
    first = add_months(day, -12)
    tests = [
        one.on
        for one in restore_tests(session, client_id, limit=1_000)
        if one.counts and first < one.on <= day
    ]
    plan = next(iter(plan_states(session, client_id)), None)
    asked = worksheet_of(session, client_id)
    worksheet = f"{asked.count.known} of {len(WORKSHEET)} known" if asked else ""
    if known.percent == 0 and not tests and (plan is None or not plan.systems):
        # Of whoever is no client yet nothing else can be written down, and nothing is missing.
        return Section(
            "documentation", "Documentation and recovery", kept(("Worksheet", worksheet))
        )
    facts = kept(
        ("Worksheet", worksheet),
        ("Written down", f"{known.percent}%, {known.complete} of {known.counted} sections"),
        ("On paper", "; ".join(copies)),
        ("Recovery plan", plan.words if plan and (plan.state != "none" or plan.managed) else ""),
        ("Last gone through", _plan_day(plan)),
        ("Restored in 12 months", _restored(tests, plan)),
        ("Offline full copy", plan.offline if plan else ""),
    )
    note = ""
    if missing:
        few = missing[: MOST["missing"]]
        rest = len(missing) - len(few)
        note = f"Still missing: {', '.join(few)}{f' and {rest} more' if rest else ''}."
    return Section("documentation", "Documentation and recovery", facts, note=note)


def _plan_day(plan: PlanState | None) -> str:
    return full_date(plan.exercised_on) if plan and plan.exercised_on else ""


def _restored(tests: Sequence[date], plan: PlanState | None) -> str:
    if tests:
        times = "once" if len(tests) == 1 else f"{len(tests)} times"
        return f"{times}, last {full_date(max(tests))}"
    return "never" if plan is not None and plan.jobs else ""
