"""The papers of billing: invoice, credit note, receipt and statement."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ...dates import hours, hours_h
from ...desk.area import Paper
from ...money import QUANTITY, Currency, percent, quantity, shown
from ...printing import blocks
from ...printing.blocks import Block, Column, Item
from ...printing.document import Layout, Printable, Sheaf
from ...printing.page import Foot, Head, Letterhead
from .. import queries
from ..queries.drafts import FROM_HOURS, LineRow
from ..queries.papers import InvoiceDocument, ReceiptDocument, StatementDocument, TimeRow
from ..queries.prepaid import PrepaidNote
from ..rules.ageing import BUCKET_WORDS, BUCKETS
from ..rules.legal import Party
from ..rules.totals import TaxSum
from ..rules.words import method_words
from . import cash, slips


def letterhead_of(seller: Party, logo: bytes | None) -> Letterhead:
    """The letterhead as it was frozen into the paper."""
    return Letterhead(
        name=seller.name,
        address=seller.address,
        phone=seller.phone,
        after_hours_phone=seller.after_hours_phone,
        email=seller.email,
        website=seller.website,
        tax_id=_tax_id(seller),
        logo=logo,
    )


def _tax_id(party: Party) -> str:
    """A tax number as the party's profile names it."""
    if not party.tax_number:
        return ""
    known = party.tax_number.upper().startswith(("EIN", "VAT", "ABN", "GST"))
    word = "VAT no." if party.profile == "EU" else "Tax ID"
    said = party.tax_number if known else f"{word} {party.tax_number}"
    return said.replace(" ", "\u00a0")


def day_words(day: date, seller: Party) -> str:
    """A full date in the order of the seller's country: Mar 15, 2026 or 15 Mar 2026."""
    if seller.day_first:
        return f"{day.day} {day:%b} {day.year}"
    return f"{day:%b} {day.day}, {day.year}"


def _short(day: date | None, seller: Party) -> str:
    if day is None:
        return ""
    return f"{day.day} {day:%b}" if seller.day_first else f"{day:%b} {day.day}"


def _period(document: InvoiceDocument) -> str:
    """The time of supply in words."""
    first, last = document.period_from, document.period_to
    if first is None:
        return ""
    if last is None or last == first:
        return day_words(first, document.seller)
    return f"{_short(first, document.seller)} to {day_words(last, document.seller)}"


def _bill_to(buyer: Party, seller: Party) -> list[str]:
    lines = [buyer.name]
    if buyer.attention:
        lines.append(f"Attn: {buyer.attention}")
    lines += buyer.address
    if buyer.tax_number and seller.profile == "EU":
        lines.append(f"VAT no. {buyer.tax_number}")
    return lines


def _work_at(document: InvoiceDocument) -> list[str]:
    lines = list(document.buyer.site) or ["Same address"]
    if document.order_number:
        lines.append(f"PO number: {document.order_number}")
    if period := _period(document):
        lines.append(f"For {period}")
    return lines


def quantity_words(line: LineRow) -> str:
    """How much of a line: 1.50 h, 2, 3 users."""
    if line.minutes is not None and line.unit in {"h", "covered"}:
        return f"{hours(line.minutes)} h"
    return f"{quantity(line.quantity)} {line.unit}".strip()


def rate_words(line: LineRow, currency: Currency) -> str:
    """At which price; work that bills nothing says so."""
    if line.covered:
        if line.detail.endswith(FROM_HOURS):
            return "prepaid"
        return "no charge" if line.detail.endswith("No charge") else "included"
    return shown(line.unit_price, currency)


def how_words(line: LineRow, currency: Currency) -> str:
    """How much at which price, for a screen: 1.50 h at $165.00, or 0.50 h included."""
    if line.covered:
        return f"{quantity_words(line)} {rate_words(line, currency)}"
    if line.minutes is None and line.quantity == QUANTITY:
        return ""
    return f"{quantity_words(line)} at {rate_words(line, currency)}"


def told_words(line: LineRow, currency: Currency) -> str:
    """What stands below a line on a screen: how much at which price, the day, its words.

    Of work that bills nothing the reason stands in how much already and is not said again.
    """
    said = line.detail
    if line.covered:
        day = line.on.strftime(f"%a %b {line.on.day}") if line.on else ""
        when = said.rpartition(". ")[0] or said
        said = when.replace(f"{line.on:%A}", day, 1) if line.on else when
    return ". ".join(one for one in (how_words(line, currency), said) if one)


