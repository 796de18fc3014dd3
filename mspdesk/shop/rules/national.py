"""On which day a country keeps a holiday that falls on a weekend, by the `holidays` library.

The library is loaded only where it is asked: the rule of the United States is short and stands
in `rules.observed`, so that a window there starts without it; a test holds one against the other.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from ...rows import dataclass

OBSERVED = " (observed)"
"""What the library says after the name of a day that is kept in place of another."""

NEAR = 6
"""Days between a holiday and the one kept in its place, at most."""


@dataclass(frozen=True, slots=True)
class NationalDay:
    """A day the law of a country names, and the day on which it is kept."""

    name: str
    on: date
    kept_on: date


@lru_cache(maxsize=16)
def national_days(country: str, year: int) -> tuple[NationalDay, ...]:
    """The holidays of a whole country that are kept in a year, as its law names them.

    Empty for a country the library does not know. Days of a single state or region are not among
    them.
    """
    import holidays

    if country not in holidays.list_supported_countries():
        return ()
    spoken = holidays.list_localized_countries().get(country, [])
    found = holidays.country_holidays(
        country, years=(year - 1, year, year + 1), language="en_US" if "en_US" in spoken else None
    )
    named: dict[str, list[date]] = {}
    for on in sorted(found):
        for name in found.get_list(on):
            named.setdefault(name, []).append(on)
    rows = []
    for name, days in named.items():
        if name.endswith(OBSERVED):
            continue
        instead = named.get(name + OBSERVED, [])
        for on in days:
            kept = _nearest(on, instead)
            if kept.year == year:
                rows.append(NationalDay(name, on, kept))
    return tuple(sorted(rows, key=lambda row: (row.kept_on, row.name)))


def _nearest(on: date, instead: list[date]) -> date:
    """The day kept in place of a holiday; the holiday itself where none is near."""
    near = [day for day in instead if abs(day - on) <= timedelta(days=NEAR)]
    return min(near, key=lambda day: abs(day - on), default=on)


@lru_cache(maxsize=16)
def moved_days(country: str, year: int) -> Mapping[date, date]:
    """Holidays of a country around a year that are kept on another day, and on which."""
    return {
        one.on: one.kept_on
        for near in (year - 1, year, year + 1)
        for one in national_days(country, near)
        if one.kept_on != one.on
    }


def rule_of(country: str, day: NationalDay) -> str:
    """The rule a national day is kept by: every year where it stays on its date, else this year."""
    for other in national_days(country, day.on.year + 1):
        if other.name == day.name and (other.on.month, other.on.day) == (day.on.month, day.on.day):
            return f"fixed {day.on:%m-%d}"
    return f"on {day.kept_on.isoformat()}"
