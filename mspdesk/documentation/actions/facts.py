"""Things people write down about a client, the same for every kind of fact.

Each is one step that can be undone, however many rows it touches.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...database.base import Record
from ...database.many import insert_many
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...rows import dataclass
from ..models.copies import SectionMark
from ..models.network import Address
from ..queries.checking import check_rows, finish, networks_of, next_free
from ..queries.pasting import fresh, preview_paste
from ..queries.tables import table_of, whole_row
from ..rules import checks
from ..rules.addresses import ip_of, narrowest, sort_of
from ..rules.chapters import chapter
from ..rules.faults import CellFault, CellFaults
from ..rules.pasting import Paste
from ..rules.section import Section
from ..rules.sections import section

Edit = tuple[int, int, Mapping[str, Any]]
"""A change of one row: its id, the version that was seen, and its new values by field."""

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came of a pasted table: the new ids, columns nobody knows, what is worth a word."""

    added: tuple[int, ...]
    unknown: tuple[str, ...]
    warnings: tuple[CellFault, ...]


@action("Add to documentation")
def add_fact(session: Session, client_id: int, key: str, values: Mapping[str, Any]) -> int:
    """Write down one fact of a client; answers its id. Raises CellFaults by field."""
    return add_rows(session, client_id, section(key), [values])[0]


@action("Add to documentation")
def add_facts(
    session: Session, client_id: int, key: str, rows: Sequence[Mapping[str, Any]]
) -> list[int]:
    """Write down several facts of a client; answers their ids. Raises CellFaults by row."""
    return add_rows(session, client_id, section(key), rows)


def add_rows(
    session: Session, client_id: int, wanted: Section, rows: Sequence[Mapping[str, Any]]
) -> list[int]:
    """As `add_facts`, inside an action that has a name of its own."""
    session.get_one(Client, client_id)
    whole: list[dict[str, Any]] = []
    changed: list[frozenset[str]] = []
    faults: list[CellFault] = []
    for n, values in enumerate(rows):
        whole.append(fresh(wanted, client_id) | _tidy(wanted, values, n, faults))
        changed.append(frozenset({wanted.name, *values}))
    finish(session, client_id, wanted, whole)
    found = check_rows(session, client_id, wanted, whole, changed)
    _refuse([*faults, *found.faults], len(rows))
    return _write(session, wanted, whole)


def _tidy(
    wanted: Section, values: Mapping[str, Any], row: int, faults: list[CellFault]
) -> dict[str, Any]:
    """Values as they are kept; what cannot be kept goes to the faults."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == wanted.gone:
            found[name] = value
            continue
        try:
            found[name] = checks.tidy(wanted.field(name), value)
        except UserError as error:
            faults.append(CellFault(row, name, error.text))
    return found


def _write(session: Session, wanted: Section, rows: Sequence[dict[str, Any]]) -> list[int]:
    for row in rows:
        _keep_gone(wanted, row)
    ids = insert_many(session, table_of(wanted), rows)
    if wanted.key == "network":
        _rehome(session, {row["client_id"] for row in rows})
    _tell(session, wanted, [str(row[wanted.name]) for row in rows], "added")
    return ids


def _keep_gone(wanted: Section, row: dict[str, Any]) -> None:
    """A retired device has the day on which it went, and one with such a day is retired."""
    if wanted.key != "device":
        return
    if row["retired_on"] is not None:
        row["status"] = "retired"
    elif row["status"] == "retired":
        row["retired_on"] = today()


def _refuse(faults: Sequence[CellFault], rows: int) -> None:
    if faults:
        first: dict[tuple[int, str], CellFault] = {}
        for one in faults:
            first.setdefault((one.row, one.field), one)
        raise CellFaults(sorted(first.values(), key=lambda one: one.row), rows=rows)


def _tell(session: Session, wanted: Section, names: Sequence[str], deed: str) -> None:
    if len(names) == 1:
        tell(session, f"{names[0] or wanted.one.capitalize()} {deed}")
    else:
        tell(session, f"{len(names):,} {wanted.title.lower()} {deed}")


@action("Change documentation")
def edit_facts(session: Session, key: str, edits: Sequence[Edit]) -> None:
    """Change rows of a section in one step; each edit names the version that was seen.

    Raises Conflict when somebody was first, CellFaults with the place in the list otherwise.
    """
    edit_rows(session, section(key), edits)


def edit_rows(session: Session, wanted: Section, edits: Sequence[Edit]) -> None:
    """As `edit_facts`, inside an action that has a name of its own."""
    edits = _one_each(edits)
    held = _load(session, wanted, [id_ for id_, _, _ in edits])
    rows: list[dict[str, Any]] = []
    changed: list[frozenset[str]] = []
    faults: list[CellFault] = []
    for n, (id_, version, values) in enumerate(edits):
        row = as_seen(session, table_of(wanted), id_, version)
        new = _tidy(wanted, values, n, faults)
        whole = whole_row(row)
        rows.append(whole | _follow(wanted, whole, new))
        changed.append(frozenset(new))
    for client_id in sorted({row["client_id"] for row in rows}):
        own = [n for n, row in enumerate(rows) if row["client_id"] == client_id]
        some = [rows[n] for n in own]
        finish(session, client_id, wanted, some)
        found = check_rows(session, client_id, wanted, some, [changed[n] for n in own])
        faults += [CellFault(own[one.row], one.field, one.text) for one in found.faults]
    _refuse(faults, len(edits))
    for new in rows:
        _set(held[new["id"]], new)
    if wanted.key == "network" and any("cidr" in fields for fields in changed):
        _rehome(session, {row["client_id"] for row in rows})
    _tell(session, wanted, [str(new[wanted.name]) for new in rows], "saved")


def _one_each(edits: Sequence[Edit]) -> list[Edit]:
    """Edits of the same row as one, the later ones over the earlier."""
    merged: dict[int, Edit] = {}
    for id_, version, values in edits:
        before = merged.get(id_)
        merged[id_] = (id_, version, {**before[2], **values} if before else values)
    return list(merged.values())


def _follow(wanted: Section, whole: Mapping[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What a change brings along: another network for another address, the day a device went."""
    if wanted.key == "address" and "ip" in new and "network_id" not in new:
        return new | {"network_id": None}
    if wanted.key == "device" and {"status", "retired_on"} & set(new):
        return new | _gone(whole, new)
    return new


