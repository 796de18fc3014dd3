"""Agreements as the rest of the program sees them: on the client page and on tickets."""

from ..desk.area import Area

AREA = Area("agreements", "Agreements")
