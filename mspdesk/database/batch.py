"""Big batches: a file brought in as one step, counted instead of written down, undone as one.

Rows that a batch adds carry its id in `batch_id`; whatever else it changes is journalled row by
row like any other change, so the whole can be taken back.
"""

from collections.abc import Iterator

from sqlalchemy import Table, delete, false, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..dates import utc_now
from ..errors import UserError
from .catalogue import whole
from .faults import is_foreign, refusal, said
from .history import StepRow
from .journal import Journal
from .tables import Batch, Change, Step
from .undo import changes_to_reverse, put_back, still_needed


def open_batch(session: Session, kind: str, source: str = "") -> int:
    """Begin the batch of this step, to be written into `batch_id` of every row it adds.

    The action must be declared with `batch=True`. One batch a step; `source` is a file's name.
    """
    if "batch_id" in session.info:
        raise AssertionError("one batch a step")
    made = insert(Batch).values(kind=kind, source=source, made_at=utc_now(), counts="{}")
    batch_id = int(session.connection().execute(made.returning(Batch.id)).scalar_one())
    session.info["batch_id"] = batch_id
    session.info.setdefault("counts", {})
    session.info.setdefault("touched", set()).add("batch")
    return batch_id


def counted(session: Session, table: str, rows: int) -> None:
    """Say how many rows of a table the batch added past the session (`session.connection()`)."""
    journal: Journal = session.info["journal"]
    journal.count(table, rows)


def batch_tables() -> list[Table]:
    """Every table whose rows can carry a batch, children before those they refer to."""
    marked = [t for t in whole().sorted_tables if "batch_id" in t.c and "version" in t.c]
    return marked[::-1]


def take_out(session: Session, step: StepRow, journal: Journal) -> dict[str, int]:
    """Remove every row of a batch and put back what else it changed; answers rows by table.

    Raises UserError, and changes nothing, when a row was touched since or is needed by a newer one.
    """
    batch_id = step.batch_id
    mark = update(Batch).where(Batch.id == batch_id, Batch.undone_at.is_(None))
    # Triggers that keep imported rows let them go once their batch is marked.
    marked = session.connection().execute(mark.values(undone_at=utc_now()))
    if marked.rowcount != 1:
        raise UserError("This batch has been undone already.")
    session.info["batch_id"] = batch_id
    session.info.setdefault("touched", set()).add("batch")
    changes = changes_to_reverse(session, step.id)
    held = put_back(session, changes, journal) if changes else []
    tables = [table for table in batch_tables() if _any(session, table, batch_id)]
    for table in tables:
        _refuse_touched(session, table, batch_id)
    for table in tables:
        _refuse_needed(session, table, batch_id)
    removed = {}
    for table in tables:
        try:
            gone = session.connection().execute(delete(table).where(table.c.batch_id == batch_id))
        except IntegrityError as error:
            raise still_needed(table.name) if is_foreign(error) else refusal(error) from error
        removed[table.name] = gone.rowcount
    session.info["touched"].update(removed)
    if held and put_back(session, held, journal):
        raise still_needed(held[0].table_name)
    return removed


def _any(session: Session, table: Table, batch_id: int | None) -> bool:
    one = select(table.c.id).where(table.c.batch_id == batch_id).limit(1)
    return session.connection().execute(one).first() is not None


def _refuse_touched(session: Session, table: Table, batch_id: int | None) -> None:
    """Raise UserError when a row of the batch was edited after it came."""
    later = select(Step.id).where(Step.batch_id == batch_id)
    edited = select(Change.row_id).where(
        Change.table_name == table.name, Change.step_id.not_in(later)
    )
    touched = select(table.c.id).where(
        table.c.batch_id == batch_id, or_(table.c.version > 1, table.c.id.in_(edited))
    )
    if session.connection().execute(touched.limit(1)).first():
        raise UserError(
            f"It cannot be undone: a {said(table.name)} of this batch has been changed since."
        )


def _refuse_needed(session: Session, table: Table, batch_id: int | None) -> None:
    """Raise UserError when a row that came later refers to a row of the batch."""
    ours = select(table.c.id).where(table.c.batch_id == batch_id)
    for other, column in _referring(table):
        foreign = other.c[column].in_(ours)
        if "batch_id" in other.c:
            newer = or_(other.c.batch_id.is_(None), other.c.batch_id != batch_id)
        else:
            newer = ~false()
        asked = select(other.c[column]).where(foreign, newer).limit(1)
        if session.connection().execute(asked).first():
            raise UserError(
                f"It cannot be undone: a newer {said(other.name)} belongs to a "
                f"{said(table.name)} of this batch."
            )


def _referring(table: Table) -> Iterator[tuple[Table, str]]:
    """Every column anywhere that refers to a table."""
    for other in whole().sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table:
                yield other, key.parent.name
