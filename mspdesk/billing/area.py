"""Billing as the rest of the program sees it."""

from ..desk.area import Area, Lazy

AREA = Area("billing", "Billing", order=8, tab=Lazy("mspdesk.billing.view:BillingView"))
