"""What was brought in before, in the shop's words, and taking one of it out again."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from ..database.history import batches
from ..database.store import Store
from ..dates import clock_time, full_date, wall_of
from ..progress import Progress
from ..rows import dataclass

_NAMES = {
    "client": ("client", "clients"),
    "contact": ("contact", "contacts"),
    "site": ("site", "sites"),
    "person": ("person", "people"),
    "device": ("device", "devices"),
    "agreement": ("agreement", "agreements"),
    "ticket": ("ticket", "tickets"),
    "time_entry": ("time entry", "time entries"),
    "invoice": ("invoice", "invoices"),
    "payment": ("payment", "payments"),
}


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One import as the page shows it."""

    id: int
    when: str
    what: str
    source: str
    counts: str
    state: str

    @property
    def can_undo(self) -> bool:
        """Whether it still stands."""
        return not self.state


def earlier(session: Session) -> list[BatchLine]:
    """What came in, newest first."""
    found = []
    for one in batches(session):
        at = wall_of(one.made_at)
        when = f"{full_date(at.date())}, {clock_time(at)}"
        what = "Whole shop" if one.kind == "shop" else one.kind.capitalize()
        state = "Undone" if one.undone_at else ""
        found.append(BatchLine(one.id, when, what, one.source, counted(one.counts), state))
    return found


def counted(counts: dict[str, int]) -> str:
    """How many of what came in: "5 clients, 20 tickets"; "changes only" where nothing was new."""
    parts = [
        f"{counts[table]:,} {many if counts[table] != 1 else one}"
        for table, (one, many) in _NAMES.items()
        if counts.get(table)
    ]
    return ", ".join(parts) or "changes only"


def seat(store: Store) -> None:
    """Tell open books how to put search and roll-ups aside while a whole batch is taken out."""
    store.around_batch = _put_aside


def undo(store: Store, progress: Progress, batch_id: int) -> dict[str, int]:
    """Take an import out again; raises UserError when something stands on it."""
    progress.step(0, 1)
    seat(store)
    return store.undo_batch(batch_id)


@contextmanager
def _put_aside(session: Session) -> Iterator[None]:
    """Leave search and the sums of time alone while thousands of rows go, then make them anew."""
    # Imported here: every start seats its books, few ever take a batch out.
    from ..tickets.runs import pause_search, rebuild_search
    from ..timekeeping.actions import without_rollups

    pause_search(session)
    with without_rollups(session):
        yield
    rebuild_search(session)