def _lines(document: InvoiceDocument) -> Block:
    price = "Net price" if document.seller.profile == "EU" else "Rate"
    return blocks.table(
        [
            Column("Date", 50),
            Column("What", wrap=True),
            Column("Qty", 58, align="right"),
            Column(price, 68, align="right"),
            Column("Amount", 88, align="right"),
        ],
        [
            (
                _short(line.on, document.seller),
                Item(line.text, line.detail),
                quantity_words(line),
                rate_words(line, document.currency),
                shown(line.amount, document.currency),
            )
            for line in document.lines
        ],
        empty="Nothing to bill",
    )


def tax_words(tax: TaxSum, currency: Currency, profile: str) -> str:
    """A line of tax: its name and rate, and in Europe the sum it is on."""
    words = f"{tax.name}, {percent(tax.rate)}" if tax.rate else tax.name or "Tax"
    european = profile == "EU" and (tax.rate or tax.base)
    return f"{words} on {shown(tax.base, currency)}" if european else words


def _sums(document: InvoiceDocument, last: str) -> Block:
    currency = document.currency
    net = "Net" if document.seller.profile == "EU" else "Subtotal"
    lines = [(net, shown(document.subtotal, currency))]
    lines += [
        (tax_words(tax, currency, document.seller.profile), shown(tax.amount, currency))
        for tax in document.taxes
    ]
    return blocks.sums(lines, final=(last, shown(document.total, currency)))


def _terms(document: InvoiceDocument) -> str:
    if document.due_on == document.issued_on:
        return "Due on receipt"
    if any(line.kind == "plan" and line.on == document.due_on for line in document.lines):
        return "In advance"
    return f"Net {document.terms_days}" if document.terms_days else "See due date"


def invoice(document: InvoiceDocument) -> Layout:
    """One invoice: who, what, how much, by when; then the time behind it, oldest first."""
    seller = document.seller
    letterhead = letterhead_of(seller, document.logo)
    total = shown(document.total, document.currency)
    due = day_words(document.due_on, seller)
    facts = [
        ("Date", day_words(document.issued_on, seller)),
        ("Terms", _terms(document)),
        ("Due", due),
        ("Amount due", total),
    ]
    name = "Draft invoice" if document.draft else f"Invoice {document.number}"
    body: list[Block] = [
        blocks.letterhead(letterhead),
        blocks.heading("Invoice", document.number),
        blocks.columns(
            blocks.address("Bill to", _bill_to(document.buyer, seller)),
            blocks.address("Work at", _work_at(document)),
            blocks.fact_list(facts, bold=("Due", "Amount due")),
            shares=(1.45, 1.05, 1),
        ),
        blocks.space(10),
        _lines(document),
        _sums(document, f"Amount due by {due}"),
        *_closing(document),
        *_detail(document),
    ]
    return Layout(
        title=name,
        author=seller.name,
        head_on_first=False,
        head=Head(document.buyer.name, name, day_words(document.issued_on, seller)),
        foot=Foot.of(letterhead),
        blocks=body,
        bottom=blocks.slip(
            (seller.name, *seller.address),
            [("From", document.buyer.name), ("Invoice", document.number), ("Amount due", total)],
            mark=document.currency.symbol.strip(),
        ),
    )


def _closing(document: InvoiceDocument) -> list[Block]:
    """What is said below the sum: the note of this invoice, how to pay, the shop's closing."""
    said = [
        hours_left_words(document.prepaid),
        _on_account(document),
        document.note,
        document.seller.closing,
    ]
    found: list[Block] = [blocks.paragraph(text) for text in said if text]
    if document.seller.how_to_pay:
        found.append(blocks.note(f"How to pay: {document.seller.how_to_pay}"))
    if document.time:
        found.append(blocks.note("All work is listed by ticket; the time behind it follows."))
    return found


def _on_account(document: InvoiceDocument) -> str:
    """In Europe the days of payments that came before the invoice (article 226, point 7)."""
    if document.seller.profile != "EU" or not document.paid_before:
        return ""
    said = [
        f"{shown(amount, document.currency)} on {day_words(on, document.seller)}"
        for on, amount in document.paid_before
    ]
    return f"Paid on account: {', '.join(said)}."


def hours_left_words(note: PrepaidNote | None) -> str:
    """What an invoice says of hours paid ahead: Prepaid hours: 6.25 h used here, 3.75 h left."""
    if note is None:
        return ""
    used = f"{hours_h(note.drawn)} used here, " if note.drawn else ""
    return f"Prepaid hours: {used}{hours_h(note.left)} left."


