"""Things people do to masters: take one into the books, edit it, publish, retire."""

from sqlalchemy.orm import Session

from ...database.action import acting
from ...dates import now
from ...errors import UserError
from ..models import Checklist, ChecklistRevision
from ..queries import masters as queries
from ..queries.shipped import shipped
from ..rules.master import Master


def ensure(session: Session, code: str) -> int:
    """The row of a master, made from the file that ships the first time it is used.

    Raises UserError where there is neither.
    """
    found = queries.id_of(session, code)
    if found is not None:
        return found
    ours = shipped().get(code)
    if ours is None:
        raise UserError(queries.GONE, "checklist")
    row = Checklist(code=code, title="", revision=0, shipped=ours.text)
    session.add(row)
    session.flush()
    _add_revision(session, row, ours.master, ours.text, "As it ships")
    return row.id


def _add_revision(session: Session, row: Checklist, master: Master, text: str, note: str) -> None:
    """Put the next revision in force, and what lists show of it on the row."""
    row.revision += 1
    row.title = master.title[:200]
    row.department = master.department
    row.target = master.target
    session.add(
        ChecklistRevision(
            checklist_id=row.id,
            number=row.revision,
            at=now(),
            person_id=acting(session),
            note=note[:200],
            body=text,
        )
    )
    session.flush()
