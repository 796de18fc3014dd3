"""The garden on paper, and as a workbook that computes."""

from .book import garden_book
from .paper import GARDEN

__all__ = ["GARDEN", "garden_book"]