def _detail(document: InvoiceDocument) -> list[Block]:
    """The page of time detail, on a page of its own."""
    if not document.time:
        return []
    billed = sum(row.billed_minutes for row in document.time)
    drawn = sum(row.prepaid_minutes for row in document.time)
    covered = sum(row.minutes for row in document.time if row.covered and not row.prepaid_minutes)
    amount = sum(row.amount for row in document.time)
    beside = f"{hours(billed)} h billed"
    if covered:
        beside += f", {hours(covered)} h included"
    if drawn:
        beside += f", {hours(drawn)} h prepaid"
    return [
        blocks.page_break(),
        blocks.section("Time detail", beside),
        blocks.table(
            [
                Column("Date", 44),
                Column("Ticket", 46),
                Column("Who", 74, wrap=True),
                Column("What was done", wrap=True),
                Column("Hours", 44, align="right"),
                Column("Rate", 60, align="right"),
                Column("Amount", 66, align="right"),
            ],
            [_time_row(row, document) for row in document.time],
            totals=[("", "", "", "Total", hours(billed), "", shown(amount, document.currency))],
        ),
    ]


def _time_row(row: TimeRow, document: InvoiceDocument) -> Sequence[str]:
    minutes = row.minutes if row.covered else row.billed_minutes
    return (
        _short(row.on, document.seller),
        row.ticket,
        row.person,
        _note(row),
        hours(minutes),
        _rate(row, document.currency),
        shown(row.amount, document.currency),
    )


def _note(row: TimeRow) -> str:
    """What was done, and how much of it came from hours paid ahead where the rest bills."""
    if row.covered or not row.prepaid_minutes:
        return row.note
    return f"{row.note} ({hours_h(row.prepaid_minutes)} more from prepaid hours)"


def _rate(row: TimeRow, currency: Currency) -> str:
    if row.covered:
        return "prepaid" if row.prepaid_minutes else "included"
    return shown(row.rate, currency)


def credit(document: InvoiceDocument) -> Layout:
    """A credit note or write-off: what is taken back of which invoice, and why."""
    seller = document.seller
    letterhead = letterhead_of(seller, document.logo)
    kind = "Write-off" if document.kind == "write_off" else "Credit note"
    issued = day_words(document.issued_on, seller)
    facts = [("Date", issued), ("For invoice", document.applies_to)]
    if document.applies_on:
        facts.append(("Of", day_words(document.applies_on, seller)))
    facts.append(("Amount", shown(document.total, document.currency)))
    said = f"Reason: {document.reason}" if document.reason else ""
    if document.void:
        said = f"This credit voids invoice {document.applies_to} in full. {said}".strip()
    body: list[Block] = [
        blocks.letterhead(letterhead),
        blocks.heading(kind, document.number),
        blocks.columns(
            blocks.address("To", _bill_to(document.buyer, seller)),
            blocks.fact_list(facts, bold=("For invoice", "Amount")),
            shares=(2.3, 1.2),
        ),
        blocks.space(10),
        _lines(document),
        _sums(document, "Taken off"),
    ]
    if said:
        body.append(blocks.paragraph(said))
    return Layout(
        title=f"{kind} {document.number}",
        author=seller.name,
        head_on_first=False,
        head=Head(document.buyer.name, f"{kind} {document.number}", issued),
        foot=Foot.of(letterhead),
        blocks=body,
    )


def invoice_or_credit(document: InvoiceDocument) -> Layout:
    """The paper that fits what is printed."""
    return invoice(document) if document.kind == "invoice" else credit(document)


_RECEIPTS = {"payment": "Receipt", "refund": "Refund", "reversal": "Payment taken back"}


def receipt(document: ReceiptDocument) -> Layout:
    """That money came in, what it paid, and what is over."""
    seller = document.seller
    letterhead = letterhead_of(seller, document.logo)
    currency = document.currency
    kind = _RECEIPTS.get(document.kind, "Receipt")
    came = day_words(document.received_on, seller)
    facts = [("Date", came), ("By", method_words(document.method))]
    if document.reference:
        facts.append(("Reference", document.reference))
    facts.append(("Amount", shown(document.amount, currency)))
    rows = [
        (
            f"Invoice {one.number}",
            day_words(one.issued_on, seller) if one.issued_on else "",
            shown(one.total, currency),
            shown(one.amount, currency),
        )
        for one in document.pays
    ]
    sums = [("Not applied yet", shown(document.over, currency))] if document.over else []
    return Layout(
        title=f"{kind} {document.number}",
        author=seller.name,
        head_on_first=False,
        head=Head(document.buyer.name, f"{kind} {document.number}", came),
        foot=Foot.of(letterhead),
        blocks=[
            blocks.letterhead(letterhead),
            blocks.heading(kind, document.number),
            blocks.columns(
                blocks.address("From", _bill_to(document.buyer, seller)),
                blocks.fact_list(facts, bold=("Amount",)),
                shares=(2.3, 1.2),
            ),
            blocks.space(10),
            blocks.table(
                [
                    Column("What it pays"),
                    Column("Dated", 96),
                    Column("Invoice total", 96, align="right"),
                    Column("Paid here", 96, align="right"),
                ],
                rows,
                empty="Not applied to an invoice yet",
            ),
            blocks.sums(sums, final=("Received", shown(document.amount, currency))),
            blocks.paragraph("Thank you."),
        ],
    )


