"""What a page of a binder is made of, before it is paper: parts that print, compare and are kept.

A part with nothing in it prints as a blank form, because paper that asks is better than none.
"""

from collections import Counter
from collections.abc import Iterator

from ...rows import dataclass
from .facts import Fact


@dataclass(frozen=True, slots=True)
class Col:
    """A column: its head, its width in points or its share of what is left, 100 being usual.

    Numbers to call (`phone`) are set large, because they are read in the dark.
    """

    head: str
    width: int | None = None
    share: int = 100
    wrap: bool = False
    phone: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Captions with what is known; `columns` stand beside each other."""

    head: str
    pairs: tuple[tuple[str, str], ...]
    columns: int = 2
    beside: str = ""

    def facts(self, part: str) -> Iterator[Fact]:
        """Each caption with its words."""
        for caption, words in self.pairs:
            if words:
                yield Fact(part, self.head, caption, words)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below heads; without any, `blank` rows to write on.

    `none` says that there are none; a `form` is blank because it is written by hand later.
    """

    head: str
    columns: tuple[Col, ...]
    rows: tuple[tuple[str, ...], ...]
    beside: str = ""
    blank: int = 4
    none: str = ""
    form: bool = False

    def facts(self, part: str) -> Iterator[Fact]:
        """Cell by cell; rows are called by their first cell, those of one name by number."""
        seen: Counter[str] = Counter()
        about = self.head or part
        for row in self.rows:
            name = row[0] or "without a name"
            seen[name] += 1
            name = name if seen[name] == 1 else f"{name} ({seen[name]})"
            for column, cell in zip(self.columns, row, strict=True):
                yield Fact(about, name, column.head, cell)
        if self.none:
            yield Fact(about, "", "", self.none)


@dataclass(frozen=True, slots=True)
class Prose:
    """Words below a head; without any, so many lines to write on."""

    head: str
    text: str
    lines: int = 3
    beside: str = ""

    def facts(self, part: str) -> Iterator[Fact]:
        """The words."""
        if self.text:
            yield Fact(part, "", self.head or "text", self.text)


@dataclass(frozen=True, slots=True)
class Steps:
    """Things to do in their order, each with a box; some lines for what nobody thought of."""

    head: str
    steps: tuple[str, ...]
    blank: int = 2
    beside: str = ""

    def facts(self, part: str) -> Iterator[Fact]:
        """Step by step."""
        for number, step in enumerate(self.steps, 1):
            yield Fact(self.head or part, "", f"step {number}", step)


@dataclass(frozen=True, slots=True)
class Framed:
    """Words that must not be overlooked."""

    head: str
    text: str = ""
    danger: bool = False

    def facts(self, part: str) -> Iterator[Fact]:
        """Both."""
        yield Fact(part, "", self.head, self.text)


@dataclass(frozen=True, slots=True)
class Write:
    """Only room to write: a head, and lines below it; 0 fills the page with rows."""

    head: str
    lines: int = 4
    beside: str = ""

    def facts(self, part: str) -> Iterator[Fact]:
        """Nothing."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Sketch:
    """A field of dots to draw on; its height is a share of the page, in percent."""

    percent: int = 55

    def facts(self, part: str) -> Iterator[Fact]:
        """Nothing."""
        yield from ()


Part = Pairs | Table | Prose | Steps | Framed | Write | Sketch


@dataclass(frozen=True, slots=True)
class Page:
    """What one leaf says: its title, a remark beside it, and its parts in order.

    `noted` heads the lines in what is left of its last page.
    """

    title: str
    parts: tuple[Part, ...]
    beside: str = ""
    noted: str = "Changes by hand since this print"

    def facts(self) -> list[Fact]:
        """All of it, for the comparison with another day."""
        found = [fact for part in self.parts for fact in part.facts(self.title)]
        return [*found, Fact(self.title, "", "remark", self.beside)] if self.beside else found
