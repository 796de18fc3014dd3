"""Issued invoices and payments: lists by the page, one of them in full, and how to find one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...database.holding import holds
from ...database.pages import ids_from
from ...dates import today
from ...errors import UserError
from ...mail.models import OutboxMail
from ...money import Currency
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models import (
    Allocation,
    Deposit,
    DepositPayment,
    Invoice,
    InvoiceEvent,
    InvoiceTax,
    Payment,
    Receivable,
    Unapplied,
)
from ..rules.ageing import status_words
from ..rules.totals import TaxSum
from ..rules.words import event_words
from .drafts import LineRow, lines_of
from .money import available

_ISSUED = Invoice.state == literal_column("'issued'")


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An issued invoice or credit as lists show it; `status` is derived today.

    `sent_on` is the day a server took a mail with it, or a person said it was sent.
    """

    id: int
    number: str
    kind: str
    client_id: int
    client: str
    issued_on: date | None
    due_on: date | None
    total: int
    open: int
    voided: bool
    status: str
    sent_on: date | None = None


_VOIDED = aliased(Invoice)
_ORDERS: dict[str, Any] = {
    "number": Invoice.number,
    "client": func.lower(Client.name),
    "issued": Invoice.issued_on,
    "due": Invoice.due_on,
    "total": Invoice.total,
}


def _invoices(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Invoice)
        .join(Client, Client.id == Invoice.client_id)
        .outerjoin(Receivable, Receivable.invoice_id == Invoice.id)
        .where(_ISSUED)
    )


def _narrowed(found: Select[Any], which: str, client_id: int | None) -> Select[Any]:
    """Narrow a list: all, open, overdue, credits; and one client."""
    if which == "open":
        found = found.where(Receivable.open > 0)
    elif which == "overdue":
        found = found.where(Receivable.open > 0, Receivable.due_on < today())
    elif which == "credits":
        found = found.where(Invoice.kind != literal_column("'invoice'"))
    if client_id is not None:
        found = found.where(Invoice.client_id == client_id)
    return found


def _order(order: str) -> tuple[Any, ...]:
    by = _ORDERS.get(order, Invoice.issued_on)
    return (by, Invoice.number_int, Invoice.id) if order == "issued" else (by, Invoice.id)


def _ordered(found: Select[Any], order: str, *, descending: bool) -> Select[Any]:
    return found.order_by(*(one.desc() if descending else one for one in _order(order)))


_ROW = (
    Invoice.id,
    func.coalesce(Invoice.number, ""),
    Invoice.kind,
    Invoice.client_id,
    Client.name,
    Invoice.issued_on,
    Invoice.due_on,
    Invoice.total,
    func.coalesce(Receivable.open, 0),
    exists().where(and_(_VOIDED.applies_to_id == Invoice.id, _VOIDED.void)),
    select(func.max(OutboxMail.sent_at))
    .where(
        OutboxMail.about == literal("invoice:") + cast(Invoice.id, String),
        OutboxMail.state == literal_column("'sent'"),
    )
    .scalar_subquery(),
    select(func.max(InvoiceEvent.at))
    .where(InvoiceEvent.invoice_id == Invoice.id, InvoiceEvent.kind == literal_column("'sent'"))
    .scalar_subquery(),
)


def _row(*values: Any) -> InvoiceRow:
    id_, number, kind, client_id, client, issued_on, due_on, total, opened, voided, *sent = values
    words = status_words(kind, total, int(opened), due_on, today(), voided=bool(voided))
    return InvoiceRow(
        id_,
        number,
        kind,
        client_id,
        client,
        issued_on,
        due_on,
        total,
        int(opened),
        bool(voided),
        words,
        max((at.date() for at in sent if at is not None), default=None),
    )


def invoices(
    session: Session,
    order: str = "issued",
    descending: bool = True,
    limit: int = 100,
    which: str = "all",
    client_id: int | None = None,
    skip: int = 0,
) -> list[InvoiceRow]:
    """Issued invoices in an order (number, client, issued, due, total), after the first `skip`."""
    ids = ids_from(
        session,
        _narrowed(_invoices(Invoice.id), which, client_id),
        _order(order),
        descending=descending,
        skip=skip,
        limit=limit,
        count=lambda: invoice_count(session, which, client_id),
    )
    return invoices_by_id(session, ids)