def statement(document: StatementDocument) -> Layout:
    """What a client owes and how it came about, with the age of it at the foot."""
    seller = document.seller
    letterhead = letterhead_of(seller, document.logo)
    currency = document.currency
    as_of = day_words(document.as_of, seller)
    start = day_words(document.first, seller)
    moves: list[Sequence[Any]] = [
        (start, "Balance before", "", "", shown(document.opening, currency))
    ]
    moves += [
        (
            day_words(row.on, seller),
            row.what,
            row.number,
            shown(row.amount, currency),
            shown(row.balance, currency),
        )
        for row in document.rows
    ]
    opened = [
        (
            number,
            day_words(due, seller) if due else "",
            shown(total, currency),
            shown(rest, currency),
        )
        for number, due, total, rest in document.open
    ]
    body: list[Block] = [
        blocks.letterhead(letterhead),
        blocks.heading("Statement", as_of),
        blocks.columns(
            blocks.address("To", _bill_to(document.buyer, seller)),
            blocks.fact_list(
                [("From", start), ("To", as_of), ("You owe", shown(document.balance, currency))],
                bold=("You owe",),
            ),
            shares=(2.3, 1.2),
        ),
        blocks.space(10),
        blocks.table(
            [
                Column("Date", 74),
                Column("What"),
                Column("Number", 96),
                Column("Amount", 88, align="right"),
                Column("Balance", 88, align="right"),
            ],
            moves,
        ),
        blocks.section("Open invoices"),
        blocks.table(
            [
                Column("Invoice"),
                Column("Due", 96),
                Column("Total", 96, align="right"),
                Column("Open", 96, align="right"),
            ],
            opened,
            empty="Nothing is open. Thank you.",
        ),
        blocks.section("Age of what is open"),
        _ages(document),
    ]
    if seller.how_to_pay:
        body.append(blocks.note(f"How to pay: {seller.how_to_pay}"))
    return Layout(
        title=f"Statement {document.buyer.name}",
        author=seller.name,
        head_on_first=False,
        head=Head(document.buyer.name, "Statement", as_of),
        foot=Foot.of(letterhead),
        blocks=body,
        bottom=_statement_slip(document, as_of),
    )


def _statement_slip(document: StatementDocument, as_of: str) -> Sequence[Block]:
    """The part that comes back with the money; none where nothing is owed."""
    if document.balance <= 0:
        return ()
    return blocks.slip(
        (document.seller.name, *document.seller.address),
        [
            ("From", document.buyer.name),
            ("Statement", as_of),
            ("You owe", shown(document.balance, document.currency)),
        ],
        mark=document.currency.symbol.strip(),
    )


def _ages(document: StatementDocument) -> Block:
    """The ageing row; unapplied money is a column of its own."""
    heads = [*(BUCKET_WORDS[name] for name in BUCKETS), "Not applied", "Balance"]
    cells = [shown(document.amounts[name], document.currency) for name in BUCKETS]
    cells.append(shown(-document.unapplied, document.currency))
    cells.append(shown(document.balance, document.currency))
    columns = [Column(head, align="right") for head in heads]
    return blocks.keep(blocks.table(columns, [tuple(cells)], framed=True))


INVOICE = Printable("invoice", "Invoice", queries.invoice_document, invoice_or_credit)
CREDIT = Printable("credit", "Credit note", queries.invoice_document, credit)
RECEIPT = Printable("receipt", "Receipt", queries.receipt_document, receipt)
STATEMENT = Printable("statement", "Statement", queries.statement_document, statement)


def _invoices(session: Session, *invoice_ids: int) -> Iterator[tuple[Printable[Any], Any]]:
    for invoice_id in invoice_ids:
        yield INVOICE, queries.invoice_document(session, invoice_id)


def _statements(session: Session, *client_ids: int) -> Iterator[tuple[Printable[Any], Any]]:
    for client_id in client_ids:
        yield STATEMENT, queries.statement_document(session, client_id)


SHEAF = Sheaf("invoices", "Invoices", _invoices)
STATEMENTS = Sheaf("statements", "Statements", _statements)

PAPERS = (
    Paper("invoice", "Invoice", INVOICE, queries.find_invoice, "bill"),
    Paper("credit", "Credit note", CREDIT, queries.find_invoice, "bill"),
    Paper("receipt", "Receipt", RECEIPT, queries.find_payment, "bill"),
    Paper("statement", "Statement", STATEMENT, queries.find_client, "bill"),
    Paper("statements", "Statements of all who owe", STATEMENTS, queries.all_who_owe, "bill"),
    slips.PAPER,
    cash.CASH_PAPER,
)
