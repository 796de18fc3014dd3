"""What agreements ask for in advance, put onto drafts, taken off again, and billed from a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...agreements.queries import COLUMNS, AgreementRow, LineOn
from ...agreements.rules import fee_words
from ...clients.models import Client
from ...database.action import action, tell
from ...database.stale import as_seen
from ...dates import full_date, today
from ...errors import UserError
from ...money import QUANTITY
from ...shop.actions import alone
from ...shop.queries import shop as the_shop
from ..models import BilledPeriod, Invoice, InvoiceLine
from ..queries.agreed import voided_periods
from ..queries.kept import BLOCK, PLAN, SETUP, rhythm_of
from ..queries.late import Extra, Fee, fee_key, key_of
from ..queries.parties import TaxChoice, tax_choice
from ..queries.recurring import PlanDue, asking
from ..rules.recurring import Due, check_rhythm, periods
from ..rules.words import LineKind
from .buckets import add_buckets, block_line
from .common import changed, place_line, the_lines
from .settling import NO_LINE, beside, besides_of, forget_due, free_periods, never_minded, period_of

_KINDS = frozenset(LineKind)


def put_plans(
    session: Session,
    draft: Invoice,
    dues: Sequence[PlanDue],
    extras: Sequence[Extra],
    taxes: TaxChoice,
    fees: Sequence[Fee] = (),
) -> None:
    """Put what agreements ask for onto a draft: its lines, and that their periods are billed."""
    for due in dues:
        lines = lines_of(draft.id, due, taxes)
        for line in lines:
            place_line(session, line)
        session.add_all(periods_of(draft.id, due))
        if due.block:
            block_line(session, draft, due.agreement, taxes, due.bill.first)
        else:
            add_buckets(session, draft, due, lines)
        reach(draft, due.bill.first, due.bill.last)
    for extra in extras:
        place_line(session, _extra_line(draft.id, extra, taxes))
        session.add_all(_extra_periods(draft.id, extra))
    for fee in fees:
        place_line(session, _fee_line(draft.id, fee, taxes))
        session.add(_fee_period(draft.id, fee))
    session.flush()


def reach(draft: Invoice, first: date, last: date) -> None:
    """Stretch a draft over a period paid in advance: due on its first day (B6)."""
    draft.due_on = min(draft.due_on or first, first)
    draft.period_from = min(draft.period_from or first, first)
    draft.period_to = max(draft.period_to or last, last)


def lines_of(invoice_id: int, due: PlanDue, taxes: TaxChoice) -> list[InvoiceLine]:
    """The lines of one agreement for the periods of one bill, the setup fee last."""
    return [InvoiceLine(**values) for values in line_values(invoice_id, due, taxes)]


Values = dict[str, Any]
"""The columns of a new row, every one of them, so that the journal need not ask."""


def line_values(invoice_id: int, due: PlanDue, taxes: TaxChoice) -> list[Values]:
    """The columns of the lines of one agreement for one bill, the setup fee last."""
    row = due.agreement
    lines = [_line(invoice_id, row, line, one, taxes) for line, one in due.lines]
    if due.setup:
        words = f"{fee_words(row.kind)}, {row.title}"
        setup = bare_line(invoice_id, row.id, LineKind.SETUP, words, due.setup, due.bill.first)
        setup["taxable"] = taxes.taxable(LineKind.SETUP)
        lines.append(setup)
    return lines


def _line(invoice_id: int, row: AgreementRow, line: LineOn, due: Due, taxes: TaxChoice) -> Values:
    kind = line.kind if line.kind in _KINDS else LineKind.SERVICE
    made = bare_line(invoice_id, row.id, kind, line.text, due.amount, due.first)
    made["detail"], made["quantity"], made["unit_price"] = due.detail, due.quantity, due.price
    made["unit_cost"] = line.cost or None
    made["taxable"] = taxes.taxable(kind) if line.id == NO_LINE else line.taxable
    made["tax_code"] = line.tax_code
    made["agreement_line_id"] = line.id or None
    made["catalog_item_id"] = line.item_id
    return made


def bare_line(
    invoice_id: int, agreement_id: int | None, kind: str, text: str, amount: int, on: date | None
) -> Values:
    """The columns of a line that names its agreement."""
    return {
        "invoice_id": invoice_id,
        "position": 0,
        "kind": str(kind),
        "text": text,
        "detail": "",
        "on": on,
        "ticket_id": None,
        "quantity": QUANTITY,
        "unit": "",
        "unit_price": amount,
        "amount": amount,
        "unit_cost": None,
        "minutes": None,
        "taxable": False,
        "tax_code": "",
        "tax_rate": 0,
        "manual": False,
        "reworded": False,
        "agreement_id": agreement_id,
        "agreement_line_id": None,
        "catalog_item_id": None,
        "source": "",
        "source_id": "",
        "batch_id": None,
    }


def periods_of(invoice_id: int, due: PlanDue) -> list[BilledPeriod]:
    """That the periods of a bill stand on an invoice, each with its part of the amount."""
    return [BilledPeriod(**values) for values in period_values(invoice_id, due)]


def period_values(invoice_id: int, due: PlanDue) -> list[Values]:
    """The columns of the billed periods of one bill."""
    row, bill = due.agreement, due.bill
    once = [(BLOCK, row.monthly_fee)] if due.block else []
    if due.setup:
        once.append((SETUP, due.setup))
    sums = {one.first: 0 for one in bill.periods}
    for _, one in due.lines:
        for first, share in one.shares:
            sums[first] += share
    found = []
    for part in () if due.block else bill.periods:
        first, last = part.first, part.last
        made = period_of(invoice_id, row.id, PLAN, first, last, bill.first, sums[first])
        made["days"], made["of_days"] = part.days, part.of_days
        found.append(made)
    start = row.bill_from or row.start_on
    return [
        *found,
        *(
            period_of(invoice_id, row.id, what, start, start, bill.first, sum_)
            for what, sum_ in once
        ),
    ]


def _extra_line(invoice_id: int, extra: Extra, taxes: TaxChoice) -> InvoiceLine:
    due = Due(extra.first, extra.last, QUANTITY, extra.amount, extra.amount, extra.detail, ())
    return InvoiceLine(**_line(invoice_id, extra.agreement, extra.line, due, taxes))


def _extra_periods(invoice_id: int, extra: Extra) -> list[BilledPeriod]:
    """What each line that is settled was billed by it, so that nothing is asked for twice."""
    of, first, last = extra.agreement.id, extra.first, extra.last
    return [
        BilledPeriod(
            **period_of(invoice_id, of, key_of(line_id, extra.line.id), first, last, first, amount)
        )
        for line_id, amount in extra.parts
    ]


def _fee_line(invoice_id: int, fee: Fee, taxes: TaxChoice) -> InvoiceLine:
    words = f"{fee_words(fee.agreement.kind)}, {fee.title}"
    made = bare_line(invoice_id, fee.agreement.id, LineKind.SETUP, words, fee.amount, fee.on)
    made["detail"], made["taxable"] = fee.detail, taxes.taxable(LineKind.SETUP)
    return InvoiceLine(**made)


def _fee_period(invoice_id: int, fee: Fee) -> BilledPeriod:
    of, what = fee.agreement.id, fee_key(fee.sheet_id)
    return BilledPeriod(**period_of(invoice_id, of, what, fee.on, fee.on, fee.on, fee.amount))


# --- made anew, and what a person says ------------------------------------------------------------


def remake(session: Session, draft: Invoice, agreement_id: int) -> None:
    """Write an agreement's lines on a draft anew, as the agreement stands today."""
    alone(session)
    held = besides_of(session, draft.id)
    for line in the_lines(session, draft.id):
        ours = line.agreement_id == agreement_id and not line.manual
        if ours and line.kind != LineKind.PREPAID and not beside(line, held):
            session.delete(line)
    for row in session.scalars(never_minded(draft.id, agreement_id)):
        session.delete(row)
    session.flush()
    free_periods(session, draft.id, agreement_id, PLAN)
    free_periods(session, draft.id, agreement_id, SETUP)
    forget_due(session, draft)
    found = asking(session, today(), draft.client_id)
    dues = [one for one in found.dues if one.agreement.id == agreement_id and not one.block]
    client = session.get_one(Client, draft.client_id)
    put_plans(session, draft, dues, (), tax_choice(session, client, the_shop(session)))
    changed(session, draft)


