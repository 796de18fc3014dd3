"""Tickets as the rest of the program sees it."""

from ..desk.area import Area, Lazy

AREA = Area("tickets", "Tickets", order=3, tab=Lazy("mspdesk.tickets.view:TicketsView"))
