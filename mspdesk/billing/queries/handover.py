"""What goes to the accountant's program, what went before, and everything of one hand-over."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal_column, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...exchange.accountant import (
    Accounts,
    Customer,
    Naming,
    Parcel,
    Receipt,
    Sale,
    SaleLine,
    SaleTax,
    customer_names,
)
from ...exchange.iif import NUMBER_LIMIT
from ...money import Currency, split
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models import HandedOver, Handover, Invoice, InvoiceLine, InvoiceTax, Payment
from ..rules.handover import CUSTOMER, IIF, INVOICE, NAME_LIMITS, PAYMENT, Wanted
from ..rules.words import GOODS, InvoiceKind, method_words
from .parties import read_party

_ISSUED = Invoice.state == literal_column("'issued'")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a hand-over would carry: counts and sums in minor units, and what to know first.

    `first` is the oldest day in it; `before` counts what of it went already.
    """

    wanted: Wanted
    first: date | None
    customers: int
    invoices: int
    invoiced: int
    credits: int
    credited: int
    payments: int
    paid: int
    before: int
    warnings: tuple[str, ...]
    currency: Currency

    @property
    def empty(self) -> bool:
        """Whether there is nothing to hand over."""
        return not (self.invoices or self.credits or self.payments)


@dataclass(frozen=True, slots=True)
class Packed:
    """Everything of one hand-over, and the ids that are remembered with it."""

    parcel: Parcel
    first: date
    last: date
    customers: tuple[int, ...]
    invoices: tuple[int, ...]
    payments: tuple[int, ...]


def _gone(target: str, kind: str, column: Any) -> ColumnElement[bool]:
    return exists().where(
        HandedOver.target == target, HandedOver.kind == kind, HandedOver.record_id == column
    )


