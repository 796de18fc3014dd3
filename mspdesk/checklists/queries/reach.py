"""Who works by a checklist, and whom a change of it reaches."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status
from ...dates import now, today
from ...rows import dataclass
from ..models import Checklist, ChecklistDifference, ChecklistRun, Schedule
from ..rules.compare import Change, changes
from ..rules.master import Master
from ..rules.merge import HIDE, collisions
from ..rules.run import OPEN, RunState
from .differences import difference_of
from .masters import body_of

LATELY = 400
"""Days after which a client whose last run is done no longer counts as working by a checklist."""

_GONE = (Status.FORMER, Status.DECLINED)


@dataclass(frozen=True, slots=True)
class UserRow:
    """A client that works by a master: its own lines there, runs that run, runs that come."""

    client_id: int
    client: str
    own: int
    running: int
    scheduled: bool


def users(session: Session, code: str) -> list[UserRow]:
    """The clients that work by a master, by name: on schedule, by a run, or with own lines."""
    row_id = session.scalar(select(Checklist.id).where(Checklist.code == code))
    if row_id is None:
        return []
    return _users(session, row_id)


def _users(session: Session, row_id: int) -> list[UserRow]:
    own = _counted(
        session,
        select(ChecklistDifference.client_id, func.count())
        .where(ChecklistDifference.checklist_id == row_id)
        .group_by(ChecklistDifference.client_id),
    )
    runs = select(ChecklistRun.client_id, func.count()).where(
        ChecklistRun.checklist_id == row_id, ChecklistRun.client_id.is_not(None)
    )
    lately = ChecklistRun.done_at >= now() - timedelta(days=LATELY)
    worked = _counted(
        session,
        runs.where(or_(ChecklistRun.state.in_(OPEN), lately)).group_by(ChecklistRun.client_id),
    )
    running = _counted(
        session,
        runs.where(ChecklistRun.state == RunState.IN_PROGRESS).group_by(ChecklistRun.client_id),
    )
    scheduled = _counted(
        session,
        select(Schedule.client_id, func.count())
        .where(
            Schedule.checklist_id == row_id,
            Schedule.client_id.is_not(None),
            (Schedule.ended_on.is_(None)) | (Schedule.ended_on > today()),
        )
        .group_by(Schedule.client_id),
    )
    wanted = {*own, *worked, *scheduled}
    named = (
        select(Client.id, Client.name)
        .where(Client.id.in_(wanted), Client.status.not_in(_GONE))
        .order_by(func.lower(Client.name), Client.id)
    )
    return [
        UserRow(id_, name, own.get(id_, 0), running.get(id_, 0), id_ in scheduled)
        for id_, name in session.execute(named)
    ]


def _counted(session: Session, wanted: Select[*tuple[Any, ...]]) -> dict[int, int]:
    return {row[0]: row[1] for row in session.execute(wanted)}


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What one client has of its own in a line that changes.

    `why` is empty where the two do not meet; else changed, gone or taken, and `ours` and `now` are
    what the client and the new text say.
    """

    id: int
    client_id: int
    client: str
    kind: str
    ours: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A change of the master with the clients that follow it and those that say it otherwise."""

    change: Change | None
    key: str
    follow: tuple[str, ...]
    own: tuple[OwnWords, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a new text of a master reaches, change by change; `running` runs keep the old one."""

    revision: int
    changes: tuple[Reached, ...]
    clients: tuple[str, ...]
    running: int

    @property
    def open(self) -> tuple[int, ...]:
        """The differences somebody has to decide on."""
        return tuple(own.id for one in self.changes for own in one.own if own.why)


def reach(session: Session, code: str, after: Master) -> Reach:
    """Whom a text reaches when it comes in force after the one that is."""
    row = session.scalar(select(Checklist).where(Checklist.code == code))
    if row is None or not row.revision:
        return Reach(row.revision if row is not None else 0, (), (), 0)
    clients = _users(session, row.id)
    own = _own_words(session, row.id, after, {one.client_id: one.client for one in clients})
    found = []
    for change in changes(body_of(session, row.id), after):
        here = own.pop(change.key, ()) if change.key else ()
        apart = {one.client_id for one in here if one.why or one.kind == HIDE}
        follow = tuple(one.client for one in clients if one.client_id not in apart)
        found.append(Reached(change, change.key, follow, tuple(here)))
    # Words that were met earlier and never decided, for example because a publishing was undone.
    for key, here in own.items():
        met = tuple(one for one in here if one.why)
        if met:
            found.append(Reached(None, key, (), met))
    names = tuple(one.client for one in clients)
    return Reach(row.revision, tuple(found), names, sum(one.running for one in clients))


def _own_words(
    session: Session, row_id: int, after: Master, named: dict[int, str]
) -> dict[str, list[OwnWords]]:
    """What clients have of their own, by the line it is about."""
    found: dict[str, list[OwnWords]] = {}
    rows = session.execute(
        select(ChecklistDifference, Client.name)
        .join(Client, Client.id == ChecklistDifference.client_id)
        .where(ChecklistDifference.checklist_id == row_id)
        .order_by(func.lower(Client.name), ChecklistDifference.id)
    )
    for row, client in rows:
        one = difference_of(row)
        met = collisions(after, [one])
        if met and one.kind == HIDE:
            continue
        ours = str(dict(one.fields).get("text", ""))
        found.setdefault(row.key, []).append(
            OwnWords(
                row.id,
                row.client_id,
                named.get(row.client_id, client),
                row.kind,
                met[0].ours if met else ours,
                met[0].now if met else "",
                met[0].why if met else "",
            )
        )
    return found
