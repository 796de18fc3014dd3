"""What a last day brings along: the benefits end with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import full_date, today
from ...people.actions import edit_person
from ...people.models import Person
from ..models import Enrolment
from ..queries.benefits import past_the_end


@action("Change person")
def change_person(
    session: Session, person_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change columns of a person; with a last day their benefits end on it, without one they go on.

    `version` is the one that was seen. Raises UserError by field, Conflict.
    """
    before = session.get_one(Person, person_id).left_on
    edit_person(session, person_id, version, changes)
    person = session.get_one(Person, person_id)
    if person.left_on == before:
        return
    # History is read by everybody, so it is not said which benefits they have.
    if person.left_on is None:
        if _go_on(session, person_id, before):
            tell(session, f"{person.name} saved. Their benefits go on")
    elif _end(session, person_id, before, person.left_on):
        ends = full_date(person.left_on)
        tell(session, f"{person.name} saved. Their benefits end on {ends}")


def _joined(session: Session, person_id: int) -> list[Enrolment]:
    found = select(Enrolment).filter_by(person_id=person_id, declined=False)
    return list(session.scalars(found.order_by(Enrolment.id)))


def _end(session: Session, person_id: int, before: date | None, last: date) -> bool:
    """End what somebody is in on their last day, and what would begin after it not at all."""
    ended = False
    for row in _joined(session, person_id):
        ours = row.until_on is None or row.until_on > last or row.until_on == before
        if row.from_on > last:
            session.delete(row)
            ended = True
        elif ours and row.until_on != last:
            row.until_on = last
            ended = True
    return ended


def _go_on(session: Session, person_id: int, before: date | None) -> bool:
    """Let go on what ended with a last day that is not one any more."""
    rows = [row for row in _joined(session, person_id) if row.until_on == before]
    for row in rows:
        row.until_on = None
    return bool(rows)


@action("End benefits with the last day")
def end_with_last_day(session: Session) -> None:
    """End the benefits of everybody who left, also where another way than the page said so."""
    for row, last in past_the_end(session, today()):
        kept = session.get_one(Enrolment, row)
        if kept.from_on > last:
            session.delete(kept)
        else:
            kept.until_on = last
