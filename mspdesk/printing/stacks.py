"""Blocks put together: kept on one page, or set beside each other."""

from collections.abc import Sequence

from .block import Block
from .canvas import PageCanvas
from .flow import paint_stack, stack_height
from .safe import torn

Stack = Block | Sequence[Block]


class Stacked(Block):
    """Blocks that stay together on a page, as far as a page can hold them."""

    def __init__(self, stack: Sequence[Block]) -> None:
        self._stack = list(stack)
        if self._stack:
            self.space_before = self._stack[0].space_before
            self.space_after = self._stack[-1].space_after
            self.keep_with_next = self._stack[-1].keep_with_next

    def words(self) -> str:
        """The words of all blocks."""
        return "\n".join(block.words() for block in self._stack)

    def height(self, width: float) -> float:
        """All of them with the gaps between them."""
        return stack_height(self._stack, width)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """One below the other."""
        paint_stack(canvas, self._stack, (x, top), width)

    def break_up(self, width: float, height: float) -> tuple[Block, Block] | None:
        """Where it must be: behind the last block that fits, or inside the first one."""
        for count in range(len(self._stack) - 1, 0, -1):
            if stack_height(self._stack[:count], width) <= height:
                return Stacked(self._stack[:count]), Stacked(self._stack[count:])
        if not self._stack:
            return None
        parts = torn(self._stack[0], width, height)
        return (parts[0], Stacked([parts[1], *self._stack[1:]])) if parts else None


class Columns(Block):
    """Stacks beside each other, their widths in given shares."""

    space_after = 10.0

    def __init__(self, stacks: Sequence[Stack], shares: Sequence[float], gap: float) -> None:
        if len(stacks) != len(shares):
            raise ValueError(f"{len(shares)} shares are given for {len(stacks)} columns.")
        self._stacks = [[stack] if isinstance(stack, Block) else list(stack) for stack in stacks]
        self._shares, self._gap = list(shares), gap

    def words(self) -> str:
        """The words of all columns."""
        return "\n".join(block.words() for stack in self._stacks for block in stack)

    def _rooms(self, width: float) -> list[float]:
        """The width of each stack."""
        free = width - self._gap * (len(self._stacks) - 1)
        return [free * share / sum(self._shares) for share in self._shares]

    def height(self, width: float) -> float:
        """The highest stack."""
        rooms = zip(self._stacks, self._rooms(width), strict=True)
        return max((stack_height(stack, room) for stack, room in rooms), default=0.0)

    def paint(self, canvas: PageCanvas, x: float, top: float, width: float) -> None:
        """Left to right."""
        for stack, room in zip(self._stacks, self._rooms(width), strict=True):
            paint_stack(canvas, stack, (x, top), room)
            x += room + self._gap

    def break_up(self, width: float, height: float) -> tuple[Block, Block] | None:
        """What is too high for a page goes on, each stack by itself, on the next."""
        parts = [
            _parted(stack, room, height)
            for stack, room in zip(self._stacks, self._rooms(width), strict=True)
        ]
        if not any(now for now, _ in parts):
            return None
        now, later = ([part[side] for part in parts] for side in (0, 1))
        return Columns(now, self._shares, self._gap), Columns(later, self._shares, self._gap)


def _parted(stack: list[Block], width: float, height: float) -> tuple[list[Block], list[Block]]:
    """What of a stack fits into a height, and what does not."""
    if stack_height(stack, width) <= height:
        return stack, []
    parts = Stacked(stack).break_up(width, height)
    return ([parts[0]], [parts[1]]) if parts else ([], stack)


def columns(*stacks: Stack, shares: Sequence[float] = (), gap: float = 16) -> Block:
    """Stacks beside each other; equal widths unless shares are given."""
    return Columns(stacks, shares or [1.0] * len(stacks), gap)


def keep(*stack: Block) -> Block:
    """Blocks that are never torn apart by a page's end."""
    return Stacked(stack)
