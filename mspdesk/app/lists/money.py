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
from ...exchange import values
from ...money import QUANTITY, shown, times
from .reading import Reading
from .said import APP, Differs
from .shape import HERE, Act, Planned, mark

Cells = Mapping[str, str]

_CREDITS = {"credit", "credit note", "credit memo", "refund", "write-off", "write off"}
_WHOSE = ("client", "client_number", "client_source_id")
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
    number = ""
    for line, cells in rows:
        if not _goes_on(cells):
            number = cells.get("number", "") or f"line {line}"
        by_number.setdefault(number, []).append((line, cells))
    planned = []
    for number, told in by_number.items():
        held, again = _of_one(told)
        planned += again
        reading.line = held[0][0]
        try:
            cells = held[0][1]
            key = reading.key(cells.get("source_id", ""), number)
            here = reading.linked("invoices", key) or reading.invoice(cells.get("number", ""))
            if here is not None:
                planned.append(_known(reading, here, key, held))
                continue
            bill = _bill(reading, number, held)
            _must_know(reading, bill.applies_to, by_number)
        except UserError as error:
            planned.append(Planned(reading.line, Act.REFUSE, number, error.text))
            continue
        write = partial(_write_bill, bill)
        # A credit may name an invoice of the same file, above it or below.
        plan = Planned(
            reading.line, Act.ADD, bill.number, write=write, key=key, late=bool(bill.applies_to)
        )
        planned.append(plan)
    return planned


def _of_one(
    rows: Sequence[tuple[int, Cells]],
) -> tuple[list[tuple[int, Cells]], list[Planned]]:
    """The rows of a number that are one invoice, and those refused: told twice, or of another.

    A row is one more line only where it says what for, and of the client of the first.
    """
    (line, first), *others = rows
    held, refused = [(line, first)], []
    for other, cells in others:
        said = ((cells.get(one, "").casefold(), first.get(one, "").casefold()) for one in _WHOSE)
        if any(its not in ("", whose) for its, whose in said):
            why = f"Line {line} of the file has this number, of another client."
        elif not _has_line(cells):
            why = f"Line {line} of the file is about the same."
        else:
            held.append((other, cells))
            continue
        refused.append(Planned(other, Act.REFUSE, cells.get("number", ""), why))
    return held, refused


def _goes_on(cells: Cells) -> bool:
    """Whether a row is one more line of the invoice above: it names neither number nor client."""
    named = any(cells.get(name) for name in ("number", "client", "client_number", "issued_on"))
    return not named and _has_line(cells)


def _known(reading: Reading, id_: int, key: str, rows: Sequence[tuple[int, Cells]]) -> Planned:
    """What becomes of an invoice that is here: nothing, and both totals where they differ.

    Raises UserError where it is another client's.
    """
    row = reading.session.get_one(Invoice, id_)
    if reading.told_client(rows[0][1]) not in (None, row.client_id):
        raise UserError("An invoice of this number is here, of another client.", "number")
    try:
        _, *sums = _told(reading, rows)
        total = sum(sums)
    except UserError:
        total = row.total
    if total in {row.total, -row.total}:
        return Planned(reading.line, Act.SAME, str(row.number), HERE, key=key, row_id=id_)
    here, there = shown(row.total, reading.currency), shown(total, reading.currency)
    differs = Differs("Total", here, there, APP)
    why = f"{HERE} An issued invoice is never changed. {differs.words}."
    return Planned(
        reading.line, Act.SAME, str(row.number), why, key=key, row_id=id_, differs=(differs,)
    )


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
    reading.is_usual_money(cells)
    client = reading.client(cells)
    issued = reading.value("date", cells.get("issued_on", ""), "issued_on")
    if issued is None:
        raise UserError("It has no date.", "issued_on")
    credit = cells.get("kind", "").lower() in _CREDITS
    lines, subtotal, tax = _told(reading, rows)
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
    """Days until it is due, where it says no day itself; words that name none are none."""
    try:
        return values.read_terms(cells.get("terms_days", "")) or 0
    except UserError:
        return 0


def _told(reading: Reading, rows: Sequence[tuple[int, Cells]]) -> tuple[tuple[Line, ...], int, int]:
    """The lines of an invoice, its subtotal and its tax; lines without prices leave all to one."""
    rows = _without_line_totals(reading, rows)
    lines = tuple(_line(reading, one) for _, one in rows if _has_line(one))
    if any(map(_has_price, (cells for _, cells in rows))):
        return lines, *_sums(reading, rows, lines)
    subtotal, tax = _sums(reading, rows, ())
    if lines:
        first = lines[0]
        price = subtotal if first.quantity == QUANTITY else 0
        first = first._replace(price=price, amount=subtotal, taxable=tax != 0)
        lines = (first, *lines[1:])
    return lines, subtotal, tax


