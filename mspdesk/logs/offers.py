"""What logs offer the desk: the search through what was tried, and two verbs."""

from sqlalchemy.orm import Session

from ..dates import short_date
from ..desk.area import Finder, Found, Place, Verb
from . import queries


def find_logs(session: Session, text: str, limit: int) -> list[Found]:
    """Logs for the palette, by what was tried, what was wrong and what mended it."""
    return [
        Found(
            row.problem or f"TSR log {row.number}",
            f"{row.number}, {row.client}, {short_date(row.started_at.date())}",
            Place("clients", row.client_id, "logs", {"log_id": row.id}),
            icon="file-pen-line",
            client_id=row.client_id,
            client=row.client,
        )
        for row in queries.search_logs(session, text, limit)
    ]


FINDERS = (Finder("TSR logs", find_logs, 60),)

VERBS = (
    Verb(
        "New TSR log for {client}",
        Place("clients", do="logs", about={"new": True}),
        "file-pen-line",
        needs="tickets",
        for_client=True,
        words="troubleshooting repair log tried",
    ),
    Verb(
        "Log a vendor call for {client}",
        Place("clients", do="logs", about={"call": True}),
        "file-pen-line",
        needs="tickets",
        for_client=True,
        words="third party support phone case",
    ),
)
