"""The papers of checklists that the palette and the command line can print."""

from .paper import PAPERS as SHEETS
from .planned import PAPERS as PLANNED
from .report import PAPERS as REPORTS

PAPERS = (*SHEETS, *REPORTS, *PLANNED)
