"""Audits as the rest of the program sees them."""

from ..desk.area import Area

AREA = Area("audits", "Audits")
