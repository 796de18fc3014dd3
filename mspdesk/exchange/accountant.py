"""What goes to the accountant's program, in plain records, and the names it allows.

Nothing here knows a table: whoever gathers fills these records in, `iif` and `qbo` write them.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date

from ..money import USD, Currency
from ..rows import dataclass


@dataclass(frozen=True, slots=True)
class Accounts:
    """The names of the accountant's accounts, as they are spelled in that program."""

    receivable: str = "Accounts Receivable"
    bank: str = "Undeposited Funds"
    services: str = "Service Income"
    goods: str = "Product Sales"
    tax: str = "Sales Tax Payable"
    bad_debt: str = "Bad Debt"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer; `name` is what that program knows it by, `company` its full name."""

    name: str
    company: str = ""
    address: tuple[str, ...] = ()
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    contact: str = ""
    taxable: bool = True


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A line of a document: quantity in ten-thousandths, price and amount in minor units."""

    account: str
    text: str
    quantity: int
    price: int
    amount: int
    on: date | None = None
    tax_code: str = ""
    tax: int = 0


@dataclass(frozen=True, slots=True)
class SaleTax:
    """Tax of one code on a document, in minor units."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Sale:
    """An invoice, or with negative amounts a credit note; total is lines and taxes."""

    number: str
    customer: str
    on: date
    due_on: date
    total: int
    lines: tuple[SaleLine, ...]
    taxes: tuple[SaleTax, ...] = ()
    terms: str = ""
    memo: str = ""
    address: tuple[str, ...] = ()
    credit: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in, or with a negative amount went back."""

    number: str
    customer: str
    on: date
    amount: int
    method: str = ""
    reference: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Everything of one hand-over."""

    customers: tuple[Customer, ...]
    sales: tuple[Sale, ...]
    receipts: tuple[Receipt, ...]
    accounts: Accounts = Accounts()
    currency: Currency = USD


_GONE = str.maketrans(
    {'"': "", "“": "", "”": ""} | dict.fromkeys("\t\r\n\v\f\x85\u2028\u2029", " ")
)


def plain_text(text: str) -> str:
    """Text on one line without quotation marks, tabs and characters that steer."""
    kept = "".join(
        one for one in text.translate(_GONE) if one == " " or unicodedata.category(one)[0] != "C"
    )
    return " ".join(kept.split())


def western(text: str) -> str:
    """Text in the letters of code page 1252: an accent that is not there goes, the rest is `?`."""
    found = []
    for one in text:
        try:
            one.encode("cp1252")
            found.append(one)
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFKD", one).encode("cp1252", "ignore").decode("cp1252")
            found.append(bare or "?")
    return "".join(found)


@dataclass(frozen=True, slots=True)
class Naming:
    """What customers are called over there, by id, and where that is not their name, a sentence."""

    names: dict[int, str]
    warnings: dict[int, str]


def customer_names(
    people: Iterable[tuple[int, str, str]], limit: int, *, code_page: bool = False
) -> Naming:
    """Names no longer than `limit`, without colons and quotation marks, no two the same.

    `people` are id, name and own number of every customer; who came first keeps the plain name,
    so that a name stays the same from one hand-over to the next.
    """
    names: dict[int, str] = {}
    taken: dict[str, str] = {}
    warnings: dict[int, str] = {}
    for id_, name, number in sorted(people):
        whole = plain_text(name).replace(":", " ")
        cleaned = " ".join((western(whole) if code_page else whole).split())
        short = cleaned[:limit].strip() or number
        if len(cleaned) > limit:
            warnings[id_] = f"{name} is longer than {limit} letters and goes as {short}."
        elif short != name:
            warnings[id_] = f"{name} goes as {short}."
        if short.casefold() in taken:
            other = taken[short.casefold()]
            ending = f" ({number})"
            short = f"{short[: limit - len(ending)].strip()}{ending}"
            warnings[id_] = f"{name} would meet {other} and goes as {short}."
        taken[short.casefold()] = name
        names[id_] = short
    return Naming(names, warnings)
