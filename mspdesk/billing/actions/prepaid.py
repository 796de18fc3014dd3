"""Things people do with what was paid ahead: sell hours, give back what is left of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements import rules as agreed
from ...agreements.models import Agreement, PrepaidBlock
from ...agreements.queries import COLUMNS, AgreementRow
from ...clients.models import Client
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import full_date, hours_h, today
from ...errors import UserError
from ...money import Currency, shown, split
from ...shop.queries import shop as the_shop
from ...timekeeping.actions.prepaid import redraw
from ..models import Invoice, InvoiceLine
from ..queries.agreed import unused_after
from ..queries.parties import tax_choice
from ..rules.words import LineKind
from .buckets import block_line
from .common import changed, ensure_draft, the_lines
from .credits import credit_invoice


@action("Sell hours")
def buy_block(
    session: Session,
    agreement_id: int,
    minutes: int | None = None,
    price: int | None = None,
    starts_on: date | None = None,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Put a block of hours onto the client's draft and answer the block's id.

    Without figures it is what the agreement says. Hours are drawn once the invoice is issued, for
    work from `starts_on` (today). `details` may hold expires_on. Raises UserError naming hours,
    price, expires_on.
    """
    values = session.execute(select(*COLUMNS).where(Agreement.id == agreement_id)).one()
    row = AgreementRow(*values)
    if row.bucket != "block":
        raise UserError("Only an agreement about a block of prepaid hours sells more of them.")
    if row.state not in agreed.RUNNING:
        raise UserError(f"Agreement {row.number} is not in force.")
    draft = ensure_draft(session, row.client_id)
    client = session.get_one(Client, row.client_id)
    taxes = tax_choice(session, client, the_shop(session))
    first = starts_on or today()
    ends = dict(details or {}).get("expires_on")
    block = block_line(session, draft, row, taxes, first, minutes, price, ends)
    changed(session, draft)
    tell(session, f"{hours_h(block.minutes)} put on the draft, from {full_date(first)}")
    return block.id


@action("Refund hours", undoable=False)
def refund_hours(session: Session, block_id: int, reason: str, version: int | None = None) -> int:
    """Give back what is left of a block by a credit note, at the price paid; answers its id.

    3.75 h of 10 h for $1,500.00 are $562.50 (S121). Nothing is drawn from the block any more.
    Raises UserError naming reason, or when nothing is left or no invoice asked for it.
    """
    block = as_seen(session, PrepaidBlock, block_id, version)
    if block.opened_on is None or block.closed_on is not None or block.minutes_left <= 0:
        raise UserError("Nothing is left of these hours to give back.")
    if block.invoice_id is None or block.line_id is None:
        raise UserError("No invoice asked for these hours. Refund a payment instead.")
    left = block.minutes_left
    amount = agreed.refund(block.price, block.minutes, left)
    if amount <= 0:
        raise UserError("These hours cost nothing; there is nothing to give back.")
    credit = _credit(session, block, amount, reason)
    block.refunded_minutes, block.refunded = left, amount
    block.minutes_left, block.closed_on = 0, today()
    session.flush()
    redraw(session, block.agreement_id)
    currency = Currency(session.get_one(Invoice, credit).currency)
    tell(session, f"{hours_h(left)} given back, {shown(amount, currency)} before tax")
    return credit


def _credit(session: Session, block: PrepaidBlock, amount: int, reason: str) -> int:
    """Credit an amount on the line that asked for the hours, its tax with it."""
    line = session.get_one(InvoiceLine, block.line_id or 0)
    return credit_invoice(session, block.invoice_id or 0, reason, None, {line.id: amount})


@action("Refund unused time", undoable=False)
def refund_unused(session: Session, agreement_id: int, last_on: date, reason: str) -> list[int]:
    """Credit what was billed in advance for the time after a last day; answers the credit notes.

    By the day, each period rounded half up once, shared over the lines of the agreement (S121).
    What credits took off those lines already is not given back twice. Raises UserError naming
    reason, or when nothing is left to give back.
    """
    credits_made = []
    for row in unused_after(session, agreement_id, last_on):
        lines = {
            line.id: line.amount
            for line in the_lines(session, row.invoice_id)
            if line.agreement_id == agreement_id and not line.manual and line.amount > 0
            if line.kind not in (LineKind.SETUP, LineKind.PREPAID)
        }
        asked = sum(lines.values())
        back = min(row.amount - _given_back(session, row.invoice_id), asked)
        if back > 0:
            shares = split(back, list(lines.values()))
            parts = {id_: part for id_, part in zip(lines, shares, strict=True) if part}
            credits_made.append(credit_invoice(session, row.invoice_id, reason, None, parts))
    if not credits_made:
        raise UserError("Nothing was billed for the time after that day.", "last_on")
    tell(session, f"Time after {full_date(last_on)} credited")
    return credits_made


def _given_back(session: Session, invoice_id: int) -> int:
    """What credits took off an invoice already, without tax."""
    found = select(func.coalesce(func.sum(Invoice.subtotal), 0)).where(
        Invoice.applies_to_id == invoice_id, Invoice.kind == "credit"
    )
    return -int(session.scalar(found) or 0)
