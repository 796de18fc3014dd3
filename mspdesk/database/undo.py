"""Undo: one more step that puts back what an earlier one changed; old steps are never touched."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Table, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from ..errors import UserError
from .catalogue import whole
from .faults import is_foreign, refusal, said
from .history import StepRow, recent_steps, step_row
from .journal import Journal, Row
from .tables import Change, Step
from .values import PRIVATE_MARK, plain, typed

WINDOW = 200
"""How many own steps back Undo looks."""

_FEW, _TOGETHER = 20, 500
"""Fewer changes than this are put back one by one; so many at most go in one statement."""


def undo_target(session: Session, person_id: int | None) -> StepRow | None:
    """The newest own step still in effect, undoable or not; undo and redo steps are passed by."""
    for step in recent_steps(session, limit=WINDOW, person=(person_id,)):
        if step.undoes is None and not step.undone:
            return step
    return None


def redo_target(session: Session, person_id: int | None) -> StepRow | None:
    """The newest own undo that nothing new has followed."""
    steps = recent_steps(session, limit=WINDOW, person=(person_id,))
    originals = {s.id for s in steps if s.undoes is None}
    for step in steps:
        if step.undoes is None:
            if not step.undone:
                return None
        elif not step.undone and step.undoes in originals:
            return step
    return None


def refuse_if_barred(step: StepRow) -> None:
    """Raise UserError with the reason when a step cannot be put back."""
    if step.undone:
        raise UserError(f"“{step.label}” has been undone already.")
    if not step.undoable:
        raise UserError(f"“{step.label}” cannot be undone.")


def named_step(session: Session, step_id: int) -> StepRow:
    """One step by its id; raises UserError when there is none."""
    found = session.get(Step, step_id)
    if found is None:
        raise UserError("This step is not in the journal.")
    return step_row(session, found)


def batch_step(session: Session, batch_id: int) -> StepRow:
    """The step that brought a batch in; raises UserError when there is none."""
    of_batch = select(Step).where(Step.batch_id == batch_id, Step.undoes.is_(None))
    found = session.scalars(of_batch.order_by(Step.id).limit(1)).one_or_none()
    if found is None:
        raise UserError("This batch is not in the journal.")
    return step_row(session, found)


def plain_label(step: StepRow) -> str:
    """The label of what was done at first, also for a step that undid or redid it."""
    return step.label.removeprefix("Undo ").removeprefix("Redo ")


def reverse(session: Session, step_id: int, journal: Journal) -> bool:
    """Put back what a step changed; refuses when any of it has been changed since.

    What the books began by themselves because of it (a checklist on a ticket that was opened) goes
    with it, as long as nobody has touched that; answers whether something did. Raises UserError
    with the reason. Derived columns follow by trigger; versions grow.
    """
    changes = changes_to_reverse(session, step_id)
    if not changes:
        raise UserError("This step changed nothing that can be put back.")
    quiet = session.get_one(Step, step_id).person_id is not None
    since = _since_made(session, step_id) if quiet else []
    held = put_back(session, [*since, *changes], journal)
    more = bool(held)
    while held:
        if not quiet:
            raise still_needed(held[0].table_name)
        # What follows is put back first; what leans on that in turn is found the time after.
        held = put_back(session, [*_followed(session, step_id, held), *held], journal)
    return more


def _followed(session: Session, step_id: int, held: list[Change]) -> list[Change]:
    """What was begun by itself after a step and leans on rows that cannot go yet, last first.

    Raises UserError where somebody added something to them since.
    """
    found: dict[int, Change] = {}
    for change in held:
        for row in _leaning(session, change):
            since = _since(session, step_id, *row)
            if not any(one.kind == "insert" for one in since):
                raise still_needed(change.table_name)
            found |= {one.id: one for one in since}
    known = {one.id for one in held}
    fresh = [found[id_] for id_ in sorted(found, reverse=True) if id_ not in known]
    if not fresh:
        raise still_needed(held[0].table_name)
    return fresh


def _leaning(session: Session, change: Change) -> list[tuple[str, int]]:
    """The rows that refer to a row, by table."""
    here = whole().tables[change.table_name]
    return [
        (table.name, row_id)
        for table in whole().sorted_tables
        for key in table.foreign_keys
        if key.column.table is here and key.column.name == "id"
        for row_id in session.scalars(select(table.c.id).where(key.parent == change.row_id))
    ]


def _since(session: Session, step_id: int, table: str, row_id: int) -> list[Change]:
    """What happened to a row by itself after a step, last first: nobody's own steps."""
    found = (
        select(Change)
        .join(Step, Step.id == Change.step_id)
        .where(Change.table_name == table, Change.row_id == row_id, Change.kind != "delete")
        .where(Step.id > step_id, Step.person_id.is_(None), Step.undoes.is_(None))
    )
    return list(session.scalars(found.order_by(Change.id.desc())))


def _since_made(session: Session, step_id: int) -> list[Change]:
    """What happened by itself to the rows that a step made, last first."""
    made, later = aliased(Change), aliased(Change)
    same = and_(later.table_name == made.table_name, later.row_id == made.row_id)
    found = (
        select(later)
        .join(made, same)
        .join(Step, Step.id == later.step_id)
        .where(made.step_id == step_id, made.kind == "insert", later.kind != "delete")
        .where(Step.id > step_id, Step.person_id.is_(None), Step.undoes.is_(None))
    )
    return list(session.scalars(found.order_by(later.id.desc())))


