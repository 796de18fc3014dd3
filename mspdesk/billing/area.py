"""Billing as the rest of the program sees it."""

from ..desk.area import Area, Lazy, Panel, made_by

# Here and not among the offers: every tab asks for them, and those bring all of billing along.
PANELS = (
    Panel(
        "client.tab",
        "Money",
        made_by("mspdesk.billing.view.client:MoneyPart"),
        60,
        needs="bill",
        key="money",
    ),
    Panel(
        "client.rail",
        "Money",
        made_by("mspdesk.billing.view.client:MoneyCard"),
        50,
        needs="money",
    ),
    Panel(
        "agreement.rail",
        "At the next renewal",
        made_by("mspdesk.billing.view.renewal:RenewalCard"),
        20,
        needs="money",
    ),
)

AREA = Area(
    "billing",
    "Billing",
    order=8,
    tab=Lazy("mspdesk.billing.view:BillingView"),
    finders=Lazy("mspdesk.billing.offers:FINDERS"),
    verbs=Lazy("mspdesk.billing.offers:VERBS"),
    today=Lazy("mspdesk.billing.offers:TODAY"),
    panels=lambda: PANELS,
    papers=Lazy("mspdesk.billing.printables:PAPERS"),
    reports=Lazy("mspdesk.billing.reports:reports"),
    glances=Lazy("mspdesk.billing.reports:GLANCES"),
    checks=Lazy("mspdesk.billing.queries:CHECKS"),
    needs="bill",
)
