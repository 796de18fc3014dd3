"""Roadmaps as the rest of the program sees them: a room of the Clients tab, a tab of a client."""

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing

_OFFERS = "mspdesk.roadmaps.offers"

# Here and not among the offers, which bring the questions about meetings along.
PANELS = (
    Panel(
        "clients.room",
        "Roadmaps",
        made_by("mspdesk.roadmaps.view.room:RoadmapsRoom"),
        50,
        key="roadmaps",
    ),
    Panel(
        "client.tab",
        "Roadmap",
        made_by("mspdesk.roadmaps.view.client:RoadmapTab"),
        66,
        key="roadmap",
        shown=asked("mspdesk.roadmaps.queries.tab:wanted"),
    ),
    Panel(
        "letter.source",
        "letters/roadmap-invitation",
        nothing,
        10,
        words=asked("mspdesk.roadmaps.queries.tab:invitations"),
    ),
)

AREA = Area(
    "roadmaps",
    "Roadmaps",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.roadmaps.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.roadmaps.reports:reports"),
    glances=Lazy("mspdesk.roadmaps.reports:GLANCES"),
    checks=Lazy("mspdesk.roadmaps.queries.checks:CHECKS"),
)
