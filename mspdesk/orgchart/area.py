"""The org chart as the rest of the program sees it: a tab of rooms, the first one its own."""

from ..desk.area import Area, Lazy, Panel, made_by

_VIEW = "mspdesk.orgchart.view"

# The rooms of upper areas stand beside the first: a segment each in the head of the tab.
PANELS = (Panel("orgchart.room", "Roles", made_by(f"{_VIEW}.room:RolesRoom"), 10, key="roles"),)

AREA = Area(
    "orgchart",
    "Org chart",
    order=7,
    tab=Lazy(f"{_VIEW}.screen:OrgChartView"),
    panels=lambda: PANELS,
)
