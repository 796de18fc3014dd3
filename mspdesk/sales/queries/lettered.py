"""What a row tells of the letter that belongs to it."""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ...letters.queries import Told

if TYPE_CHECKING:
    from .advice import AdviceRow
    from .understanding import UnderstandingRow

Row = TypeVar("Row", "AdviceRow", "UnderstandingRow")


def with_letter(row: Row, letter: Told) -> Row:
    """A row with the number of its letter, how far that is, when it went out and who signed."""
    return replace(
        row,
        letter_id=letter.id,
        letter=letter.number,
        letter_state=letter.state,
        sent_on=letter.sent_on,
        signed_on=letter.signed_on,
        signed_by=letter.signed_by,
    )
