"""QuickBooks Online files (CSV): customers, invoices in files of at most a hundred, the rest.

QuickBooks Online reads the first two kinds; credit notes and payments it does not read, so theirs
are lists to type from. Every invoice's lines and taxes sum to its total.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ..errors import UserError
from ..money import plain, quantity
from ..progress import Progress
from . import csv_files
from .accountant import Customer, Parcel, Receipt, Sale, plain_text
from .text import guarded

NAME_LIMIT = 100
INVOICES_A_FILE = 100
"""The most invoices QuickBooks Online takes in one upload."""

INVOICE_HEADS = (
    "*InvoiceNo",
    "*Customer",
    "*InvoiceDate",
    "*DueDate",
    "Terms",
    "Location",
    "Memo",
    "Item(Product/Service)",
    "ItemDescription",
    "ItemQuantity",
    "ItemRate",
    "*ItemAmount",
    "Item Tax Code",
    "Item Tax Amount",
    "Currency",
    "Service Date",
)
CUSTOMER_HEADS = (
    "Name",
    "Company",
    "Email",
    "Phone",
    "Street",
    "City",
    "State",
    "ZIP",
    "Country",
    "Website",
)
CUSTOMER_LIMITS = (NAME_LIMIT, 50, 100, 21, 2_000, 255, 255, 30, 255, 1_000)
RECEIPT_HEADS = ("Payment", "Customer", "Date", "Amount", "Method", "Reference", "Currency")

Row = tuple[str, ...]


def write_qbo(folder: Path, parcel: Parcel, progress: Progress | None = None) -> list[str]:
    """Write the files into a folder that is there; answers their names.

    Raises UserError where an invoice does not add up, Trouble when a file cannot be saved.
    """
    written = []
    invoices = [one for one in parcel.sales if not one.credit]
    notes = [one for one in parcel.sales if one.credit]
    files: list[tuple[str, Row, Iterator[Row]]] = []
    if parcel.customers:
        files.append(("Customers", CUSTOMER_HEADS, map(_customer, parcel.customers)))
    parts = [invoices[at : at + INVOICES_A_FILE] for at in range(0, len(invoices), INVOICES_A_FILE)]
    for number, part in enumerate(parts, 1):
        name = f"Invoices {number} of {len(parts)}" if len(parts) > 1 else "Invoices"
        files.append((name, INVOICE_HEADS, _sales(part, parcel)))
    if notes:
        files.append(("Credit notes", INVOICE_HEADS, _sales(notes, parcel)))
    if parcel.receipts:
        came = (_receipt(one, parcel) for one in parcel.receipts)
        files.append(("Payments", RECEIPT_HEADS, came))
    for done, (name, heads, rows) in enumerate(files):
        if progress:
            progress.step(done, len(files), name)
        csv_files.write_raw(folder / f"{name}.csv", heads, rows)
        written.append(f"{name}.csv")
    return written


def _day(day: date | None) -> str:
    return f"{day:%m/%d}/{day.year:04d}" if day else ""


def _text(text: str, limit: int = 4_000) -> str:
    return guarded(plain_text(text)[:limit].strip())


def _customer(customer: Customer) -> Row:
    values = (
        customer.name,
        customer.company,
        customer.email,
        customer.phone,
        ", ".join(customer.address),
        customer.city,
        customer.region,
        customer.postal_code,
        customer.country,
        customer.website,
    )
    return tuple(_text(value, most) for value, most in zip(values, CUSTOMER_LIMITS, strict=True))


def _sales(sales: Sequence[Sale], parcel: Parcel) -> Iterator[Row]:
    """Every line; customer, days and memo stand on the first line of a document only."""
    money = parcel.currency
    for sale in sales:
        if sum(line.amount + line.tax for line in sale.lines) != sale.total:
            raise UserError(f"{sale.number} does not add up. Check the books, then try again.")
        head: Row = (
            _text(sale.customer, NAME_LIMIT),
            _day(sale.on),
            _day(sale.due_on),
            _text(sale.terms),
            "",
            _text(sale.memo),
        )
        for line in sale.lines:
            yield (
                _text(sale.number),
                *head,
                _text(line.account),
                _text(line.text),
                quantity(line.quantity),
                plain(line.price, money),
                plain(line.amount, money),
                _text(line.tax_code),
                plain(line.tax, money),
                money.code,
                _day(line.on),
            )
            head = ("",) * len(head)


def _receipt(receipt: Receipt, parcel: Parcel) -> Row:
    return (
        _text(receipt.number),
        _text(receipt.customer, NAME_LIMIT),
        _day(receipt.on),
        plain(receipt.amount, parcel.currency),
        _text(receipt.method),
        _text(receipt.reference),
        parcel.currency.code,
    )
