"""Billing as the rest of the program sees it."""

from typing import Any

from ..desk.area import Area, Lazy, Panel, asked, made_by, nothing


def _stopped(session: Any, client_id: int) -> str:
    """Only critical work since Apr 10, in the head of a client that is far behind."""
    from .queries import stopped_words

    return stopped_words(session, client_id)


def _stopped_note(session: Any, client_id: int) -> str:
    """The same, said in full where a ticket is written down; it blocks nothing."""
    from .queries import stopped_note

    return stopped_note(session, client_id)


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
    Panel(
        "agreement.rail",
        "Next invoices",
        made_by("mspdesk.billing.view.preview:NextCard"),
        30,
        needs="money",
    ),
    Panel(
        "pricing.accept",
        "When the client accepts",
        made_by("mspdesk.billing.view.accepting:AcceptCard"),
        10,
        needs="bill",
    ),
    Panel(
        "role.figure",
        "Drafts to send",
        nothing,
        10,
        words=asked("mspdesk.billing.queries.figures:drafts"),
        needs="bill",
    ),
    Panel(
        "role.figure",
        "Receivables",
        nothing,
        20,
        words=asked("mspdesk.billing.queries.figures:owed"),
        needs="money",
    ),
    Panel("client.tag", "Only critical work", nothing, 20, words=_stopped),
    Panel("ticket.new", "Only critical work", nothing, 10, words=_stopped_note),
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
