"""How far a proposal is, and what its lines come to (B8)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from ...errors import UserError
from ...money import times
from ...rows import dataclass

STATES = {
    "draft": "Draft",
    "sent": "Sent",
    "accepted": "Accepted",
    "declined": "Declined",
    "replaced": "Replaced",
}
"""States of a proposal; a replaced one was followed by a newer edition."""

VALID_DAYS = 30
"""Days a proposal stands unless said otherwise."""

LINE_KINDS = {
    "plan": "Plan",
    "service": "Service",
    "software": "Software",
    "hardware": "Hardware",
}
"""What a line becomes on an invoice."""


class Line(Protocol):
    """What a line says: how many in ten-thousandths at what price and cost."""

    @property
    def quantity(self) -> int:
        """Ten-thousandths."""

    @property
    def price(self) -> int:
        """Minor units for one."""

    @property
    def cost(self) -> int:
        """Our own cost of one, in minor units."""

    @property
    def recurring(self) -> bool:
        """Whether it comes every month."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a proposal asks and costs us, in minor units; the setup fee counts as once."""

    monthly: int
    once: int
    monthly_cost: int
    once_cost: int


def sums(lines: Iterable[Line], setup_fee: int) -> Sums:
    """Add the lines up, each rounded half up once."""
    held = list(lines)

    def total(price: str, *, recurring: bool) -> int:
        return sum(
            times(one.quantity, getattr(one, price)) for one in held if one.recurring is recurring
        )

    return Sums(
        total("price", recurring=True),
        total("price", recurring=False) + setup_fee,
        total("cost", recurring=True),
        total("cost", recurring=False),
    )


def usual_end(day: date) -> date:
    """The last day a proposal of a day stands."""
    return day + timedelta(days=VALID_DAYS)


def check_days(dated_on: date, valid_until: date, start_on: date) -> None:
    """Refuse days out of order; raises UserError: valid_until, start_on."""
    if valid_until < dated_on:
        raise UserError("It must stand for a day at least: choose a later one.", "valid_until")
    if start_on < dated_on:
        raise UserError("It begins on its own day or later.", "start_on")


def named(number: str, edition: int) -> str:
    """How a proposal is called: PR0003, and PR0003-2 from its second edition on."""
    return number if edition == 1 else f"{number}-{edition}"
