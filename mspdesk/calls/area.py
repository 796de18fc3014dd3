"""Calls as the rest of the program sees them: a room of the Clients tab, papers, reports."""

from ..desk.area import Area, Lazy, Panel, asked, made_by

_OFFERS = "mspdesk.calls.offers"
_VIEW = "mspdesk.calls.view"

# Here and not among the offers, which bring the questions about calls along.
PANELS = (
    Panel(
        "clients.room",
        "Calls",
        made_by(f"{_VIEW}.room:CallsRoom"),
        20,
        key="calls",
        needs="clients",
    ),
    Panel(
        "client.tab",
        "Calls",
        made_by(f"{_VIEW}.client:ClientCalls"),
        74,
        key="calls-made",
        needs="clients",
        shown=asked("mspdesk.calls.queries.calling:was_called"),
    ),
)

AREA = Area(
    "calls",
    "Calls",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.calls.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.calls.reports:REPORTS"),
    checks=Lazy("mspdesk.calls.queries.checks:CHECKS"),
    glances=Lazy("mspdesk.calls.reports:GLANCES"),
)
