"""Mail as the rest of the program sees them."""

from ..desk.area import Area

AREA = Area("mail", "Outbox")
"""Mail on its way out; grows its own offers."""
