"""Documentation as the rest of the program sees it: devices on the client page and searched."""

from ..desk.area import Area, Lazy

AREA = Area(
    "documentation",
    "Documentation",
    finders=Lazy("mspdesk.documentation.offers:FINDERS"),
    panels=Lazy("mspdesk.documentation.offers:PANELS"),
)