def invoice_count(session: Session, which: str = "all", client_id: int | None = None) -> int:
    """How many issued invoices there are."""
    if which == "all" and client_id is None:
        # Counting what is not issued and taking it off reads no row of the history.
        whole = session.scalar(select(func.count()).select_from(Invoice))
        return int(whole or 0) - draft_count(session)
    found = _narrowed(_invoices(func.count()), which, client_id)
    return int(session.scalar(found) or 0)


def draft_count(session: Session) -> int:
    """How many drafts there are, ready or not."""
    found = select(func.count()).select_from(Invoice)
    return session.scalar(found.where(Invoice.state != literal_column("'issued'"))) or 0


def invoices_by_id(session: Session, ids: Sequence[int]) -> list[InvoiceRow]:
    """These invoices, in the order of the ids."""
    found = session.execute(_invoices(*_ROW).where(Invoice.id.in_(ids)))
    rows = {values[0]: _row(*values) for values in found}
    return [rows[id_] for id_ in ids if id_ in rows]


def invoices_between(
    session: Session, first: date, last: date, client_id: int | None = None
) -> list[InvoiceRow]:
    """Everything issued in a span of days, oldest first."""
    found = _narrowed(_invoices(*_ROW), "all", client_id)
    found = found.where(Invoice.issued_on.between(first, last))
    return [
        _row(*values) for values in session.execute(_ordered(found, "issued", descending=False))
    ]


@dataclass(frozen=True, slots=True)
class EventRow:
    """What happened to an invoice, when and by whom."""

    at: datetime
    kind: str
    words: str
    person: str

    @property
    def sentence(self) -> str:
        """The event in words."""
        said = event_words(self.kind)
        return f"{said}, {self.words}" if self.words else said


