"""Time and trips on their way to an invoice: onto a draft, off it, invoiced, written off."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action
from ...errors import UserError
from .. import rules
from ..models import TimeEntry, Visit
from ..rules import State

Billed = TimeEntry | Visit
Row = TypeVar("Row", TimeEntry, Visit)


def _rows(session: Session, table: type[Row], ids: Sequence[int]) -> list[Row]:
    found = list(session.scalars(select(table).where(table.id.in_(ids)).order_by(table.id)))
    if len(found) != len(set(ids)):
        raise UserError("Some of this time is no longer there. Make the draft again.")
    return found


def _on_lines(session: Session, line_ids: Sequence[int], state: State) -> list[Billed]:
    """Everything that stands on these lines in a state."""
    found: list[Billed] = []
    for table in (TimeEntry, Visit):
        here = table.invoice_line_id.in_(line_ids)
        found += session.scalars(select(table).where(here, table.state == state).order_by(table.id))
    return found


def _put(rows: Sequence[Billed], line_id: int) -> None:
    for row in rows:
        if row.state != State.UNBILLED:
            raise UserError("Some of this time is on another draft already. Make it again.")
        row.state, row.invoice_line_id = State.ON_DRAFT, line_id


def _take(rows: Sequence[Billed]) -> None:
    for row in rows:
        if row.state != State.ON_DRAFT:
            raise UserError("Only time on a draft can be taken off it.")
        row.state, row.invoice_line_id = State.UNBILLED, None


@action("Put time on draft")
def put_on_draft(session: Session, entry_ids: Sequence[int], line_id: int) -> None:
    """Put unbilled time onto a draft's line; raises UserError when some of it is not unbilled."""
    _put(_rows(session, TimeEntry, entry_ids), line_id)


@action("Put trips on draft")
def put_visits_on_draft(session: Session, visit_ids: Sequence[int], line_id: int) -> None:
    """Put the charge of trips onto a draft's line."""
    _put(_rows(session, Visit, visit_ids), line_id)


@action("Take time off draft")
def take_off_draft(session: Session, entry_ids: Sequence[int]) -> None:
    """Take time off its draft; it is unbilled again."""
    _take(_rows(session, TimeEntry, entry_ids))


@action("Take trips off draft")
def take_visits_off_draft(session: Session, visit_ids: Sequence[int]) -> None:
    """Take trips off their draft."""
    _take(_rows(session, Visit, visit_ids))


@action("Empty draft lines")
def take_line_off_draft(session: Session, line_ids: Sequence[int]) -> None:
    """Take everything off these lines of a draft that is thrown away or written anew."""
    _take(_on_lines(session, line_ids, State.ON_DRAFT))


@action("Mark time invoiced", undoable=False)
def mark_invoiced(session: Session, line_ids: Sequence[int]) -> int:
    """Mark what stands on these lines as invoiced and answer how many entries and trips it was.

    Double time that no client approved is refused (S049).
    """
    rows = _on_lines(session, line_ids, State.ON_DRAFT)
    for row in rows:
        if isinstance(row, TimeEntry) and rules.needs_approval(
            row.kind, row.billed_after_minutes, row.factor, row.after_hours_approved_on
        ):
            raise UserError(
                "Work after hours waits for the client's approval. Record it, or bill it at the "
                "regular rate."
            )
        row.state = State.INVOICED
    return len(rows)


@action("Write off time")
def write_off(session: Session, entry_ids: Sequence[int], reason: str) -> None:
    """Give up billing time, with a reason; raises UserError naming reason."""
    said = reason.strip().rstrip(".")
    if not said:
        raise UserError("Say why this time is written off.", "reason")
    for row in _rows(session, TimeEntry, entry_ids):
        if row.state not in (State.UNBILLED, State.ON_DRAFT):
            raise UserError("Only time that is not invoiced yet can be written off.")
        row.state, row.invoice_line_id = State.WRITTEN_OFF, None
        row.why = f"Written off: {said}."


@action("Give time back", undoable=False)
def give_back(session: Session, line_ids: Sequence[int]) -> int:
    """Make what stood on the lines of a voided invoice unbilled again; answers how much it was."""
    rows = _on_lines(session, line_ids, State.INVOICED)
    for row in rows:
        row.state, row.invoice_line_id = State.UNBILLED, None
    return len(rows)
