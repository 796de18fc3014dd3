"""The org chart as the rest of the program sees it."""

from ..desk.area import Area

AREA = Area("orgchart", "Org chart")
