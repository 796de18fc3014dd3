"""QuickBooks Desktop files (IIF): customers, invoices, credit notes, payments.

Tab-separated text in code page 1252 with CRLF line ends and dates as MM/DD/YYYY. A transaction is
one TRNS line, its SPL lines and ENDTRNS; amounts in it sum to zero, or nothing is written at all.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ..errors import UserError
from ..money import Currency, plain, quantity
from ..progress import Progress
from .accountant import Customer, Parcel, Receipt, Sale, plain_text, western
from .whole_file import whole_file

NAME_LIMIT = 41
"""The longest customer name QuickBooks Desktop takes."""

ACCOUNT_LIMIT = 159
TEXT_LIMIT = 4_000
NUMBER_LIMIT = 11
ADDRESS_LIMIT = 41
ADDRESS_LINES = 5
STEP = 500

_ADDRESS = tuple(f"ADDR{n}" for n in range(1, ADDRESS_LINES + 1))
_CUSTOMER = (
    "NAME",
    *(f"B{name}" for name in _ADDRESS),
    "PHONE1",
    "EMAIL",
    "CONT1",
    "TAXABLE",
    "COMPANYNAME",
)
_MAIN = (
    "TRNSTYPE",
    "DATE",
    "ACCNT",
    "NAME",
    "AMOUNT",
    "DOCNUM",
    "MEMO",
    *_ADDRESS,
    "DUEDATE",
    "TERMS",
)
_SPLIT = (
    "TRNSTYPE",
    "DATE",
    "ACCNT",
    "NAME",
    "AMOUNT",
    "DOCNUM",
    "MEMO",
    "QNTY",
    "PRICE",
    "PAYMETH",
    "TAXABLE",
)

Row = tuple[str, ...]


def write_iif(path: Path, parcel: Parcel, progress: Progress | None = None) -> int:
    """Write one IIF file, whole or not at all; answers the number of transactions.

    Raises UserError where a transaction does not sum to zero, Trouble when it cannot be saved.
    """
    count = 0
    total = len(parcel.sales) + len(parcel.receipts)
    with whole_file(path) as file:
        for row in _rows(parcel):
            file.write(f"{chr(9).join(row)}\r\n".encode("cp1252"))
            if row[0] == "ENDTRNS":
                count += 1
                if progress and count % STEP == 0:
                    progress.step(count, total, f"{count:,} of {total:,}")
    return count


def _rows(parcel: Parcel) -> Iterator[Row]:
    if parcel.customers:
        yield ("!CUST", *_CUSTOMER)
        for customer in parcel.customers:
            yield ("CUST", *_customer(customer))
    yield ("!TRNS", *_MAIN)
    yield ("!SPL", *_SPLIT)
    yield ("!ENDTRNS",)
    for sale in parcel.sales:
        yield from _block(_sale(sale, parcel), sale.number)
    for receipt in parcel.receipts:
        yield from _block(_receipt(receipt, parcel), receipt.number)


def _block(parts: "Sequence[_Part]", number: str) -> Iterator[Row]:
    """One transaction; its amounts have to sum to zero."""
    if sum(part.minor for part in parts):
        raise UserError(f"{number} does not add up. Check the books, then hand it over again.")
    first, *splits = parts
    yield ("TRNS", *first.cells(_MAIN))
    for part in splits:
        yield ("SPL", *part.cells(_SPLIT))
    yield ("ENDTRNS",)


class _Part:
    """A TRNS or SPL line while it is put together; `minor` is its amount in minor units."""

    def __init__(self, minor: int, money: Currency, **cells: str) -> None:
        self.minor = minor
        self._cells = cells | {"AMOUNT": plain(minor, money)}

    def cells(self, names: Sequence[str]) -> Row:
        """The cells in the order of a heading."""
        return tuple(self._cells.get(name, "") for name in names)


def _day(day: date) -> str:
    return f"{day:%m/%d}/{day.year:04d}"


def _text(text: str, limit: int = TEXT_LIMIT) -> str:
    return western(plain_text(text))[:limit].strip()


def _number(number: str) -> str:
    """A number; of a longer one than QuickBooks keeps, the end, which tells it from others."""
    return _text(number)[-NUMBER_LIMIT:].strip()


def _customer(customer: Customer) -> Row:
    lines = [_text(line, ADDRESS_LIMIT) for line in customer.address]
    lines = (lines + [""] * ADDRESS_LINES)[:ADDRESS_LINES]
    return (
        _text(customer.name, NAME_LIMIT),
        *lines,
        _text(customer.phone, 21),
        _text(customer.email, 1_000),
        _text(customer.contact, 41),
        "Y" if customer.taxable else "N",
        _text(customer.company, 41),
    )


def _sale(sale: Sale, parcel: Parcel) -> list[_Part]:
    """An invoice or credit note: the receivable, then each line and each tax against it."""
    money = parcel.currency
    common = {
        "TRNSTYPE": "CREDIT MEMO" if sale.credit else "INVOICE",
        "DATE": _day(sale.on),
        "NAME": _text(sale.customer, NAME_LIMIT),
        "DOCNUM": _number(sale.number),
    }
    lines = (*sale.address, *[""] * ADDRESS_LINES)[:ADDRESS_LINES]
    address = dict(zip(_ADDRESS, (_text(line, ADDRESS_LIMIT) for line in lines), strict=True))
    parts = [
        _Part(
            sale.total,
            money,
            **common,
            **address,
            ACCNT=_text(parcel.accounts.receivable, ACCOUNT_LIMIT),
            MEMO=_text(sale.memo),
            DUEDATE=_day(sale.due_on),
            TERMS=_text(sale.terms, 31),
        )
    ]
    parts += [
        _Part(
            -line.amount,
            money,
            **common,
            ACCNT=_text(line.account, ACCOUNT_LIMIT),
            MEMO=_text(line.text),
            # A price is never negative over there; the quantity carries the sign.
            QNTY=quantity(-line.quantity if line.price >= 0 else line.quantity),
            PRICE=plain(abs(line.price), money),
            TAXABLE="Y" if line.tax_code else "N",
        )
        for line in sale.lines
    ]
    parts += [
        _Part(
            -tax.amount,
            money,
            **common,
            ACCNT=_text(parcel.accounts.tax, ACCOUNT_LIMIT),
            MEMO=_text(tax.name),
            TAXABLE="N",
        )
        for tax in sale.taxes
    ]
    return parts


def _receipt(receipt: Receipt, parcel: Parcel) -> list[_Part]:
    """A payment into the bank; money that went back is a journal entry the other way."""
    money = parcel.currency
    came = receipt.amount >= 0
    common = {
        "TRNSTYPE": "PAYMENT" if came else "GENERAL JOURNAL",
        "DATE": _day(receipt.on),
        "NAME": _text(receipt.customer, NAME_LIMIT),
        "DOCNUM": _number(receipt.reference or receipt.number),
        "MEMO": _text(f"{receipt.number} {receipt.memo}"),
    }
    bank = _text(parcel.accounts.bank, ACCOUNT_LIMIT)
    receivable = _text(parcel.accounts.receivable, ACCOUNT_LIMIT)
    first, second = (bank, receivable) if came else (receivable, bank)
    amount = abs(receipt.amount)
    return [
        _Part(amount, money, **common, ACCNT=first),
        _Part(-amount, money, **common, ACCNT=second, PAYMETH=_text(receipt.method, 31)),
    ]
