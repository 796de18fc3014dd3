"""Lists of invoices and payments: history of other books, kept as it was."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...billing.models import Allocation, Invoice, InvoiceLine, InvoiceTax, Payment
from ...billing.rules.words import LINE_WORDS
from ...errors import UserError
from ...money import QUANTITY, times
from .shape import HERE, Act, Planned, Reading, mark

Cells = Mapping[str, str]

_CREDITS = {"credit", "credit note", "credit memo", "refund", "write-off", "write off"}
_NOT_ISSUED = {"draft", "ready", "void", "voided", "cancelled", "canceled", "deleted"}
_LINES = {"setup": "setup"} | {word.lower(): str(kind) for kind, word in LINE_WORDS.items()}
"""Kinds of lines by what lists call them; `Setup` is what earlier lists said."""


class Line(NamedTuple):
    """A line of an invoice as a list tells it; amounts minor units, quantity ten-thousandths."""

    kind: str
    text: str
    quantity: int
    price: int
    amount: int
    taxable: bool


class Bill(NamedTuple):
    """An invoice as the rows of one number tell it."""

    client_id: int
    credit: bool
    number: str
    issued_on: Any
    due_on: Any
    lines: tuple[Line, ...]
    subtotal: int
    tax: int
    applies_to: str
    order_number: str
    note: str
    source_id: str


def plan_invoices(reading: Reading, rows: Sequence[tuple[int, Cells]]) -> list[Planned]:
    """Plan a whole list: the rows of one number are one invoice."""
    by_number: dict[str, list[tuple[int, Cells]]] = {}
    for line, cells in rows:
        by_number.setdefault(cells.get("number", "") or f"line {line}", []).append((line, cells))
    planned = []
    later: list[Planned] = []
    for number, held in by_number.items():
        reading.line = held[0][0]
        try:
            bill = _bill(reading, number, held)
            _must_know(reading, bill.applies_to, by_number)
        except UserError as error:
            planned.append(Planned(reading.line, Act.SKIP, number, error.text))
            continue
        plan = Planned(reading.line, Act.ADD, bill.number, write=partial(_write_bill, bill))
        (later if bill.credit else planned).append(plan)
    # A credit may name an invoice of the same file.
    return sorted(planned, key=lambda one: one.line) + later


def _must_know(reading: Reading, number: str, of_file: Mapping[str, object]) -> None:
    """Refuse a credit for an invoice that is neither here nor in the file."""
    if number and number not in of_file and reading.invoice(number) is None:
        raise UserError(f"There is no invoice {number} for it to credit.", "applies_to")


def _bill(reading: Reading, number: str, rows: Sequence[tuple[int, Cells]]) -> Bill:
    cells = rows[0][1]
    if not cells.get("number"):
        raise UserError("It has no number.", "number")
    if cells.get("state", "").lower() in _NOT_ISSUED:
        raise UserError("Drafts and voided invoices are not brought in.", "state")
    written = reading.value("code", number, "number")
    if reading.invoice(written) is not None:
        raise UserError("It is here already, and an issued invoice is never changed.")
    client = reading.client(cells)
    issued = reading.value("date", cells.get("issued_on", ""), "issued_on")
    if issued is None:
        raise UserError("It has no date.", "issued_on")
    credit = cells.get("kind", "").lower() in _CREDITS
    lines = tuple(_line(reading, one) for _, one in rows if _has_line(one))
    subtotal, tax = _sums(reading, cells, lines)
    if credit and subtotal + tax > 0:
        subtotal, tax = -subtotal, -tax
        lines = tuple(one._replace(price=-one.price, amount=-one.amount) for one in lines)
    if not lines:
        text = cells.get("scope", "") or "As in the books it came from"
        kind = "credit" if credit else "service"
        lines = (Line(kind, text, QUANTITY, subtotal, subtotal, tax != 0),)
    if sum(one.amount for one in lines) != subtotal:
        raise UserError("Its lines do not add up to the subtotal.", "subtotal")
    due = reading.value("date", cells.get("due_on", ""), "due_on")
    return Bill(
        client,
        credit,
        written,
        issued,
        max(due or issued + timedelta(days=_terms(cells)), issued),
        lines,
        subtotal,
        tax,
        cells.get("applies_to", ""),
        reading.value("code", cells.get("order_number", ""), "order_number"),
        reading.value("words", cells.get("note", ""), "note"),
        cells.get("source_id", ""),
    )


def _terms(cells: Cells) -> int:
    figure = "".join(c for c in cells.get("terms_days", "") if c.isdecimal())[:3]
    return int(figure or 0)


def _has_line(cells: Cells) -> bool:
    fields = ("line_text", "line_item", "line_amount", "unit_price")
    return any(cells.get(name) for name in fields)


def _line(reading: Reading, cells: Cells) -> Line:
    quantity = reading.value("quantity", cells.get("quantity", ""), "quantity")
    quantity = QUANTITY if quantity is None else quantity
    price = reading.value("money", cells.get("unit_price", ""), "unit_price")
    amount = reading.value("money", cells.get("line_amount", ""), "line_amount")
    if amount is None and price is not None:
        amount = times(price, quantity)
    amount = amount or 0
    price = amount if price is None and quantity == QUANTITY else price or 0
    text = cells.get("line_text", "") or cells.get("line_item", "")
    return Line(
        _LINES.get(cells.get("line_item", "").lower(), "service"),
        reading.value("words", text, "line_text"),
        quantity,
        price,
        amount,
        bool(reading.value("flag", cells.get("line_taxable", ""), "line_taxable")),
    )


def _sums(reading: Reading, cells: Cells, lines: Sequence[Line]) -> tuple[int, int]:
    """Subtotal and tax from what the file says of subtotal, tax, total and lines."""
    read = {
        name: reading.value("money", cells.get(name, ""), name)
        for name in ("subtotal", "tax", "total")
    }
    subtotal, tax, total = read["subtotal"], read["tax"], read["total"]
    if subtotal is None and lines:
        subtotal = sum(one.amount for one in lines)
    if subtotal is None and total is not None:
        subtotal = total - (tax or 0)
    if subtotal is None:
        raise UserError("It has no amount.", "total")
    if tax is None:
        tax = total - subtotal if total is not None else 0
    if total is not None and total != subtotal + tax:
        raise UserError("Its total is not subtotal plus tax.", "total")
    return subtotal, tax


def _write_bill(bill: Bill, session: Session) -> None:
    applies_to = select(Invoice.id).where(Invoice.number == bill.applies_to)
    invoice = Invoice(
        kind="credit" if bill.credit else "invoice",
        state="issued",
        number=bill.number,
        key=str(uuid4()),
        client_id=bill.client_id,
        applies_to_id=session.scalar(applies_to) if bill.applies_to else None,
        issued_on=bill.issued_on,
        due_on=bill.due_on,
        terms_days=(bill.due_on - bill.issued_on).days,
        subtotal=bill.subtotal,
        tax=bill.tax,
        total=bill.subtotal + bill.tax,
        order_number=bill.order_number,
        note=bill.note,
    )
    mark(session, invoice, bill.source_id)
    session.add(invoice)
    session.flush()
    for position, one in enumerate(bill.lines):
        line = InvoiceLine(
            invoice_id=invoice.id,
            position=position,
            kind=one.kind,
            text=one.text,
            quantity=one.quantity,
            unit_price=one.price,
            amount=one.amount,
            taxable=one.taxable,
            tax_code="TAX" if one.taxable else "",
        )
        mark(session, line)
        session.add(line)
    if bill.tax:
        base = sum(one.amount for one in bill.lines if one.taxable)
        row = InvoiceTax(
            invoice_id=invoice.id, code="TAX", name="Tax", rate=0, base=base, amount=bill.tax
        )
        mark(session, row)
        session.add(row)
    session.flush()


# --- payments ------------------------------------------------------------------------------------

_METHODS = {"cheque": "check", "credit card": "card", "bank transfer": "ach", "eft": "ach"}
_METHODS |= {"bank debit (ach)": "ach", "wire": "ach", "debit card": "card"}


def plan_payment(reading: Reading, cells: Cells) -> Planned:
    """Money that came in or went back; what it paid is applied when the invoice is named."""
    client = reading.client(cells)
    on = reading.value("date", cells.get("received_on", ""), "received_on")
    amount = reading.value("money", cells.get("amount", ""), "amount")
    if on is None or amount is None:
        raise UserError("It has no date or no amount.", "amount")
    kind = _payment_kind(cells.get("kind", ""), amount)
    amount = -abs(amount) if kind != "payment" else amount
    reference = reading.value("text", cells.get("reference", ""), "reference")
    number = reading.value("code", cells.get("number", ""), "number")
    outside = cells.get("source_id", "")
    title = f"{on.isoformat()}, {reference or number or cells.get('client', '')}"
    if _is_here(reading.session, outside, number, (client, on, amount, reference)):
        return Planned(reading.line, Act.SKIP, title, HERE)
    reading.once(("payment", outside or number or (client, on, amount, reference, reading.line)))
    method = cells.get("method", "").strip().lower()[:40]
    values = {
        "client_id": client,
        "received_on": on,
        "amount": amount,
        "kind": kind,
        "reference": reference,
        "number": number,
        "method": _METHODS.get(method, method or "check"),
        "note": reading.value("words", cells.get("note", ""), "note"),
    }
    paid = _paid(reading, cells.get("invoice", ""), amount)
    write = partial(_write_payment, values, paid, outside)
    return Planned(reading.line, Act.ADD, title, write=write)


def _payment_kind(cell: str, amount: int) -> str:
    word = cell.strip().lower()
    if word in {"refund", "refunded"}:
        return "refund"
    if word in {"reversal", "bounced", "chargeback", "reversed"} or amount < 0:
        return "reversal"
    return "payment"


def _paid(reading: Reading, cell: str, amount: int) -> list[tuple[int, int]]:
    """Which invoices a payment pays: “2026-0001” or “2026-0001: 100.00; 2026-0002: 50.00”."""
    found = []
    for part in filter(None, (one.strip() for one in cell.split(";"))):
        number, _, figure = part.partition(":")
        invoice = reading.invoice(number)
        if invoice is None:
            raise UserError(f"There is no invoice {number.strip()}. Import invoices first.")
        said = reading.value("money", figure, "invoice")
        found.append((invoice, amount if said is None else said))
    if found and abs(sum(part for _, part in found)) > abs(amount):
        raise UserError("It pays more than came in.", "invoice")
    return found


def _is_here(session: Session, outside: str, number: str, key: tuple[Any, ...]) -> bool:
    client, on, amount, reference = key
    same = select(Payment.id).where(
        Payment.client_id == client,
        Payment.received_on == on,
        Payment.amount == amount,
        Payment.reference == reference,
        Payment.number == number,
    )
    named = select(Payment.id).where(Payment.source_id == outside, Payment.client_id == client)
    found = session.scalar(same.limit(1))
    return found is not None or (bool(outside) and session.scalar(named.limit(1)) is not None)


def _write_payment(
    values: dict[str, Any], paid: list[tuple[int, int]], outside: str, session: Session
) -> None:
    payment = Payment(**values)
    mark(session, payment, outside)
    session.add(payment)
    session.flush()
    for invoice, part in paid:
        row = Allocation(payment_id=payment.id, invoice_id=invoice, amount=part)
        mark(session, row)
        session.add(row)
    session.flush()
