"""Vendors as the rest of the program sees them."""

from ..desk.area import Area

AREA = Area("vendors", "Vendors")
"""Whom we buy from; grows its own offers."""
