"""What papers are printed from: documents that say everything, gathered once."""

from datetime import date

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database import blobs
from ...dates import add_months, month_start, today
from ...errors import Trouble
from ...money import Currency
from ...rows import dataclass
from ...shop.queries import shop as the_shop
from ..models import Allocation, Invoice, InvoiceLine, InvoiceTime, Payment
from ..rules.ageing import BUCKETS, bucket
from ..rules.labor import grouped, shares
from ..rules.legal import Party
from ..rules.review import EntryFacts
from ..rules.totals import TaxSum
from .drafts import LineRow, draft_totals, due_day, entry_facts, lines_of
from .invoices import PaysRow, open_rows, pays_of, tax_rows
from .parties import buyer_of, read_party, seller_of, terms_days
from .prepaid import PrepaidNote, prepaid_entries, prepaid_note


@dataclass(frozen=True, slots=True)
class TimeRow:
    """An entry on the page of time detail, as it stood when the invoice was issued."""

    on: date
    ticket: str
    person: str
    note: str
    minutes: int
    billed_minutes: int
    rate: int
    amount: int
    covered: bool
    prepaid_minutes: int = 0


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """Everything on an invoice or a credit note; a draft has no number yet."""

    kind: str
    number: str
    draft: bool
    void: bool
    seller: Party
    buyer: Party
    logo: bytes | None
    issued_on: date
    due_on: date
    terms_days: int
    period_from: date | None
    period_to: date | None
    order_number: str
    currency: Currency
    lines: tuple[LineRow, ...]
    taxes: tuple[TaxSum, ...]
    subtotal: int
    total: int
    note: str
    reason: str
    applies_to: str
    applies_on: date | None
    time: tuple[TimeRow, ...]
    prepaid: PrepaidNote | None = None
    paid_before: tuple[tuple[date, int], ...] = ()


def invoice_document(session: Session, invoice_id: int) -> InvoiceDocument:
    """An invoice as it prints: from frozen rows once issued, as it stands today before."""
    invoice = session.get_one(Invoice, invoice_id)
    shop = the_shop(session)
    client = session.get_one(Client, invoice.client_id)
    draft = invoice.state != "issued"
    seller = read_party(invoice.seller) or seller_of(shop)
    buyer = read_party(invoice.buyer) or buyer_of(session, client, shop)
    lines = tuple(lines_of(session, invoice_id))
    issued_on = invoice.issued_on or today()
    days = terms_days(client, shop) if draft else invoice.terms_days
    if draft:
        stored = session.scalars(select(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id))
        sums = draft_totals(session, invoice, list(stored))
        taxes, subtotal, total = sums.taxes, sums.subtotal, sums.total
        facts = entry_facts(session, [line.id for line in lines])
        time = _draft_time(facts)
        entries = [one.id for one in facts] + prepaid_entries(session, invoice)
    else:
        entries = []
        taxes, subtotal, total = tax_rows(session, invoice_id), invoice.subtotal, invoice.total
        time = _frozen_time(session, invoice_id)
    applies = session.get(Invoice, invoice.applies_to_id) if invoice.applies_to_id else None
    return InvoiceDocument(
        kind=invoice.kind,
        number=invoice.number or "Draft",
        draft=draft,
        void=invoice.void,
        seller=seller,
        buyer=buyer,
        logo=logo_of(session, seller.logo),
        issued_on=issued_on,
        due_on=due_day(invoice, issued_on, days),
        terms_days=days,
        period_from=invoice.period_from,
        period_to=invoice.period_to,
        order_number=invoice.order_number,
        currency=Currency(invoice.currency),
        lines=lines,
        taxes=_with_imported(taxes, invoice.tax) if not draft else taxes,
        subtotal=subtotal,
        total=total,
        note=invoice.note,
        reason=invoice.reason,
        applies_to=(applies.number or "") if applies else "",
        applies_on=applies.issued_on if applies else None,
        time=time,
        prepaid=prepaid_note(session, invoice, entries),
        paid_before=() if draft else _paid_before(session, invoice_id, issued_on),
    )


def _paid_before(
    session: Session, invoice_id: int, issued_on: date
) -> tuple[tuple[date, int], ...]:
    """What came in for an invoice before it was issued: the days of payments on account."""
    found = (
        select(Payment.received_on, func.sum(Allocation.amount))
        .join(Payment, Payment.id == Allocation.payment_id)
        .where(Allocation.invoice_id == invoice_id, Payment.received_on < issued_on)
        .group_by(Payment.received_on)
        .order_by(Payment.received_on)
    )
    return tuple((on, int(amount)) for on, amount in session.execute(found) if amount > 0)


def _with_imported(taxes: tuple[TaxSum, ...], tax: int) -> tuple[TaxSum, ...]:
    """History that a file brought names its tax in one sum, without a code."""
    return taxes if taxes or not tax else (TaxSum("", "Tax", 0, 0, tax),)


def logo_of(session: Session, sha256: str) -> bytes | None:
    """The shop's logo; a picture that is lost leaves the mark in its place."""
    if not sha256:
        return None
    try:
        return blobs.get(session, sha256)
    except Trouble:
        return None


def _frozen_time(session: Session, invoice_id: int) -> tuple[TimeRow, ...]:
    columns = [getattr(InvoiceTime, name) for name in TimeRow.__dataclass_fields__]
    found = select(*columns).where(InvoiceTime.invoice_id == invoice_id)
    return tuple(TimeRow(*row) for row in session.execute(found.order_by(InvoiceTime.position)))