def _invoices(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Own documents of the time; history that was brought in is the accountant's already."""
    found = [_ISSUED, Invoice.batch_id.is_(None), Invoice.issued_on <= wanted.last]
    if wanted.first is not None:
        found.append(Invoice.issued_on >= wanted.first)
    if not wanted.again:
        found.append(~_gone(wanted.target, INVOICE, Invoice.id))
    return found


def _payments(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [Payment.batch_id.is_(None), Payment.received_on <= wanted.last]
    if wanted.first is not None:
        found.append(Payment.received_on >= wanted.first)
    if not wanted.again:
        found.append(~_gone(wanted.target, PAYMENT, Payment.id))
    return found


def naming(session: Session, target: str) -> Naming:
    """What every client is called in a target."""
    columns = (Client.id, Client.name, Client.number)
    rows = [(id_, name, number) for id_, name, number in session.execute(select(*columns))]
    limit = NAME_LIMITS.get(target)
    if limit is None:
        return Naming({id_: name for id_, name, _ in rows}, {})
    return customer_names(rows, limit, code_page=target == IIF)


def outlook(session: Session, wanted: Wanted) -> Outlook:
    """What would go, counted and summed, with warnings about names."""
    shop = the_shop(session)
    is_invoice = Invoice.kind == InvoiceKind.INVOICE
    sums = {
        bool(plain): (int(count), int(amount))
        for plain, count, amount in session.execute(
            select(is_invoice, func.count(), func.sum(Invoice.total))
            .where(*_invoices(wanted))
            .group_by(is_invoice)
        )
    }
    invoices, notes = sums.get(True, (0, 0)), sums.get(False, (0, 0))
    payments, paid = session.execute(
        select(func.count(), func.coalesce(func.sum(Payment.amount), 0)).where(*_payments(wanted))
    ).one()
    days = (
        session.scalar(select(func.min(Invoice.issued_on)).where(*_invoices(wanted))),
        session.scalar(select(func.min(Payment.received_on)).where(*_payments(wanted))),
    )
    ids = _client_ids(session, wanted)
    new = _new_customers(session, wanted, ids)
    names = naming(session, wanted.target)
    warnings = [names.warnings[id_] for id_ in sorted(ids) if id_ in names.warnings]
    return Outlook(
        wanted,
        min((day for day in days if day), default=None),
        len(new),
        *invoices,
        *notes,
        int(payments),
        int(paid),
        _before(session, wanted),
        (*warnings, *_money_warnings(session, wanted, shop.money)),
        shop.money,
    )


def _money_warnings(session: Session, wanted: Wanted, money: Currency) -> list[str]:
    said = []
    if wanted.target == IIF and money.digits > 2:
        said.append(f"QuickBooks Desktop keeps two decimals; {money.code} has {money.digits}.")
    if wanted.target == IIF:
        long = select(func.count()).where(
            *_invoices(wanted), func.length(Invoice.number) > NUMBER_LIMIT
        )
        count = session.scalar(long)
        if count:
            said.append(
                f"{count} numbers are longer than {NUMBER_LIMIT} letters; their ends are kept."
            )
    other = session.scalar(
        select(func.count()).where(*_invoices(wanted), Invoice.currency != money.code)
    )
    if other:
        said.append(f"{other} invoices are in another currency than {money.code}.")
    return said


def _before(session: Session, wanted: Wanted) -> int:
    """How many documents and payments of an again went already."""
    if not wanted.again:
        return 0
    found = select(func.count()).where(
        *_invoices(wanted), _gone(wanted.target, INVOICE, Invoice.id)
    )
    more = select(func.count()).where(*_payments(wanted), _gone(wanted.target, PAYMENT, Payment.id))
    return int(session.scalar(found) or 0) + int(session.scalar(more) or 0)


def went_before(session: Session, wanted: Wanted, limit: int = 5) -> list[str]:
    """The newest of what went already, named with the day it went: 2026-0001 on Mar 1, 2026."""
    found = (
        select(Invoice.number, Handover.at)
        .join(
            HandedOver,
            (HandedOver.record_id == Invoice.id)
            & (HandedOver.kind == INVOICE)
            & (HandedOver.target == wanted.target),
        )
        .join(Handover, Handover.id == HandedOver.handover_id)
        .where(*_invoices(wanted))
        .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
        .limit(limit)
    )
    return [f"{number} on {at:%b} {at.day}, {at.year}" for number, at in session.execute(found)]


def _client_ids(session: Session, wanted: Wanted) -> set[int]:
    found = set(session.scalars(select(Invoice.client_id).where(*_invoices(wanted)).distinct()))
    return found | set(
        session.scalars(select(Payment.client_id).where(*_payments(wanted)).distinct())
    )


def _new_customers(session: Session, wanted: Wanted, ids: set[int]) -> list[int]:
    """The clients that the other program does not know yet; all of them in an again."""
    if wanted.again:
        return sorted(ids)
    gone = select(HandedOver.record_id).where(
        HandedOver.target == wanted.target, HandedOver.kind == CUSTOMER
    )
    return sorted(ids - set(session.scalars(gone)))


def packed(session: Session, wanted: Wanted, accounts: Accounts) -> Packed:
    """Everything that goes, as the other program needs it, oldest first."""
    shop = the_shop(session)
    names = naming(session, wanted.target).names
    ids = _client_ids(session, wanted)
    new = _new_customers(session, wanted, ids)
    documents = session.scalars(
        select(Invoice).where(*_invoices(wanted)).order_by(Invoice.issued_on, Invoice.id)
    ).all()
    lines = _by_invoice(session, InvoiceLine, wanted, InvoiceLine.position)
    taxes = _by_invoice(session, InvoiceTax, wanted, InvoiceTax.id)
    sales = tuple(
        _sale(one, names[one.client_id], lines[one.id], taxes[one.id], accounts)
        for one in documents
    )
    money = session.scalars(
        select(Payment).where(*_payments(wanted)).order_by(Payment.received_on, Payment.id)
    ).all()
    receipts = tuple(
        Receipt(
            one.number or f"P{one.id}",
            names[one.client_id],
            one.received_on,
            one.amount,
            method_words(one.method),
            one.reference,
            one.note,
        )
        for one in money
    )
    clients = session.scalars(select(Client).where(Client.id.in_(new)).order_by(Client.id))
    customers = tuple(_customer(one, names[one.id]) for one in clients)
    days = [one.issued_on for one in documents if one.issued_on]
    days += [one.received_on for one in money]
    return Packed(
        Parcel(customers, sales, receipts, accounts, shop.money),
        wanted.first or min(days, default=wanted.last),
        wanted.last,
        tuple(new),
        tuple(one.id for one in documents),
        tuple(one.id for one in money),
    )


def _by_invoice(session: Session, table: Any, wanted: Wanted, order: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = select(table).join(Invoice, Invoice.id == table.invoice_id).where(*_invoices(wanted))
    for row in session.scalars(rows.order_by(table.invoice_id, order)):
        found[row.invoice_id].append(row)
    return found


def _customer(client: Client, name: str) -> Customer:
    lines = [one.strip() for one in client.billing_address.splitlines() if one.strip()]
    if not lines:
        lines = [one.strip() for one in client.address.splitlines() if one.strip()]
        place = f"{client.city}, {client.region} {client.postal_code}".strip(" ,")
        lines += [place] if place else []
    return Customer(
        name,
        client.legal_name or client.name,
        tuple(lines),
        client.city,
        client.region,
        client.postal_code,
        client.country,
        client.phone,
        client.billing_email,
        client.website,
        client.billing_name,
        not client.tax_exempt,
    )


def _sale(
    row: Invoice,
    customer: str,
    lines: Sequence[InvoiceLine],
    taxes: Sequence[InvoiceTax],
    accounts: Accounts,
) -> Sale:
    """A document; lines that bill nothing stay at home unless there are no others."""
    billed = [line for line in lines if line.amount] or list(lines)
    shares = tax_shares(billed, taxes)
    buyer = read_party(row.buyer)
    days = f"Net {row.terms_days}" if row.terms_days else "Due on receipt"
    on = row.issued_on or row.due_on or date.min
    return Sale(
        row.number or str(row.id),
        customer,
        on,
        row.due_on or on,
        row.total,
        tuple(
            SaleLine(
                _account(row.kind, line.kind, accounts),
                line.text,
                line.quantity,
                line.unit_price,
                line.amount,
                line.on,
                line.tax_code if line.taxable else "",
                share,
            )
            for line, share in zip(billed, shares, strict=True)
        ),
        tuple(SaleTax(tax.name or tax.code, tax.amount) for tax in taxes if tax.amount),
        days if row.kind == InvoiceKind.INVOICE else "",
        row.note or row.reason,
        buyer.address if buyer else (),
        row.kind != InvoiceKind.INVOICE,
    )


def _account(kind: str, line_kind: str, accounts: Accounts) -> str:
    if kind == InvoiceKind.WRITE_OFF:
        return accounts.bad_debt
    return accounts.goods if line_kind in GOODS else accounts.services


def tax_shares(lines: Sequence[Any], taxes: Sequence[Any]) -> list[int]:
    """Each line's share of the taxes on it; the shares sum to the taxes, whatever is rounded."""
    shares = [0] * len(lines)
    for tax in taxes:
        places = [
            at
            for at, line in enumerate(lines)
            if line.taxable and (line.tax_code, line.tax_rate) == (tax.code, tax.rate)
        ] or list(range(len(lines)))[:1]
        weights = [
            max(0, lines[at].amount if tax.amount > 0 else -lines[at].amount) for at in places
        ]
        if not sum(weights):
            weights = [1, *[0] * (len(places) - 1)]
        for at, part in zip(places, split(tax.amount, weights), strict=True):
            shares[at] += part
    return shares


# --- what went before ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A hand-over that was made."""

    id: int
    target: str
    at: datetime
    person: str
    first_on: date
    last_on: date
    file: str
    customers: int
    invoices: int
    payments: int
    withdrawn_at: datetime | None


def handovers(session: Session, limit: int = 100) -> list[HandoverRow]:
    """The hand-overs that were made, the newest first; withdrawn ones among them."""
    found = (
        select(
            Handover.id,
            Handover.target,
            Handover.at,
            func.coalesce(Person.name, ""),
            Handover.first_on,
            Handover.last_on,
            Handover.file,
            Handover.customers,
            Handover.invoices,
            Handover.payments,
            Handover.withdrawn_at,
        )
        .outerjoin(Person, Person.id == Handover.person_id)
        .order_by(Handover.at.desc(), Handover.id.desc())
        .limit(limit)
    )
    return [HandoverRow(*row) for row in session.execute(found)]


def accounts(session: Session) -> Accounts:
    """The account names of the newest hand-over that named some, or the usual ones."""
    kept = session.scalar(
        select(Handover.accounts)
        .where(Handover.accounts != "")
        .order_by(Handover.at.desc(), Handover.id.desc())
        .limit(1)
    )
    usual = asdict(Accounts())
    return Accounts(**(usual | {k: v for k, v in json.loads(kept or "{}").items() if k in usual}))


def last_day(session: Session, target: str) -> date | None:
    """The day up to which the newest standing hand-over to a target went."""
    return session.scalar(
        select(func.max(Handover.last_on)).where(
            Handover.target == target, Handover.withdrawn_at.is_(None)
        )
    )
