"""Until when makers of operating systems bring out updates."""

import re
from datetime import date

_ENDS: tuple[tuple[str, date], ...] = (
    (r"windows (95|98|me|nt|2000|xp|vista)\b", date(2017, 4, 11)),
    (r"windows 7\b", date(2020, 1, 14)),
    (r"windows 8(\.1)?\b", date(2023, 1, 10)),
    (r"windows 10\b", date(2025, 10, 14)),
    (r"(server|sbs) (2000|2003|2008)\b", date(2020, 1, 14)),
    (r"(server|sbs) (2011|2012)\b", date(2023, 10, 10)),
    (r"server 2016\b", date(2027, 1, 12)),
    (r"server 2019\b", date(2029, 1, 9)),
    (r"server 2022\b", date(2031, 10, 14)),
)
"""The last day of updates that come without a further contract, as the maker publishes it."""

_PATTERNS = tuple((re.compile(words, re.IGNORECASE), ends) for words, ends in _ENDS)


def updates_until(system: str) -> date | None:
    """The last day of updates for an operating system, None where it is not on this list."""
    flat = " ".join(system.split())
    return next((ends for pattern, ends in _PATTERNS if pattern.search(flat)), None)


def without_updates(system: str, day: date) -> bool:
    """Whether a system is known to get no updates any more."""
    ends = updates_until(system)
    return ends is not None and ends < day
