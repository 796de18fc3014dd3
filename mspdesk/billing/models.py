"""Tables of invoices and money.

An issued invoice and its lines are frozen by triggers; what happens to it later (sent, printed,
paid, credited) stands in rows of its own.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base, Code, Flag, Imported, Minor, Name, Record, Words

_REVERSES = text("reverses_id IS NOT NULL")
_DRAFT = text("state <> 'issued'")
_OWN = text("number_int IS NOT NULL")


class BillingRun(Record):
    """One billing run: everything unbilled up to a date, in a draft per client."""

    __tablename__ = "billing_run"

    through_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Invoice(Imported, Record):
    """A document that asks for money, or takes some back.

    `kind` is invoice, credit or write_off; credits and write-offs carry negative amounts and name
    the invoice they apply to. `state` is draft, ready or issued; `number` stays empty until issue,
    and `number_int` holds its place in the series of its year. `void` marks the full credit that
    voids an invoice. `key` makes issuing idempotent. Seller and buyer are JSON, frozen at issue.
    Amounts are minor units of `currency`.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        Index("ix_invoice_client_issued", "client_id", "issued_on", "id"),
        Index("ix_invoice_issued", "issued_on", "id"),
        Index("ix_invoice_issued_number", "issued_on", "number_int", "id"),
        Index("ix_invoice_draft", "client_id", sqlite_where=_DRAFT, postgresql_where=_DRAFT),
        Index("ix_invoice_own", "kind", "issued_on", sqlite_where=_OWN, postgresql_where=_OWN),
        Index("ix_invoice_applies", "applies_to_id"),
        Index("ix_invoice_due", "due_on", "id"),
    )

    kind: Mapped[Code] = mapped_column(default="invoice")
    state: Mapped[Code] = mapped_column(default="draft")
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    number_int: Mapped[int | None]
    key: Mapped[str] = mapped_column(String(36), unique=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("billing_run.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    applies_to_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"))
    void: Mapped[Flag]
    issued_on: Mapped[date | None]
    issued_at: Mapped[datetime | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    due_on: Mapped[date | None]
    terms_days: Mapped[int] = mapped_column(default=0)
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    order_number: Mapped[Code] = mapped_column(default="")
    subtotal: Mapped[Minor] = mapped_column(default=0)
    tax: Mapped[Minor] = mapped_column(default=0)
    total: Mapped[Minor] = mapped_column(default=0)
    seller: Mapped[Words]
    buyer: Mapped[Words]
    note: Mapped[Words]
    reason: Mapped[Words]
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reviewed_at: Mapped[datetime | None]


class InvoiceLine(Imported, Record):
    """One line: what, how many, at what price.

    `quantity` is ten-thousandths, prices and amounts minor units. `kind` is plan, time, trip,
    hardware, software, service, setup, discount, late_fee, prepaid_draw or credit. `minutes` and
    `detail` belong to time; `ticket_id` names the ticket. `manual` was typed by a person; on a line
    the run made, `reworded` says that a person changed its words, which then stay. On a draft an
    empty `tax_code` means the client's usual one; codes and rates are written when it is issued.
    """

    __tablename__ = "invoice_line"
    __table_args__ = (Index("ix_invoice_line_invoice", "invoice_id", "position"),)

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    position: Mapped[int]
    kind: Mapped[Code]
    text: Mapped[Words]
    detail: Mapped[Words]
    on: Mapped[date | None]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    quantity: Mapped[int] = mapped_column(default=10_000)
    unit: Mapped[Code] = mapped_column(default="")
    unit_price: Mapped[Minor] = mapped_column(default=0)
    amount: Mapped[Minor] = mapped_column(default=0)
    unit_cost: Mapped[Minor | None] = mapped_column(default=None)
    minutes: Mapped[int | None]
    taxable: Mapped[Flag]
    tax_code: Mapped[Code] = mapped_column(default="")
    tax_rate: Mapped[int] = mapped_column(default=0)
    manual: Mapped[Flag]
    reworded: Mapped[Flag]


class InvoiceTime(Record):
    """A time entry as it stands on an issued invoice's detail page, frozen with it."""

    __tablename__ = "invoice_time"
    __table_args__ = (
        Index("ix_invoice_time_invoice", "invoice_id", "position"),
        Index("ix_invoice_time_entry", "entry_id"),
    )

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    line_id: Mapped[int | None] = mapped_column(ForeignKey("invoice_line.id"), index=True)
    position: Mapped[int]
    entry_id: Mapped[int]
    on: Mapped[date]
    ticket: Mapped[Code]
    person: Mapped[Name]
    note: Mapped[Words]
    minutes: Mapped[int]
    billed_minutes: Mapped[int]
    rate: Mapped[Minor]
    amount: Mapped[Minor]
    covered: Mapped[Flag]


class InvoiceTax(Record):
    """Tax of one code on one invoice: on the sum of its lines, rounded once (E34)."""

    __tablename__ = "invoice_tax"
    __table_args__ = (UniqueConstraint("invoice_id", "code", "rate"),)

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    code: Mapped[Code]
    name: Mapped[Name]
    rate: Mapped[int]
    base: Mapped[Minor]
    amount: Mapped[Minor]
    batch_id: Mapped[int | None] = mapped_column(index=True, default=None)


class Question(Record):
    """An answer to a review question of a draft: what was asked, what was decided, by whom.

    `subject` names what it is about: an entry, a line or the whole draft (entry:12).
    """

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("invoice_id", "kind", "subject"),)

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    kind: Mapped[Code]
    subject: Mapped[Code] = mapped_column(default="")
    answer: Mapped[Code]
    words: Mapped[Words]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class InvoiceEvent(Record):
    """What happened to an issued invoice: sent, printed, saved, voided; facts, not a state."""

    __tablename__ = "invoice_event"
    __table_args__ = (Index("ix_invoice_event_invoice", "invoice_id", "at"),)

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    kind: Mapped[Code]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[Words]


