"""What changed in a client's documentation since a moment, told from the journal.

A binder is stale once there is anything (B1). What was done and taken back again since does not
count. As much is read as was done since, not as much as there is.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    TableClause,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact, Site
from ...database.base import Record
from ...database.tables import Change as Kept
from ...database.tables import Step
from ...people.models import Person
from ...rows import dataclass
from ...shop.models import Shop
from ...vendors.models import Vendor, VendorAccount
from ..models.backup import RestoreTest
from ..models.network import MapLink, MapNode, MapSheet
from ..rules.sections import SECTIONS
from .tables import rows_of

MOST_STEPS = 2_000
"""As many steps are told one by one, newest first."""

_CHUNK = 500
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose rows belong to a client: its words, the column that names a row.

    `own` is the column that says whose it is; `gone` the one that takes a row away, if there is
    one. Where `own` names a row of another table, `owner` is that table, and its `client_id` says
    whose that is. A row that many clients have in common is each one's that `users` name: it finds
    ids of rows beside ids of clients. Of `fields` alone a change counts, of all without any.
    """

    table: Table | TableClause
    title: str
    name: str
    own: str = "client_id"
    gone: str = ""
    labels: Mapping[str, str] | None = None
    owner: Table | TableClause | None = None
    users: Callable[[], Select[Any]] | None = None
    fields: tuple[str, ...] = ()

    def rows(self) -> Select[Any]:
        """The rows of the table that belong to somebody: each id beside its client's."""
        if self.users is not None:
            return self.users()
        if self.owner is None:
            return select(self.table.c.id, self.table.c[self.own].label("client_id"))
        held = self.owner.c.id == self.table.c[self.own]
        return select(self.table.c.id, self.owner.c.client_id).join(self.owner, held)

    def counts(self) -> ColumnElement[bool]:
        """Whether a change of a row says anything of the fields that matter."""
        said = (Kept.after.contains(f'"{one}":') for one in self.fields)
        return or_(false(), *said) if self.fields else true()


VENDOR = ("name", "phone", "support_phone", "support_hours", "email", "portal", "address")
"""What a client's papers say of a vendor of theirs."""

LETTERHEAD = (
    "name",
    "address",
    "city",
    "region",
    "postal_code",
    "phone",
    "after_hours_phone",
    "email",
    "website",
)
"""What every paper says of us."""


def _with_account() -> Select[Any]:
    """Vendors beside the clients who have an account there."""
    accounts = _table(VendorAccount)
    return select(accounts.c.vendor_id.label("id"), accounts.c.client_id).distinct()


def _with_us() -> Select[Any]:
    """Our own record beside every client."""
    ours, theirs = _table(Shop), _table(Client)
    found = select(ours.c.id, theirs.c.id.label("client_id"))
    return found.join(theirs, theirs.c.internal.is_(False))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing somebody did to a client's documentation; `at` is UTC, as the journal has it."""

    at: datetime
    who: str
    section: str
    what: str
    step_id: int
    table: str


def watched() -> tuple[Watched, ...]:
    """Every table of documentation, and those of clients and vendors that binders print."""
    own = [
        Watched(
            rows_of(one),
            one.title,
            one.name,
            gone=one.gone,
            labels={kept.name: kept.label for kept in one.fields},
        )
        for one in SECTIONS
    ]
    return (
        *own,
        Watched(_table(Client), "Client", "name", own="id"),
        Watched(_table(Site), "Sites", "name"),
        Watched(_table(Contact), "Contacts", "last_name"),
        Watched(_table(VendorAccount), "Vendor accounts", "what"),
        Watched(_table(Vendor), "Vendors", "name", users=_with_account, fields=VENDOR),
        Watched(_table(Shop), "Our letterhead", "name", users=_with_us, fields=LETTERHEAD),
        Watched(_table(RestoreTest), "Restore tests", "item"),
        Watched(_table(MapSheet), "Network map", "id"),
        Watched(_table(MapNode), "Network map", "label"),
        Watched(_table(MapLink), "Network map", "label"),
    )


