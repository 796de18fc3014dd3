"""What agreements ask for in advance, put onto drafts, taken off again, and billed from a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement, PrepaidBlock
from ...agreements.queries import COLUMNS, AgreementRow, LineOn
from ...clients.models import Client
from ...database.action import action, tell
from ...dates import full_date, today
from ...errors import UserError
from ...money import QUANTITY, split
from ...shop.actions import seen
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
from .common import alone, changed, place_line, the_lines

_KINDS = frozenset(LineKind)
NO_LINE = 0
"""The id of the line that stands for the fee of an agreement without lines."""


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
        words = f"Setup, {row.title}"
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
        made = _period(invoice_id, row.id, PLAN, first, last, bill.first, sums[first])
        made["days"], made["of_days"] = part.days, part.of_days
        found.append(made)
    start = row.bill_from or row.start_on
    return [
        *found,
        *(_period(invoice_id, row.id, what, start, start, bill.first, sum_) for what, sum_ in once),
    ]


def _period(
    invoice_id: int,
    agreement_id: int,
    what: str,
    first: date,
    last: date,
    due_on: date,
    amount: int,
) -> Values:
    return {
        "agreement_id": agreement_id,
        "what": what,
        "period_from": first,
        "period_to": last,
        "due_on": due_on,
        "invoice_id": invoice_id,
        "amount": amount,
        "days": 0,
        "of_days": 0,
    }


def _extra_line(invoice_id: int, extra: Extra, taxes: TaxChoice) -> InvoiceLine:
    due = Due(extra.first, extra.last, QUANTITY, extra.amount, extra.amount, extra.detail, ())
    return InvoiceLine(**_line(invoice_id, extra.agreement, extra.line, due, taxes))


def _extra_periods(invoice_id: int, extra: Extra) -> list[BilledPeriod]:
    """What each line that is settled was billed by it, so that nothing is asked for twice."""
    of, first, last = extra.agreement.id, extra.first, extra.last
    return [
        BilledPeriod(
            **_period(invoice_id, of, key_of(line_id, extra.line.id), first, last, first, amount)
        )
        for line_id, amount in extra.parts
    ]


def _fee_line(invoice_id: int, fee: Fee, taxes: TaxChoice) -> InvoiceLine:
    words = f"Setup, {fee.title}"
    made = bare_line(invoice_id, fee.agreement.id, LineKind.SETUP, words, fee.amount, fee.on)
    made["detail"], made["taxable"] = fee.detail, taxes.taxable(LineKind.SETUP)
    return InvoiceLine(**made)


def _fee_period(invoice_id: int, fee: Fee) -> BilledPeriod:
    of, what = fee.agreement.id, fee_key(fee.sheet_id)
    return BilledPeriod(**_period(invoice_id, of, what, fee.on, fee.on, fee.on, fee.amount))


# --- off a draft again ----------------------------------------------------------------------------


def free_periods(
    session: Session, invoice_id: int, agreement_id: int | None = None, what: str = ""
) -> int:
    """Let periods that stand on an invoice be billed again; answers how many there were.

    Blocks of hours that were never opened go with them.
    """
    found = select(BilledPeriod).where(BilledPeriod.invoice_id == invoice_id)
    blocks = select(PrepaidBlock).where(
        PrepaidBlock.invoice_id == invoice_id,
        PrepaidBlock.opened_on.is_(None),
        PrepaidBlock.closed_on.is_(None),
    )
    if agreement_id is not None:
        found = found.where(BilledPeriod.agreement_id == agreement_id)
        blocks = blocks.where(PrepaidBlock.agreement_id == agreement_id)
    if what:
        found = found.where(BilledPeriod.what == what)
    gone = list(session.scalars(found))
    if not what or what in (PLAN, BLOCK):
        for block in session.scalars(blocks):
            session.delete(block)
    for row in gone:
        session.delete(row)
    session.flush()
    return len(gone)


def line_went(session: Session, draft: Invoice, line: InvoiceLine) -> None:
    """A line of an agreement was taken off a draft: what it stood for is no longer billed.

    The periods stay as long as another line of the agreement bills them.
    """
    if line.agreement_id is None:
        return
    if line.kind == LineKind.SETUP:
        _fee_went(session, draft, line)
    elif line.kind == LineKind.PREPAID:
        _block_went(session, draft, line)
    elif not _is_extra(session, draft, line):
        rest = [
            one
            for one in the_lines(session, draft.id)
            if one.agreement_id == line.agreement_id and one.id != line.id and not one.manual
            if one.kind not in (LineKind.SETUP, LineKind.PREPAID)
        ]
        if rest:
            _never_mind(session, draft, line)
        else:
            free_periods(session, draft.id, line.agreement_id, PLAN)
    _forget_due(session, draft)


def _fee_went(session: Session, draft: Invoice, line: InvoiceLine) -> None:
    """A setup fee was taken off a draft: that of the amendment of its day, or the first one."""
    found = select(BilledPeriod).where(
        BilledPeriod.invoice_id == draft.id,
        BilledPeriod.agreement_id == line.agreement_id,
        BilledPeriod.what.startswith("setup:"),
        BilledPeriod.period_from == line.on,
    )
    rows = sorted(session.scalars(found), key=lambda row: row.amount != line.amount)
    if rows and line.detail:
        session.delete(rows[0])
        session.flush()
    else:
        free_periods(session, draft.id, line.agreement_id, SETUP)


def _never_mind(session: Session, draft: Invoice, line: InvoiceLine) -> None:
    """A line was taken off, and its period stays billed: no later run asks for it again."""
    made = _period(
        draft.id,
        line.agreement_id or 0,
        key_of(line.agreement_line_id or NO_LINE),
        line.on or today(),
        line.on or today(),
        line.on or today(),
        0,
    )
    held = select(BilledPeriod.id).where(
        BilledPeriod.agreement_id == line.agreement_id,
        BilledPeriod.what == made["what"],
        BilledPeriod.period_from == made["period_from"],
    )
    if session.scalar(held) is None:
        session.add(BilledPeriod(**made))
        session.flush()


def _block_went(session: Session, draft: Invoice, line: InvoiceLine) -> None:
    gone = select(PrepaidBlock).where(PrepaidBlock.line_id == line.id)
    for block in session.scalars(gone):
        if block.opened_on is None:
            session.delete(block)
    found = select(BilledPeriod).where(
        BilledPeriod.invoice_id == draft.id,
        BilledPeriod.agreement_id == line.agreement_id,
        BilledPeriod.what == BLOCK,
        BilledPeriod.period_from == line.on,
    )
    for row in session.scalars(found):
        session.delete(row)
    session.flush()


def _is_extra(session: Session, draft: Invoice, line: InvoiceLine) -> bool:
    """Whether a line only evened out a period billed before; then that goes."""
    main = line.agreement_line_id or NO_LINE
    found = select(BilledPeriod).where(
        BilledPeriod.invoice_id == draft.id,
        BilledPeriod.agreement_id == line.agreement_id,
        BilledPeriod.what.startswith("line:"),
        BilledPeriod.period_from == line.on,
    )
    rows = [row for row in session.scalars(found) if _stands_on(row.what, main)]
    for row in rows:
        session.delete(row)
    session.flush()
    return bool(rows)


def _stands_on(what: str, main: int) -> bool:
    """Whether what was settled late stands on the line of an agreement's line."""
    return what == key_of(main) or what.endswith(f":{main}")


