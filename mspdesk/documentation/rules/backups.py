"""The arithmetic of backups: does it fit its window, until when, is it proved, what it costs."""

from dataclasses import fields
from datetime import date, timedelta

from ...dates import add_months, stretch
from ...money import MILLION, half_up
from ...rows import dataclass

METHODS = {
    "disk": "Disk",
    "cloud": "Cloud",
    "bdr": "Backup appliance (BDR)",
    "tape": "Tape",
    "other": "Other",
}
"""What a backup is kept on."""

EVIDENCE = {
    "restored": "Restored by a person",
    "screenshot": "Screenshot",
    "boot": "Boot proof",
    "log": "Log or green light",
}
"""What somebody has in hand after a test; only the first one counts (S076)."""

RESULTS = {"good": "Good", "partly": "Partly", "failed": "Failed"}
"""How a restore went."""

OFFLINE_EVERY = {"": "Not said", "week": "Week", "month": "Month", "quarter": "Quarter"}
OFFLINE_EVERY |= {"year": "Year"}
"""How often a full copy goes offline (S091)."""

_OFFLINE_DAYS = {"week": 7, "month": 31, "quarter": 92, "year": 366}
_GRACE = 7

CRITERIA = {
    "capacity": "Capacity",
    "speed": "Speed",
    "media_life": "Media life",
    "durability": "Durability",
    "format_life": "Format life",
    "restore_knowledge": "Restore known",
}
"""What a medium is weighed by, 0 to 5 each (S090)."""

BEST = 5
MOST = BEST * len(CRITERIA)
DAY_MINUTES = 24 * 60
TEST_EVERY_MONTHS = 1
"""A restore test a month for each job (E37)."""

FARTHEST_YEARS = 30
"""Nobody plans a backup further ahead."""

# Megabytes in a gigabyte, times ten because speeds are tenths of a megabyte a second.
_TENTHS = 1000 * 10


def window_minutes(window_from: int, window_to: int) -> int:
    """How long a window is in minutes, from and to in minutes of the day; 18:00-06:00 is 720."""
    return (window_to - window_from) % DAY_MINUTES or DAY_MINUTES


def duration_hours(gigabytes: int, tenths_of_mb_s: int) -> int:
    """How long a backup runs, in hundredths of an hour rounded half up.

    2,000 GB take 926 at 60 MB/s, 1389 at 40 and 556 at 100 (S090).
    """
    return half_up(gigabytes * _TENTHS * 100, tenths_of_mb_s * 3600)


