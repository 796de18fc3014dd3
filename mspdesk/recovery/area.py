"""Recovery as the rest of the program sees it: the DR plan on a client's page."""

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing

_OFFERS = "mspdesk.recovery.offers"
_VIEW = "mspdesk.recovery.view"

# Here and not among the offers, which bring the questions about plans along.
PANELS = (
    Panel("client.tab", "DR plan", made_by(f"{_VIEW}.tab:PlanPart"), 70, key="plan"),
    Panel(
        "client.tab",
        "Disaster",
        made_by(f"{_VIEW}.event:EventPart"),
        3,
        key="event",
        shown=asked("mspdesk.recovery.queries.event:has_events"),
    ),
    Panel(
        "client.tag",
        "disaster running",
        nothing,
        5,
        count=asked("mspdesk.recovery.queries.event:open_count"),
    ),
    Panel("agreement.rail", "DR plan", made_by(f"{_VIEW}.cards:RenewalCard"), 60),
    Panel(
        "letter.source",
        "letters/after-action",
        nothing,
        10,
        words=asked("mspdesk.recovery.queries.letters:after_actions"),
    ),
)

AREA = Area(
    "recovery",
    "Recovery",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.recovery.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.recovery.reports:reports"),
    glances=Lazy("mspdesk.recovery.reports:GLANCES"),
    checks=Lazy("mspdesk.recovery.queries.checks:CHECKS"),
)
