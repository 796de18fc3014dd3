"""What stands on every page: running head, running foot, the tick that guides the punch."""

from .canvas import PageCanvas
from .lines import measure
from .page import Foot, Head, Sheet
from .styles import FOOT, FOOT_BOLD, HEAD, HEAD_SMALL

RULE = 1.2
_HEAD_HEIGHT = 34.0
_PUNCH_FROM, _PUNCH_TO = 18.0, 26.0


def paint_head(canvas: PageCanvas, sheet: Sheet, head: Head) -> float:
    """Put the running head on the page; returns where text may begin."""
    top, gap = sheet.top, 12.0
    right = max(measure("Page 888 of 888", HEAD), min(measure(head.right, HEAD_SMALL), 220)) + 2
    room = sheet.width - right - gap
    canvas.line_of(head.left, (sheet.left, top - 8.5), room, HEAD)
    canvas.page_number((sheet.right - right, top - 8.5), right, HEAD.aligned("right"))
    if head.below:
        canvas.line_of(head.below, (sheet.left, top - 20.5), room, HEAD_SMALL)
    if head.right:
        at = (sheet.right - right, top - 20.5)
        canvas.line_of(head.right, at, right, HEAD_SMALL.aligned("right"))
    low = _HEAD_HEIGHT if head.below or head.right else _HEAD_HEIGHT - 12
    canvas.rule(sheet.left, top - low + 8, sheet.right, RULE)
    return top - low - 4


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


def _paint_punch_guide(canvas: PageCanvas, sheet: Sheet) -> None:
    """One short tick at the middle of the bound edge."""
    across, down = sheet.size
    canvas.setLineWidth(0.6)
    canvas.setStrokeGray(0)
    if sheet.landscape:
        canvas.line(across / 2, down - _PUNCH_FROM, across / 2, down - _PUNCH_TO)
    else:
        canvas.line(_PUNCH_FROM, down / 2, _PUNCH_TO, down / 2)
