"""Sales as the rest of the program sees it: so far the worksheet on a prospect's page."""

from ..desk.area import Area, Lazy, Panel, asked, made_by

_OFFERS = "mspdesk.sales.offers"

PANELS = (
    Panel(
        "client.tab",
        "Worksheet",
        made_by("mspdesk.sales.view.worksheet:WorksheetPart"),
        5,
        key="worksheet",
        shown=asked("mspdesk.sales.queries.worksheet:wanted"),
    ),
)

AREA = Area(
    "sales",
    "Sales",
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.sales.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.sales.reports.all_of_them:reports"),
)
