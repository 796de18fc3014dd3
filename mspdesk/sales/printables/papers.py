"""The papers of sales, as the palette and the command line name them."""

from .commission import PAPERS as COMMISSION
from .pipeline import PAPERS as PIPELINE
from .presentation import PAPERS as PRESENTATION
from .proposal import PAPERS as PROPOSAL
from .worksheet import PAPERS as WORKSHEET

PAPERS = (*PIPELINE, *WORKSHEET, *PRESENTATION, *PROPOSAL, *COMMISSION)