def _table(model: type[Record]) -> Table:
    return cast("Table", model.__table__)


def changes_since(
    session: Session,
    client_id: int,
    at: datetime,
    limit: int = 200,
    also: Sequence[Watched] = (),
) -> list[Change]:
    """What was done to a client's documentation after a moment (UTC), newest first.

    `also` are tables of areas above. One line a step and section.
    """
    return changes_of_all(session, [client_id], at, limit, also).get(client_id, [])


def changes_of_all(
    session: Session,
    client_ids: Iterable[int],
    at: datetime,
    limit: int = 200,
    also: Sequence[Watched] = (),
) -> dict[int, list[Change]]:
    """The same for some clients at once, `limit` of each; who has none is left out.

    The steps are read once, and a client is looked at in the tables that moved of its rows.
    """
    looked_at = {one.table.name: one for one in (*watched(), *also)}
    steps = _steps(session, at, looked_at)
    if not steps:
        return {}
    found: dict[int, list[tuple[int, Watched, str]]] = {id_: [] for id_ in client_ids}
    gone: dict[str, set[int]] = {}
    for name, client_id, _ in _taken(session, looked_at, sorted(steps)):
        gone.setdefault(name, set()).add(client_id)
    for one in looked_at.values():
        moved = [id_ for id_, step in steps.items() if f",{one.table.name}," in f",{step.tables},"]
        if not moved:
            continue
        touched = _owners(session, one, moved) | gone.get(one.table.name, set())
        for client_id in touched & found.keys():
            told = _in_table(session, one, client_id, moved)
            found[client_id] += [(id_, one, what) for id_, what in told]
        brought = _in_batches(session, one, list(found), [steps[id_] for id_ in moved])
        for client_id, id_, what in brought:
            found[client_id].append((id_, one, what))
    people = _people(session, {step.person_id for step in steps.values()})

    def change(id_: int, one: Watched, what: str) -> Change:
        who = people.get(steps[id_].person_id, "")
        return Change(steps[id_].at, who, one.title, what, id_, one.table.name)

    for told_of in found.values():
        told_of.sort(key=lambda each: (-each[0], each[1].title))
    return {id_: [change(*each) for each in some[:limit]] for id_, some in found.items() if some}


def clients_changed(
    session: Session, at: datetime, also: Sequence[Watched] = ()
) -> dict[int, datetime]:
    """The clients whose documentation somebody touched after a moment, and when last; UTC.

    `also` are tables of areas above. Every step since then counts, however many there are.
    """
    looked_at = {one.table.name: one for one in (*watched(), *also)}
    steps = _moves(session, at, set(looked_at))
    found: dict[int, datetime] = {}
    touched = [
        each
        for name, one in looked_at.items()
        if (moved := {id_: step for id_, step in steps.items() if name in step.tables})
        for each in _whose(session, one, moved)
    ]
    taken = [(whose, steps[id_].at) for _, whose, id_ in _taken(session, looked_at, sorted(steps))]
    for client_id, last in (*touched, *taken):
        found[client_id] = max(last, found.get(client_id, last))
    return found


@dataclass(frozen=True, slots=True)
class _Move:
    """When a step was done (UTC), what it moved, what it brought in or took back."""

    at: datetime
    tables: frozenset[str]
    undoes: int | None
    batch_id: int | None


def _moves(session: Session, at: datetime, names: set[str]) -> dict[int, _Move]:
    """Steps after a moment that moved one of these tables, without those taken back since.

    Most of what a shop does moves none of them: the few different lists of tables that steps carry
    are read first, and only steps with one that matters are fetched.
    """
    lists = session.scalars(select(Step.tables).where(Step.at > at).distinct())
    known = {words: frozenset(words.split(",")) for words in lists}
    wanted = [words for words, tables in known.items() if tables & names]
    newest = (
        select(Step.id, Step.at, Step.tables, Step.undoes, Step.batch_id)
        .where(Step.at > at, Step.tables.in_(wanted))
        .order_by(Step.id.desc())
    )
    found = {
        id_: _Move(when, known[tables], undoes, batch_id)
        for id_, when, tables, undoes, batch_id in (session.execute(newest) if wanted else ())
    }
    for id_ in list(found):
        undone = found[id_].undoes if id_ in found else None
        if undone in found:
            del found[id_], found[undone]
    return found


