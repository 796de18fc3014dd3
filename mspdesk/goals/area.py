"""Goals and reviews as the rest of the program sees them: a room of the Org chart tab."""

from ..desk.area import Area, Lazy, Panel, made_by

_OFFERS = "mspdesk.goals.offers"

# Here and not among the offers, which bring the questions about goals along.
PANELS = (
    Panel("orgchart.room", "Goals", made_by("mspdesk.goals.view.room:GoalsRoom"), 40, key="goals"),
)

AREA = Area(
    "goals",
    "Goals",
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.goals.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.goals.reports:REPORTS"),
    checks=Lazy("mspdesk.goals.queries.checks:CHECKS"),
    glances=Lazy("mspdesk.goals.reports:GLANCES"),
)
