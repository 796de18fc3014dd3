"""Looking what is at a client: from a scan, from somebody's list, or by running nmap here.

Each answers an `Inventory` to choose from; nothing is written down before somebody chose.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ...database.store import Store
from ...dates import now, today
from ...errors import UserError
from ...exchange.incoming import InTable, cannot_open
from ...exchange.nmap import Scan, ScannedHost, looks_like_nmap, read_nmap
from ...exchange.reading import open_table
from ...exchange.text import header_key
from ...exchange.values import DateOrder
from ...progress import Progress
from ..queries.facts import client_name
from ..queries.inventory import Inventory, inventory
from ..queries.pasting import reading_of
from ..rules.cells import Reading, read_cell
from ..rules.found import FIELDS, Sighting, kind_by_words, kind_of, name_of
from ..rules.of_devices import DEVICE
from ..rules.pasting import match_header

_HEAD = 2_048
_LEAST = 2
"""Columns that must mean something before a list is taken for one of devices."""

_OF_CLIENT = {"client", "clientname", "customer", "customername", "company", "organization"}


def look_at_file(
    store: Store,
    progress: Progress,
    client_id: int,
    path: Path,
    order: DateOrder | None = None,
    site_id: int | None = None,
) -> Inventory:
    """Look into a scan of nmap, a CSV file or a workbook, told apart by what is in it.

    `order` says which comes first in dates that read two ways, the shop's without it; `site_id`
    where all of it stands. Raises UserError in one sentence whatever is wrong with the file.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise cannot_open(path, error) from error
    if looks_like_nmap(head) or head.lstrip().startswith(b"<"):
        return look_at_scan(store, progress, client_id, path, site_id)
    return look_at_list(store, progress, client_id, path, order, site_id)


def look_at_scan(
    store: Store, progress: Progress, client_id: int, path: Path, site_id: int | None = None
) -> Inventory:
    """Look at what nmap saw and hold it against what is written down."""
    return found_by(store, client_id, read_nmap(path, progress), site_id)


def found_by(store: Store, client_id: int, scan: Scan, site_id: int | None = None) -> Inventory:
    """Hold a scan against what is written down; only hosts that answered are in it."""
    seen_on = min(scan.at, now()).date() if scan.at else today()
    at = {"site_id": site_id} if site_id is not None else {}
    sightings = [_host(n, host, seen_on, at) for n, host in enumerate(scan.hosts)]
    notices = list(scan.notices)
    if scan.silent:
        some = "1 address" if scan.silent == 1 else f"{scan.silent:,} addresses"
        notices.append(f"Without an answer and left out: {some}.")
    if not sightings:
        raise UserError(f"No host answered in {scan.name}. Scan a network that is reachable.")

    def ask(session: Session) -> Inventory:
        return inventory(session, client_id, scan.name, seen_on, sightings, notices=notices)

    return store.ask(ask)


def _guess(values: Mapping[str, Any]) -> str:
    """What a row of a list most likely is that does not say so."""
    make, model, name = (str(values.get(each) or "") for each in ("make", "model", "name"))
    return kind_by_words(make, model, name)


def _host(row: int, host: ScannedHost, seen_on: date, at: Mapping[str, Any]) -> Sighting:
    seen = kind_of(host.kinds, host.os, host.ports)
    values = {
        **at,
        "name": name_of(host.names, host.maker, host.ip),
        "kind": seen if seen != "other" else kind_by_words(host.maker, host.os, *host.names),
        "make": host.maker,
        "ip": host.ip,
        "mac": host.mac,
        "os": host.os,
        "ports": "\n".join(host.ports),
        "seen_on": seen_on,
    }
    guessed = {"name"} if not host.names else set()
    guessed |= {"kind"} if seen == "other" else set()
    return Sighting(row, values, guessed=frozenset(guessed))


# --- lists ----------------------------------------------------------------------------------------


def look_at_list(
    store: Store,
    progress: Progress,
    client_id: int,
    path: Path,
    order: DateOrder | None = None,
    site_id: int | None = None,
) -> Inventory:
    """Look at an inventory somebody else's program wrote, as CSV or a workbook."""
    table = open_table(path, progress)
    fields = match_header(DEVICE, table.headers)
    if sum(name is not None for name in fields) < _LEAST or "name" not in fields:
        raise UserError(
            f"{table.name} has no columns of devices. Name them in its first line: Name, Serial, "
            "IP address."
        )
    reading, named = store.ask(_reading, client_id, order)
    look = _Look(table, fields, reading, named)
    sightings = look.read(progress, site_id)

    def ask(session: Session) -> Inventory:
        return inventory(
            session,
            client_id,
            table.name,
            today(),
            sightings,
            skipped=look.skipped,
            notices=look.notices,
        )

    return store.ask(ask)


def _reading(session: Session, client_id: int, order: DateOrder | None) -> tuple[Reading, str]:
    usual = reading_of(session, client_id, DEVICE)
    reading = Reading(usual.names, usual.currency, order or usual.order)
    return reading, client_name(session, client_id)


class _Look:
    """Reads the rows of a list of devices, and remembers those that cannot be read."""

    def __init__(
        self, table: InTable, fields: list[str | None], reading: Reading, client: str
    ) -> None:
        self._table, self._reading, self._client = table, reading, client
        self._fields = {
            header: name
            for header, name in zip(table.headers, fields, strict=True)
            if name in FIELDS
        }
        self._owner = next((one for one in table.headers if header_key(one) in _OF_CLIENT), None)
        self.skipped: list[tuple[int, str]] = []
        self.notices = list(table.notices)
        known = {header for header, name in self._fields.items() if name}
        left = [one for one in table.headers if one not in known and one != self._owner]
        if left:
            self.notices.append(f"Columns left out: {', '.join(left)}.")

    def read(self, progress: Progress, site_id: int | None) -> list[Sighting]:
        """Every row of this client that can be read; those that name no site are at this one."""
        found, others = [], 0
        for row in self._table.rows(progress):
            whose = row.cells[self._owner].strip() if self._owner else ""
            if whose and whose.casefold() != self._client.casefold():
                others += 1
                continue
            try:
                values = self._values(row.cells)
            except UserError as error:
                self.skipped.append((row.line, error.text))
                continue
            if site_id is not None:
                values.setdefault("site_id", site_id)
            guessed = frozenset() if "kind" in values else frozenset({"kind"})
            values.setdefault("kind", _guess(values))
            found.append(Sighting(row.line, values, named=True, guessed=guessed))
        if others:
            some = "1 row" if others == 1 else f"{others:,} rows"
            self.notices.append(f"Of other clients and left out: {some}.")
        return found

    def _values(self, cells: Mapping[str, str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for header, name in self._fields.items():
            kept = DEVICE.field(name or "")
            if not cells[header].strip():
                continue
            if kept.kind == "ref":
                values |= self._named(kept.name, cells[header])
                continue
            values[kept.name] = read_cell(kept, cells[header], self._reading)
        if not values.get("name"):
            raise UserError("The row has no name.")
        return values

    def _named(self, name: str, cell: str) -> dict[str, Any]:
        """A site by its name; one that nobody wrote down yet is no reason to leave a device out."""
        try:
            return {name: read_cell(DEVICE.field(name), cell, self._reading)}
        except UserError:
            words = f"Nothing is called {cell.strip()[:40]} yet; it is left out."
            if words not in self.notices:
                self.notices.append(words)
            return {}
