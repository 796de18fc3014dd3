"""Fields for amounts, times and quantities: each reads what people type into whole numbers."""

from .. import dates, money
from ..errors import UserError
from .fields import LineEntry


class MoneyEntry(LineEntry):
    """An amount; the value is in minor units of the currency."""

    def __init__(
        self,
        currency: money.Currency = money.USD,
        placeholder: str = "",
        name: str = "",
        *,
        width: int = 0,
    ) -> None:
        super().__init__(placeholder, name, width=width)
        self._currency = currency

    def value(self) -> int | None:
        """The amount in minor units, None when empty."""
        return None if self.is_empty() else money.parse(self.text(), self._currency)

    def shown(self, value: int) -> str:
        """The amount without sign or grouping."""
        return money.plain(value, self._currency)


class MinutesEntry(LineEntry):
    """A stretch of time (45, 0:45, .75, 9:10-9:55); the value is in minutes."""

    def value(self) -> int | None:
        """The minutes, None when empty."""
        return None if self.is_empty() else dates.parse_span(self.text()).minutes

    def shown(self, value: int) -> str:
        """Hours with two decimals, or hours and minutes where decimals would not be exact."""
        words = dates.hours_h(value)
        return words if dates.parse_span(words).minutes == value else dates.clock_span(value)


class HoursEntry(MinutesEntry):
    """Time of a day or a week, where a whole number is hours (20, 7.5, 7:30); in minutes."""

    def value(self) -> int | None:
        """The minutes, None when empty."""
        return None if self.is_empty() else dates.parse_long_span(self.text()).minutes


class TakesEntry(MinutesEntry):
    """How long something takes (5, 2 h, 3 h 10 min); the value is in minutes."""

    def shown(self, value: int) -> str:
        """Hours and minutes in words."""
        return dates.stretch(value)


class SpanEntry(LineEntry):
    """Time as typed; the value is a dates.Span, with a start where a from-to was given."""

    def value(self) -> dates.Span | None:
        """The span, None when empty."""
        return None if self.is_empty() else dates.parse_span(self.text())

    def shown(self, value: dates.Span) -> str:
        """Time stays as it was typed."""
        return self.text() or dates.clock_span(value.minutes)


class ClockEntry(LineEntry):
    """A time of day (9:10, 16:30, 4 pm); the value is in minutes since midnight."""

    def value(self) -> int | None:
        """The minutes since midnight, None when empty."""
        return None if self.is_empty() else dates.parse_clock(self.text())

    def shown(self, value: int) -> str:
        """Hours and minutes of the day."""
        return dates.clock_span(value)


class NumberEntry(LineEntry):
    """A whole number within bounds, perhaps with a unit behind it."""

    def __init__(
        self,
        low: int = 0,
        high: int = 1_000_000,
        unit: str = "",
        name: str = "",
        *,
        width: int = 0,
    ) -> None:
        super().__init__(unit, name, width=width)
        self._low, self._high, self._unit = low, high, unit
        self._one = unit.removesuffix("s")

    def value(self) -> int | None:
        """The number, None when empty."""
        if self.is_empty():
            return None
        typed = self.text().strip().removesuffix(self._unit).removesuffix(self._one).strip()
        typed = typed.replace(",", "")
        if not typed.lstrip("-").isdecimal():
            raise UserError(f"Type a whole number, like {max(self._low, 1)}.")
        number = int(typed)
        if not self._low <= number <= self._high:
            raise UserError(f"Type a number from {self._low} to {self._high}.")
        return number

    def shown(self, value: int) -> str:
        """The number with its unit."""
        return f"{value} {self._one if value == 1 else self._unit}".strip()


class QuantityEntry(LineEntry):
    """How many, with up to four decimals; the value is in ten-thousandths, a unit may be behind."""

    def __init__(self, placeholder: str = "", name: str = "", *, unit: str = "") -> None:
        super().__init__(placeholder, name)
        self._unit = unit

    def value(self) -> int | None:
        """The quantity in ten-thousandths, None when empty."""
        if self.is_empty():
            return None
        typed = self.text().strip()
        if self._unit and typed.casefold().endswith(self._unit.casefold()):
            typed = typed[: -len(self._unit)]
        return money.parse_quantity(typed.strip())

    def shown(self, value: int) -> str:
        """The quantity without idle zeros, with its unit."""
        return f"{money.quantity(value)} {self._unit}".strip()


class PercentEntry(LineEntry):
    """A percentage; the value is in millionths (8.875 % is 88750)."""

    def value(self) -> int | None:
        """The share in millionths, None when empty."""
        return None if self.is_empty() else money.parse_percent(self.text())

    def shown(self, value: int) -> str:
        """The percentage without idle zeros."""
        return money.percent(value)
