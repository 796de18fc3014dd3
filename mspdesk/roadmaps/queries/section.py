"""A section of a roadmap packet: facts, rows and lines, and how much of them it shows."""

from ...rows import dataclass

MOST = {"devices": 12, "advice": 5, "tickets": 8, "missing": 8, "decided": 4}
"""Rows a section shows at most, so that a packet never has more than four pages."""

LONGEST = 110
"""Letters of somebody's words a packet shows."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a packet: facts as pairs, a table, lines, and what is to be known besides.

    `more` says how many rows were left out, and where they are.
    """

    key: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()
    more: str = ""
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether it has nothing to say."""
        return not (self.facts or self.rows or self.lines)


def short(words: str, most: int = LONGEST) -> str:
    """Somebody's words on one line, cut where they are longer than `most` letters."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def kept(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The facts that say something."""
    return tuple((label, words) for label, words in pairs if words)


def left_out(shown_rows: int, all_of_them: int, where: str) -> str:
    """How many rows a section does not show and where they are, empty where it shows all."""
    left = all_of_them - shown_rows
    return f"And {left:,} more; {where}." if left > 0 else ""
