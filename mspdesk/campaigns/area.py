"""Campaigns as the rest of the program sees them: a room of the clients, papers, a day's lists."""

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing

_OFFERS = "mspdesk.campaigns.offers"

# Here and not among the offers, so that the tabs are painted without the books.
PANELS = (
    Panel(
        "clients.room",
        "Campaigns",
        made_by("mspdesk.campaigns.view.room:CampaignsRoom"),
        40,
        key="campaigns",
        needs="clients",
    ),
    Panel(
        "client.tag",
        "Campaigns",
        nothing,
        60,
        words=asked("mspdesk.campaigns.queries.optouts:client_opted_out"),
    ),
)

AREA = Area(
    "campaigns",
    "Campaigns",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.campaigns.printables.papers:PAPERS"),
    reports=Lazy("mspdesk.campaigns.reports:reports"),
    glances=Lazy("mspdesk.campaigns.reports:GLANCES"),
    checks=Lazy("mspdesk.campaigns.queries.finding:CHECKS"),
    dated=Lazy("mspdesk.campaigns.actions.optouts:DATED"),
)
