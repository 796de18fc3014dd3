"""Billing as the rest of the program sees it."""

from ..desk.area import Area, Lazy

AREA = Area(
    "billing",
    "Billing",
    order=8,
    tab=Lazy("mspdesk.billing.view:BillingView"),
    finders=Lazy("mspdesk.billing.offers:FINDERS"),
    verbs=Lazy("mspdesk.billing.offers:VERBS"),
    today=Lazy("mspdesk.billing.offers:TODAY"),
    panels=Lazy("mspdesk.billing.panels:PANELS"),
    papers=Lazy("mspdesk.billing.printables:PAPERS"),
    reports=Lazy("mspdesk.billing.reports:REPORTS"),
    checks=Lazy("mspdesk.billing.queries:CHECKS"),
    needs="bill",
)
