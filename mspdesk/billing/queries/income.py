"""What a time brought and cost on the shop's own basis, and what months to come may bring.

A summary, not a ledger (E25): income is what was invoiced or what was paid, costs are the bills.
Tax is never income.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import add_months, month_start
from ...money import half_up
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ...shop.rules import CASH
from ..models import Allocation, Bill, Invoice, InvoiceLine, Payment
from ..rules.words import LINE_WORDS, LineKind
from .upcoming import recurring_revenue

INCOME, COST = "income", "cost"
SIDE_WORDS = {INCOME: "Income", COST: "Costs"}
HISTORY_MONTHS = 12
"""Months of own history that an average is made of."""

_ISSUED = Invoice.state == literal_column("'issued'")
_NOT_OFF = Invoice.kind != literal_column("'write_off'")
OTHER = "Other"
WRITTEN_OFF = "Written off"
NOT_APPLIED = "Paid, on no invoice yet"


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """A line of the summary; costs are negative, so that all lines sum to the result."""

    side: str
    what: str
    amount: int
    year_to_date: int


def income_summary(
    session: Session, first: date, last: date, basis: str | None = None
) -> list[IncomeRow]:
    """Income and costs between two days, and from the fiscal year's first day to the last."""
    shop = the_shop(session)
    basis = basis or shop.accounting_basis
    start = fiscal_start(last, shop.fiscal_year_month)
    now = actuals(session, first, last, basis)
    year = actuals(session, min(start, first), last, basis) if start < first else now
    if start > first:
        year = actuals(session, start, last, basis)
    keys = sorted({*now, *year}, key=lambda key: (key[0] != INCOME, _rank(key[1]), key[1].lower()))
    return [
        IncomeRow(
            side,
            what,
            _signed(side, now.get((side, what), 0)),
            _signed(side, year.get((side, what), 0)),
        )
        for side, what in keys
    ]


def _signed(side: str, amount: int) -> int:
    return -amount if side == COST else amount


def _rank(what: str) -> int:
    words = list(LINE_WORDS.values())
    return words.index(what) if what in words else len(words)


def fiscal_start(day: date, month: int) -> date:
    """The first day of the fiscal year a day lies in."""
    year = day.year if day.month >= month else day.year - 1
    return date(year, month, 1)


Actuals = dict[tuple[str, str], int]
"""Amounts above zero by side and category, in minor units."""


def actuals(session: Session, first: date, last: date, basis: str) -> Actuals:
    """Income by kind and costs by category between two days, on a basis."""
    found: Actuals = defaultdict(int)
    if basis == CASH:
        for kind, amount in _collected(session, first, last).items():
            found[INCOME, kind] += amount
    else:
        for kind, amount in _invoiced(session, first, last).items():
            found[INCOME, kind] += amount
        found[COST, WRITTEN_OFF] += _written_off(session, first, last)
    day = Bill.paid_on if basis == CASH else func.coalesce(Bill.billed_on, Bill.due_on)
    costs = (
        select(Bill.category, func.sum(Bill.amount))
        .where(day.between(first, last))
        .group_by(Bill.category)
    )
    for category, amount in session.execute(costs):
        found[COST, category or OTHER] += int(amount)
    return {key: amount for key, amount in found.items() if amount}


def _invoiced(session: Session, first: date, last: date) -> dict[str, int]:
    """What was invoiced less credits, without tax, by kind of line; history without lines too."""
    found = (
        select(InvoiceLine.kind, func.sum(InvoiceLine.amount))
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .where(_ISSUED, _NOT_OFF, Invoice.issued_on.between(first, last))
        .group_by(InvoiceLine.kind)
    )
    sums = {kind_words(kind): int(amount or 0) for kind, amount in session.execute(found)}
    whole = session.scalar(
        select(func.coalesce(func.sum(Invoice.subtotal), 0)).where(
            _ISSUED, _NOT_OFF, Invoice.issued_on.between(first, last)
        )
    )
    rest = int(whole or 0) - sum(sums.values())
    if rest:
        sums[OTHER] = sums.get(OTHER, 0) + rest
    return sums


def kind_words(kind: str) -> str:
    """What a kind of line is called; one that a file brought is Other."""
    return LINE_WORDS[LineKind(kind)] if kind in set(LineKind) else OTHER


def _written_off(session: Session, first: date, last: date) -> int:
    amount = session.scalar(
        select(func.coalesce(func.sum(-Invoice.total), 0)).where(
            _ISSUED, ~_NOT_OFF, Invoice.issued_on.between(first, last)
        )
    )
    return int(amount or 0)


