"""Service practice as the rest of the program sees it: a room, lists of the day, reports."""

from ..desk.area import Area, Lazy, Panel, made_by

_OFFERS = "mspdesk.practice.offers"
_VIEW = "mspdesk.practice.view"

# Here and not among the offers, which bring the questions about practice along.
PANELS = (
    Panel("checklists.room", "Practice", made_by(f"{_VIEW}.room:PracticeRoom"), 50, key="practice"),
    Panel("ticket.offer", "After hours", made_by(f"{_VIEW}.approval:AfterHoursOffer"), 20),
)

AREA = Area(
    "practice",
    "Practice",
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.practice.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.practice.reports:reports"),
    glances=Lazy("mspdesk.practice.reports:GLANCES"),
)
