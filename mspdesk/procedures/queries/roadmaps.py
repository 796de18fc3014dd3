"""Questions about starter sets: their pieces, and what somebody is through with (S140)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.queries.masters import masters
from ...rows import dataclass
from ..models import RoadmapMark
from ..rules.roadmap import Piece, Roadmap
from ..rules.screens import SCREENS
from .library import KINDS
from .shipped import roadmaps
from .sops import sops


@dataclass(frozen=True, slots=True)
class PieceMark:
    """A piece of a starter set: what it is, why it comes now, when this person was through."""

    number: int
    open: str
    title: str
    kind: str
    why: str
    on: date | None
    there: bool = True


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    """A starter set as somebody goes through it."""

    code: str
    title: str
    purpose: str
    role: str
    pieces: tuple[PieceMark, ...]

    @property
    def done(self) -> int:
        """How many pieces somebody is through with."""
        return sum(one.on is not None for one in self.pieces)

    @property
    def words(self) -> str:
        """4 of 10 done."""
        return f"{self.done} of {len(self.pieces)} done"


def roadmap_pages(session: Session, person_id: int | None) -> list[RoadmapPage]:
    """Every starter set with the marks of one person, in their order."""
    found = select(RoadmapMark.roadmap, RoadmapMark.piece, RoadmapMark.on).where(
        RoadmapMark.person_id == person_id
    )
    marks = {(roadmap, piece): on for roadmap, piece, on in session.execute(found)}
    known = _titles(session)
    return [_page(one, known, marks) for one in roadmaps()]


def _titles(session: Session) -> dict[str, tuple[str, str]]:
    """Title and kind of all that a piece may open."""
    found = {f"screen:{code}": (one.title, KINDS[one.kind]) for code, one in SCREENS.items()}
    found |= {f"checklist:{one.code}": (one.title, "Checklist") for one in masters(session)}
    found |= {f"sop:{one.code}": (one.title, one.kind_words) for one in sops(session)}
    return found


def _page(
    one: Roadmap,
    known: dict[str, tuple[str, str]],
    marks: dict[tuple[str, str], date],
) -> RoadmapPage:
    pieces = [
        _piece(number, piece, known.get(piece.open), marks.get((one.code, piece.open)))
        for number, piece in enumerate(one.pieces, 1)
    ]
    return RoadmapPage(one.code, one.title, one.purpose, one.role, tuple(pieces))


def _piece(number: int, piece: Piece, known: tuple[str, str] | None, on: date | None) -> PieceMark:
    title, kind = known or (piece.title or piece.code.replace("-", " ").capitalize(), "")
    return PieceMark(
        number, piece.open, piece.title or title, kind, piece.why, on, known is not None
    )
