"""Whether a draft still says what was agreed, and which periods a voided invoice holds."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from ...agreements import rules as agreed
from ...agreements.models import Agreement
from ...agreements.queries import COLUMNS, AgreementRow, LineOn, lines_of_all
from ...money import Currency, shown
from ...rows import dataclass
from ...shop.models import TaxCode
from ...shop.queries import shop as the_shop
from ..models import BilledPeriod, Invoice, InvoiceLine
from ..rules.recurring import bills, period_words, periods, unused
from .kept import PLAN, last_day, rhythm_of
from .recurring import plan_due

A_MONTH = 31
"""Days; who pays for more at once has months in which nothing is billed."""


@dataclass(frozen=True, slots=True)
class Moved:
    """That an agreement asks for something else than a draft says, in a sentence.

    `mark` changes with what the agreement asks for, so that a later change is asked about again.
    """

    agreement_id: int
    mark: str
    sentence: str


def tax_codes(session: Session) -> set[str]:
    """The tax codes in use; a retired one is none of them."""
    return set(session.scalars(select(TaxCode.code).where(TaxCode.active)))


def moved(session: Session, draft_ids: Sequence[int]) -> dict[int, list[Moved]]:
    """Where an agreement was changed under a draft, by draft."""
    if not draft_ids:
        return {}
    found = select(BilledPeriod).where(
        BilledPeriod.invoice_id.in_(draft_ids), BilledPeriod.what == PLAN
    )
    on_draft: dict[tuple[int, int], list[BilledPeriod]] = {}
    for one in session.scalars(found.order_by(BilledPeriod.period_from)):
        on_draft.setdefault((one.invoice_id, one.agreement_id), []).append(one)
    if not on_draft:
        return {}
    ids = {agreement_id for _, agreement_id in on_draft}
    rows = {
        row.id: AgreementRow(*row)
        for row in session.execute(select(*COLUMNS).where(Agreement.id.in_(ids)))
    }
    first = min(some[0].period_from for some in on_draft.values())
    last = max(some[-1].period_to for some in on_draft.values())
    lines = lines_of_all(session, rows.values(), first, last)
    money, codes = the_shop(session).money, tax_codes(session)
    billed = _billed_lines(session, draft_ids, codes)
    answer: dict[int, list[Moved]] = {}
    for (draft_id, agreement_id), some in on_draft.items():
        row = rows[agreement_id]
        said = billed.get((draft_id, agreement_id), {})
        now = _asked_now(row, lines[agreement_id], some, codes)
        if said != now:
            answer.setdefault(draft_id, []).append(_moved(row, said, now, some, money))
    return answer


Figures = dict[tuple[int, date | None], tuple[int, str]]
"""Amount and tax code by agreement line and day."""


def _billed_lines(
    session: Session, ids: Sequence[int], codes: set[str]
) -> dict[tuple[int, int], Figures]:
    extra = select(BilledPeriod.invoice_id, BilledPeriod.what, BilledPeriod.period_from).where(
        BilledPeriod.invoice_id.in_(ids), BilledPeriod.what.startswith("line:")
    )
    besides = {(id_, what, on) for id_, what, on in session.execute(extra)}
    found = select(
        InvoiceLine.invoice_id,
        InvoiceLine.agreement_id,
        InvoiceLine.agreement_line_id,
        InvoiceLine.on,
        InvoiceLine.amount,
        InvoiceLine.tax_code,
    ).where(
        InvoiceLine.invoice_id.in_(ids),
        InvoiceLine.agreement_id.is_not(None),
        InvoiceLine.kind.not_in(("setup", "prepaid")),
    )
    answer: dict[tuple[int, int], Figures] = {}
    for draft_id, agreement_id, line_id, on, amount, code in session.execute(found):
        if (draft_id, f"line:{line_id or 0}", on) not in besides:
            here = answer.setdefault((draft_id, agreement_id or 0), {})
            here[line_id or 0, on] = (amount, code if code in codes else "")
    return answer


def _asked_now(
    row: AgreementRow, lines: Sequence[LineOn], some: Sequence[BilledPeriod], codes: set[str]
) -> Figures:
    """What the agreement asks for today in the periods that stand on a draft.

    Bill by bill as the run makes them: what is billed late stands on one draft, not in one line.
    """
    if row.state not in agreed.RUNNING + agreed.OVER or not some:
        return {}
    firsts = {one.period_from for one in some}
    rhythm, end = rhythm_of(row), min(last_day(row) or date.max, max(firsts))
    others = frozenset(one.first for one in periods(rhythm, end)) - firsts
    return {
        (line.id, one.first): (one.amount, line.tax_code if line.tax_code in codes else "")
        for bill in bills(rhythm, others, end)
        for line, one in plan_due(row, bill, lines).lines
    }


def _moved(
    row: AgreementRow, said: Figures, now: Figures, some: Sequence[BilledPeriod], money: Currency
) -> Moved:
    when = period_words(some[0].period_from, some[-1].period_to)
    was = shown(sum(one[0] for one in said.values()), money)
    asks = shown(sum(one[0] for one in now.values()), money)
    mark = f"{sum(one[0] for one in now.values())}.{len(now)}"
    if was != asks:
        words = f"asks for {asks} for {when} now; this draft says {was}."
    else:
        words = f"was changed since this draft was made, for {when}."
    return Moved(row.id, mark, f"Agreement {row.number} ({row.title}) {words}")


@dataclass(frozen=True, slots=True)
class VoidedRow:
    """A voided invoice that still holds periods of an agreement, so that they are not billed."""

    invoice_id: int
    number: str
    words: str


def voided_of(session: Session, agreement_id: int) -> list[VoidedRow]:
    """The voided invoices that hold periods of an agreement, oldest first."""
    void = aliased(Invoice)
    found = (
        select(
            Invoice.id,
            Invoice.number,
            func.min(BilledPeriod.period_from),
            func.max(BilledPeriod.period_to),
        )
        .join(BilledPeriod, BilledPeriod.invoice_id == Invoice.id)
        .join(void, void.applies_to_id == Invoice.id)
        .where(BilledPeriod.agreement_id == agreement_id, void.void)
        .group_by(Invoice.id, Invoice.number)
        .order_by(Invoice.id)
    )
    return [
        VoidedRow(id_, number or "", period_words(first, last))
        for id_, number, first, last in session.execute(found)
    ]


@dataclass(frozen=True, slots=True)
class UnusedRow:
    """What of one invoice was paid for a time after an agreement's last day, in minor units."""

    invoice_id: int
    number: str
    amount: int


