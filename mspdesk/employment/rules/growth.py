"""How people grow through the tiers, and who may be stuck (S041)."""

from collections.abc import Sequence
from datetime import date

from ...dates import add_months

STUCK_MONTHS = 24
"""Months at tier 1 without a talk about the next one (S041)."""

FEW = 10
"""Technicians below which one tier 3 at most is to be expected (S041)."""

USUAL = {
    1: "In a very small shop the next tier usually takes one to two years.",
    2: "Tier 3 comes from breadth, and training our own costs less than finding one.",
    3: "A true tier 3 rarely stays five years. Plan for who comes after.",
}
"""What is to be expected of somebody at a tier (S041)."""


def same_name(name: str) -> str:
    """What makes two certificates the same one, earned again: their names, whatever the letters."""
    return " ".join(name.split()).casefold()


def at_tier_since(hired_on: date | None, tier_since: date | None) -> date | None:
    """The day since which somebody has the tier: what was written, else the first day here."""
    if tier_since is None or hired_on is None:
        return tier_since or hired_on
    return max(hired_on, tier_since)


def stuck_from(tier: int, since: date | None, reviewed_on: date | None) -> date | None:
    """The day from which somebody may be stuck; None above tier 1 or without a first day.

    A talk about promotion starts the 24 months anew.
    """
    if tier != 1 or since is None:
        return None
    return add_months(max(since, reviewed_on or since), STUCK_MONTHS)


def may_be_stuck(tier: int, since: date | None, reviewed_on: date | None, day: date) -> bool:
    """Whether somebody has been at tier 1 for 24 months without a talk about the next (S041)."""
    begins = stuck_from(tier, since, reviewed_on)
    return begins is not None and begins <= day


def about_team(tiers: Sequence[int]) -> str:
    """What the tiers of all technicians together say, empty where there is nothing to say."""
    if len(tiers) in (1, 2):
        return "With one or two technicians tiers hardly matter yet."
    if len(tiers) < FEW and tiers.count(3) > 1:
        return f"With fewer than {FEW} technicians one tier 3 is the most to expect."
    return ""


def service(since: date | None, day: date) -> str:
    """How long something has lasted, in words: "2 years, 3 months"."""
    if since is None or since > day:
        return ""
    months = (day.year - since.year) * 12 + day.month - since.month
    months -= add_months(since, months) > day
    years, rest = divmod(months, 12)
    parts = [f"{years} year{'s' * (years != 1)}"] if years else []
    parts += [f"{rest} month{'s' * (rest != 1)}"] if rest else []
    return ", ".join(parts) or "less than a month"
