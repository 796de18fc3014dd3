"""The sheet of paper: sizes, margins, letterhead, running head and foot.

All measures are points, from visual.md section 10: one inch (25 mm on A4) is left free on the edge
that goes into the binder, which is the left one, or the top one of a landscape page.
"""

from dataclasses import dataclass
from enum import Enum

from .canvas import PageCanvas
from .lines import measure
from .styles import FOOT, FOOT_BOLD, HEAD, HEAD_SMALL

INCH = 72.0
MM = INCH / 25.4

RULE = 1.2
_HEAD_HEIGHT = 34.0
_PUNCH_FROM, _PUNCH_TO = 18.0, 26.0


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
    """One page's geometry: its edges as coordinates from the lower left corner."""

    paper: Paper
    landscape: bool = False

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
        return 0.62 * INCH

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
    """Who the paper comes from; `logo` is PNG as `logo.normalise` returns it."""

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


def paint_head(canvas: PageCanvas, sheet: Sheet, head: Head) -> float:
    """Put the running head on the page; returns where text may begin."""
    top, gap = sheet.top, 12.0
    right = max(measure("Page 888 of 888", HEAD), min(measure(head.right, HEAD_SMALL), 220)) + 2
    room = sheet.width - right - gap
    canvas.line_of(head.left, (sheet.left, top - 8.5), room, HEAD)
    canvas.page_number((sheet.right - right, top - 8.5), right, HEAD.aligned("right"))
    if head.below:
        canvas.line_of(head.below, (sheet.left, top - 20.5), room, HEAD_SMALL)
    if head.right:
        at = (sheet.right - right, top - 20.5)
        canvas.line_of(head.right, at, right, HEAD_SMALL.aligned("right"))
    low = _HEAD_HEIGHT if head.below or head.right else _HEAD_HEIGHT - 12
    canvas.rule(sheet.left, top - low + 8, sheet.right, RULE)
    return top - low - 4


def paint_foot(canvas: PageCanvas, sheet: Sheet, foot: Foot) -> None:
    """Put the running foot on the page, and the tick that guides the punch."""
    canvas.rule(sheet.left, sheet.foot, sheet.right, 0.6)
    low, gap = sheet.foot - 10.5, 14.0
    left = min(measure(foot.left, FOOT_BOLD), sheet.width / 2)
    right = min(measure(foot.right, FOOT_BOLD), sheet.width / 2 - gap)
    canvas.line_of(foot.left, (sheet.left, low), left + 1, FOOT_BOLD)
    at = (sheet.right - right - 1, low)
    canvas.line_of(foot.right, at, right + 1, FOOT_BOLD.aligned("right"))
    middle = sheet.width - left - right - 2 * gap
    if measure(foot.middle, FOOT) <= middle:
        canvas.line_of(foot.middle, (sheet.left + left + gap, low), middle, FOOT)
    else:
        canvas.line_of(foot.middle, (sheet.left, low - 10), sheet.width, FOOT)
    _paint_punch_guide(canvas, sheet)


def _paint_punch_guide(canvas: PageCanvas, sheet: Sheet) -> None:
    """One short tick at the middle of the bound edge."""
    across, down = sheet.size
    canvas.setLineWidth(0.6)
    canvas.setStrokeGray(0)
    if sheet.landscape:
        canvas.line(across / 2, down - _PUNCH_FROM, across / 2, down - _PUNCH_TO)
    else:
        canvas.line(_PUNCH_FROM, down / 2, _PUNCH_TO, down / 2)
