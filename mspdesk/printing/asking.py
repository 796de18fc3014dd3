"""Questions with room for the answer, to be written by hand or, in a PDF, with a keyboard.

The same block draws both: empty boxes on paper, or the same boxes with fields in them that any PDF
program fills. Field names are the caller's; what was filled comes back under them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..rows import dataclass
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .handwriting import Blank, WriteOn
from .lines import Line, break_lines, measure
from .safe import draw_lines
from .shapes import TINT, paint_tick_box
from .styles import BODY, DETAIL, SECTION_BAR, SMALL, Style

_BAR, _GAP, _TICK = 16.0, 9.0, 9.0
_INSET = 6.0
_SMALLEST = 0.76
_LONGEST = 2_000
_FIELD_FONT = "Helvetica"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its bar's words, what is asked, a quieter hint, and what was answered.

    `ticks` are boxes at the right of the bar: their words, and whether they are ticked. `field`
    names the PDF field of the answer, and `field_1`, `field_2` those of the ticks, all of them
    empty; without one the question is for the pen. `longest` is how many signs the field takes.
    """

    name: str
    ask: str
    hint: str = ""
    answer: str = ""
    ticks: tuple[tuple[str, bool], ...] = ()
    field: str = ""
    longest: int = 0


class Questions(Block):
    """Questions one below the other, sharing the rest of a page evenly."""

    fills = True
    space_before = 6.0
    # At least what any block asks for above itself, so that what follows is still on the page.
    space_after = 18.0

    def __init__(self, asked: Sequence[Asked], least: float = 56.0) -> None:
        self._asked = [
            Asked(
                clean(one.name),
                clean(one.ask),
                clean(one.hint),
                clean(one.answer),
                tuple((clean(words), on) for words, on in one.ticks),
                one.field,
                one.longest,
            )
            for one in asked
        ]
        self._each = least

    def words(self) -> str:
        """Questions and answers."""
        return "\n".join(f"{one.name} {one.ask} {one.answer}" for one in self._asked)

    def height(self, width: float) -> float:
        """As high as each question has become."""
        return self._each * len(self._asked)

    def stretch(self, width: float, height: float) -> None:
        """Share all the room there is."""
        self._each = max(self._each, height / len(self._asked))

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """From top to bottom."""
        canvas.note(self.words())
        for one in self._asked:
            self._paint_one(canvas, one, (x, top), width)
            top -= self._each

    def _paint_one(
        self, canvas: PageCanvas, one: Asked, corner: tuple[float, float], width: float
    ) -> None:
        x, top = corner
        canvas.fill(x, top - _BAR, width, _BAR, TINT)
        ticks = _tick_room(one)
        canvas.line_of(one.name, (x + _INSET, top - 11.2), width - ticks - 2 * _INSET, SECTION_BAR)
        _paint_ticks(canvas, one, x + width - ticks, top)
        line = top - _BAR - 11
        canvas.line_of(one.ask, (x, line), width, SMALL)
        beside = min(measure(one.ask, SMALL), width) + 8
        if one.hint and measure(one.hint, DETAIL) <= width - beside:
            canvas.line_of(one.hint, (x + beside, line), width - beside, DETAIL)
        high = self._each - _BAR - 16 - _GAP
        low = top - self._each + _GAP
        canvas.frame(x, low, width, high, 0.6)
        if one.field:
            box, size = (x + 1, low + 1), (width - 2, high - 2)
            paint_text_field(canvas, one.field, box, size, one.ask, longest=one.longest, lines=True)
            return
        found, style = _shrunk(one.answer, width - 2 * _INSET, high - 4)
        draw_lines(canvas, found, (x + _INSET, low + high - 3), width - 2 * _INSET, style)


def _tick_room(one: Asked) -> float:
    """How much of the bar the ticks take, in points."""
    return sum(measure(words, DETAIL) + _TICK + 16 for words, _ in one.ticks)


def _paint_ticks(canvas: PageCanvas, one: Asked, x: float, top: float) -> None:
    for number, (words, on) in enumerate(one.ticks, 1):
        low = top - _BAR + (_BAR - _TICK) / 2
        canvas.fill(x, low, _TICK, _TICK, 1)
        if one.field:
            _paint_tick_field(canvas, f"{one.field}_{number}", (x, low), f"{one.name}: {words}")
        else:
            paint_tick_box(canvas, x, low, _TICK, "check" if on else "")
        wide = measure(words, DETAIL)
        canvas.line_of(words, (x + _TICK + 4, top - 11.2), wide + 1, DETAIL)
        x += wide + _TICK + 16


def _paint_tick_field(canvas: PageCanvas, name: str, at: tuple[float, float], words: str) -> None:
    # The stubs take points for whole numbers.
    form: Any = canvas.acroForm
    form.checkbox(
        x=at[0],
        y=at[1],
        size=_TICK,
        borderWidth=1,
        name=name,
        tooltip=words,
        fieldFlags="",
        forceBorder=True,
    )


def paint_text_field(
    canvas: PageCanvas,
    name: str,
    at: tuple[float, float],
    size: tuple[float, float],
    words: str,
    *,
    longest: int = 0,
    lines: bool = False,
) -> None:
    """Put an empty field to type in; `words` is read aloud for it."""
    form: Any = canvas.acroForm
    form.textfield(
        name=name,
        tooltip=words,
        x=at[0],
        y=at[1],
        width=size[0],
        height=size[1],
        borderWidth=0,
        fontName=_FIELD_FONT,
        fontSize=9.5,
        maxlen=longest or _LONGEST,
        fieldFlags="multiline" if lines else "",
    )


def _shrunk(text: str, width: float, high: float) -> tuple[tuple[Line, ...], Style]:
    """The lines of an answer, smaller where they would not fit their box."""
    factor = 1.0
    while True:
        style = replace(BODY, size=BODY.size * factor, leading=BODY.leading * factor)
        found = break_lines(text, style, width) if text else ()
        if len(found) * style.leading <= high or factor <= _SMALLEST:
            return found, style
        factor -= 0.03


class FieldLine(WriteOn):
    """Captions above lines, with empty PDF fields on those that have a name."""

    def __init__(self, blanks: Sequence[Blank], names: Sequence[str], high: float = 36.0) -> None:
        super().__init__(blanks, high)
        self._names = tuple(names)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """The lines, then a field over each that is empty."""
        super().paint(canvas, x, top, width)
        low = top - self.height(width) + 3.6
        for (blank, room), name in zip(self._places(width), self._names, strict=True):
            if name and not blank.value:
                paint_text_field(canvas, name, (x, low), (room, 17), blank.caption, longest=200)
            x += room + 12.0
