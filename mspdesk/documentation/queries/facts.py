"""Questions about the facts written down of a client, the same for every kind of fact."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import String, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact, Site
from ...clients.rules import full_name
from ...database.holding import holds
from ...database.pages import ids_from
from ...money import Currency
from ...rows import dataclass
from ...shop.queries import shop
from ...vendors.models import Vendor
from ..rules.cells import show_cell
from ..rules.section import Section
from ..rules.sections import section
from .tables import column, rows_of, there

PAGE = 2_000
"""As many rows as a list takes without being asked for more."""

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of a section: what it says by field, as it is kept and as it is shown.

    `gone` marks one that was taken away.
    """

    id: int
    version: int
    values: Mapping[str, Any]
    words: Mapping[str, str]
    gone: bool = False


def fact_count(session: Session, client_id: int, key: str, *, gone: bool = False) -> int:
    """How many rows a client has in a section."""
    wanted = section(key)
    found = select(func.count()).select_from(rows_of(wanted)).where(*_of(wanted, client_id, gone))
    return session.scalar(found) or 0


def _of(wanted: Section, client_id: int, gone: bool) -> list[Any]:
    kept = [column(wanted, "client_id") == client_id]
    return kept if gone else [*kept, there(wanted)]


def fact_ids(
    session: Session,
    client_id: int,
    key: str,
    *,
    gone: bool = False,
    find: str = "",
    only: Mapping[str, Any] | None = None,
    sort: str = "",
    descending: bool = False,
    skip: int = 0,
    limit: int = PAGE,
) -> list[int]:
    """The ids of a client's rows in a section, in their own order or by a field.

    `find` keeps those that hold these words, `only` those whose columns say so; `skip` and `limit`
    page through.
    """
    wanted = section(key)
    table = rows_of(wanted)
    kept = [*_of(wanted, client_id, gone), *_holding(wanted, find)]
    kept += [column(wanted, name) == value for name, value in (only or {}).items()]
    found = select(column(wanted, "id")).where(*kept)

    def count() -> int:
        return session.scalar(select(func.count()).select_from(table).where(*kept)) or 0

    return ids_from(
        session,
        found,
        _order(wanted, sort),
        descending=descending,
        skip=skip,
        limit=limit,
        count=count,
    )


def _holding(wanted: Section, find: str) -> list[Any]:
    text = find.strip()
    if not text:
        return []
    return [or_(*(holds(column(wanted, name), text) for name in wanted.search))]


def _order(wanted: Section, sort: str) -> list[Any]:
    """The columns a list is sorted by, ending in the id; text in any case, addresses as such."""
    names: Sequence[str] = wanted.order
    if sort and sort not in (wanted.name, *wanted.order):
        names = (sort,)
    if sort and sort == wanted.name and "sort" in wanted.order:
        names = wanted.order
    return [*(_sorted(wanted, name) for name in names), column(wanted, "id")]


def _sorted(wanted: Section, name: str) -> Any:
    found = column(wanted, name)
    plain = name == "sort" or not isinstance(found.type, String)
    return found if plain else func.lower(found)


def fact_rows(session: Session, key: str, ids: Sequence[int]) -> list[FactRow]:
    """Rows by id, in the order asked for; ids that are no more are left out."""
    wanted = section(key)
    names = [kept.name for kept in wanted.fields]
    columns = [column(wanted, name) for name in ("id", "version", wanted.gone, *names)]
    raw: dict[int, Any] = {}
    for at in range(0, len(ids), _CHUNK):
        some = list(ids[at : at + _CHUNK])
        for row in session.execute(select(*columns).where(columns[0].in_(some))):
            raw[row[0]] = row
    found = [raw[id_] for id_ in ids if id_ in raw]
    values = [dict(zip(names, row[3:], strict=True)) for row in found]
    called = names_of(session, wanted, values)
    money = _money(session, wanted)
    return [
        FactRow(
            row[0],
            row[1],
            kept,
            {one.name: show_cell(one, kept[one.name], called, money) for one in wanted.fields},
            row[2] is not None,
        )
        for row, kept in zip(found, values, strict=True)
    ]


def _money(session: Session, wanted: Section) -> Currency:
    asked = any(kept.kind == "money" for kept in wanted.fields)
    return shop(session).money if asked else Currency("USD")


def facts(
    session: Session, client_id: int, key: str, *, gone: bool = False, limit: int = PAGE
) -> list[FactRow]:
    """A client's rows of a section in their own order; with `gone` those taken away too."""
    return fact_rows(session, key, fact_ids(session, client_id, key, gone=gone, limit=limit))


def names_of(
    session: Session, wanted: Section, rows: Iterable[Mapping[str, Any]]
) -> dict[str, dict[int, str]]:
    """What the records are called that some rows point to, by kind and id."""
    asked: dict[str, set[int]] = {}
    refs = [kept for kept in wanted.fields if kept.kind == "ref"]
    for row in rows if refs else ():
        for kept in refs:
            if row[kept.name]:
                asked.setdefault(kept.ref, set()).add(row[kept.name])
    return {ref: _called(session, ref, ids) for ref, ids in asked.items()}


def _called(session: Session, ref: str, ids: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    listed = sorted(ids)
    for at in range(0, len(listed), _CHUNK):
        id_, columns, _ = _naming(ref)
        asked = select(id_, *columns).where(id_.in_(listed[at : at + _CHUNK]))
        found |= {row[0]: _name(ref, row[1:]) for row in session.execute(asked)}
    return found


def _naming(ref: str) -> tuple[Any, tuple[Any, ...], Any]:
    """The id, the columns of the name and the client of a kind of record, the last or None."""
    if ref == "site":
        return Site.id, (Site.name,), Site.client_id
    if ref == "contact":
        return Contact.id, (Contact.first_name, Contact.last_name), Contact.client_id
    if ref == "vendor":
        return Vendor.id, (Vendor.name,), None
    wanted = section(ref)
    return column(wanted, "id"), (column(wanted, wanted.name),), column(wanted, "client_id")


def _name(ref: str, parts: Sequence[str]) -> str:
    return full_name(*parts) if ref == "contact" else parts[0]


def choices_of(session: Session, client_id: int, ref: str) -> list[tuple[int, str]]:
    """What a field that points to this kind of record can be of a client, by name."""
    id_, columns, owner = _naming(ref)
    found = select(id_, *columns).order_by(*(func.lower(one) for one in columns), id_)
    if owner is not None:
        found = found.where(owner == client_id)
    if ref == "contact":
        found = found.where(Contact.active)
    elif ref == "vendor":
        found = found.where(Vendor.active)
    elif ref != "site":
        found = found.where(there(section(ref)))
    return [(row[0], _name(ref, row[1:])) for row in session.execute(found)]


def client_name(session: Session, client_id: int) -> str:
    """What a client is called; empty where there is none."""
    return session.scalar(select(Client.name).where(Client.id == client_id)) or ""