def _forget_due(session: Session, draft: Invoice) -> None:
    """Without a period paid in advance a draft is due by its client's terms again."""
    left = select(BilledPeriod.id).where(BilledPeriod.invoice_id == draft.id).limit(1)
    if session.scalar(left) is None:
        draft.due_on = None


def remake(session: Session, draft: Invoice, agreement_id: int) -> None:
    """Write an agreement's lines on a draft anew, as the agreement stands today."""
    alone(session)
    besides = _besides(session, draft.id)
    for line in the_lines(session, draft.id):
        ours = line.agreement_id == agreement_id and not line.manual
        if ours and line.kind != LineKind.PREPAID and not _beside(line, besides):
            session.delete(line)
    for row in session.scalars(_never_minded(draft.id, agreement_id)):
        session.delete(row)
    session.flush()
    free_periods(session, draft.id, agreement_id, PLAN)
    free_periods(session, draft.id, agreement_id, SETUP)
    _forget_due(session, draft)
    found = asking(session, today(), draft.client_id)
    dues = [one for one in found.dues if one.agreement.id == agreement_id and not one.block]
    client = session.get_one(Client, draft.client_id)
    put_plans(session, draft, dues, (), tax_choice(session, client, the_shop(session)))
    changed(session, draft)


def _never_minded(invoice_id: int, agreement_id: int) -> Select[BilledPeriod]:
    return select(BilledPeriod).where(
        BilledPeriod.invoice_id == invoice_id,
        BilledPeriod.agreement_id == agreement_id,
        BilledPeriod.what.startswith("line:"),
        BilledPeriod.amount == 0,
    )


