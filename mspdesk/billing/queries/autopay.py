"""Questions about cards and accounts that pay by themselves (S116)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...rows import dataclass
from ...vendors.models import Vendor
from ..models import AutoPayment
from ..rules.autopay import days_left, expiring, expiry_words


@dataclass(frozen=True, slots=True)
class AutoRow:
    """An automatic payment with everything on its form; amounts in minor units."""

    id: int
    version: int
    direction: str
    vendor_id: int | None
    client_id: int | None
    vendor: str
    client: str
    what: str
    method: str
    last_four: str
    expires_on: date | None
    amount: int
    every_months: int
    day: int
    active: bool
    notes: str
    as_of: date

    @property
    def who(self) -> str:
        """Who is paid, or who pays us."""
        return self.client or self.vendor or self.what

    @property
    def expiring(self) -> bool:
        """Whether the card ran out or does within sixty days."""
        return self.active and expiring(self.expires_on, self.as_of)

    @property
    def days_left(self) -> int | None:
        """For how many days the card is good; None without one."""
        return days_left(self.expires_on, self.as_of)

    @property
    def expiry(self) -> str:
        """When the card runs out, and how soon where it matters."""
        return expiry_words(self.expires_on, self.as_of)

    @property
    def card(self) -> str:
        """Card or account with its last four digits: Card 4242."""
        word = "Card" if self.method == "card" else "Bank debit"
        return f"{word} {self.last_four}".strip()

    @property
    def often(self) -> str:
        """On which day, how often: day 5, every 3 months."""
        every = "" if self.every_months == 1 else f", every {self.every_months} months"
        return f"Day {self.day}{every}"


def auto_payments(
    session: Session, as_of: date | None = None, *, all_of_them: bool = False
) -> list[AutoRow]:
    """The automatic payments in use (with `all_of_them` ended ones too), expiring cards first."""
    columns = (
        AutoPayment.id,
        AutoPayment.version,
        AutoPayment.direction,
        AutoPayment.vendor_id,
        AutoPayment.client_id,
        func.coalesce(Vendor.name, ""),
        func.coalesce(Client.name, ""),
        AutoPayment.what,
        AutoPayment.method,
        AutoPayment.last_four,
        AutoPayment.expires_on,
        AutoPayment.amount,
        AutoPayment.every_months,
        AutoPayment.day,
        AutoPayment.active,
        AutoPayment.notes,
    )
    found = (
        select(*columns)
        .outerjoin(Vendor, Vendor.id == AutoPayment.vendor_id)
        .outerjoin(Client, Client.id == AutoPayment.client_id)
    )
    if not all_of_them:
        found = found.where(AutoPayment.active)
    day = as_of or today()
    rows = [AutoRow(*_plain(row, day)) for row in session.execute(found)]
    return sorted(rows, key=lambda row: (not row.active, not row.expiring, row.who.lower(), row.id))


def _plain(row: Iterable[Any], as_of: date) -> tuple[Any, ...]:
    """A row's values and the day; with so many columns their types are not told apart."""
    return (*row, as_of)


def expiring_cards(session: Session, as_of: date | None = None) -> list[AutoRow]:
    """The cards that ran out or do within sixty days, the first to go first."""
    rows = [row for row in auto_payments(session, as_of) if row.expiring]
    return sorted(rows, key=lambda row: (row.days_left or 0, row.who.lower()))
