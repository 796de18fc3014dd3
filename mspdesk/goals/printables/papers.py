"""The papers of goals, as the palette and the command line know them."""

from ...desk.area import Paper
from ..queries.papers import find_meeting, find_review, find_shared, find_sheet
from .letter import GOAL_LETTER
from .meeting import MEETING
from .review import REVIEW
from .sheets import SHARED, SHEET

PAPERS = (
    Paper("goal-sheet", "Goal sheet", SHEET, find_sheet),
    Paper("goal-letter", "Goal letter", GOAL_LETTER, find_sheet),
    Paper("goals-shared", "Our goals", SHARED, find_shared),
    Paper("goal-review", "Quarterly review", REVIEW, find_review),
    Paper("mastermind", "Mastermind sheet", MEETING, find_meeting),
)