def settle_periods(session: Session, invoice: Invoice, lines: Iterable[InvoiceLine]) -> None:
    """Write onto the periods of an invoice what its lines came to in the end, a person's too."""
    found = select(BilledPeriod).where(
        BilledPeriod.invoice_id == invoice.id, BilledPeriod.what != BLOCK
    )
    rows: dict[int, list[BilledPeriod]] = {}
    for row in session.scalars(found.order_by(BilledPeriod.period_from)):
        rows.setdefault(row.agreement_id, []).append(row)
    if not rows:
        return
    besides = _besides(session, invoice.id)
    for agreement_id, some in rows.items():
        mine = [
            line
            for line in lines
            if line.agreement_id == agreement_id and line.kind != LineKind.PREPAID
        ]
        fees = [line for line in mine if line.kind == LineKind.SETUP]
        late = [line for line in mine if line not in fees and _beside(line, besides)]
        plan = [line for line in mine if line not in fees and line not in late]
        _settle([one for one in some if one.what == PLAN], plan)
        _settle([one for one in some if one.what.startswith(SETUP)], fees)
        for line in late:
            main = line.agreement_line_id or NO_LINE
            _settle(
                [one for one in some if one.period_from == line.on and _stands_on(one.what, main)],
                [line],
            )


def _settle(rows: Sequence[BilledPeriod], lines: Sequence[InvoiceLine]) -> None:
    """Let periods come to what lines do: plans in even parts, the rest on the first of them."""
    total, was = sum(line.amount for line in lines), sum(row.amount for row in rows)
    if not rows or total == was:
        return
    if rows[0].what == PLAN:
        for row, share in zip(rows, split(total, [1] * len(rows)), strict=True):
            row.amount = share
    else:
        rows[0].amount += total - was


Besides = set[tuple[int, str, date | None]]
"""What stands on an invoice besides its periods: agreement, name in the books, day."""


def _besides(session: Session, invoice_id: int) -> Besides:
    columns = (BilledPeriod.agreement_id, BilledPeriod.what, BilledPeriod.period_from)
    found = select(*columns).where(
        BilledPeriod.invoice_id == invoice_id,
        or_(BilledPeriod.what.startswith("line:"), BilledPeriod.what.startswith("setup:")),
    )
    return {(of, what, on) for of, what, on in session.execute(found)}


def _beside(line: InvoiceLine, besides: Besides) -> bool:
    """Whether a line was asked for besides the periods: it came or went late, or is a later fee."""
    of = line.agreement_id or 0
    if line.kind == LineKind.SETUP:
        fees = (one for one in besides if one[0] == of and one[1].startswith("setup:"))
        return bool(line.detail) and any(on == line.on for _, _, on in fees)
    return (of, key_of(line.agreement_line_id or NO_LINE), line.on) in besides


# --- what a person says ---------------------------------------------------------------------------


@action("Begin billing")
def begin_billing(
    session: Session, agreement_id: int, from_on: date, version: int | None = None
) -> None:
    """Say from which day MSPDesk bills an agreement in advance, one from another program too.

    Raises UserError naming from_on when the day lies outside the agreement, or inside a period
    that was billed already.
    """
    row = session.get_one(Agreement, agreement_id)
    if version is not None:
        seen(row, version)
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
