"""The one way for text from people onto paper.

There is no markup on our paper, so there is nothing to escape: what is typed prints as it is typed,
and can neither open a tag nor load a picture nor reach a file.
"""

from . import lines
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .styles import BODY, Style


class Text(Block):
    """Words that wrap, keep their newlines and may go on over the page."""

    def __init__(self, text: str, style: Style = BODY, *, cleaned: bool = False) -> None:
        self._text = text if cleaned else clean(text)
        self._style = style
        self._lines: tuple[lines.Line, ...] | None = None
        self._width = -1.0

    def _broken(self, width: float) -> tuple[lines.Line, ...]:
        """The lines at this width, worked out once."""
        if self._lines is None or self._width != width:
            self._lines = lines.break_lines(self._text, self._style, width)
            self._width = width
        return self._lines

    def words(self) -> str:
        """The text itself."""
        return self._text

    def height(self, width: float) -> float:
        """As many lines as it takes."""
        return len(self._broken(width)) * self._style.leading

    def least(self, width: float) -> float:
        """Two lines."""
        return min(len(self._broken(width)), 2) * self._style.leading

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Put the lines on the page, downwards from `top`."""
        canvas.note(self._text)
        draw_lines(canvas, self._broken(width), (x, top), width, self._style)

    def split(self, width: float, height: float) -> tuple[Block, Block] | None:
        """The lines that still fit, and the others; never one line alone on either side."""
        found = self._broken(width)
        fit = min(int((height + 0.01) // self._style.leading), len(found) - 2)
        return (self._part(found[:fit], width), self._part(found[fit:], width)) if fit > 1 else None

    def break_up(self, width: float, height: float) -> tuple[Block, Block] | None:
        """As `split`, down to a single line, for a page too small for anything else."""
        found = self._broken(width)
        fit = int((height + 0.01) // self._style.leading)
        if not 0 < fit < len(found):
            return None
        return self._part(found[:fit], width), self._part(found[fit:], width)

    def _part(self, found: tuple[lines.Line, ...], width: float) -> "Text":
        """A piece of this text whose lines are already known."""
        part = Text(self._text, self._style, cleaned=True)
        part._lines, part._width = found, width
        part.space_before, part.space_after = self.space_before, self.space_after
        return part


def draw_lines(
    canvas: PageCanvas,
    found: tuple[lines.Line, ...],
    corner: lines.Point,
    width: float,
    style: Style,
) -> None:
    """Put finished lines on the page, the first one just below its top left corner."""
    x, baseline = corner[0], corner[1] - first_baseline(style)
    for line in found:
        lines.draw_line(canvas, line, (x, baseline), width, style)
        baseline -= style.leading


def first_baseline(style: Style) -> float:
    """How far below the top of its box a style's first line stands, in points."""
    return (style.leading - style.size) / 2 + style.size * 0.86


def P(text: str, style: Style = BODY) -> Text:
    """Words from anybody, safe to print."""
    return Text(text, style)


def torn(block: Block, width: float, height: float) -> tuple[Block, Block] | None:
    """A block too high for any page in two parts, as plain words where it cannot be broken up."""
    parts = block.break_up(width, height)
    if parts or not block.words():
        return parts
    return Text(block.words(), BODY, cleaned=True).break_up(width, height)
