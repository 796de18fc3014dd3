"""Tables of invoices and money.

An issued invoice and its lines are frozen by triggers; what happens to it later (sent, printed,
paid, credited) stands in rows of its own.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..database.base import Base, Code, Flag, Imported, Minor, Name, Record, Words, part_index

_REVERSES = text("reverses_id IS NOT NULL")
_DRAFT = text("state <> 'issued'")
_OWN = text("number_int IS NOT NULL")
_APPLIES = text("applies_to_id IS NOT NULL")
_EARNED = text("state = 'issued' AND kind <> 'write_off'")
_OF_RUN = text("run_id IS NOT NULL")
_OWN_DAY = text('"on" IS NOT NULL')


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
    voids an invoice. `through_on` is the day up to which work stands on it, while the period may
    lie ahead. `prepaid_left` and `prepaid_drawn` are minutes paid ahead as they stood at issue,
    empty without any. `key` makes issuing idempotent. Seller and buyer are JSON, frozen at issue.
    Amounts are minor units of `currency`.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        Index("ix_invoice_client_issued", "client_id", "issued_on", "id"),
        Index("ix_invoice_issued", "issued_on", "id"),
        # Looking for a number reads it off the index.
        Index("ix_invoice_numbered", "issued_on", "number_int", "id", "number", "state"),
        part_index("ix_invoice_draft", "client_id", where=_DRAFT),
        part_index("ix_invoice_own", "kind", "issued_on", where=_OWN),
        # Empty nearly everywhere: without the condition SQLite takes the index for useless.
        part_index("ix_invoice_applied", "applies_to_id", where=_APPLIES),
        # Revenue by client and year is summed from this index alone.
        part_index("ix_invoice_earned", "client_id", "issued_on", "subtotal", where=_EARNED),
        Index("ix_invoice_due", "due_on", "id"),
        part_index("ix_invoice_run", "run_id", where=_OF_RUN),
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
    through_on: Mapped[date | None]
    prepaid_left: Mapped[int | None]
    prepaid_drawn: Mapped[int | None]


class InvoiceLine(Imported, Record):
    """One line: what, how many, at what price.

    `quantity` is ten-thousandths, prices and amounts minor units. `kind` is plan, setup, prepaid,
    service, time, trip, hardware, software, discount, late_fee, prepaid_draw or credit. `minutes`
    and `detail` belong to time; `ticket_id` names the ticket, `agreement_id` and
    `agreement_line_id` what was promised, `on` the first day of the period. `manual` was
    typed by a person; on a line the run made, `reworded` says that a person changed its words,
    which then stay. On a draft an empty `tax_code` means the client's usual one; codes and rates
    are written when it is issued.
    """

    __tablename__ = "invoice_line"
    __table_args__ = (
        Index("ix_invoice_line_invoice", "invoice_id", "position"),
        # What was billed for some days, without reading ten years of lines.
        part_index("ix_invoice_line_on", "on", where=_OWN_DAY),
    )

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
    agreement_id: Mapped[int | None] = mapped_column(index=True)
    agreement_line_id: Mapped[int | None]
    catalog_item_id: Mapped[int | None]


class InvoiceTime(Record):
    """A time entry as it stands on an issued invoice's detail page, frozen with it.

    `minutes` were worked, `prepaid_minutes` drawn from hours paid ahead, `billed_minutes` bill.
    """

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
    prepaid_minutes: Mapped[int] = mapped_column(default=0)


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
        part_index("ix_payment_reverses", "reverses_id", where=_REVERSES),
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
        part_index("ix_allocation_on", "on", where=_OWN_DAY),
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


class BilledPeriod(Record):
    """That a period of an agreement stands on an invoice; a second run finds it and makes nothing.

    `what` is plan, setup or block. `days` of `of_days` are billed where the period is a part of
    one. A period stays billed when its invoice is voided, until a person says to bill it again.
    """

    __tablename__ = "billed_period"
    __table_args__ = (
        UniqueConstraint("agreement_id", "what", "period_from"),
        Index("ix_billed_period_invoice", "invoice_id"),
    )

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    what: Mapped[Code] = mapped_column(default="plan")
    period_from: Mapped[date]
    period_to: Mapped[date]
    due_on: Mapped[date]
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"))
    amount: Mapped[Minor] = mapped_column(default=0)
    days: Mapped[int] = mapped_column(default=0)
    of_days: Mapped[int] = mapped_column(default=0)


class CollectionRule(Record):
    """One step for money that is late: on which day past due, in what words, with which letter.

    The shop may change, add and retire steps (S107); `does` is letter, call, stop, fee or decide.
    """

    __tablename__ = "collection_rule"

    key: Mapped[Code] = mapped_column(unique=True)
    day: Mapped[int]
    does: Mapped[Code] = mapped_column(default="letter")
    words: Mapped[Name]
    form: Mapped[Name] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class CollectionStep(Record):
    """A step taken with a client about money that is late; none is ever taken by itself.

    `oldest_due_on` is the due day it was counted from; a later debt begins again at the first step.
    `rule_key` is lift where stopped work was taken up again, fee where a late fee was added.
    """

    __tablename__ = "collection_step"
    __table_args__ = (Index("ix_collection_step_client", "client_id", "on"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    rule_key: Mapped[Code]
    on: Mapped[date]
    oldest_due_on: Mapped[date]
    amount: Mapped[Minor] = mapped_column(default=0)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[Words]


class PaymentPromise(Record):
    """What a client said will be paid by when; `state` is open or withdrawn.

    Whether an open one was kept is a fact counted from the money that came since `made_on`.
    """

    __tablename__ = "payment_promise"
    __table_args__ = (Index("ix_payment_promise_client", "client_id", "promised_on"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    amount: Mapped[Minor]
    promised_on: Mapped[date]
    made_on: Mapped[date]
    by: Mapped[Name] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default="open")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[Words]


class Deposit(Record):
    """Payments that were taken to the bank together; `total` in minor units, printed as a list."""

    __tablename__ = "deposit"

    number: Mapped[Code] = mapped_column(unique=True)
    on: Mapped[date]
    account: Mapped[Name] = mapped_column(default="")
    total: Mapped[Minor] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[Words]


class DepositPayment(Record):
    """That a payment went with a deposit; a payment goes once."""

    __tablename__ = "deposit_payment"

    deposit_id: Mapped[int] = mapped_column(ForeignKey("deposit.id"), index=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"), unique=True)


class AutoPayment(Record):
    """A card or an account that pays by itself: what we pay, or what a client pays us (S116).

    `direction` is out (to a vendor) or in (from a client). Of the card the last four digits and the
    month it expires (its first day); never more.
    """

    __tablename__ = "auto_payment"

    direction: Mapped[Code] = mapped_column(default="out")
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"), index=True)
    what: Mapped[Name] = mapped_column(default="")
    method: Mapped[Code] = mapped_column(default="card")
    last_four: Mapped[Code] = mapped_column(default="")
    expires_on: Mapped[date | None]
    amount: Mapped[Minor] = mapped_column(default=0)
    every_months: Mapped[int] = mapped_column(default=1)
    day: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)
    notes: Mapped[Words]


class Bill(Record):
    """Money we owe: to whom, how much, by when; paid when `paid_on` says so (E25: not a ledger)."""

    __tablename__ = "bill"
    __table_args__ = (Index("ix_bill_due", "due_on"),)

    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    payee: Mapped[Name] = mapped_column(default="")
    what: Mapped[Name] = mapped_column(default="")
    category: Mapped[Name] = mapped_column(default="")
    reference: Mapped[Name] = mapped_column(default="")
    billed_on: Mapped[date | None]
    due_on: Mapped[date]
    amount: Mapped[Minor]
    paid_on: Mapped[date | None]
    every_months: Mapped[int] = mapped_column(default=0)
    auto_payment_id: Mapped[int | None] = mapped_column(ForeignKey("auto_payment.id"))
    notes: Mapped[Words]


class BudgetLine(Record):
    """What one category may cost or should bring in a month (S117); `side` is income or cost."""

    __tablename__ = "budget_line"
    __table_args__ = (UniqueConstraint("month", "side", "category"),)

    month: Mapped[date]
    side: Mapped[Code] = mapped_column(default="cost")
    category: Mapped[Name]
    amount: Mapped[Minor]


class CashWeek(Record):
    """The weekly view of cash as it was looked at and kept (S108); `monday` names it.

    `cash` is what lay at the bank; `page` keeps the figures that were shown, as JSON.
    """

    __tablename__ = "cash_week"

    monday: Mapped[date] = mapped_column(unique=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cash: Mapped[Minor]
    page: Mapped[Words]
    words: Mapped[Words]


class Handover(Record):
    """A file written for the accountant's program, so that nothing goes twice by accident.

    `accounts` is JSON: the names of the accountant's accounts it was written with, which the next
    one begins with.
    """

    __tablename__ = "handover"

    target: Mapped[Code]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    file: Mapped[Name] = mapped_column(default="")
    customers: Mapped[int] = mapped_column(default=0)
    invoices: Mapped[int] = mapped_column(default=0)
    payments: Mapped[int] = mapped_column(default=0)
    accounts: Mapped[Words]
    withdrawn_at: Mapped[datetime | None]


class HandedOver(Record):
    """One record that went into a hand-over: customer, invoice, credit or payment by its id."""

    __tablename__ = "handed_over"
    __table_args__ = (UniqueConstraint("target", "kind", "record_id"),)

    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), index=True)
    target: Mapped[Code]
    kind: Mapped[Code]
    record_id: Mapped[int]
