"""Agreements as the rest of the program sees them: on the client page and on tickets."""

from ..desk.area import Area, Lazy

AREA = Area("agreements", "Agreements", panels=Lazy("mspdesk.agreements.offers:PANELS"))
