"""The page of the garden inside the Reports tab."""

from .page import GardenPage

__all__ = ["GardenPage"]
