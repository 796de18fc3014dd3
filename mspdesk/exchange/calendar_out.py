"""Days for other people's calendars, as files every calendar program reads (.ics, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ..dates import utc_at
from ..rows import dataclass
from .text import clean
from .whole_file import whole_file
from .zones import computer_zone, zone_of

if TYPE_CHECKING:
    from icalendar import Calendar

_UTC = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal"})

LONGEST = 2_000
"""Letters of a description that go along."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry: `mark` names it for good, and a higher `edition` replaces a lower one.

    `at` is the minute of the day on the shop's wall clock and None for a whole day, `minutes` how
    long it takes. `zone` names the time zone of the place where it is, where that is another than
    ours. A `canceled` one takes itself out of calendars that have it.
    """

    mark: str
    title: str
    on: date
    at: int | None = None
    minutes: int = 60
    place: str = ""
    words: str = ""
    edition: int = 0
    canceled: bool = False
    zone: str = ""


def calendar_bytes(name: str, events: Iterable[CalendarEvent], made_at: datetime) -> bytes:
    """A calendar file of these entries; `made_at` is UTC.

    Times are the shop's wall clock, which is this computer's. Each goes out as the same moment in
    the zone of its place, else in ours, with what that zone does in summer (RFC 5545, 3.6.5); in
    UTC where no zone is known by name, and where clocks show an hour twice.
    """
    # Imported here: it brings tables of time zones along, which only this file needs.
    from icalendar import Calendar, Event

    stamp = made_at.replace(tzinfo=UTC, microsecond=0)
    made = Calendar()
    made.add("prodid", "-//MSPDesk//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", clean(name))
    ours = computer_zone()
    for one in events:
        entry = Event()
        entry.add("uid", f"{one.mark}@mspdesk")
        entry.add("dtstamp", stamp)
        entry.add("sequence", one.edition)
        entry.add("summary", clean(one.title))
        begins: date | datetime = one.on
        ends: date | datetime = one.on + timedelta(days=1)
        if one.at is not None:
            begins, ends = _moments(one, one.at, ours)
        entry.add("dtstart", begins)
        entry.add("dtend", ends)
        if one.place:
            entry.add("location", clean(one.place))
        if one.words:
            entry.add("description", clean(one.words)[:LONGEST])
        entry.add("status", "CANCELLED" if one.canceled else "CONFIRMED")
        entry.add("transp", "TRANSPARENT" if one.at is None else "OPAQUE")
        made.add_component(entry)
    _add_zones(made)
    return bytes(made.to_ical())


def _moments(one: CalendarEvent, at: int, ours: ZoneInfo | None) -> tuple[datetime, datetime]:
    """When an entry begins and ends, in the zone of its place, in ours or in UTC."""
    wall = datetime.combine(one.on, time(*divmod(at, 60)))
    begins = utc_at(wall).replace(tzinfo=UTC)
    # Counted before it is put into a zone: an hour is longer on no clock that is put back.
    ends = begins + timedelta(minutes=one.minutes)
    zone = zone_of(one.zone)
    if zone is None and ours is not None and begins.astimezone(ours).replace(tzinfo=None) == wall:
        zone = ours
    if zone is None or zone.key in _UTC:
        return begins, ends
    there = begins.astimezone(zone), ends.astimezone(zone)
    # An hour that comes twice is read as its first (RFC 5545, 3.3.5); UTC knows each of them.
    return (begins, ends) if any(moment.fold for moment in there) else there


def _add_zones(calendar: Calendar) -> None:
    """Put the rules of every zone in front that an entry names, for the years of the entries."""
    days = [one.decoded(name) for one in calendar.walk("VEVENT") for name in ("dtstart", "dtend")]
    if days:
        years = sorted(day.year for day in days)
        calendar.add_missing_timezones(date(years[0] - 1, 1, 1), date(years[-1] + 2, 1, 1))


def write_calendar(
    path: Path, name: str, events: Iterable[CalendarEvent], made_at: datetime
) -> None:
    """Put a calendar file where it belongs, whole or not at all; Trouble when the disk refuses."""
    content = calendar_bytes(name, events, made_at)
    with whole_file(path) as file:
        file.write(content)
