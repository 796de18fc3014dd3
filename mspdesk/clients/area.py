"""Clients as the rest of the program sees them."""

from ..desk.area import Area, Lazy, Panel, made_by

_OFFERS = "mspdesk.clients.offers"
_VIEW = "mspdesk.clients.view"

PANELS = (
    Panel("clients.room", "Clients", made_by(f"{_VIEW}.clients:ClientsRoom"), 0, key="clients"),
)

AREA = Area(
    "clients",
    "Clients",
    order=2,
    tab=Lazy(f"{_VIEW}:ClientsView"),
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.clients.printables:PAPERS"),
    reports=Lazy("mspdesk.clients.reports:REPORTS"),
)
