"""A picture on a page: a network map that somebody drew elsewhere, as wide as the text."""

from io import BytesIO

from reportlab.lib.utils import ImageReader

from .block import Block
from .canvas import PageCanvas


class Picture(Block):
    """A picture in a thin frame, as wide as there is room and never higher than `most` points."""

    space_before = 6.0
    space_after = 12.0

    def __init__(self, png: bytes, most: float = 560.0) -> None:
        self._reader = ImageReader(BytesIO(png))
        self._size: tuple[int, int] = self._reader.getSize()
        self._most = most

    def _shown(self, width: float) -> tuple[float, float]:
        """Width and height on the page, in points."""
        wide, high = self._size
        factor = min(width / wide, self._most / high)
        return wide * factor, high * factor

    def height(self, width: float) -> float:
        """As high as the picture becomes."""
        return self._shown(width)[1]

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """The picture in the middle, its frame around it."""
        wide, high = self._shown(width)
        left = x + (width - wide) / 2
        canvas.drawImage(self._reader, left, top - high, wide, high, mask="auto")
        canvas.frame(left, top - high, wide, high, 0.6)


def picture(png: bytes) -> Block:
    """A picture as a block; `png` is what `clean_picture` of exchange made."""
    return Picture(png)
