"""What is wrong with the cells of a table, said cell by cell."""

from collections.abc import Sequence

from ...errors import UserError
from ...rows import dataclass

SHOWN = 3


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell: its row in the list given, its field, and a sentence."""

    row: int
    field: str
    text: str


class CellFaults(UserError):
    """Rows that cannot be kept as they are; `cells` says what is wrong with each."""

    def __init__(self, cells: Sequence[CellFault], *, rows: int = 1) -> None:
        self.cells = tuple(cells)
        first = self.cells[0]
        super().__init__(first.text if rows == 1 else faults_words(self.cells), first.field)


def faults_words(cells: Sequence[CellFault]) -> str:
    """The first few faults as sentences with the number of their row, and how many more."""
    said = [f"Row {one.row + 1}: {one.text}" for one in cells[:SHOWN]]
    more = len(cells) - SHOWN
    return " ".join([*said, f"And {more} more." if more > 0 else ""]).strip()
