"""Temps and interns, and whom of them the shop would hire (S023)."""

from collections.abc import Sequence

KINDS = frozenset({"temp", "intern"})
"""Kinds of employment whose work is rated; nobody else's is."""

WOULD_HIRE = 4
"""Out of five; a mean of at least this many is on the list (S023)."""

RATINGS = {
    5: "5, ask them back first",
    4: "4, would hire",
    3: "3, did the work",
    2: "2, needed a lot of help",
    1: "1, not again",
}


def would_hire(ratings: Sequence[int]) -> bool:
    """Whether the mean of somebody's ratings is 4 of 5 or more (S023)."""
    return bool(ratings) and sum(ratings) >= WOULD_HIRE * len(ratings)
