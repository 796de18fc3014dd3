"""Payments that go to the bank together: gathered into a deposit, taken apart again."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...dates import today
from ...errors import UserError
from ...money import shown
from ...shop.actions import next_number
from ...shop.queries import shop as the_shop
from ..models import Deposit, DepositPayment, Payment
from ..rules.words import PaymentKind


@action("Make deposit")
def make_deposit(
    session: Session,
    payment_ids: Sequence[int],
    on: date | None = None,
    account: str = "",
    words: str = "",
) -> int:
    """Gather payments into one deposit and answer its id; a payment goes once.

    Raises UserError naming a field, or the payment that is elsewhere already.
    """
    day = on or today()
    if not payment_ids:
        raise UserError("Tick the payments that go to the bank.", "payments")
    if day > today():
        raise UserError("Choose the day it was taken to the bank; it cannot lie ahead.", "on")
    payments = [_payment(session, payment_id) for payment_id in dict.fromkeys(payment_ids)]
    latest = max(payment.received_on for payment in payments)
    if day < latest:
        raise UserError("One of the payments came in after that day.", "on")
    deposit = Deposit(
        number=next_number(session, "deposit", day.year),
        on=day,
        account=" ".join(account.split()),
        total=sum(payment.amount for payment in payments),
        person_id=acting(session),
        words=words.strip(),
    )
    session.add(deposit)
    session.flush()
    session.add_all(
        DepositPayment(deposit_id=deposit.id, payment_id=payment.id) for payment in payments
    )
    session.flush()
    many = len(payments)
    total = shown(deposit.total, the_shop(session).money)
    tell(session, f"Deposit {deposit.number}: {total}, {many} payment{'s' * (many != 1)}")
    return deposit.id


def _payment(session: Session, payment_id: int) -> Payment:
    """A payment that may go to the bank: it came in, did not bounce, and went nowhere yet."""
    payment = session.get(Payment, payment_id)
    if payment is None or payment.kind != PaymentKind.PAYMENT:
        raise UserError("Only money that came in can be deposited.", "payments")
    went = session.scalar(
        select(Deposit.number)
        .join(DepositPayment, DepositPayment.deposit_id == Deposit.id)
        .where(DepositPayment.payment_id == payment_id)
    )
    if went:
        raise UserError(f"Payment {payment.number} went with deposit {went} already.", "payments")
    bounced = select(Payment.id).where(
        Payment.reverses_id == payment_id, Payment.kind == PaymentKind.REVERSAL
    )
    if session.scalar(bounced.limit(1)):
        raise UserError(f"Payment {payment.number} was taken back.", "payments")
    return payment


@action("Take deposit apart")
def undo_deposit(session: Session, deposit_id: int) -> None:
    """Take a deposit apart: its payments can be deposited again, its number stays unused."""
    deposit = session.get(Deposit, deposit_id)
    if deposit is None:
        raise UserError("This deposit is no longer there.")
    rows = select(DepositPayment).where(DepositPayment.deposit_id == deposit_id)
    for row in session.scalars(rows):
        session.delete(row)
    session.flush()
    session.delete(deposit)
    session.flush()
    tell(session, f"Deposit {deposit.number} taken apart")
