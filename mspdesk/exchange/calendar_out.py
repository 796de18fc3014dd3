"""Days for other people's calendars, as files every calendar program reads (.ics, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from ..dates import utc_at
from ..rows import dataclass
from .text import clean
from .whole_file import whole_file

LONGEST = 2_000
"""Letters of a description that go along."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry: `mark` names it for good, and a higher `edition` replaces a lower one.

    `at` is the minute of the day on the shop's wall clock and None for a whole day, `minutes` how
    long it takes. A `canceled` one takes itself out of calendars that have it.
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


def calendar_bytes(name: str, events: Iterable[CalendarEvent], made_at: datetime) -> bytes:
    """A calendar file of these entries; `made_at` is UTC.

    The books keep no time zone. Times are the shop's wall clock, which is this computer's, and go
    out in UTC (RFC 5545, 3.3.5), so that a client far away sees the same moment.
    """
    # Imported here: it brings tables of time zones along, which only this file needs.
    from icalendar import Calendar, Event

    stamp = made_at.replace(tzinfo=UTC, microsecond=0)
    made = Calendar()
    made.add("prodid", "-//MSPDesk//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", clean(name))
    for one in events:
        entry = Event()
        entry.add("uid", f"{one.mark}@mspdesk")
        entry.add("dtstamp", stamp)
        entry.add("sequence", one.edition)
        entry.add("summary", clean(one.title))
        begins: date | datetime = one.on
        ends: date | datetime = one.on + timedelta(days=1)
        if one.at is not None:
            wall = datetime.combine(one.on, time(*divmod(one.at, 60)))
            begins = utc_at(wall).replace(tzinfo=UTC)
            ends = begins + timedelta(minutes=one.minutes)
        entry.add("dtstart", begins)
        entry.add("dtend", ends)
        if one.place:
            entry.add("location", clean(one.place))
        if one.words:
            entry.add("description", clean(one.words)[:LONGEST])
        entry.add("status", "CANCELLED" if one.canceled else "CONFIRMED")
        entry.add("transp", "TRANSPARENT" if one.at is None else "OPAQUE")
        made.add_component(entry)
    return bytes(made.to_ical())


def write_calendar(
    path: Path, name: str, events: Iterable[CalendarEvent], made_at: datetime
) -> None:
    """Put a calendar file where it belongs, whole or not at all; Trouble when the disk refuses."""
    content = calendar_bytes(name, events, made_at)
    with whole_file(path) as file:
        file.write(content)
