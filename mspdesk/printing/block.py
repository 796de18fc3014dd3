"""What every piece of paper can do: say how high it is, be painted, perhaps be split."""

from .canvas import PageCanvas


class Block:
    """One piece of a page; all measures are points.

    `space_before` and `space_after` do not add up: the larger one counts, and none at the top of a
    page. `keep_with_next` holds a heading on the page of what it heads; `stay_with_previous` holds
    totals on the page of the last row. What `vanishes` is not carried over to a new page.
    """

    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    stay_with_previous: bool = False
    new_page: bool = False
    vanishes: bool = False

    def height(self, width: float) -> float:
        """How high it is at this width."""
        raise NotImplementedError

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Put it on the page, its top left corner at `x`, `top`."""
        raise NotImplementedError

    def stretch(self, width: float, height: float) -> None:
        """Take up to `height` where it is made to fill a page; most blocks do not."""

    def split(self, width: float, height: float) -> tuple["Block", "Block"] | None:
        """The part that still fits and the rest, None where nothing sensible fits."""
        return None

    def break_up(self, width: float, height: float) -> tuple["Block", "Block"] | None:
        """As `split`, on an empty page that is too small for the whole: almost anything goes."""
        return self.split(width, height)
