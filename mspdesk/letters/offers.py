"""What letters offer the desk: hits of the search, verbs, and signatures still to come."""

from datetime import date

from sqlalchemy.orm import Session

from ..dates import full_date
from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from . import queries


def find_letters(session: Session, text: str, limit: int) -> list[Found]:
    """Letters by the beginning of their number or a part of their subject."""
    return [
        Found(
            f"{row.number}  {row.subject}",
            f"{row.client}, {row.words.lower()}",
            Place("clients", row.client_id, "letters", {"letter_id": row.id}),
            icon="mail",
            client_id=row.client_id,
            client=row.client,
        )
        for row in queries.search_letters(session, text, limit)
    ]


FINDERS = (Finder("Letters", find_letters, order=70),)

VERBS = (
    Verb(
        "Write a letter to {client}",
        Place("clients", do="letters", about={"write": True}),
        "mail",
        needs="clients",
        for_client=True,
        words="memo rate rise welcome denial understanding notice",
    ),
)

PATIENCE = 14
"""Days a letter may be out before Today says that its signature has not come."""


def signatures_to_come(session: Session, _person_id: int | None, day: date) -> list[TodayRow]:
    """Letters that went out to be signed two weeks ago or more, oldest first."""
    return [
        TodayRow(
            f"{row.client}: {row.subject}",
            f"Letter {row.number} of {full_date(row.on)}, out for {row.days} days",
            "Letter",
            Place("clients", row.client_id, "letters", {"letter_id": row.id}),
            "file-pen-line",
        )
        for row in queries.awaited(session, day, PATIENCE)
    ]


TODAY = (
    TodayList(
        "Signatures to come", signatures_to_come, 82, needs="clients", of="letter", quiet=True
    ),
)
