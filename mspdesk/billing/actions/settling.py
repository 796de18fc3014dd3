"""What stands on an invoice for which period: taken off a draft again, and settled at issue."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from ...agreements.models import PrepaidBlock
from ...dates import today
from ...money import split
from ..models import BilledPeriod, Invoice, InvoiceLine
from ..queries.kept import BLOCK, PLAN, SETUP
from ..queries.late import key_of
from ..rules.words import LineKind
from .common import the_lines

NO_LINE = 0
"""The id of the line that stands for the fee of an agreement without lines."""


def period_of(
    invoice_id: int,
    agreement_id: int,
    what: str,
    first: date,
    last: date,
    due_on: date,
    amount: int,
) -> dict[str, Any]:
    """The columns of a billed period, or of what was billed besides one."""
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
    forget_due(session, draft)


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
    made = period_of(
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


def forget_due(session: Session, draft: Invoice) -> None:
    """Without a period paid in advance a draft is due by its client's terms again."""
    left = select(BilledPeriod.id).where(BilledPeriod.invoice_id == draft.id).limit(1)
    if session.scalar(left) is None:
        draft.due_on = None


def never_minded(invoice_id: int, agreement_id: int) -> Select[BilledPeriod]:
    """Lines of an agreement that were taken off a draft while their period stays billed."""
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
    held = besides_of(session, invoice.id)
    for agreement_id, some in rows.items():
        mine = [
            line
            for line in lines
            if line.agreement_id == agreement_id and line.kind != LineKind.PREPAID
        ]
        fees = [line for line in mine if line.kind == LineKind.SETUP]
        late = [line for line in mine if line not in fees and beside(line, held)]
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


def besides_of(session: Session, invoice_id: int) -> Besides:
    """What stands on an invoice besides its periods."""
    columns = (BilledPeriod.agreement_id, BilledPeriod.what, BilledPeriod.period_from)
    found = select(*columns).where(
        BilledPeriod.invoice_id == invoice_id,
        or_(BilledPeriod.what.startswith("line:"), BilledPeriod.what.startswith("setup:")),
    )
    return {(of, what, on) for of, what, on in session.execute(found)}


def beside(line: InvoiceLine, besides: Besides) -> bool:
    """Whether a line was asked for besides the periods: it came or went late, or is a later fee."""
    of = line.agreement_id or 0
    if line.kind == LineKind.SETUP:
        fees = (one for one in besides if one[0] == of and one[1].startswith("setup:"))
        return bool(line.detail) and any(on == line.on for _, _, on in fees)
    return (of, key_of(line.agreement_line_id or NO_LINE), line.on) in besides
