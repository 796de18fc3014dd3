"""Calendar files, read back by hand and by a program of other people's."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from dateutil import parser
from icalendar import Calendar

from mspdesk import dates
from mspdesk.errors import Trouble
from mspdesk.exchange.calendar_out import CalendarEvent, calendar_bytes, write_calendar

SUMMER, WINTER = date(2026, 3, 18), date(2026, 12, 2)
MADE = datetime(2026, 3, 11, 16, 6, 7, 8)
WORDS = "Semi;colon, comma\nback\\slash and a line of many letters " + "ä" * 120 + "\x00\x1f"


def unfolded(content: bytes) -> list[str]:
    """The lines of a file as RFC 5545 says: a line that begins with a space goes on."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_lines_are_folded_and_words_are_guarded() -> None:
    meeting = CalendarEvent("m1", WORDS, date(2026, 3, 18), 840, 90, "A, B", WORDS, 3)
    with dates.frozen(MADE):  # a clock that stands is in UTC
        content = calendar_bytes("Ours; all", [meeting], MADE)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\x00" not in content
    lines = unfolded(content)
    assert "DTSTART:20260318T140000Z" in lines
    assert "DTEND:20260318T153000Z" in lines
    assert "DTSTAMP:20260311T160607Z" in lines
    assert "UID:m1@mspdesk" in lines
    assert "SEQUENCE:3" in lines
    assert "LOCATION:A\\, B" in lines
    said = next(line for line in lines if line.startswith("DESCRIPTION:"))
    assert said.startswith("DESCRIPTION:Semi\\;colon\\, comma\\nback\\\\slash and")
    assert said.endswith("ä" * 120)
    assert parser.parse("20260318T140000Z") == datetime(2026, 3, 18, 14, 0, tzinfo=UTC)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system sets no zone for one program")
def test_a_time_is_the_same_moment_everywhere_in_summer_and_in_winter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    events = [CalendarEvent(f"m{day}", "Talk", day, 840) for day in (SUMMER, WINTER)]
    with monkeypatch.context() as here:
        here.setenv("TZ", "CST6CDT,M3.2.0,M11.1.0")
        time.tzset()
        lines = unfolded(calendar_bytes("Ours", events, MADE))
    time.tzset()
    begins = [line for line in lines if line.startswith("DTSTART")]
    assert begins == ["DTSTART:20260318T190000Z", "DTSTART:20261202T200000Z"]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system sets no zone for one program")
def test_a_time_stands_in_the_zone_of_its_place_over_the_change_to_summer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ours is Chicago, whose clocks go on on March 8; in Phoenix none ever does."""
    days = (date(2026, 3, 6), date(2026, 3, 13))
    zones = ("America/Phoenix", "", "Nowhere/Such")
    events = [
        CalendarEvent(f"{zone}{day}", "Talk", day, 600, zone=zone) for zone in zones for day in days
    ]
    # It ends in the hour that clocks show twice on November 1, the second time.
    events.append(CalendarEvent("night", "Move", date(2026, 11, 1), 90, 60))
    with monkeypatch.context() as here:
        here.setenv("TZ", "America/Chicago")
        time.tzset()
        content = calendar_bytes("Ours", events, MADE)
    time.tzset()
    lines = unfolded(content)
    begins = [line for line in lines if line.startswith("DTSTART;TZID")]
    assert begins == [
        "DTSTART;TZID=America/Phoenix:20260306T090000",
        "DTSTART;TZID=America/Phoenix:20260313T080000",
        *2
        * (
            "DTSTART;TZID=America/Chicago:20260306T100000",
            "DTSTART;TZID=America/Chicago:20260313T100000",
        ),
    ]
    assert "DTSTART:20261101T063000Z" in lines
    assert "DTEND:20261101T073000Z" in lines
    assert sorted(line for line in lines if line.startswith("TZID")) == [
        "TZID:America/Chicago",
        "TZID:America/Phoenix",
    ]
    read = Calendar.from_ical(content).walk("VEVENT")
    assert [one.decoded("dtstart").astimezone(UTC).hour for one in read] == [16, 15] * 3 + [6]


def test_whole_days_and_what_was_called_off(tmp_path: Path) -> None:
    events = [
        CalendarEvent("n", "Notice", date(2026, 12, 31)),
        CalendarEvent("m", "Meeting", date(2026, 3, 18), 1_430, 30, canceled=True),
    ]
    file = tmp_path / "ours.ics"
    with dates.frozen(MADE):
        write_calendar(file, "Ours", events, MADE)
    read = Calendar.from_ical(file.read_bytes())
    notice, meeting = read.walk("VEVENT")
    assert notice.decoded("dtstart") == date(2026, 12, 31)
    assert notice.decoded("dtend") == date(2027, 1, 1)
    assert str(notice["transp"]) == "TRANSPARENT"
    assert meeting.decoded("dtend") == datetime(2026, 3, 19, 0, 20, tzinfo=UTC)
    assert str(meeting["status"]) == "CANCELLED"
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(Trouble):
        write_calendar(tmp_path / "gone" / "ours.ics", "Ours", events, MADE)


def test_an_empty_calendar_is_one() -> None:
    assert Calendar.from_ical(calendar_bytes("Ours", [], MADE)).walk("VEVENT") == []
