"""What stands on every page: running head, running foot, tabs, the tick that guides the punch."""

from ..rows import dataclass
from .canvas import PageCanvas
from .clean import clean
from .lines import draw_line, fitted, measure
from .page import INCH, Foot, Head, Sheet
from .styles import DIVIDER, FOOT, FOOT_BOLD, HEAD, HEAD_SMALL

RULE = 1.2
_HEAD_HEIGHT = 34.0
_PUNCH_FROM, _PUNCH_TO = 18.0, 26.0
# Far enough from the trim that every printer reaches it (visual.md section 10).
_FROM_TRIM = 0.25 * INCH
_DIVIDER_WIDE, _DIVIDER_STEP, _DIVIDER_GAP = 18.5, 80.0, 5.0
_DIVIDERS_FROM, _DIVIDERS_LOW = 1.14 * INCH, 0.9 * INCH


@dataclass(frozen=True, slots=True)
class Divider:
    """A tab of a binder: its number, its word, and how many there are."""

    number: int
    word: str
    of: int


def paint_head(canvas: PageCanvas, sheet: Sheet, head: Head, label: str = "") -> float:
    """Put the running head on the page; returns where text may begin.

    `label` is what a binder calls the page, in the place of "Page x of y".
    """
    top, gap = sheet.top, 12.0
    words = label or "Page 888 of 888"
    right = max(measure(words, HEAD), min(measure(head.right, HEAD_SMALL), 220)) + 2
    room = sheet.width - right - gap
    canvas.line_of(head.left, (sheet.left, top - 8.5), room, HEAD)
    number = (sheet.right - right, top - 8.5)
    if label:
        canvas.line_of(label, number, right, HEAD.aligned("right"))
    else:
        canvas.page_number(number, right, HEAD.aligned("right"))
    if head.below:
        canvas.line_of(head.below, (sheet.left, top - 20.5), room, HEAD_SMALL)
    if head.right:
        at = (sheet.right - right, top - 20.5)
        canvas.line_of(head.right, at, right, HEAD_SMALL.aligned("right"))
    canvas.rule(sheet.left, top - _head_height(head) + 8, sheet.right, RULE)
    return below_head(sheet, head)


def _head_height(head: Head) -> float:
    return _HEAD_HEIGHT if head.below or head.right else _HEAD_HEIGHT - 12


def below_head(sheet: Sheet, head: Head) -> float:
    """Where text may begin on a page with this head."""
    return sheet.top - _head_height(head) - 4


def paint_foot(canvas: PageCanvas, sheet: Sheet, foot: Foot) -> None:
    """Put the running foot on the page, and the tick that guides the punch."""
    canvas.rule(sheet.left, sheet.foot, sheet.right, 0.6)
    low, gap = sheet.foot - 10.5, 14.0
    left = min(measure(foot.left, FOOT_BOLD), sheet.width / 2)
    right = min(measure(foot.right, FOOT_BOLD), sheet.width / 2 - gap)
    canvas.line_of(foot.left, (sheet.left, low), left + 1, FOOT_BOLD)
    at = (sheet.right - right - 1, low)
    canvas.line_of(foot.right, at, right + 1, FOOT_BOLD.aligned("right"))
    middle = sheet.width - left - right - 2 * gap
    if measure(foot.middle, FOOT) <= middle:
        canvas.line_of(foot.middle, (sheet.left + left + gap, low), middle, FOOT)
    else:
        canvas.line_of(foot.middle, (sheet.left, low - 10), sheet.width, FOOT)
    _paint_punch_guide(canvas, sheet)


def paint_copy_foot(canvas: PageCanvas, sheet: Sheet, foot: Foot, copy: str) -> None:
    """The foot of a binder's page: the shop as ever, and below it which copy this is and where."""
    narrow = measure(foot.middle, FOOT) > sheet.width - 28 - sum(
        measure(words, FOOT_BOLD) for words in (foot.left, foot.right)
    )
    paint_foot(canvas, sheet, Foot(foot.left, "" if narrow else foot.middle, foot.right))
    low = sheet.foot - 21.0
    half = sheet.width * 0.58
    canvas.line_of(copy, (sheet.left, low), half if narrow else sheet.width, FOOT)
    if narrow:
        room = sheet.width - half - 12
        canvas.line_of(foot.middle, (sheet.right - room, low), room, FOOT.aligned("right"))


def paint_divider(canvas: PageCanvas, sheet: Sheet, tab: Divider) -> None:
    """The black block of a tab at the edge that looks out of the binder, a step below the last."""
    across, down = sheet.size
    along = across if sheet.landscape else down
    step = min(_DIVIDER_STEP, (along - _DIVIDERS_FROM - _DIVIDERS_LOW) / max(tab.of, 1))
    high, begins = step - _DIVIDER_GAP, _DIVIDERS_FROM + (tab.number - 1) * step
    text = clean(f"{tab.number}  {tab.word}")
    canvas.note(text)
    found, style = fitted(text, DIVIDER, high - 8)
    canvas.saveState()
    if sheet.landscape:
        canvas.translate(along - begins - high, _FROM_TRIM)
    else:
        canvas.translate(across - _FROM_TRIM, along - begins - high)
        canvas.rotate(90)
    canvas.ink(0)
    canvas.roundRect(0, 0, high, _DIVIDER_WIDE, 3, stroke=0, fill=1)
    draw_line(canvas, found, (0, (_DIVIDER_WIDE - style.size * 0.72) / 2), high, style)
    canvas.restoreState()
    canvas.forget_ink()


def _paint_punch_guide(canvas: PageCanvas, sheet: Sheet) -> None:
    """One short tick at the middle of the bound edge."""
    across, down = sheet.size
    canvas.setLineWidth(0.6)
    canvas.setStrokeGray(0)
    if sheet.landscape:
        canvas.line(across / 2, down - _PUNCH_FROM, across / 2, down - _PUNCH_TO)
    else:
        canvas.line(_PUNCH_FROM, down / 2, _PUNCH_TO, down / 2)
