"""Room for calls, taken before memory runs out.

Python 3.11 and 3.12 do not survive it when there is no memory for one more call: they let go of
the function that was called once too often, and after some such calls it is gone while others
still use it. Another function is then called in its place, or the process dies. Python takes such
memory from the system piece by piece, a new piece wherever the calls grow deeper, so it can happen
in the middle of anything. Here one piece is taken that holds all calls there may be.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

R = TypeVar("R")

SLOTS = 131_000
"""Values the one call below asks room for: as many again are left over behind them for others.

Pieces are powers of two: this asks for 1.05 MB and gets 2 MB, of which only what is used is real
memory. A thousand calls, which is all that Python allows, of 130 values each find room.
"""


def with_headroom(work: Callable[[], R]) -> R:
    """Do work with room for every call it may make; raises MemoryError when there is none."""
    # Not called directly: begun through `partial`, a call that finds no room ends as it should.
    return partial(_in_one_piece, work)()


def _in_one_piece(work: Callable[[], R]) -> R:
    return work()


_in_one_piece.__code__ = _in_one_piece.__code__.replace(co_stacksize=SLOTS)
