"""Taking back: credit notes, voids and write-offs, each a document of its own."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ...money import Currency, shown
from ...shop.queries import shop as the_shop
from ...timekeeping import actions as timekeeping
from ...timekeeping.actions.prepaid import free_draws
from ..models import Allocation, Invoice, InvoiceLine, InvoiceTax
from ..queries.money import allocated
from ..rules.totals import CreditPart, TaxSum, Totals, credit_parts, surplus_off
from ..rules.words import EventKind, InvoiceKind, LineKind
from .buckets import check_blocks, void_blocks
from .common import add_event, issued_invoice, the_lines
from .drafts import regroup_drafts
from .issuing import freeze


def _reason(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise UserError("Say why; it stands on the paper and in the history.", "reason")
    return said


def credited_so_far(session: Session, invoice_id: int) -> int:
    """What credits and write-offs have taken off an invoice already, as a positive amount."""
    found = select(func.coalesce(func.sum(Invoice.total), 0)).where(
        Invoice.applies_to_id == invoice_id, Invoice.state == literal_column("'issued'")
    )
    return -int(session.scalar(found) or 0)


def tax_sums(session: Session, invoice_id: int) -> tuple[TaxSum, ...]:
    """The tax an invoice was issued with, by code."""
    columns = (
        InvoiceTax.code,
        InvoiceTax.name,
        InvoiceTax.rate,
        InvoiceTax.base,
        InvoiceTax.amount,
    )
    found = select(*columns).where(InvoiceTax.invoice_id == invoice_id)
    return tuple(TaxSum(*row) for row in session.execute(found.order_by(InvoiceTax.id)))


def _still_billed(session: Session, invoice: Invoice) -> tuple[int, tuple[TaxSum, ...]]:
    """What credits have left of an invoice: the untaxed sum, and base and tax of each code."""
    taxes = {(one.code, one.rate): one for one in tax_sums(session, invoice.id)}
    untaxed = invoice.subtotal - sum(one.base for one in taxes.values())
    found = select(Invoice.id, Invoice.subtotal).where(
        Invoice.applies_to_id == invoice.id,
        Invoice.kind == InvoiceKind.CREDIT,
        Invoice.state == literal_column("'issued'"),
    )
    for credit_id, subtotal in session.execute(found):
        untaxed += subtotal
        for one in tax_sums(session, credit_id):
            untaxed -= one.base
            was = taxes.get((one.code, one.rate), one)
            taxes[one.code, one.rate] = replace(
                was, base=was.base + one.base, amount=was.amount + one.amount
            )
    return untaxed, tuple(taxes.values())


@action("Credit invoice", undoable=False)
def credit_invoice(
    session: Session,
    invoice_id: int,
    reason: str,
    amount: int | None = None,
    lines: Mapping[int, int] | None = None,
) -> int:
    """Issue a credit note and answer its id: of an amount with tax, or of net amounts by line.

    Without either it credits all that is left. What was paid too much thereby is unapplied again.
    Raises UserError naming reason, amount or lines.
    """
    invoice = issued_invoice(session, invoice_id)
    said = _reason(reason)
    left = invoice.total - credited_so_far(session, invoice_id)
    if lines:
        parts = _of_lines(session, invoice, lines)
        amount = sum(part.net + part.tax for part in parts)
    else:
        amount = left if amount is None else amount
        _check(amount, left, invoice.currency)
        untaxed, taxes = _still_billed(session, invoice)
        parts = credit_parts(amount, untaxed, taxes)
    _check(amount, left, invoice.currency)
    credit = _issue_credit(session, invoice, parts, said, void=False)
    add_event(session, invoice_id, EventKind.CREDITED, f"{credit.number}: {said}")
    tell(session, f"Credit note {credit.number}, {shown(amount, Currency(invoice.currency))}")
    return credit.id


def _check(amount: int, left: int, currency: str) -> None:
    if amount <= 0:
        raise UserError("Type the amount to take off, above zero.", "amount")
    if amount > left:
        most = shown(left, Currency(currency))
        raise UserError(f"At most {most} of this invoice is left to take off.", "amount")


def _of_lines(
    session: Session, invoice: Invoice, lines: Mapping[int, int]
) -> tuple[CreditPart, ...]:
    """Credit parts from net amounts by line: tax once per code on their sum."""
    from ...money import tax

    stored = {line.id: line for line in the_lines(session, invoice.id)}
    names = {(one.code, one.rate): one.name for one in tax_sums(session, invoice.id)}
    nets: dict[tuple[str | None, int], int] = {}
    for line_id, net in lines.items():
        line = stored.get(line_id)
        if line is None or not 0 < net <= max(line.amount, 0):
            raise UserError("Credit at most what each line bills.", "lines")
        key = (line.tax_code, line.tax_rate) if line.taxable else (None, 0)
        nets[key] = nets.get(key, 0) + net
    return tuple(
        CreditPart(code, names.get((code or "", rate), ""), rate, net, tax(net, rate))
        for (code, rate), net in nets.items()
    )


def _issue_credit(
    session: Session, invoice: Invoice, parts: tuple[CreditPart, ...], reason: str, *, void: bool
) -> Invoice:
    """Write and freeze a credit note from its parts, and free what was paid too much."""
    credit = _begin(session, invoice, InvoiceKind.CREDIT, reason, void=void)
    for position, part in enumerate(parts):
        session.add(
            InvoiceLine(
                invoice_id=credit.id,
                position=position,
                kind=LineKind.CREDIT,
                text=f"Credit for invoice {invoice.number}",
                detail=reason,
                unit_price=-part.net,
                amount=-part.net,
                taxable=part.code is not None,
                tax_code=part.code or "",
                tax_rate=part.rate,
            )
        )
    net = -sum(part.net for part in parts)
    taxes = tuple(
        TaxSum(part.code, part.name, part.rate, -part.net, -part.tax)
        for part in parts
        if part.code is not None
    )
    levied = sum(one.amount for one in taxes)
    _freeze(session, credit, Totals(net, taxes, levied, net + levied))
    free_surplus(session, invoice)
    return credit


def _begin(
    session: Session, invoice: Invoice, kind: InvoiceKind, reason: str, *, void: bool = False
) -> Invoice:
    credit = Invoice(
        kind=kind,
        key=str(uuid.uuid4()),
        client_id=invoice.client_id,
        applies_to_id=invoice.id,
        void=void,
        currency=invoice.currency,
        order_number=invoice.order_number,
        period_from=invoice.period_from,
        period_to=invoice.period_to,
        reason=reason,
    )
    session.add(credit)
    session.flush()
    return credit


def _freeze(session: Session, credit: Invoice, sums: Totals) -> None:
    shop = the_shop(session)
    client = session.get_one(Client, credit.client_id)
    credit.due_on = today()
    freeze(session, credit, sums, client, shop, today())


def free_surplus(session: Session, invoice: Invoice, on: date | None = None) -> int:
    """Take money off an invoice that became smaller than what was paid; answers how much."""
    paid = allocated(session, invoice.id)
    surplus = sum(paid.values()) - (invoice.total - credited_so_far(session, invoice.id))
    for payment_id, amount in surplus_off(surplus, paid).items():
        session.add(
            Allocation(
                payment_id=payment_id, invoice_id=invoice.id, amount=-amount, on=on or today()
            )
        )
    session.flush()
    return max(0, surplus)


@action("Void invoice", undoable=False)
def void_invoice(session: Session, invoice_id: int, reason: str, *, bill_again: bool = True) -> int:
    """Void an invoice by a full credit note; it keeps its number (E35). Answers the credit's id.

    With `bill_again` its time and trips are unbilled again. Its periods paid in advance stay billed
    until somebody says otherwise (bill_periods_again); hours it sold are taken back. What was paid
    becomes unapplied. Raises UserError when part of it was credited already, or another invoice
    drew hours that this one sold.
    """
    invoice = issued_invoice(session, invoice_id)
    said = _reason(reason)
    if credited_so_far(session, invoice_id):
        raise UserError("Part of this invoice was taken off already. Credit the rest instead.")
    check_blocks(session, invoice_id)
    untaxed, taxes = _still_billed(session, invoice)
    parts = credit_parts(invoice.total, untaxed, taxes)
    credit = _issue_credit(session, invoice, parts, said, void=True)
    add_event(session, invoice_id, EventKind.VOIDED, f"{credit.number}: {said}")
    drawn = free_draws(session, invoice_id)
    if bill_again:
        timekeeping.give_back(session, [line.id for line in the_lines(session, invoice_id)])
    regroup_drafts(session, void_blocks(session, invoice_id, drawn))
    tell(session, f"Invoice {invoice.number} is void by {credit.number}")
    return credit.id


@action("Write off invoice", undoable=False)
def write_off_invoice(
    session: Session, invoice_id: int, reason: str, amount: int | None = None
) -> int:
    """Give up money that is still open, all of it or an amount; answers the write-off's id.

    Raises UserError naming reason or amount.
    """
    invoice = issued_invoice(session, invoice_id)
    said = _reason(reason)
    left = invoice.total - credited_so_far(session, invoice_id)
    opened = left - sum(allocated(session, invoice_id).values())
    amount = opened if amount is None else amount
    _check(amount, opened, invoice.currency)
    row = _begin(session, invoice, InvoiceKind.WRITE_OFF, said)
    session.add(
        InvoiceLine(
            invoice_id=row.id,
            position=0,
            kind=LineKind.CREDIT,
            text=f"Written off from invoice {invoice.number}",
            detail=said,
            unit_price=-amount,
            amount=-amount,
        )
    )
    _freeze(session, row, Totals(-amount, (), 0, -amount))
    add_event(session, invoice_id, EventKind.WRITTEN_OFF, f"{row.number}: {said}")
    tell(session, f"{shown(amount, Currency(invoice.currency))} of {invoice.number} written off")
    return row.id
