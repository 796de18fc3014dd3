"""What the garden offers the palette."""

from ..desk.area import Place, Verb

VERBS = (
    Verb(
        "Client garden",
        Place("reports", about={"report": "garden"}),
        "hand-coins",
        needs="people",
        words="profit by client weed drop release unprofitable hourly",
    ),
    Verb(
        "Profit by client",
        Place("reports", about={"report": "profit-by-client"}),
        "receipt",
        needs="people",
        words="month margin revenue cost",
    ),
)
