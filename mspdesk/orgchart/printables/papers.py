"""The papers of roles, as the palette and the command line know them."""

from sqlalchemy.orm import Session

from ...desk.area import Paper
from ..queries.papers import find_role
from .card import CARD, PURPOSES


def find_purposes(_session: Session, _text: str) -> None:
    """There is one sheet of purposes."""


PAPERS = (
    Paper("role", "Role card", CARD, find_role),
    Paper("purposes", "Job purposes", PURPOSES, find_purposes),
)
