"""Catalogue as the rest of the program sees it: two pages of the Agreements tab."""

from ..desk.area import Area, Lazy, Panel, made_by

# Here and not among the offers, so that the tabs are painted without the books.
PANELS = (
    Panel(
        "agreement.page",
        "Price grid",
        made_by("mspdesk.catalog.view:PricesPage"),
        10,
        needs="clients",
        key="prices",
    ),
    Panel(
        "agreement.page",
        "Catalog",
        made_by("mspdesk.catalog.view:CataloguePage"),
        20,
        needs="clients",
        key="catalogue",
    ),
)

AREA = Area(
    "catalog",
    "Catalog",
    finders=Lazy("mspdesk.catalog.offers:FINDERS"),
    verbs=Lazy("mspdesk.catalog.offers:VERBS"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.catalog.printables:PAPERS"),
)
"""What the shop offers and at what price."""
