"""The preference pages of people and tiers."""

from .people import EXPORT, PeoplePage
from .tiers import TiersPage

__all__ = ["EXPORT", "PeoplePage", "TiersPage"]