def changes_to_reverse(session: Session, step_id: int) -> list[Change]:
    """The changes of a step, last first."""
    of_step = select(Change).where(Change.step_id == step_id).order_by(Change.id.desc())
    return list(session.scalars(of_step))


def put_back(session: Session, changes: list[Change], journal: Journal) -> list[Change]:
    """Put changes back in turn; answers those that other rows do not let go.

    One that others still lean on waits until those were put back, so the order in which rows came
    to refer to each other does not matter.
    """
    waiting = changes
    while waiting:
        held = []
        for some in _alike(waiting):
            if not _tried_together(session, some, journal):
                held += [one for one in some if not _tried(session, one, journal)]
        if len(held) == len(waiting):
            return held
        waiting = held
    return []


def _alike(changes: list[Change]) -> Iterator[list[Change]]:
    """Changes that follow each other and are of one kind in one table, some hundreds at once."""
    for _, run in groupby(changes, lambda one: (one.table_name, one.kind)):
        while some := list(islice(run, _TOGETHER)):
            yield some


def _tried_together(session: Session, some: list[Change], journal: Journal) -> bool:
    """Take new rows out, or bring old ones back, in one go: a long list is a matter of seconds.

    False where each has to be looked at by itself: there are few, they are no such rows, or one of
    them is not as the step left it.
    """
    ids = {one.row_id for one in some}
    if len(some) < _FEW or len(ids) < len(some) or some[0].kind == "update":
        return False
    table = whole().tables[some[0].table_name]
    bring = _bring_back if some[0].kind == "delete" else _take_out
    try:
        with session.begin_nested():
            return bring(session, table, some, journal)
    except IntegrityError:
        return False


def _take_out(session: Session, table: Table, some: list[Change], journal: Journal) -> bool:
    """Delete the rows a step made, where every one of them still is as it was made."""
    connection, here = session.connection(), table.c.id.in_([one.row_id for one in some])
    # Locked on a server: nobody changes one between the look and the deletion.
    rows = connection.execute(select(table).where(here).with_for_update()).mappings()
    found: dict[int, Mapping[Any, Any]] = {row["id"]: row for row in rows}
    made = {one.row_id: json.loads(one.after) for one in some}
    for row_id, after in made.items():
        row = found.get(row_id)
        if row is None or any(plain(table.c[name], row[name]) != v for name, v in after.items()):
            return False
    connection.execute(delete(table).where(here))
    for row_id, after in made.items():
        held = int(found[row_id]["version"])
        journal.note(table.name, row_id, "delete", after | {"version": held}, {}, held)
    return True


def _bring_back(session: Session, table: Table, some: list[Change], journal: Journal) -> bool:
    """Write the rows a step deleted once more, where none of them is there."""
    connection, here = session.connection(), table.c.id.in_([one.row_id for one in some])
    gone = {one.row_id: json.loads(one.before) for one in some}
    names = {tuple(sorted(before)) for before in gone.values()}
    private = any(PRIVATE_MARK in before.values() for before in gone.values())
    there = connection.execute(select(table.c.id).where(here).limit(1)).first()
    if there is not None or private or len(names) > 1:
        return False
    versions = {row_id: int(before.pop("version", 1)) + 1 for row_id, before in gone.items()}
    rows = [_typed(table, before) | {"version": versions[id_]} for id_, before in gone.items()]
    connection.execute(insert(table), rows)
    for row_id, before in gone.items():
        journal.note(table.name, row_id, "insert", {}, before)
    return True


def still_needed(table: str) -> UserError:
    """The sentence for a row that something newer depends on."""
    return UserError(f"It cannot be undone: something newer depends on this {said(table)}.")


def _tried(session: Session, change: Change, journal: Journal) -> bool:
    """Put one change back; False when a foreign key forbids it for now."""
    try:
        with session.begin_nested():
            _put_back(session, whole().tables[change.table_name], change, journal)
    except IntegrityError as error:
        if not is_foreign(error):
            raise UserError(f"It cannot be undone. {refusal(error)}") from error
        return False
    return True


def _put_back(session: Session, table: Table, change: Change, journal: Journal) -> None:
    connection = session.connection()
    here = table.c.id == change.row_id
    asked = select(table).where(here).with_for_update()
    found = connection.execute(asked).mappings().one_or_none()
    before, after = json.loads(change.before), json.loads(change.after)
    if PRIVATE_MARK in before.values():
        raise UserError("It cannot be undone: the journal keeps no private values.")
    if change.kind == "delete":
        if found:
            raise _changed_since(table)
        version = {"version": int(before.pop("version", 1)) + 1}
        connection.execute(insert(table).values(_typed(table, before) | version))
        journal.note(table.name, change.row_id, "insert", {}, before)
        return
    if found is None:
        raise UserError(f"It cannot be undone: the {said(table.name)} is no longer there.")
    if any(plain(table.c[name], found[name]) != value for name, value in after.items()):
        raise _changed_since(table)
    held = int(found["version"])
    version = {"version": held + 1}
    if change.kind == "insert":
        connection.execute(delete(table).where(here))
        journal.note(table.name, change.row_id, "delete", after | {"version": held}, {}, held)
        return
    connection.execute(update(table).where(here).values(_typed(table, before) | version))
    journal.note(table.name, change.row_id, "update", after, before, held)


def _typed(table: Table, row: Row) -> dict[str, Any]:
    return {name: typed(table.c[name], value) for name, value in row.items()}


def _changed_since(table: Table) -> UserError:
    return UserError(f"It cannot be undone: this {said(table.name)} has been changed since.")
