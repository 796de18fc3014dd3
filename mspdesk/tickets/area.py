"""Tickets as the rest of the program sees it."""

from ..desk.area import Area, Lazy

_OFFERS = "mspdesk.tickets.offers"

AREA = Area(
    "tickets",
    "Tickets",
    order=3,
    tab=Lazy("mspdesk.tickets.view:TicketsView"),
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=Lazy(f"{_OFFERS}:PANELS"),
    papers=Lazy("mspdesk.tickets.printables:PAPERS"),
    reports=Lazy("mspdesk.tickets.reports:REPORTS"),
    glances=Lazy("mspdesk.tickets.reports:GLANCES"),
    checks=Lazy("mspdesk.tickets.queries:CHECKS"),
)
