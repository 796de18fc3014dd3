"""Putting pieces of the shop's own into the library, and marking starter sets."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.rules.master import DEPARTMENTS
from ...database import blobs
from ...database.action import action
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ..models import LibraryPiece, RoadmapMark
from ..queries.library import FORMATS, OWN_KINDS
from ..queries.shipped import roadmaps

_ENDINGS = {"pdf": "pdf", "xlsx": "xlsx", "xls": "xlsx", "ods": "xlsx", "csv": "xlsx"}
_ENDINGS |= {"txt": "text", "md": "text"}


@action("Add to library")
def add_piece(
    session: Session, values: Mapping[str, Any], file: tuple[str, bytes] | None = None
) -> int:
    """Put a piece of the shop's own into the library: words, a link, or a file (name, bytes).

    Raises UserError naming title, kind, department, format or place.
    """
    row = LibraryPiece(title="", added_on=today())
    _take(row, values)
    _keep(session, row, file)
    _check(row)
    session.add(row)
    session.flush()
    return row.id


@action("Change in library")
def edit_piece(
    session: Session,
    piece_id: int,
    version: int,
    values: Mapping[str, Any],
    file: tuple[str, bytes] | None = None,
) -> None:
    """Change a piece of the shop's own; another file takes the place of the one before."""
    row = as_seen(session, LibraryPiece, piece_id, version)
    _take(row, values)
    _keep(session, row, file)
    _check(row)


@action("Take out of library")
def retire_piece(session: Session, piece_id: int) -> None:
    """Leave a piece out of lists; it can be brought back with Undo."""
    session.get_one(LibraryPiece, piece_id).retired = True


_FIELDS = ("title", "kind", "department", "role_id", "format", "words", "place")


def _take(row: LibraryPiece, values: Mapping[str, Any]) -> None:
    for name in _FIELDS:
        if name in values:
            value = values[name]
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.title = " ".join(row.title.split())


def _keep(session: Session, row: LibraryPiece, file: tuple[str, bytes] | None) -> None:
    if file is None:
        if row.place and not row.blob and (row.format or "other") == "other":
            row.format = "link"
        return
    name, content = file
    row.blob, row.file_name = blobs.put(session, content), name
    row.format = _ENDINGS.get(name.rpartition(".")[2].lower(), "other")


def _check(row: LibraryPiece) -> None:
    row.kind, row.department = row.kind or "memo", row.department or "service"
    row.format = row.format or "other"
    if not row.title:
        raise UserError("Give it a title by which people will look for it.", "title")
    for name, known in (("kind", OWN_KINDS), ("department", DEPARTMENTS), ("format", FORMATS)):
        if getattr(row, name) not in known:
            raise UserError(f"Choose the {name} from the list.", name)
    if not (row.words or row.place or row.blob):
        raise UserError("Add a file, a link, where it stands, or a few words.", "place")


@action("Mark piece of a starter set")
def mark_piece(
    session: Session, roadmap: str, piece: str, person_id: int, *, done: bool = True
) -> None:
    """Say that somebody is through with a piece of a starter set, or is not (S140)."""
    found = next((one for one in roadmaps() if one.code == roadmap), None)
    if found is None or piece not in [one.open for one in found.pieces]:
        raise UserError("This piece is no longer in the set.")
    mark = session.scalar(
        select(RoadmapMark).where(
            RoadmapMark.roadmap == roadmap,
            RoadmapMark.piece == piece,
            RoadmapMark.person_id == person_id,
        )
    )
    if done and mark is None:
        session.add(RoadmapMark(roadmap=roadmap, piece=piece, person_id=person_id, on=today()))
    elif not done and mark is not None:
        session.delete(mark)
