"""How an agreement that is kept to is billed: its rhythm, its last day, what its periods are."""

from datetime import date

from ...agreements.queries import AgreementRow
from ..rules.recurring import Rhythm

PLAN, SETUP, BLOCK = "plan", "setup", "block"
"""What a billed period stands for: the lines, the one-time fee, the first block of hours."""


def rhythm_of(row: AgreementRow) -> Rhythm:
    """How an agreement is billed; one nobody bills yet counts from its first day."""
    return Rhythm(
        every=row.every,
        unit=row.every_unit,
        from_on=row.bill_from or row.start_on,
        day_rule=row.day_rule if row.every_unit in ("month", "year") else "",
        periods_ahead=max(1, row.periods_ahead),
        days_before=row.days_before,
        prorate=row.proration == "prorate",
    )


def last_day(row: AgreementRow) -> date | None:
    """The last day an agreement is billed for; None while it goes on."""
    if row.ended_on is not None:
        return row.ended_on
    return None if row.goes_on else row.end_on


def asks_each_period(row: AgreementRow) -> bool:
    """Whether an agreement asks again and again; a block of hours is bought when it is wanted."""
    return row.bucket != "block"
