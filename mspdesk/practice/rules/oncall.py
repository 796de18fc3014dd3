"""The three ways of being on call, and what is checked of a night (S049)."""

from datetime import date, datetime, timedelta

from ...errors import UserError

KINDS = {
    "on_premises": "Stays on the premises",
    "restricted": "Restricted, called at any moment",
    "reachable": "Reachable, free until called",
}
"""How bound somebody is while on call; what each is paid the law and the shop decide (E23)."""

KIND_MEANS = {
    "on_premises": "All of it is working time.",
    "restricted": "Cannot use the time freely; paid or with a stipend, as local law says.",
    "reachable": "Free to do anything with a phone at hand; the work itself is paid.",
}
"""What a kind asks of a person; no legal advice."""

LONGEST_DAYS = 31
LONGEST_CALL = 16 * 60
"""Minutes."""


def check_kind(kind: str) -> str:
    """A kind from the list; raises UserError naming `kind`."""
    if kind not in KINDS:
        raise UserError("Choose how bound the person is.", "kind")
    return kind


def check_span(begins_at: datetime, ends_at: datetime) -> None:
    """Raises UserError naming ends_at for a time that ends before it begins, or drags on."""
    if ends_at <= begins_at:
        raise UserError("The end comes before the beginning.", "ends_at")
    if ends_at - begins_at > timedelta(days=LONGEST_DAYS):
        raise UserError("Longer than a month; put it down week by week.", "ends_at")


def nights(first: date, last: date, start: int, end: int) -> list[tuple[datetime, datetime]]:
    """From and to of each date's time on call; `start` and `end` are minutes since midnight.

    An end that is not after the start is that of the next day. Raises UserError naming last.
    """
    days = (last - first).days
    if days < 0:
        raise UserError("The last day must not be before the first.", "last")
    if days >= LONGEST_DAYS:
        raise UserError("Put down a month at most in one go.", "last")
    found = []
    for n in range(days + 1):
        midnight = datetime.combine(first + timedelta(days=n), datetime.min.time())
        begins = midnight + timedelta(minutes=start)
        ends = midnight + timedelta(minutes=end, days=0 if end > start else 1)
        found.append((begins, ends))
    return found


def check_call(minutes: int | None) -> int | None:
    """Minutes a call took; raises UserError naming `minutes` when that cannot be."""
    if minutes is not None and not 0 <= minutes <= LONGEST_CALL:
        raise UserError("Type how many minutes the call took, up to 16 h.", "minutes")
    return minutes