def _gone(whole: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Status and last day of a device, of which one follows the other; the one said wins."""
    status = new.get("status", whole["status"])
    day = new.get("retired_on", whole["retired_on"])
    if status != whole["status"] or "retired_on" not in new:
        return {"status": status, "retired_on": (day or today()) if status == "retired" else None}
    if day is not None:
        return {"status": "retired", "retired_on": day}
    return {"status": "in_use" if status == "retired" else status, "retired_on": None}


def _rehome(session: Session, clients: Collection[int]) -> None:
    """Let addresses follow networks that came, went or changed: each lies in the narrowest."""
    session.flush()
    for client_id in sorted(clients):
        held = networks_of(session, client_id)
        ranges = {one.id: one.range for one in held}
        found = select(Address).where(Address.client_id == client_id, Address.gone_on.is_(None))
        for one in session.scalars(found):
            address = ip_of(one.ip)
            own = ranges.get(one.network_id or 0)
            if address is not None and (own is None or address not in own):
                home = narrowest(address, ranges.items())
                if home != one.network_id:
                    one.network_id = home


def _load(session: Session, wanted: Section, ids: Sequence[int]) -> dict[int, Record]:
    """Rows by id, read in a few goes; those that are no more are left out."""
    found: dict[int, Record] = {}
    for at in range(0, len(ids), _CHUNK):
        some = list(ids[at : at + _CHUNK])
        table = table_of(wanted)
        for row in session.scalars(select(table).where(table.id.in_(some))):
            found[row.id] = row
    return found


def _set(row: Record, values: Mapping[str, Any]) -> None:
    """Write what is different, so that the journal holds nothing else."""
    for name, value in values.items():
        if name not in ("id", "version") and getattr(row, name) != value:
            setattr(row, name, value)


@action("Paste into documentation")
def paste_facts(session: Session, client_id: int, key: str, paste: Paste) -> Pasted:
    """Write down a table somebody copied, all of it or, raising CellFaults, nothing."""
    wanted = section(key)
    session.get_one(Client, client_id)
    read = preview_paste(session, client_id, key, paste)
    if not read.rows:
        raise UserError("Below its first line the table is empty.")
    _refuse(read.faults, max(2, len(read.rows)))
    ids = _write(session, wanted, read.rows)
    return Pasted(tuple(ids), read.unknown, tuple(read.warnings))


@action("Duplicate in documentation")
def duplicate_facts(session: Session, key: str, ids: Sequence[int]) -> list[int]:
    """Write rows once more, to be changed into others; answers the new ids.

    What may stand only once is left empty: addresses, serial numbers, what came from a file.
    """
    wanted = section(key)
    held = _load(session, wanted, ids)
    rows = []
    for id_ in (id_ for id_ in ids if id_ in held):
        row = whole_row(held[id_])
        row |= {name: value for name, value in _ONCE.items() if name in row}
        row |= {"source": "", "source_id": "", "batch_id": None, wanted.gone: None}
        row |= _copied_name(wanted, row)
        del row["id"], row["version"]
        rows.append(row)
    _refuse_none(rows)
    if wanted.key == "address":
        _next_addresses(session, [held[id_] for id_ in ids if id_ in held], rows)
    return _write(session, wanted, rows)


_ONCE = {
    "ip": "",
    "cidr": "",
    "dhcp_from": "",
    "dhcp_to": "",
    "mac": "",
    "serial": "",
    "sort": "",
    "checked_on": None,
    "seen_on": None,
    "ports": "",
    "sealed": "",
    "changed_on": None,
    "credential_id": None,
}


def _next_addresses(
    session: Session, copied: Sequence[Record], rows: Sequence[dict[str, Any]]
) -> None:
    """Give each copy of an address the next free one of its network; raises UserError."""
    taken: set[str] = set()
    for one, row in zip(copied, rows, strict=True):
        values = whole_row(one)
        free = next_free(session, values["client_id"], values["network_id"], values["ip"], taken)
        if not free:
            raise UserError(f"There is no free address after {values['ip']}.", "ip")
        taken.add(free)
        row["ip"], row["sort"] = free, sort_of(free)


def _copied_name(wanted: Section, row: Mapping[str, Any]) -> dict[str, Any]:
    if wanted.name == "ip":
        return {}
    said = str(row[wanted.name])
    copied = f"{said[:190]} copy" if said else said
    status = {"status": "in_use"} if wanted.key == "device" else {}
    return {wanted.name: copied, **status}


def _refuse_none(rows: Sequence[object]) -> None:
    if not rows:
        raise UserError("Choose a row first.")


@action("Remove from documentation")
def remove_facts(session: Session, key: str, ids: Sequence[int]) -> None:
    """Take rows out of the documentation as of today; they stay in the books."""
    wanted = section(key)
    rows = _load(session, wanted, ids)
    _refuse_none(list(rows))
    for row in rows.values():
        away = {"status": "retired"} if wanted.key == "device" else {}
        _set(row, {wanted.gone: today(), **away})
    if wanted.key == "network":
        _rehome(session, {whole_row(row)["client_id"] for row in rows.values()})
    deed = "retired" if wanted.key == "device" else "removed"
    _tell(session, wanted, [str(getattr(row, wanted.name)) for row in rows.values()], deed)


@action("Bring back into documentation")
def bring_back_facts(session: Session, key: str, ids: Sequence[int]) -> None:
    """Put rows back that were taken away. Raises CellFaults where their place is taken."""
    wanted = section(key)
    rows = _load(session, wanted, ids)
    _refuse_none(list(rows))
    whole = []
    for row in rows.values():
        status = {"status": "in_use"} if wanted.key == "device" else {}
        whole.append(whole_row(row) | {wanted.gone: None} | status)
    changed = [frozenset({"ip", "cidr"})] * len(whole)
    for client_id in sorted({row["client_id"] for row in whole}):
        some = [row for row in whole if row["client_id"] == client_id]
        found = check_rows(session, client_id, wanted, some, changed[: len(some)])
        _refuse(found.faults, len(whole))
    for back in whole:
        _set(rows[back["id"]], back)
    if wanted.key == "network":
        _rehome(session, {back["client_id"] for back in whole})
    _tell(session, wanted, [str(back[wanted.name]) for back in whole], "brought back")


@action("Mark as checked")
def mark_checked(session: Session, key: str, ids: Sequence[int], on: date | None = None) -> None:
    """Say that somebody looked and that these rows are true."""
    wanted = section(key)
    rows = _load(session, wanted, ids)
    _refuse_none(list(rows))
    for row in rows.values():
        _set(row, {"checked_on": on or today()})
    _tell(session, wanted, [str(getattr(row, wanted.name)) for row in rows.values()], "checked")


@action("Check section")
def check_section(
    session: Session,
    client_id: int,
    key: str,
    *,
    none: bool = False,
    words: str = "",
    on: date | None = None,
) -> None:
    """Say of a whole section of the binder that it was gone through, or that there is nothing.

    `key` is a chapter's. With `none` the client has none of it, which counts as complete.
    """
    said = chapter(key)
    found = select(SectionMark).where(
        SectionMark.client_id == client_id, SectionMark.section == said.key
    )
    mark = session.scalars(found).one_or_none()
    if mark is None:
        mark = SectionMark(client_id=client_id, section=said.key, none=False, words="")
        session.add(mark)
    mark.none, mark.words = none, words.strip()
    mark.checked_on, mark.person_id = on or today(), acting(session)
    tell(session, f"{said.title}: nothing here" if none else f"{said.title} checked")
