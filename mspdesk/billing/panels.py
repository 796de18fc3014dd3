"""What billing puts on a client's page; apart from its other offers, as every tab asks for it."""

from ..desk.area import Panel, made_by

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
)
