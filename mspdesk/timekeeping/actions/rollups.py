"""Keeping the sums of time true where triggers are put aside: big imports and repairs."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from ...database.action import action, touched

_TRIGGERS = ("time_entry_added", "time_entry_removed", "time_entry_changed")

_ROLLUP = """
INSERT INTO time_by_{owner}_month
  ({owner}_id, month, minutes, billable_minutes, after_minutes, productive_minutes)
SELECT {owner}_id, {month}, sum(minutes),
  sum(CASE WHEN kind = 'billable' THEN minutes ELSE 0 END), sum(after_minutes),
  sum(CASE WHEN category = 'productive' AND kind IN ('billable', 'covered', 'prepaid')
    THEN minutes ELSE 0 END)
FROM time_entry GROUP BY 1, 2
"""

_TICKETS = """
UPDATE ticket SET logged_minutes = found.minutes, billable_minutes = found.billable
FROM (
  SELECT t.id AS id, coalesce(sum(e.minutes), 0) AS minutes,
    coalesce(sum(CASE WHEN e.kind = 'billable' THEN e.minutes ELSE 0 END), 0) AS billable
  FROM ticket AS t LEFT JOIN time_entry AS e ON e.ticket_id = t.id GROUP BY t.id
) AS found
WHERE found.id = ticket.id
  AND (ticket.logged_minutes <> found.minutes OR ticket.billable_minutes <> found.billable)
"""


def refill(connection: Connection) -> None:
    """Sum every kept figure of time anew from the entries."""
    server = connection.dialect.name == "postgresql"
    month = "to_char(work_on, 'YYYY-MM')" if server else "substr(work_on, 1, 7)"
    for owner in ("client", "person"):
        connection.execute(text(f"DELETE FROM time_by_{owner}_month"))  # noqa: S608 - our own names
        connection.execute(text(_ROLLUP.format(owner=owner, month=month)))
    connection.execute(text(_TICKETS))


@action("Rebuild sums of time", undoable=False, batch=True)
def rebuild_rollups(session: Session) -> None:
    """Sum every kept figure of time anew: by client, by person, by ticket."""
    session.flush()
    refill(session.connection())
    touched(session, "ticket", "time_entry")


@contextmanager
def without_rollups(session: Session) -> Iterator[None]:
    """Put the triggers of time aside while many rows are written, then rebuild what they keep."""
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        for name in _TRIGGERS:
            connection.exec_driver_sql(f"ALTER TABLE time_entry DISABLE TRIGGER {name}")
        yield
        session.flush()
        for name in _TRIGGERS:
            connection.exec_driver_sql(f"ALTER TABLE time_entry ENABLE TRIGGER {name}")
    else:
        names = ", ".join(f"'{name}'" for name in _TRIGGERS)
        found = connection.execute(
            text(f"SELECT name, sql FROM sqlite_master WHERE name IN ({names})")  # noqa: S608 - ours
        ).all()
        for name, _ in found:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield
        session.flush()
        for _, sql in found:
            connection.exec_driver_sql(sql)
    refill(connection)