class Payment(Imported, Record):
    """Money that came in, or went back: refunds and reversals carry negative amounts.

    `kind` is payment, refund or reversal; the last two name the payment in `reverses_id`.
    """

    __tablename__ = "payment"
    __table_args__ = (
        Index("ix_payment_client", "client_id", "received_on"),
        Index("ix_payment_received", "received_on", "id"),
        Index(
            "ix_payment_reverses",
            "reverses_id",
            sqlite_where=_REVERSES,
            postgresql_where=_REVERSES,
        ),
    )

    number: Mapped[Code] = mapped_column(default="")
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    received_on: Mapped[date]
    kind: Mapped[Code] = mapped_column(default="payment")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"))
    method: Mapped[Code] = mapped_column(default="check")
    reference: Mapped[Name] = mapped_column(default="")
    amount: Mapped[Minor]
    note: Mapped[Words]


class Allocation(Record):
    """How much of a payment pays which invoice; negative where money is taken off it again.

    `on` is the day it was applied; empty means the day the payment came in.
    """

    __tablename__ = "allocation"
    __table_args__ = (
        Index("ix_allocation_payment", "payment_id"),
        Index("ix_allocation_invoice", "invoice_id"),
    )

    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"))
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    amount: Mapped[Minor]
    on: Mapped[date | None]
    batch_id: Mapped[int | None] = mapped_column(index=True, default=None)


class Receivable(Base):
    """What is open on an invoice today; kept by triggers, and only where something is open."""

    __tablename__ = "receivable"

    invoice_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    client_id: Mapped[int] = mapped_column(index=True)
    issued_on: Mapped[date | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    total: Mapped[Minor]
    open: Mapped[Minor]


class Unapplied(Base):
    """What of a payment pays no invoice yet; kept by triggers, and only where there is some."""

    __tablename__ = "unapplied"

    payment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    client_id: Mapped[int] = mapped_column(index=True)
    amount: Mapped[Minor]
