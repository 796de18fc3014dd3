"""Plan sheets, amendments and price raises as the screen and the paper show them."""

from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...dates import today
from ...money import times
from ...rows import dataclass
from ...shop.queries import shop
from .. import rules
from ..models import Agreement, AgreementLine, PlanSheet, PriceRaise
from .lines import lines_on


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A plan sheet or an amendment; texts are one item a line, the fee in minor units."""

    id: int
    version: int
    agreement_id: int
    number: int
    kind: str
    state: str
    title: str
    tier: str
    grid_id: int | None
    dated_on: date
    effective_on: date
    accepted_on: date | None
    accepted_by: str
    included: str
    excluded: str
    minimums: str
    words: str
    setup_fee: int

    @property
    def name(self) -> str:
        """What it is called: Plan sheet 1, Amendment 2."""
        return f"{rules.SHEETS.get(self.kind, self.kind)} {self.number}"


_SHEET = tuple(getattr(PlanSheet, name) for name in SheetRow.__dataclass_fields__)


def sheets_of(session: Session, agreement_id: int) -> list[SheetRow]:
    """The sheets of an agreement, newest first."""
    found = select(*_SHEET).where(PlanSheet.agreement_id == agreement_id)
    return [SheetRow(*row) for row in session.execute(found.order_by(PlanSheet.number.desc()))]


def sheet(session: Session, sheet_id: int) -> SheetRow | None:
    """One sheet, or None."""
    row = session.execute(select(*_SHEET).where(PlanSheet.id == sheet_id)).first()
    return SheetRow(*row) if row else None


def sheet_on(session: Session, agreement_id: int, day: date | None = None) -> SheetRow | None:
    """The accepted sheet whose day came last, or None before the first."""
    found = (
        select(*_SHEET)
        .where(
            PlanSheet.agreement_id == agreement_id,
            PlanSheet.state != "draft",
            PlanSheet.effective_on <= (day or today()),
        )
        .order_by(PlanSheet.effective_on.desc(), PlanSheet.number.desc())
        .limit(1)
    )
    row = session.execute(found).first()
    return SheetRow(*row) if row else None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a sheet as its form shows it; minor units a month, ten-thousandths."""

    id: int
    version: int
    sheet_id: int | None
    item_id: int | None
    position: int
    kind: str
    text: str
    unit: str
    counts: str
    quantity: int
    price: int
    cost: int
    taxable: bool
    tax_code: str
    bundled: bool
    from_on: date
    to_on: date | None

    @property
    def amount(self) -> int:
        """Price times count; nothing for what is bundled."""
        return 0 if self.bundled else times(self.price, self.quantity)


_LINE = tuple(getattr(AgreementLine, name) for name in SheetLine.__dataclass_fields__)


def sheet_lines(session: Session, sheet_id: int) -> list[SheetLine]:
    """The lines a sheet began with, in their order; prices raised later have lines of their own."""
    day = select(PlanSheet.effective_on).where(PlanSheet.id == sheet_id).scalar_subquery()
    found = select(*_LINE).where(AgreementLine.sheet_id == sheet_id, AgreementLine.from_on == day)
    rows = session.execute(found.order_by(AgreementLine.position, AgreementLine.id))
    return [SheetLine(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class RaiseRow:
    """New prices of an agreement; `percent` ten-thousandths, rates minor units an hour."""

    id: int
    version: int
    agreement_id: int
    planned_on: date
    announced_on: date | None
    effective_on: date
    percent: int
    old_rate: int | None
    new_rate: int | None
    letter_id: int | None
    state: str


_RAISE = tuple(getattr(PriceRaise, name) for name in RaiseRow.__dataclass_fields__)


def raises_of(session: Session, agreement_id: int) -> list[RaiseRow]:
    """The price raises of an agreement, newest first."""
    found = select(*_RAISE).where(PriceRaise.agreement_id == agreement_id)
    order = (PriceRaise.effective_on.desc(), PriceRaise.id.desc())
    return [RaiseRow(*row) for row in session.execute(found.order_by(*order))]


# Written once: it is asked at every save of time under an agreement.
_STEPS = select(
    PriceRaise.effective_on, PriceRaise.old_rate, PriceRaise.new_rate, PriceRaise.state
).where(
    PriceRaise.agreement_id == bindparam("agreement_id"),
    PriceRaise.state.in_(("announced", "applied")),
    PriceRaise.new_rate.is_not(None),
)


def rate_on(session: Session, agreement_id: int, agreed: int | None, day: date) -> int | None:
    """The hourly rate of an agreement for work of a day, where `agreed` is what it names now."""
    steps = [
        rules.RateStep(on, old, new, state == "applied")
        for on, old, new, state in session.execute(_STEPS, {"agreement_id": agreement_id})
        if new is not None
    ]
    return rules.rate_on(agreed, steps, day)


def hourly_rate(session: Session, agreement_id: int) -> int:
    """What an hour costs under an agreement in minor units: its own rate, the client's, ours."""
    found = (
        select(Agreement.rate, Client.rate)
        .join(Client, Client.id == Agreement.client_id)
        .where(Agreement.id == agreement_id)
    )
    agreed, usual = session.execute(found).one()
    if agreed is not None:
        return int(agreed)
    return int(usual) if usual is not None else shop(session).rate


@dataclass(frozen=True, slots=True)
class Change:
    """A price before and after, in minor units; `unit` says what it is for."""

    text: str
    old: int
    new: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What a raise does to every price from a day on; the hourly rate comes first."""

    effective_on: date
    rate: Change | None
    lines: tuple[Change, ...]
    monthly: Change

    @property
    def rows(self) -> tuple[Change, ...]:
        """Every price that changes, for the table of the letter."""
        found = [self.rate] if self.rate else []
        found += [one for one in self.lines if one.old != one.new]
        if len(self.lines) > 1 and self.monthly.old != self.monthly.new:
            found.append(self.monthly)
        return tuple(found)

    @property
    def headline(self) -> Change:
        """The one price to name in a sentence: the month where that changes, else the hour."""
        if self.monthly.old != self.monthly.new:
            return self.monthly
        return self.rate or self.monthly


def price_change(
    session: Session, agreement_id: int, on: date, percent: int, new_rate: int | None
) -> PriceChange:
    """What every price of an agreement is before and from a day on."""
    lines = lines_on(session, agreement_id, on, on)
    changes = tuple(
        Change(one.text, one.price, rules.raised(one.price, percent))
        for one in lines
        if not one.bundled
    )
    old = sum(one.amount for one in lines)
    new = sum(
        times(rules.raised(one.price, percent), one.quantity) for one in lines if not one.bundled
    )
    rate = hourly_rate(session, agreement_id)
    hour = Change("Labor, an hour", rate, new_rate, "an hour") if new_rate is not None else None
    return PriceChange(on, hour, changes, Change("In a month", old, new, "a month"))
