"""Writing meetings, renewals and maintenance into a calendar file."""

from pathlib import Path

from ...database.store import Store
from ...dates import utc_now
from ...exchange.calendar_out import write_calendar
from ...progress import Progress
from ..queries.calendar import CalendarChoice, calendar_events, calendar_name, meeting_event


def save_calendar(store: Store, _progress: Progress, path: Path, choice: CalendarChoice) -> int:
    """Write a calendar file of what is chosen; answers how many entries it has."""
    with store.read() as session:
        name = calendar_name(session, choice.client_id)
        events = calendar_events(session, choice)
    write_calendar(path, name, events, utc_now())
    return len(events)


def save_meeting(store: Store, _progress: Progress, path: Path, meeting_id: int) -> int:
    """Write one meeting for those who are invited; answers how many entries it has."""
    with store.read() as session:
        events = meeting_event(session, meeting_id)
    write_calendar(path, events[0].title if events else "Meeting", events, utc_now())
    return len(events)