@action("Begin billing")
def begin_billing(
    session: Session, agreement_id: int, from_on: date, version: int | None = None
) -> None:
    """Say from which day MSPDesk bills an agreement in advance, one from another program too.

    Raises UserError naming from_on when the day lies outside the agreement, or inside a period
    that was billed already.
    """
    row = as_seen(session, Agreement, agreement_id, version)
    if from_on < row.start_on:
        raise UserError(
            f"The agreement begins on {full_date(row.start_on)}. Choose that day or a later one.",
            "from_on",
        )
    values = session.execute(select(*COLUMNS).where(Agreement.id == agreement_id)).one()
    last = AgreementRow(*values)
    end = last.ended_on or (None if last.goes_on else last.end_on)
    if end is not None and from_on > end:
        raise UserError(f"The agreement ends on {full_date(end)}.", "from_on")
    billed = select(BilledPeriod.period_to).where(
        BilledPeriod.agreement_id == agreement_id,
        BilledPeriod.what == PLAN,
        BilledPeriod.period_from < from_on,
        BilledPeriod.period_to >= from_on,
    )
    if (until := session.scalar(billed.limit(1))) is not None:
        raise UserError(
            f"It is billed through {full_date(until)} already. Choose a later day.", "from_on"
        )
    row.bill_from = from_on
    session.flush()
    values = session.execute(select(*COLUMNS).where(Agreement.id == agreement_id)).one()
    rhythm = rhythm_of(AgreementRow(*values))
    check_rhythm(rhythm)
    first = next(iter(periods(rhythm, end)))
    tell(session, f"Agreement {row.number} is billed from {full_date(first.first)}")


@action("Bill periods again")
def bill_periods_again(session: Session, invoice_id: int) -> int:
    """Let the periods of a voided invoice be billed again by the next run; answers how many.

    Voiding alone does not: that would bill again what was voided for good. Raises UserError when
    the invoice stands.
    """
    if not voided_periods(session, invoice_id):
        raise UserError("Only the periods of a voided invoice can be billed again.")
    number = session.scalar(select(Invoice.number).where(Invoice.id == invoice_id))
    count = free_periods(session, invoice_id)
    words = "period" if count == 1 else "periods"
    tell(session, f"{count} {words} of {number} will be billed again")
    return count
