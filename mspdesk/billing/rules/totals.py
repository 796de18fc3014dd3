"""Sums of an invoice: lines, tax once per tax code, credits in proportion, payments shared out."""

from collections.abc import Iterable, Mapping, Sequence

from ...money import MILLION, half_up, split, tax
from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Sum:
    """What the totals need of a line; `rate` in millionths, `amount` in minor units."""

    amount: int
    taxable: bool
    code: str = ""
    rate: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class TaxSum:
    """Tax of one code: on which sum, at which rate in millionths, how much."""

    code: str
    name: str
    rate: int
    base: int
    amount: int


@dataclass(frozen=True, slots=True)
class Totals:
    """An invoice's sums; `total` is always lines plus tax."""

    subtotal: int
    taxes: tuple[TaxSum, ...]
    tax: int
    total: int


EXEMPT = "exempt"
"""The tax code of lines that would be taxed, were the client not exempt."""


def totals(lines: Iterable[Sum]) -> Totals:
    """Add lines up; tax is on the sum of each code and rate, rounded half up once (E34)."""
    lines = tuple(lines)
    bases: dict[tuple[str, int], int] = {}
    names: dict[tuple[str, int], str] = {}
    for line in lines:
        if line.taxable:
            here = (line.code, line.rate)
            bases[here] = bases.get(here, 0) + line.amount
            names[here] = names.get(here) or line.name
    taxes = tuple(
        TaxSum(code, names[code, rate], rate, base, tax(base, rate))
        for (code, rate), base in sorted(bases.items())
    )
    subtotal = sum(line.amount for line in lines)
    levied = sum(one.amount for one in taxes)
    return Totals(subtotal, taxes, levied, subtotal + levied)


def net_of(gross: int, rate: int) -> int:
    """The part of a sum that is not tax, at a rate in millionths, half up once."""
    return half_up(gross * MILLION, MILLION + rate)


@dataclass(frozen=True, slots=True)
class CreditPart:
    """What a credit takes back of one tax code, or of untaxed lines (no code); positive amounts."""

    code: str | None
    name: str
    rate: int
    net: int
    tax: int


def credit_parts(amount: int, untaxed: int, taxes: Sequence[TaxSum]) -> tuple[CreditPart, ...]:
    """Share a credit over what is still billed with and without tax, in proportion.

    A credit of all of it gives back exactly these sums; of less, each part's net is found at its
    rate, rounded half up once.
    """
    groups: list[TaxSum | None] = [None, *taxes]
    gross = [untaxed, *(one.base + one.amount for one in taxes)]
    if amount == sum(gross):
        whole = [CreditPart(None, "", 0, untaxed, 0)]
        whole += [CreditPart(one.code, one.name, one.rate, one.base, one.amount) for one in taxes]
        return tuple(part for part in whole if part.net or part.tax)
    weights = [max(0, one) for one in gross]
    if not sum(weights):
        return (CreditPart(None, "", 0, amount, 0),)
    parts = []
    for group, share in zip(groups, split(amount, weights), strict=True):
        if not share:
            continue
        net = net_of(share, group.rate) if group else share
        code, name, rate = (group.code, group.name, group.rate) if group else (None, "", 0)
        parts.append(CreditPart(code, name, rate, net, share - net))
    return tuple(parts)


def oldest_first(amount: int, open_amounts: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Share money over invoices in the order given: amount by invoice id; the rest stays over.

    `open_amounts` are (invoice id, open); what is not open is passed by.
    """
    shared: dict[int, int] = {}
    for invoice_id, open_amount in open_amounts:
        part = min(amount, open_amount)
        if part > 0:
            shared[invoice_id] = part
            amount -= part
    return shared


def surplus_off(surplus: int, allocated: Mapping[int, int]) -> dict[int, int]:
    """Which payments give money back when an invoice shrinks: newest id first, amount by id."""
    back: dict[int, int] = {}
    for payment_id in sorted(allocated, reverse=True):
        part = min(surplus, allocated[payment_id])
        if part > 0:
            back[payment_id] = part
            surplus -= part
    return back


def late_fee(open_amount: int, rate: int = 15_000, months: int = 1) -> int:
    """Simple interest on what is late: 1.5 % a month unless said (B6: 2,792.50 gives 41.89)."""
    return half_up(open_amount * rate * months, MILLION)
