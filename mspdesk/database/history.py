"""Reading the journal: what was done, by whom, and which figures moved."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session

from ..dates import utc_of
from ..rows import dataclass
from .tables import Batch, Change, Step


@dataclass(frozen=True, slots=True)
class StepRow:
    """A line of History; `at` is UTC, `undone` says that a later step took it back."""

    id: int
    at: datetime
    person_id: int | None
    label: str
    words: str
    undoable: bool
    undoes: int | None
    batch_id: int | None
    tables: frozenset[str]
    undone: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a step did to one row: kind is insert, update or delete; values as JSON holds them."""

    step_id: int
    table: str
    row_id: int
    kind: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One file that was brought in, with its rows by table; times are UTC."""

    id: int
    kind: str
    source: str
    counts: dict[str, int]
    made_at: datetime
    undone_at: datetime | None


def recent_steps(
    session: Session,
    before: int | None = None,
    limit: int = 200,
    *,
    person: Collection[int | None] | None = None,
    table: str = "",
    words: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
) -> list[StepRow]:
    """The newest steps first; `before` a step's id goes on from there.

    `person` keeps the steps of these people (None is nobody named), `table` those that moved it,
    `words` those that say so in any case, `from_on` to `to_on` days of the shop's calendar.
    """
    found = select(Step).order_by(Step.id.desc()).limit(limit)
    if before is not None:
        found = found.where(Step.id < before)
    if person is not None:
        nobody = Step.person_id.is_(None) if None in person else false()
        found = found.where(or_(Step.person_id.in_([p for p in person if p]), nobody))
    if table:
        found = found.where(("," + Step.tables + ",").contains(f",{table},", autoescape=True))
    if words:
        needle = words.strip()
        found = found.where(
            or_(
                Step.words.icontains(needle, autoescape=True),
                Step.label.icontains(needle, autoescape=True),
            )
        )
    return _rows(session, _between(found, from_on, to_on))


def _between(found: Select[Any], from_on: date | None, to_on: date | None) -> Select[Any]:
    if from_on is not None:
        found = found.where(Step.at >= utc_of(from_on))
    if to_on is not None:
        found = found.where(Step.at < utc_of(to_on, days=1))
    return found


def _rows(session: Session, found: Select[Any]) -> list[StepRow]:
    steps = list(session.scalars(found))
    undone = _undone(session, min((s.id for s in steps), default=0)) if steps else set()
    return [_row(step, step.id in undone) for step in steps]


def step_row(session: Session, step: Step) -> StepRow:
    """One step as History shows it."""
    return _row(step, step.id in _undone(session, step.id))


def _undone(session: Session, oldest: int) -> set[int]:
    """The steps from one on that were taken back, and whose taking back still stands."""
    asked = select(Step.id, Step.undoes).where(Step.undoes >= oldest).order_by(Step.id.desc())
    gone: set[int] = set()
    for by, target in session.execute(asked):
        if target is not None and by not in gone:
            gone.add(target)
    return gone


def _row(step: Step, undone: bool) -> StepRow:
    return StepRow(
        id=step.id,
        at=step.at,
        person_id=step.person_id,
        label=step.label,
        words=step.words,
        undoable=step.undoable,
        undoes=step.undoes,
        batch_id=step.batch_id,
        tables=frozenset(filter(None, step.tables.split(","))),
        undone=undone,
    )


def changes_of(session: Session, step_id: int, limit: int = 500) -> list[ChangeRow]:
    """What one step changed, in the order it was done."""
    of_step = select(Change).where(Change.step_id == step_id).order_by(Change.id).limit(limit)
    return [_change(one) for one in session.scalars(of_step)]


def record_history(
    session: Session, table: str, row_id: int, limit: int = 200
) -> list[tuple[StepRow, ChangeRow]]:
    """Everything that was done to one record, newest first."""
    of_row = (
        select(Step, Change)
        .join(Change, and_(Change.step_id == Step.id))
        .where(Change.table_name == table, Change.row_id == row_id)
        .order_by(Change.id.desc())
        .limit(limit)
    )
    found = [(step, change) for step, change in session.execute(of_row)]
    undone = _undone(session, min((step.id for step, _ in found), default=0)) if found else set()
    return [(_row(step, step.id in undone), _change(change)) for step, change in found]


def last_change(session: Session, table: str, row_id: int) -> tuple[datetime, int | None] | None:
    """When (UTC) and by whom a record was changed last; None when the journal does not know."""
    asked = (
        select(Step.at, Step.person_id)
        .join(Change, Change.step_id == Step.id)
        .where(Change.table_name == table, Change.row_id == row_id)
        .order_by(Change.id.desc())
        .limit(1)
    )
    found = session.execute(asked).one_or_none()
    return (found[0], found[1]) if found else None


def batches(session: Session, limit: int = 100) -> list[BatchRow]:
    """The files brought in, newest first."""
    found = session.scalars(select(Batch).order_by(Batch.id.desc()).limit(limit))
    return [
        BatchRow(b.id, b.kind, b.source, json.loads(b.counts), b.made_at, b.undone_at)
        for b in found
    ]


def _change(one: Change) -> ChangeRow:
    before, after = json.loads(one.before), json.loads(one.after)
    before.pop("version", None)
    return ChangeRow(one.step_id, one.table_name, one.row_id, one.kind, before, after)
