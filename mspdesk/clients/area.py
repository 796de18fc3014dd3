"""Clients as the rest of the program sees them."""

from ..desk.area import Area, Lazy

_OFFERS = "mspdesk.clients.offers"

AREA = Area(
    "clients",
    "Clients",
    order=2,
    tab=Lazy("mspdesk.clients.view:ClientsView"),
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    papers=Lazy("mspdesk.clients.printables:PAPERS"),
    reports=Lazy("mspdesk.clients.reports:REPORTS"),
)
