"""Letters as the rest of the program sees them."""

from ..desk.area import Area

AREA = Area("letters", "Letters")
"""What we write to clients; grows its own offers."""
