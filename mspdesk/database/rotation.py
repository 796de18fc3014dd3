"""Which copies are kept: thinning out with age, never the last good one."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from ..rows import dataclass

CEILING = 5 << 30
"""Bytes that all copies together may take (decisions: 5 GB)."""

HOURLY, DAILY, WEEKLY, MONTHLY = 12, 14, 10, 12
"""How many hours, days, weeks and months with a copy keep their newest one."""

BEFORE_UPGRADE = "before-upgrade"
REPLACED = "replaced"
ALWAYS = (BEFORE_UPGRADE, REPLACED)
"""Copies that nothing else can take the place of."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup: its file, the shop's wall clock when it was made, why, and its size in bytes.

    `nth` tells copies of the same second apart.
    """

    file: Path
    made_at: datetime
    kind: str
    size: int
    nth: int = 1


def kept(copies: Iterable[Copy], ceiling: int = CEILING) -> set[Path]:
    """The copies that stay: by age, then by size; those of ALWAYS, and the newest, always.

    `ceiling` is in bytes. Over it the oldest go first.
    """
    newest_first = sorted(copies, key=lambda copy: (copy.made_at, copy.nth), reverse=True)
    stay = [copy for copy in newest_first if copy.kind in ALWAYS]
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (HOURLY, lambda at: at.replace(minute=0, second=0)),
        (DAILY, lambda at: at.date()),
        (WEEKLY, lambda at: at.isocalendar()[:2]),
        (MONTHLY, lambda at: (at.year, at.month)),
    )
    for count, period in periods:
        firsts: dict[object, Copy] = {}
        for copy in newest_first:
            firsts.setdefault(period(copy.made_at), copy)
        stay += list(firsts.values())[:count]
    return _below(ceiling, newest_first, {copy.file for copy in stay})


def _below(ceiling: int, newest_first: list[Copy], stay: set[Path]) -> set[Path]:
    """Let the oldest go while all together are larger than the ceiling."""
    total = sum(copy.size for copy in newest_first if copy.file in stay)
    for copy in reversed(newest_first[1:]):
        if total <= ceiling:
            break
        if copy.file in stay and copy.kind not in ALWAYS:
            stay.discard(copy.file)
            total -= copy.size
    return stay
