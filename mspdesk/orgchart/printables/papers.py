"""The papers of roles, as the palette and the command line know them."""

from sqlalchemy.orm import Session

from ...desk.area import Paper
from ..queries.papers import find_role
from .card import CARD, PURPOSES
from .chart import ORG_CHART


def find_chart(_session: Session, _text: str) -> None:
    """There is one chart."""


def find_purposes(_session: Session, _text: str) -> None:
    """There is one sheet of purposes."""


PAPERS = (
    Paper("orgchart", "Org chart", ORG_CHART, find_chart),
    Paper("role", "Role card", CARD, find_role, figures="role.figure"),
    Paper("purposes", "Job purposes", PURPOSES, find_purposes),
)
