"""What letters and money papers carry: letterhead, large heading, addresses, slip to send back."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader

from .block import Block
from .canvas import PageCanvas
from .flow import paint_stack, stack_height
from .lines import break_lines, measure
from .page import RULE, Letterhead
from .safe import P, clean, draw_lines, first_baseline
from .styles import (
    BODY,
    BODY_BOLD,
    CAPTION,
    NUMBER,
    REMARK,
    SECTION,
    SHOP,
    TITLE,
    TITLE_SMALL,
    Style,
)
from .words import fact_list

_MARK = 21.0
_LOGO_HIGH, _LOGO_WIDE = 40.0, 150.0


@dataclass(frozen=True, slots=True)
class _Emblem:
    """The picture before a shop's name; its size in points."""

    width: float
    height: float
    picture: ImageReader | None


def _emblem(logo: bytes | None) -> _Emblem:
    """The shop's logo, or the plain mark of a sheet with lines."""
    if not logo:
        return _Emblem(_MARK * 0.86, _MARK, None)
    picture = ImageReader(BytesIO(logo))
    across, down = picture.getSize()
    scale = min(_LOGO_WIDE / across, _LOGO_HIGH / down)
    return _Emblem(across * scale, down * scale, picture)


class LetterheadBlock(Block):
    """Logo or mark, the shop's name, and below it how to reach the shop."""

    space_after = 22.0

    def __init__(self, shop: Letterhead) -> None:
        self._name = clean(shop.name)
        self._emblem = _emblem(shop.logo)
        reach = (shop.address_line, shop.phone, shop.email, shop.website, shop.tax_id)
        self._reach = "    ".join(clean(part) for part in reach if part)

    def _indent(self) -> float:
        """Where the words begin."""
        return self._emblem.width + 9

    def _words_height(self, width: float) -> float:
        """How high name and reach are."""
        room = width - self._indent()
        name = len(break_lines(self._name, SHOP, room)) * SHOP.leading
        return name + len(break_lines(self._reach, REMARK, room)) * REMARK.leading

    def height(self, width: float) -> float:
        """The higher of picture and words."""
        return max(self._words_height(width), self._emblem.height)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Picture at the left, words beside it, both centered on each other."""
        high, room = self.height(width), width - self._indent()
        canvas.note(self._name + self._reach)
        low = top - (high + self._emblem.height) / 2
        if self._emblem.picture:
            canvas.drawImage(
                self._emblem.picture, x, low, self._emblem.width, self._emblem.height, mask="auto"
            )
        else:
            _paint_mark(canvas, x, low, self._emblem.width, self._emblem.height)
        at = top - (high - self._words_height(width)) / 2
        name = break_lines(self._name, SHOP, room)
        draw_lines(canvas, name, x + self._indent(), at, room, SHOP)
        reach = break_lines(self._reach, REMARK, room)
        below = at - len(name) * SHOP.leading
        draw_lines(canvas, reach, x + self._indent(), below, room, REMARK)


def _paint_mark(canvas: PageCanvas, x: float, low: float, width: float, height: float) -> None:
    """A black sheet with three ticked lines."""
    canvas.setFillGray(0)
    canvas.roundRect(x, low, width, height, 3, stroke=0, fill=1)
    canvas.setFillGray(1)
    for down in (0.28, 0.5, 0.72):
        level = low + height * (1 - down) - 0.8
        canvas.rect(x + width * 0.2, level, 1.9, 1.6, stroke=0, fill=1)
        canvas.rect(x + width * 0.42, level, width * 0.38, 1.6, stroke=0, fill=1)


class PaperHeading(Block):
    """The paper's name in large letters, its number at the right, a rule below."""

    space_before = 18.0
    space_after = 9.0

    def __init__(self, name: str, number: str, under: str, *, paged: bool) -> None:
        self._name, self._number, self._under = clean(name), clean(number), clean(under)
        self._paged = paged

    def _right(self, width: float) -> float:
        """The room of the number's side."""
        widest = max(measure(self._number, NUMBER), measure(self._under, REMARK), 70)
        return min(widest + 1, width / 2)

    def _size(self, width: float) -> float:
        """How high the words are: the name may take several lines."""
        style = self._style(width)
        room = width - self._right(width) - 14
        return max(len(break_lines(self._name, style, room)) * style.leading, 34)

    def _style(self, width: float) -> Style:
        """The larger size where the name fits on one line in it."""
        fits = measure(self._name, TITLE) <= width - self._right(width) - 14
        return TITLE if fits else TITLE_SMALL

    def height(self, width: float) -> float:
        """Words, then the rule."""
        return self._size(width) + (12 if self._under and self._paged else 0) + 20

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Left, right, rule."""
        right, style = self._right(width), self._style(width)
        room = width - right - 14
        canvas.note(self._name)
        draw_lines(canvas, break_lines(self._name, style, room), x, top, room, style)
        at, level = x + width - right, top - 14.5
        canvas.line_of(self._number, at, level, right, NUMBER.aligned("right"))
        small = REMARK.aligned("right")
        if self._paged:
            level -= 14.5
            canvas.page_number(at, level, right, small)
        if self._under:
            canvas.line_of(self._under, at, level - (12 if self._paged else 14.5), right, small)
        canvas.rule(x, top - self.height(width) + RULE / 2, x + width, RULE)


class Address(Block):
    """A small label above lines of which the first is bold."""

    def __init__(self, label: str, found: Sequence[str]) -> None:
        self._label = clean(label)
        known = [line for line in found if line.strip()]
        self._stack: list[Block] = [
            P(line, BODY if index else BODY_BOLD) for index, line in enumerate(known)
        ]

    def height(self, width: float) -> float:
        """Label and lines."""
        return CAPTION.leading + 2 + stack_height(self._stack, width)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Label, then lines."""
        canvas.line_of(self._label, x, top - first_baseline(CAPTION), width, CAPTION)
        paint_stack(canvas, self._stack, x, top - CAPTION.leading - 2, width)


