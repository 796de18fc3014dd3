"""What a copy of the books holds, seen without touching anything, and the proof that it opens."""

from __future__ import annotations

import re
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from .. import dates, paths
from ..database import backup, dump, engines
from ..database.files import keeps_its_sum
from ..database.sealed_head import is_sealed
from ..database.store import Store
from ..errors import Trouble, UserError
from ..rows import dataclass
from .keeping import checks, describe

if TYPE_CHECKING:
    from ..database.restore import Restored
    from ..vault.secret import Secret

COUNTED = (
    ("Clients", "SELECT count(*) FROM client"),
    ("People", "SELECT count(*) FROM person"),
    ("Tickets", "SELECT count(*) FROM ticket"),
    ("Time entries", "SELECT count(*) FROM time_entry"),
    ("Invoices", "SELECT count(*) FROM invoice"),
    ("Payments", "SELECT count(*) FROM payment"),
)
"""What is counted; every form of the books has these tables."""

_NUMBERS = (
    "SELECT number FROM invoice WHERE number IS NOT NULL AND batch_id IS NULL"
    " ORDER BY issued_at, id"
)
_TAIL = re.compile(r"(.*?)(\d+)$")
Ask = Callable[[str], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Held:
    """What books hold: shop, how many of what, the last change (UTC), numbers this shop gave."""

    shop: str
    counts: tuple[tuple[str, int], ...]
    last_change: datetime | None
    numbers: tuple[str, ...]


def held_now(store: Store) -> Held:
    """What the open books hold."""
    with store.read() as session:
        return _held(lambda sql: session.execute(text(sql)).all())


def look(copy: Path, typed: Secret | None = None) -> Held:
    """What a copy holds; nothing is written but, for a sealed one, a folder that goes away.

    A copy of books on a server is read by pg_restore, and no server is asked. Raises Trouble for a
    damaged copy, UserError for a sealed one without its password, NotOpened for a wrong one.
    """
    with _opened(copy, typed) as plain:
        if of_a_server(plain):
            return _held_in_a_dump(plain)
        try:
            with closing(engines.raw(str(plain), only_read=True)) as connection:
                return _held(lambda sql: connection.execute(sql).fetchall())
        except sqlite3.Error as error:
            raise Trouble(f"{copy.name} cannot be read.", "Choose another copy.") from error


def prove(copy: Path, typed: Secret | None = None) -> Restored:
    """Restore a copy into a folder that is thrown away, check all of it, and note the day.

    Raises as `look` does; Trouble where a check finds something. Nothing is noted then.
    """
    from ..database import restore

    _in_a_file(copy)
    if not is_sealed(copy):
        return restore.prove(copy, checks=checks(), describe=describe)
    with _opened(copy, typed) as plain:
        found = restore.restore(plain, plain.parent / "proof", checks=checks(), describe=describe)
    backup.remember(copy.parent, proved_at=dates.now().isoformat(" "), proved=copy.name)
    return found


def proved(folder: Path) -> tuple[str, datetime] | None:
    """Which copy of a folder was proved last, and when by the shop's clock; None for none."""
    noted = backup.record(folder)
    try:
        return noted["proved"], datetime.fromisoformat(noted["proved_at"])
    except (KeyError, ValueError):
        return None


def issued_since(then: Held, now: Held) -> list[str]:
    """The numbers that were given after a copy was made, in their order."""
    known = set(then.numbers)
    return [number for number in now.numbers if number not in known]


def ranges(numbers: Sequence[str]) -> str:
    """Numbers in few words: "2026-0310 to 2026-0314, CR-2026-0002"."""
    found: list[list[str]] = []
    for number in sorted(numbers, key=_place):
        if found and _follows(found[-1][-1], number):
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(one[0] if len(one) == 1 else f"{one[0]} to {one[-1]}" for one in found)


def lines_of(held: Held) -> list[str]:
    """What a copy holds, a line each, for the terminal."""
    lines = [f"Shop: {held.shop}"]
    if held.last_change is not None:
        lines.append(f"Last change: {dates.full_date(dates.wall_of(held.last_change).date())}")
    lines += [f"{title}: {count:,}" for title, count in held.counts]
    lines.append(f"Last number: {held.numbers[-1] if held.numbers else 'none'}")
    return lines


def _place(number: str) -> tuple[str, int]:
    """A number as its series and its place there."""
    match = _TAIL.fullmatch(number)
    return (match[1], int(match[2])) if match else (number, 0)


def _follows(one: str, other: str) -> bool:
    return _place(one)[0] == _place(other)[0] and _place(one)[1] + 1 == _place(other)[1]


def _held(ask: Ask) -> Held:
    shop = ask("SELECT name FROM shop ORDER BY id LIMIT 1")
    counts = [(title, int(ask(sql)[0][0])) for title, sql in COUNTED]
    at = ask("SELECT max(at) FROM step")[0][0]
    return Held(
        str(shop[0][0]) if shop else "no shop yet",
        tuple(counts),
        datetime.fromisoformat(at) if isinstance(at, str) else at,
        tuple(str(number) for (number,) in ask(_NUMBERS)),
    )


def of_a_server(copy: Path) -> bool:
    """Whether a copy is one of books on a server, which goes back onto a server alone."""
    return ".pgdump" in copy.name


def _held_in_a_dump(dumped: Path) -> Held:
    """What a copy of books on a server holds, read from its rows."""
    tables = {sql.rpartition(" ")[2]: title for title, sql in COUNTED}
    counts = dict.fromkeys(tables, 0)
    shops: list[tuple[int, str]] = []
    numbers: list[tuple[str, int, str]] = []
    last = ""
    for table, row in dump.rows_of(dumped, {*tables, "shop", "step"}):
        if table in counts:
            counts[table] += 1
        if table == "shop":
            shops.append((int(row["id"] or 0), row["name"] or ""))
        elif table == "step":
            last = max(last, row["at"] or "")
        elif table == "invoice" and row["number"] is not None and row["batch_id"] is None:
            numbers.append((row["issued_at"] or "", int(row["id"] or 0), row["number"]))
    return Held(
        min(shops)[1] if shops else "no shop yet",
        tuple((title, counts[table]) for table, title in tables.items()),
        datetime.fromisoformat(last) if last else None,
        tuple(number for _, _, number in sorted(numbers)),
    )


def _in_a_file(copy: Path) -> None:
    """Refuse what lies on no file: a server's copy opens on a server alone."""
    if of_a_server(copy):
        raise Trouble(
            f"{copy.name} is a copy of books on a server; it is proved on a server.",
            "Bring it back into an empty database: mspdesk restore COPY --to URL.",
        )


@contextmanager
def _opened(copy: Path, typed: Secret | None) -> Iterator[Path]:
    """A copy that kept its sum, in clear: itself, or what a sealed one opens to for a moment."""
    if not copy.exists():
        raise Trouble(f"There is no copy {copy}.", "Look in the folder backups beside the books.")
    if not keeps_its_sum(copy):
        raise Trouble(f"{copy.name} was damaged after it was made.", "Choose another copy.")
    if not is_sealed(copy):
        yield copy
        return
    if typed is None:
        raise UserError("Type a password of the vault, or the recovery key from its paper.")
    from ..printing import unfinished
    from ..vault import copies

    folder = paths.home() / f"{unfinished.UNSEALED}{secrets.token_hex(6)}"
    try:
        with unfinished.noted(folder), copies.unsealed(copy, typed, folder) as plain:
            yield plain
    finally:
        shutil.rmtree(folder, ignore_errors=True)
