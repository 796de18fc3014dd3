"""The managed services grid of a month: bought, sold, bundled, in use, and what that leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from ...agreements.queries import AgreementRow, LineOn, all_in_force, lines_of_all, monthly_of_all
from ...agreements.rules import PAYMENT_TYPES
from ...catalog.models import CatalogItem
from ...catalog.queries import Counted, held_in, unit_costs
from ...clients.models import Client
from ...clients.rules import Status
from ...dates import add_months, month_start
from ...money import QUANTITY, half_up, times
from ...rows import dataclass
from .. import rules
from ..models import VendorPurchase

NOBODY = 0
"""The client of what we buy for ourselves, or nobody knows for whom."""

GONE = (Status.FORMER, Status.DECLINED)
"""Clients nothing should be bought for any more."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One service at one client in a month; quantities ten-thousandths, money minor units.

    `unit_cost` is for one, a month; `in_use` is None where nothing is counted. `unit_price` is
    what one of `sold_as` asks a month, which holds `many` of the service: a bundle, or the service
    itself. `orphan` says why nobody can be billed: a former client, or none that has an agreement.
    """

    client_id: int
    client: str
    item_id: int
    item: str
    code: str
    payment: str
    plan: str
    rmm_level: str
    bought: int
    sold: int
    bundled: int
    in_use: int | None
    cost: int
    revenue: int
    unit_cost: int
    unit_price: int
    sold_as: int
    many: int
    orphan: str = ""

    @property
    def id(self) -> tuple[int, int]:
        """The client and the service."""
        return self.client_id, self.item_id

    @property
    def left(self) -> int:
        """The variance: bought less sold and bundled."""
        return rules.variance(self.bought, self.sold, self.bundled)

    @property
    def unbilled_cost(self) -> int:
        """What the unbilled ones cost a month."""
        return rules.unbilled_cost(self.left, self.unit_cost)

    @property
    def missed(self) -> int:
        """What the unbilled ones would ask a month, sold as the others are."""
        return rules.missed_revenue(self.left, self.unit_price, self.many)

    @property
    def unused(self) -> int:
        """How many are bought and not documented as in use; 0 where nothing is counted."""
        return 0 if self.in_use is None else max(0, self.bought - self.in_use)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a service is sold: in which item, how many in one of those, at what price of one."""

    price: int
    item_id: int
    many: int


@dataclass(slots=True)
class _Held:
    """What is gathered for one service at one client."""

    bought: int = 0
    cost: int = 0
    sold: int = 0
    bundled: int = 0
    revenue: int = 0
    ways: dict[_Way, int] = field(default_factory=dict)

    def sells(self, quantity: int, way: _Way) -> None:
        """Note how many go which way, to know what one more would ask."""
        self.ways[way] = self.ways.get(way, 0) + quantity

    @property
    def usual_way(self) -> _Way | None:
        """The way most of them are sold; the lower price of two alike."""

        def order(way: _Way) -> tuple[int, int, int]:
            return -self.ways[way], way.price, way.item_id

        return min(self.ways, key=order, default=None)


def last_of(month: date) -> date:
    """The last day of a month."""
    return add_months(month_start(month), 1) - timedelta(days=1)


def grid_rows(session: Session, month: date, client_id: int | None = None) -> list[GridRow]:
    """Every service that is bought or sold in a month, by client and service.

    What is sold is asked of agreement lines on the last day of the month, bundles opened up.
    """
    first, last = month_start(month), last_of(month)
    held: dict[tuple[int, int], _Held] = {}
    _bought(session, held, first, client_id)
    agreed = [row for row in all_in_force(session, last) if client_id in (None, row.client_id)]
    _sold(session, held, agreed, last)
    return _rows(session, held, agreed)


def revenue_by_client(session: Session, month: date) -> dict[int, int]:
    """What every client's agreements ask for in a month, in minor units, by client."""
    last = last_of(month)
    rows = all_in_force(session, last)
    asked = monthly_of_all(session, rows, last)
    found: dict[int, int] = {}
    for row in rows:
        found[row.client_id] = found.get(row.client_id, 0) + asked[row.id]
    return found


def _bought(
    session: Session, held: dict[tuple[int, int], _Held], first: date, client_id: int | None
) -> None:
    for item_id, whom, quantity, unit_cost in session.execute(bought_in(first, client_id)):
        one = held.setdefault((whom or NOBODY, item_id), _Held())
        one.bought += quantity
        one.cost += times(unit_cost, quantity)


def bought_in(first: date, client_id: int | None = None) -> Select[int, int | None, int, int]:
    """What is bought in the month that begins on a day, as a question."""
    found = select(
        VendorPurchase.item_id,
        VendorPurchase.client_id,
        VendorPurchase.quantity,
        VendorPurchase.unit_cost,
    ).where(
        VendorPurchase.from_month <= first,
        or_(VendorPurchase.to_month.is_(None), VendorPurchase.to_month >= first),
    )
    return found if client_id is None else found.where(VendorPurchase.client_id == client_id)


