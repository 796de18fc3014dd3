"""What letters offer the desk: hits of the search, and verbs of the palette."""

from sqlalchemy.orm import Session

from ..desk.area import Finder, Found, Place, Verb
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