@dataclass(frozen=True, slots=True)
class PaidRow:
    """Money on an invoice: a payment, refund or reversal and how much of it stands here."""

    payment_id: int
    on: date
    kind: str
    method: str
    reference: str
    amount: int


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """An issued invoice in full."""

    row: InvoiceRow
    lines: tuple[LineRow, ...]
    taxes: tuple[TaxSum, ...]
    subtotal: int
    tax: int
    currency: Currency
    reason: str
    note: str
    order_number: str
    imported: bool
    applies_to: tuple[int, str] | None
    credits: tuple[InvoiceRow, ...]
    paid: tuple[PaidRow, ...]
    events: tuple[EventRow, ...]

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it may be credited, voided or written off."""
        return self.row.kind == "invoice" and not self.row.voided


def invoice_page(session: Session, invoice_id: int) -> InvoicePage:
    """Everything about one issued invoice; raises UserError when it is not there."""
    rows = invoices_by_id(session, [invoice_id])
    if not rows:
        raise UserError("This invoice is not there.")
    invoice = session.get_one(Invoice, invoice_id)
    credit_ids = list(
        session.scalars(
            select(Invoice.id).where(Invoice.applies_to_id == invoice_id).order_by(Invoice.id)
        )
    )
    applies = None
    if invoice.applies_to_id:
        other = session.get_one(Invoice, invoice.applies_to_id)
        applies = (other.id, other.number or "")
    return InvoicePage(
        rows[0],
        tuple(lines_of(session, invoice_id)),
        tax_rows(session, invoice_id),
        invoice.subtotal,
        invoice.tax,
        Currency(invoice.currency),
        invoice.reason,
        invoice.note,
        invoice.order_number,
        invoice.batch_id is not None,
        applies,
        tuple(invoices_by_id(session, credit_ids)),
        _paid(session, invoice_id),
        _events(session, invoice_id),
    )


def tax_rows(session: Session, invoice_id: int) -> tuple[TaxSum, ...]:
    """The tax an invoice was issued with, by code."""
    columns = [getattr(InvoiceTax, name) for name in ("code", "name", "rate", "base", "amount")]
    found = select(*columns).where(InvoiceTax.invoice_id == invoice_id).order_by(InvoiceTax.id)
    return tuple(TaxSum(*row) for row in session.execute(found))


def _paid(session: Session, invoice_id: int) -> tuple[PaidRow, ...]:
    day = func.coalesce(Allocation.on, Payment.received_on)
    found = (
        select(Payment.id, day, Payment.kind, Payment.method, Payment.reference, Allocation.amount)
        .join(Payment, Payment.id == Allocation.payment_id)
        .where(Allocation.invoice_id == invoice_id)
        .order_by(day, Allocation.id)
    )
    return tuple(PaidRow(*row) for row in session.execute(found))


def _events(session: Session, invoice_id: int) -> tuple[EventRow, ...]:
    found = (
        select(InvoiceEvent.at, InvoiceEvent.kind, InvoiceEvent.words, Person.name)
        .outerjoin(Person, Person.id == InvoiceEvent.person_id)
        .where(InvoiceEvent.invoice_id == invoice_id)
        .order_by(InvoiceEvent.at, InvoiceEvent.id)
    )
    return tuple(
        EventRow(at, kind, words, person or "")
        for at, kind, words, person in session.execute(found)
    )


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """An earlier invoice of a client in a line: number, day, how it was paid, total."""

    id: int
    number: str
    issued_on: date | None
    total: int
    status: str
    paid_in_days: int | None

    @property
    def words(self) -> str:
        """What became of it: paid in 12 days, or what is with it today."""
        if self.paid_in_days is None:
            return self.status.lower()
        return f"paid in {self.paid_in_days} day{'s' if self.paid_in_days != 1 else ''}"


def earlier_invoices(session: Session, client_id: int, limit: int = 5) -> list[EarlierRow]:
    """A client's newest issued invoices, and in how many days each was paid."""
    found = _narrowed(_invoices(*_ROW), "all", client_id)
    found = found.where(Invoice.kind == literal_column("'invoice'"))
    rows = [
        _row(*values)
        for values in session.execute(_ordered(found, "issued", descending=True).limit(limit))
    ]
    last = _last_paid(session, [row.id for row in rows])
    return [
        EarlierRow(
            row.id,
            row.number,
            row.issued_on,
            row.total,
            row.status,
            (last[row.id] - row.issued_on).days
            if row.status == "Paid" and row.id in last and row.issued_on
            else None,
        )
        for row in rows
    ]


def _last_paid(session: Session, ids: Sequence[int]) -> dict[int, date]:
    found = (
        select(Allocation.invoice_id, func.max(Payment.received_on))
        .join(Payment, Payment.id == Allocation.payment_id)
        .where(Allocation.invoice_id.in_(ids))
        .group_by(Allocation.invoice_id)
    )
    return dict(session.execute(found).all())


def unprinted_ids(session: Session, limit: int = 500) -> list[int]:
    """Own issued invoices of the newest day of issue that were neither printed, saved nor sent."""
    newest = (
        select(func.max(Invoice.issued_on))
        .where(_ISSUED, Invoice.number_int.is_not(None), Invoice.kind == "invoice")
        .scalar_subquery()
    )
    told = exists().where(
        InvoiceEvent.invoice_id == Invoice.id,
        InvoiceEvent.kind.in_(("printed", "saved", "sent", "voided")),
    )
    found = (
        select(Invoice.id)
        .where(
            _ISSUED,
            Invoice.kind == "invoice",
            Invoice.number_int.is_not(None),
            Invoice.issued_on == newest,
            ~told,
        )
        .order_by(Invoice.id)
        .limit(limit)
    )
    return list(session.scalars(found))


def search_invoices(session: Session, text: str, limit: int) -> list[InvoiceRow]:
    """Issued invoices and credits whose number holds what was typed, the newest first."""
    wanted = text.strip().lstrip("#").lower()
    if not any(sign.isdigit() for sign in wanted):
        return []
    found = _invoices(*_ROW).where(holds(Invoice.number, wanted))
    found = _ordered(found, "issued", descending=True).limit(limit)
    return [_row(*values) for values in session.execute(found)]


