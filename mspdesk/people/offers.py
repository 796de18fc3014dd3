"""What people offer the desk: their preference pages."""

from ..desk.area import Page, made_by

_VIEW = "mspdesk.people.view"

PAGES = (
    Page("People", made_by(f"{_VIEW}:PeoplePage"), 60, needs="people"),
    Page("Tiers", made_by(f"{_VIEW}:TiersPage"), 65, needs="settings"),
    Page("Hats", made_by(f"{_VIEW}:HatsPage"), 70, needs="settings"),
)
