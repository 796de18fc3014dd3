"""What letters and money papers carry: letterhead, large heading, addresses, slip to send back."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from reportlab.lib.utils import ImageReader

from ..rows import dataclass
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .facts import fact_list
from .flow import paint_stack, stack_height
from .furniture import RULE
from .lines import Line, break_lines, measure
from .page import Letterhead
from .safe import P, draw_lines, first_baseline
from .shapes import paint_mark
from .styles import (
    BODY,
    BODY_BOLD,
    CAPTION,
    NUMBER,
    REMARK,
    SHOP,
    SUM_SIGN,
    TITLE,
    TITLE_SMALL,
    Style,
)

_MARK_WIDE, _MARK_HIGH = 18.0, 21.0
_LOGO_WIDE, _LOGO_HIGH = 150.0, 40.0


@dataclass(frozen=True, slots=True)
class _Emblem:
    """What stands before a shop's name; its size in points."""

    width: float
    height: float
    picture: ImageReader | None = None

    def paint(self, canvas: PageCanvas, x: float, low: float) -> None:
        """The picture, or the plain mark."""
        if self.picture:
            canvas.drawImage(self.picture, x, low, self.width, self.height, mask="auto")
        else:
            paint_mark(canvas, (x, low), self.width, self.height)


def _emblem(logo: bytes | None) -> _Emblem:
    """The shop's logo, or the plain mark where it has none."""
    if not logo:
        return _Emblem(_MARK_WIDE, _MARK_HIGH)
    picture = _picture(logo)
    across, down = picture.getSize()
    scale = min(_LOGO_WIDE / across, _LOGO_HIGH / down)
    return _Emblem(across * scale, down * scale, picture)


@lru_cache(maxsize=4)
def _picture(logo: bytes) -> ImageReader:
    """A logo, decoded once for all papers of a batch."""
    return ImageReader(BytesIO(logo))


class LetterheadBlock(Block):
    """Logo or mark, the shop's name, and below it how to reach the shop."""

    space_after = 22.0

    def __init__(self, shop: Letterhead) -> None:
        self._name = clean(shop.name)
        self._emblem = _emblem(shop.logo)
        reach = (shop.address_line, shop.phone, shop.email, shop.website, shop.tax_id)
        self._reach = "    ".join(clean(part) for part in reach if part)

    def words(self) -> str:
        """Name and reach."""
        return f"{self._name}\n{self._reach}"

    def _indent(self) -> float:
        """Where the words begin."""
        return self._emblem.width + 9

    def _broken(self, width: float) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """The lines of name and reach."""
        room = width - self._indent()
        return break_lines(self._name, SHOP, room), break_lines(self._reach, REMARK, room)

    def _words_height(self, width: float) -> float:
        """How high name and reach are."""
        name, reach = self._broken(width)
        return len(name) * SHOP.leading + len(reach) * REMARK.leading

    def height(self, width: float) -> float:
        """The higher of picture and words."""
        return max(self._words_height(width), self._emblem.height)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Picture at the left, words beside it, both centered on each other."""
        canvas.note(self.words())
        high, room = self.height(width), width - self._indent()
        self._emblem.paint(canvas, x, top - (high + self._emblem.height) / 2)
        name, reach = self._broken(width)
        at, start = top - (high - self._words_height(width)) / 2, x + self._indent()
        draw_lines(canvas, name, (start, at), room, SHOP)
        draw_lines(canvas, reach, (start, at - len(name) * SHOP.leading), room, REMARK)


class PaperHeading(Block):
    """The paper's name in large letters, its number at the right, a rule below."""

    space_before = 18.0
    space_after = 9.0
    _ASIDE = 14.0
    _PITCH = 14.5

    def __init__(self, name: str, number: str, under: str, *, paged: bool) -> None:
        self._name, self._number, self._under = clean(name), clean(number), clean(under)
        self._paged = paged

    def words(self) -> str:
        """Name, number and remark."""
        return f"{self._name}\n{self._number}\n{self._under}"

    def _right(self, width: float) -> float:
        """The room of the number's side."""
        widest = max(measure(self._number, NUMBER), measure(self._under, REMARK), 70)
        return min(widest + 1, width / 2)

    def _broken(self, width: float) -> tuple[tuple[Line, ...], Style]:
        """The lines of the name, and their look: large where it fits on one line."""
        room = width - self._right(width) - self._ASIDE
        style = TITLE if measure(self._name, TITLE) <= room else TITLE_SMALL
        return break_lines(self._name, style, room), style

    def height(self, width: float) -> float:
        """Words, then the rule."""
        found, style = self._broken(width)
        right = self._PITCH * (1 + self._paged + bool(self._under)) + 4
        return max(len(found) * style.leading, right) + 20

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Left, right, rule."""
        canvas.note(self._name)
        right = self._right(width)
        found, style = self._broken(width)
        draw_lines(canvas, found, (x, top), width - right - self._ASIDE, style)
        at, level, small = x + width - right, top - self._PITCH, REMARK.aligned("right")
        canvas.line_of(self._number, (at, level), right, NUMBER.aligned("right"))
        if self._paged:
            level -= self._PITCH
            canvas.page_number((at, level), right, small)
        canvas.line_of(self._under, (at, level - self._PITCH + 1), right, small)
        canvas.rule(x, top - self.height(width) + RULE / 2, x + width, RULE)


class Address(Block):
    """A small label above lines of which the first is bold."""

    _GAP = 2.0

    def __init__(self, label: str, found: Sequence[str]) -> None:
        self._label = clean(label)
        self._known = [clean(line) for line in found if line.strip()]
        self._stack: list[Block] = [
            P(line, BODY if index else BODY_BOLD) for index, line in enumerate(self._known)
        ]

    def words(self) -> str:
        """Label and lines."""
        return "\n".join((self._label, *self._known))

    def height(self, width: float) -> float:
        """Label and lines."""
        return CAPTION.leading + self._GAP + stack_height(self._stack, width)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Label, then lines."""
        canvas.line_of(self._label, (x, top - first_baseline(CAPTION)), width, CAPTION)
        paint_stack(canvas, self._stack, (x, top - CAPTION.leading - self._GAP), width)


