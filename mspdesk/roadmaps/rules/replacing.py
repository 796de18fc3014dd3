"""When a machine is due to be replaced, and the words for it."""

from datetime import date

from ...dates import add_months, full_date

OLD_YEARS = 5
"""Years after which a machine is said to be old; most makers' longest warranty is over."""

LEASE_MONTHS = 6
"""Months ahead that a lease which ends is spoken of."""


def years_old(bought: date, day: date) -> int:
    """Whole years since a day."""
    return day.year - bought.year - ((day.month, day.day) < (bought.month, bought.day))


def why_replace(bought: date | None, warranty: date | None, lease: date | None, day: date) -> str:
    """Why a machine is due: its lease ends, it is old, or its warranty is over; empty for none.

    A warranty alone counts only where nobody knows when the machine was bought.
    """
    if lease is not None and lease <= add_months(day, LEASE_MONTHS):
        return f"Lease {'ended' if lease < day else 'ends'} {full_date(lease)}"
    if bought is not None:
        if bought >= add_months(day, -12 * OLD_YEARS):
            return ""
        return f"{years_old(bought, day)} years old"
    if warranty is not None and warranty < day:
        return f"Warranty ended {full_date(warranty)}"
    return ""
