"""Copies of the books and their check, as the window and the command line use them.

The status bar says how old the newest copy is before the first list is there, so what makes, opens
and brings back copies is imported where it is done, the vault above all.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .. import paths
from ..clients.models import Client
from ..database import backup
from ..database.files import keeps_its_sum
from ..database.history import recent_steps
from ..database.places import is_server, normalise
from ..database.sealed_head import is_sealed
from ..database.store import Store
from ..dates import clock_time, full_date, now, short_date, utc_now
from ..errors import Trouble, UserError
from ..progress import Progress
from ..shop.queries import find_shop
from .areas import AREAS

if TYPE_CHECKING:
    from ..database.restore import Restored
    from ..vault.secret import Secret

Check = Callable[[Session], list[str]]


def checks() -> list[Check]:
    """What every area says must always hold (E25)."""
    return [one for area in AREAS for one in area.checks()]


def check(store: Store, progress: Progress) -> list[str]:
    """Check the whole of the books; one sentence for each thing that does not hold."""
    from ..database import check as checking

    progress.step(0, 1)
    return checking.check_books(store, checks())


def folder_of(store: Store) -> Path:
    """Where copies of these books go when nobody named another place."""
    folder = backup.backups_folder(store.place)
    if folder is None:
        return paths.home() / "backups"
    return folder


def fresh_place(store: Store) -> Path:
    """A folder beside these books that is not there yet, for a copy that is brought back."""
    own = paths.books_folder() if is_server(store.place) else Path(store.place).parent
    first = own.with_name(f"{own.name}-restored-{now():%Y%m%d-%H%M}")
    found, nth = first, 2
    while found.exists():
        found, nth = first.with_name(f"{first.name}-{nth}"), nth + 1
    return found


def back_up(store: Store, progress: Progress, folder: Path | None = None) -> Path:
    """Make a verified copy now and answer its file; raises Trouble when there is no room.

    Where the vault says so it is sealed whole, which needs nobody's password.
    """
    from ..vault import copies

    progress.step(0, 1)
    into = folder or folder_of(store)
    return backup.make(store.place, into, checks=checks(), seal=copies.sealing(store)).file


def back_up_if_changed(store: Store, progress: Progress) -> Path | None:
    """Make a verified copy when something changed since the newest one.

    Books on a server are left to whoever runs it; a copy of them is made when asked for.
    """
    if store.read_only or is_server(store.place):
        return None
    newest = newest_copy(store)
    with store.read() as session:
        steps = recent_steps(session, limit=1)
    clock = now() - utc_now()
    if not steps or (newest is not None and steps[0].at + clock < newest):
        return None
    return back_up(store, progress)


def newest_copy(store: Store) -> datetime | None:
    """When the newest copy of these books was made; None when there is none."""
    found = backup.copies(folder_of(store))
    return found[0].made_at if found else None


def copy_words(store: Store) -> str:
    """How old the newest copy is, for the status bar."""
    newest = newest_copy(store)
    if newest is None and is_server(store.place):
        return "Saved on the server"
    if newest is None:
        return "Saved. No copy of your data yet"
    recent = now() - newest < timedelta(hours=24) and newest.date() == now().date()
    day = "" if recent else f"{short_date(newest.date())}, "
    return f"Saved. Last copy of your data {day}{clock_time(newest)}"


def describe(session: Session) -> dict[str, str]:
    """What stands in a copy: the shop, how many clients, the last invoice."""
    from ..billing.models import Invoice

    shop = find_shop(session)
    last = session.scalar(select(func.max(Invoice.number)).where(Invoice.batch_id.is_(None)))
    clients = session.scalar(select(func.count()).select_from(Client)) or 0
    return {
        "Shop": shop.name if shop else "no shop yet",
        "Clients": str(clients),
        "Last invoice": last or "none",
    }


def _bring_back_sealed(copy: Path, place: str | Path, typed: Secret) -> Restored:
    from ..database import restore
    from ..printing import unfinished
    from ..vault import copies

    if not keeps_its_sum(copy):
        raise Trouble(f"{copy.name} was damaged after it was made.", "Choose another copy.")
    where = Path(normalise(place)).parent if not is_server(str(place)) else paths.home()
    fresh = not where.exists()
    try:
        folder = where / f"{unfinished.UNSEALED}{secrets.token_hex(6)}"
        with unfinished.noted(folder), copies.unsealed(copy, typed, folder) as plain:
            return restore.restore(plain, place, checks=checks(), describe=describe)
    except (UserError, Trouble):
        # A folder that was made for this, and stayed empty, goes as well.
        if fresh and where.is_dir() and not any(where.iterdir()):
            where.rmdir()
        raise


def bring_back(copy: Path, place: str | Path, typed: Secret | None = None) -> list[str]:
    """Put a copy into a new place, checked, and say what is in it, a line each.

    A sealed copy wants a password of the vault, or its recovery key; raises UserError without one,
    NotOpened for a wrong one, and leaves nothing then.
    """
    from ..database import restore

    if not copy.exists():
        raise Trouble(f"There is no copy {copy}.", "Look in the folder backups beside the books.")
    if not is_sealed(copy) or typed is None:
        found = restore.restore(copy, place, checks=checks(), describe=describe)
    else:
        found = _bring_back_sealed(copy, place, typed)
    lines = [f"Restored into {found.place}"]
    lines += [f"{title}: {words}" for title, words in found.facts.items()]
    if found.last_change is not None:
        lines.append(f"Last change: {full_date(found.last_change.date())}")
    lines.append("Invoices made after this copy exist on paper only. Check the next number.")
    return lines
