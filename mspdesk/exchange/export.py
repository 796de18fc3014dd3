"""Writing a list under the name a person chose: the ending decides the form."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from ..errors import UserError
from ..progress import Progress
from . import csv_files
from .columns import OutColumn
from .formulas import WorkedBook, write_worked
from .tables import as_json, json_rows
from .whole_file import whole_file
from .workbook import Sheet, write_xlsx

T = TypeVar("T")


def write_table(
    path: Path,
    name: str,
    columns: Sequence[OutColumn[T]] | WorkedBook,
    rows: Iterable[T],
    progress: Progress | None = None,
    total: int = 0,
) -> int:
    """Write a list as .csv, .xlsx or .json; returns the number of rows (S143).

    `name` is the title of the sheet, `total` the number of rows where known. A WorkedBook has
    columns for lists and sheets that compute for the workbook. Raises UserError for another
    ending, Trouble when it cannot be saved.
    """
    if isinstance(columns, WorkedBook):
        if path.suffix.lower() == ".xlsx":
            return write_worked(path, columns.sheets)
        columns = columns.columns
    match path.suffix.lower():
        case ".csv":
            return csv_files.write(path, columns, rows, progress, total)
        case ".xlsx":
            return write_xlsx(path, [Sheet(name, columns, rows, total=total)], progress)
        case ".json":
            found = json_rows(columns, rows)
            with whole_file(path) as file:
                file.write(as_json(found).encode())
            return len(found)
    raise UserError("Give the file a name that ends in .csv, .xlsx or .json.")
