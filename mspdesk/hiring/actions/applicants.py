"""Things done with applicants: write down, check, offer, welcome, or say no.

History names no applicant, so that one who did not come can be forgotten.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import full_date, now, today
from ...employment.actions import staff
from ...employment.rules import checks
from ...errors import UserError
from ...orgchart.actions.roles import assign_role
from ...people.models import Role
from ...people.rules import KINDS
from ..models import Applicant, JobPost
from ..rules import applicants as rules

_TEXT = ("name", "email", "phone", "heard_from", "notes")
_FACTS = frozenset({*_TEXT, "post_id", "role_id", "kind", "wage", "minutes_week"})
_CHECKS = frozenset({*(check.name for check in checks.ALL), "starts_on", "expectations"})


@action("Add applicant")
def add_applicant(session: Session, facts: Mapping[str, Any]) -> int:
    """Write down somebody who would work here; answers the id. Raises UserError by field.

    `facts` are name, email, phone, post_id, role_id, kind, heard_from, wage, minutes_week, notes.
    """
    row = Applicant(name="", stage="applied", stage_at=now(), expectations="")
    _fill(session, row, facts)
    session.add(row)
    session.flush()
    tell(session, "Applicant written down")
    return row.id


@action("Change applicant")
def edit_applicant(
    session: Session, applicant_id: int, version: int, facts: Mapping[str, Any]
) -> None:
    """Change what is written about an applicant. Raises UserError by field, Conflict."""
    row = as_seen(session, Applicant, applicant_id, version)
    _fill(session, row, facts)
    tell(session, "Applicant saved")


def _fill(session: Session, row: Applicant, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        if name not in _FACTS:
            raise AttributeError(name)
        setattr(row, name, str(value or "").strip() if name in _TEXT else value)
    row.kind = row.kind or "employee"
    if not row.name:
        raise UserError("Type the name they gave.", "name")
    if row.kind not in rules.KINDS:
        raise UserError("Choose how they would be employed.", "kind")
    if row.wage is not None and row.wage < 0:
        raise UserError("Type a wage that is not below zero.", "wage")
    if row.minutes_week is not None and not 0 < row.minutes_week <= 3_600:
        raise UserError("Hours a week are between 1 and 60.", "minutes_week")
    for name, kind, words in (("post_id", JobPost, "post"), ("role_id", Role, "role")):
        held = getattr(row, name)
        if held is not None and session.get(kind, held) is None:
            raise UserError(f"Choose the {words} again.", name)


def _days(row: Applicant) -> dict[str, date | None]:
    return {check.name: getattr(row, check.name) for check in checks.ALL}


@action("Date checks of applicant")
def set_checks(
    session: Session, applicant_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Write when checks were made, what the contract expects, and the first day (S027).

    A first day waits for the signed contract, and an offer that was made keeps its checks. Raises
    UserError by field, Conflict.
    """
    row = as_seen(session, Applicant, applicant_id, version)
    for name, value in changes.items():
        if name not in _CHECKS:
            raise AttributeError(name)
        setattr(row, name, str(value or "").strip() if name == "expectations" else value)
    checks.refuse_future(_days(row), today())
    if row.starts_on is not None:
        checks.refuse_start(_days(row))
    if row.contract_on is not None or row.stage in ("offer", "accepted"):
        checks.refuse_offer(_days(row))
    tell(session, "Checks of an applicant saved")


@action("Move applicant")
def move(session: Session, applicant_id: int, stage: str, version: int | None = None) -> None:
    """Take an applicant to another stage; an offer waits for checks 1 to 3 (S027).

    `version` is the one that was seen, None where nobody had the applicant open. Raises UserError
    naming the check or stage, Conflict.
    """
    row = as_seen(session, Applicant, applicant_id, version)
    rules.refuse_move(row.stage, stage, _days(row))
    row.stage, row.stage_at = stage, now()
    tell(session, f"Applicant: {rules.STAGES[stage].lower()}")


@action("Welcome applicant")
def start(
    session: Session,
    applicant_id: int,
    starts_on: date | None,
    access: tuple[str, ...] = ("technician",),
    *,
    begin: bool = True,
) -> int:
    """Make an applicant a colleague from a day on, with the welcome list; answers who they are.

    Checks, wage and hours go along. The hat they applied for is theirs from that day on where
    nobody wears it. Raises UserError naming starts_on, contract_on or a check.
    """
    row = session.get_one(Applicant, applicant_id)
    if row.person_id is not None:
        raise UserError(f"{row.name} works here already.")
    rules.refuse_start(row.stage, _days(row), starts_on)
    first = starts_on or today()
    post = session.get(JobPost, row.post_id) if row.post_id else None
    role_id = row.role_id or (post.role_id if post else None)
    role = session.get(Role, role_id) if role_id else None
    details = {
        "kind": row.kind,
        "title": role.title if role else (post.title if post else ""),
        "email": row.email,
        "phone": row.phone,
        "hired_on": first,
        "new_tech": True,
        "takes_tickets": "technician" in access,
    }
    person_id = staff.hire(
        session, row.name, details, access, row.minutes_week, row.wage, begin=begin
    )
    kept = _days(row) | {"expectations": row.expectations}
    staff.set_checks(session, person_id, 0, kept)
    row.person_id, row.starts_on, row.stage, row.stage_at = person_id, first, "started", now()
    session.flush()
    hat = _give_hat(session, role, person_id, first)
    kind = KINDS[row.kind].lower()
    words = f", and is {role.title}" if hat and role else ""
    tell(session, f"{row.name} works here from {full_date(first)} as {kind}{words}")
    return person_id


def _give_hat(session: Session, role: Role | None, person_id: int, first: date) -> bool:
    """Give a hat nobody wears to somebody from their first day on, which may lie ahead."""
    if role is None or role.person_id is not None or role.given_up_on:
        return False
    assign_role(session, role.id, person_id, first)
    return True


@action("Forget applicant", undoable=False)
def forget(session: Session, applicant_id: int) -> None:
    """Take out somebody who did not come to work here, with all that was written about them.

    Raises UserError while they are still an applicant, or where they work here.
    """
    row = session.get_one(Applicant, applicant_id)
    if row.stage not in ("declined", "withdrew"):
        raise UserError("Say no first, or write down that they did.", "stage")
    tell(session, "Applicant forgotten")
    session.delete(row)
