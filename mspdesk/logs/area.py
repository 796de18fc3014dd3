"""Logs as the rest of the program sees them: a tab of the client's page once there is one."""

from ..desk.area import Area, Lazy, Panel, asked, made_by

_OFFERS = "mspdesk.logs.offers"

PANELS = (
    Panel(
        "client.tab",
        "Logs",
        made_by("mspdesk.logs.view:LogsPart"),
        72,
        key="logs",
        shown=asked("mspdesk.logs.queries:has_logs"),
    ),
)

AREA = Area(
    "logs",
    "Logs",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.logs.printables.filled:PAPERS"),
)
