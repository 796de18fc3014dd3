"""Questions about masters: what there is, what one says, what a client's run of it holds."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...errors import UserError
from ..models import Checklist, ChecklistRevision
from ..rules.master import Master, read
from ..rules.merge import for_client
from .differences import differences
from .shipped import shipped

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
