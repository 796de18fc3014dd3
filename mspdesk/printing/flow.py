"""Blocks go onto pages here, one after the other, until none is left."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice, takewhile

from ..rows import dataclass
from .block import Block
from .canvas import PageCanvas
from .clean import clean
from .furniture import paint_foot, paint_head
from .lines import Point
from .page import Foot, Head, Sheet
from .safe import torn

# A block this close to fitting fits; below what a printer can show, in points.
_HAIR = 0.05
# Between the text of page 1 and what is kept at its bottom; points.
_ABOVE_BOTTOM = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One document ready for paper, whatever the paper's size will be.

    `title` goes into the PDF's properties and its outline. `bottom` is kept at the bottom of
    page 1. `closer` are the same blocks with less air, taken where that saves a sheet of paper.
    With `head_on_first` off, page 1 carries a letterhead instead of the running head.
    """

    title: str
    blocks: Sequence[Block]
    head: Head
    foot: Foot
    author: str = ""
    subject: str = ""
    head_on_first: bool = True
    bottom: Sequence[Block] = ()
    closer: Sequence[Block] = ()
    landscape: bool = False


def lay_out_pages(canvas: PageCanvas, layout: Layout, sheet: Sheet) -> int:
    """Put a document's blocks onto as many pages as they need; says how many."""
    if layout.closer:
        return lay_out_pages(canvas, _fewest(layout, sheet), sheet)
    waiting = deque(layout.blocks)
    bottom = list(layout.bottom)
    if stack_height(bottom, sheet.width) > (sheet.top - sheet.bottom) / 2:
        # A slip this high would leave no room for what it belongs to, so it follows instead.
        waiting += bottom
        bottom = []
    first = True
    while first or waiting:
        canvas.setPageSize(sheet.size)
        if first and not layout.head_on_first:
            top = sheet.top
        else:
            top = paint_head(canvas, sheet, layout.head)
        high = stack_height(bottom, sheet.width) if bottom and first else 0.0
        floor = sheet.bottom + (high + _ABOVE_BOTTOM if high else 0.0)
        _fill_page(canvas, waiting, sheet, (top, floor))
        if high:
            paint_stack(canvas, bottom, (sheet.left, sheet.bottom + high), sheet.width)
        paint_foot(canvas, sheet, layout.foot)
        canvas.hold_page()
        _drop_gaps(waiting)
        first = False
    return canvas.release(clean(layout.title))


def _fewest(layout: Layout, sheet: Sheet) -> Layout:
    """A document with less air where that needs fewer pages, otherwise as it is."""
    usual = replace(layout, closer=())
    closer = replace(usual, blocks=layout.closer)
    needs = [
        lay_out_pages(PageCanvas(BytesIO(), sheet.size), one, sheet) for one in (usual, closer)
    ]
    return closer if needs[1] < needs[0] else usual


def body_pages(
    canvas: PageCanvas,
    blocks: Iterable[Block],
    sheet: Sheet,
    between: tuple[float, float],
    above: Sequence[Block] = (),
) -> Iterator[int]:
    """Put blocks between a top and a floor, page after page; yields each page's number when full.

    `above` stands at the top of every page but the first.

    Whoever asks takes the page off the canvas before asking for the next one.
    """
    waiting, number = deque(blocks), 0
    while waiting or not number:
        number += 1
        canvas.setPageSize(sheet.size)
        top, floor = between
        if number > 1 and waiting:
            top = _go_on(canvas, waiting[0], above, sheet, between)
        _fill_page(canvas, waiting, sheet, (top, floor))
        yield number
        _drop_gaps(waiting)


def _go_on(
    canvas: PageCanvas,
    first: Block,
    above: Sequence[Block],
    sheet: Sheet,
    between: tuple[float, float],
) -> float:
    """Paint what stands above a further page; answers where the rest begins.

    Something that wants the page for itself keeps it.
    """
    top, floor = between
    high = sum(block.height(sheet.width) + block.space_after for block in above)
    room, width = top - high - floor, sheet.width
    if not above or (first.height(width) > room and first.split(width, room) is None):
        return top
    for block in above:
        block.paint(canvas, sheet.left, top, sheet.width)
        top -= block.height(sheet.width) + block.space_after
    return top


def _fill_page(
    canvas: PageCanvas, waiting: deque[Block], sheet: Sheet, between: tuple[float, float]
) -> None:
    """Take blocks from the front while they fit between a top and a floor."""
    (at, floor), gap, empty = between, 0.0, True
    while waiting:
        block = waiting[0]
        if block.new_page and not empty:
            return
        space = 0.0 if empty else max(gap, block.space_before)
        room = at - space - floor
        if block.fills:
            block.stretch(sheet.width, room - _following(waiting, sheet.width))
        fits = _fits(waiting, sheet.width, room)
        if not fits and not _split_front(waiting, sheet.width, room, empty=empty) and not empty:
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


def _following(waiting: deque[Block], width: float) -> float:
    """How much room the blocks behind the first one want on the same page."""
    behind = list(takewhile(lambda block: not block.new_page, islice(waiting, 1, None)))
    return waiting[0].space_after + stack_height(behind, width) if behind else 0.0


def _fits(waiting: deque[Block], width: float, room: float) -> bool:
    """Whether the front block fits, together with what must stay on its page."""
    high, index = waiting[0].height(width), 0
    while index + 1 < len(waiting) and (
        waiting[index].keep_with_next or waiting[index + 1].stay_with_previous
    ):
        gap = max(waiting[index].space_after, waiting[index + 1].space_before)
        index += 1
        block = waiting[index]
        high += gap + (block.height(width) if block.stay_with_previous else block.least(width))
    return high <= room + _HAIR


def _split_front(waiting: deque[Block], width: float, room: float, *, empty: bool) -> bool:
    """Replace the front block by a part that fits and the rest; False where it must move on."""
    block = waiting[0]
    high = block.height(width)
    followed = len(waiting) > 1 and waiting[1].stay_with_previous
    limit = min(room, high - 1) if high <= room + _HAIR and followed else room
    parts = block.split(width, limit) or (torn(block, width, limit) if empty else None)
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


def paint_stack(canvas: PageCanvas, stack: Iterable[Block], corner: Point, width: float) -> None:
    """Put blocks below each other, the first one at its top left corner."""
    (x, top), gap, first = corner, 0.0, True
    for block in stack:
        top -= 0.0 if first else max(gap, block.space_before)
        block.paint(canvas, x, top, width)
        top -= block.height(width)
        gap, first = block.space_after, False
