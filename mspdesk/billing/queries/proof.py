"""The proof of billing: every minute in one kind and state, and the checks of the books."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import case, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...rows import dataclass
from ...shop.models import NumberSeries
from ...timekeeping.models import TimeEntry
from ..models import (
    Allocation,
    Invoice,
    InvoiceLine,
    InvoiceTax,
    InvoiceTime,
    Payment,
    Receivable,
    Unapplied,
)
from ..rules.words import time_words
from .bank import deposits_whole

_ISSUED = Invoice.state == literal_column("'issued'")
SHOWN = 20
"""How many faults of a kind a check names."""


@dataclass(frozen=True, slots=True)
class ProofRow:
    """Minutes of one kind and state: actual and billed by rule."""

    kind: str
    state: str
    words: str
    minutes: int
    billed_minutes: int
    entries: int


_KINDS = ("billable", "covered", "prepaid", "no_charge", "internal")
_STATES = ("unbilled", "on_draft", "invoiced", "written_off", "")


def minutes_proof(
    session: Session, first: date, last: date, client_id: int | None = None
) -> list[ProofRow]:
    """All minutes worked in a span, by kind and state; their sum is all time there is (100 %).

    Of an entry that a block of prepaid hours paid for in part, that part is prepaid.
    """
    minutes, drawn = TimeEntry.minutes, TimeEntry.prepaid_minutes
    worked = case((func.abs(minutes) < func.abs(drawn), minutes), else_=drawn)
    split = TimeEntry.kind == literal_column("'billable'")
    columns = (
        TimeEntry.kind,
        TimeEntry.state,
        func.sum(minutes),
        func.sum(TimeEntry.billed_minutes),
        func.count(),
        func.sum(case((split, worked), else_=0)),
        func.sum(case((split, drawn), else_=0)),
    )
    found = select(*columns).where(TimeEntry.work_on.between(first, last))
    if client_id is not None:
        found = found.where(TimeEntry.client_id == client_id)
    sums: dict[tuple[str, str], list[int]] = {}
    for kind, state, *figures in session.execute(found.group_by(TimeEntry.kind, TimeEntry.state)):
        actual, bills, entries, part, paid = map(int, figures)
        _add(sums, (kind, state), actual - part, bills, entries)
        if part or paid:
            _add(sums, ("prepaid", ""), part, paid, 0)
    rows = [
        ProofRow(kind, state, time_words(kind, state), *figures)
        for (kind, state), figures in sums.items()
    ]

    def place(row: ProofRow) -> tuple[int, int, str]:
        kind = _KINDS.index(row.kind) if row.kind in _KINDS else len(_KINDS)
        state = _STATES.index(row.state) if row.state in _STATES else len(_STATES)
        return kind, state, row.kind

    return sorted(rows, key=place)


def _add(sums: dict[tuple[str, str], list[int]], key: tuple[str, str], *figures: int) -> None:
    here = sums.setdefault(key, [0, 0, 0])
    for place, figure in enumerate(figures):
        here[place] += figure


@dataclass(frozen=True, slots=True)
class UnbilledRow:
    """Unbilled time of a client: entries, billed minutes, the oldest day."""

    client_id: int
    client: str
    entries: int
    minutes: int
    billed_minutes: int
    oldest_on: date


def unbilled_time(session: Session, through_on: date) -> list[UnbilledRow]:
    """Time that waits to be billed, by client, from the partial index of unbilled entries."""
    found = (
        select(
            TimeEntry.client_id,
            Client.name,
            func.count(),
            func.sum(TimeEntry.minutes),
            func.sum(TimeEntry.billed_minutes),
            func.min(TimeEntry.work_on),
        )
        .join(Client, Client.id == TimeEntry.client_id)
        .where(TimeEntry.state == literal_column("'unbilled'"), TimeEntry.work_on <= through_on)
        .group_by(TimeEntry.client_id, Client.name)
        .order_by(func.lower(Client.name))
    )
    return [
        UnbilledRow(id_, name, int(many), int(actual), int(bills), oldest)
        for id_, name, many, actual, bills, oldest in session.execute(found)
    ]


def check_totals(session: Session) -> list[str]:
    """Total is lines plus tax, on every invoice; the sums of the lines are those written."""
    wrong = session.execute(
        select(Invoice.id, Invoice.number).where(Invoice.total != Invoice.subtotal + Invoice.tax)
    )
    found = [f"Invoice {_named(*row)}: the total is not lines plus tax." for row in wrong]
    lines = (
        select(InvoiceLine.invoice_id, func.sum(InvoiceLine.amount).label("amount"))
        .group_by(InvoiceLine.invoice_id)
        .subquery()
    )
    wrong = session.execute(
        select(Invoice.id, Invoice.number)
        .outerjoin(lines, lines.c.invoice_id == Invoice.id)
        .where(Invoice.subtotal != func.coalesce(lines.c.amount, 0))
    )
    found += [f"Invoice {_named(*row)}: the lines do not add up." for row in wrong]
    taxes = (
        select(InvoiceTax.invoice_id, func.sum(InvoiceTax.amount).label("amount"))
        .group_by(InvoiceTax.invoice_id)
        .subquery()
    )
    wrong = session.execute(
        select(Invoice.id, Invoice.number)
        .outerjoin(taxes, taxes.c.invoice_id == Invoice.id)
        .where(Invoice.tax != func.coalesce(taxes.c.amount, 0), _ISSUED, Invoice.batch_id.is_(None))
    )
    found += [f"Invoice {_named(*row)}: the tax by code does not add up." for row in wrong]
    return found[:SHOWN]


def _named(invoice_id: int, number: str | None) -> str:
    return number or f"(draft {invoice_id})"


def check_open(session: Session) -> list[str]:
    """Open is total less credits less allocations, and the table of open invoices says so."""
    credit = aliased(Invoice)
    credits_ = (
        select(credit.applies_to_id.label("id"), func.sum(credit.total).label("amount"))
        .where(credit.state == literal_column("'issued'"), credit.applies_to_id.is_not(None))
        .group_by(credit.applies_to_id)
        .subquery()
    )
    applied = (
        select(Allocation.invoice_id.label("id"), func.sum(Allocation.amount).label("amount"))
        .group_by(Allocation.invoice_id)
        .subquery()
    )
    rest = Invoice.total + func.coalesce(credits_.c.amount, 0) - func.coalesce(applied.c.amount, 0)
    rows = session.execute(
        select(
            Invoice.id, Invoice.number, Invoice.batch_id, rest, func.coalesce(Receivable.open, 0)
        )
        .outerjoin(credits_, credits_.c.id == Invoice.id)
        .outerjoin(applied, applied.c.id == Invoice.id)
        .outerjoin(Receivable, Receivable.invoice_id == Invoice.id)
        .where(_ISSUED, Invoice.kind == literal_column("'invoice'"))
    )
    found = []
    for invoice_id, number, batch_id, should, kept in rows:
        if should != kept:
            found.append(f"Invoice {_named(invoice_id, number)}: the open amount kept is wrong.")
        if should < 0 and batch_id is None:
            found.append(f"Invoice {_named(invoice_id, number)}: more was applied than it asks.")
    return found[:SHOWN]


def check_payments(session: Session) -> list[str]:
    """No more of a payment is applied than came in, and the table of unapplied money agrees."""
    applied = (
        select(Allocation.payment_id.label("id"), func.sum(Allocation.amount).label("amount"))
        .group_by(Allocation.payment_id)
        .subquery()
    )
    used = func.coalesce(applied.c.amount, 0)
    rows = session.execute(
        select(
            Payment.id, Payment.amount, used, func.coalesce(Unapplied.amount, 0), Payment.batch_id
        )
        .outerjoin(applied, applied.c.id == Payment.id)
        .outerjoin(Unapplied, Unapplied.payment_id == Payment.id)
    )
    found = []
    for payment_id, amount, part, kept, batch_id in rows:
        if amount > 0 and part > amount and batch_id is None:
            found.append(f"Payment {payment_id}: more is applied than came in.")
        if amount - part != kept:
            found.append(f"Payment {payment_id}: the unapplied amount kept is wrong.")
    return found[:SHOWN]


def check_series(session: Session) -> list[str]:
    """The numbers MSPDesk gave have no gap and no duplicate, by kind and year (B6, E35)."""
    rows = _own_numbers(session)
    patterns: dict[str, str] = {}
    nexts: dict[tuple[str, int], int] = {}
    for kind, year, pattern, next_one in session.execute(
        select(NumberSeries.kind, NumberSeries.year, NumberSeries.pattern, NumberSeries.next)
    ):
        patterns[kind] = pattern
        nexts[kind, year] = next_one
    series: dict[tuple[str, int], list[int]] = {}
    for kind, year, number in rows:
        yearly = "{year}" in patterns.get(kind, "{year}")
        series.setdefault((kind, year if yearly else 0), []).append(number)
    found = []
    for (kind, year), numbers in sorted(series.items()):
        first, last = min(numbers), nexts.get((kind, year), max(numbers) + 1) - 1
        where = f"{kind} series {year or ''}".strip()
        missing = sorted(set(range(first, last + 1)) - set(numbers))
        if missing:
            found.append(f"The {where} has a gap: {', '.join(map(str, missing[:5]))}.")
        double = [number for number, many in Counter(numbers).items() if many > 1]
        if double:
            found.append(f"The {where} gave {double[0]} twice.")
    return found


def first_own_numbers(session: Session) -> dict[tuple[str, int], int]:
    """The first number MSPDesk itself gave, by kind and year of issue."""
    found: dict[tuple[str, int], int] = {}
    for kind, year, number in _own_numbers(session):
        found[kind, year] = min(found.get((kind, year), number), number)
    return found


def _own_numbers(session: Session) -> list[tuple[str, int, int]]:
    """Kind, year of issue and number of everything these books numbered themselves."""
    columns = (Invoice.kind, Invoice.issued_on, Invoice.number_int)
    return [
        (kind, on.year, number)
        for kind, on, number in session.execute(
            select(*columns).where(Invoice.number_int.is_not(None))
        )
        if on is not None and number is not None
    ]


def check_time(session: Session) -> list[str]:
    """No entry stands on two invoices; what is invoiced stands on one, and only there."""
    voided = select(Invoice.applies_to_id).where(Invoice.void, Invoice.applies_to_id.is_not(None))
    standing = (
        select(InvoiceTime.entry_id, func.count(func.distinct(InvoiceTime.invoice_id)))
        .where(InvoiceTime.invoice_id.not_in(voided))
        .group_by(InvoiceTime.entry_id)
        .having(func.count(func.distinct(InvoiceTime.invoice_id)) > 1)
    )
    found = [
        f"Time entry {entry_id} stands on {many} invoices."
        for entry_id, many in session.execute(standing)
    ]
    homeless = session.execute(_states().where(TimeEntry.state == literal_column("'on_draft'")))
    for entry_id, state in homeless:
        if state is None or state == "issued":
            found.append(f"Time entry {entry_id} says it is on a draft, and is on none.")
    lost = session.execute(
        _states().where(
            TimeEntry.state == literal_column("'invoiced'"), TimeEntry.batch_id.is_(None)
        )
    )
    for entry_id, state in lost:
        if state != "issued":
            found.append(f"Time entry {entry_id} says it is invoiced, and is on no invoice.")
    return found[:SHOWN]


def _states() -> Any:
    """Entries with the state of the invoice their line belongs to."""
    return (
        select(TimeEntry.id, Invoice.state)
        .outerjoin(InvoiceLine, InvoiceLine.id == TimeEntry.invoice_line_id)
        .outerjoin(Invoice, Invoice.id == InvoiceLine.invoice_id)
    )


CHECKS = (check_totals, check_open, check_payments, check_series, check_time, deposits_whole)
"""What check_books asks of billing; each answers sentences, none when all is well."""
