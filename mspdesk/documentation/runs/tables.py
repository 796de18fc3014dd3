"""Bringing a section of facts in from a file: a table that was saved instead of copied."""

from pathlib import Path

from ...database.store import Store
from ...errors import UserError
from ...exchange.reading import open_table
from ...progress import Progress
from ..actions.facts import Pasted, paste_facts
from ..rules.pasting import MOST_ROWS, Paste, match_rows
from ..rules.sections import section


def read_table(_store: Store, progress: Progress, key: str, path: Path) -> Paste:
    """A CSV file or a workbook as a table to be pasted into a section.

    Raises UserError when it cannot be read, or when none of its columns means anything here.
    """
    wanted = section(key)
    table = open_table(path, progress)
    rows: list[list[str]] = [table.headers]
    for _, cells in table.records(progress):
        rows.append(cells)
        if len(rows) > MOST_ROWS + 1:
            raise UserError(f"{table.name} has more than {MOST_ROWS:,} rows. Bring it in parts.")
    if len(rows) == 1:
        raise UserError(f"Below its first line {table.name} is empty.")
    paste = match_rows(wanted, rows)
    if not paste.header:
        names = ", ".join(kept.label for kept in wanted.fields[:4])
        raise UserError(
            f"{table.name} names no columns of {wanted.title.lower()} in its first line. "
            f"Name them, for instance {names}."
        )
    return paste


def write_table(store: Store, progress: Progress, client_id: int, key: str, paste: Paste) -> Pasted:
    """Write down a table that is too long to wait for; all of it or, with the reasons, nothing."""
    progress.step(0, 0, f"{len(paste.rows):,} rows")
    return store.do(paste_facts, client_id, key, paste)