def _draft_time(entries: list[EntryFacts]) -> tuple[TimeRow, ...]:
    rows = []
    for group in grouped(one for one in entries if one.kind == "billable"):
        for part, amount in zip(group.parts, shares(group), strict=True):
            entry = part.entry
            row = TimeRow(
                entry.work_on,
                entry.ticket,
                entry.person,
                entry.note,
                part.worked,
                part.billed,
                part.price,
                amount,
                covered=False,
                prepaid_minutes=0 if part.after else entry.prepaid_minutes,
            )
            rows.append((entry.started_at, entry.id, row.rate, row))
    return tuple(row for *_, row in sorted(rows, key=lambda one: one[:3]))


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """A payment as a receipt tells it."""

    number: str
    seller: Party
    buyer: Party
    logo: bytes | None
    received_on: date
    kind: str
    method: str
    reference: str
    amount: int
    pays: tuple[PaysRow, ...]
    over: int
    currency: Currency


def receipt_document(session: Session, payment_id: int) -> ReceiptDocument:
    """A payment with the invoices it pays."""
    payment = session.get_one(Payment, payment_id)
    shop = the_shop(session)
    client = session.get_one(Client, payment.client_id)
    seller = seller_of(shop)
    pays = pays_of(session, payment_id)
    return ReceiptDocument(
        payment.number or str(payment.id),
        seller,
        buyer_of(session, client, shop),
        logo_of(session, seller.logo),
        payment.received_on,
        payment.kind,
        payment.method,
        payment.reference,
        payment.amount,
        pays,
        payment.amount - sum(one.amount for one in pays),
        shop.money,
    )


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One move on a statement and what was owed after it; payments and credits are negative."""

    on: date
    what: str
    number: str
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """What a client owes on a day, how it came about, and how old it is."""

    seller: Party
    buyer: Party
    logo: bytes | None
    first: date
    as_of: date
    opening: int
    rows: tuple[StatementRow, ...]
    open: tuple[tuple[str, date | None, int, int], ...]
    amounts: dict[str, int]
    unapplied: int
    currency: Currency

    @property
    def balance(self) -> int:
        """What the client owes after everything."""
        return self.rows[-1].balance if self.rows else self.opening


_MOVES = {"invoice": "Invoice", "credit": "Credit note", "write_off": "Written off"}
_CAME = {"payment": "Payment, thank you", "refund": "Refund", "reversal": "Payment taken back"}


def statement_document(session: Session, client_id: int) -> StatementDocument:
    """A client's account of the last three months, and the age of what is open today."""
    as_of = today()
    first = add_months(month_start(as_of), -2)
    shop = the_shop(session)
    client = session.get_one(Client, client_id)
    seller = seller_of(shop)
    opening = _balance_before(session, client_id, first)
    amounts = dict.fromkeys(BUCKETS, 0)
    opened = open_rows(session, client_id)
    for row in opened:
        amounts[bucket((as_of - row.due_on).days if row.due_on else 0)] += row.open
    rows = _moves(session, client_id, first, as_of, opening)
    return StatementDocument(
        seller,
        buyer_of(session, client, shop),
        logo_of(session, seller.logo),
        first,
        as_of,
        opening,
        rows,
        tuple((row.number, row.due_on, row.total, row.open) for row in opened),
        amounts,
        sum(amounts.values()) - (rows[-1].balance if rows else opening),
        shop.money,
    )


_ISSUED = Invoice.state == literal_column("'issued'")


def _balance_before(session: Session, client_id: int, first: date) -> int:
    billed = session.scalar(
        select(func.coalesce(func.sum(Invoice.total), 0)).where(
            Invoice.client_id == client_id, _ISSUED, Invoice.issued_on < first
        )
    )
    came = session.scalar(
        select(func.coalesce(func.sum(Payment.amount), 0)).where(
            Payment.client_id == client_id, Payment.received_on < first
        )
    )
    return int(billed or 0) - int(came or 0)


def _moves(
    session: Session, client_id: int, first: date, as_of: date, opening: int
) -> tuple[StatementRow, ...]:
    billed = session.execute(
        select(Invoice.issued_on, Invoice.kind, Invoice.number, Invoice.total, Invoice.id).where(
            Invoice.client_id == client_id, _ISSUED, Invoice.issued_on.between(first, as_of)
        )
    )
    came = session.execute(
        select(
            Payment.received_on,
            Payment.kind,
            Payment.reference,
            Payment.number,
            Payment.amount,
            Payment.id,
        ).where(Payment.client_id == client_id, Payment.received_on.between(first, as_of))
    )
    moves = [
        (on, 0, id_, _MOVES.get(kind, kind), number or "", amount)
        for on, kind, number, amount, id_ in billed
        if on is not None
    ]
    moves += [
        (on, 1, id_, _CAME.get(kind, kind), reference or number, -amount)
        for on, kind, reference, number, amount, id_ in came
    ]
    rows = []
    balance = opening
    for on, _, _, what, number, amount in sorted(moves, key=lambda one: one[:3]):
        balance += amount
        rows.append(StatementRow(on, what, number, amount, balance))
    return tuple(rows)


def document_client(session: Session, invoice_id: int) -> str:
    """The name of the client an invoice belongs to, for titles."""
    found = select(Client.name).join(Invoice, Invoice.client_id == Client.id)
    return session.scalar(found.where(Invoice.id == invoice_id)) or ""
