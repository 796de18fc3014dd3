"""Questions about masters: what there is, what one says, what a client's run of it holds."""

from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...errors import UserError
from ...rows import dataclass
from ..models import Checklist, ChecklistRevision
from ..rules.master import Master, read
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
    return seal(one.text) != row.declined


def seal(text: str) -> str:
    """A short sign of a text, by which a "no" to it is known again."""
    return sha256(text.encode()).hexdigest()[:40]
