"""What offerings offer the desk: search and verbs."""

from ..desk.area import Finder, Place, Verb
from .queries.finding import find_offerings

FINDERS = (Finder("Offerings", find_offerings, 74, words="offerings values sales sheets"),)

VERBS: tuple[Verb, ...] = (
    Verb(
        "Offerings",
        Place("clients", do="offerings"),
        "tag",
        words="value worksheet product loop sales sheet functional emotional monetary social",
    ),
    Verb(
        "New offering",
        Place("clients", do="offerings", about={"new": True}),
        "plus",
        needs="clients",
        words="idea product something to sell",
    ),
)
