"""What advice and letters of understanding offer the desk: verbs, and hits of the search."""

from sqlalchemy.orm import Session

from ...dates import full_date
from ...desk.area import Finder, Found, Place, Verb
from ..queries import advice

VERBS = (
    Verb(
        "New advice to {client}",
        Place("clients", do="advice", about={"new": "advice"}),
        "file-pen-line",
        needs="clients",
        for_client=True,
        words="recommend recommendation decline denial risk",
    ),
    Verb(
        "New letter of understanding for {client}",
        Place("clients", do="advice", about={"new": "understanding"}),
        "file-check-2",
        needs="clients",
        for_client=True,
        words="lou agree both sides sign",
    ),
)


def find_advice(session: Session, text: str, limit: int) -> list[Found]:
    """Advice by a part of what was recommended."""
    return [
        Found(
            f"{one.client}: {one.title}",
            f"{one.words}, {full_date(one.advised_on)}",
            Place("clients", one.client_id, "advice", {"advice_id": one.id}),
            "file-pen-line",
            client_id=one.client_id,
            client=one.client,
        )
        for one in advice.search_advice(session, text, limit)
    ]


FINDERS = (Finder("Advice", find_advice, 72, words="recommendation declined", needs="clients"),)
