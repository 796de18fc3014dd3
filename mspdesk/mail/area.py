"""Mail as the rest of the program sees it."""

from ..desk.area import Area, Lazy

AREA = Area(
    "mail",
    "Mail",
    verbs=Lazy("mspdesk.mail.offers:VERBS"),
    today=Lazy("mspdesk.mail.offers:TODAY"),
    panels=Lazy("mspdesk.mail.offers:PANELS"),
    pages=Lazy("mspdesk.mail.offers:PAGES"),
    checks=Lazy("mspdesk.mail.queries:CHECKS"),
)
"""Mail on its way out; the outbox stands on Billing."""
