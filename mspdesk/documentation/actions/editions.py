"""Things people do with printed binders: print one, place a copy, look whether it is there."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database import blobs
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import full_date, today, utc_now
from ...errors import UserError
from ...rows import dataclass
from ..models.copies import DocumentCopy, Edition
from ..queries.editions import KINDS


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a new copy will live, and with whom."""

    place: str
    holder: str = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """What was printed: number, paper, pages of one copy, what stood on them, what changed."""

    number: int
    paper: str
    pages: int
    replacements: bool
    fingerprint: str
    kept: bytes
    what_changed: str


@action("Print binder", undoable=False)
def record_edition(
    session: Session,
    client_id: int,
    kind: str,
    print_: Print,
    placed: Sequence[Placed],
    brought: Sequence[int] = (),
) -> int:
    """Write down that a binder was printed: new copies, and those brought to this edition.

    Answers the edition's id. An edition of that number that stands already with the same pages
    only gets more copies. Raises UserError when somebody else printed that number meanwhile.
    """
    _known(session, client_id, kind)
    found = session.scalars(
        select(Edition).where(
            Edition.client_id == client_id, Edition.kind == kind, Edition.number == print_.number
        )
    ).first()
    if found is not None and print_.number < _last(session, client_id, kind):
        # Else a copy that was brought further meanwhile would go back.
        raise UserError("A newer edition was printed meanwhile. Prepare the print again.")
    if found is None:
        found = _new_edition(session, client_id, kind, print_)
    elif found.fingerprint != print_.fingerprint:
        raise UserError(
            f"Edition {print_.number} was printed by somebody else meanwhile. Prepare it again."
        )
    add_copies(session, found, placed)
    for copy_id in brought:
        copy = _out(session, copy_id)
        copy.edition_id = found.id
    tell(session, f"{KINDS[kind]}: edition {print_.number} printed")
    return found.id


def _known(session: Session, client_id: int, kind: str) -> None:
    if session.get(Client, client_id) is None or kind not in KINDS:
        raise UserError("Choose the client and the binder.", field="client_id")


def _last(session: Session, client_id: int, kind: str) -> int:
    """The number of the newest edition, 0 before the first."""
    found = select(func.max(Edition.number))
    return session.scalar(found.where(Edition.client_id == client_id, Edition.kind == kind)) or 0


def _new_edition(session: Session, client_id: int, kind: str, print_: Print) -> Edition:
    last = _last(session, client_id, kind)
    if print_.number <= last:
        raise UserError(f"Edition {last} is there already. Prepare the print again.")
    edition = Edition(
        client_id=client_id,
        kind=kind,
        number=print_.number,
        printed_at=utc_now(),
        person_id=acting(session),
        paper=print_.paper,
        pages=print_.pages,
        replacements=print_.replacements,
        fingerprint=print_.fingerprint,
        pages_kept=blobs.put(session, print_.kept) if print_.kept else "",
        what_changed=print_.what_changed,
    )
    session.add(edition)
    session.flush()
    return edition


def add_copies(session: Session, edition: Edition, placed: Sequence[Placed]) -> list[int]:
    """Number new copies of an edition on from those there ever were; answers their ids."""
    last = session.scalar(
        select(func.max(DocumentCopy.number)).where(
            DocumentCopy.client_id == edition.client_id, DocumentCopy.kind == edition.kind
        )
    )
    found = []
    for number, one in enumerate(placed, (last or 0) + 1):
        if not one.place.strip():
            raise UserError("Say where each copy will lie, like “Server closet”.", field="place")
        found.append(
            DocumentCopy(
                client_id=edition.client_id,
                kind=edition.kind,
                edition_id=edition.id,
                number=number,
                holder=one.holder.strip(),
                place=one.place.strip(),
                placed_on=today(),
                sealed=one.sealed,
            )
        )
    session.add_all(found)
    session.flush()
    return [copy.id for copy in found]


def _out(session: Session, copy_id: int) -> DocumentCopy:
    copy = session.get(DocumentCopy, copy_id)
    if copy is None or copy.state != "out":
        raise UserError("This copy is no more.", field="copy_id")
    return copy


@action("Move paper copy")
def move_copy(
    session: Session, copy_id: int, version: int, place: str, holder: str, notes: str = ""
) -> None:
    """Say where a copy lies now and who holds it; `version` is the one that was seen."""
    copy = as_seen(session, DocumentCopy, copy_id, version)
    if not place.strip():
        raise UserError("Say where the copy lies, like “Server closet”.", field="place")
    copy.place, copy.holder, copy.notes = place.strip(), holder.strip(), notes.strip()
    tell(session, f"Copy {copy.number} is at {copy.place}")


@action("Check paper copy")
def check_copy(session: Session, copy_id: int, on: date | None = None) -> None:
    """Note that somebody saw a copy where it should be."""
    copy = _out(session, copy_id)
    day = on or today()
    if day > today():
        raise UserError("A copy cannot have been seen in the future.", field="checked_on")
    copy.checked_on = day
    tell(session, f"Copy {copy.number} seen on {full_date(day)}")


@action("Print sealed page", undoable=False)
def note_sealed(session: Session, copy_id: int) -> None:
    """Note that a sealed page was printed for a copy; never what stood on it (E20)."""
    copy = _out(session, copy_id)
    copy.sealed = True
    tell(session, f"Sealed page printed for copy {copy.number}")


@action("End paper copy")
def end_copy(session: Session, copy_id: int, state: str = "destroyed") -> None:
    """Note that a copy is no more: destroyed, or replaced by another."""
    if state not in {"destroyed", "replaced"}:
        raise UserError("A copy is destroyed or replaced.", field="state")
    copy = _out(session, copy_id)
    copy.state, copy.ended_on = state, today()
    tell(session, f"Copy {copy.number} is {state}")
