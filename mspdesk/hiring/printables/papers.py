"""The papers of hiring, as the palette and the command line know them."""

from ...desk.area import Paper
from ..queries.cases import find_case
from .worksheet import WORKSHEET

PAPERS = (Paper("hire", "Hire worksheet", WORKSHEET, find_case, needs="people"),)
