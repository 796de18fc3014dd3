"""What each plan would ask of a client: counts in, a price and what is left of it out (S102)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...dates import today
from ...money import half_up, multiplied
from ...people.models import Person, Wage
from ...rows import dataclass
from ...shop.queries import shop
from .. import rules
from ..models import PlanPrice, PlanTier, PricingGrid
from .counting import counts_at
from .items import unit_costs
from .plans import PlanGrid, plan_grid


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What a tier asks for one of a unit a month; `cost` is ours, `minutes` planned labor.

    `own_cost` is what was typed; without it the item's cost counts.
    """

    id: int
    version: int
    tier_id: int
    unit: str
    item_id: int | None
    price: int
    own_cost: int
    cost: int
    minutes: int


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of a plan for counts: a unit, how many, each and together in minor units."""

    unit: str
    text: str
    count: int
    price: int
    cost: int
    minutes: int
    item_id: int | None

    @property
    def amount(self) -> int:
        """What the line asks a month."""
        return self.price * self.count


@dataclass(frozen=True, slots=True)
class PricedTier:
    """A plan at counts: its lines, and what is left of its price on our side."""

    id: int
    code: str
    name: str
    setup_fee: int
    lines: tuple[PricedLine, ...]
    margin: rules.Margin

    @property
    def monthly(self) -> int:
        """What it asks a month."""
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class LaborCost:
    """What a paid hour costs in minor units, and the percent of paid time spent on clients."""

    hour: int
    productive: int


Counts = Mapping[str, int]
"""How many of each unit; a flat price counts once."""


def labor_cost(session: Session, grid_id: int | None = None) -> LaborCost:
    """What labor costs for the margin: as typed on a revision, else wages and the shop's target."""
    asked = select(PricingGrid.hour, PricingGrid.productive).where(PricingGrid.id == grid_id)
    row = session.execute(asked).first() if grid_id is not None else None
    hour, productive = row or (None, None)
    return LaborCost(
        usual_hour(session) if hour is None else hour,
        productive or shop(session).billability_target,
    )


def usual_hour(session: Session) -> int:
    """What an hour of those who take tickets costs with burden, in minor units, their mean."""
    newest = (
        select(Wage.person_id, func.max(Wage.from_on).label("from_on"))
        .where(Wage.from_on <= today())
        .group_by(Wage.person_id)
        .subquery()
    )
    found = (
        select(Wage.per_hour, Wage.burden)
        .join(newest, (newest.c.person_id == Wage.person_id) & (newest.c.from_on == Wage.from_on))
        .join(Person, Person.id == Wage.person_id)
        .where(Person.takes_tickets, Person.left_on.is_(None))
    )
    hours = [multiplied(each, burden) for each, burden in session.execute(found)]
    return half_up(sum(hours), len(hours)) if hours else 0


def unit_prices(session: Session, grid_id: int) -> list[UnitPrice]:
    """Every price of a revision, by tier and unit in their order."""
    costs = unit_costs(session)
    columns = (
        PlanPrice.id,
        PlanPrice.version,
        PlanPrice.tier_id,
        PlanPrice.unit,
        PlanPrice.item_id,
        PlanPrice.price,
        PlanPrice.cost,
        PlanPrice.minutes,
    )
    found = (
        select(*columns)
        .join(PlanTier, PlanTier.id == PlanPrice.tier_id)
        .where(PlanTier.grid_id == grid_id)
        .order_by(PlanTier.position, PlanPrice.position, PlanPrice.id)
    )
    return [
        UnitPrice(id_, version, tier, unit, item, price, own, own or costs.get(item or 0, 0), mins)
        for id_, version, tier, unit, item, price, own, mins in session.execute(found)
    ]


def priced(session: Session, grid_id: int, counts: Counts) -> list[PricedTier]:
    """What each plan of a revision asks a month at these counts, and what is left of it."""
    grid = plan_grid(session, grid_id)
    if grid is None:
        return []
    labor = labor_cost(session, grid_id)
    prices: dict[int, list[UnitPrice]] = {}
    for one in unit_prices(session, grid_id):
        prices.setdefault(one.tier_id, []).append(one)
    found = []
    for tier in grid.tiers:
        lines = lines_of(tier.name, prices.get(tier.id, []), counts)
        found.append(
            PricedTier(
                tier.id, tier.code, tier.name, tier.setup_fee, lines, margin_of(lines, labor)
            )
        )
    return found


def lines_of(name: str, prices: list[UnitPrice], counts: Counts) -> tuple[PricedLine, ...]:
    """The lines of a plan: every unit that has a price and is there at all."""
    found = []
    for one in prices:
        count = 1 if one.unit == "flat" else counts.get(one.unit, 0)
        if count > 0 and (one.price or one.cost or one.minutes):
            words = name if one.unit == "flat" else f"{name}, {rules.UNIT_WORDS[one.unit]}"
            found.append(
                PricedLine(one.unit, words, count, one.price, one.cost, one.minutes, one.item_id)
            )
    return tuple(found)


def margin_of(lines: tuple[PricedLine, ...], labor: LaborCost) -> rules.Margin:
    """What is left of a plan's price after what is bought for it and the hours planned."""
    return rules.margin(
        sum(line.amount for line in lines),
        sum(line.cost * line.count for line in lines),
        sum(line.minutes * line.count for line in lines),
        labor.productive,
        labor.hour,
    )


def counts_for(session: Session, client_id: int) -> dict[str, int]:
    """What is documented at a client or a prospect, by the units of the plans."""
    counted = counts_at(session, client_id)
    return {unit: counted[name] for unit, name in rules.COUNT_OF_UNIT.items()}


def current_grid(session: Session) -> PlanGrid | None:
    """The revision to show first: the draft being edited, else the one in force."""
    draft = select(PricingGrid.id).where(PricingGrid.state == "draft")
    id_ = session.scalar(draft.order_by(PricingGrid.revision.desc()).limit(1))
    return plan_grid(session, id_)


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision in the list of them."""

    id: int
    version: int
    revision: int
    state: str
    effective_on: date | None
    note: str
    hour: int | None
    productive: int | None

    @property
    def editable(self) -> bool:
        """Whether its words and prices may still change: nobody was given a sheet from it."""
        return self.state == "draft" or (self.state == "current" and self.effective_on is None)

    @property
    def offered(self) -> bool:
        """Whether clients may be given prices from it: it was put into force and is not past."""
        return self.state == "current" and self.effective_on is not None

    @property
    def words(self) -> str:
        """What it is called in a list: Revision 2, draft."""
        state = "in force" if self.offered else "no prices yet" if self.editable else "past"
        return f"Revision {self.revision}, {'draft' if self.state == 'draft' else state}"


_REVISION = tuple(getattr(PricingGrid, name) for name in Revision.__dataclass_fields__)


def revisions(session: Session) -> list[Revision]:
    """Every revision of the plans, newest first."""
    rows = session.execute(select(*_REVISION).order_by(PricingGrid.revision.desc()))
    return [Revision(*row) for row in rows]


def revision(session: Session, grid_id: int) -> Revision | None:
    """One revision, or None."""
    row = session.execute(select(*_REVISION).where(PricingGrid.id == grid_id)).first()
    return Revision(*row) if row else None
