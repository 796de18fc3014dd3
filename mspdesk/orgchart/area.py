"""The org chart as the rest of the program sees it: a tab of rooms, the first one its own."""

from ..desk.area import Area, Lazy, Panel, made_by

_VIEW = "mspdesk.orgchart.view"

# The rooms of upper areas stand beside the first: a segment each in the head of the tab.
PANELS = (
    Panel("orgchart.room", "Roles", made_by(f"{_VIEW}.room:RolesRoom"), 10, key="roles"),
    Panel("orgchart.room", "Hats", made_by(f"{_VIEW}.hats_room:HatsRoom"), 15, key="hats"),
)

AREA = Area(
    "orgchart",
    "Org chart",
    order=7,
    tab=Lazy(f"{_VIEW}.screen:OrgChartView"),
    finders=Lazy("mspdesk.orgchart.offers:FINDERS"),
    verbs=Lazy("mspdesk.orgchart.offers:VERBS"),
    today=Lazy("mspdesk.orgchart.offers:TODAY"),
    checks=Lazy("mspdesk.orgchart.queries.checks:CHECKS"),
    dated=Lazy("mspdesk.orgchart.offers:DATED"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.orgchart.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.orgchart.reports:REPORTS"),
    glances=Lazy("mspdesk.orgchart.reports:GLANCES"),
)
