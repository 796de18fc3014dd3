"""Offerings as the rest of the program sees them: a room of the Clients tab, a sales sheet."""

from ..desk.area import Area, Lazy, Panel, made_by

_OFFERS = "mspdesk.offerings.offers"

# Here and not among the offers, which bring the questions along.
PANELS = (
    Panel(
        "clients.room",
        "Offerings",
        made_by("mspdesk.offerings.view.room:OfferingsRoom"),
        30,
        key="offerings",
    ),
)

AREA = Area(
    "offerings",
    "Offerings",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.offerings.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.offerings.reports:reports"),
)
