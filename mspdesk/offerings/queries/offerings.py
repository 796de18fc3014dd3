"""Questions about offerings: the list, one of them with its way, what can be sold."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...catalog import rules as catalog
from ...catalog.models import CatalogItem
from ...catalog.queries import plan_grid
from ...money import Currency, shown
from ...people.models import Person
from ...rows import dataclass
from ...shop.queries import shop
from ..models import Offering, OfferingStep
from ..rules import stages, values

NO_PRICE = "No price yet"


@dataclass(frozen=True, slots=True)
class OfferingRow:
    """An offering as lists show it; `price` in words."""

    id: int
    version: int
    name: str
    summary: str
    stage: str
    stage_on: date
    aside_on: date | None
    values: int
    price: str
    owner_id: int | None
    owner: str
    next_step: str

    @property
    def stage_words(self) -> str:
        """How far it is, in words."""
        return stages.NAMES[self.stage]

    @property
    def on_sale(self) -> bool:
        """Whether clients may be offered it."""
        return self.aside_on is None and self.stage in stages.ON_SALE

    @property
    def hint(self) -> str:
        """What to do about too few kinds of value."""
        return values.hint(self.values)


@dataclass(frozen=True, slots=True)
class StepRow:
    """One move of an offering, and what was learned."""

    id: int
    at: datetime
    who_id: int | None
    who: str
    from_stage: str
    to_stage: str
    words: str

    @property
    def title(self) -> str:
        """What happened, in words."""
        if not self.from_stage:
            return "Written down"
        if self.from_stage == self.to_stage:
            return f"Stayed at {stages.NAMES[self.to_stage].lower()}"
        before, after = stages.NAMES[self.from_stage], stages.NAMES[self.to_stage].lower()
        return f"{before} to {after}"


@dataclass(frozen=True, slots=True)
class OfferingPage:
    """An offering with its words, its price and its way."""

    row: OfferingRow
    client_words: str
    leaves_out: str
    item_id: int | None
    tier: str
    price_words: str
    priced_as: str
    prices: tuple[tuple[str, str], ...]
    value: dict[str, str]
    steps: tuple[StepRow, ...] = field(default=())


_VALUES = tuple(getattr(Offering, one.key) for one in values.KINDS)
_COLUMNS: tuple[Any, ...] = (
    Offering.id,
    Offering.version,
    Offering.name,
    Offering.summary,
    Offering.stage,
    Offering.stage_on,
    Offering.aside_on,
    Offering.owner_id,
    func.coalesce(Person.name, ""),
    Offering.next_step,
    Offering.item_id,
    Offering.tier,
    Offering.price_words,
    *_VALUES,
)


def offerings(session: Session, *, aside: bool = False) -> list[OfferingRow]:
    """Every offering that is worked on, along the loop and by name; with `aside` all of them."""
    found = _asked() if aside else _asked().where(Offering.aside_on.is_(None))
    prices = _Prices(session)
    rows = [_row(one, prices) for one in session.execute(found)]
    return sorted(rows, key=lambda row: stages.ORDER.index(row.stage))


def _asked() -> Select[Any]:
    return (
        select(*_COLUMNS)
        .outerjoin(Person, Person.id == Offering.owner_id)
        .order_by(func.lower(Offering.name), Offering.id)
    )


def _row(one: Any, prices: "_Prices") -> OfferingRow:
    held = dict(zip((kind.key for kind in values.KINDS), one[13:], strict=True))
    return OfferingRow(
        one.id,
        one.version,
        one.name,
        one.summary,
        one.stage,
        one.stage_on,
        one.aside_on,
        values.filled(held),
        one.price_words or prices.short(one.item_id, one.tier) or NO_PRICE,
        one.owner_id,
        one[8],
        one.next_step,
    )


def offering_page(session: Session, offering_id: int) -> OfferingPage | None:
    """One offering, or None."""
    one = session.execute(_asked().where(Offering.id == offering_id)).first()
    held = session.get(Offering, offering_id)
    if one is None or held is None:
        return None
    prices = _Prices(session)
    return OfferingPage(
        _row(one, prices),
        held.client_words,
        held.leaves_out,
        held.item_id,
        held.tier,
        held.price_words,
        prices.name(held.item_id, held.tier),
        prices.lines(held.item_id, held.tier),
        {kind.key: getattr(held, kind.key) for kind in values.KINDS},
        tuple(_steps(session, offering_id)),
    )


def _steps(session: Session, offering_id: int) -> list[StepRow]:
    found = (
        select(
            OfferingStep.id,
            OfferingStep.at,
            OfferingStep.person_id,
            func.coalesce(Person.name, ""),
            OfferingStep.from_stage,
            OfferingStep.to_stage,
            OfferingStep.words,
        )
        .outerjoin(Person, Person.id == OfferingStep.person_id)
        .where(OfferingStep.offering_id == offering_id)
        .order_by(OfferingStep.at.desc(), OfferingStep.id.desc())
    )
    return [StepRow(*row) for row in session.execute(found)]


def choices(session: Session, held: int | None = None) -> list[tuple[int, str]]:
    """What may be offered, by id and name; what is on sale stands before what is made still.

    One that is `held` is among them even where it was set aside.
    """
    rows = [row for row in offerings(session, aside=True) if not row.aside_on or row.id == held]
    return [(row.id, row.name) for row in sorted(rows, key=lambda row: not row.on_sale)]


class _Prices:
    """Prices of plans and catalog items in words, asked for once."""

    def __init__(self, session: Session) -> None:
        self._money: Currency = shop(session).money
        grid = plan_grid(session)
        self._tiers = {tier.code: tier for tier in grid.tiers} if grid is not None else {}
        items = select(
            CatalogItem.id,
            CatalogItem.name,
            CatalogItem.unit,
            CatalogItem.price,
            CatalogItem.recurring,
        ).where(CatalogItem.id.in_(select(Offering.item_id)))
        self._items = {row.id: row for row in session.execute(items)}

    def name(self, item_id: int | None, tier: str) -> str:
        """What the price is taken from."""
        if item_id in self._items:
            return f"{self._items[item_id].name}, catalog"
        return f"{self._tiers[tier].name} plan" if tier in self._tiers else ""

    def lines(self, item_id: int | None, tier: str) -> tuple[tuple[str, str], ...]:
        """What each unit costs, in the order of the plans; empty while nothing has a price."""
        if item_id in self._items:
            one = self._items[item_id]
            if not one.price:
                return ()
            return ((_item_unit(one.unit, recurring=one.recurring), self._shown(one.price)),)
        if tier not in self._tiers:
            return ()
        held: Mapping[str, int] = self._tiers[tier].prices
        found = [
            (_unit(unit), self._shown(held[unit])) for unit in catalog.PLAN_UNITS if held.get(unit)
        ]
        if found and self._tiers[tier].setup_fee:
            found.append(("Setup, once", self._shown(self._tiers[tier].setup_fee)))
        return tuple(found)

    def short(self, item_id: int | None, tier: str) -> str:
        """The first of the prices, for a list."""
        lines = self.lines(item_id, tier)
        if not lines:
            return ""
        unit, price = lines[0]
        more = "from " if len(lines) > 1 else ""
        return f"{more}{price} {unit[:1].lower()}{unit[1:]}"

    def _shown(self, minor: int) -> str:
        return shown(minor, self._money)


def _unit(unit: str) -> str:
    if unit == "flat":
        return "For the whole company, a month"
    return f"Each {_NAMES.get(unit, unit)}, a month"


_NAMES = {"network": "network device"}


def _item_unit(unit: str, *, recurring: bool) -> str:
    if unit in {"flat", "month"}:
        return "A month" if recurring else "Once"
    each = "Each" if unit == "each" else f"Each {_NAMES.get(unit, unit)}"
    return f"{each}, a month" if recurring else f"{each}, once"
