"""Things people do in a disaster, and after it (S088, S089)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...database.stale import as_seen, touch
from ...dates import now, today
from ...errors import UserError
from ...logs.actions import begin_log
from ...logs.rules import checked_minutes, needed, short
from ...shop.actions import next_number
from ...tickets.actions import open_ticket
from ..models import Event, EventState, EventStep, Plan, PlanChange, Step, System
from ..queries.event import known_of, open_event
from ..rules import event as rules
from ..rules.event import State
from .common import changed, moved

_WORDS = {
    "what": 2_000,
    "damage": 4_000,
    "good_backup": 2_000,
    "resources": 4_000,
    "went_well": 4_000,
    "improve": 4_000,
    "prevention": 4_000,
    "declared_by": 200,
}
_PLAIN = frozenset({"people_safe", "backup_job_id", "good_backup_at", "lead_id", "kind"})
_FACTS = {"server": "server_down", "network": "network_down"}


@action("Declare disaster")
def declare(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Declare a disaster at a client; answers its id.

    A Critical ticket is opened with it and a TSR log begun, since nothing is done without either.
    `details`: what, kind, declared_by. Raises UserError by field, and where one is open already.
    """
    held = open_event(session, client_id)
    if held is not None:
        raise UserError(f"{held.number} is still open for this client. Go on with it.")
    client = session.get_one(Client, client_id)
    what = needed(str(details.get("what", "")), "Say in a sentence what happened.", "what")
    kind = str(details.get("kind") or "other")
    if kind not in rules.KINDS:
        raise UserError("Choose what kind of disaster it is.", "kind")
    title = f"Recover from: {what.splitlines()[0]}"[:150]
    priority = {"priority": 1, "critical_fact": _FACTS.get(kind, "hazard")}
    ticket = open_ticket(session, client_id, title, {"description": what, **priority})
    row = Event(
        number=next_number(session, "event"),
        client_id=client_id,
        ticket_id=ticket,
        kind=kind,
        what=what,
        declared_at=now(),
        declared_by=short(str(details.get("declared_by") or ""), "declared_by", 200),
        lead_id=acting(session),
    )
    session.add(row)
    session.flush()
    row.tsr_log_id = begin_log(
        session, client_id, {"reason": "dr_event", "problem": what, "ticket_id": ticket}
    )
    _note(session, row, State.DECLARED)
    tell(session, f"Disaster {row.number} declared at {client.name}. Go slow.")
    return row.id


