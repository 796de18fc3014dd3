"""Opening a table, whatever it was saved as."""

import zipfile
from pathlib import Path

from ..errors import UserError
from ..progress import Progress
from . import csv_files, workbook
from .iif_in import looks_like_iif, read_customers
from .incoming import InTable, cannot_open
from .vcard_lines import looks_like_cards

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def open_table(
    path: Path,
    progress: Progress | None = None,
    *,
    guarded: bool = True,
    sheet: str | None = None,
    encoding: str = "",
    lenient: bool = False,
) -> InTable:
    """Open a CSV file, a workbook, contact cards or QuickBooks customers, told apart by content.

    `guarded`, `encoding`, `lenient` and `sheet` are those of `csv_files.read` and
    `workbook.read_xlsx`. Raises UserError in one sentence, naming the line where there is one.
    """
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except OSError as error:
        raise cannot_open(path, error) from error
    if head.startswith(_OLD_OFFICE) or (head.startswith(b"PK") and zipfile.is_zipfile(path)):
        return workbook.read_xlsx(path, sheet, progress)
    if looks_like_cards(head) or path.suffix.lower() == ".vcf":
        # Imported here: who reads tables needs no cards.
        from .vcards import read_cards

        return read_cards(path, progress)
    if looks_like_iif(head):
        return read_customers(path)
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise UserError(
            f"{path.name} is damaged and cannot be read. "
            "Open it, save it again as .xlsx, and try again."
        )
    return csv_files.read(path, guarded=guarded, encoding=encoding, lenient=lenient)
