"""The search index around a big import."""

from sqlalchemy import text
from sqlalchemy.orm import Session

_REBUILD = {
    "sqlite": (
        "INSERT INTO fts_ticket (fts_ticket) VALUES ('rebuild')",
        "INSERT INTO fts_note (fts_note) VALUES ('rebuild')",
    ),
    "postgresql": (
        "DELETE FROM fts_ticket",
        "DELETE FROM fts_note",
        (
            "INSERT INTO fts_ticket (ticket_id, words) SELECT ticket.id,"
            " fts_words(ticket.title || ' ' || coalesce(ticket_text.description, ''))"
            " FROM ticket LEFT JOIN ticket_text ON ticket_text.ticket_id = ticket.id"
        ),
        "INSERT INTO fts_note (note_id, words) SELECT id, fts_words(text) FROM ticket_note",
    ),
}


def pause_search(session: Session) -> None:
    """Let rows go in without indexing each; the same step ends with `rebuild_search`."""
    session.connection().execute(text("INSERT INTO fts_pause (id) VALUES (1)"))


def rebuild_search(session: Session) -> None:
    """Index all tickets and notes in one go, and from now on each one as it is written."""
    connection = session.connection()
    for statement in _REBUILD[connection.dialect.name]:
        connection.execute(text(statement))
    connection.execute(text("DELETE FROM fts_pause"))
