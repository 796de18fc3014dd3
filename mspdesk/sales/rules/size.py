"""Whether they are large enough: what the question about size asks, and what answers it (B8)."""

from ...errors import UserError
from ...rows import dataclass
from .pipeline import Said

LARGEST = 100_000
"""More people than anybody asks for."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large they are as far as it is written down, and where; 0 where it is not."""

    count: int = 0
    words: str = ""

    def says(self, least: int) -> str:
        """The answer it gives where at least so many people are asked for, empty for none."""
        if not least or not self.count:
            return ""
        return Said.YES if self.count >= least else Said.NO


def size_of(people: int | None, typed: int | None, documented: int | None) -> Size:
    """The people of a company; where nobody counted those, its computers stand for them.

    `typed` are the computers written on the opportunity, `documented` those of the documentation,
    of which the first few may be all that is there.
    """
    if people:
        return Size(people, f"{_counted(people, 'person', 'people')} on the company's page")
    if typed:
        return Size(typed, f"{_counted(typed, 'computer', 'computers')} on this opportunity")
    if documented:
        return Size(documented, f"{_counted(documented, 'computer', 'computers')} documented there")
    return Size()


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def asks(least: int) -> str:
    """What the question asks where the shop takes nobody smaller, empty where it takes anybody."""
    return f"Are they at least {_counted(least, 'person', 'people')}?" if least else ""


def checked_least(least: int | None) -> int:
    """The fewest people as typed, none for every size; raises UserError naming `smallest`."""
    if least is not None and not 0 <= least <= LARGEST:
        raise UserError(f"Type how many people, up to {LARGEST:,}.", "smallest")
    return least or 0
