"""The papers that lie with an agreement."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database import blobs
from ...rows import dataclass
from ..models import AgreementFile


@dataclass(frozen=True, slots=True)
class FileRow:
    """A paper that was attached: the signed copy, a scan."""

    id: int
    name: str
    kind: str
    at: datetime


def files_of(session: Session, agreement_id: int) -> list[FileRow]:
    """The papers of an agreement, newest first."""
    columns = (AgreementFile.id, AgreementFile.name, AgreementFile.kind, AgreementFile.at)
    found = select(*columns).where(AgreementFile.agreement_id == agreement_id)
    rows = session.execute(found.order_by(AgreementFile.at.desc(), AgreementFile.id.desc()))
    return [FileRow(*row) for row in rows]


def file_bytes(session: Session, file_id: int) -> bytes:
    """What an attached paper holds; raises Trouble when it is lost or damaged."""
    return blobs.get(session, session.get_one(AgreementFile, file_id).blob)
