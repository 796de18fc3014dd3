"""Whether enough time goes to each hat: its share of a paid week beside its target (S003)."""

from ...errors import UserError
from ...money import half_up


def share_tenths(minutes: int, whole: int) -> int:
    """A part of paid time in tenths of a percent, half up; 0 without paid time."""
    return half_up(minutes * 1_000, whole) if whole > 0 else 0


def hours_words(minutes: int) -> str:
    """Minutes as hours with a decimal where there is one: "2.5 h", "9 h"."""
    whole, rest = divmod(half_up(minutes * 10, 60), 10)
    return f"{whole}.{rest} h" if rest else f"{whole} h"


def percent_words(tenths: int) -> str:
    """A share in words: "10%", and "2.5%" where it is not whole."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}%" if rest else f"{whole}%"


def gap_tenths(tenths: int, target_percent: int | None) -> int | None:
    """By how much a hat gets more (or, below zero, less) than it should; None without a target."""
    return None if target_percent is None else tenths - target_percent * 10


def gap_words(gap: int | None) -> str:
    """A gap in words: "-15 points"; nothing without a target."""
    if gap is None:
        return ""
    whole, rest = divmod(abs(gap), 10)
    number = f"{whole}.{rest}" if rest else str(whole)
    sign = "-" if gap < 0 else "+" if gap > 0 else ""
    return f"{sign}{number} {'point' if number == '1' else 'points'}"


def check_target(percent: int | None) -> None:
    """Refuse a share that is no part of a week; raises UserError naming target_percent."""
    if percent is not None and not 0 <= percent <= 100:
        raise UserError("A part of the week is between 0 and 100 percent.", "target_percent")
