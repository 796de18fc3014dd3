"""The letter about somebody's goals."""

from ...letters.printables import letter
from ...printing.document import Printable
from ..queries.letter import goal_letter

GOAL_LETTER = Printable("goal-letter", "Goal letter", goal_letter, letter)
