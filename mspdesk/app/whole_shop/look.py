"""Looking at a whole-shop folder before it comes in: every cell is read, nothing is written."""

from pathlib import Path

from ...database.store import Store
from ...progress import Progress
from ...rows import dataclass
from ...shop.queries import shop
from .bring_everything import currency_of, is_everything, rows_of
from .folder import ShopFolder
from .layout import FILES


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file of a folder and how many rows it has."""

    id: int
    name: str
    rows: int


def look_at_folder(store: Store, progress: Progress, path: Path) -> tuple[FileSeen, ...]:
    """Read every file of a folder and count its rows.

    Raises UserError naming file and line of the first cell that cannot be read, Cancelled.
    """
    whole = is_everything(path)
    currency = currency_of(path) if whole else store.ask(shop).money
    folder = ShopFolder(path, currency, progress)
    seen = [
        FileSeen(place, name.replace("_", " ").capitalize(), sum(1 for _ in folder.rows(name)))
        for place, name in enumerate(FILES)
    ]
    if whole:
        words = "All tables of MSPDesk, without secrets, history and private columns"
        seen.append(FileSeen(len(FILES), words, rows_of(path)))
    return tuple(seen)
