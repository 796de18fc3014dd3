"""People and roles as the rest of the program sees them."""

from ..desk.area import Area, Lazy

AREA = Area(
    "people",
    "People",
    pages=Lazy("mspdesk.people.offers:PAGES"),
    reports=Lazy("mspdesk.people.reports:REPORTS"),
    dated=Lazy("mspdesk.people.offers:DATED"),
)
