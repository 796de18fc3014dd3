"""Reading a list out of somebody's file, to be typed into a section as if it was pasted."""

from pathlib import Path

from ...database.store import Store
from ...exchange.reading import open_table
from ...progress import Progress


def rows_of_file(_store: Store, progress: Progress, path: Path) -> list[list[str]]:
    """The rows of a CSV file or a workbook, its titles first; raises UserError in one sentence."""
    table = open_table(path, progress)
    rows = [list(table.headers)]
    rows += [[str(cell) for cell in cells] for _line, cells in table.records(progress)]
    return rows
