"""The papers of offerings, as the palette and the command line know them."""

from ...desk.area import Paper
from ..queries.sheet import find_offering
from .sheet import SALES_SHEET

PAPERS = (Paper("sales-sheet", "Sales sheet", SALES_SHEET, find_offering),)