def hours_words(hundredths: int) -> str:
    """Hundredths of an hour as people read them: 9.26 h."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole:,}.{rest:02d} h" if rest else f"{whole:,} h"


def fits(gigabytes: int, tenths_of_mb_s: int, minutes: int) -> bool:
    """Whether a backup ends within a window of so many minutes; compared without rounding."""
    return gigabytes * _TENTHS <= minutes * 60 * tenths_of_mb_s


def largest(tenths_of_mb_s: int, minutes: int) -> int:
    """The most gigabytes a window takes: 60 MB/s and 12 h take 2,592 (S090)."""
    return minutes * 60 * tenths_of_mb_s // _TENTHS


def full_on(
    gigabytes: int, tenths_of_mb_s: int, minutes: int, growth: int, day: date
) -> date | None:
    """The first day on which a backup that grows no longer fits its window.

    `growth` is a year's, in millionths. Whole years compound, days within a year are shared
    evenly. None without growth, or where it takes longer than 30 years.
    """
    if not fits(gigabytes, tenths_of_mb_s, minutes):
        return day
    if growth <= 0:
        return None
    # Both in a measure that needs no rounding: whole gigabytes would be full some days early.
    most, size, scale = minutes * 60 * tenths_of_mb_s, gigabytes * _TENTHS, 1
    for year in range(FARTHEST_YEARS):
        later = size * (MILLION + growth)
        if later > most * scale * MILLION:
            room, grown = (most * scale - size) * MILLION, later - size * MILLION
            first, last = add_months(day, 12 * year), add_months(day, 12 * (year + 1))
            return first + timedelta(days=room * (last - first).days // grown + 1)
        size, scale = later, scale * MILLION
    return None


@dataclass(frozen=True, slots=True)
class Scores:
    """How a medium was weighed, 0 to 5 a criterion; None while nobody has."""

    capacity: int | None = None
    speed: int | None = None
    media_life: int | None = None
    durability: int | None = None
    format_life: int | None = None
    restore_knowledge: int | None = None

    @property
    def all_of_them(self) -> tuple[int | None, ...]:
        """The six, in the order of `CRITERIA`."""
        return tuple(getattr(self, one.name) for one in fields(self))

    @property
    def total(self) -> int:
        """The sum of what was weighed, 30 at most."""
        return sum(score or 0 for score in self.all_of_them)

    @property
    def complete(self) -> bool:
        """Whether every criterion was weighed."""
        return None not in self.all_of_them

    @property
    def rejected(self) -> bool:
        """Whether a zero rules it out, however good the rest is."""
        return 0 in self.all_of_them

    @property
    def why_rejected(self) -> str:
        """The criteria with a zero, in words."""
        zero = [name for name, score in zip(CRITERIA, self.all_of_them, strict=True) if score == 0]
        return ", ".join(CRITERIA[name].lower() for name in zero)


def media_a_year(price: int, retired: int) -> int:
    """What retired media cost a year in minor units: twelve drives of $150 are $1,800 (S091)."""
    return price * retired


def counts(evidence: str, item: str, tester: str, confirmed_by: str) -> bool:
    """Whether a restore test counts (S076).

    A person brought something back that is named, and somebody else confirmed it. `tester` and
    `confirmed_by` are names.
    """
    one, other = tester.strip().casefold(), confirmed_by.strip().casefold()
    return evidence == "restored" and bool(item.strip() and one and other) and one != other


def why_not(evidence: str, item: str, tester: str, confirmed_by: str) -> str:
    """What a restore test lacks to count, in a sentence; empty where it counts."""
    if counts(evidence, item, tester, confirmed_by):
        return ""
    if evidence != "restored":
        words = EVIDENCE.get(evidence, "This").lower()
        return f"A {words} proves nothing until a person brings something back."
    if not item.strip():
        return "Say what was brought back."
    if not tester.strip():
        return "Say who brought it back."
    return "Somebody else, or the client, has to confirm it."


def test_due(last: date | None, day: date) -> bool:
    """Whether a job is due for a restore test: never had one, or a month has gone by (E37)."""
    return last is None or add_months(last, TEST_EVERY_MONTHS) <= day


def offline_late(every: str, last: date | None, day: date) -> bool:
    """Whether the full copy that goes offline is overdue, by a week of grace; no day is late."""
    if last is None:
        return True
    return last + timedelta(days=_OFFLINE_DAYS.get(every, 366) + _GRACE) < day


def interval_words(minutes: int | None) -> str:
    """How often a backup runs: Every 15 min, Hourly, Every 4 h, Daily, Weekly."""
    known = {60: "Hourly", DAY_MINUTES: "Daily", 7 * DAY_MINUTES: "Weekly"}
    if not minutes:
        return ""
    return known.get(minutes) or f"Every {span_words(minutes)}"


def clock_words(minute: int) -> str:
    """A minute of the day as people write it: 6:00 pm."""
    hour, rest = divmod(minute % DAY_MINUTES, 60)
    return f"{hour % 12 or 12}:{rest:02d} {'am' if hour < 12 else 'pm'}"


def span_words(minutes: int) -> str:
    """A span of minutes in the words of people: 5 min, 2 h, 3 h 10 min, 2 days."""
    if minutes >= 2 * DAY_MINUTES and minutes % DAY_MINUTES == 0:
        return f"{minutes // DAY_MINUTES} days"
    return stretch(minutes)
