"""The named spans of time a report may cover, seen from a day."""

from datetime import date, timedelta

from ..dates import add_months, month_start
from .area import Period

PRESETS = (
    ("this_month", "This month"),
    ("last_month", "Last month"),
    ("quarter", "Last 90 days"),
    ("this_year", "This year"),
    ("last_year", "Last year"),
    ("twelve", "Last 12 months"),
    ("all", "All time"),
)


def preset_period(key: str, day: date) -> Period:
    """The first and last day of a named span, seen from a day."""
    month = month_start(day)
    spans = {
        "this_month": (month, add_months(month, 1) - timedelta(days=1)),
        "last_month": (add_months(month, -1), month - timedelta(days=1)),
        "quarter": (day - timedelta(days=89), day),
        "this_year": (date(day.year, 1, 1), date(day.year, 12, 31)),
        "last_year": (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
        "twelve": (add_months(month, -11), add_months(month, 1) - timedelta(days=1)),
        "all": (date(1900, 1, 1), date(2999, 12, 31)),
    }
    return Period(*spans[key])


def preset_of(period: Period, day: date) -> str | None:
    """The named span that covers these very days, seen from a day; None for days of one's own."""
    return next((key for key, _ in PRESETS if preset_period(key, day) == period), None)
