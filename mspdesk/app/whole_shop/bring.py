"""Bringing a whole shop in: eleven files, one transaction, one batch that can be undone."""

from dataclasses import replace
from pathlib import Path
from typing import cast

from sqlalchemy.orm import Session

from ...database.action import action, tell, touched
from ...database.batch import open_batch
from ...database.store import Store
from ...people.queries import owner_id
from ...progress import Progress
from ...rows import dataclass
from ...shop.queries import shop
from ...tickets.runs import pause_search, rebuild_search
from ...timekeeping.actions import without_rollups
from ..keeping import checks
from . import house, money, work
from .bring_everything import bring_everything, is_everything
from .folder import ShopFolder
from .layout import FILES


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a folder: its batch, None when nothing was new, and rows added and skipped."""

    batch_id: int | None
    added: dict[str, int]
    skipped: dict[str, int]

    @property
    def lines(self) -> list[str]:
        """One line for each file."""
        return [
            f"{name.replace('_', ' ')}: {rows:,} added"
            + (f", {self.skipped[name]:,} were there already" if self.skipped.get(name) else "")
            for name, rows in self.added.items()
            if rows or name in FILES
        ]


class _NothingNewError(Exception):
    """Everything in the folder is here already, so that not even a batch is worth keeping."""


def bring_whole_shop(store: Store, progress: Progress, path: Path) -> Brought:
    """Bring a folder in as one step that can be undone; no step at all when nothing is new.

    What MSPDesk wrote itself, with all its tables, comes into books in which nothing was done yet;
    then it takes the place of what set-up wrote, and is no batch. The owner in it goes on.
    """
    if is_everything(path):
        counts = store.do(bring_everything, path, progress, checks())
        if store.person_id is not None:
            store.person_id = store.ask(owner_id)
        return Brought(None, counts, {})
    try:
        return store.do(bring_shop, path, progress)
    except _NothingNewError as nothing:
        return cast("Brought", nothing.args[0])


def try_whole_shop(store: Store, progress: Progress, path: Path) -> Brought:
    """Read and check a folder as if it came in, and say what would be added; nothing is kept."""
    try:
        return store.do(_try_shop, path, progress)
    except _NothingNewError as tried:
        return cast("Brought", tried.args[0])


@action("Try import", batch=True)
def _try_shop(session: Session, path: Path, progress: Progress) -> Brought:
    """Do all of it, then refuse to keep it."""
    if is_everything(path):
        counts = bring_everything(session, path, progress, checks())
        raise _NothingNewError(Brought(None, counts, {}))
    raise _NothingNewError(replace(bring_shop(session, path, progress), batch_id=None))


@action("Import shop", batch=True)
def bring_shop(session: Session, path: Path, progress: Progress) -> Brought:
    """Bring in a whole-shop folder, or nothing of it; rows that are here already are left alone.

    Raises UserError naming file and line of the first thing that is wrong, Cancelled when stopped.
    """
    company = shop(session)
    folder = ShopFolder(path, company.money, progress)
    batch_id = open_batch(session, "shop", path.name)
    coming = house.Coming(session, folder, company)
    pause_search(session)
    with without_rollups(session):
        house.bring_staff(coming)
        house.bring_clients(coming)
        house.remember_clients(coming)
        house.bring_contacts(coming)
        house.bring_devices(coming)
        house.bring_agreements(coming)
        house.remember_deals(coming)
        work.bring_tickets(coming)
        labors = money.bring_invoices(coming)
        money.bring_payments(coming)
        work.bring_time(coming, labors)
        progress.step(folder.size, folder.size, "adding up")
    rebuild_search(session)
    added = sum(coming.added.values())
    touched(session, "ticket", "time_entry", "client", "invoice", "payment")
    tell(session, f"{path.name}: {added:,} rows imported")
    if not added:
        raise _NothingNewError(Brought(None, coming.added, coming.skipped))
    return Brought(batch_id, coming.added, coming.skipped)
