"""Mail as the rest of the program sees it."""

from ..desk.area import Area, Lazy, Panel, made_by

_VIEW = "mspdesk.mail.view"

# Here and not among the offers: every tab asks for them, and those bring all of mail along.
PANELS = (
    Panel("mail.composer", "Send by mail", made_by(f"{_VIEW}:Composer"), 10, key="composer"),
    Panel("billing.section", "Outbox", made_by(f"{_VIEW}:OutboxSection"), 90, key="outbox"),
)

AREA = Area(
    "mail",
    "Mail",
    verbs=Lazy("mspdesk.mail.offers:VERBS"),
    today=Lazy("mspdesk.mail.offers:TODAY"),
    panels=lambda: PANELS,
    pages=Lazy("mspdesk.mail.offers:PAGES"),
    checks=Lazy("mspdesk.mail.queries:CHECKS"),
)
"""Mail on its way out; the outbox stands on Billing."""
