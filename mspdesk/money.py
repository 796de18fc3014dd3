"""Money as whole minor units of one currency, and the one rounding the program knows.

Amounts are integers (cents for USD), tax rates millionths (8.875 % is 88_750), quantities
ten-thousandths (a quarter hour is 2_500). `Decimal` appears only while text is read.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from .errors import UserError
from .rows import dataclass

QUANTITY = 10_000
MILLION = 1_000_000

_SYMBOLS = {
    "USD": "$",
    "CAD": "$",
    "AUD": "$",
    "NZD": "$",
    "MXN": "$",
    "GBP": "£",
    "EUR": "€",
}
_SYMBOLS |= {
    "JPY": "¥",
    "CHF": "CHF ",
    "INR": "₹",
    "KRW": "₩",
    "PLN": "zł ",
    "SEK": "kr ",
}
_DIGITS = {
    "JPY": 0,
    "KRW": 0,
    "CLP": 0,
    "ISK": 0,
    "VND": 0,
    "XAF": 0,
    "XOF": 0,
    "UGX": 0,
}
_DIGITS |= {"BHD": 3, "KWD": 3, "OMR": 3, "JOD": 3, "TND": 3, "IQD": 3, "LYD": 3}


def half_up(numerator: int, denominator: int) -> int:
    """Divide whole numbers, rounding a half away from zero, mirrored for credits."""
    quotient, rest = divmod(abs(numerator), abs(denominator))
    quotient += 2 * rest >= abs(denominator)
    return quotient if (numerator >= 0) == (denominator > 0) else -quotient


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: its ISO code, its sign and how many decimals it has."""

    code: str = "USD"

    @property
    def digits(self) -> int:
        """Decimals of the minor unit: 2 for most, 0 for yen, 3 for dinar."""
        return _DIGITS.get(self.code, 2)

    @property
    def symbol(self) -> str:
        """The sign printed before an amount; the code itself where no sign is known."""
        return _SYMBOLS.get(self.code, f"{self.code} ")


USD = Currency("USD")


def plain(minor: int, currency: Currency = USD) -> str:
    """Minor units as a plain decimal string without sign or grouping: -1234.50."""
    sign = "-" if minor < 0 else ""
    if currency.digits == 0:
        return f"{sign}{abs(minor)}"
    whole, rest = divmod(abs(minor), 10**currency.digits)
    return f"{sign}{whole}.{rest:0{currency.digits}d}"


def shown(minor: int, currency: Currency = USD) -> str:
    """Minor units as people read them: $1,485.00, and -$37.50 below zero."""
    sign = "-" if minor < 0 else ""
    whole, dot, rest = plain(abs(minor), currency).partition(".")
    return f"{sign}{currency.symbol}{int(whole):,}{dot}{rest}"


def shown_whole(minor: int, currency: Currency = USD) -> str:
    """Minor units rounded to whole units, for summaries only: $8,420."""
    units = half_up(minor, 10**currency.digits)
    return f"{'-' if units < 0 else ''}{currency.symbol}{abs(units):,}"


def _decimal(text: str, what: str, field: str | None) -> Decimal:
    """Read a plain or grouped decimal; refuse anything that could be read two ways."""
    cleaned = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?", cleaned) or not re.search(
        r"\d", cleaned
    ):
        raise UserError(f"Type the {what} as a number, like 1250.50.", field)
    try:
        return Decimal(cleaned.replace(",", ""))
    except InvalidOperation:
        raise UserError(f"Type the {what} as a number, like 1250.50.", field) from None


def scaled(text: str, scale: int, what: str, field: str | None = None) -> int:
    """Read a decimal into a whole number of 1/scale; raises UserError when it is finer."""
    value = _decimal(text, what, field) * scale
    if value != value.to_integral_value():
        raise UserError(f"Type the {what} with fewer decimals.", field)
    return int(value)


def parse(text: str, currency: Currency = USD, field: str | None = None) -> int:
    """Read an amount a person typed ($1,250.50, 1250.5, -37.50, (37.50)) into minor units.

    Raises UserError naming the field when it is not an amount or has too many decimals.
    """
    cleaned = text.strip().replace(currency.symbol.strip(), "").replace(currency.code, "").strip()
    negative = cleaned.startswith("(") and cleaned.endswith(")")
    amount = scaled(cleaned.strip("()"), 10**currency.digits, "amount", field)
    return -amount if negative else amount


def parse_percent(text: str, field: str | None = None) -> int:
    """Read a percentage (8.875, 8.875 %) into millionths: 88_750."""
    return scaled(text.strip().removesuffix("%").strip(), 10_000, "percentage", field)


def percent(millionths: int) -> str:
    """Millionths as a percentage without idle zeros: 88_750 is 8.875%."""
    whole, rest = divmod(abs(millionths), 10_000)
    decimals = f"{rest:04d}".rstrip("0")
    return f"{'-' if millionths < 0 else ''}{whole}{'.' + decimals if decimals else ''}%"


def parse_quantity(text: str, field: str | None = None) -> int:
    """Read a quantity with up to four decimals into ten-thousandths."""
    return scaled(text, QUANTITY, "quantity", field)


def quantity(ten_thousandths: int) -> str:
    """Ten-thousandths as a quantity without idle zeros: 17_500 is 1.75."""
    whole, rest = divmod(abs(ten_thousandths), QUANTITY)
    decimals = f"{rest:04d}".rstrip("0")
    return f"{'-' if ten_thousandths < 0 else ''}{whole}{'.' + decimals if decimals else ''}"


def times(unit_price: int, ten_thousandths: int) -> int:
    """A unit price in minor units times a quantity, rounded half up once."""
    return half_up(unit_price * ten_thousandths, QUANTITY)


def labor(minutes: int, hourly_rate: int) -> int:
    """Minutes at an hourly rate in minor units, rounded half up once."""
    return half_up(minutes * hourly_rate, 60)


def hours_quantity(minutes: int) -> int:
    """Whole minutes as hours in ten-thousandths: 105 is 17_500."""
    return half_up(minutes * QUANTITY, 60)


def tax(base: int, rate_millionths: int) -> int:
    """Tax on a sum of minor units at a rate in millionths, rounded half up once (E34)."""
    return half_up(base * rate_millionths, MILLION)


def multiplied(amount: int, ten_thousandths: int) -> int:
    """An amount times a factor in ten-thousandths: twice is 20_000."""
    return half_up(amount * ten_thousandths, QUANTITY)


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Share a total by weights; parts sum to the whole, each within one minor unit.

    Raises ValueError when there are no weights or they sum to zero.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be at least 0 and sum to more than 0")
    sign, total = (-1, -total) if total < 0 else (1, total)
    parts = [total * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda n: -(total * weights[n] % whole))
    for n in by_rest[: total - sum(parts)]:
        parts[n] += 1
    return [sign * part for part in parts]
