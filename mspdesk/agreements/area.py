"""Agreements as the rest of the program sees them: their tab, and cards on other pages."""

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing

_OFFERS = "mspdesk.agreements.offers"
_LETTERS = "mspdesk.agreements.queries.letters"

# Here and not among the offers: every tab asks for them, and those bring all of agreements along.
PANELS = (
    Panel(
        "client.tab",
        "Agreement",
        made_by("mspdesk.agreements.view:AgreementPart"),
        50,
        count=asked(f"{_OFFERS}:agreement_count"),
        key="agreement",
    ),
    Panel("client.rail", "Agreement", made_by("mspdesk.agreements.view:AgreementCard"), 40),
    Panel("letter.source", "letters/welcome", nothing, 10, words=asked(f"{_LETTERS}:welcomes")),
    Panel("letter.source", "letters/whats-next", nothing, 10, words=asked(f"{_LETTERS}:leavings")),
    Panel("letter.source", "letters/farewell", nothing, 10, words=asked(f"{_LETTERS}:farewells")),
)

AREA = Area(
    "agreements",
    "Agreements",
    order=6,
    tab=Lazy("mspdesk.agreements.view:AgreementsView"),
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.agreements.printables:PAPERS"),
    checks=Lazy("mspdesk.agreements.queries.checks:CHECKS"),
    dated=Lazy("mspdesk.agreements.actions.raises:DATED"),
)
