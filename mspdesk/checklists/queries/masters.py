"""Questions about masters: what there is, what one says, what a client's run of it holds."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from ...errors import UserError
from ...people.models import Person
from ...rows import dataclass
from ..models import Checklist, ChecklistRevision
from ..rules.compare import Change, updates
from ..rules.master import Master
from ..rules.master_text import read
from ..rules.merge import for_client
from .differences import differences
from .shipped import Shipped, shipped

GONE = "This checklist is no longer there. Choose another one."


def id_of(session: Session, code: str) -> int | None:
    """The row of a master; None while it is only among those that ship."""
    return session.scalar(select(Checklist.id).where(Checklist.code == code))


def code_of(session: Session, checklist_id: int) -> str:
    """The code of a master by its row."""
    found = session.scalar(select(Checklist.code).where(Checklist.id == checklist_id))
    if found is None:
        raise UserError(GONE, "checklist")
    return found


def text_of(session: Session, checklist_id: int, revision: int | None = None) -> str:
    """The text of a revision, of the one in force without a number; raises UserError for none."""
    wanted = Checklist.revision if revision is None else revision
    found = session.scalar(
        select(ChecklistRevision.body)
        .join(Checklist, Checklist.id == ChecklistRevision.checklist_id)
        .where(Checklist.id == checklist_id, ChecklistRevision.number == wanted)
    )
    if found is None:
        raise UserError("This checklist has not been published yet. Publish it first.", "checklist")
    return found


def texts_of(
    session: Session, revisions: Collection[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """The texts of several revisions, by master and number."""
    here = ChecklistRevision
    found = select(here.checklist_id, here.number, here.body).where(
        tuple_(here.checklist_id, here.number).in_(revisions)
    )
    return {(row[0], row[1]): row[2] for row in session.execute(found)}


def texts_now(session: Session, checklist_ids: Collection[int]) -> dict[int, str]:
    """The texts in force of several masters that were published."""
    found = (
        select(Checklist.id, ChecklistRevision.body)
        .join(ChecklistRevision, ChecklistRevision.checklist_id == Checklist.id)
        .where(Checklist.id.in_(checklist_ids), ChecklistRevision.number == Checklist.revision)
    )
    return {row[0]: row[1] for row in session.execute(found)}


def body_of(session: Session, checklist_id: int, revision: int | None = None) -> Master:
    """What a master says, in the revision in force or in the one asked for."""
    return read(text_of(session, checklist_id, revision))


def body_by_code(session: Session, code: str) -> Master:
    """What a master says by its code, whether or not the books hold it yet."""
    row = id_of(session, code)
    if row is not None:
        return body_of(session, row)
    ours = shipped().get(code)
    if ours is None:
        raise UserError(GONE, "checklist")
    return ours.master


def has_short(session: Session, code: str) -> bool:
    """Whether a checklist that was published has a short variant."""
    try:
        return any(body_by_code(session, code).lines(short=True))
    except UserError:
        return False


def for_run(session: Session, checklist_id: int, client_id: int | None) -> Master:
    """What a run of a master holds: its lines in force, with what the client has different."""
    master = body_of(session, checklist_id)
    if client_id is None:
        return master
    return for_client(master, differences(session, checklist_id, client_id))


@dataclass(frozen=True, slots=True)
class MasterRow:
    """A master in a list: what it is, how long, and what waits with it.

    `id` is None while only its file is there; `revision` 0 has not been published. `own` says that
    none of this code ships, `draft` that somebody is editing it, `update` that ours has changed
    and nobody has looked at it yet.
    """

    code: str
    title: str
    department: str
    target: str
    revision: int
    lines: int
    minutes: int
    id: int | None = None
    draft: bool = False
    update: bool = False
    retired: bool = False
    own: bool = False
    log: bool = False


def masters(session: Session, *, retired: bool = False) -> list[MasterRow]:
    """Every master by title, those that only ship included; retired ones only when asked for."""
    ours = shipped()
    found = (
        select(Checklist, ChecklistRevision.body)
        .outerjoin(
            ChecklistRevision,
            (ChecklistRevision.checklist_id == Checklist.id)
            & (ChecklistRevision.number == Checklist.revision),
        )
        .order_by(Checklist.id)
    )
    rows = {row.code: _in_books(row, body, ours) for row, body in session.execute(found)}
    rows |= {code: _on_file(one) for code, one in ours.items() if code not in rows}
    kept = [row for row in rows.values() if retired or not row.retired]
    return sorted(kept, key=lambda row: (row.title.casefold(), row.code))


def _in_books(row: Checklist, body: str | None, ours: Mapping[str, Shipped]) -> MasterRow:
    said = read(body) if body else None
    return MasterRow(
        code=row.code,
        title=row.title,
        department=row.department,
        target=row.target,
        revision=row.revision,
        lines=sum(1 for _ in said.lines()) if said else 0,
        minutes=said.minutes if said else 0,
        id=row.id,
        draft=bool(row.draft),
        update=waits(row, ours),
        retired=row.retired,
        own=row.code not in ours,
        log=said.log if said else False,
    )


def _on_file(one: Shipped) -> MasterRow:
    said = one.master
    return MasterRow(
        code=one.code,
        title=said.title,
        department=said.department,
        target=said.target,
        revision=1,
        lines=sum(1 for _ in said.lines()),
        minutes=said.minutes,
        log=said.log,
    )


def waits(row: Checklist, ours: Mapping[str, Shipped]) -> bool:
    """Whether the file has changed since the shop last took it over or said no to it."""
    one = ours.get(row.code)
    if one is None or not row.shipped or one.text == row.shipped:
        return False
    return one.master != read(row.shipped)


@dataclass(frozen=True, slots=True)
class MasterPage:
    """A master as its page shows it.

    `master` is the revision in force, None before the first; `draft` the text somebody is editing
    and `draft_of` the revision it began with. `version` guards against a second writer, 0 while
    the books hold no row. `left_out` says that parts of what ships were once left out.
    """

    code: str
    id: int | None
    version: int
    master: Master | None
    revision: int
    at: datetime | None
    by: str
    note: str
    draft: str
    draft_of: int | None
    draft_by: str
    retired: bool
    own: bool
    update: bool
    left_out: bool

    @property
    def title(self) -> str:
        """What it is called: the name in force, or the one being written."""
        if self.master is not None:
            return self.master.title
        try:
            return read(self.draft, draft=True).title or NAMELESS
        except UserError:
            return NAMELESS


NAMELESS = "A checklist without a name"


def master_page(session: Session, code: str) -> MasterPage:
    """One master by its code, whether or not the books hold it; raises UserError for none."""
    ours = shipped()
    row = session.scalar(select(Checklist).where(Checklist.code == code))
    if row is None:
        one = ours.get(code)
        if one is None:
            raise UserError(GONE, "checklist")
        return MasterPage(
            code, None, 0, one.master, 1, None, "", "", "", None, "", False, False, False, False
        )
    found = session.execute(
        select(ChecklistRevision.body, ChecklistRevision.at, ChecklistRevision.note, Person.name)
        .outerjoin(Person, Person.id == ChecklistRevision.person_id)
        .where(ChecklistRevision.checklist_id == row.id, ChecklistRevision.number == row.revision)
    ).first()
    drafter = session.get(Person, row.draft_by_id) if row.draft_by_id else None
    return MasterPage(
        code=code,
        id=row.id,
        version=row.version,
        master=read(found[0]) if found else None,
        revision=row.revision,
        at=found[1] if found else None,
        by=(found[3] or "") if found else "",
        note=found[2] if found else "",
        draft=row.draft,
        draft_of=row.draft_of,
        draft_by=drafter.name if drafter else "",
        retired=row.retired,
        own=not row.shipped,
        update=waits(row, ours),
        left_out=bool(row.declined),
    )


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision of a master: when it came, by whom, with which note."""

    number: int
    at: datetime
    by: str
    note: str


