"""Questions about what each client brings and costs."""

from .checks import CHECKS, check_money
from .figures import BacklogPace, backlog_pace, margin_of, target_of
from .page import ChoiceRow, GardenPage, choices, garden_page, look_again
from .profit import garden, garden_on
from .terms import Team, team_of, terms_of

__all__ = [
    "CHECKS",
    "BacklogPace",
    "ChoiceRow",
    "GardenPage",
    "Team",
    "backlog_pace",
    "check_money",
    "choices",
    "garden",
    "garden_on",
    "garden_page",
    "look_again",
    "margin_of",
    "target_of",
    "team_of",
    "terms_of",
]
