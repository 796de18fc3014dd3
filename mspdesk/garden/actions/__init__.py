"""What is done in the garden: the owner's choices, and summing anew what triggers keep."""

from .choices import choose, set_margin, take_back
from .rollups import rebuild_money

__all__ = ["choose", "rebuild_money", "set_margin", "take_back"]
