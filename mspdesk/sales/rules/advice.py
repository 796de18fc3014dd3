"""What may be written down as advice, and what each answer means (S130)."""

from datetime import date
from enum import StrEnum

from ...errors import UserError


class Answer(StrEnum):
    """What a client said to a piece of advice."""

    OPEN = "open"
    DECLINED = "declined"
    TAKEN = "taken"


WORDS = {Answer.OPEN: "Not answered", Answer.DECLINED: "Declined", Answer.TAKEN: "Taken"}
"""How each answer is said in lists."""

LONGEST = 200
"""Signs of what is recommended, so that it stands in one line of a list."""

LONGEST_RISK = 400
"""Signs of the risk, so that the letter stays on one page."""

LONGEST_CHOICE = 200
"""Signs of what they chose, for the same reason."""


def one_line(words: str, field: str, empty: str, most: int = LONGEST) -> str:
    """Words as one line; raises UserError naming the field where they are empty or too long."""
    said = " ".join(words.split())
    if not said:
        raise UserError(empty, field)
    if len(said) > most:
        raise UserError(f"Keep it within {most:,} signs.", field)
    return said


def ended(words: str) -> str:
    """A sentence with its full stop, as a letter says it."""
    said = " ".join(words.split())
    return said if not said or said[-1] in ".!?…" else f"{said}."


def begun(words: str) -> str:
    """Words as they go on after a colon in a letter: without their own full stop."""
    return " ".join(words.split()).rstrip(". ")


def checked_days(advised_on: date | None, answered_on: date | None, day: date) -> None:
    """Raise UserError naming the day that cannot be: in the future, or answered before advised."""
    if advised_on is None or advised_on > day:
        raise UserError("Type the day you said it, today or before.", "advised_on")
    if answered_on is not None and answered_on > day:
        raise UserError("Type the day they answered, today or before.", "answered_on")
    if answered_on is not None and answered_on < advised_on:
        raise UserError("They cannot have answered before you said it.", "answered_on")