def _whose(
    session: Session, one: Watched, moved: Mapping[int, _Move]
) -> Iterator[tuple[int, datetime]]:
    """The clients whose rows of a table were touched by some steps, and when; some twice."""
    ids = sorted(moved)
    asked = _touched(one.table, one.own, one.owner, one.users, one.fields)
    for start in range(0, len(ids), _CHUNK):
        for client_id, step_id in session.execute(asked, {"ids": ids[start : start + _CHUNK]}):
            yield client_id, moved[step_id].at
    batches = {step.batch_id: step.at for step in moved.values() if step.batch_id}
    if batches and "batch_id" in one.table.c:
        rows = one.rows().subquery()
        brought = (
            select(rows.c.client_id, one.table.c.batch_id)
            .join(rows, rows.c.id == one.table.c.id)
            .where(one.table.c.batch_id.in_(list(batches)))
        )
        for client_id, batch_id in session.execute(brought.distinct()):
            yield client_id, batches[batch_id]


@cache
def _touched(
    table: Table | TableClause,
    own: str,
    owner: Table | TableClause | None,
    users: Callable[[], Select[Any]] | None,
    fields: tuple[str, ...],
) -> Select[Any]:
    """Whose rows of a table some steps (`ids`) touched, and the newest; put together once."""
    one = Watched(table, "", "", own, owner=owner, users=users, fields=fields)
    rows = one.rows().subquery()
    steps: BindParameter[int] = bindparam("ids", expanding=True)
    return (
        select(rows.c.client_id, func.max(Kept.step_id))
        .join(Kept, Kept.row_id == rows.c.id)
        .where(Kept.step_id.in_(steps), Kept.table_name == table.name, one.counts())
        .group_by(rows.c.client_id)
    )


def _owners(session: Session, one: Watched, ids: Sequence[int]) -> set[int]:
    """The clients whose rows of a table some steps touched, but for rows that are no more."""
    asked = _touched(one.table, one.own, one.owner, one.users, one.fields)
    return {
        client_id
        for start in range(0, len(ids), _CHUNK)
        for client_id, _ in session.execute(asked, {"ids": ids[start : start + _CHUNK]})
    }


def _taken(
    session: Session, looked_at: Mapping[str, Watched], ids: Sequence[int]
) -> Iterator[tuple[str, int, int]]:
    """Rows some steps took away: their table, whose they were by what they said, the step."""
    for start in range(0, len(ids), _CHUNK):
        gone = select(Kept.table_name, Kept.before, Kept.step_id).where(
            Kept.step_id.in_(ids[start : start + _CHUNK]), Kept.kind == "delete"
        )
        for name, before, step_id in session.execute(gone).all():
            one = looked_at.get(name)
            if one is None or one.users is not None:
                continue
            for client_id in _client_of(session, one, json.loads(before).get(one.own)):
                yield name, client_id, step_id


def _client_of(session: Session, one: Watched, own: int | None) -> Sequence[int]:
    """Whose a row was that is no more, by what it said."""
    if own is None or one.owner is None:
        return [] if own is None else [own]
    return session.scalars(select(one.owner.c.client_id).where(one.owner.c.id == own)).all()


def _steps(session: Session, at: datetime, names: Iterable[str]) -> dict[int, Step]:
    """Steps after a moment that moved one of these tables, without those taken back since."""
    wanted = set(names)
    newest = select(Step).where(Step.at > at).order_by(Step.id.desc()).limit(MOST_STEPS)
    steps = {one.id: one for one in session.scalars(newest) if wanted & set(one.tables.split(","))}
    for id_ in list(steps):
        undone = steps[id_].undoes if id_ in steps else None
        if undone in steps:
            del steps[id_], steps[undone]
    return steps


