"""The sheet of paper: sizes, margins, letterhead, the words of running head and foot.

Nothing here needs reportlab, so that queries may gather a letterhead without loading it.
All measures are points, from visual.md section 10: one inch (25 mm on A4) is left free on the edge
that goes into the binder, which is the left one, or the top one of a landscape page.
"""

from enum import Enum

from ..rows import dataclass

INCH = 72.0
MM = INCH / 25.4


class Paper(Enum):
    """The two sizes of sheet a shop buys."""

    LETTER = "letter"
    A4 = "a4"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright sheet."""
        return (612.0, 792.0) if self is Paper.LETTER else (210 * MM, 297 * MM)

    @property
    def binding(self) -> float:
        """The margin on the bound edge."""
        return INCH if self is Paper.LETTER else 25 * MM


def paper_of(name: str) -> Paper:
    """A size by the name it has in settings; anything unknown is Letter."""
    return Paper.A4 if name.strip().lower() == "a4" else Paper.LETTER


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page's geometry: its edges as coordinates from the lower left corner.

    A landscape page of a binder is bound at its top, so its tab stands at its lower edge, and the
    foot makes room for it (`tabbed`).
    """

    paper: Paper
    landscape: bool = False
    tabbed: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as it lies in front of the reader."""
        across, down = self.paper.size
        return (down, across) if self.landscape else (across, down)

    @property
    def left(self) -> float:
        """Where text begins."""
        return 0.62 * INCH if self.landscape else self.paper.binding

    @property
    def right(self) -> float:
        """Where text ends."""
        return self.size[0] - (0.6 if self.landscape else 0.65) * INCH

    @property
    def top(self) -> float:
        """Where the head begins."""
        return self.size[1] - (self.paper.binding if self.landscape else 0.6 * INCH)

    @property
    def foot(self) -> float:
        """Where the rule of the foot lies."""
        return (0.95 if self.landscape and self.tabbed else 0.62) * INCH

    @property
    def bottom(self) -> float:
        """Where text stops, above the foot."""
        return self.foot + 10

    @property
    def width(self) -> float:
        """The width of text."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who the paper comes from; `logo` is PNG as `clean_picture` returns it."""

    name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    after_hours_phone: str = ""
    email: str = ""
    website: str = ""
    tax_id: str = ""
    logo: bytes | None = None

    @property
    def address_line(self) -> str:
        """The address on one line."""
        return ", ".join(line for line in self.address if line)


@dataclass(frozen=True, slots=True)
class Head:
    """The running head; "Page x of y" stands at its right by itself, `right` below that."""

    left: str
    below: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Foot:
    """The running foot."""

    left: str
    middle: str = ""
    right: str = ""

    @classmethod
    def of(cls, letterhead: Letterhead) -> "Foot":
        """Shop, address, and the numbers to call by day and after hours."""
        numbers = (("Day", letterhead.phone), ("After hours", letterhead.after_hours_phone))
        return cls(
            letterhead.name,
            letterhead.address_line,
            "    ".join(f"{when} {number}" for when, number in numbers if number),
        )
