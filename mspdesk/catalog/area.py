"""Catalogue as the rest of the program sees it."""

from ..desk.area import Area

AREA = Area("catalog", "Catalogue")
"""What we offer; grows its own offers."""
