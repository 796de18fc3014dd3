"""Services grid as the rest of the program sees it."""

from ..desk.area import Area

AREA = Area("grid", "Services grid")
"""What is bought and sold; grows its own offers."""
