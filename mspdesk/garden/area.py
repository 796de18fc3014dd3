"""The client garden as the rest of the program sees it."""

from ..desk.area import Area, Lazy

_OFFERS = "mspdesk.garden.offers"

AREA = Area(
    "garden",
    "Client garden",
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    reports=Lazy("mspdesk.garden.reports:reports"),
    glances=Lazy("mspdesk.garden.reports:GLANCES"),
    checks=Lazy("mspdesk.garden.queries:CHECKS"),
)
