"""Money that comes in and goes back: payments, allocations, refunds, bounced checks."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import action, tell
from ...dates import today
from ...errors import UserError
from ...money import Currency, shown
from ...shop.actions import next_number
from ...shop.queries import shop as the_shop
from ..models import Allocation, Payment, Receivable
from ..queries.money import available, open_invoices
from ..rules.totals import oldest_first
from ..rules.words import METHOD_WORDS, PaymentKind
from .common import client_name


@action("Record payment")
def add_payment(
    session: Session,
    client_id: int,
    amount: int,
    method: str = "check",
    on: date | None = None,
    reference: str = "",
    allocations: Mapping[int, int] | None = None,
    note: str = "",
) -> int:
    """Record money a client paid and answer its id; amounts in minor units.

    `allocations` are amounts by invoice; without any the invoices due first are paid first, and an
    empty mapping applies nothing. What is over stays unapplied. Raises UserError naming a field.
    """
    client = session.get_one(Client, client_id)
    day = _day(on)
    if amount <= 0:
        raise UserError("Type the amount that came in, above zero.", "amount")
    _method(method)
    payment = Payment(
        number=next_number(session, "payment", day.year),
        client_id=client_id,
        received_on=day,
        kind=PaymentKind.PAYMENT,
        method=method,
        reference=reference.strip(),
        amount=amount,
        note=note.strip(),
    )
    session.add(payment)
    session.flush()
    applied = _apply(session, payment, amount, allocations, day)
    currency = the_shop(session).money
    over = amount - sum(applied.values())
    words = f"{shown(amount, currency)} from {client.name}"
    tell(session, words + (f", {shown(over, currency)} not applied" if over else ""))
    return payment.id


def _day(on: date | None) -> date:
    day = on or today()
    if day > today():
        raise UserError("Choose the day the money came in; it cannot lie ahead.", "on")
    return day


def _method(method: str) -> None:
    if method not in METHOD_WORDS:
        raise UserError("Choose how it was paid.", "method")


def _apply(
    session: Session,
    payment: Payment,
    amount: int,
    allocations: Mapping[int, int] | None,
    on: date,
) -> dict[int, int]:
    """Share money over the client's open invoices; answers the amounts by invoice."""
    opened = open_invoices(session, payment.client_id)
    wanted = oldest_first(amount, opened) if allocations is None else dict(allocations)
    most = dict(opened)
    currency = the_shop(session).money
    for invoice_id, part in wanted.items():
        if part <= 0 or part > most.get(invoice_id, 0):
            left = shown(most.get(invoice_id, 0), currency)
            raise UserError(f"At most {left} is open on this invoice.", "allocations")
    if sum(wanted.values()) > amount:
        raise UserError(
            f"More is applied than the {shown(amount, currency)} there is.", "allocations"
        )
    for invoice_id, part in wanted.items():
        session.add(Allocation(payment_id=payment.id, invoice_id=invoice_id, amount=part, on=on))
    session.flush()
    return wanted


@action("Apply credit")
def apply_credit(
    session: Session, payment_id: int, allocations: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Apply what is over of a payment to open invoices, the oldest first unless said."""
    payment = _payment(session, payment_id)
    over = available(session, payment_id)
    if over <= 0:
        raise UserError("Nothing of this payment is over.")
    applied = _apply(session, payment, over, allocations, today())
    if not applied:
        raise UserError(f"{client_name(session, payment.client_id)} has no open invoice.")
    total = shown(sum(applied.values()), the_shop(session).money)
    tell(session, f"{total} applied")
    return applied


def _payment(session: Session, payment_id: int) -> Payment:
    """A payment that came in; raises UserError for refunds, reversals and what is gone."""
    payment = session.get(Payment, payment_id)
    if payment is None:
        raise UserError("This payment is no longer there.")
    if payment.kind != PaymentKind.PAYMENT:
        raise UserError("Choose the payment itself, not its refund or reversal.")
    return payment


@action("Refund")
def refund(
    session: Session,
    payment_id: int,
    amount: int,
    method: str = "check",
    on: date | None = None,
    reference: str = "",
    note: str = "",
) -> int:
    """Give back money that is over; answers the refund's id. Raises UserError naming amount."""
    payment = _payment(session, payment_id)
    over = available(session, payment_id)
    currency = the_shop(session).money
    if amount <= 0:
        raise UserError("Type the amount to give back, above zero.", "amount")
    if amount > over:
        raise UserError(f"Only {shown(max(over, 0), currency)} of it is over.", "amount")
    _method(method)
    row = _counter(session, payment, PaymentKind.REFUND, -amount, _day(on))
    row.method, row.reference, row.note = method, reference.strip(), note.strip()
    session.flush()
    tell(session, f"{shown(amount, currency)} given back")
    return row.id


def _counter(
    session: Session, payment: Payment, kind: PaymentKind, amount: int, on: date
) -> Payment:
    """A payment row that takes back from another one."""
    row = Payment(
        number=next_number(session, "payment", on.year),
        client_id=payment.client_id,
        received_on=on,
        kind=kind,
        reverses_id=payment.id,
        method=payment.method,
        reference=payment.reference,
        amount=amount,
        note="",
    )
    session.add(row)
    session.flush()
    return row


@action("Reverse payment")
def reverse_payment(
    session: Session, payment_id: int, on: date | None = None, reason: str = ""
) -> int:
    """Take a payment back that never arrived (a bounced check); what it paid is open again.

    Raises UserError when part of it was given back already.
    """
    payment = _payment(session, payment_id)
    day = _day(on)
    if day < payment.received_on:
        raise UserError("It came back after it came in; choose a later day.", "on")
    counted = session.scalar(
        select(func.count()).select_from(Payment).where(Payment.reverses_id == payment_id)
    )
    if counted:
        raise UserError("Some of this payment was given back already.")
    row = _counter(session, payment, PaymentKind.REVERSAL, -payment.amount, day)
    row.note = reason.strip()
    paid = session.execute(
        select(Allocation.invoice_id, func.sum(Allocation.amount))
        .where(Allocation.payment_id == payment_id)
        .group_by(Allocation.invoice_id)
    )
    for invoice_id, amount in paid:
        if amount:
            session.add(
                Allocation(payment_id=row.id, invoice_id=invoice_id, amount=-int(amount), on=day)
            )
    session.flush()
    who = client_name(session, payment.client_id)
    amount_words = shown(payment.amount, Currency(the_shop(session).currency))
    tell(session, f"{amount_words} from {who} taken back")
    return row.id


@action("Take money off invoice")
def unapply(session: Session, payment_id: int, invoice_id: int) -> int:
    """Take what a payment pays of an invoice off it again; answers how much that was."""
    payment = _payment(session, payment_id)
    paid = session.scalar(
        select(func.coalesce(func.sum(Allocation.amount), 0)).where(
            Allocation.payment_id == payment_id, Allocation.invoice_id == invoice_id
        )
    )
    amount = int(paid or 0)
    if amount <= 0:
        raise UserError("This payment pays nothing of that invoice.")
    if session.scalar(select(Payment.id).where(Payment.reverses_id == payment.id).limit(1)):
        raise UserError("Some of this payment was given back already.")
    session.add(
        Allocation(payment_id=payment_id, invoice_id=invoice_id, amount=-amount, on=today())
    )
    session.flush()
    open_now = session.scalar(select(Receivable.open).where(Receivable.invoice_id == invoice_id))
    tell(session, f"{shown(int(open_now or 0), the_shop(session).money)} is open again")
    return amount
