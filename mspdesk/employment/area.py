"""Employment as the rest of the program sees it."""

from ..desk.area import Area, Lazy, Panel, made_by

_VIEW = "mspdesk.employment.view"

PANELS = (
    Panel("orgchart.room", "People", made_by(f"{_VIEW}.room:PeopleRoom"), 20, key="people"),
    Panel("orgchart.room", "Pay calendar", made_by(f"{_VIEW}.pay:PayRoom"), 50, key="pay"),
)

AREA = Area(
    "employment",
    "Employment",
    finders=Lazy("mspdesk.employment.offers:FINDERS"),
    verbs=Lazy("mspdesk.employment.offers:VERBS"),
    today=Lazy("mspdesk.employment.offers:TODAY"),
    dated=Lazy("mspdesk.employment.offers:DATED"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.employment.printables:PAPERS"),
    reports=Lazy("mspdesk.employment.reports:REPORTS"),
    glances=Lazy("mspdesk.employment.reports:GLANCES"),
)
"""Tables of people as employees; private columns are on no list, file or paper of others."""
