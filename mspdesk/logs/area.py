"""Logs as the rest of the program sees them: a tab of the client's page, parts of a ticket."""

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing

_OFFERS = "mspdesk.logs.offers"

PANELS = (
    Panel(
        "client.tab",
        "Logs",
        made_by("mspdesk.logs.view:LogsPart"),
        72,
        key="logs",
        shown=asked("mspdesk.logs.queries:has_logs"),
    ),
    Panel(
        "ticket.mode",
        "TSR log",
        made_by("mspdesk.logs.view:LogOfTicket"),
        20,
        count=asked("mspdesk.logs.queries:tries_of"),
        needs="tickets",
        key="log",
        shown=asked("mspdesk.tickets.queries.page:has_log"),
    ),
    Panel(
        "ticket.mode",
        "Calls",
        made_by("mspdesk.logs.view:CallsOfTicket"),
        30,
        count=asked("mspdesk.logs.queries:calls_of"),
        needs="tickets",
        key="calls",
        shown=asked("mspdesk.tickets.queries.page:has_log"),
    ),
    Panel(
        "ticket.tried",
        "TSR log",
        nothing,
        10,
        words=asked("mspdesk.logs.queries.tried:tried_words"),
    ),
)

AREA = Area(
    "logs",
    "Logs",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    panels=lambda: PANELS,
    checks=Lazy("mspdesk.logs.queries:CHECKS"),
    papers=Lazy("mspdesk.logs.printables.filled:PAPERS"),
    reports=Lazy("mspdesk.logs.reports:REPORTS"),
)