def unused_after(session: Session, agreement_id: int, last_on: date) -> list[UnusedRow]:
    """What was billed for the time after a day, by invoice; without tax, voided ones left out."""
    void = aliased(Invoice)
    gone = select(void.id).where(void.applies_to_id == Invoice.id, void.void)
    found = (
        select(
            Invoice.id,
            Invoice.number,
            BilledPeriod.amount,
            BilledPeriod.period_from,
            BilledPeriod.period_to,
        )
        .join(Invoice, Invoice.id == BilledPeriod.invoice_id)
        .where(
            BilledPeriod.agreement_id == agreement_id,
            BilledPeriod.what == PLAN,
            BilledPeriod.period_to > last_on,
            Invoice.state == literal_column("'issued'"),
            ~gone.exists(),
        )
        .order_by(Invoice.id, BilledPeriod.period_from)
    )
    sums: dict[tuple[int, str], int] = {}
    for id_, number, amount, first, last in session.execute(found):
        key = (id_, number or "")
        sums[key] = sums.get(key, 0) + unused(amount, first, last, last_on)
    return [UnusedRow(*key, amount) for key, amount in sums.items() if amount > 0]


def voided_periods(session: Session, invoice_id: int) -> int:
    """How many periods a voided invoice still holds, which a person may have billed again."""
    void = select(Invoice.id).where(Invoice.applies_to_id == invoice_id, Invoice.void)
    if session.scalar(void.limit(1)) is None:
        return 0
    found = select(func.count()).where(BilledPeriod.invoice_id == invoice_id)
    return session.scalar(found) or 0


def paid_ahead(
    session: Session, client_ids: Sequence[int], since: date
) -> dict[int, list[tuple[int, date | None, int]]]:
    """What clients who pay for several months at once were asked for ahead, by client.

    Each is the invoice, its day (none for a draft) and the amount. Who pays month by month is not
    named: what is billed in a month is then what the month costs.
    """
    found = (
        select(
            Invoice.client_id,
            Invoice.id,
            Invoice.issued_on,
            BilledPeriod.agreement_id,
            BilledPeriod.period_from,
            BilledPeriod.period_to,
            BilledPeriod.amount,
        )
        .join(Invoice, Invoice.id == BilledPeriod.invoice_id)
        .where(
            Invoice.client_id.in_(client_ids),
            or_(Invoice.issued_on.is_(None), Invoice.issued_on >= since),
        )
    )
    spans: dict[tuple[int, int], tuple[date, date]] = {}
    ahead: dict[int, list[tuple[int, date | None, int]]] = {}
    clients: dict[tuple[int, int], int] = {}
    for client_id, id_, on, agreement_id, first, last, amount in session.execute(found):
        key = (id_, agreement_id)
        was = spans.get(key, (first, last))
        spans[key], clients[key] = (min(was[0], first), max(was[1], last)), client_id
        ahead.setdefault(client_id, []).append((id_, on, amount))
    several = {
        clients[key] for key, (first, last) in spans.items() if (last - first).days > A_MONTH
    }
    return {id_: some for id_, some in ahead.items() if id_ in several}


def plan_words(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Which agreements a draft bills in advance, and for which time: Gold, December 2026."""
    found = (
        select(
            BilledPeriod.invoice_id,
            Agreement.plan,
            Agreement.title,
            Agreement.kind,
            func.min(BilledPeriod.period_from),
            func.max(BilledPeriod.period_to),
        )
        .join(Agreement, Agreement.id == BilledPeriod.agreement_id)
        .where(BilledPeriod.invoice_id.in_(ids), BilledPeriod.what == PLAN)
        .group_by(BilledPeriod.invoice_id, Agreement.id, Agreement.plan, Agreement.title)
        .group_by(Agreement.kind)
        .order_by(BilledPeriod.invoice_id, Agreement.id)
    )
    said: dict[int, list[str]] = {}
    for id_, plan, title, kind, first, last in session.execute(found):
        name = plan or title or agreed.KINDS.get(kind, kind)
        said.setdefault(id_, []).append(f"{name}, {period_words(first, last)}")
    return {id_: "; ".join(some) for id_, some in said.items()}
