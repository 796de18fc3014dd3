"""Things the shop writes down about somebody who works here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.actions.runs import plan_run, start_run
from ...checklists.queries.schedules import of_event
from ...database.action import acting, action, tell
from ...database.stale import as_seen, seen
from ...dates import today
from ...errors import UserError
from ...people.actions import add_person, set_paid_hours, set_wage
from ...people.models import Person
from ..models import Employment, IssuedThing, Skill, Stint
from ..queries.staff import EXIT, WELCOME, newest_run
from ..rules import checks, temps

_CHECKS = frozenset({*(check.name for check in checks.ALL), "expectations", "salaried"})
_GROWTH = frozenset({"tier_since", "tier_reviewed_on", "wants_next"})
_PRIVATE = frozenset({"emergency_name", "emergency_phone", "private_note"})


def kept(session: Session, person_id: int) -> Employment:
    """The row of somebody's employment, made where there is none."""
    row = session.scalars(select(Employment).filter_by(person_id=person_id)).one_or_none()
    if row is None:
        session.get_one(Person, person_id)
        row = Employment(person_id=person_id, expectations="", wants_next="")
        session.add(row)
    return row


def _change(
    session: Session,
    person_id: int,
    version: int | None,
    changes: Mapping[str, Any],
    may: frozenset[str],
) -> Employment:
    """Change columns; `version` is the one that was seen, 0 where nothing was kept yet.

    Without one nobody had the rest open, and what is not changed stays.
    """
    row = kept(session, person_id)
    if version is not None and row.id is not None:
        seen(row, version)
    for name, value in changes.items():
        if name not in may:
            raise AttributeError(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    return row


def _name(session: Session, person_id: int) -> str:
    return session.get_one(Person, person_id).name


@action("Date checks")
def set_checks(session: Session, person_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Write when the checks of S027 were made and the contract signed, and what it expects.

    Raises UserError naming the check, Conflict.
    """
    row = _change(session, person_id, version, changes, _CHECKS)
    checks.refuse_future({check.name: getattr(row, check.name) for check in checks.ALL}, today())
    tell(session, f"Checks of {_name(session, person_id)} saved")


@action("Talk about the next tier")
def set_growth(
    session: Session, person_id: int, version: int | None, changes: Mapping[str, Any]
) -> None:
    """Write since when somebody has their tier, when it was talked about, what they want next.

    Without a version only these are written, whatever else changed. Raises UserError naming
    tier_since or tier_reviewed_on, Conflict.
    """
    row = _change(session, person_id, version, changes, _GROWTH)
    for name in ("tier_since", "tier_reviewed_on"):
        on = getattr(row, name)
        if on is not None and on > today():
            raise UserError("Write a day that has been, not one to come.", name)
    tell(session, f"Growth of {_name(session, person_id)} saved")


@action("Change private facts")
def set_private(session: Session, person_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Write whom to call in an emergency, and a note for those who lead people. Raises Conflict.

    The journal keeps that it changed and no value, so it cannot be undone.
    """
    _change(
        session,
        person_id,
        version,
        {name: value or None for name, value in changes.items()},
        _PRIVATE,
    )
    tell(session, f"Private facts of {_name(session, person_id)} saved")


# --- skills and certificates -------------------------------------------------------------------

SKILL_KINDS = {"certificate": "Certificate", "skill": "Skill"}


@action("Save skill")
def save_skill(
    session: Session,
    person_id: int,
    facts: Mapping[str, Any],
    skill_id: int | None = None,
    version: int = 0,
) -> int:
    """Write down a skill or a certificate, a new one without an id; answers the id.

    `facts` are name, kind, got_on, expires_on, words. Raises UserError by field, Conflict.
    """
    row = as_seen(session, Skill, skill_id, version) if skill_id else Skill(person_id=person_id)
    row.name = str(facts.get("name") or "").strip()
    row.kind = str(facts.get("kind") or "skill")
    row.got_on, row.expires_on = facts.get("got_on"), facts.get("expires_on")
    row.words = str(facts.get("words") or "").strip()
    if not row.name:
        raise UserError("Name the skill or the certificate.", "name")
    if row.kind not in SKILL_KINDS:
        raise UserError("Choose whether it is a skill or a certificate.", "kind")
    if row.got_on and row.got_on > today():
        raise UserError("Write the day it was earned, not one to come.", "got_on")
    if row.got_on and row.expires_on and row.expires_on <= row.got_on:
        raise UserError("It cannot run out before it was earned.", "expires_on")
    session.add(row)
    session.flush()
    tell(session, f"{row.name} saved")
    return row.id


@action("Remove skill")
def remove_skill(session: Session, skill_id: int) -> None:
    """Take a skill or certificate off somebody's page."""
    row = session.get_one(Skill, skill_id)
    tell(session, f"{row.name} removed")
    session.delete(row)


# --- things -------------------------------------------------------------------------------------


@action("Issue thing")
def issue_thing(
    session: Session, person_id: int, name: str, serial: str = "", on: date | None = None
) -> int:
    """Write down that somebody has something of the shop's; answers its id. Raises UserError."""
    row = IssuedThing(
        person_id=person_id,
        name=name.strip(),
        serial=serial.strip(),
        issued_on=on or today(),
    )
    if not row.name:
        raise UserError("Say what they were given.", "name")
    if row.issued_on > today():
        raise UserError("Write the day it was given, not one to come.", "on")
    session.add(row)
    session.flush()
    tell(session, f"{row.name} issued to {_name(session, person_id)}")
    return row.id


@action("Take thing back")
def take_back(session: Session, thing_id: int, on: date | None = None) -> None:
    """Write down that something came back. Raises UserError naming returned_on."""
    row = session.get_one(IssuedThing, thing_id)
    row.returned_on = on or today()
    if row.returned_on < row.issued_on:
        raise UserError("It cannot come back before it was given.", "returned_on")
    tell(session, f"{row.name} is back")


# --- temps --------------------------------------------------------------------------------------


@action("Save work of a temp")
def save_stint(
    session: Session,
    person_id: int,
    facts: Mapping[str, Any],
    stint_id: int | None = None,
    version: int = 0,
) -> int:
    """Write down what a temp or an intern did and how it went, 1 to 5 (S023); answers the id.

    `facts` are from_on, until_on, work, rating, words. Nobody else is rated. Raises UserError by
    field, Conflict.
    """
    who = session.get_one(Person, person_id)
    row = as_seen(session, Stint, stint_id, version) if stint_id else Stint(person_id=person_id)
    if not stint_id and who.kind not in temps.KINDS:
        raise UserError(f"{who.name} is no temp. Only the work of temps is rated.", "rating")
    row.from_on, row.until_on = facts.get("from_on") or today(), facts.get("until_on")
    row.work = str(facts.get("work") or "").strip()
    row.rating, row.words = facts.get("rating"), str(facts.get("words") or "").strip() or None
    if not row.work:
        raise UserError("Say what they did.", "work")
    if row.until_on is not None and row.until_on < row.from_on:
        raise UserError("The last day cannot be before the first.", "until_on")
    if row.rating is not None and row.rating not in temps.RATINGS:
        raise UserError("A rating is 1 to 5, or left out.", "rating")
    session.add(row)
    session.flush()
    tell(session, f"Work of {who.name} saved")
    return row.id


# --- coming and going ---------------------------------------------------------------------------


@action("Start welcome list")
def welcome(session: Session, person_id: int) -> int:
    """Begin the list that welcomes somebody, once; answers the id of its run (C7)."""
    who = session.get_one(Person, person_id)
    run_id = _begin(session, who, WELCOME, "person_hired", who.hired_on)
    tell(session, f"Welcome list of {who.name} started")
    return run_id


@action("Start exit list")
def part(session: Session, person_id: int) -> int:
    """Begin the list with which the shop parts from somebody, once; answers the id of its run.

    Raises UserError naming left_on while nobody wrote a last day.
    """
    who = session.get_one(Person, person_id)
    if who.left_on is None:
        raise UserError("Write down the last day first.", "left_on")
    run_id = _begin(session, who, EXIT, "person_left", who.left_on)
    tell(session, f"Exit list of {who.name} started")
    return run_id


def _begin(session: Session, who: Person, code: str, event: str, on: date | None) -> int:
    """Begin a list about somebody; one that is open stays.

    Where a schedule begins it by itself, the run counts as that schedule's.
    """
    held = newest_run(session, who.id, code)
    if held is not None and held.open:
        return held.id
    follows = [row for row in of_event(session, event, today()) if row.code == code]
    taken = held is not None or not follows
    run_id = plan_run(
        session,
        code,
        person_id=who.id,
        assigned_id=acting(session),
        due_on=max(today(), on) if on else None,
        schedule_id=None if taken else follows[0].id,
        period=None if taken else f"{event.removeprefix('person_')}:{who.id}",
    )
    start_run(session, run_id)
    return run_id


@action("Add person")
def hire(
    session: Session,
    name: str,
    details: Mapping[str, Any],
    access: tuple[str, ...] = ("technician",),
    minutes_week: int | None = None,
    wage: int | None = None,
    *,
    begin: bool = True,
) -> int:
    """Add somebody with paid hours, a first wage and the list that welcomes them; answers the id.

    `minutes_week` are spread over five days; `wage` is minor units an hour. Raises UserError by
    field.
    """
    person_id = add_person(session, name, access, details)
    if minutes_week is not None:
        set_paid_hours(session, person_id, spread(minutes_week))
    if wage is not None:
        first = session.get_one(Person, person_id).hired_on or today()
        set_wage(session, person_id, first, wage, 12_500)
    if begin:
        welcome(session, person_id)
    tell(session, f"{session.get_one(Person, person_id).name} added")
    return person_id


def spread(minutes: int) -> dict[int, int]:
    """A week's minutes over Monday to Friday, evenly, what is left on the first days."""
    whole, rest = divmod(minutes, 5)
    return {day: whole + (day < rest) for day in range(5)}
