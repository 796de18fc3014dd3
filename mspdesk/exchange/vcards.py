"""Contact cards (vCard 2.1, 3.0, 4.0) as a table, one row a card.

The file is somebody else's, so it is taken apart in a process of its own (`vcards_child`).
"""

from collections.abc import Iterator
from pathlib import Path

from ..errors import UserError
from ..progress import Progress
from ..rows import dataclass
from .apart import Limits, Sentences, can_be_opened, told_apart
from .incoming import InTable, cannot_open
from .vcards_child import HEADERS, serve

PROGRAM = "Contact cards"
SIZE = 100_000_000
"""The most bytes a file of cards may have; the pictures on them are most of it."""

TOO_SLOW = "{name} takes too long to read. Export fewer cards at once and choose that file."
NOT_READABLE = "{name} cannot be read as contact cards. Export it again as .vcf, and try again."


@dataclass(slots=True)
class CardTable(InTable):
    """Cards that were read: each with the line it begins on, and the lines that are none."""

    name: str
    headers: list[str]
    notices: list[str]
    found: list[tuple[int, list[str]]]
    wrong: list[tuple[int, str]]
    looked: dict[int, str]

    def records(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """Each card as the line it begins on and its cells."""
        yield from self.found

    def broken(self) -> list[tuple[int, str]]:
        """The lines that could not be read, and why."""
        return self.wrong

    def remarks(self) -> dict[int, str]:
        """The cards without an end, by the line they begin on."""
        return self.looked

    def program(self) -> str:
        """Cards are of no one program: phones, mail programs and websites write them."""
        return PROGRAM


def read_cards(path: Path, progress: Progress | None = None) -> CardTable:
    """Read a file of cards; raises UserError in one sentence when there is none in it."""
    can_be_opened(path, cannot_open)
    words = Sentences(TOO_SLOW.format(name=path.name), NOT_READABLE.format(name=path.name))
    table = CardTable(path.name, list(HEADERS), [], [], [], {})
    asked = {"path": str(path), "size": SIZE}
    for kind, told in told_apart(serve, asked, Limits(), words, progress):
        if kind == "refused":
            raise UserError(told)
        if kind == "rows":
            table.found += [(line, cells) for line, cells in told]
            if progress:
                progress.step(len(table.found), len(table.found), f"{len(table.found):,} cards")
        elif kind == "done":
            table.looked = dict(told["remarks"])
            table.wrong = [(line, why) for line, why in told["wrong"]]
            table.notices += told["notices"]
    if not table.found and not table.wrong:
        raise UserError(f"{path.name} holds no contact card. Export the contacts as .vcf again.")
    return table
