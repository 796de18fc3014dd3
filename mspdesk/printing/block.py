"""What every piece of paper can do: say how high it is, be painted, perhaps be split."""

from .canvas import PageCanvas


class Block:
    """One piece of a page; all measures are points.

    `space_before` and `space_after` do not add up: the larger one counts, and none at the top of a
    page. `keep_with_next` holds a heading on the page of what it heads; `stay_with_previous` holds
    totals on the page of the last row. What `vanishes` is not carried over to a new page; what
    `fills` is stretched over the rest of one.
    """

    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    stay_with_previous: bool = False
    new_page: bool = False
    vanishes: bool = False
    fills: bool = False

    def height(self, width: float) -> float:
        """How high it is at this width."""
        raise NotImplementedError

    def words(self) -> str:
        """All its words, for the case that it is too high for a page and must become plain text."""
        return ""

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Put it on the page, its top left corner at `x`, `top`."""
        raise NotImplementedError

    def stretch(self, width: float, height: float) -> None:
        """Take all of `height`, for blocks that fill a page."""

    def least(self, width: float) -> float:
        """How much of it must be on a page together with its heading."""
        return self.height(width)

    def split(self, width: float, height: float) -> tuple["Block", "Block"] | None:
        """The part that still fits and the rest, None where nothing sensible fits."""
        return None

    def break_up(self, width: float, height: float) -> tuple["Block", "Block"] | None:
        """As `split`, on an empty page that is too small for the whole: almost anything goes."""
        return self.split(width, height)
