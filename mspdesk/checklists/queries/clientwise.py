"""A checklist as one client has it, and the checklists one client works by."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...people.models import Person
from ...rows import dataclass
from ..models import Checklist, ChecklistDifference, ChecklistRun, Schedule
from ..rules.master import Line
from ..rules.merge import Difference, for_client
from ..rules.run import RunState
from .differences import difference_of
from .masters import body_by_code, id_of


@dataclass(frozen=True, slots=True)
class Own:
    """What a client has of its own in one line: its kind, why, since when, by whom."""

    id: int
    version: int
    kind: str
    key: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A line as one client has it: `master` is the master's, None for one it has besides."""

    section: str
    line: Line
    master: Line | None
    own: Own | None


@dataclass(frozen=True, slots=True)
class ClientChecklist:
    """A master as one client has it, line by line; its own lines that lost their place last."""

    client_id: int
    client: str
    code: str
    title: str
    revision: int
    lines: tuple[ClientLine, ...]

    @property
    def own(self) -> int:
        """How many lines it has different."""
        return sum(line.own is not None for line in self.lines)


def client_checklist(session: Session, code: str, client_id: int) -> ClientChecklist:
    """A master as one client has it, whether or not the books hold the master yet."""
    master = body_by_code(session, code)
    row_id = id_of(session, code)
    own: dict[str, Own] = {}
    said: list[Difference] = []
    revision = 1
    if row_id is not None:
        revision = session.get_one(Checklist, row_id).revision
        found = (
            select(ChecklistDifference, Person.name)
            .outerjoin(Person, Person.id == ChecklistDifference.person_id)
            .where(
                ChecklistDifference.checklist_id == row_id,
                ChecklistDifference.client_id == client_id,
            )
            .order_by(ChecklistDifference.id)
        )
        for row, by in session.execute(found):
            said.append(difference_of(row))
            own[row.key] = Own(row.id, row.version, row.kind, row.key, row.reason, row.at, by or "")
    theirs = for_client(master, said)
    lines = tuple(
        ClientLine(section.title, line, master.line(line.key), own.get(line.key))
        for section in theirs.sections
        for line in section.lines
    )
    client = session.get_one(Client, client_id)
    return ClientChecklist(client_id, client.name, code, master.title, revision, lines)


def checklists_of(session: Session, client_id: int) -> list[tuple[str, str, int]]:
    """The masters a client works by, by title: code, title, how many lines it has different."""
    counted = session.execute(
        select(ChecklistDifference.checklist_id, func.count())
        .where(ChecklistDifference.client_id == client_id)
        .group_by(ChecklistDifference.checklist_id)
    )
    own = {row[0]: row[1] for row in counted}
    worked = select(ChecklistRun.checklist_id).where(
        ChecklistRun.client_id == client_id, ChecklistRun.state != RunState.DROPPED
    )
    planned = select(Schedule.checklist_id).where(
        Schedule.client_id == client_id, Schedule.checklist_id.is_not(None)
    )
    wanted = {*own, *session.scalars(worked.distinct()), *session.scalars(planned.distinct())}
    found = (
        select(Checklist.id, Checklist.code, Checklist.title)
        .where(Checklist.id.in_(wanted), Checklist.revision > 0)
        .order_by(func.lower(Checklist.title), Checklist.id)
    )
    return [(code, title, own.get(id_, 0)) for id_, code, title in session.execute(found)]


def has_checklists(session: Session, client_id: int) -> bool:
    """Whether a client works by any checklist."""
    own = select(ChecklistDifference.id).where(ChecklistDifference.client_id == client_id)
    runs = select(ChecklistRun.id).where(ChecklistRun.client_id == client_id)
    planned = select(Schedule.id).where(Schedule.client_id == client_id)
    return any(session.scalar(one.limit(1)) is not None for one in (own, runs, planned))