def find_invoice(session: Session, text: str) -> int:
    """The id of an issued invoice or credit by its number; raises UserError when there is none."""
    wanted = text.strip()
    found = session.scalar(
        select(Invoice.id).where(_ISSUED, func.lower(Invoice.number) == wanted.lower())
    )
    if found is None:
        raise UserError(f"There is no invoice “{wanted}”.", "number")
    return found


def find_payment(session: Session, text: str) -> int:
    """The id of a payment by its number; raises UserError when there is none."""
    wanted = text.strip()
    found = session.scalar(select(Payment.id).where(func.lower(Payment.number) == wanted.lower()))
    if found is None:
        raise UserError(f"There is no payment “{wanted}”.", "number")
    return found


def find_client(session: Session, text: str) -> int:
    """The id of a client by its number or whole name; raises UserError when there is none."""
    wanted = text.strip().lower()
    found = session.scalar(
        select(Client.id)
        .where(or_(func.lower(Client.number) == wanted, func.lower(Client.name) == wanted))
        .limit(1)
    )
    if found is None:
        raise UserError(f"There is no client “{text.strip()}”.", "client")
    return found


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money that came in or went back, as lists show it; `over` is not applied yet.

    `deposit` is the number of the deposit it went to the bank with.
    """

    id: int
    number: str
    client_id: int
    client: str
    received_on: date
    kind: str
    method: str
    reference: str
    amount: int
    over: int
    reversed: bool
    deposit: str = ""


_COUNTER = aliased(Payment)
_PAYMENT = (
    Payment.id,
    Payment.number,
    Payment.client_id,
    Client.name,
    Payment.received_on,
    Payment.kind,
    Payment.method,
    Payment.reference,
    Payment.amount,
    func.coalesce(Unapplied.amount, 0),
    exists().where(and_(_COUNTER.reverses_id == Payment.id, _COUNTER.kind == "reversal")),
    func.coalesce(
        select(Deposit.number)
        .join(DepositPayment, DepositPayment.deposit_id == Deposit.id)
        .where(DepositPayment.payment_id == Payment.id)
        .correlate(Payment)
        .scalar_subquery(),
        "",
    ),
)
_PAYMENT_ORDERS: dict[str, Any] = {
    "received": Payment.received_on,
    "client": func.lower(Client.name),
    "amount": Payment.amount,
    "number": Payment.number,
}


def _payments(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Payment)
        .join(Client, Client.id == Payment.client_id)
        .outerjoin(Unapplied, Unapplied.payment_id == Payment.id)
    )


def _payments_in_order(found: Select[Any], order: str, *, descending: bool) -> Select[Any]:
    by = _PAYMENT_ORDERS.get(order, Payment.received_on)
    if descending:
        return found.order_by(by.desc(), Payment.id.desc())
    return found.order_by(by, Payment.id)


def payments(
    session: Session,
    order: str = "received",
    descending: bool = True,
    limit: int = 100,
    client_id: int | None = None,
    skip: int = 0,
) -> list[PaymentRow]:
    """Payments in an order (received, client, amount, number), after the first `skip`."""
    found = select(Payment.id).join(Client, Client.id == Payment.client_id)
    if client_id is not None:
        found = found.where(Payment.client_id == client_id)
    ids = ids_from(
        session,
        found,
        (_PAYMENT_ORDERS.get(order, Payment.received_on), Payment.id),
        descending=descending,
        skip=skip,
        limit=limit,
        count=lambda: payment_count(session, client_id),
    )
    return payments_by_id(session, ids)


def payments_between(
    session: Session, first: date, last: date, client_id: int | None = None
) -> list[PaymentRow]:
    """Money that came in or went back in a span of days, oldest first."""
    found = _payments(*_PAYMENT).where(Payment.received_on.between(first, last))
    if client_id is not None:
        found = found.where(Payment.client_id == client_id)
    found = _payments_in_order(found, "received", descending=False)
    return [PaymentRow(*row) for row in session.execute(found)]


def payment_count(session: Session, client_id: int | None = None) -> int:
    """How many payments, refunds and reversals there are, of one client or of all."""
    found = select(func.count()).select_from(Payment)
    if client_id is not None:
        found = found.where(Payment.client_id == client_id)
    return int(session.scalar(found) or 0)


def payments_by_id(session: Session, ids: Sequence[int]) -> list[PaymentRow]:
    """These payments, in the order of the ids."""
    found = session.execute(_payments(*_PAYMENT).where(Payment.id.in_(ids)))
    rows = {row[0]: PaymentRow(*row) for row in found}
    return [rows[id_] for id_ in ids if id_ in rows]


@dataclass(frozen=True, slots=True)
class PaysRow:
    """What a payment pays of one invoice, net of what was taken off again."""

    invoice_id: int
    number: str
    issued_on: date | None
    total: int
    amount: int


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """A payment in full: which invoices it pays, what is over, what was given back."""

    row: PaymentRow
    pays: tuple[PaysRow, ...]
    available: int
    counter: tuple[PaymentRow, ...]
    note: str
    currency: Currency


def payment_page(session: Session, payment_id: int) -> PaymentPage:
    """Everything about one payment; raises UserError when it is not there."""
    rows = payments_by_id(session, [payment_id])
    if not rows:
        raise UserError("This payment is not there.")
    counters = list(
        session.scalars(
            select(Payment.id).where(Payment.reverses_id == payment_id).order_by(Payment.id)
        )
    )
    note = session.scalar(select(Payment.note).where(Payment.id == payment_id)) or ""
    return PaymentPage(
        rows[0],
        pays_of(session, payment_id),
        available(session, payment_id),
        tuple(payments_by_id(session, counters)),
        note,
        the_shop(session).money,
    )


def pays_of(session: Session, payment_id: int) -> tuple[PaysRow, ...]:
    """The invoices a payment pays, oldest first."""
    amount = func.sum(Allocation.amount)
    found = (
        select(Invoice.id, Invoice.number, Invoice.issued_on, Invoice.total, amount)
        .join(Allocation, Allocation.invoice_id == Invoice.id)
        .where(Allocation.payment_id == payment_id)
        .group_by(Invoice.id, Invoice.number, Invoice.issued_on, Invoice.total)
        .having(amount != 0)
        .order_by(Invoice.issued_on, Invoice.id)
    )
    return tuple(
        PaysRow(id_, number or "", on, total, int(part))
        for id_, number, on, total, part in session.execute(found)
    )


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An open invoice in the payment form; `late` is days past due."""

    id: int
    number: str
    due_on: date | None
    total: int
    open: int
    late: int


