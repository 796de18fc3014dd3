"""What the catalog offers the desk: hits of the search, and verbs of the palette."""

from sqlalchemy.orm import Session

from ..desk.area import Finder, Found, Place, Verb
from . import queries


def find_items(session: Session, text: str, limit: int) -> list[Found]:
    """Offerings for the palette, by code or name."""
    if len(text.strip()) < 2:
        return []
    return [
        Found(
            row.name,
            f"{row.code}, {row.unit_words.lower()}",
            Place("agreements", row.id, "catalogue"),
            icon="book-open",
        )
        for row in queries.items(session, text)[:limit]
    ]


FINDERS = (Finder("Catalog", find_items, order=75),)
VERBS = (
    Verb(
        "Price grid",
        Place("agreements", do="prices"),
        "landmark",
        needs="clients",
        words="silver gold platinum plans tiers margin",
    ),
    Verb(
        "Price sheet for {client}",
        Place("agreements", do="prices"),
        "landmark",
        needs="clients",
        for_client=True,
        words="silver gold platinum plans offer quote accept",
    ),
    Verb(
        "Catalog of services",
        Place("agreements", do="catalogue"),
        "book-open",
        needs="clients",
        words="items offerings standard bundles",
    ),
    Verb(
        "New offering",
        Place("agreements", do="catalogue", about={"new": True}),
        "plus",
        needs="clients",
        words="catalog catalogue item product service add",
    ),
    Verb(
        "Bring in the starter catalog",
        Place("agreements", do="catalogue", about={"starter": True}),
        "download",
        needs="clients",
        words="offerings plans begin",
    ),
)
