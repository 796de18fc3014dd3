"""Things people do to the systems of a plan: their order, their needs, their steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact
from ...database.action import action, tell
from ...database.base import Record
from ...database.stale import as_seen
from ...dates import today
from ...documentation.models.backup import BackupJob
from ...documentation.models.device import Device
from ...documentation.models.software import Application
from ...errors import UserError
from ...vendors.actions.filling import copied, fill, there
from .. import rules
from ..models import Dependency, Step, System
from ..queries.plan import StepRow, needs_of
from .common import KEEPS, behind_all, changed, moved, place


@action("Add system")
def add_system(
    session: Session,
    client_id: int,
    details: Mapping[str, Any],
    needs: Sequence[int] = (),
    steps: Sequence[StepRow] = (),
) -> int:
    """Add a system behind all others, with what it needs and its steps; answers its id."""
    there(session, Client, client_id, "Choose the client.", "client_id")
    system = System(client_id=client_id, name="", position=behind_all(session, System, client_id))
    _fill(session, system, details)
    session.add(system)
    session.flush()
    _set_needs(session, system, needs)
    _set_steps(session, system, steps)
    changed(session, client_id)
    tell(session, f"{system.name} added")
    return system.id


@action("Change system")
def edit_system(
    session: Session,
    system_id: int,
    version: int,
    changes: Mapping[str, Any],
    needs: Sequence[int] | None = None,
    steps: Sequence[StepRow] | None = None,
) -> None:
    """Change a system; needs and steps stay as they are where they are None."""
    system = as_seen(session, System, system_id, version)
    _fill(session, system, changes)
    if needs is not None:
        _set_needs(session, system, needs)
    if steps is not None:
        _set_steps(session, system, steps)
    changed(session, system.client_id)
    tell(session, f"{system.name} saved")


@action("Duplicate system")
def duplicate_system(session: Session, system_id: int) -> int:
    """Add a system like this one, with its needs and steps; answers its id."""
    system = there(session, System, system_id, "Choose a system first.", "system_id")
    again = System(**copied(system))
    again.name = f"{system.name} (copy)"[:200]
    again.position = behind_all(session, System, system.client_id)
    session.add(again)
    session.flush()
    found = select(Step).where(Step.system_id == system.id).order_by(Step.position)
    rows = [StepRow(step.title, step.detail, step.minutes) for step in session.scalars(found)]
    _set_steps(session, again, rows)
    _set_needs(session, again, _needs(session, system))
    changed(session, system.client_id)
    tell(session, f"{system.name} duplicated")
    return again.id


@action("Take system out")
def retire_system(session: Session, system_id: int) -> None:
    """Take a system out of the plan; who needed it does no longer."""
    system = there(session, System, system_id, "Choose a system first.", "system_id")
    either = (Dependency.system_id == system.id) | (Dependency.needs_id == system.id)
    for need in session.scalars(select(Dependency).where(either)):
        session.delete(need)
    system.gone_on = today()
    changed(session, system.client_id)
    tell(session, f"{system.name} taken out of the plan")


@action("Order systems")
def order_systems(session: Session, client_id: int, ids: Sequence[int]) -> None:
    """Put systems into this order; refuses one in which something stands before what it needs."""
    rows = _systems(session, client_id)
    names = {row.id: row.name for row in rows}
    wrong = rules.too_early(ids, needs_of(session, list(names)))
    if wrong and set(wrong) <= set(names):
        first, second = names[wrong[1]], names[wrong[0]]
        raise UserError(
            f"{second} needs {first}, so {first} comes first. Move {first} up, or take the need "
            f"away."
        )
    place(rows, ids)
    changed(session, client_id)
    tell(session, "Systems put in order")


@action("Move system")
def move_system(session: Session, system_id: int, by: int) -> None:
    """Move a system up (-1) or down (+1) in the order of recovery, as far as its needs allow."""
    system = there(session, System, system_id, "Choose a system first.", "system_id")
    ids = moved([row.id for row in _systems(session, system.client_id)], system.id, by)
    order_systems(session, system.client_id, ids)
    tell(session, f"{system.name} moved")


@action("Change needs")
def set_needs(session: Session, system_id: int, needs: Sequence[int]) -> None:
    """Say what must work before a system; those move up before it. A circle is refused."""
    system = there(session, System, system_id, "Choose a system first.", "system_id")
    _set_needs(session, system, needs)
    changed(session, system.client_id)
    tell(session, f"What {system.name} needs is saved")


@action("Change steps")
def set_steps(session: Session, system_id: int, steps: Sequence[StepRow]) -> None:
    """Write the steps of a system anew, in their order."""
    system = there(session, System, system_id, "Choose a system first.", "system_id")
    _set_steps(session, system, steps)
    changed(session, system.client_id)
    tell(session, f"Steps of {system.name} saved")


def _systems(session: Session, client_id: int) -> Sequence[System]:
    """A client's systems in their order."""
    found = select(System).where(System.client_id == client_id, System.gone_on.is_(None))
    return session.scalars(found.order_by(System.position, System.id)).all()


