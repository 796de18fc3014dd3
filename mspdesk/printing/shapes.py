"""Shapes that every printer has, because they are drawn and not typed."""

from dataclasses import replace

from .canvas import PageCanvas
from .styles import CELL_BOLD

# Whiteness of a 15% and a 6% tint.
TINT = 0.85
PALE = 0.94


def paint_tick_box(canvas: PageCanvas, x: float, low: float, size: float, mark: str = "") -> None:
    """A box drawn as a shape, so that every printer has it; `mark` "check", "x" or a letter."""
    canvas.frame(x, low, size, size, 1.1)
    if mark == "check":
        canvas.setLineWidth(1.5)
        path = canvas.beginPath()
        path.moveTo(x + size * 0.2, low + size * 0.5)
        path.lineTo(x + size * 0.42, low + size * 0.25)
        path.lineTo(x + size * 0.82, low + size * 0.78)
        canvas.drawPath(path, stroke=1, fill=0)
    elif mark == "x":
        canvas.setLineWidth(1.5)
        canvas.line(x + size * 0.22, low + size * 0.22, x + size * 0.78, low + size * 0.78)
        canvas.line(x + size * 0.22, low + size * 0.78, x + size * 0.78, low + size * 0.22)
    elif mark:
        look = replace(CELL_BOLD, size=size * 0.72, align="center")
        canvas.line_of(mark[:1], (x, low + size * 0.24), size, look)


def paint_mark(
    canvas: PageCanvas, corner: tuple[float, float], width: float, height: float
) -> None:
    """The mark of a shop without a logo: a black sheet with three ticked lines."""
    x, low = corner
    canvas.ink(0)
    canvas.roundRect(x, low, width, height, 3, stroke=0, fill=1)
    for down in (0.28, 0.5, 0.72):
        level = low + height * (1 - down) - 0.8
        canvas.fill(x + width * 0.2, level, 1.9, 1.6, 1)
        canvas.fill(x + width * 0.42, level, width * 0.38, 1.6, 1)
