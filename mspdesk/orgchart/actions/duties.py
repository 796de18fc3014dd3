"""Things done to duties: write them, hand them to another role, bring the usual ones of a role."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...errors import UserError
from ...people.models import Role
from ..models import Duty, Shift
from ..rules.duties import RowFault, check_duty
from ..rules.shipped import shipped_roles

_EDITABLE = frozenset({"name", "minutes_week", "difficulty", "importance", "hand_off"})


@action("Add duty")
def add_duty(session: Session, role_id: int, facts: Mapping[str, Any]) -> int:
    """Add a duty to a role and answer its id; `facts` are name, minutes_week and so on.

    Raises UserError by field.
    """
    role = session.get_one(Role, role_id)
    row = _new(session, role_id, facts)
    tell(session, f"{row.name} added to {role.title}")
    return row.id


def _new(session: Session, role_id: int, facts: Mapping[str, Any]) -> Duty:
    last = session.scalar(select(func.max(Duty.position)).where(Duty.role_id == role_id))
    row = Duty(role_id=role_id, name="", position=0 if last is None else last + 1)
    row.minutes_week, row.difficulty, row.importance = 0, 2, 2
    _fill(session, row, facts)
    session.add(row)
    session.flush()
    return row


@action("Change duty")
def edit_duty(session: Session, duty_id: int, version: int, facts: Mapping[str, Any]) -> None:
    """Change what a duty says; `version` is the one that was seen. Raises UserError by field."""
    row = as_seen(session, Duty, duty_id, version)
    _fill(session, row, facts)
    tell(session, f"{row.name} saved")


def _fill(session: Session, row: Duty, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        if name not in _EDITABLE:
            raise AttributeError(name)
        setattr(row, name, " ".join(value.split()) if isinstance(value, str) else value)
    check_duty(row.name, row.minutes_week, row.difficulty, row.importance)
    same = select(Duty.id).where(
        Duty.role_id == row.role_id, Duty.id != row.id if row.id else Duty.id.is_not(None)
    )
    if session.scalar(same.where(func.lower(Duty.name) == row.name.lower())) is not None:
        raise UserError("This role has this duty already.", "name")
    if row.hand_off is not None and row.hand_off < 1:
        raise UserError("Number what is handed off from 1 on, or leave it empty.", "hand_off")


@action("Change duties")
def change_duties(
    session: Session,
    role_id: int,
    changed: Sequence[tuple[int, int, Mapping[str, Any]]],
    new: Sequence[Mapping[str, Any]],
) -> None:
    """Change duties by (id, version, facts) and add new ones to a role, in one step.

    Raises RowFault for the first that cannot be kept, counted through both.
    """
    for at, (duty_id, version, facts) in enumerate(changed):
        try:
            edit_duty(session, duty_id, version, facts)
        except UserError as fault:
            raise RowFault(at, fault) from fault
    for at, facts in enumerate(new, len(changed)):
        try:
            _new(session, role_id, facts)
        except UserError as fault:
            raise RowFault(at, fault) from fault
    count = len(changed) + len(new)
    tell(session, "1 duty saved" if count == 1 else f"{count} duties saved")


@action("Remove duties")
def remove_duties(session: Session, duty_ids: Sequence[int]) -> None:
    """Take duties off a role; Undo brings them back."""
    for duty_id in duty_ids:
        session.delete(session.get_one(Duty, duty_id))
    tell(session, "1 duty removed" if len(duty_ids) == 1 else f"{len(duty_ids)} duties removed")


@action("Hand off duty")
def give_duty(session: Session, duty_id: int, role_id: int) -> None:
    """Hand a duty to another role, with its hours; its place in the hand-off order is done with.

    Raises UserError naming role.
    """
    row = session.get_one(Duty, duty_id)
    role = session.get_one(Role, role_id)
    if role.given_up_on is not None:
        raise UserError(f"{role.title} was given up. Choose another role.", "role")
    if row.role_id == role_id:
        raise UserError(f"{role.title} has this duty already.", "role")
    last = session.scalar(select(func.max(Duty.position)).where(Duty.role_id == role_id))
    row.role_id, row.position, row.hand_off = role_id, 0 if last is None else last + 1, None
    _fill(session, row, {})
    tell(session, f"{row.name} handed to {role.title}")


@action("Bring usual words")
def bring_usual(session: Session, role_id: int) -> int:
    """Fill what a role does not say yet with the words that ship; answers how many duties came.

    What the shop wrote stays. Raises UserError where nothing ships for this role.
    """
    role = session.get_one(Role, role_id)
    shipped = shipped_roles().get(role.code)
    if shipped is None:
        raise UserError("Nothing ships for this role. Write its duties yourself.")
    for name in ("purpose", "answers_for", "measured_by", "requirements", "leads_to"):
        if not getattr(role, name):
            setattr(role, name, getattr(shipped, name))
    known = set(session.scalars(select(func.lower(Duty.name)).where(Duty.role_id == role_id)))
    fresh = [duty for duty in shipped.duties if duty.name.lower() not in known]
    for duty in fresh:
        facts = {
            "name": duty.name,
            "difficulty": duty.difficulty,
            "importance": duty.importance,
        }
        _new(session, role_id, facts)
    has_shift = session.scalar(select(Shift.id).where(Shift.role_id == role_id).limit(1))
    if shipped.shift is not None and has_shift is None:
        first, last = shipped.shift
        session.add(Shift(role_id=role_id, from_minute=first, to_minute=last))
    session.flush()
    tell(session, f"{role.title} has its usual words; {len(fresh)} duties came")
    return len(fresh)
