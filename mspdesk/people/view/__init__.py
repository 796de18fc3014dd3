"""The preference page of tiers; people themselves have a room on the Org chart tab."""

from .tiers import TiersPage

__all__ = ["TiersPage"]
