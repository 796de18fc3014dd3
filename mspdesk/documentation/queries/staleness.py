"""What changed in a client's documentation since a moment, told from the journal.

A binder is stale once there is anything (B1). What was done and taken back again since does not
count. As much is read as was done since, not as much as there is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, TableClause, and_, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client, Contact, Site
from ...database.base import Record
from ...database.tables import Change as Kept
from ...database.tables import Step
from ...people.models import Person
from ...rows import dataclass
from ...vendors.models import VendorAccount
from ..models.backup import RestoreTest
from ..models.network import MapLink, MapNode, MapSheet
from ..rules.sections import SECTIONS
from .tables import rows_of

MOST_STEPS = 2_000
"""As many steps are looked at, newest first."""

_CHUNK = 500
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose rows belong to a client: its words, the column that names a row.

    `own` is the column that says whose it is; `gone` the one that takes a row away, if there is
    one.
    """

    table: Table | TableClause
    title: str
    name: str
    own: str = "client_id"
    gone: str = ""
    labels: Mapping[str, str] | None = None


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
    looked_at = {one.table.name: one for one in (*watched(), *also)}
    steps = _steps(session, at, looked_at)
    if not steps:
        return []
    found: list[tuple[int, Watched, str]] = []
    for one in looked_at.values():
        moved = [id_ for id_, step in steps.items() if f",{one.table.name}," in f",{step.tables},"]
        if moved:
            found += [(id_, one, what) for id_, what in _in_table(session, one, client_id, moved)]
            found += _in_batches(session, one, client_id, [steps[id_] for id_ in moved])
    people = _people(session, {steps[id_].person_id for id_, _, _ in found})
    found.sort(key=lambda each: (-each[0], each[1].title))
    return [
        Change(
            steps[id_].at,
            people.get(steps[id_].person_id, ""),
            one.title,
            what,
            id_,
            one.table.name,
        )
        for id_, one, what in found[:limit]
    ]


def clients_changed(
    session: Session, at: datetime, also: Sequence[Watched] = ()
) -> dict[int, datetime]:
    """The clients whose documentation somebody touched after a moment, and when last; UTC.

    `also` are tables of areas above.
    """
    looked_at = {one.table.name: one for one in (*watched(), *also)}
    steps = _steps(session, at, looked_at)
    found: dict[int, datetime] = {}
    for one in looked_at.values() if steps else ():
        moved = [id_ for id_, step in steps.items() if f",{one.table.name}," in f",{step.tables},"]
        for client_id, last in _whose(session, one, moved, steps):
            found[client_id] = max(last, found.get(client_id, last))
    return found


def _whose(
    session: Session, one: Watched, moved: Sequence[int], steps: Mapping[int, Step]
) -> Iterator[tuple[int, datetime]]:
    """The clients whose rows of a table were touched by some steps, and when; some twice."""
    own = one.table.c[one.own]
    for start in range(0, len(moved), _CHUNK):
        here = (Kept.step_id.in_(moved[start : start + _CHUNK]), Kept.table_name == one.table.name)
        rows = select(own, func.max(Kept.step_id)).join(Kept, Kept.row_id == one.table.c.id)
        for client_id, step_id in session.execute(rows.where(*here).group_by(own)):
            yield client_id, steps[step_id].at
        # Rows that are no more are known by what they said before.
        gone = select(Kept.before, Kept.step_id).where(*here, Kept.kind == "delete")
        for before, step_id in session.execute(gone):
            client_id = json.loads(before).get(one.own)
            if client_id is not None:
                yield client_id, steps[step_id].at
    batches = {
        step.batch_id: step.at for step in steps.values() if step.batch_id and not step.undoes
    }
    if moved and batches and "batch_id" in one.table.c:
        brought = select(own, one.table.c.batch_id).where(one.table.c.batch_id.in_(list(batches)))
        for client_id, batch_id in session.execute(brought.distinct()):
            yield client_id, batches[batch_id]


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
    ours = select(one.table.c.id).where(one.table.c[one.own] == client_id)
    # A row that is no more is told by what it said before.
    gone = and_(Kept.kind == "delete", Kept.before.contains(f'"{one.own}": {client_id},'))
    found: list[tuple[int, str]] = []
    for at in range(0, len(steps), _CHUNK):
        asked = (
            select(Kept.step_id, Kept.kind, func.count(), func.min(Kept.id))
            .where(
                Kept.step_id.in_(steps[at : at + _CHUNK]),
                Kept.table_name == one.table.name,
                or_(Kept.row_id.in_(ours), gone),
            )
            .group_by(Kept.step_id, Kept.kind)
        )
        for step_id, kind, count, first in session.execute(asked).all():
            words = _one(session, one, first) if count == 1 else _many(kind, count)
            found.append((step_id, words))
    return found


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
    fields = [labels.get(field, field.replace("_", " ")).lower() for field in _told(after)]
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
    session: Session, one: Watched, client_id: int, steps: Sequence[Step]
) -> list[tuple[int, Watched, str]]:
    """Rows that files brought in, which the journal only counts."""
    batches = {step.batch_id: step.id for step in steps if step.batch_id and not step.undoes}
    if not batches or "batch_id" not in one.table.c:
        return []
    asked = (
        select(one.table.c.batch_id, func.count())
        .where(one.table.c[one.own] == client_id, one.table.c.batch_id.in_(list(batches)))
        .group_by(one.table.c.batch_id)
    )
    return [
        (batches[batch_id], one, f"{count:,} brought in")
        for batch_id, count in session.execute(asked)
    ]


def _people(session: Session, ids: set[int | None]) -> dict[int | None, str]:
    known = [id_ for id_ in ids if id_ is not None]
    asked = select(Person.id, Person.name).where(Person.id.in_(known))
    return dict(session.execute(asked).all())