@action("Write down disaster")
def edit_event(session: Session, event_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Write down what was found; `version` is the one that was seen. Raises UserError by field."""
    row = as_seen(session, Event, event_id, version)
    for name, most in _WORDS.items():
        if name in changes:
            setattr(row, name, short(str(changes[name] or ""), name, most))
    for name in _PLAIN & changes.keys():
        setattr(row, name, changes[name])
    if row.kind not in rules.KINDS:
        raise UserError("Choose what kind of disaster it is.", "kind")
    if row.good_backup_at is not None and row.good_backup_at > now():
        raise UserError("A backup is not from the future. Look at its date.", "good_backup_at")
    tell(session, f"{row.number} saved")


@action("Move disaster on")
def move_on(session: Session, event_id: int, version: int, to: str) -> None:
    """Bring a disaster to another state; raises UserError naming the first thing missing (S088).

    Continuity starts its clock; recovery ends it only when everything works again. The review
    turns each line of what to improve and to prevent into a change the plan waits for.
    """
    row = as_seen(session, Event, event_id, version)
    target = State(to)
    rules.check(State(row.state), target, known_of(session, row))
    row.state = target
    if target is State.CONTINUITY and row.continuity_from is None:
        row.continuity_from = now()
    elif target is State.RESTORED:
        row.restored_at = now()
        if row.continuity_from is not None and row.continuity_to is None:
            row.continuity_to = now()
    elif target is State.RECOVERING:
        row.restored_at = None
    elif target is State.REVIEWED:
        row.reviewed_at = now()
        _learn(session, row)
    _note(session, row, target)
    tell(session, f"{row.number}: {rules.WORDS[target].lower()}")


def _note(session: Session, row: Event, to: State) -> None:
    session.add(
        EventState(event_id=row.id, at=now(), person_id=acting(session), to_state=to, words="")
    )


def _learn(session: Session, row: Event) -> None:
    """The review's lines become changes that the plan waits for; it is a draft again."""
    for kind, words in (("improve", row.improve), ("avoid", row.prevention)):
        for line in rules.lines(words):
            session.add(PlanChange(client_id=row.client_id, event_id=row.id, kind=kind, what=line))
    if session.scalar(select(Plan.id).where(Plan.client_id == row.client_id)) is not None:
        changed(session, row.client_id)


@action("End continuity")
def end_continuity(session: Session, event_id: int, version: int) -> None:
    """Say that the client works on its own machines again; raises UserError where none runs."""
    row = as_seen(session, Event, event_id, version)
    if row.continuity_from is None or row.continuity_to is not None:
        raise UserError("Continuity is not running.")
    row.continuity_to = now()
    tell(session, f"{row.number}: continuity ended")


@action("Add step")
def add_step(session: Session, event_id: int, details: Mapping[str, Any]) -> int:
    """Add a step behind the others: action, who, minutes; answers its id."""
    row = session.get_one(Event, event_id)
    _going(row)
    step = EventStep(event_id=event_id, position=_behind(session, event_id), action="")
    _fill_step(step, details)
    session.add(step)
    touch(row)
    session.flush()
    tell(session, f"{row.number}: step {step.position} added")
    return step.id


@action("Change step")
def edit_step(session: Session, step_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what a step says; `version` is the one that was seen. Raises UserError by field."""
    step = as_seen(session, EventStep, step_id, version)
    row = session.get_one(Event, step.event_id)
    _going(row)
    _fill_step(step, changes)
    tell(session, f"{row.number}: step {step.position} saved")


def _fill_step(step: EventStep, details: Mapping[str, Any]) -> None:
    for name, most in (("action", 2_000), ("who", 200), ("result", 2_000)):
        if name in details:
            setattr(step, name, short(str(details[name] or ""), name, most))
    if "minutes" in details:
        step.minutes = checked_minutes(details["minutes"], "minutes")
    needed(step.action, "Say what is to be done.", "action")


def _behind(session: Session, event_id: int) -> int:
    last = session.scalar(
        select(func.max(EventStep.position)).where(EventStep.event_id == event_id)
    )
    return (last or 0) + 1


@action("Steps from the plan")
def steps_from_plan(session: Session, event_id: int, system_ids: tuple[int, ...] = ()) -> int:
    """Take over the plan's steps of these systems, of all without any, in the order of recovery.

    Answers how many came. A system whose steps are there already is left out.
    """
    row = session.get_one(Event, event_id)
    _going(row)
    there = set(session.scalars(select(EventStep.system_id).where(EventStep.event_id == event_id)))
    found = select(System.id, System.name).where(
        System.client_id == row.client_id, System.gone_on.is_(None)
    )
    if system_ids:
        found = found.where(System.id.in_(system_ids))
    position, came = _behind(session, event_id), 0
    for system, name in session.execute(found.order_by(System.position, System.id)).all():
        if system in there:
            continue
        for title, minutes in _steps_of(session, system, name):
            session.add(
                EventStep(
                    event_id=event_id,
                    position=position + came,
                    action=title,
                    minutes=minutes,
                    system_id=system,
                )
            )
            came += 1
    if not came:
        raise UserError("The plan has no steps that are not here already. Write them yourself.")
    touch(row)
    noun = "step" if came == 1 else "steps"
    tell(session, f"{row.number}: {came} {noun} from the plan")
    return came


def _steps_of(session: Session, system_id: int, name: str) -> list[tuple[str, int | None]]:
    """A system's steps; one that says to bring it back where none is written down."""
    rows = session.execute(
        select(Step.title, Step.minutes)
        .where(Step.system_id == system_id)
        .order_by(Step.position, Step.id)
    ).all()
    return [(title, minutes) for title, minutes in rows] or [(f"Bring back {name}", None)]


@action("Move step")
def move_step(session: Session, step_id: int, by: int) -> None:
    """Move a step up (-1) or down (+1)."""
    step = session.get_one(EventStep, step_id)
    row = session.get_one(Event, step.event_id)
    _going(row)
    rows = list(
        session.scalars(
            select(EventStep)
            .where(EventStep.event_id == step.event_id)
            .order_by(EventStep.position, EventStep.id)
        )
    )
    by_id = {one.id: one for one in rows}
    for position, id_ in enumerate(moved([one.id for one in rows], step_id, by), 1):
        by_id[id_].position = position
    touch(row)
    tell(session, f"{row.number}: step moved")


@action("Remove step")
def remove_step(session: Session, step_id: int) -> None:
    """Take a step away; the others close up."""
    step = session.get_one(EventStep, step_id)
    row = session.get_one(Event, step.event_id)
    _going(row)
    session.delete(step)
    session.flush()
    rest = session.scalars(
        select(EventStep)
        .where(EventStep.event_id == row.id)
        .order_by(EventStep.position, EventStep.id)
    )
    for position, one in enumerate(rest, 1):
        one.position = position
    touch(row)
    tell(session, f"{row.number}: step removed")


@action("Start step")
def start_step(session: Session, step_id: int) -> None:
    """Note that a step is being done now."""
    step = session.get_one(EventStep, step_id)
    row = session.get_one(Event, step.event_id)
    _going(row)
    step.started_at = now()
    tell(session, f"{row.number}: step {step.position} begun")


@action("Step done")
def finish_step(session: Session, step_id: int, result: str = "", *, done: bool = True) -> None:
    """Note that a step is done, or what came of it instead; without `done` it is open again."""
    step = session.get_one(EventStep, step_id)
    row = session.get_one(Event, step.event_id)
    _going(row)
    step.result = short(result, "result") if result else step.result
    step.done_at = now() if done else None
    if done and step.started_at is None:
        step.started_at = step.done_at
    tell(session, f"{row.number}: step {step.position} {'done' if done else 'open again'}")


def _going(row: Event) -> None:
    if row.state == State.REVIEWED:
        raise UserError(f"{row.number} is closed.")


@action("Put change into plan")
def settle_change(session: Session, change_id: int, dropped_why: str = "") -> None:
    """Say that a change is in the plan now, or why it will not be."""
    row = session.get_one(PlanChange, change_id)
    row.dropped_why = short(dropped_why, "dropped_why")
    row.done_on, row.done_by_id = today(), acting(session)
    tell(session, "Change dropped" if row.dropped_why else "Change is in the plan")


@action("Open change again")
def open_change(session: Session, change_id: int) -> None:
    """Say that a change still waits."""
    row = session.get_one(PlanChange, change_id)
    row.done_on, row.done_by_id, row.dropped_why = None, None, ""
    tell(session, "Change waits again")
