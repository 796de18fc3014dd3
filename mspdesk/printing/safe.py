"""The one place where text from people becomes text on paper.

There is no markup on our paper: a sign is a sign. So this removes what cannot be printed and caps
the length, and nothing that is typed can load a picture, open a tag or reach a file.
"""

import re
import unicodedata

from . import lines
from .block import Block
from .canvas import PageCanvas
from .styles import BODY, Style

# A field longer than this is a mistake or an attack; counted in characters.
LONGEST = 5_000

_NEWLINES = re.compile("\r\n?|[\u2028\u2029\v\f\x85]")
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ud800-\udfff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)


def clean(text: str) -> str:
    """A text without control signs, direction overrides and halves of characters, and capped.

    Tabs become spaces, line ends become newlines, letters and their marks become one character.
    """
    text = str(text)[: LONGEST + 1]
    if not text.isprintable() or not text.isascii():
        text = _NEWLINES.sub("\n", text.replace("\t", " "))
        text = unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class Text(Block):
    """Words that wrap, keep their newlines and may go on over the page."""

    def __init__(self, text: str, style: Style = BODY) -> None:
        self._text = clean(text)
        self._style = style
        self._lines: list[lines.Line] | None = None
        self._width = -1.0

    def _broken(self, width: float) -> list[lines.Line]:
        """The lines at this width, worked out once."""
        if self._lines is None or self._width != width:
            self._lines = lines.break_lines(self._text, self._style, width)
            self._width = width
        return self._lines

    def height(self, width: float) -> float:
        """As many lines as it takes."""
        return len(self._broken(width)) * self._style.leading

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Put the lines on the page, downwards from `top`."""
        canvas.note(self._text)
        draw_lines(canvas, self._broken(width), x, top, width, self._style)

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

    def _part(self, found: list[lines.Line], width: float) -> "Text":
        """A piece of this text whose lines are already known."""
        part = Text("", self._style)
        part._text, part._lines, part._width = self._text, found, width
        part.space_before, part.space_after = self.space_before, self.space_after
        return part


def draw_lines(
    canvas: PageCanvas,
    found: list[lines.Line],
    x: float,
    top: float,
    width: float,
    style: Style,
) -> None:
    """Put finished lines on the page, the first one just below `top`."""
    baseline = top - first_baseline(style)
    for line in found:
        lines.draw_line(canvas, line, x, baseline, width, style)
        baseline -= style.leading


def first_baseline(style: Style) -> float:
    """How far below the top of its box a style's first line stands, in points."""
    return (style.leading - style.size) / 2 + style.size * 0.86


def P(text: str, style: Style = BODY) -> Text:
    """Words from anybody, safe to print."""
    return Text(text, style)
