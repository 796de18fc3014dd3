"""Bringing in a list of companies: first it is looked at, then taken (S125)."""

from collections.abc import Sequence
from pathlib import Path

from ..database.store import Store
from ..errors import UserError
from ..exchange.reading import open_table
from ..progress import Progress
from .actions.lists import Taken, take_targets
from .queries.target_files import ReadTarget, read_targets
from .rules.target_files import MOST_ROWS, places


def look_at_file(store: Store, progress: Progress, list_id: int, path: Path) -> list[ReadTarget]:
    """Read a CSV file, a workbook or contact cards, and find what each line means.

    Raises UserError when it cannot be read, or has no column of companies or of phone numbers.
    """
    table = open_table(path, progress)
    found = places(table.headers)
    lines = []
    for number, cells in table.records(progress):
        lines.append((number, {name: cells[at].strip() for name, at in found.items()}))
        if len(lines) > MOST_ROWS:
            raise UserError(
                f"{table.name} has more than {MOST_ROWS:,} companies. Bring it in parts."
            )
    if not lines:
        raise UserError(f"Below its first line {table.name} is empty.")
    return store.ask(read_targets, list_id, lines)


def bring_in(store: Store, progress: Progress, list_id: int, rows: Sequence[ReadTarget]) -> Taken:
    """Put the companies onto the list, on the worker."""
    progress.step(0, 0, f"{len(rows):,} companies")
    return store.do(take_targets, list_id, rows)
