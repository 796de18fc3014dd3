"""The preference pages of people, tiers and hats."""

from .hats import HatsPage, TiersPage
from .people import EXPORT, PeoplePage

__all__ = ["EXPORT", "HatsPage", "PeoplePage", "TiersPage"]
