"""What must hold of money paid in advance: every line has its source, every minute its place."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, case, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from ...agreements.models import PrepaidBlock
from ...timekeeping.models import PrepaidDraw, TimeEntry, Visit
from ..models import BilledPeriod, Invoice, InvoiceLine, InvoiceTime

SHOWN = 20
"""How many faults of a kind a check names."""

_ISSUED = Invoice.state == literal_column("'issued'")


def check_prepaid(session: Session) -> list[str]:
    """Bought is drawn, left, carried over, expired and refunded together, of every block."""
    drawn = (
        select(PrepaidDraw.block_id, func.sum(PrepaidDraw.minutes).label("minutes"))
        .group_by(PrepaidDraw.block_id)
        .subquery()
    )
    later = aliased(PrepaidBlock)
    onward = (
        select(later.carried_from_id, func.sum(later.carried).label("minutes"))
        .where(later.carried_from_id.is_not(None), later.opened_on.is_not(None))
        .group_by(later.carried_from_id)
        .subquery()
    )
    rows = session.execute(
        select(
            PrepaidBlock,
            func.coalesce(drawn.c.minutes, 0),
            func.coalesce(onward.c.minutes, 0),
        )
        .outerjoin(drawn, drawn.c.block_id == PrepaidBlock.id)
        .outerjoin(onward, onward.c.carried_from_id == PrepaidBlock.id)
        .order_by(PrepaidBlock.id)
    )
    return list(_of_blocks(rows))[:SHOWN]


def _of_blocks(rows: Any) -> Iterator[str]:
    for block, drawn, onward in rows:
        if block.opened_on is None:
            if drawn:
                yield f"Prepaid hours {block.id}: drawn from, and nobody sold them."
            continue
        rest = block.minutes_left + block.expired_minutes + block.refunded_minutes
        if block.minutes != drawn + onward + rest:
            yield f"Prepaid hours {block.id}: drawn, left, ended, refunded are not what was sold."
        if block.minutes_left < 0 or block.expired_minutes < 0:
            yield f"Prepaid hours {block.id}: more is drawn than was sold."
        if block.closed_on is not None and block.minutes_left:
            yield f"Prepaid hours {block.id}: ended, and still has some left."


def check_draws(session: Session) -> list[str]:
    """What an entry says was drawn is what the ledger says; imported time has no ledger."""
    ledger = (
        select(PrepaidDraw.entry_id, func.sum(PrepaidDraw.minutes).label("minutes"))
        .group_by(PrepaidDraw.entry_id)
        .subquery()
    )
    said = case((TimeEntry.prepaid_agreement_id.is_(None), 0), else_=TimeEntry.prepaid_minutes)
    wrong = (
        select(TimeEntry.id)
        .outerjoin(ledger, ledger.c.entry_id == TimeEntry.id)
        .where(
            or_(TimeEntry.prepaid_agreement_id.is_not(None), ledger.c.minutes.is_not(None)),
            said != func.coalesce(ledger.c.minutes, 0),
        )
        .order_by(TimeEntry.id)
    )
    found = [
        f"Time entry {id_}: the prepaid minutes are not those of the ledger."
        for id_ in session.scalars(wrong.limit(SHOWN))
    ]
    whole = select(TimeEntry.id).where(
        TimeEntry.prepaid_agreement_id.is_not(None),
        TimeEntry.kind == "prepaid",
        TimeEntry.billed_minutes != TimeEntry.prepaid_minutes,
    )
    found += [
        f"Time entry {id_} is prepaid, and not all of it was drawn."
        for id_ in session.scalars(whole.limit(SHOWN))
    ]
    return found


def check_periods(session: Session) -> list[str]:
    """What a period was billed is what the lines of its agreement on that invoice come to."""
    periods = (
        select(
            BilledPeriod.invoice_id,
            BilledPeriod.agreement_id,
            func.sum(BilledPeriod.amount).label("amount"),
        )
        .group_by(BilledPeriod.invoice_id, BilledPeriod.agreement_id)
        .subquery()
    )
    lines = (
        select(
            InvoiceLine.invoice_id,
            InvoiceLine.agreement_id,
            func.sum(InvoiceLine.amount).label("amount"),
        )
        .where(InvoiceLine.agreement_id.is_not(None), InvoiceLine.kind != "prepaid")
        .group_by(InvoiceLine.invoice_id, InvoiceLine.agreement_id)
        .subquery()
    )
    blocks = (
        select(
            BilledPeriod.invoice_id,
            BilledPeriod.agreement_id,
            func.sum(BilledPeriod.amount).label("amount"),
        )
        .where(BilledPeriod.what == "block")
        .group_by(BilledPeriod.invoice_id, BilledPeriod.agreement_id)
        .subquery()
    )
    wrong = (
        select(Invoice.number)
        .join(periods, periods.c.invoice_id == Invoice.id)
        .outerjoin(
            lines,
            (lines.c.invoice_id == Invoice.id) & (lines.c.agreement_id == periods.c.agreement_id),
        )
        .outerjoin(
            blocks,
            (blocks.c.invoice_id == Invoice.id) & (blocks.c.agreement_id == periods.c.agreement_id),
        )
        .where(
            _ISSUED,
            periods.c.amount - func.coalesce(blocks.c.amount, 0)
            != func.coalesce(lines.c.amount, 0),
        )
    )
    return [
        f"Invoice {number}: the periods are not billed what its lines say."
        for number in session.scalars(wrong.limit(SHOWN))
    ]


def check_sources(session: Session) -> list[str]:
    """Every line of an invoice of our own traces to its source.

    Time to entries on its detail page, trips to a visit, what recurs to an agreement and its
    period, hours to their block; the rest a person typed.
    """
    found = []
    for what, condition in _sourceless():
        rows = session.execute(
            select(Invoice.number, InvoiceLine.text)
            .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
            .where(
                _ISSUED,
                Invoice.kind == literal_column("'invoice'"),
                Invoice.batch_id.is_(None),
                InvoiceLine.manual.is_(False),
                condition,
            )
            .order_by(Invoice.id)
            .limit(SHOWN)
        )
        found += [f"Invoice {number}: “{text}” comes from no {what}." for number, text in rows]
    return found


def _sourceless() -> list[tuple[str, Any]]:
    def none_of(found: Select[Any]) -> Any:
        return ~found.exists()

    time = select(InvoiceTime.id).where(InvoiceTime.line_id == InvoiceLine.id)
    trip = select(InvoiceTime.id).where(InvoiceTime.invoice_id == InvoiceLine.invoice_id)
    visit = select(Visit.id).where(
        or_(Visit.invoice_line_id == InvoiceLine.id, Visit.on == InvoiceLine.on)
    )
    period = select(BilledPeriod.id).where(
        BilledPeriod.invoice_id == InvoiceLine.invoice_id,
        BilledPeriod.agreement_id == InvoiceLine.agreement_id,
    )
    freed = aliased(Invoice)
    void = select(freed.id).where(freed.applies_to_id == InvoiceLine.invoice_id, freed.void)
    block = select(PrepaidBlock.id).where(PrepaidBlock.line_id == InvoiceLine.id)
    kind = InvoiceLine.kind
    return [
        ("time", (kind == "time") & (InvoiceLine.unit == "h") & none_of(time)),
        ("visit", (kind == "trip") & none_of(visit) & none_of(trip)),
        (
            "agreement",
            kind.in_(("plan", "setup", "service", "software", "hardware"))
            & none_of(period)
            & none_of(void),
        ),
        ("block of hours", (kind == "prepaid") & none_of(block)),
    ]


CHECKS = (check_prepaid, check_draws, check_periods, check_sources)
"""What check_books asks of money paid in advance."""
