"""Agreements as the rest of the program sees them: their tab, and cards on other pages."""

from ..desk.area import Area, Lazy

_OFFERS = "mspdesk.agreements.offers"

AREA = Area(
    "agreements",
    "Agreements",
    order=6,
    tab=Lazy("mspdesk.agreements.view:AgreementsView"),
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=Lazy(f"{_OFFERS}:PANELS"),
    papers=Lazy("mspdesk.agreements.printables:PAPERS"),
)
