"""Letters as the rest of the program sees them."""

from ..desk.area import Area, Lazy, Page, Panel, made_by

# Here and not among the offers, so that the tabs are painted without the books.
PANELS = (
    Panel(
        "client.tab",
        "Letters",
        made_by("mspdesk.letters.view:LettersPart"),
        75,
        needs="clients",
        key="letters",
    ),
)
PAGES = (Page("Letters and texts", made_by("mspdesk.letters.view:TextsPage"), 60, needs="clients"),)

AREA = Area(
    "letters",
    "Letters",
    finders=Lazy("mspdesk.letters.offers:FINDERS"),
    verbs=Lazy("mspdesk.letters.offers:VERBS"),
    today=Lazy("mspdesk.letters.offers:TODAY"),
    panels=lambda: PANELS,
    pages=lambda: PAGES,
    papers=Lazy("mspdesk.letters.printables:PAPERS"),
)
"""What we write to clients."""
