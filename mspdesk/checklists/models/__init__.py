"""Tables of checklists, in modules, so that a list of tickets loads none it does not need."""

from .master import Checklist, ChecklistDifference, ChecklistRevision
from .run import ChecklistRun, RunPhoto, RunResult
from .schedule import MonthlySingle, Schedule, SingleTicket

__all__ = [
    "Checklist",
    "ChecklistDifference",
    "ChecklistRevision",
    "ChecklistRun",
    "MonthlySingle",
    "RunPhoto",
    "RunResult",
    "Schedule",
    "SingleTicket",
]
