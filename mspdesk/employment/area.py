"""Employment as the rest of the program sees it."""

from ..desk.area import Area

AREA = Area("employment", "Employment")
