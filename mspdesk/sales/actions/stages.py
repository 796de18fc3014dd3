"""Changing the stages of the pipeline: their words, their order, new ones and old (S129)."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...database.stale import as_seen
from ...errors import UserError
from ..models.pipeline import Opportunity, PipelineStage
from ..rules import pipeline as rules
from ..rules.pipeline import Kind

_LONGEST = 40
_FIELDS = frozenset({"name", "likelihood", "client_status"})


def ensure_stages(session: Session) -> None:
    """Write the stages that ship into books that have none yet."""
    if session.scalar(select(PipelineStage.id).limit(1)) is not None:
        return
    session.add_all(
        PipelineStage(
            key=one.key,
            name=one.name,
            position=at,
            kind=one.kind,
            client_status=one.client_status,
            likelihood=one.likelihood,
        )
        for at, one in enumerate(rules.STAGES, 1)
    )
    session.flush()


def stage_of(session: Session, key: str) -> PipelineStage:
    """A stage in use by its key; raises UserError naming `stage`."""
    ensure_stages(session)
    found = select(PipelineStage).where(PipelineStage.key == key)
    row = session.scalars(found).one_or_none()
    if row is None or not row.active:
        raise UserError("Choose a stage from the list.", "stage")
    return row


def first_stage(session: Session, wanted: str = "") -> PipelineStage:
    """The stage asked for if it is in use and open, else the first open one."""
    ensure_stages(session)
    found = select(PipelineStage).where(PipelineStage.active, PipelineStage.kind == Kind.OPEN)
    rows = list(session.scalars(found.order_by(PipelineStage.position, PipelineStage.id)))
    return next((one for one in rows if one.key == wanted), rows[0])


@action("Add stage")
def add_stage(session: Session, name: str, likelihood: int = 0, after: str = "") -> str:
    """Add an open stage behind another (`after` its key), else behind the last open one.

    Answers its key. Raises UserError by field: name, likelihood.
    """
    ensure_stages(session)
    rows = _rows(session)
    if sum(one.active for one in rows) >= rules.MOST_STAGES:
        raise UserError(f"More than {rules.MOST_STAGES} stages say less. Retire one first.", "name")
    row = PipelineStage(key=_free_key(rows, name), name="", position=0, kind=Kind.OPEN)
    _fill(row, {"name": name, "likelihood": likelihood}, rows)
    at = next((n for n, one in enumerate(rows) if one.key == after), None)
    if at is None:
        at = max(n for n, one in enumerate(rows) if one.kind == Kind.OPEN)
    session.add(row)
    _place([*rows[: at + 1], row, *rows[at + 1 :]])
    session.flush()
    tell(session, f"Stage {row.name} added")
    return row.key


@action("Change stage")
def edit_stage(session: Session, key: str, version: int | None, changes: Mapping[str, Any]) -> None:
    """Change what a stage is called, how likely a sale is there, the status it moves one to.

    Raises UserError by field: name, likelihood, client_status.
    """
    ensure_stages(session)
    row = _row(session, key)
    # One that was shown before the books held any has no version to compare.
    row = as_seen(session, PipelineStage, row.id, version or None)
    _fill(row, changes, _rows(session))
    tell(session, f"Stage {row.name} saved")


@action("Move stage")
def order_stage(session: Session, key: str, before: str = "") -> None:
    """Put a stage before another, or at the end without one; what stands in it comes along."""
    ensure_stages(session)
    row = _row(session, key)
    rows = [one for one in _rows(session) if one.key != key]
    at = next((n for n, one in enumerate(rows) if one.key == before), len(rows))
    _place([*rows[:at], row, *rows[at:]])
    tell(session, f"Stage {row.name} moved")


@action("Retire stage")
def retire_stage(session: Session, key: str, into: str = "") -> int:
    """Take a stage out of use and move what stands in it `into` another; answers how many.

    Raises UserError for one that a verb needs, for the last open one, and naming `into` where
    opportunities stand in it and nobody said where they go.
    """
    ensure_stages(session)
    row = _row(session, key)
    if key in rules.FIXED:
        raise UserError("This stage ends a sale. Call it otherwise, but keep it.")
    others = [one for one in _rows(session) if one.active and one.id != row.id]
    if not any(one.kind == Kind.OPEN for one in others):
        raise UserError("This is the last open stage. Add another one first.")
    held = list(session.scalars(select(Opportunity).where(Opportunity.stage_id == row.id)))
    there = next((one for one in others if one.key == into and one.kind == Kind.OPEN), None)
    if held and there is None:
        said = "One stands" if len(held) == 1 else f"{len(held)} stand"
        raise UserError(f"{said} there. Say to which stage to move them.", "into")
    from .moving import note_move

    for one in held:
        if there is not None:
            note_move(session, one, there, f"{row.name} is no longer in use")
    row.active = False
    session.flush()
    tell(session, f"Stage {row.name} retired")
    return len(held)


@action("Use stage again")
def restore_stage(session: Session, key: str) -> None:
    """Take a retired stage back into use where it stood."""
    row = _row(session, key)
    _refuse_same(row.name, row, [one for one in _rows(session) if one.active])
    row.active = True
    tell(session, f"Stage {row.name} is in use again")


def _rows(session: Session) -> list[PipelineStage]:
    found = select(PipelineStage).order_by(PipelineStage.position, PipelineStage.id)
    return list(session.scalars(found))


def _row(session: Session, key: str) -> PipelineStage:
    row = session.scalars(select(PipelineStage).where(PipelineStage.key == key)).one_or_none()
    if row is None:
        raise UserError("Choose a stage from the list.", "stage")
    return row


def _fill(row: PipelineStage, changes: Mapping[str, Any], rows: list[PipelineStage]) -> None:
    unknown = set(changes) - _FIELDS
    if unknown:
        raise AttributeError(", ".join(sorted(unknown)))
    if "name" in changes:
        name = " ".join(str(changes["name"]).split())
        if not name or len(name) > _LONGEST:
            raise UserError(f"Give the stage a name of up to {_LONGEST} signs.", "name")
        _refuse_same(name, row, rows)
        row.name = name
    if "likelihood" in changes:
        row.likelihood = rules.checked_percent(changes["likelihood"] or 0) or 0
    if "client_status" in changes:
        if changes["client_status"] not in rules.STATUSES:
            raise UserError("Choose what the stage makes of a prospect.", "client_status")
        row.client_status = str(changes["client_status"])


def _refuse_same(name: str, row: PipelineStage, rows: list[PipelineStage]) -> None:
    if any(one is not row and one.name.lower() == name.lower() for one in rows):
        raise UserError("There is already a stage of this name.", "name")


def _free_key(rows: list[PipelineStage], name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:30] or "stage"
    taken = {one.key for one in rows}
    keys = (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3)))
    return next(key for key in keys if key not in taken)


def _place(rows: list[PipelineStage]) -> None:
    for at, one in enumerate(rows, 1):
        one.position = at


def count_in(session: Session, key: str) -> int:
    """How many opportunities stand in a stage."""
    found = (
        select(func.count())
        .select_from(Opportunity)
        .join(PipelineStage, PipelineStage.id == Opportunity.stage_id)
    )
    return session.scalar(found.where(PipelineStage.key == key)) or 0
