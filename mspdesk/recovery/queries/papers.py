"""What the papers about backups say: the procedure of every job, the record of a restore test."""

from sqlalchemy.orm import Session

from ...clients.queries import client as client_of
from ...dates import full_date, today
from ...documentation.queries.backups import job as job_of
from ...documentation.queries.backups import jobs as jobs_of
from ...documentation.queries.backups import restore_tests
from ...errors import UserError
from ...letters.queries import letterhead
from ...printing.page import Letterhead
from ...rows import dataclass
from .leaves import JobLine, RestoreLine, client_name, job_line, restore_line


@dataclass(frozen=True, slots=True)
class Procedure:
    """How one backup is made and restored, with its newest tests (S092)."""

    job: JobLine
    tests: tuple[RestoreLine, ...]


@dataclass(frozen=True, slots=True)
class ProceduresDocument:
    """The backup procedures of a client, one a page."""

    client: str
    on: str
    procedures: tuple[Procedure, ...]
    letterhead: Letterhead


def procedures_document(session: Session, client_id: int) -> ProceduresDocument:
    """Gather the backup procedures of a client; raises UserError without a backup job."""
    held = jobs_of(session, client_id)
    if not held:
        raise UserError("Write down a backup job first: there is no procedure to print.")
    return ProceduresDocument(
        client_name(session, client_id),
        full_date(today()),
        tuple(
            Procedure(
                job_line(row),
                tuple(
                    restore_line(test)
                    for test in restore_tests(session, client_id, job_id=row.id)
                    if test.counts
                )[:3],
            )
            for row in held
        ),
        letterhead(session),
    )


@dataclass(frozen=True, slots=True)
class RecordDocument:
    """The form on which a restore test is recorded; blank but for the job."""

    client: str
    client_number: str
    job: str
    what: str
    goes_to: str
    key_place: str
    steps: tuple[str, ...]
    letterhead: Letterhead


def record_document(session: Session, client_id: int, job_id: int = 0) -> RecordDocument:
    """Gather the record form of a client's job; without one it is blank."""
    held = client_of(session, client_id)
    if held is None:
        raise UserError("There is no such client.")
    row = job_of(session, job_id) if job_id else None
    own = row if row is not None and row.client_id == client_id else None
    return RecordDocument(
        held.name,
        held.number,
        own.name if own else "",
        (own.what or own.device) if own else "",
        own.goes_to if own else "",
        own.key_place if own else "",
        own.steps if own else (),
        letterhead(session),
    )
