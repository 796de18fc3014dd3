"""Vendors and stock as the rest of the program sees them: rooms of the Clients tab."""

from typing import Any

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing

_OFFERS = "mspdesk.vendors.offers"
_VIEW = "mspdesk.vendors.view"


def _accounts(session: Any, client_id: int) -> int:
    """How many accounts at vendors a client has; asked only where the books are open."""
    count: Any = Lazy("mspdesk.vendors.queries:account_count")()
    found: int = count(session, client_id)
    return found


# Here and not among the offers, so that the tabs are painted without the books.
PANELS = (
    Panel("clients.room", "Vendors", made_by(f"{_VIEW}:VendorsRoom"), 60, key="vendors"),
    Panel("clients.room", "Stock", made_by(f"{_VIEW}:StockRoom"), 70, key="stock"),
    Panel(
        "client.tab",
        "Vendors",
        made_by(f"{_VIEW}:ClientAccounts"),
        35,
        count=_accounts,
        key="accounts",
    ),
    Panel(
        "letter.source",
        "letters/vendor-authorization",
        nothing,
        10,
        words=asked("mspdesk.vendors.queries.letters:authorizations"),
    ),
)

AREA = Area(
    "vendors",
    "Vendors",
    finders=Lazy(f"{_OFFERS}:FINDERS"),
    verbs=Lazy(f"{_OFFERS}:VERBS"),
    today=Lazy(f"{_OFFERS}:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.vendors.printables:PAPERS"),
    reports=Lazy("mspdesk.vendors.reports:REPORTS"),
    glances=Lazy("mspdesk.vendors.reports:GLANCES"),
    checks=Lazy("mspdesk.vendors.queries:CHECKS"),
)
"""Whom we buy from, who may call there, and what lies in the stock room."""
