"""The sheet itself: reportlab's canvas, which here knows how many pages a document will have."""

from collections.abc import Callable
from typing import Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from . import fonts, lines
from .clean import clean
from .styles import Style


class _Slot(str):
    """A place in a page's drawing orders that waits for the number of pages."""

    __slots__ = ("fill",)
    fill: Callable[[int, int], None]


class PageCanvas(Canvas):
    """A canvas that holds a document's pages back until their number is known.

    Coordinates are points from the lower left corner. One canvas may take many documents, one
    after the other; each has its own page x of y.
    """

    # The drawing orders of the page at hand; reportlab's own list.
    _code: list[str]

    def __init__(self, target: BinaryIO, pagesize: tuple[float, float]) -> None:
        fonts.face(fonts.REGULAR)
        # The stubs take the first font's name for a number.
        first: Any = fonts.REGULAR
        super().__init__(target, pagesize=pagesize, pageCompression=1, initialFontName=first)
        self._held: list[dict[str, Any]] = []
        self._seen: dict[str, None] = {}
        # Pages begin with black; the same grey is not asked for twice.
        self._grey: float | None = 0.0
        self.pages = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """The glyphs no typeface had, named, in the order they were met."""
        return tuple(self._seen)

    def note(self, text: str) -> None:
        """Remember the characters of a text that will print as a box."""
        if not text.isascii():
            self._seen.update(dict.fromkeys(fonts.missing_glyphs(text)))

    def ink(self, grey: float) -> None:
        """Set the grey of text and fills: 0 is black."""
        if grey != self._grey:
            self.setFillGray(grey)
            self._grey = grey

    def forget_ink(self) -> None:
        """The grey at hand is not known any more, because a state of before came back."""
        self._grey = None

    def line_of(self, text: str, start: lines.Point, width: float, style: Style) -> None:
        """Put one line within `width` of where its baseline starts, smaller where it must be.

        For heads, feet and figures: a text far too long for its place ends with an ellipsis.
        """
        text = clean(text)
        self.note(text)
        found, fitting = lines.fitted(text, style, width)
        lines.draw_line(self, found, start, width, fitting)

    def white_on_black(self, sign: str, start: lines.Point, width: float, style: Style) -> None:
        """Put a short sign in white where a black block has been filled."""
        self.ink(1)
        self.setFont(style.font, style.size)
        self.drawCentredString(start[0] + width / 2, start[1], sign)

    def page_number(
        self, start: lines.Point, width: float, style: Style, words: str = "Page {} of {}"
    ) -> None:
        """Put "Page x of y" here as soon as y is known."""
        slot = _Slot("%")
        slot.fill = lambda page, pages: self.line_of(words.format(page, pages), start, width, style)
        self._code.append(slot)

    def hold_page(self) -> None:
        """End a page, and keep it until the document is complete."""
        self._held.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # the stubs leave it out
        self._grey = 0.0

    def release(self, title: str) -> int:
        """Write the pages held back, as one document with an outline entry; says how many."""
        held, before = self._held, self.pages
        for number, state in enumerate(held, 1):
            self.__dict__.update(state)
            self._fill_slots(number, len(held))
            if number == 1:
                key = f"page-{before + 1}"
                self.bookmarkPage(key)
                self.addOutlineEntry(title, key)
            self.showPage()
        self._held, self.pages = [], before + len(held)
        return len(held)

    def _fill_slots(self, page: int, pages: int) -> None:
        """Draw what waited for the number of pages, in the place where it waited."""
        orders = self._code
        for index, order in enumerate(orders):
            if isinstance(order, _Slot):
                self._code, self._grey = ["q"], None
                order.fill(page, pages)
                orders[index] = "\n".join([*self._code, "Q"])
        self._code = orders

    def rule(self, left: float, height: float, right: float, thick: float) -> None:
        """A black horizontal line."""
        self.setStrokeGray(0)
        self.setLineWidth(thick)
        self.line(left, height, right, height)

    def fill(self, x: float, low: float, width: float, height: float, grey: float) -> None:
        """A filled rectangle without a frame; 0 is black, 0.85 is a 15% tint."""
        self.ink(grey)
        self.rect(x, low, width, height, stroke=0, fill=1)

    def frame(
        self, x: float, low: float, width: float, height: float, thick: float, *, radius: float = 0
    ) -> None:
        """A black frame without a fill, its corners rounded where a radius is given."""
        self.setStrokeGray(0)
        self.setLineWidth(thick)
        if radius:
            self.roundRect(x, low, width, height, radius, stroke=1, fill=0)
        else:
            self.rect(x, low, width, height, stroke=1, fill=0)
