"""Hours that two clients of the made-up shop paid ahead, and what is left of them today."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from .. import dates
from ..agreements import actions as agreements
from ..billing import actions as billing
from ..billing import queries as billed
from ..tickets import actions as tickets
from ..timekeeping import actions as timekeeping
from ..timekeeping import queries as worked

LEFT = {"Larkspur Property Mgmt": 300, "Old Mill Brewing": 30}
"""Minutes that are left today, by client."""

BLOCK = 300
"""Minutes that are sold at once."""

PRICE = 77_500
"""Cents for one block: ten dollars an hour less than the shop's rate."""


def agree(session: Session, client: int, signer: str, first: date) -> int:
    """Sign a client for blocks of prepaid hours; what is left of one never runs out."""
    return agreements.add_agreement(
        session,
        client,
        "block",
        first,
        {
            "state": "active",
            "plan": "Prepaid hours",
            "bucket": "block",
            "included_minutes": BLOCK,
            "monthly_fee": PRICE,
            "rollover": "all",
            "drafted_on": first,
            "reviewed_on": first,
            "signed_on": first,
            "signer_theirs": signer,
            "signer_ours": "Dana Whitlock",
            "payment_type": "card",
            "bill_from": first,
        },
    )


def sell(session: Session, client: int, agreement: int, first: date, left: int, day: date) -> int:
    """Sell as many blocks as were used since a day, and what is left; answers minutes too many.

    They are paid by card when they are asked for.
    """
    rows = worked.unbilled(session, day, client)
    used = sum(row.billed_minutes - row.billed_after_minutes for row in rows)
    blocks = -(-(used + left) // BLOCK)
    with dates.frozen(datetime.combine(first, time(9))):
        billing.make_drafts(session, first - timedelta(days=1), client)
        for _ in range(blocks - 1):
            billing.buy_block(session, agreement)
        draft = next(row.id for row in billed.run_sheet(session).rows if row.client_id == client)
        for one in billed.draft_page(session, draft).questions:
            billing.answer_question(session, draft, one.kind, one.subject, "right")
        billing.mark_ready(session, draft)
        (invoice,) = billing.issue(session, [draft], first)
        paid = {invoice.id: invoice.total}
        billing.add_payment(session, client, invoice.total, "card", first, "4417", allocations=paid)
    return blocks * BLOCK - used - left


def use(session: Session, client: int, told: Mapping[str, object], day: date, minutes: int) -> None:
    """Work on one ticket until what is left comes out; `told` is what its first contact asked."""
    if not minutes:
        return
    title = "Set up the second office"
    ticket = tickets.open_ticket(session, client, title, {**told, "estimate_minutes": minutes})
    done = "Desks, printer and phones set up, tested with the people there."
    timekeeping.log_time(session, ticket, day, str(minutes), done)
    session.flush()
    session.expire_all()
    tickets.complete(session, ticket, None, done)
