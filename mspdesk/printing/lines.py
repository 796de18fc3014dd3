"""Text broken into lines and put on paper; nothing in it is ever read as markup."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..rows import dataclass
from . import fonts
from .scripts import as_seen
from .styles import Style

if TYPE_CHECKING:
    from .canvas import PageCanvas

_IDEOGRAPH = "\u2e80-\u303f\u3040-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
_WORD = re.compile(
    rf"[ \t]+|[{_IDEOGRAPH}][\u3001\u3002\uff0c\uff0e\uff09\u300d\u300f]*|[^ \t{_IDEOGRAPH}]+"
)
_BREAK_AFTER = "-/_.,;:@\\&=?"


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it will be seen; its width in points."""

    text: str
    width: float


def measure(text: str, style: Style) -> float:
    """The width of a single line in points."""
    seen = as_seen(text)
    return fonts.width(seen, style.font, style.size) + style.tracking * len(seen)


@lru_cache(maxsize=2_000)
def break_lines(text: str, style: Style, width: float) -> tuple[Line, ...]:
    """The lines of a text at a given width in points; a word wider than that is broken.

    Asked again and again while a page is laid out, so the last ones are remembered.
    """
    found: list[Line] = []
    for piece in text.split("\n"):
        whole = measure(piece, style)
        if whole <= width:
            found.append(Line(as_seen(piece), whole))
        else:
            found += [_line(part, style) for part in _break(piece, style, width)]
    return tuple(found)


def _line(text: str, style: Style) -> Line:
    """A finished line with its width."""
    return Line(as_seen(text), measure(text, style))


def _break(text: str, style: Style, width: float) -> list[str]:
    """A paragraph too long for a line, cut at spaces, and inside words only if it must be."""
    done: list[str] = []
    line, used = "", 0.0
    for word in _WORD.findall(text):
        wide = measure(word, style)
        if used + wide <= width:
            line, used = line + word, used + wide
        elif word.isspace():
            continue
        else:
            if line.strip():
                done.append(line.rstrip())
            *full, line = _chop(word, style, width)
            done += full
            used = measure(line, style)
    return [*done, line.rstrip()] if line.strip() or not done else done


def _chop(word: str, style: Style, width: float) -> list[str]:
    """A word cut so that each part fits, behind a dash or a dot where there is one."""
    parts: list[str] = []
    part, used = "", 0.0
    for char in word:
        wide = measure(char, style)
        if part and used + wide > width:
            cut = max(part.rfind(mark) for mark in _BREAK_AFTER) + 1
            cut = cut if cut > len(part) // 2 else len(part)
            parts.append(part[:cut])
            part = part[cut:]
            used = measure(part, style)
        part, used = part + char, used + wide
    return [*parts, part]


def draw_line(canvas: "PageCanvas", line: Line, start: Point, width: float, style: Style) -> None:
    """Put a line on the page, within `width` of where its baseline starts, as its style says."""
    x, baseline = start
    if style.align == "right":
        x += width - line.width
    elif style.align == "center":
        x += (width - line.width) / 2
    canvas.ink(style.grey)
    for font, piece in fonts.runs(line.text, style.font):
        canvas.setFont(font, style.size)
        canvas.drawString(x, baseline, piece, charSpace=style.tracking)
        if piece != line.text:
            x += fonts.width(piece, font, style.size) + style.tracking * len(piece)


def whole_or_broken(
    text: str, style: Style, width: float, smallest: float = 0.8
) -> tuple[tuple[Line, ...], Style]:
    """A text on one line, a little smaller if it must be; broken only where that is too small."""
    whole = measure(text, style)
    if whole > width and "\n" not in text and whole * smallest <= width:
        line, style = fitted(text, style, width, smallest)
        return (line,), style
    return break_lines(text, style, max(width, style.size)), style


def fitted(text: str, style: Style, width: float, smallest: float = 0.6) -> tuple[Line, Style]:
    """A text on one line, set smaller to fit; ended with an ellipsis where that is too wide."""
    wide = measure(text, style)
    if wide > width:
        style = style.scaled(max(smallest, width / wide))
    if measure(text, style) <= width + 0.01:
        return _line(text, style), style
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if measure(text[:middle] + "…", style) <= width else (low, middle - 1)
        )
    return _line(text[:low].rstrip() + "…", style), style
