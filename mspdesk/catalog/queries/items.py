"""What the shop offers, as lists, forms and the grid of services see it."""

from collections.abc import Mapping
from dataclasses import field, replace

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...errors import UserError
from ...money import QUANTITY, parse_quantity, quantity, times
from ...rows import dataclass
from ...shop.models import TaxCode
from .. import rules
from ..models import CatalogItem, CatalogMember


@dataclass(frozen=True, slots=True)
class Member:
    """An item inside a bundle; `quantity` in ten-thousandths for each piece of the bundle."""

    item_id: int
    code: str
    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One offering; money in minor units. `cost` of a bundle comes from its members."""

    id: int
    version: int
    code: str
    name: str
    kind: str
    unit: str
    counts: str
    recurring: bool
    price: int
    cost: int
    taxable: bool
    tax_code: str
    setup_kind: str
    setup_by: str
    vendor_id: int | None
    in_grid: bool
    value_words: str
    active: bool
    position: int
    notes: str
    members: tuple[Member, ...] = field(default=())

    @property
    def unit_words(self) -> str:
        """What it is counted in."""
        return rules.UNITS.get(self.unit, self.unit)

    @property
    def setup_words(self) -> str:
        """Who sets it up: Admin, Technician, or nothing where nothing is to be set up."""
        return rules.SETUP_BY.get(self.setup_by, "") if self.setup_kind else ""

    @property
    def bundle(self) -> bool:
        """Whether it is made of others."""
        return bool(self.members)


_COLUMNS = tuple(
    getattr(CatalogItem, name) for name in ItemRow.__dataclass_fields__ if name != "members"
)
_ORDER = (CatalogItem.position, func.lower(CatalogItem.name), CatalogItem.id)


def items(session: Session, text: str = "", *, retired: bool = False) -> list[ItemRow]:
    """The offerings whose code or name holds a text, in their order; retired ones if wanted."""
    found = select(*_COLUMNS)
    if not retired:
        found = found.where(CatalogItem.active)
    wanted = text.strip().lower()
    if wanted:
        hits = (func.lower(one).contains(wanted, autoescape=True) for one in _NAMED)
        found = found.where(or_(*hits))
    rows = [ItemRow(*row) for row in session.execute(found.order_by(*_ORDER))]
    return _with_members(session, rows)


_NAMED = (CatalogItem.code, CatalogItem.name)


def item(session: Session, item_id: int) -> ItemRow | None:
    """One offering, or None."""
    row = session.execute(select(*_COLUMNS).where(CatalogItem.id == item_id)).first()
    return _with_members(session, [ItemRow(*row)])[0] if row else None


def has_items(session: Session) -> bool:
    """Whether the shop offers anything yet, retired or not."""
    return session.scalar(select(CatalogItem.id).limit(1)) is not None


def members_of_all(session: Session) -> dict[int, list[Member]]:
    """What every bundle holds, by bundle."""
    found = (
        select(
            CatalogMember.bundle_id,
            CatalogItem.id,
            CatalogItem.code,
            CatalogItem.name,
            CatalogMember.quantity,
        )
        .join(CatalogItem, CatalogItem.id == CatalogMember.item_id)
        .order_by(CatalogMember.bundle_id, CatalogMember.id)
    )
    held: dict[int, list[Member]] = {}
    for bundle_id, id_, code, name, many in session.execute(found):
        held.setdefault(bundle_id, []).append(Member(id_, code, name, many))
    return held


def unit_costs(session: Session) -> dict[int, int]:
    """What one of each item costs us in minor units; a bundle what its members come to."""
    own = dict(session.execute(select(CatalogItem.id, CatalogItem.cost)).all())
    return bundle_costs(own, members_of_all(session))


def bundle_costs(own: Mapping[int, int], members: Mapping[int, list[Member]]) -> dict[int, int]:
    """Costs by item, those of bundles worked out from their members, at any depth.

    A bundle that would hold itself (nothing lets it) counts its own typed cost there.
    """
    known: dict[int, int] = {}

    def cost(id_: int, above: frozenset[int]) -> int:
        if id_ in known:
            return known[id_]
        inside = members.get(id_, ())
        if not inside or id_ in above:
            return own.get(id_, 0)
        found = sum(times(cost(one.item_id, above | {id_}), one.quantity) for one in inside)
        known[id_] = found
        return found

    return {id_: cost(id_, frozenset()) for id_ in own}


def _with_members(session: Session, rows: list[ItemRow]) -> list[ItemRow]:
    members = members_of_all(session)
    if not members:
        return rows
    costs = unit_costs(session)
    return [
        replace(row, members=tuple(members[row.id]), cost=costs[row.id])
        if row.id in members
        else row
        for row in rows
    ]


def tax_codes(session: Session) -> list[tuple[str, str]]:
    """The taxes an item may name, as (code, name); active ones only."""
    found = select(TaxCode.code, TaxCode.name).where(TaxCode.active).order_by(TaxCode.code)
    return [(code, name) for code, name in session.execute(found)]


def held_in(session: Session) -> dict[int, dict[int, int]]:
    """Which items one piece of each bundle holds and how many, bundles inside opened up."""
    members = members_of_all(session)

    def opened(id_: int, above: frozenset[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for one in members.get(id_, ()):
            if one.item_id in above:
                continue
            found[one.item_id] = found.get(one.item_id, 0) + one.quantity
            for inner, many in opened(one.item_id, above | {id_}).items():
                found[inner] = found.get(inner, 0) + times(many, one.quantity)
        return found

    return {id_: opened(id_, frozenset({id_})) for id_ in members}


def member_text(row: ItemRow) -> str:
    """What a bundle holds as it is typed: a code a line, with its count where it is not 1."""
    return "\n".join(
        one.code if one.quantity == QUANTITY else f"{one.code} {quantity(one.quantity)}"
        for one in row.members
    )


def read_members(session: Session, text: str) -> list[tuple[int, int]]:
    """Read what a bundle holds: a code a line, perhaps with a count; raises UserError."""
    ids = {
        code.upper(): id_ for code, id_ in session.execute(select(CatalogItem.code, CatalogItem.id))
    }
    found = []
    for line in filter(None, (" ".join(one.split()) for one in text.splitlines())):
        code, _, count = line.rpartition(" ")
        if line.upper() in ids:
            code, count = line, "1"
        if code.upper() not in ids:
            raise UserError(f"{line} is no code of the catalog.", "members")
        found.append((ids[code.upper()], parse_quantity(count, "members")))
    return found