class CutLine(Block):
    """A dashed line to cut along, with a word about what to do with the part below."""

    space_before = 10.0

    def __init__(self, text: str) -> None:
        self._text = clean(text)

    def height(self, width: float) -> float:
        """Line and words."""
        return 14.0

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Dashes, then words."""
        canvas.setDash(4, 3)
        canvas.rule(x, top, x + width, 0.8)
        canvas.setDash()
        canvas.line_of(self._text, x, top - 11, width, CAPTION)


class Slip(Block):
    """The part that comes back with the money."""

    _BOX = 100.0

    def __init__(
        self,
        pay_to: Sequence[str],
        pairs: Sequence[tuple[str, str]],
        box: str,
        mark: str,
    ) -> None:
        self._pay_to = Address("Pay to", pay_to)
        looks = [label for label, _ in pairs]
        self._pairs = fact_list(pairs, medium=looks, values_right=False)
        self._box, self._mark = clean(box), clean(mark)

    def _rooms(self, width: float) -> tuple[float, float]:
        """The room of the address and of the facts."""
        free = width - self._BOX - 32
        return free * 0.51, free * 0.49

    def height(self, width: float) -> float:
        """The highest of the three, and air below."""
        address, facts = self._rooms(width)
        high = max(self._pay_to.height(address), self._pairs.height(facts) + 2, 44)
        return max(18 + high + 24, 118)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Address, facts, box for the amount."""
        address, facts = self._rooms(width)
        top -= 18
        self._pay_to.paint(canvas, x, top, address)
        self._pairs.paint(canvas, x + address + 16, top - 1, facts)
        at = x + width - self._BOX
        canvas.line_of(self._box, at, top - first_baseline(CAPTION), self._BOX, CAPTION)
        canvas.frame(at, top - 45, self._BOX, 31, RULE)
        canvas.line_of(self._mark, at + 7, top - 33.5, 30, SECTION)


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
