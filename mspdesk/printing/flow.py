"""Blocks go onto pages here, one after the other, until none is left."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Protocol

from .block import Block
from .canvas import PageCanvas
from .page import Foot, Head, Sheet, paint_foot, paint_head

# A block this close to fitting fits; below what a printer can show, in points.
_HAIR = 0.05


class Paged(Protocol):
    """What laying out pages needs to know about a document."""

    @property
    def title(self) -> str: ...
    @property
    def blocks(self) -> Sequence[Block]: ...
    @property
    def head(self) -> Head: ...
    @property
    def foot(self) -> Foot: ...
    @property
    def head_on_first(self) -> bool: ...
    @property
    def bottom(self) -> Sequence[Block]: ...


def lay_out_pages(canvas: PageCanvas, layout: Paged, sheet: Sheet) -> int:
    """Put a document's blocks onto as many pages as they need; says how many."""
    waiting = deque(layout.blocks)
    first = True
    while first or waiting:
        canvas.setPageSize(sheet.size)
        if first and not layout.head_on_first:
            top = sheet.top
        else:
            top = paint_head(canvas, sheet, layout.head)
        floor = _paint_bottom(canvas, layout.bottom, sheet) if first else sheet.bottom
        _fill_page(canvas, waiting, sheet, top, floor)
        paint_foot(canvas, sheet, layout.foot)
        canvas.hold_page()
        _drop_gaps(waiting)
        first = False
    return canvas.release(layout.title)


def _paint_bottom(canvas: PageCanvas, bottom: Sequence[Block], sheet: Sheet) -> float:
    """Put what belongs to the very bottom of the first page there; returns where text must stop."""
    if not bottom:
        return sheet.bottom
    high = stack_height(bottom, sheet.width)
    paint_stack(canvas, bottom, sheet.left, sheet.bottom + high, sheet.width)
    return sheet.bottom + high + 8


def _fill_page(
    canvas: PageCanvas, waiting: deque[Block], sheet: Sheet, top: float, floor: float
) -> None:
    """Take blocks from the front while they fit between `top` and `floor`."""
    at, gap, empty = top, 0.0, True
    while waiting:
        block = waiting[0]
        if block.new_page and not empty:
            return
        space = 0.0 if empty else max(gap, block.space_before)
        room = at - space - floor
        block.stretch(sheet.width, room)
        if not _fits(waiting, sheet.width, room) and not _split_front(
            waiting, sheet.width, room, empty=empty
        ):
            if not empty:
                return
        block = waiting.popleft()
        block.paint(canvas, sheet.left, at - space, sheet.width)
        at -= space + block.height(sheet.width)
        gap, empty = block.space_after, empty and not block.height(sheet.width)
        if at <= floor:
            return


def _drop_gaps(waiting: deque[Block]) -> None:
    """Space and page breaks have done their work once a new page begins."""
    while waiting and waiting[0].vanishes:
        waiting.popleft()


def _fits(waiting: deque[Block], width: float, room: float) -> bool:
    """Whether the front block fits, together with what must stay on its page."""
    high, index = waiting[0].height(width), 0
    while index + 1 < len(waiting) and (
        waiting[index].keep_with_next or waiting[index + 1].stay_with_previous
    ):
        gap = max(waiting[index].space_after, waiting[index + 1].space_before)
        index += 1
        high += gap + _least(waiting[index], width, after_heading=waiting[index - 1].keep_with_next)
    return high <= room + _HAIR


def _least(block: Block, width: float, *, after_heading: bool) -> float:
    """How much of a block must be with what stands before it."""
    high = block.height(width)
    return min(high, 60.0) if after_heading else high


def _split_front(waiting: deque[Block], width: float, room: float, *, empty: bool) -> bool:
    """Replace the front block by a part that fits and the rest; False where it must move on."""
    block = waiting[0]
    high = block.height(width)
    followed = len(waiting) > 1 and waiting[1].stay_with_previous
    limit = min(room, high - 1) if high <= room + _HAIR and followed else room
    parts = block.split(width, limit) or (block.break_up(width, limit) if empty else None)
    if not parts:
        return False
    waiting.popleft()
    waiting.extendleft(reversed(parts))
    return True


class PageBreak(Block):
    """What follows begins on a new page."""

    new_page = True
    vanishes = True

    def height(self, width: float) -> float:
        """Nothing at all."""
        return 0.0

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Nothing to see."""


def stack_height(stack: Iterable[Block], width: float) -> float:
    """How high blocks are when they stand below each other."""
    total, gap, first = 0.0, 0.0, True
    for block in stack:
        total += (0.0 if first else max(gap, block.space_before)) + block.height(width)
        gap, first = block.space_after, False
    return total


def paint_stack(
    canvas: PageCanvas, stack: Iterable[Block], x: float, top: float, width: float
) -> None:
    """Put blocks below each other, the first one at `top`."""
    gap, first = 0.0, True
    for block in stack:
        top -= 0.0 if first else max(gap, block.space_before)
        block.paint(canvas, x, top, width)
        top -= block.height(width)
        gap, first = block.space_after, False
