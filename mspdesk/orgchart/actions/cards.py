"""Things done to what a role says: its words, its pay range, its hours, and answers about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...people.models import Person, Role
from ...people.queries import works_here
from ..models import OwnPurpose, Shift
from ..rules.balance import check_target
from ..rules.coverage import check_shift
from ..rules.shipped import shipped_roles

_LINES = ("title", "department", "leads_to")
_WORDS = ("purpose", "answers_for", "measured_by", "requirements")
EDITABLE = frozenset((*_LINES, *_WORDS, "target_percent"))


@action("Change role")
def edit_role(session: Session, role_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what a role says; `version` is the one that was seen.

    To whom it reports and who wears it are changed by verbs of their own. Raises UserError by
    field, Conflict.
    """
    role = as_seen(session, Role, role_id, version)
    led = role.leads_to
    for name, value in changes.items():
        if name not in EDITABLE:
            raise AttributeError(name)
        setattr(role, name, _tidy(name, value))
    if not role.title:
        raise UserError("Say what the role is called.", "title")
    check_target(role.target_percent)
    if role.leads_to and role.leads_to == role.code:
        raise UserError("A role leads to another one than itself.", "leads_to")
    if role.leads_to not in ("", led) and not _is_known(session, role.leads_to):
        raise UserError("Choose a role of the chart, or one that could be on it.", "leads_to")
    tell(session, f"{role.title} saved")


def _is_known(session: Session, code: str) -> bool:
    """Whether a role with a code stands in the books or ships."""
    found = select(Role.id).where(Role.code == code).limit(1)
    return code in shipped_roles() or session.scalar(found) is not None


def _tidy(name: str, value: Any) -> Any:
    """One line without double spaces; of longer words each line for itself, empty ones gone."""
    if name in _LINES:
        return " ".join(str(value or "").split())
    if name in _WORDS:
        lines = [" ".join(line.split()) for line in str(value or "").splitlines()]
        return "\n".join(filter(None, lines))
    return value


@action("Set pay range", undoable=False)
def set_pay(session: Session, role_id: int, pay_from: int | None, pay_to: int | None) -> None:
    """Say what an hour of a role is paid with, from and to, in minor units; empty is not set.

    Raises UserError naming pay_from or pay_to.
    """
    for name, amount in (("pay_from", pay_from), ("pay_to", pay_to)):
        if amount is not None and amount < 0:
            raise UserError("Pay is not below zero.", name)
    if pay_from is not None and pay_to is not None and pay_to < pay_from:
        raise UserError("The upper end of the range is below its lower end.", "pay_to")
    role = session.get_one(Role, role_id)
    role.pay_from, role.pay_to = pay_from, pay_to
    tell(session, f"Pay range of {role.title} saved")


@action("Answer about a role")
def say_purpose(
    session: Session, role_id: int, person_id: int, words: str, on: date | None = None
) -> int:
    """Write down why a role exists in the words of somebody, with the day they said so (S029).

    An answer of the same day is written over, earlier ones stay. Raises UserError naming person,
    words or on.
    """
    if not words.strip():
        raise UserError("Type the answer in their own words.", "words")
    if not works_here(session, person_id):
        raise UserError("Choose somebody who works here.", "person")
    day = on or today()
    if day > today():
        raise UserError("An answer is of today or earlier.", "on")
    role = session.get_one(Role, role_id)
    same = select(OwnPurpose).filter_by(role_id=role_id, person_id=person_id, on=day)
    row = session.scalars(same).one_or_none()
    if row is None:
        row = OwnPurpose(role_id=role_id, person_id=person_id, on=day, words="")
        session.add(row)
    row.words = words.strip()
    session.flush()
    name = session.get_one(Person, person_id).name
    tell(session, f"{name}'s answer about {role.title} saved")
    return row.id


@action("Remove answer")
def drop_purpose(session: Session, answer_id: int) -> None:
    """Take an answer away; Undo brings it back."""
    session.delete(session.get_one(OwnPurpose, answer_id))
    tell(session, "Answer removed")


@action("Set shifts")
def set_shifts(session: Session, role_id: int, shifts: Sequence[tuple[int, int, str]]) -> None:
    """Say which hours a role covers: minutes from and to, and weekdays as 1111100 (S008).

    They take the place of those it had. Raises UserError naming from_minute, to_minute, weekdays.
    """
    for first, last, weekdays in shifts:
        check_shift(first, last, weekdays)
    role = session.get_one(Role, role_id)
    for row in session.scalars(select(Shift).filter_by(role_id=role_id)).all():
        session.delete(row)
    for first, last, weekdays in shifts:
        session.add(Shift(role_id=role_id, from_minute=first, to_minute=last, weekdays=weekdays))
    session.flush()
    tell(session, f"Hours of {role.title} saved")
