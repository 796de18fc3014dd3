"""Writing out what is in the books: a whole shop as a folder, or a list as a file."""

from pathlib import Path

from ..database.store import Store
from ..progress import Progress
from .lists.give import give_list
from .whole_shop.give import give_whole_shop


def give(store: Store, progress: Progress, kind: str, path: Path) -> list[str]:
    """Write a `shop` folder or the list of a kind, and say what was written, a line each.

    Raises UserError for a file name without .csv, .xlsx or .json, Trouble when it cannot be saved.
    """
    if kind == "shop":
        counts = give_whole_shop(store, progress, path)
        lines = [f"{name.replace('_', ' ')}: {rows:,} rows" for name, rows in counts.items()]
        return [*lines, "Secrets, history and private columns stay out; README.txt names them."]
    rows = give_list(store, progress, kind, path)
    return [f"{path.name}: {rows:,} {kind}"]
