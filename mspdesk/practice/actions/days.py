"""Naming the tech of a day (S052)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import action, tell
from ...dates import short_date
from ...errors import UserError
from ...people.models import Person
from ...people.rules import first_name
from ...shop.queries import calendar
from ..models import TechOfDay


@action("Name tech of the day")
def name_tech(session: Session, day: date, person_id: int | None, words: str = "") -> None:
    """Say who takes the calls of a working day; with None it goes by turn again.

    Raises UserError naming person or day.
    """
    if calendar(session, day.year).open_minutes(day) is None:
        raise UserError(f"The shop is closed on {short_date(day)}.", "day")
    held = session.scalars(select(TechOfDay).where(TechOfDay.on == day)).one_or_none()
    if person_id is None:
        if held is not None:
            session.delete(held)
        tell(session, f"{short_date(day)} goes by turn")
        return
    person = session.get(Person, person_id)
    if person is None or (person.left_on is not None and person.left_on < day):
        raise UserError("Choose somebody who works here on that day.", "person")
    if held is None:
        session.add(TechOfDay(on=day, person_id=person_id, words=words.strip()))
    else:
        held.person_id, held.words = person_id, words.strip()
    tell(session, f"{first_name(person.name)} takes the calls on {short_date(day)}")