def revisions(session: Session, code: str) -> list[RevisionRow]:
    """The revisions of a master, newest first; none while it is as it ships and never used."""
    found = (
        select(ChecklistRevision.number, ChecklistRevision.at, Person.name, ChecklistRevision.note)
        .join(Checklist, Checklist.id == ChecklistRevision.checklist_id)
        .outerjoin(Person, Person.id == ChecklistRevision.person_id)
        .where(Checklist.code == code)
        .order_by(ChecklistRevision.number.desc())
    )
    return [
        RevisionRow(number, at, by or "", note) for number, at, by, note in session.execute(found)
    ]


@dataclass(frozen=True, slots=True)
class Update:
    """What ships beside what the shop has: the text of ours it began with, the new one, its own."""

    was: Master
    now: Master
    mine: Master
    changes: tuple[Change, ...]


def update_of(session: Session, code: str, *, whole: bool = False) -> Update | None:
    """What changed in the file since the shop looked last; None where nothing did.

    With `whole` everything that ships otherwise than the shop has it, also what it left out.
    """
    row = session.scalar(select(Checklist).where(Checklist.code == code))
    one = shipped().get(code)
    if row is None or one is None or not row.shipped or not row.revision:
        return None
    mine = body_of(session, row.id)
    was = mine if whole else read(row.shipped)
    found = updates(was, one.master, mine)
    return Update(was, one.master, mine, tuple(found)) if found else None
