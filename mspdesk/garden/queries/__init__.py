"""Questions about what each client brings and costs."""

from .checks import CHECKS, check_money
from .figures import BacklogPace, backlog_pace, margin_of, target_of
from .profit import garden, garden_on
from .terms import Team, team_of, terms_of

__all__ = [
    "CHECKS",
    "BacklogPace",
    "Team",
    "backlog_pace",
    "check_money",
    "garden",
    "garden_on",
    "margin_of",
    "target_of",
    "team_of",
    "terms_of",
]
