"""How late money is: five buckets by days past due, and how long until it was paid."""

from collections.abc import Collection
from datetime import date, timedelta

BUCKETS = ("current", "1-30", "31-60", "61-90", "over-90")
"""The five buckets, by days past due: at most 0, to 30, to 60, to 90, more (B6)."""

BUCKET_WORDS = {
    "current": "Current",
    "1-30": "1 to 30 days",
    "31-60": "31 to 60 days",
    "61-90": "61 to 90 days",
    "over-90": "Over 90",
}


def bucket(days: int) -> str:
    """The bucket of an amount that is so many days past due."""
    if days <= 0:
        return "current"
    if days <= 30:
        return "1-30"
    if days <= 60:
        return "31-60"
    return "61-90" if days <= 90 else "over-90"


def bucket_edges(as_of: date) -> tuple[date, date, date, date]:
    """Due on or after each of these days is current, 1-30, 31-60, 61-90; earlier is over 90."""
    first, second, third, fourth = (as_of - timedelta(days=n) for n in (0, 30, 60, 90))
    return first, second, third, fourth


def status_words(
    kind: str, total: int, open_amount: int, due_on: date | None, as_of: date, *, voided: bool
) -> str:
    """What an issued invoice is today: derived facts, never stored (decisions.md, Invoice)."""
    if kind == "credit":
        return "Credit note"
    if kind == "write_off":
        return "Write-off"
    if voided:
        return "Void"
    if open_amount <= 0:
        return "Paid" if total else "Nothing due"
    late = (as_of - due_on).days if due_on else 0
    if late > 0:
        return f"Overdue {late} day{'s' if late > 1 else ''}"
    return "Part paid" if open_amount < total else "Open"


def status_tone(words: str) -> str:
    """The tone of a status tag: red from 61 days late, amber when late, green when paid."""
    if words.startswith("Overdue"):
        return "red" if int(words.split()[1]) > 60 else "amber"
    return {"Paid": "green", "Part paid": "accent"}.get(words, "grey")


def in_advance(period_from: date) -> tuple[date, date]:
    """When an invoice for a period is made and due: ten days before it, on its first day (S105)."""
    return period_from - timedelta(days=10), period_from


def paid_in(spans: Collection[tuple[date, date]]) -> int | None:
    """Days from issue to full payment on average, half up; None without any paid invoice."""
    days = [(paid - issued).days for issued, paid in spans]
    return (2 * sum(days) + len(days)) // (2 * len(days)) if days else None
