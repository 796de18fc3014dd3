"""Questions about what was printed for a client, and where the paper lies."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database import blobs
from ...dates import full_date, wall_of
from ...people.models import Person
from ...rows import dataclass
from ..models.copies import DocumentCopy, Edition

KINDS = {"dr": "DR plan", "ndb": "Network binder"}
"""The binders there are, in few words."""


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A binder as it was printed; `printed_at` is UTC, `what_changed` has one change a line."""

    id: int
    client_id: int
    kind: str
    number: int
    printed_at: datetime
    paper: str
    pages: int
    replacements: bool
    fingerprint: str
    pages_kept: str
    what_changed: str
    person: str

    @property
    def printed_on(self) -> date:
        """The day on the shop's calendar."""
        return wall_of(self.printed_at).date()

    @property
    def what(self) -> str:
        """What changed, on one line."""
        return "; ".join(self.what_changed.splitlines())


_EDITION = (
    Edition.id,
    Edition.client_id,
    Edition.kind,
    Edition.number,
    Edition.printed_at,
    Edition.paper,
    Edition.pages,
    Edition.replacements,
    Edition.fingerprint,
    Edition.pages_kept,
    Edition.what_changed,
    func.coalesce(Person.name, ""),
)


def _editions() -> Select[*tuple[Any, ...]]:
    return select(*_EDITION).outerjoin(Person, Person.id == Edition.person_id)


def editions(
    session: Session, client_id: int, kind: str = "", limit: int = 100
) -> list[EditionRow]:
    """A client's editions, newest first."""
    found = _editions().where(Edition.client_id == client_id)
    if kind:
        found = found.where(Edition.kind == kind)
    newest = found.order_by(Edition.printed_at.desc(), Edition.id.desc()).limit(limit)
    return [EditionRow(*tuple(row)) for row in session.execute(newest)]


def newest(session: Session, client_id: int, kind: str) -> EditionRow | None:
    """The newest edition of a client's binder, or None where it was never printed."""
    found = _editions().where(Edition.client_id == client_id, Edition.kind == kind)
    row = session.execute(found.order_by(Edition.number.desc()).limit(1)).first()
    return EditionRow(*tuple(row)) if row else None


def edition(session: Session, edition_id: int) -> EditionRow | None:
    """One edition, or None."""
    row = session.execute(_editions().where(Edition.id == edition_id)).first()
    return EditionRow(*tuple(row)) if row else None


def newest_of_all(session: Session) -> list[EditionRow]:
    """The newest edition of every binder there is."""
    last = (
        select(Edition.client_id, Edition.kind, func.max(Edition.number).label("number"))
        .group_by(Edition.client_id, Edition.kind)
        .subquery()
    )
    found = _editions().join(
        last,
        (last.c.client_id == Edition.client_id)
        & (last.c.kind == Edition.kind)
        & (last.c.number == Edition.number),
    )
    rows = session.execute(found.order_by(Edition.client_id, Edition.kind))
    return [EditionRow(*tuple(row)) for row in rows]


def kept_pages(session: Session, row: EditionRow) -> bytes:
    """What stood on an edition's pages, as it was kept; empty where nothing was."""
    return blobs.get(session, row.pages_kept) if row.pages_kept else b""


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A paper copy: who holds it, where it lies, which edition its pages were last brought to."""

    id: int
    version: int
    client_id: int
    client: str
    kind: str
    number: int
    holder: str
    place: str
    state: str
    placed_on: date | None
    checked_on: date | None
    ended_on: date | None
    sealed: bool
    notes: str
    edition_id: int
    edition: int
    printed_at: datetime

    @property
    def where(self) -> str:
        """Place and holder: Server closet, second shelf; Dr. Kessel, home safe."""
        return ", ".join(filter(None, (self.holder, self.place)))

    @property
    def checked(self) -> str:
        """When somebody last saw it on its shelf, in words."""
        return full_date(self.checked_on) if self.checked_on else "not yet"


_COPY = (
    DocumentCopy.id,
    DocumentCopy.version,
    DocumentCopy.client_id,
    Client.name,
    DocumentCopy.kind,
    DocumentCopy.number,
    DocumentCopy.holder,
    DocumentCopy.place,
    DocumentCopy.state,
    DocumentCopy.placed_on,
    DocumentCopy.checked_on,
    DocumentCopy.ended_on,
    DocumentCopy.sealed,
    DocumentCopy.notes,
    DocumentCopy.edition_id,
    Edition.number,
    Edition.printed_at,
)


def copies(
    session: Session, client_id: int | None = None, kind: str = "", *, out: bool = True
) -> list[CopyRow]:
    """Paper copies by client, kind and number; without `out` those that are no more, too."""
    found = (
        select(*_COPY)
        .join(Edition, Edition.id == DocumentCopy.edition_id)
        .join(Client, Client.id == DocumentCopy.client_id)
        .order_by(func.lower(Client.name), DocumentCopy.kind, DocumentCopy.number)
    )
    if client_id is not None:
        found = found.where(DocumentCopy.client_id == client_id)
    if kind:
        found = found.where(DocumentCopy.kind == kind)
    if out:
        found = found.where(DocumentCopy.state == "out")
    return [CopyRow(*tuple(row)) for row in session.execute(found)]
