"""The client garden as the rest of the program sees it."""

from ..desk.area import Area, Lazy, Panel, asked, nothing

_OFFERS = "mspdesk.garden.offers"

PANELS = (
    Panel(
        "entry.words",
        "Profitable hour",
        nothing,
        10,
        needs="people",
        words=asked("mspdesk.garden.queries.hour:hour_words"),
    ),
)

AREA = Area(
    "garden",
    "Client garden",
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    reports=Lazy("mspdesk.garden.reports:reports"),
    glances=Lazy("mspdesk.garden.reports:GLANCES"),
    checks=Lazy("mspdesk.garden.queries:CHECKS"),
)
