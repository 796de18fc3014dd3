"""What the books say to rows before they are kept: addresses that are taken, names of others (B1).

Works on many rows at once, so that a table that was pasted asks as often as a single row does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...dates import today
from ...rows import dataclass
from ..models.network import Address, Network
from ..rules import checks
from ..rules.addresses import Ip, Range, ip_of, narrowest, range_of, sort_of
from ..rules.faults import CellFault
from ..rules.section import Section
from .facts import choices_of
from .tables import column, there

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Held:
    """A network of a client as addresses are compared with it; `pool` is what DHCP hands out."""

    id: int
    range: Range
    site_id: int | None
    pool: tuple[Ip, Ip] | None


@dataclass(slots=True)
class Checked:
    """What came of a look at rows: what stops them, and what is only worth a word."""

    faults: list[CellFault] = field(default_factory=list)
    warnings: list[CellFault] = field(default_factory=list)


def networks_of(session: Session, client_id: int) -> list[Held]:
    """A client's networks as addresses are compared with them."""
    columns = (Network.id, Network.cidr, Network.site_id, Network.dhcp_from, Network.dhcp_to)
    found = select(*columns).where(Network.client_id == client_id, Network.gone_on.is_(None))
    held = []
    for id_, cidr, site_id, first, last in session.execute(found):
        known = range_of(cidr)
        if known is not None:
            start, end = ip_of(first), ip_of(last)
            pool = (start, end) if start is not None and end is not None else None
            held.append(Held(id_, known, site_id, pool))
    return held


def finish(
    session: Session, client_id: int, section: Section, rows: Sequence[dict[str, Any]]
) -> None:
    """Work out what a row says of itself: its place in order, and the network it lies in."""
    for row in rows:
        if "sort" in section.order:
            row["sort"] = sort_of(row.get("ip") or row.get("cidr") or "")
        if section.key == "device" and row.get("lessor") and row.get("owner") == "client":
            row["owner"] = "lessor"
    if section.key != "address":
        return
    ranges = [(held.id, held.range) for held in networks_of(session, client_id)]
    for row in rows:
        address = ip_of(row["ip"])
        if row.get("network_id") is None and address is not None:
            row["network_id"] = narrowest(address, ranges)


def check_rows(
    session: Session,
    client_id: int,
    section: Section,
    rows: Sequence[Mapping[str, Any]],
    changed: Sequence[frozenset[str]],
) -> Checked:
    """Look at whole rows; `changed` are the fields of each that are new. Rows may carry their id.

    What touches none of those fields is left alone, so that an old row can be mended bit by bit.
    """
    found = Checked()
    day = today()
    for n, (row, fields) in enumerate(zip(rows, changed, strict=True)):
        found.faults += [CellFault(n, *one) for one in checks.faults(section, row, fields)]
        found.warnings += [CellFault(n, *one) for one in checks.warnings(section, row, day)]
    found.faults += _strangers(session, client_id, section, rows, changed)
    if section.key in ("device", "address", "network", "printer"):
        _addresses(session, client_id, section, rows, changed, found)
    found.faults.sort(key=lambda one: one.row)
    return found


def _strangers(
    session: Session,
    client_id: int,
    section: Section,
    rows: Sequence[Mapping[str, Any]],
    changed: Sequence[frozenset[str]],
) -> Iterator[CellFault]:
    """Records pointed to that are not this client's."""
    for kept in (one for one in section.fields if one.kind == "ref"):
        asked = [n for n, row in enumerate(rows) if kept.name in changed[n] and row.get(kept.name)]
        if asked:
            known = {id_ for id_, _ in choices_of(session, client_id, kept.ref)}
            for n in asked:
                if rows[n][kept.name] not in known:
                    yield CellFault(n, kept.name, f"Choose {kept.label.lower()} from the list.")


def _addresses(
    session: Session,
    client_id: int,
    section: Section,
    rows: Sequence[Mapping[str, Any]],
    changed: Sequence[frozenset[str]],
    found: Checked,
) -> None:
    networks = networks_of(session, client_id)
    if section.key == "network":
        _twice(session, client_id, section, rows, changed, found, "cidr")
        return
    asked = [n for n, row in enumerate(rows) if row.get("ip")]
    for n in asked:
        _inside(rows[n], networks, n, changed[n], found)
    if section.key != "printer":
        _twice(session, client_id, section, rows, changed, found, "ip", networks)


