"""Screens of the catalogue: the list of offerings, and the price grid."""

from .catalogue import CataloguePage
from .prices import PricesPage

__all__ = ["CataloguePage", "PricesPage"]