def _without_line_totals(
    reading: Reading, rows: Sequence[tuple[int, Cells]]
) -> Sequence[tuple[int, Cells]]:
    """The rows of an invoice, what stands as total moved to its line where it is the line's alone.

    Many programs call the amount of a line just Amount. Raises UserError where it cannot be told.
    """
    held = [cells for _, cells in rows]
    if len(rows) == 1 or not all(_has_line(one) and one.get("total") for one in held):
        return rows
    if any(one.get("subtotal") or one.get("line_amount") for one in held):
        return rows
    totals = [reading.value("money", one["total"], "total") for one in held]
    priced = [_has_price(one) for one in held]
    if all(priced):
        amounts = [_line(reading, one).amount for one in held]
        taxed = [
            amount + _line_tax(reading, one) for amount, one in zip(amounts, held, strict=True)
        ]
        if totals not in (amounts, taxed):
            return rows
        return [(line, {**one, "total": ""}) for line, one in rows]
    if any(priced) or len(set(totals)) == 1 or any(_line_tax(reading, one) for one in held):
        raise UserError("It does not say what each line costs. Name a column Line amount.", "total")
    return [(line, {**one, "total": "", "line_amount": one["total"]}) for line, one in rows]


def _has_price(cells: Cells) -> bool:
    return bool(cells.get("line_amount") or cells.get("unit_price"))


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


def _sums(
    reading: Reading, rows: Sequence[tuple[int, Cells]], lines: Sequence[Line]
) -> tuple[int, int]:
    """Subtotal and tax from what the file says of subtotal, tax, total and lines."""
    cells = rows[0][1]
    read = {
        name: reading.value("money", cells.get(name, ""), name)
        for name in ("subtotal", "tax", "total")
    }
    subtotal, tax, total = read["subtotal"], read["tax"], read["total"]
    if lines and subtotal is None and total is None:
        # Without any sum of the whole, what stands as tax stands there for each line.
        tax = sum(_line_tax(reading, one) for _, one in rows)
    if subtotal is None and lines:
        subtotal = sum(one.amount for one in lines)
    if subtotal is None and total is not None:
        subtotal = total - (tax or 0)
    if subtotal is None:
        raise UserError("It has no amount.", "total")
    if tax is None:
        tax = total - subtotal if total is not None else 0
        if tax and ((tax < 0) != (subtotal < 0) or abs(tax) > abs(subtotal)):
            raise UserError("Its lines do not add up to its total.", "total")
    if total is not None and total != subtotal + tax:
        raise UserError("Its total is not subtotal plus tax.", "total")
    return subtotal, tax


def _line_tax(reading: Reading, cells: Cells) -> int:
    """The tax of one line, under either of its names."""
    named = "line_tax" if cells.get("line_tax") else "tax"
    return reading.value("money", cells.get(named, ""), named) or 0


def _write_bill(bill: Bill, session: Session) -> int:
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
    return invoice.id


# --- payments ------------------------------------------------------------------------------------

_METHODS = {"cheque": "check", "credit card": "card", "bank transfer": "ach", "eft": "ach"}
_METHODS |= {"bank debit (ach)": "ach", "wire": "ach", "debit card": "card"}


def plan_payment(reading: Reading, cells: Cells) -> Planned:
    """Money that came in or went back; what it paid is applied when the invoice is named."""
    client = reading.client(cells)
    reading.is_usual_money(cells)
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
    named = (number, client, on.isoformat(), amount, reference, cells.get("invoice", ""))
    key = reading.key(outside, *named)
    # Two payments of one amount on one day are two, as many as the file tells.
    nth = 1 if outside or number else reading.nth(key)
    key = key if nth == 1 else f"{key} #{nth}"
    found = reading.linked("payments", key)
    alike = (client, on, amount, reference, number)
    # What they paid is no part of it: two for two invoices are two as well.
    found = found or _is_here(reading, outside, nth if outside else reading.nth(str(alike)), alike)
    if found is not None:
        return Planned(reading.line, Act.SAME, title, HERE, key=key, row_id=found)
    reading.once(("payment", outside or number or key))
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
    return Planned(reading.line, Act.ADD, title, write=write, key=key)


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


def _is_here(reading: Reading, outside: str, nth: int, key: tuple[Any, ...]) -> int | None:
    """The payment of the same client, day, amount and reference, the nth where there are more."""
    columns = (Payment.client_id, Payment.received_on, Payment.amount, Payment.reference)
    same = [column == value for column, value in zip(columns, key[:4], strict=True)]
    same.append(Payment.number == key[4])
    alike = select(Payment.id).where(*same).order_by(Payment.id).limit(nth)
    found = reading.session.scalars(alike).all()
    if len(found) == nth:
        return found[-1]
    if not outside:
        return None
    named = (Payment.source_id == outside) & (Payment.client_id == key[0])
    by_id = reading.session.scalars(select(Payment.id).where(named).order_by(Payment.id))
    return next((id_ for id_ in by_id if id_ not in reading.from_elsewhere("payments")), None)


def _write_payment(
    values: dict[str, Any], paid: list[tuple[int, int]], outside: str, session: Session
) -> int:
    payment = Payment(**values)
    mark(session, payment, outside)
    session.add(payment)
    session.flush()
    for invoice, part in paid:
        row = Allocation(payment_id=payment.id, invoice_id=invoice, amount=part)
        mark(session, row)
        session.add(row)
    session.flush()
    return payment.id
