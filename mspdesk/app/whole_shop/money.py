"""Bringing in the money: invoices and credits as they were, their lines, and what was paid."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import select

from ...billing.models import Allocation, Invoice, InvoiceLine, InvoiceTax, Payment
from ...exchange.text import one_line
from ...money import half_up
from ...shop.actions import move_past, series
from .folder import Row
from .house import Coming
from .rows import Values, blank, put

TAX_CODE = "TAX"
TAX_NAME = "Sales tax"
AFTER_HOURS = "(after hours)"


class LaborLine(NamedTuple):
    """A line for time: its id, its price an hour in minor units, and whether after hours."""

    id: int
    price: int
    after: bool


Labors = Mapping[tuple[int, int], Sequence[LaborLine]]
"""The labor lines of an invoice and a ticket, both by their numbers in the folder."""


def bring_invoices(coming: Coming) -> Labors:
    """Bring in invoices and credits with their lines and tax; answers the lines for time."""
    new = coming.fresh("invoices", Invoice)
    _refuse_taken_numbers(coming, new)
    new.sort(key=lambda pair: (pair[1].values[9] is not None, pair[0]))
    usual = blank(Invoice, coming.session) | {"state": "issued"}
    put(coming.session, Invoice, (_invoice(coming, usual, id_, row) for id_, row in new))
    _move_series(coming, new)
    return _bring_lines(coming, {row.values[0]: (id_, row) for id_, row in new})


def _refuse_taken_numbers(coming: Coming, new: list[tuple[int, Row]]) -> None:
    """Raise UserError for an invoice number that is there already, in the file or the books."""
    found = coming.session.execute(
        select(Invoice.number, Invoice.source_id).where(Invoice.number.is_not(None))
    )
    taken = {number for number, _ in found}
    for _, row in new:
        if row.values[1] in taken:
            raise row.fault(f"there is an invoice {one_line(row.values[1])} already")
        taken.add(row.values[1])


def _invoice(coming: Coming, usual: Values, id_: int, row: Row) -> Values:
    number, written, kind, client, issued, due, subtotal, tax, total, applies = row.values
    if total != subtotal + tax:
        raise row.fault("total is not subtotal plus tax")
    if due < issued:
        raise row.fault("due_on is before issued_on")
    if kind == "credit" and applies == number:
        raise row.fault("a credit cannot apply to itself")
    return usual | {
        "id": id_,
        "source_id": str(number),
        "kind": kind,
        "number": written,
        "key": str(uuid4()),
        "client_id": coming.must_find(row, "clients", client, "client_id"),
        "applies_to_id": coming.find(row, "invoices", applies, "applies_to_invoice_id"),
        "issued_on": issued,
        "due_on": due,
        "terms_days": (due - issued).days,
        "currency": coming.shop.currency,
        "subtotal": subtotal,
        "tax": tax,
        "total": total,
    }


def _move_series(coming: Coming, new: list[tuple[int, Row]]) -> None:
    """Let our own numbers go on after imported ones that are written the same way."""
    for kind in ("invoice", "credit"):
        pattern, _ = series(coming.session, kind)
        highest: dict[int, int] = {}
        for _, row in new:
            if row.values[2] == kind:
                year = row.values[4].year
                digits = _tail(row.values[1])
                if digits and pattern.format(n=digits, year=year) == row.values[1]:
                    at = year if "{year}" in pattern else 0
                    highest[at] = max(highest.get(at, 0), digits)
        for year, top in highest.items():
            move_past(coming.session, kind, top, year)


def _tail(number: str) -> int:
    """The figure a number ends in; 0 without one."""
    head = number.rstrip("0123456789")
    tail = number[len(head) :]
    return int(tail) if tail and len(tail) < 10 else 0


def _bring_lines(coming: Coming, new: dict[int, tuple[int, Row]]) -> Labors:
    session = coming.session
    usual = blank(InvoiceLine, session)
    sums: dict[int, int] = {}
    bases: dict[int, int] = {}
    labors: dict[tuple[int, int], list[LaborLine]] = {}
    there = coming.fresh("invoice_lines", InvoiceLine)

    def rows() -> Iterator[Values]:
        for id_, row in there:
            values = _line(coming, usual, id_, row, new)
            invoice = row.values[1]
            sums[invoice] = sums.get(invoice, 0) + values["amount"]
            if values["taxable"]:
                bases[invoice] = bases.get(invoice, 0) + values["amount"]
            if values["kind"] == "time":
                after = AFTER_HOURS in values["text"]
                line = LaborLine(id_, values["unit_price"], after)
                labors.setdefault((invoice, row.values[5] or 0), []).append(line)
            yield values

    put(session, InvoiceLine, rows())
    _refuse_wrong_sums(new, sums)
    put(session, InvoiceTax, _taxes(coming, new, bases))
    return labors


def _line(
    coming: Coming, usual: Values, id_: int, row: Row, new: dict[int, tuple[int, Row]]
) -> Values:
    number, invoice, position, kind, words, ticket = row.values[:6]
    quantity, price, amount, taxable, cost = row.values[6:]
    invoice_id = coming.must_find(row, "invoices", invoice, "invoice_id")
    if invoice not in new:
        raise row.fault(f"invoice {invoice} is in the books already, without this line")
    of_time = kind == "time"
    rate = coming.tax_rates.get(new[invoice][1].values[3], 0)
    return usual | {
        "id": id_,
        "source_id": str(number),
        "invoice_id": invoice_id,
        "position": position,
        "kind": kind,
        "text": words,
        "ticket_id": coming.find(row, "tickets", ticket, "ticket_id"),
        "quantity": quantity,
        "unit": "h" if of_time else "",
        "minutes": half_up(quantity * 60, 10_000) if of_time else None,
        "unit_price": price,
        "amount": amount,
        "unit_cost": cost,
        "taxable": taxable,
        "tax_code": TAX_CODE if taxable else "",
        "tax_rate": rate if taxable else 0,
    }


def _refuse_wrong_sums(new: dict[int, tuple[int, Row]], sums: dict[int, int]) -> None:
    for number, (_, row) in new.items():
        if sums.get(number, 0) != row.values[6]:
            raise row.fault("subtotal is not the sum of its lines in invoice_lines.csv")


def _taxes(
    coming: Coming, new: dict[int, tuple[int, Row]], bases: dict[int, int]
) -> Iterator[Values]:
    usual = blank(InvoiceTax, coming.session)
    for number, (id_, row) in new.items():
        client, tax = row.values[3], row.values[7]
        if tax:
            yield usual | {
                "invoice_id": id_,
                "code": TAX_CODE,
                "name": TAX_NAME,
                "rate": coming.tax_rates.get(client, 0),
                "base": bases.get(number, 0),
                "amount": tax,
            }


def bring_payments(coming: Coming) -> None:
    """Bring in what was paid, and which invoices it paid."""
    session = coming.session
    usual = blank(Payment, session)
    payments = []
    new: set[int] = set()
    for id_, row in coming.fresh("payments", Payment):
        number, client, received, kind, method, reference, amount = row.values
        new.add(number)
        payments.append(
            usual
            | {
                "id": id_,
                "source_id": str(number),
                "client_id": coming.must_find(row, "clients", client, "client_id"),
                "received_on": received,
                "kind": kind,
                "method": method,
                "reference": reference,
                "amount": amount,
            }
        )
    put(session, Payment, payments)
    put(session, Allocation, _allocations(coming, new))


def _allocations(coming: Coming, new: set[int]) -> Iterator[Values]:
    """The allocations of payments that came in now; those of known payments are there already."""
    usual = blank(Allocation, coming.session)
    added = skipped = 0
    for row in coming.folder.rows("allocations"):
        payment, invoice, amount = row.values
        payment_id = coming.must_find(row, "payments", payment, "payment_id")
        invoice_id = coming.must_find(row, "invoices", invoice, "invoice_id")
        if payment not in new:
            skipped += 1
            continue
        added += 1
        yield usual | {"payment_id": payment_id, "invoice_id": invoice_id, "amount": amount}
    coming.count("allocations", added, skipped)