def _needs(session: Session, system: System) -> list[int]:
    found = select(Dependency.needs_id).where(Dependency.system_id == system.id)
    return list(session.scalars(found.order_by(Dependency.id)))


def _set_needs(session: Session, system: System, wanted: Sequence[int]) -> None:
    rows = _systems(session, system.client_id)
    names = {row.id: row.name for row in rows}
    if any(one not in names for one in wanted):
        raise UserError("Choose systems of this plan.", "needs")
    # The system itself comes first, so that a circle is told from where somebody stands.
    needs = {system.id: list(wanted)}
    needs |= needs_of(session, list(names)) | needs
    found = rules.circle(needs)
    if found:
        raise UserError(rules.circle_words([names[one] for one in found]), "needs")
    held = session.scalars(select(Dependency).where(Dependency.system_id == system.id)).all()
    for need in held:
        if need.needs_id not in wanted:
            session.delete(need)
    there_already = {need.needs_id for need in held}
    for one in dict.fromkeys(wanted):
        if one not in there_already:
            session.add(Dependency(system_id=system.id, needs_id=one))
    place(rows, rules.ordered([row.id for row in rows], needs))
    session.flush()


def _set_steps(session: Session, system: System, steps: Sequence[StepRow]) -> None:
    wanted = [step for step in steps if step.title.strip() or step.detail.strip()]
    for step in wanted:
        if not step.title.strip():
            raise UserError("Say in a few words what to do.", "steps")
        if step.minutes is not None and step.minutes < 0:
            raise UserError("A step cannot take less than no time.", "steps")
    found = select(Step).where(Step.system_id == system.id).order_by(Step.position, Step.id)
    held = list(session.scalars(found))
    for old in held[len(wanted) :]:
        session.delete(old)
    for position, step in enumerate(wanted, 1):
        row = held[position - 1] if position <= len(held) else Step(system_id=system.id, title="")
        row.position = position
        fill(row, {"title": step.title, "detail": step.detail, "minutes": step.minutes})
        session.add(row)
    session.flush()


_OF_CLIENT: tuple[tuple[str, type[Record], str], ...] = (
    ("device_id", Device, "Choose one of this client's devices."),
    ("application_id", Application, "Choose one of this client's programs."),
    ("backup_job_id", BackupJob, "Choose one of this client's backup jobs."),
    ("owner_contact_id", Contact, "Choose one of this client's contacts."),
)


def _fill(session: Session, system: System, details: Mapping[str, Any]) -> None:
    fill(system, details, KEEPS)
    if not system.name:
        raise UserError("Give the system a name people at the client know.", "name")
    for name, sentence in (
        ("rto_minutes", "Say how soon it must work again, more than nothing."),
        ("rpo_minutes", "Say how much work may be lost, more than nothing."),
    ):
        value = getattr(system, name)
        if value is not None and value <= 0:
            raise UserError(sentence, name)
    if (system.estimated_cost or 0) < 0:
        raise UserError("This cannot be less than nothing.", "estimated_cost")
    with session.no_autoflush:
        for name, model, sentence in _OF_CLIENT:
            id_ = getattr(system, name)
            if id_ is None:
                continue
            row = session.get(model, id_)
            if row is None or getattr(row, "client_id", None) != system.client_id:
                raise UserError(sentence, name)
