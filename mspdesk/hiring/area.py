"""Hiring as the rest of the program sees it: rooms of the org chart, papers, what a day asks."""

from ..desk.area import Area, Lazy, Panel, made_by

_OFFERS = "mspdesk.hiring.offers"
_VIEW = "mspdesk.hiring.view"

# Here and not among the offers, which bring the questions about hiring along.
PANELS = (
    Panel(
        "orgchart.room",
        "Hiring",
        made_by(f"{_VIEW}.room:HiringRoom"),
        30,
        key="hiring",
        needs="people",
    ),
    Panel(
        "orgchart.room",
        "Applicants",
        made_by(f"{_VIEW}.applicants:ApplicantsRoom"),
        35,
        key="applicants",
        needs="people",
    ),
)

AREA = Area(
    "hiring",
    "Hiring",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.hiring.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.hiring.reports:reports"),
    glances=Lazy("mspdesk.hiring.reports:GLANCES"),
)
