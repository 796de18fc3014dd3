"""Documentation as the rest of the program sees it: devices on the client page and in the search."""

from ..desk.area import Area, Lazy

AREA = Area("documentation", "Documentation", finders=Lazy("mspdesk.documentation.offers:FINDERS"))