def _inside(
    row: Mapping[str, Any],
    networks: Sequence[Held],
    n: int,
    changed: frozenset[str],
    found: Checked,
) -> None:
    """An address lies in its network; one that lies in none the client has is worth a word."""
    address = ip_of(row["ip"])
    if address is None:
        if "ip" in changed:
            found.faults.append(CellFault(n, "ip", "Type an IP address like 192.168.1.20."))
        return
    own = next((held for held in networks if held.id == row.get("network_id")), None)
    if own is not None and address not in own.range and changed & {"ip", "network_id"}:
        found.faults.append(CellFault(n, "ip", f"{address} is not in {own.range}."))
    elif networks and not any(address in held.range for held in networks):
        words = f"{address} is in none of this client's networks."
        found.warnings.append(CellFault(n, "ip", words))


def _twice(
    session: Session,
    client_id: int,
    section: Section,
    rows: Sequence[Mapping[str, Any]],
    changed: Sequence[frozenset[str]],
    found: Checked,
    name: str,
    networks: Sequence[Held] = (),
) -> None:
    """What may stand once in a place: an address in its network, a network at its site."""
    touched = {name, "site_id", "network_id", "status", "retired_on"}
    own = {row.get("id") for row in rows if row.get("id")}
    standing = _taken(session, client_id, section, rows, name, own)
    for n, row in enumerate(rows):
        value = row.get(name)
        if not value or row.get(section.gone) or row.get("status") == "retired":
            continue
        here = _where(section, row)
        clash = next((said for place, said in standing.get(value, ()) if _meet(place, here)), None)
        if clash is not None and changed[n] & touched:
            words = f"{value} is taken by {clash}."
            hands_out = section.key == "device" and _handed_out(value, networks)
            (found.warnings if hands_out else found.faults).append(CellFault(n, name, words))
        standing.setdefault(value, []).append((here, row.get("name") or "another row"))


def _where(section: Section, row: Mapping[str, Any]) -> int | None:
    """The place in which a value may stand once: the network of an address, else the site."""
    return row.get("network_id") if section.key == "address" else row.get("site_id")


def _meet(one: int | None, other: int | None) -> bool:
    """Whether two places are the same; nowhere said is everywhere."""
    return one is None or other is None or one == other


def _handed_out(value: str, networks: Sequence[Held]) -> bool:
    """Whether DHCP hands an address out, so that two devices may have had it in turn."""
    address = ip_of(value)
    return address is not None and any(
        held.pool is not None
        and held.pool[0].version == address.version == held.pool[1].version
        and int(held.pool[0]) <= int(address) <= int(held.pool[1])
        for held in networks
    )


def _taken(
    session: Session,
    client_id: int,
    section: Section,
    rows: Sequence[Mapping[str, Any]],
    name: str,
    own: set[Any],
) -> dict[str, list[tuple[int | None, str]]]:
    """Where each value stands already, and what stands there, without the rows looked at."""
    found: dict[str, list[tuple[int | None, str]]] = {}
    by_sort = section.key == "address"
    key = column(section, "sort" if by_sort else name)
    wanted = sorted({sort_of(row[name]) if by_sort else row[name] for row in rows if row.get(name)})
    place = column(section, "network_id" if by_sort else "site_id")
    columns = [column(section, one) for one in ("id", name, "name")]
    for at in range(0, len(wanted), _CHUNK):
        asked = select(*columns, place).where(
            column(section, "client_id") == client_id,
            there(section),
            key.in_(wanted[at : at + _CHUNK]),
        )
        for row in session.execute(asked):
            if row[0] not in own:
                found.setdefault(row[1], []).append((row[3], row[2] or "another row"))
    return found


MOST_TRIED = 1_024
"""As many addresses as are looked at for a free one."""


def next_free(
    session: Session, client_id: int, network_id: int | None, ip: str, but: set[str]
) -> str:
    """The next address after one that nobody of the client has, within its network; else empty."""
    address = ip_of(ip)
    own = next((one for one in networks_of(session, client_id) if one.id == network_id), None)
    if address is None:
        return ""
    tried = []
    for ahead in range(1, MOST_TRIED):
        try:
            one = address + ahead
        except ValueError:
            break
        if own is not None and (one not in own.range or one == own.range.broadcast_address):
            break
        tried.append(str(one))
    taken = set(but)
    for at in range(0, len(tried), _CHUNK):
        keys = [sort_of(one) for one in tried[at : at + _CHUNK]]
        asked = select(Address.ip).where(
            Address.client_id == client_id, Address.sort.in_(keys), Address.gone_on.is_(None)
        )
        taken |= set(session.scalars(asked))
    return next((one for one in tried if one not in taken), "")