def open_rows(session: Session, client_id: int) -> list[OpenRow]:
    """A client's open invoices, the one due first before the others."""
    found = (
        select(
            Receivable.invoice_id,
            Invoice.number,
            Receivable.due_on,
            Receivable.total,
            Receivable.open,
        )
        .join(Invoice, Invoice.id == Receivable.invoice_id)
        .where(Receivable.client_id == client_id, Receivable.open > 0)
        .order_by(Receivable.due_on, Receivable.issued_on, Receivable.invoice_id)
    )
    day = today()
    return [
        OpenRow(id_, number or "", due, total, opened, max(0, (day - due).days) if due else 0)
        for id_, number, due, total, opened in session.execute(found)
    ]


def deposits(session: Session, first: date, last: date) -> list[tuple[date, str, int, int]]:
    """Money by day and way of paying: day, method, how many, sum; refunds and reversals counted."""
    number = func.sum(case((Payment.amount > 0, 1), else_=0))
    found = (
        select(Payment.received_on, Payment.method, number, func.sum(Payment.amount))
        .where(Payment.received_on.between(first, last))
        .group_by(Payment.received_on, Payment.method)
        .order_by(Payment.received_on, Payment.method)
    )
    return [(on, way, int(many), int(amount)) for on, way, many, amount in session.execute(found)]