def _in_table(
    session: Session, one: Watched, client_id: int, steps: Sequence[int]
) -> list[tuple[int, str]]:
    """What some steps did to a client's rows of a table, in words by step."""
    rows = one.rows().subquery()
    ours = select(rows.c.id).where(rows.c.client_id == client_id)
    # A row that is no more is told by what it said before.
    gone = and_(Kept.kind == "delete", _said(session, one, client_id))
    found: list[tuple[int, str]] = []
    for at in range(0, len(steps), _CHUNK):
        asked = (
            select(Kept.step_id, Kept.kind, func.count(), func.min(Kept.id))
            .where(
                Kept.step_id.in_(steps[at : at + _CHUNK]),
                Kept.table_name == one.table.name,
                one.counts(),
                or_(Kept.row_id.in_(ours), gone),
            )
            .group_by(Kept.step_id, Kept.kind)
        )
        for step_id, kind, count, first in session.execute(asked).all():
            words = _one(session, one, first) if count == 1 else _many(kind, count)
            found.append((step_id, words))
    return found


def _said(session: Session, one: Watched, client_id: int) -> ColumnElement[bool]:
    """What a row that is no more said, had it been a client's."""
    if one.users is not None:
        return false()
    if one.owner is None:
        return Kept.before.contains(f'"{one.own}": {client_id},')
    held = session.scalars(select(one.owner.c.id).where(one.owner.c.client_id == client_id))
    return or_(false(), *(Kept.before.contains(f'"{one.own}": {id_},') for id_ in held))


def _many(kind: str, count: int) -> str:
    return f"{count:,} {_DEEDS[kind]}"


_DEEDS = {"insert": "added", "update": "changed", "delete": "taken back"}


def _one(session: Session, one: Watched, change_id: int) -> str:
    """What happened to a single row: its name, and which of its fields changed."""
    kept = session.get_one(Kept, change_id)
    before, after = json.loads(kept.before), json.loads(kept.after)
    name = str(after.get(one.name) or before.get(one.name) or _name(session, one, kept.row_id))
    if kept.kind != "update":
        return f"{name} {_DEEDS[kept.kind]}".strip()
    if one.gone and one.gone in after:
        return f"{name} {'removed' if after[one.gone] else 'brought back'}".strip()
    labels = one.labels or {}
    told = [field for field in _told(after) if not one.fields or field in one.fields]
    fields = [labels.get(field, field.replace("_", " ")).lower() for field in told]
    more = f" and {len(fields) - _NAMED} more" if len(fields) > _NAMED else ""
    said = ", ".join(fields[:_NAMED]) + more
    return f"{name}: {said}" if name else said.capitalize()


def _told(after: Mapping[str, Any]) -> list[str]:
    return [field for field in after if field not in ("version", "sort", "phone_digits")]


def _name(session: Session, one: Watched, row_id: int) -> str:
    if one.name == "id":
        return ""
    asked = select(one.table.c[one.name]).where(one.table.c.id == row_id)
    return str(session.scalar(asked) or "")


def _in_batches(
    session: Session, one: Watched, client_ids: Sequence[int], steps: Sequence[Step]
) -> list[tuple[int, int, str]]:
    """Rows that files brought in, which the journal only counts: client, step and words."""
    batches = {step.batch_id: step.id for step in steps if step.batch_id and not step.undoes}
    if not batches or "batch_id" not in one.table.c:
        return []
    rows = one.rows().subquery()
    asked = (
        select(rows.c.client_id, one.table.c.batch_id, func.count())
        .join(rows, rows.c.id == one.table.c.id)
        .where(rows.c.client_id.in_(client_ids), one.table.c.batch_id.in_(list(batches)))
        .group_by(rows.c.client_id, one.table.c.batch_id)
    )
    return [
        (client_id, batches[batch_id], f"{count:,} brought in")
        for client_id, batch_id, count in session.execute(asked)
    ]


def _people(session: Session, ids: set[int | None]) -> dict[int | None, str]:
    known = [id_ for id_ in ids if id_ is not None]
    asked = select(Person.id, Person.name).where(Person.id.in_(known))
    return dict(session.execute(asked).all())
