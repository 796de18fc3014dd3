"""Long work of checklists: planning a year."""

from collections.abc import Sequence
from datetime import date, timedelta

from ..database.store import Store
from ..dates import add_months, month_start, today
from ..progress import Progress
from .actions.writing import plan_ahead
from .queries.schedules import to_plan


def plan_year(store: Store, progress: Progress, until: date | None = None) -> int:
    """Plan all schedules a year ahead, a month at a time, and answer how many visits are new.

    Each month is a step of its own: stopped in the middle, the months before it are planned.
    """
    day = today()
    last = until or add_months(day, 12)
    ends = month_ends(day, last)
    count = 0
    for n, end in enumerate(ends, 1):
        if store.ask(to_plan, day, end):
            count += store.do(plan_ahead, end)
        progress.step(n, len(ends), f"{end:%B} {end.year}")
    return count


def month_ends(first: date, last: date) -> Sequence[date]:
    """The last day of each month from one day to another, the last one cut there."""
    found = []
    month = month_start(first)
    while month <= last:
        month = add_months(month, 1)
        found.append(min(month - timedelta(days=1), last))
    return found
