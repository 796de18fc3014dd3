"""Tickets as the rest of the program sees it."""

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing

_OFFERS = "mspdesk.tickets.offers"

# Here and not among the offers: every tab asks for them, and those bring all of tickets along.
PANELS = (
    Panel(
        "client.tag",
        "critical open",
        nothing,
        10,
        count=asked("mspdesk.tickets.queries:critical_count"),
    ),
    Panel(
        "client.main", "Open tickets", made_by("mspdesk.tickets.view.client:OpenTicketsCard"), 40
    ),
    Panel("devices.recent", "Tickets", made_by("mspdesk.tickets.view.client:recent_devices"), 10),
    Panel(
        "client.tab",
        "Tickets",
        made_by("mspdesk.tickets.view.client:TicketsPart"),
        40,
        count=asked("mspdesk.tickets.queries:open_count"),
        key="tickets",
    ),
)

AREA = Area(
    "tickets",
    "Tickets",
    order=3,
    tab=Lazy("mspdesk.tickets.view:TicketsView"),
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.tickets.printables:PAPERS"),
    reports=Lazy("mspdesk.tickets.reports:REPORTS"),
    glances=Lazy("mspdesk.tickets.reports:GLANCES"),
    checks=Lazy("mspdesk.tickets.queries:CHECKS"),
)
