"""What people offer the desk: their preference pages, and what a last day brings."""

from datetime import date

from sqlalchemy.orm import Session

from ..desk.area import Dated, Page, made_by
from .actions import leave_hats
from .queries import left_hats

_VIEW = "mspdesk.people.view"

PAGES = (Page("Tiers", made_by(f"{_VIEW}:TiersPage"), 65, needs="settings"),)


def hats_left(session: Session, day: date) -> bool:
    """Whether somebody left before a day and still wears a hat."""
    return bool(left_hats(session, day))


DATED = (Dated(hats_left, leave_hats, tables=frozenset({"person"}), quiet=True),)
"""A last day may lie ahead when it is entered; the hats are the owner's the day after (S010)."""
