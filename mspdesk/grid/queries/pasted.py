"""A vendor's list that was pasted, matched with clients, services and vendors before it is kept."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...catalog.models import CatalogItem
from ...clients.models import Client
from ...errors import UserError
from ...exchange.numbers_in import read_money
from ...money import Currency, parse_quantity
from ...rows import dataclass
from ...shop.queries import shop
from ...vendors.models import Vendor
from ..rules import PastedLine, read_pasted


@dataclass(frozen=True, slots=True)
class Bought:
    """A line that can be kept: for whom, what, how many, for how much each."""

    client_id: int | None
    item_id: int
    quantity: int
    unit_cost: int
    vendor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """A pasted line with what it was found to mean, or what is wrong with it."""

    typed: PastedLine
    wrong: str = ""
    bought: Bought | None = None

    @property
    def id(self) -> int:
        """The line it stands on."""
        return self.typed.line


def match_pasted(session: Session, text: str) -> list[Matched]:
    """Read a pasted table and find what it names; each line says what is wrong with it.

    A cost left out is the catalog's. Raises UserError naming `pasted` where nothing can be read.
    """
    lines = read_pasted(text)
    known = _Known(session)
    return [_matched(known, line) for line in lines]


class _Known:
    """Names of clients, services and vendors, asked once."""

    def __init__(self, session: Session) -> None:
        self.money: Currency = shop(session).money
        self.clients = _by_name(session, Client.id, Client.name, Client.number)
        self.items = _by_name(session, CatalogItem.id, CatalogItem.name, CatalogItem.code)
        self.vendors = _by_name(session, Vendor.id, Vendor.name, Vendor.number)
        self.costs = dict(session.execute(select(CatalogItem.id, CatalogItem.cost)).all())


def _by_name(session: Session, id_: object, name: object, code: object) -> dict[str, list[int]]:
    """Ids by name and by code, in small letters."""
    found: dict[str, list[int]] = {}
    for row_id, *words in session.execute(
        select(id_, func.lower(name), func.lower(code))  # type: ignore[call-overload] # columns
    ):
        for one in {str(word) for word in words if word}:
            found.setdefault(one, []).append(int(row_id))
    return found


def _matched(known: _Known, line: PastedLine) -> Matched:
    try:
        return Matched(line, bought=_bought(known, line))
    except UserError as error:
        return Matched(line, wrong=error.text)


def _bought(known: _Known, line: PastedLine) -> Bought:
    item_id = _one(known.items, line.service, "service", "the catalog")
    if item_id is None:
        raise UserError("Say which service it is.")
    client_id = _one(known.clients, line.client, "client", "your clients")
    vendor_id = _one(known.vendors, line.vendor, "vendor", "your vendors")
    quantity = parse_quantity(line.count) if line.count else None
    if quantity is None or quantity < 0:
        raise UserError("Type how many, 0 or more.")
    cost = read_money(line.cost, known.money) if line.cost else known.costs[item_id]
    if cost is None or cost < 0:
        raise UserError("Type what one costs, 0 or more.")
    return Bought(client_id, item_id, quantity, cost, vendor_id)


def _one(known: Mapping[str, list[int]], typed: str, what: str, where: str) -> int | None:
    """The one that is meant; None when nothing was typed. Raises UserError for none or several."""
    if not typed:
        return None
    wanted = typed.lower()
    found = known.get(wanted) or sorted(
        {id_ for name, ids in known.items() if name.startswith(wanted) for id_ in ids}
    )
    if not found:
        raise UserError(f"{typed} is not in {where}.")
    if len(found) > 1:
        raise UserError(f"{typed} is the name of more than one {what}. Write more of it.")
    return found[0]
