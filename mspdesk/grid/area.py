"""Services grid as the rest of the program sees it: a page of the Agreements tab."""

from ..desk.area import Area, Lazy, Panel, made_by

# Here and not among the offers, so that the tabs are painted without the books.
PANELS = (
    Panel(
        "agreement.page",
        "Services grid",
        made_by("mspdesk.grid.view:ServicesPage"),
        30,
        needs="clients",
        key="services",
    ),
)

AREA = Area(
    "grid",
    "Services grid",
    verbs=Lazy("mspdesk.grid.offers:VERBS"),
    today=Lazy("mspdesk.grid.offers:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.grid.printables:PAPERS"),
    reports=Lazy("mspdesk.grid.reports:reports"),
)
"""What is bought and sold."""
