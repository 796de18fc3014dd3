"""Hours paid ahead: bought, opened when their invoice is issued, carried over, ended."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement, PrepaidBlock
from ...agreements.queries import AgreementRow
from ...dates import add_months, full_date, hours_h, today
from ...errors import UserError
from ...money import QUANTITY, half_up, hours_quantity, split, times
from ...timekeeping.actions.prepaid import empty_block, redraw
from ...timekeeping.models import PrepaidDraw
from ...timekeeping.rules import ledger
from ..models import Invoice, InvoiceLine
from ..queries.parties import TaxChoice
from ..queries.recurring import PlanDue
from ..rules.recurring import MONTHS
from ..rules.words import LineKind
from .common import place_line

_ONE_DAY = timedelta(days=1)


def block_line(
    session: Session,
    draft: Invoice,
    row: AgreementRow,
    taxes: TaxChoice,
    starts_on: date,
    minutes: int | None = None,
    price: int | None = None,
    expires_on: date | None = None,
) -> PrepaidBlock:
    """Put a block of hours onto a draft: paid first, drawn once that is issued."""
    wanted = row.included_minutes if minutes is None else minutes
    asked = row.monthly_fee if price is None else price
    if wanted <= 0:
        raise UserError(f"Agreement {row.number} does not say how many hours a block has.", "hours")
    if asked < 0:
        raise UserError("Type a price that is not below zero.", "price")
    if expires_on is None and row.rollover != "all" and row.rollover_months:
        expires_on = add_months(starts_on, row.rollover_months) - _ONE_DAY
    if expires_on is not None and expires_on < starts_on:
        raise UserError("A block cannot end before it begins.", "expires_on")
    line = _hours_line(draft.id, row, wanted, asked, starts_on)
    line.taxable = taxes.taxable(LineKind.PREPAID)
    until = f", to be used by {full_date(expires_on)}" if expires_on else ""
    line.detail = f"Agreement {row.number}{until}"
    place_line(session, line)
    block = _block(row, "block", starts_on, expires_on, wanted, asked)
    block.invoice_id, block.line_id = draft.id, line.id
    session.add(block)
    session.flush()
    return block


def _hours_line(
    invoice_id: int, row: AgreementRow, minutes: int, price: int, on: date
) -> InvoiceLine:
    """A line of hours at their price an hour where that comes out, else as one piece."""
    hourly = half_up(price * 60, minutes)
    by_hour = times(hourly, hours_quantity(minutes)) == price
    return InvoiceLine(
        invoice_id=invoice_id,
        position=0,
        kind=LineKind.PREPAID,
        text=f"Prepaid hours, {hours_h(minutes)}",
        on=on,
        quantity=hours_quantity(minutes) if by_hour else QUANTITY,
        unit="hours" if by_hour else "",
        unit_price=hourly if by_hour else price,
        amount=price,
        agreement_id=row.id,
    )


def _block(
    row: AgreementRow, kind: str, first: date, last: date | None, minutes: int, price: int
) -> PrepaidBlock:
    return PrepaidBlock(
        agreement_id=row.id,
        client_id=row.client_id,
        kind=kind,
        starts_on=first,
        expires_on=last,
        minutes=minutes,
        minutes_left=minutes,
        price=price,
        carried=0,
        expired_minutes=0,
        refunded_minutes=0,
        refunded=0,
    )


def add_buckets(
    session: Session, draft: Invoice, due: PlanDue, lines: Sequence[InvoiceLine]
) -> None:
    """The hours of each month that is paid for with a bill; of a stub as many as its days."""
    row = due.agreement
    if row.bucket != "month" or row.included_minutes <= 0:
        return
    sums = {one.first: 0 for one in due.bill.periods}
    for _, one in due.lines:
        for first, share in one.shares:
            sums[first] += share
    home = next((line.id for line in lines if line.kind != LineKind.SETUP), None)
    for period in due.bill.periods:
        months = MONTHS.get(row.every_unit, 0) * row.every or 1
        if not period.whole:
            months = 1
        prices = split(sums[period.first], [1] * months)
        for n in range(months):
            first = add_months(period.first, n)
            last = period.last if n == months - 1 else add_months(period.first, n + 1) - _ONE_DAY
            minutes = row.included_minutes
            if not period.whole:
                minutes = half_up(minutes * period.days, period.of_days)
            block = _block(row, "month", first, last, minutes, prices[n])
            block.invoice_id, block.line_id = draft.id, home
            session.add(block)
    session.flush()


def open_blocks(session: Session, invoice: Invoice, lines: Sequence[InvoiceLine]) -> None:
    """From now on the hours an invoice asks for are drawn, by work that waited for them too."""
    found = select(PrepaidBlock).where(
        PrepaidBlock.invoice_id == invoice.id, PrepaidBlock.opened_on.is_(None)
    )
    amounts = {line.id: line.amount for line in lines}
    agreements = set()
    for block in session.scalars(found):
        if block.kind == "block" and block.line_id in amounts:
            block.price = amounts[block.line_id]
        block.opened_on = today()
        agreements.add(block.agreement_id)
    for agreement_id in sorted(agreements):
        redraw(session, agreement_id)


def close_ended(session: Session, on: date, client_id: int | None = None) -> set[int]:
    """End blocks whose time is over before a day, and carry over what their agreement carries.

    Work of that time that is logged later is still drawn from them. Answers the agreements.
    """
    found = select(PrepaidBlock).where(
        PrepaidBlock.opened_on.is_not(None),
        PrepaidBlock.closed_on.is_(None),
        PrepaidBlock.expires_on < on,
    )
    if client_id is not None:
        found = found.where(PrepaidBlock.client_id == client_id)
    touched = set()
    for block in session.scalars(found.order_by(PrepaidBlock.expires_on, PrepaidBlock.id)):
        row = session.get_one(Agreement, block.agreement_id)
        over = 0
        if block.kind == "month":
            held = _carried_now(session, row.id, on)
            over = ledger.carried(block.minutes_left, row.rollover, row.rollover_minutes, held)
        if over:
            session.add(_carry(block, row, over))
        block.expired_minutes, block.minutes_left = block.minutes_left - over, 0
        block.closed_on = on
        touched.add(row.id)
        session.flush()
    return touched


def _carried_now(session: Session, agreement_id: int, on: date) -> int:
    """Minutes that were carried over already and may still be drawn on a day."""
    found = select(func.coalesce(func.sum(PrepaidBlock.minutes_left), 0)).where(
        PrepaidBlock.agreement_id == agreement_id,
        PrepaidBlock.kind == "carried",
        PrepaidBlock.closed_on.is_(None),
        (PrepaidBlock.expires_on.is_(None)) | (PrepaidBlock.expires_on >= on),
    )
    return int(session.scalar(found) or 0)


def _carry(block: PrepaidBlock, row: Agreement, minutes: int) -> PrepaidBlock:
    """A block of what goes on; it still pays for work of the month it comes from."""
    last = None
    if row.rollover_months and block.expires_on is not None:
        last = add_months(block.expires_on + _ONE_DAY, row.rollover_months) - _ONE_DAY
    return PrepaidBlock(
        agreement_id=row.id,
        client_id=block.client_id,
        kind="carried",
        starts_on=block.starts_on,
        expires_on=last,
        minutes=minutes,
        carried=minutes,
        carried_from_id=block.id,
        minutes_left=minutes,
        price=half_up(block.price * minutes, block.minutes),
        invoice_id=block.invoice_id,
        line_id=block.line_id,
        opened_on=block.opened_on,
        expired_minutes=0,
        refunded_minutes=0,
        refunded=0,
    )


def _blocks_of(session: Session, invoice_id: int) -> list[PrepaidBlock]:
    found = select(PrepaidBlock).where(PrepaidBlock.invoice_id == invoice_id)
    return list(session.scalars(found.order_by(PrepaidBlock.id)))


def check_blocks(session: Session, invoice_id: int) -> None:
    """Refuse to void an invoice whose hours another one drew, or were given back; UserError."""
    blocks = _blocks_of(session, invoice_id)
    elsewhere = select(PrepaidDraw.id).where(
        PrepaidDraw.block_id.in_([one.id for one in blocks]),
        PrepaidDraw.invoice_id.is_not(None),
        PrepaidDraw.invoice_id != invoice_id,
    )
    given = any(one.refunded_minutes for one in blocks)
    if given or session.scalar(elsewhere.limit(1)) is not None:
        raise UserError(
            "Hours that this invoice sold were drawn on another one, or given back. Refund what is "
            "left instead of voiding it."
        )


def void_blocks(session: Session, invoice_id: int, drawn: set[int]) -> set[int]:
    """Take back the hours of a voided invoice, and draw `drawn` agreements anew.

    Answers the entries whose amounts changed, some of them on drafts.
    """
    moved: dict[int, set[int]] = {agreement_id: set() for agreement_id in drawn}
    for block in _blocks_of(session, invoice_id):
        here = moved.setdefault(block.agreement_id, set())
        here |= empty_block(session, block)
        block.minutes_left, block.expired_minutes = block.minutes, 0
        block.opened_on, block.closed_on = None, today()
    session.flush()
    changed: set[int] = set()
    for agreement_id, entries in sorted(moved.items()):
        changed |= redraw(session, agreement_id, entries)
    return changed
