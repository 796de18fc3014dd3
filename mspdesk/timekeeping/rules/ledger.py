"""Hours paid ahead: which minutes are drawn from which block. Pure arithmetic in whole minutes.

The ledger is a function of the blocks and the work, not of the order in which somebody typed: work
draws in the order it was done, from what ends soonest.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from ...dates import hours
from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """Minutes that can be drawn for work from a day to a day; `last` is None where they stay."""

    id: int
    first: date
    last: date | None
    minutes: int

    def pays_for(self, day: date) -> bool:
        """Whether work of a day can be drawn from it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Need:
    """Minutes of an entry that hours paid ahead pay for as far as they go."""

    entry_id: int
    on: date
    minutes: int


Draws = dict[int, int]
"""Minutes by block."""


def soonest_first(blocks: Iterable[Block]) -> list[Block]:
    """Blocks in the order they are drawn from: what ends soonest, then what began first."""
    return sorted(blocks, key=lambda one: (one.last or date.max, one.first, one.id))


def allocate(blocks: Iterable[Block], needs: Sequence[Need]) -> dict[int, Draws]:
    """Draw each need, in the order given, minute by minute: the draws of each entry by block.

    An entry that a block does not wholly pay for goes on with the next block; what no block pays
    for is not drawn.
    """
    order = soonest_first(blocks)
    left = {one.id: one.minutes for one in order}
    drawn: dict[int, Draws] = {}
    for need in needs:
        wanted = need.minutes
        here: Draws = {}
        for block in order:
            part = min(wanted, left[block.id])
            if part > 0 and block.pays_for(need.on):
                here[block.id] = part
                left[block.id] -= part
                wanted -= part
        drawn[need.entry_id] = here
    return drawn


def given_back(draws: Sequence[tuple[int, int]], minutes: int) -> Draws:
    """Which blocks get minutes back when work is corrected: last drawn first, as negative draws."""
    back: Draws = {}
    for block_id, drawn in reversed(draws):
        part = min(drawn, minutes)
        if part > 0:
            back[block_id] = back.get(block_id, 0) - part
            minutes -= part
    return back


def carried(left: int, rollover: str, cap: int, held: int) -> int:
    """How many of a bucket's unused minutes go on into the next month; the rest ends.

    `rollover` is none, all or cap; with a cap no more than that is ever carried at once, `held` of
    which is there already.
    """
    if rollover == "all":
        return left
    return min(left, max(0, cap - held)) if rollover == "cap" else 0


def drawn_words(agreed: str, drawn: int, billed: int, after: int) -> str:
    """Why an entry bills what it bills: minutes drawn, billed in all, and of those after hours."""
    if not billed:
        return f"Not billed: {hours(drawn)} h drawn from the prepaid hours of {agreed}."
    late = f", {hours(after)} h of it after hours" if after and after != billed else ""
    if after == billed:
        late = ", after hours, which prepaid hours do not pay for"
    if not drawn:
        reason = "" if after == billed else f": the prepaid hours of {agreed} are used up"
        return f"Bills {hours(billed)} h{late}{reason}."
    return (
        f"{hours(drawn)} h drawn from the prepaid hours of {agreed}; "
        f"bills the other {hours(billed)} h{late}."
    )
