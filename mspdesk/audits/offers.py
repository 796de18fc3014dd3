"""What audits offer the desk: the search, a verb, and those that are due."""

from datetime import date

from sqlalchemy.orm import Session

from ..dates import short_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from .queries.audits import AuditRow, due, search


def place_of(row: AuditRow) -> Place:
    """Where an audit stands: under Audits on its client's page."""
    return Place("clients", row.client_id, "audits", {"audit_id": row.id})


def find_audits(session: Session, text: str, limit: int) -> list[Found]:
    """Audits for the palette, by title, by who asks, by client."""
    return [
        Found(
            row.title,
            ", ".join(filter(None, (row.client, row.asked_by, short_date(row.asked_on)))),
            place_of(row),
            icon="file-check-2",
            client_id=row.client_id,
            client=row.client,
        )
        for row in search(session, text, limit)
    ]


def audits_due(session: Session, _person_id: int, day: date) -> list[TodayRow]:
    """Audits whose answers are due within two weeks, late ones first."""
    return [
        TodayRow(
            f"{row.title}, {row.client}",
            f"{_when(row, day)}, {row.count.words.lower()}",
            "Answer",
            place_of(row),
            icon="file-check-2",
            color="red" if row.late else "ink2",
        )
        for row in due(session, day)
    ]


def _when(row: AuditRow, day: date) -> str:
    if row.due_on is None:
        return "No day given"
    if row.due_on < day:
        return f"Was due {short_date(row.due_on)}"
    return "Due today" if row.due_on == day else f"Due {short_date(row.due_on)}"


FINDERS = (Finder("Audits", find_audits, 62, words="audit insurance questionnaire"),)

VERBS = (
    Verb(
        "New audit of {client}",
        Place("clients", do="audits", about={"new": True}),
        "file-check-2",
        needs="tickets",
        for_client=True,
        words="insurance security questionnaire answers insurer",
    ),
)

TODAY = (TodayList("Audits due", audits_due, 82, needs="tickets", of="audit"),)
