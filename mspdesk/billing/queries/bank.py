"""Questions about deposits: what waits to go to the bank, and what went together."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...errors import UserError
from ...letters.queries import letterhead
from ...money import Currency
from ...people.models import Person
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models import Deposit, DepositPayment, Payment

WAITS_DAYS = 120
"""Money older than this is not offered for a deposit any more."""

CARRIED = frozenset({"check", "cash"})
"""What a person carries to the bank; cards and transfers arrive by themselves."""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A payment that went with no deposit yet."""

    id: int
    number: str
    received_on: date
    client: str
    method: str
    reference: str
    amount: int

    @property
    def carried(self) -> bool:
        """Whether somebody has to take it to the bank."""
        return self.method in CARRIED


_PAYMENT = (
    Payment.id,
    Payment.number,
    Payment.received_on,
    Client.name,
    Payment.method,
    Payment.reference,
    Payment.amount,
)


def waiting(session: Session) -> list[WaitingRow]:
    """Payments of the last four months that went with no deposit, the oldest first.

    Imported history and money that bounced is left out.
    """
    back = Payment.__table__.alias("back")
    bounced = select(back.c.id).where(back.c.reverses_id == Payment.id, back.c.kind == "reversal")
    went = select(DepositPayment.id).where(DepositPayment.payment_id == Payment.id)
    found = (
        select(*_PAYMENT)
        .join(Client, Client.id == Payment.client_id)
        .where(
            Payment.kind == "payment",
            Payment.batch_id.is_(None),
            Payment.received_on >= today() - timedelta(days=WAITS_DAYS),
            ~went.exists(),
            ~bounced.exists(),
        )
        .order_by(Payment.received_on, Payment.id)
    )
    return [WaitingRow(*row) for row in session.execute(found)]


@dataclass(frozen=True, slots=True)
class DepositRow:
    """A deposit in a list; `total` in minor units."""

    id: int
    number: str
    on: date
    account: str
    total: int
    payments: int
    person: str
    words: str


def deposit_list(session: Session, limit: int = 200) -> list[DepositRow]:
    """Deposits that were made, the newest first."""
    many = (
        select(func.count())
        .where(DepositPayment.deposit_id == Deposit.id)
        .correlate(Deposit)
        .scalar_subquery()
    )
    found = (
        select(
            Deposit.id,
            Deposit.number,
            Deposit.on,
            Deposit.account,
            Deposit.total,
            many,
            func.coalesce(Person.name, ""),
            Deposit.words,
        )
        .outerjoin(Person, Person.id == Deposit.person_id)
        .order_by(Deposit.on.desc(), Deposit.id.desc())
        .limit(limit)
    )
    return [DepositRow(*row) for row in session.execute(found)]


def deposit_payments(session: Session, deposit_id: int) -> list[WaitingRow]:
    """The payments that went with a deposit, in the order they came in."""
    found = (
        select(*_PAYMENT)
        .join(Client, Client.id == Payment.client_id)
        .join(DepositPayment, DepositPayment.payment_id == Payment.id)
        .where(DepositPayment.deposit_id == deposit_id)
        .order_by(Payment.received_on, Payment.id)
    )
    return [WaitingRow(*row) for row in session.execute(found)]


def deposit_of(session: Session, payment_id: int) -> tuple[int, str] | None:
    """The deposit a payment went with, id and number; None while it waits."""
    found = (
        select(Deposit.id, Deposit.number)
        .join(DepositPayment, DepositPayment.deposit_id == Deposit.id)
        .where(DepositPayment.payment_id == payment_id)
    )
    row = session.execute(found).first()
    return (row[0], row[1]) if row else None


@dataclass(frozen=True, slots=True)
class DepositDocument:
    """A deposit as its list prints."""

    letterhead: Letterhead
    number: str
    on: date
    account: str
    words: str
    person: str
    rows: tuple[WaitingRow, ...]
    total: int
    currency: Currency
    day_first: bool


def deposit_document(session: Session, deposit_id: int) -> DepositDocument:
    """A deposit with its payments; raises UserError where it was taken apart."""
    deposit = session.get(Deposit, deposit_id)
    if deposit is None:
        raise UserError("This deposit is no longer there.")
    person = session.get(Person, deposit.person_id) if deposit.person_id else None
    shop = the_shop(session)
    return DepositDocument(
        letterhead(session),
        deposit.number,
        deposit.on,
        deposit.account,
        deposit.words,
        person.name if person else "",
        tuple(deposit_payments(session, deposit_id)),
        deposit.total,
        shop.money,
        shop.day_first,
    )


def find_deposit(session: Session, text: str) -> int:
    """The id of a deposit by its number; raises UserError where there is none."""
    wanted = text.strip().upper()
    found = session.scalar(select(Deposit.id).where(func.upper(Deposit.number) == wanted))
    if found is None:
        raise UserError(f"There is no deposit {text.strip()}.")
    return found


def deposits_whole(session: Session) -> list[str]:
    """Sentences about deposits whose total is not the sum of their payments."""
    parts = (
        select(DepositPayment.deposit_id.label("id"), func.sum(Payment.amount).label("amount"))
        .join(Payment, Payment.id == DepositPayment.payment_id)
        .group_by(DepositPayment.deposit_id)
        .subquery()
    )
    found = (
        select(Deposit.number)
        .outerjoin(parts, parts.c.id == Deposit.id)
        .where(Deposit.total != func.coalesce(parts.c.amount, 0))
        .order_by(Deposit.number)
    )
    return [
        f"Deposit {number} does not add up to its payments." for number in session.scalars(found)
    ]
