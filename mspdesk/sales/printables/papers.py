"""The papers of sales, as the palette and the command line name them."""

from .worksheet import PAPERS as WORKSHEET

PAPERS = (*WORKSHEET,)
