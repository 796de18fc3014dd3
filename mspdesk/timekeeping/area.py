"""Time as the rest of the program sees it."""

from ..desk.area import Area, Lazy

AREA = Area(
    "timekeeping",
    "Time",
    order=4,
    tab=Lazy("mspdesk.timekeeping.view.screen:TimeView"),
    verbs=Lazy("mspdesk.timekeeping.offers:VERBS"),
    today=Lazy("mspdesk.timekeeping.offers:TODAY"),
    panels=Lazy("mspdesk.timekeeping.offers:PANELS"),
    papers=Lazy("mspdesk.timekeeping.printables:PAPERS"),
    reports=Lazy("mspdesk.timekeeping.reports:REPORTS"),
    glances=Lazy("mspdesk.timekeeping.reports:GLANCES"),
    checks=Lazy("mspdesk.timekeeping.queries:CHECKS"),
    needs="time",
)
