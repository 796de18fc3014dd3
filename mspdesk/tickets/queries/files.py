"""Files kept with tickets, and their bytes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database import blobs
from ...people.models import Person
from ...rows import dataclass
from .. import rules
from ..models import TicketFile


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file on a ticket; `size` in bytes, `who` put it there."""

    id: int
    name: str
    size: int
    at: datetime
    who: str

    @property
    def can_run(self) -> bool:
        """Whether it can run as a program, or carry one."""
        return rules.can_run(self.name)


@dataclass(frozen=True, slots=True)
class FileBytes:
    """A file with what is in it."""

    id: int
    ticket_id: int
    name: str
    content: bytes


def files_of(session: Session, ticket_id: int) -> tuple[FileRow, ...]:
    """The files on a ticket, oldest first."""
    found = session.execute(
        select(TicketFile.id, TicketFile.name, TicketFile.size, TicketFile.at, Person.name)
        .outerjoin(Person, Person.id == TicketFile.person_id)
        .where(TicketFile.ticket_id == ticket_id)
        .order_by(TicketFile.at, TicketFile.id)
    )
    return tuple(FileRow(id_, name, size, at, who or "") for id_, name, size, at, who in found)


def file_bytes(session: Session, file_id: int) -> FileBytes | None:
    """A file by its id, None where it is gone; raises Trouble where its bytes are lost."""
    found = session.execute(
        select(TicketFile.ticket_id, TicketFile.name, TicketFile.blob).where(
            TicketFile.id == file_id
        )
    ).first()
    if found is None:
        return None
    ticket_id, name, blob = found
    return FileBytes(file_id, ticket_id, name, blobs.get(session, blob))
