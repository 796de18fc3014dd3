"""What clients have different in a checklist, as the rules want it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import ChecklistDifference
from ..rules.master_text import read_line
from ..rules.merge import Difference


def difference_of(row: ChecklistDifference) -> Difference:
    """A row of the books as the rules want it."""
    return Difference(
        row.kind,
        row.key,
        row.after,
        tuple(read_line(row.body).items()),
        tuple(read_line(row.was).items()),
    )


def differences(session: Session, checklist_id: int, client_id: int) -> list[Difference]:
    """What one client has different in one master, in the order it was said."""
    found = (
        select(ChecklistDifference)
        .where(
            ChecklistDifference.checklist_id == checklist_id,
            ChecklistDifference.client_id == client_id,
        )
        .order_by(ChecklistDifference.id)
    )
    return [difference_of(row) for row in session.scalars(found)]


def differences_of(
    session: Session, checklist_ids: Collection[int], client_ids: Collection[int]
) -> dict[tuple[int, int], list[Difference]]:
    """What several clients have different in several masters, by master and client."""
    here = ChecklistDifference
    found = select(here).where(here.checklist_id.in_(checklist_ids), here.client_id.in_(client_ids))
    by: dict[tuple[int, int], list[Difference]] = {}
    for row in session.scalars(found.order_by(here.id)):
        by.setdefault((row.checklist_id, row.client_id), []).append(difference_of(row))
    return by
