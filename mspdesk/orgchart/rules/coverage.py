"""Which hours of a day are covered, shift beside shift (S008)."""

from collections.abc import Iterable

from ...errors import UserError
from ...rows import dataclass

DAY = 1_440
"""Minutes of a day."""

ALL_DAYS = "1111111"
WORKDAYS = "1111100"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class ShiftSpan:
    """Minutes of the day from and to, on the weekdays that have a 1 from Monday on.

    One that ends before it begins goes on into the next morning.
    """

    from_minute: int
    to_minute: int
    weekdays: str = WORKDAYS

    def on(self, weekday: int) -> list[tuple[int, int]]:
        """The parts of it that lie on a weekday; Monday is 0."""
        parts = []
        over = self.to_minute <= self.from_minute
        if self.weekdays[weekday] == "1":
            parts.append((self.from_minute, DAY if over else self.to_minute))
        if over and self.to_minute and self.weekdays[weekday - 1] == "1":
            parts.append((0, self.to_minute))
        return parts


def covered(shifts: Iterable[ShiftSpan], weekday: int) -> list[tuple[int, int]]:
    """The spans of a weekday that some shift covers, joined where they meet, in order."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(part for shift in shifts for part in shift.on(weekday)):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def uncovered(
    spans: Iterable[tuple[int, int]], wanted: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The parts of the wanted hours that no span covers, in order."""
    held = sorted(spans)
    found = []
    for first, last in sorted(wanted):
        at = first
        for begin, end in held:
            if end <= at or begin >= last:
                continue
            if begin > at:
                found.append((at, begin))
            at = max(at, end)
        if at < last:
            found.append((at, last))
    return found


def spans_words(spans: Iterable[tuple[int, int]]) -> str:
    """Spans in words: "6:00 am to 7:00 pm"; a day ends at midnight."""
    return ", ".join(f"{_clock(first)} to {_clock(last)}" for first, last in spans)


def _clock(minute: int) -> str:
    if minute >= DAY:
        return "midnight"
    hour, rest = divmod(minute, 60)
    return f"{hour % 12 or 12}:{rest:02} {'am' if hour < 12 else 'pm'}"


def days_words(weekdays: str) -> str:
    """Weekdays in words: "Mon to Fri", "every day", "Mon, Wed"."""
    if weekdays == ALL_DAYS:
        return "every day"
    held = [n for n, one in enumerate(weekdays) if one == "1"]
    if len(held) > 2 and held == list(range(held[0], held[-1] + 1)):
        return f"{DAYS[held[0]]} to {DAYS[held[-1]]}"
    return ", ".join(DAYS[n] for n in held)


def check_shift(from_minute: int, to_minute: int, weekdays: str) -> None:
    """Refuse hours that are none; raises UserError by field."""
    if from_minute == to_minute:
        raise UserError("A shift ends at another time than it begins.", "to_minute")
    if not (0 <= from_minute < DAY and 0 <= to_minute <= DAY):
        raise UserError("Type hours of one day.", "from_minute")
    if len(weekdays) != 7 or set(weekdays) - {"0", "1"} or "1" not in weekdays:
        raise UserError("Choose the days of the week.", "weekdays")
