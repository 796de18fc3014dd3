"""Clients as the rest of the program sees them."""

from ..desk.area import Area, Lazy

AREA = Area("clients", "Clients", order=2, tab=Lazy("mspdesk.clients.view:ClientsView"))