class CutLine(Block):
    """A dashed line to cut along, with a word about what to do with the part below."""

    space_before = 10.0

    def __init__(self, text: str) -> None:
        self._text = clean(text)

    def words(self) -> str:
        """The word."""
        return self._text

    def height(self, width: float) -> float:
        """Line and words."""
        return 3.6 + len(break_lines(self._text, CAPTION, width)) * CAPTION.leading

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Dashes, then words."""
        canvas.setDash(4, 3)
        canvas.rule(x, top, x + width, 0.8)
        canvas.setDash()
        canvas.note(self._text)
        found = break_lines(self._text, CAPTION, width)
        draw_lines(canvas, found, (x, top - 3.6), width, CAPTION)


class Slip(Block):
    """The part that comes back with the money."""

    _BOX_WIDE, _BOX_HIGH = 100.0, 31.0
    _TOP, _LOW, _LEAST = 18.0, 24.0, 118.0
    _GAP = 16.0

    def __init__(
        self, pay_to: Sequence[str], pairs: Sequence[tuple[str, str]], box: str, mark: str
    ) -> None:
        self._pay_to = Address("Pay to", pay_to)
        self._pairs = fact_list(pairs, medium=[label for label, _ in pairs], values_right=False)
        self._box, self._mark = clean(box), clean(mark)

    def words(self) -> str:
        """Address, facts, box."""
        return f"{self._pay_to.words()}\n{self._pairs.words()}\n{self._box} {self._mark}"

    def _rooms(self, width: float) -> tuple[float, float]:
        """The room of the address and of the facts."""
        free = width - self._BOX_WIDE - 2 * self._GAP
        return free * 0.51, free * 0.49

    def height(self, width: float) -> float:
        """The highest of the three, and air around them."""
        address, facts = self._rooms(width)
        high = max(self._pay_to.height(address), self._pairs.height(facts) + 1, 45)
        return max(self._TOP + high + self._LOW, self._LEAST)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Address, facts, box for the amount."""
        address, facts = self._rooms(width)
        top -= self._TOP
        self._pay_to.paint(canvas, x, top, address)
        self._pairs.paint(canvas, x + address + self._GAP, top - 1, facts)
        at, low = x + width - self._BOX_WIDE, top - 14 - self._BOX_HIGH
        start = (at, top - first_baseline(CAPTION))
        canvas.line_of(self._box, start, self._BOX_WIDE, CAPTION)
        canvas.frame(at, low, self._BOX_WIDE, self._BOX_HIGH, RULE)
        canvas.line_of(self._mark, (at + 7, low + 11), 30, SUM_SIGN)


def letterhead(shop: Letterhead) -> Block:
    """The shop's letterhead; its mail and tax number too, where there are any."""
    return LetterheadBlock(shop)


def heading(name: str, number: str = "", under: str = "", *, paged: bool = True) -> Block:
    """The paper's name, its number, "Page x of y" and one more remark at the right."""
    return PaperHeading(name, number, under, paged=paged)


def address(label: str, lines: Sequence[str]) -> Block:
    """An address below a small label, its first line bold."""
    return Address(label, lines)


def cut_line(text: str = "") -> Block:
    """A dashed line to cut along."""
    return CutLine(text)


def slip(
    pay_to: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    *,
    box: str = "Amount enclosed",
    mark: str = "$",
    note: str = "Please return this part with your check",
) -> tuple[Block, ...]:
    """Cut line and slip, for the bottom of a layout."""
    return CutLine(note), Slip(pay_to, pairs, box, mark)
