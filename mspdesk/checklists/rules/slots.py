"""A technician's slots: nobody is to be in two places, so work gives way to what is there."""

from bisect import insort
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from ...dates import clock_span
from ...rows import dataclass
from ...shop.rules import Calendar


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch of somebody's day that is taken, in minutes of the day, and by what."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Work that is to be put on a day: who does it, when, and between which days it may move.

    `key` is whatever the caller knows it by. Without a person, a time or a length no time is kept
    free for it.
    """

    key: int
    on: date
    first: date
    last: date
    person_id: int | None
    at_minute: int | None
    minutes: int | None
    words: str = ""

    @property
    def keeps_time(self) -> bool:
        """Whether a slot is kept free."""
        return None not in (self.person_id, self.at_minute) and bool(self.minutes)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where work came to lie: the day, the minute, and what it gave way to.

    `full` says that there was no room for it: it keeps its day and has no time.
    """

    wanted: Wanted
    on: date
    at_minute: int | None
    gave_way: str = ""
    full: bool = False

    @property
    def moved(self) -> bool:
        """Whether it lies anywhere else than it was wanted."""
        return (self.on, self.at_minute) != (self.wanted.on, self.wanted.at_minute)


class Slots:
    """Who is taken when; `away` are whole days on which somebody is not there."""

    def __init__(
        self,
        held: Mapping[tuple[int, date], Iterable[Held]] | None = None,
        away: Collection[tuple[int, date]] = (),
    ) -> None:
        self._held: dict[tuple[int, date], list[Held]] = {
            where: sorted(stretches, key=_start) for where, stretches in (held or {}).items()
        }
        self._away = frozenset(away)

    def take(self, person_id: int, on: date, held: Held) -> None:
        """Keep a stretch of somebody's day."""
        insort(self._held.setdefault((person_id, on), []), held, key=_start)

    def met(self, person_id: int, on: date, start: int, minutes: int) -> Held | None:
        """What is in the way of a stretch; None where it is free."""
        end = start + minutes
        for held in self._held.get((person_id, on), ()):
            if held.start < end and start < held.end:
                return held
        return None

    def is_away(self, person_id: int, on: date) -> bool:
        """Whether somebody is not there on a day."""
        return (person_id, on) in self._away

    def at(
        self, person_id: int, on: date, start: int, minutes: int, hours: tuple[int, int]
    ) -> int | None:
        """When there is room on a day: as wanted, else later, else earlier within open hours."""
        if (person_id, on) in self._away:
            return None
        held = self._held.get((person_id, on), [])
        later = _gap(held, start, minutes)
        if later == start or later + minutes <= hours[1]:
            return later
        earlier = _gap(held, hours[0], minutes)
        return earlier if earlier < start and earlier + minutes <= hours[1] else None


def _gap(held: Iterable[Held], start: int, minutes: int) -> int:
    """The first minute from a start on at which so many are free; `held` is in order."""
    for one in held:
        if one.start >= start + minutes:
            break
        start = max(start, one.end)
    return start


def _start(held: Held) -> int:
    return held.start


def arrange(
    wanted: Iterable[Wanted], slots: Slots, calendar: Calendar, earliest: date | None = None
) -> list[Placed]:
    """Put work on days so that nobody is in two places; in the order of the days, as it came.

    What does not fit on its day goes to the nearest working day between its bounds, the day before
    first, and never before `earliest`. `slots` hold what was put there afterwards.
    """
    found = []
    for one in sorted(wanted, key=lambda one: (one.on, one.key)):
        placed = place(one, slots, calendar, earliest)
        if placed.at_minute is not None and one.person_id is not None and one.minutes:
            end = placed.at_minute + one.minutes
            slots.take(one.person_id, placed.on, Held(placed.at_minute, end, one.words))
        found.append(placed)
    return found


def place(one: Wanted, slots: Slots, calendar: Calendar, earliest: date | None = None) -> Placed:
    """Where one piece of work goes; nothing is kept free for it yet."""
    who, wanted_at, minutes = one.person_id, one.at_minute, one.minutes
    if who is None or wanted_at is None or not minutes:
        return Placed(one, one.on, None)
    if not slots.is_away(who, one.on) and slots.met(who, one.on, wanted_at, minutes) is None:
        return Placed(one, one.on, wanted_at)
    why = why_not(slots, who, one.on, wanted_at, minutes)
    for day in _days_about(one, calendar, earliest):
        hours = calendar.open_minutes(day) or (wanted_at, wanted_at + minutes)
        at = slots.at(who, day, wanted_at, minutes, hours)
        if at is not None:
            return Placed(one, day, at, why)
    return Placed(one, one.on, None, why, full=True)


def why_not(slots: Slots, person_id: int, on: date, start: int, minutes: int) -> str:
    """What is in the way of a stretch, in words; nothing where it is free."""
    if slots.is_away(person_id, on):
        return "away that day"
    met = slots.met(person_id, on, start, minutes)
    if met is None:
        return ""
    return f"{met.words or 'other work'}, {clock_span(met.start)} to {clock_span(met.end)}"


def _days_about(one: Wanted, calendar: Calendar, earliest: date | None) -> Iterator[date]:
    """The day itself, then working days around it, nearest first, the one before first."""
    yield one.on
    for away in range(1, (one.last - one.first).days + 1):
        for way in (-1, 1):
            day = one.on + timedelta(days=away * way)
            early = earliest is not None and day < earliest
            if one.first <= day <= one.last and not early and calendar.open_minutes(day):
                yield day
