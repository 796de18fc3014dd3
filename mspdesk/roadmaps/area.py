"""Roadmaps as the rest of the program sees them: a room of the Clients tab, a tab of a client."""

from ..desk.area import Area, Lazy

_OFFERS = "mspdesk.roadmaps.offers"

AREA = Area(
    "roadmaps",
    "Roadmaps",
    reports=Lazy("mspdesk.roadmaps.reports:reports"),
    glances=Lazy("mspdesk.roadmaps.reports:GLANCES"),
)