def _collected(session: Session, first: date, last: date) -> dict[str, int]:
    """Money that came in, without the tax in it, by kind of line, and what pays no invoice yet.

    Of each invoice the part without tax of all that was paid up to the last day, less that of all
    paid before the first: so an invoice that is paid in full brings exactly its own net amount.
    """
    on = func.coalesce(Allocation.on, Payment.received_on)
    touched = (
        select(Allocation.invoice_id)
        .join(Payment, Payment.id == Allocation.payment_id)
        .where(on.between(first, last))
        .distinct()
    )
    paid = (
        select(
            Allocation.invoice_id,
            func.sum(Allocation.amount).filter(on < first),
            func.sum(Allocation.amount),
        )
        .join(Payment, Payment.id == Allocation.payment_id)
        .where(on <= last, Allocation.invoice_id.in_(touched))
        .group_by(Allocation.invoice_id)
    )
    sums = {id_: (int(before or 0), int(upto)) for id_, before, upto in session.execute(paid)}
    kinds = _kinds_of(session, touched)
    totals = select(Invoice.id, Invoice.subtotal, Invoice.total).where(Invoice.id.in_(touched))
    found: dict[str, int] = defaultdict(int)
    for id_, net, total in session.execute(totals):
        before, upto = sums.get(id_, (0, 0))
        parts = kinds.get(id_, {}) or {OTHER: net}
        now, then = (_net_parts(amount, net, total, parts) for amount in (upto, before))
        for kind, amount in now.items():
            found[kind] += amount - then[kind]
    came = session.scalar(
        select(func.coalesce(func.sum(Payment.amount), 0)).where(
            Payment.received_on.between(first, last)
        )
    )
    over = int(came or 0) - sum(upto - before for before, upto in sums.values())
    if over:
        found[NOT_APPLIED] += over
    return {kind: amount for kind, amount in found.items() if amount}


def _kinds_of(session: Session, wanted: Select[Any]) -> dict[int, dict[str, int]]:
    rows = (
        select(InvoiceLine.invoice_id, InvoiceLine.kind, func.sum(InvoiceLine.amount))
        .where(InvoiceLine.invoice_id.in_(wanted))
        .group_by(InvoiceLine.invoice_id, InvoiceLine.kind)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for id_, kind, amount in session.execute(rows):
        words = kind_words(kind)
        found[id_][words] = found[id_].get(words, 0) + int(amount)
    return found


def _net_parts(paid: int, net: int, total: int, parts: dict[str, int]) -> dict[str, int]:
    """The part without tax of what was paid, by kind; the largest kind takes what rounding left."""
    whole = half_up(paid * net, total) if total else paid
    shares = {kind: half_up(paid * amount, total) if total else 0 for kind, amount in parts.items()}
    largest = max(parts, key=lambda kind: (parts[kind], kind))
    shares[largest] += whole - sum(shares.values())
    return shares


# --- revenue by client ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClientRevenueRow:
    """What a client was invoiced in a time less credits, without tax; `share` in millionths."""

    client_id: int
    client: str
    documents: int
    revenue: int
    share: int


def client_revenue(
    session: Session, first: date, last: date, client_id: int | None = None
) -> list[ClientRevenueRow]:
    """Revenue of each client between two days, the most first; write-offs do not lessen it."""
    found = (
        select(Client.id, Client.name, func.count(), func.sum(Invoice.subtotal))
        .join(Invoice, Invoice.client_id == Client.id)
        .where(_ISSUED, _NOT_OFF, Invoice.issued_on.between(first, last))
        .group_by(Client.id, Client.name)
    )
    rows = [(id_, name, int(many), int(sum_)) for id_, name, many, sum_ in session.execute(found)]
    whole = sum(amount for *_, amount in rows)
    return [
        ClientRevenueRow(
            id_, name, many, amount, half_up(amount * 1_000_000, whole) if whole else 0
        )
        for id_, name, many, amount in sorted(rows, key=lambda row: (-row[3], row[1].lower()))
        if client_id in (None, id_)
    ]


# --- what may come -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProjectionRow:
    """A month to come: what agreements ask for and what else the last year brought on average."""

    month: date
    recurring: int
    other: int

    @property
    def together(self) -> int:
        """Both; an estimate, never a promise."""
        return self.recurring + self.other


def projection(session: Session, as_of: date, months: int = 12) -> list[ProjectionRow]:
    """The months after a day: agreements in force then, and the average of all else (S117)."""
    other = other_on_average(session, as_of)
    found = []
    for ahead in range(1, months + 1):
        month = add_months(month_start(as_of), ahead)
        recurring = sum(row.monthly for row in recurring_revenue(session, month))
        found.append(ProjectionRow(month, recurring, other))
    return found if any(row.together for row in found) else []


def other_on_average(session: Session, as_of: date) -> int:
    """What a month brought besides plans, on average of the twelve whole months before a day.

    A shop that invoices for less than a year counts the months since its first invoice.
    """
    last = month_start(as_of) - timedelta(days=1)
    first = add_months(month_start(as_of), -HISTORY_MONTHS)
    begun = session.scalar(select(func.min(Invoice.issued_on)).where(_ISSUED))
    if begun is None or begun > last:
        return 0
    first = max(first, month_start(begun))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    sums = _invoiced(session, first, last)
    plans = sums.get(LINE_WORDS[LineKind.PLAN], 0)
    return max(0, half_up(sum(sums.values()) - plans, months))


def months_between(first: date, last: date) -> Iterable[date]:
    """The first days of the months two days lie in and of those between."""
    month = month_start(first)
    while month <= last:
        yield month
        month = add_months(month, 1)
