"""Questions about the papers of a letter: signed copies, what is enclosed, what is awaited."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database import blobs
from ...errors import UserError
from ...people.models import Person
from ...rows import dataclass
from ..models import Letter, LetterFile


@dataclass(frozen=True, slots=True)
class LetterFileRow:
    """A paper of a letter; `kind` is signed or enclosed, `scanned` whether its bytes are kept."""

    id: int
    kind: str
    name: str
    scanned: bool
    signed_on: date | None
    signed_by: str
    place: str
    at: datetime
    person: str


def files_of(session: Session, letter_id: int) -> list[LetterFileRow]:
    """The papers of a letter: what is enclosed first, then signed copies, newest first."""
    found = (
        select(
            LetterFile.id,
            LetterFile.kind,
            LetterFile.name,
            LetterFile.blob,
            LetterFile.signed_on,
            LetterFile.signed_by,
            LetterFile.place,
            LetterFile.at,
            func.coalesce(Person.name, ""),
        )
        .outerjoin(Person, Person.id == LetterFile.person_id)
        .where(LetterFile.letter_id == letter_id)
        .order_by(LetterFile.kind, LetterFile.signed_on.desc(), LetterFile.id)
    )
    return [
        LetterFileRow(id_, kind, name, blob is not None, on, by, place, at, person)
        for id_, kind, name, blob, on, by, place, at, person in session.execute(found)
    ]


def file_bytes(session: Session, file_id: int) -> bytes:
    """What a paper of a letter holds; raises Trouble when it is lost or damaged.

    Raises UserError where no scan was kept.
    """
    held = session.get(LetterFile, file_id)
    if held is None or held.blob is None:
        raise UserError("No scan of this paper is kept.")
    return blobs.get(session, held.blob)


@dataclass(frozen=True, slots=True)
class Signed:
    """That a letter came back signed: on which day, by whom."""

    on: date
    by: str


def signed_of(session: Session, letter_ids: Sequence[int]) -> dict[int, Signed]:
    """The newest signed copy of each of these letters that has one."""
    if not letter_ids:
        return {}
    found = (
        select(LetterFile.letter_id, LetterFile.signed_on, LetterFile.signed_by)
        .where(
            LetterFile.letter_id.in_(letter_ids),
            LetterFile.kind == "signed",
            LetterFile.signed_on.is_not(None),
        )
        .order_by(LetterFile.signed_on, LetterFile.id)
    )
    return {id_: Signed(on, by) for id_, on, by in session.execute(found) if on is not None}


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    """A letter that went out to be signed and has not come back; `days` since it was written."""

    id: int
    number: str
    on: date
    subject: str
    form: str
    client_id: int
    client: str
    days: int


def awaited(session: Session, day: date, after: int = 0, limit: int = 500) -> list[AwaitedRow]:
    """Letters to sign that are final and not back after so many days, oldest first."""
    back = select(LetterFile.id).where(
        LetterFile.letter_id == Letter.id, LetterFile.kind == "signed"
    )
    found = (
        select(
            Letter.id,
            Letter.number,
            Letter.on,
            Letter.subject,
            Letter.form,
            Letter.client_id,
            Client.name,
        )
        .join(Client, Client.id == Letter.client_id)
        .where(Letter.signs, Letter.state == "final", ~back.exists())
        .order_by(Letter.on, Letter.id)
        .limit(limit)
    )
    rows = [AwaitedRow(*row, (day - row.on).days) for row in session.execute(found)]
    return [row for row in rows if row.days >= after]
