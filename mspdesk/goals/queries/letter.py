"""The letter in which somebody has their goals of a quarter in writing (C13)."""

from datetime import timedelta

from sqlalchemy.orm import Session

from ...dates import monday
from ...errors import UserError
from ...letters.queries import LetterDocument, unkept_document
from ...letters.rules.texts import letter_day
from ...people.queries import person as person_of
from ...shop.queries import shop as the_shop
from ..rules import quarters
from ..rules.quarters import Quarter
from ..rules.words import WRITTEN
from .goals import fiscal_month
from .known import GoalRow
from .papers import sheet_document

FORM = "letters/goal-letter"
"""The text of the letter."""


def goal_letter(session: Session, person_id: int, year: int, quarter: int) -> LetterDocument:
    """What was agreed on with somebody for a quarter, as a letter.

    It names the goals the reader may see, those agreed on only. Raises UserError where there is
    none, or where the person is gone.
    """
    who = person_of(session, person_id)
    if who is None:
        raise UserError("This person is no longer there.", "person")
    sheet = sheet_document(session, person_id, year, quarter)
    agreed = [one.goal for one in sheet.goals if one.goal.state in WRITTEN]
    if not agreed:
        raise UserError(f"No goal of {who.name} is agreed on yet for {sheet.quarter.title}.")
    day_first = the_shop(session).day_first
    _first, last = quarters.span(Quarter(year, quarter), fiscal_month(session))
    review = letter_day(monday(last - timedelta(days=4)), day_first=day_first)
    fields = {
        "staff.name": who.name,
        "staff.first_name": who.name.split()[0],
        "staff.title": who.title,
        "goals.quarter": sheet.span,
        "goals.list": "\n".join(_words(goal) for goal in agreed),
        "goals.review": f"the week of {review}",
    }
    return unkept_document(session, FORM, fields, (who.name,), who.name)


def _words(goal: GoalRow) -> str:
    """A goal in one line: what is wanted, and what it is measured by."""
    text = " ".join(goal.text.split())
    measure = " ".join(goal.measure.split())
    return f"{text} (measured by: {measure})" if measure else text
