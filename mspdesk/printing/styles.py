"""How text looks on paper: sizes and leading in points, grey from 0 (black) to 0.33."""

from dataclasses import replace
from typing import Literal

from ..rows import dataclass
from . import fonts

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Style:
    """One look of text.

    Grey is the share of white: up to 0.33, so that copiers keep it, or 1 on black.
    """

    font: str = fonts.REGULAR
    size: float = 9.5
    leading: float = 13.0
    grey: float = 0.0
    align: Align = "left"
    tracking: float = 0.0

    def aligned(self, align: Align) -> "Style":
        """The same look, set to another side."""
        return self if align == self.align else replace(self, align=align)

    def scaled(self, factor: float) -> "Style":
        """The same look, smaller or larger."""
        return replace(
            self,
            size=self.size * factor,
            leading=self.leading * factor,
            tracking=self.tracking * factor,
        )


TITLE = Style(fonts.BOLD, 25.5, 30, tracking=-0.7)
TITLE_SMALL = Style(fonts.BOLD, 19, 23, tracking=-0.35)
SHOP = Style(fonts.DISPLAY, 14.2, 18)
NUMBER = Style(fonts.DISPLAY, 14.7, 18)
SECTION = Style(fonts.DISPLAY, 12.5, 16)
SECTION_BAR = Style(fonts.SEMIBOLD, 9.7, 11.6)
SUM_SIGN = Style(fonts.REGULAR, 12.5, 16)
DANGER = Style(fonts.BOLD, 17, 20, align="center")
PHONE = Style(fonts.BOLD, 12.5, 16)
EXACT = Style(fonts.EXACT, 9.6, 13)
BODY = Style(fonts.REGULAR, 10, 13.7)
BODY_CLOSE = Style(fonts.REGULAR, 9.2, 12.2)
BODY_BOLD = Style(fonts.SEMIBOLD, 10, 13.7)
BODY_MEDIUM = Style(fonts.MEDIUM, 10, 13.7)
LARGE_BOLD = Style(fonts.BOLD, 11, 14.3)
SMALL = Style(fonts.REGULAR, 9, 12.2)
SMALL_BOLD = Style(fonts.SEMIBOLD, 9, 12.2)
REMARK = Style(fonts.REGULAR, 9, 12.2, grey=0.25)
REMARK_LARGE = Style(fonts.REGULAR, 10.5, 14, grey=0.25)
DETAIL = Style(fonts.REGULAR, 8.7, 11.6, grey=0.25)
CAPTION = Style(fonts.REGULAR, 7.8, 10.4, grey=0.15)
COLUMN_HEAD = Style(fonts.SEMIBOLD, 8, 10.4)
GROUP = Style(fonts.SEMIBOLD, 9, 12)
CELL = Style(fonts.REGULAR, 9.4, 12.2)
CELL_BOLD = Style(fonts.SEMIBOLD, 9.4, 12.2)
TOTAL = Style(fonts.BOLD, 10.4, 13.5)
TOTAL_LARGE = Style(fonts.BOLD, 12.6, 16)
HEAD = Style(fonts.SEMIBOLD, 10.5, 13)
HEAD_SMALL = Style(fonts.REGULAR, 9, 11.5, grey=0.25)
# The first-hour card and covers of binders: read in the dark, by somebody in a hurry.
BOLD_HEAD = Style(fonts.BOLD, 14.5, 18)
CARD = Style(fonts.REGULAR, 10.5, 13.5)
CARD_PHONE = Style(fonts.BOLD, 14.5, 18)
NUMERAL = Style(fonts.BOLD, 13.5, 16, align="center")
COVER_KIND = Style(fonts.REGULAR, 14.5, 19, grey=0.25)
COVER_NAME = Style(fonts.BOLD, 31, 36, tracking=-0.8)
COVER_NAME_SMALL = Style(fonts.BOLD, 22, 26, tracking=-0.4)
COVER_PLACE = Style(fonts.REGULAR, 10.5, 15)
TAB_NUMBER = Style(fonts.BOLD, 120, 130, tracking=-3)
TAB_WORD = Style(fonts.BOLD, 40, 50, tracking=-1)
WHITE_BOLD = Style(fonts.SEMIBOLD, 11.5, 16, grey=1.0)
WHITE = Style(fonts.MEDIUM, 10.3, 15, grey=1.0)
# White on black, turned with the block it stands on.
DIVIDER = Style(fonts.SEMIBOLD, 9.2, 11, grey=1.0, align="center")
FOOT = Style(fonts.REGULAR, 8.3, 10.5, grey=0.25)
FOOT_BOLD = Style(fonts.SEMIBOLD, 8.1, 10.5)