def _sold(
    session: Session,
    held: dict[tuple[int, int], _Held],
    agreed: Iterable[AgreementRow],
    last: date,
) -> None:
    inside = held_in(session)
    rows = list(agreed)
    lines = lines_of_all(session, rows, last, last)
    for row in rows:
        for line in lines[row.id]:
            if line.item_id is not None:
                _sell(held, row.client_id, line.item_id, line, inside.get(line.item_id, {}))


def _sell(
    held: dict[tuple[int, int], _Held],
    client_id: int,
    item_id: int,
    line: LineOn,
    inside: Mapping[int, int],
) -> None:
    """Count a line as sold, or as bundled in another; what it holds is bundled in it."""
    one = held.setdefault((client_id, item_id), _Held())
    if line.bundled:
        one.bundled += line.quantity
    else:
        one.sold += line.quantity
        one.revenue += line.amount
        one.sells(line.quantity, _Way(line.price, item_id, QUANTITY))
    for member, many in inside.items():
        part = held.setdefault((client_id, member), _Held())
        pieces = times(many, line.quantity)
        part.bundled += pieces
        if not line.bundled and many:
            part.sells(pieces, _Way(line.price, item_id, many))


@dataclass(frozen=True, slots=True)
class _Item:
    """What the grid needs of a service; price in minor units a month."""

    name: str
    code: str
    counts: str
    price: int
    in_grid: bool
    position: int


@dataclass(frozen=True, slots=True)
class _Client:
    """What the grid needs of a client."""

    name: str
    status: str
    payment: str
    rmm_level: str
    internal: bool


def _rows(
    session: Session, held: dict[tuple[int, int], _Held], agreed: list[AgreementRow]
) -> list[GridRow]:
    items = _items(session)
    clients = _clients(session)
    costs = unit_costs(session)
    counted = Counted(session, {client for client, _ in held if client != NOBODY})
    plans = {row.client_id: row for row in agreed}
    found = []
    for (client_id, item_id), one in held.items():
        thing = items[item_id]
        if not thing.in_grid and not one.bought:
            continue
        client = clients.get(client_id)
        plan = plans.get(client_id)
        count = None if client is None else counted.count(thing.counts, client_id)
        way = one.usual_way or _Way(thing.price, item_id, QUANTITY)
        found.append(
            GridRow(
                client_id,
                client.name if client else "Nobody named",
                item_id,
                thing.name,
                thing.code,
                _payment(plan, client),
                plan.title if plan else "",
                client.rmm_level if client else "",
                one.bought,
                one.sold,
                one.bundled,
                None if count is None else count * QUANTITY,
                one.cost,
                one.revenue,
                _unit_cost(one, costs.get(item_id, 0)),
                way.price,
                way.item_id,
                way.many,
                _orphan(one, client, plan),
            )
        )
    return sorted(found, key=lambda row: (row.client.lower(), items[row.item_id].position))


def _unit_cost(one: _Held, usual: int) -> int:
    """What one costs us: as it is bought, else as the catalogue says."""
    return half_up(one.cost * QUANTITY, one.bought) if one.bought else usual


def _payment(plan: AgreementRow | None, client: _Client | None) -> str:
    said = (plan.payment_type if plan else "") or (client.payment if client else "")
    return PAYMENT_TYPES.get(said, said) if said else ""


def _orphan(one: _Held, client: _Client | None, plan: AgreementRow | None) -> str:
    """Why what is bought can be billed to nobody, or nothing (S084)."""
    if not one.bought or (client is not None and client.internal):
        return ""
    if client is None:
        return "For nobody"
    if client.status in GONE:
        return "Former client"
    return "" if plan is not None else "No agreement"


def _items(session: Session) -> dict[int, _Item]:
    columns = (
        CatalogItem.id,
        CatalogItem.name,
        CatalogItem.code,
        CatalogItem.counts,
        CatalogItem.price,
        CatalogItem.in_grid,
        CatalogItem.position,
    )
    return {
        id_: _Item(name, code, counts, price, in_grid, position)
        for id_, name, code, counts, price, in_grid, position in session.execute(select(*columns))
    }


def _clients(session: Session) -> dict[int, _Client]:
    columns = (
        Client.id,
        Client.name,
        Client.status,
        Client.payment_type,
        Client.rmm_level,
        Client.internal,
    )
    return {
        id_: _Client(name, status, payment, level, internal)
        for id_, name, status, payment, level, internal in session.execute(
            select(*columns).order_by(func.lower(Client.name))
        )
    }
