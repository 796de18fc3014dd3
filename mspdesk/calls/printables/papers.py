"""The papers of calls, as the palette and the command line know them."""

from ...desk.area import Paper
from ..queries.papers import find_card, find_sheet
from .card import CARD
from .sheet import SHEET

PAPERS = (
    Paper("script-card", "Script card", CARD, find_card, "clients"),
    Paper("call-sheet", "Call sheet", SHEET, find_sheet, "clients"),
)
