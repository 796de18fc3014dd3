"""Questions about the library: every checklist, procedure, form, calculator and piece (S139)."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.models import Checklist, ChecklistRevision
from ...checklists.queries.masters import masters
from ...checklists.queries.shipped import shipped as shipped_checklists
from ...checklists.rules.master import DEPARTMENTS
from ...checklists.rules.master_text import read
from ...database.holding import holds
from ...people.models import Role
from ...rows import dataclass
from ..models import LibraryPiece
from ..rules.screens import SCREENS
from . import shipped as shelf
from .sops import SopRow, hat_titles, sops

KINDS = {
    "checklist": "Checklist",
    "form": "Form",
    "calculator": "Calculator",
    "sop": "SOP",
    "class": "Class",
    "white_paper": "White paper",
    "memo": "Memo",
    "screen": "Screen",
}
"""The types of the library (S139), and the screens of the program."""

OWN_KINDS = {kind: words for kind, words in KINDS.items() if kind != "screen"}
"""What a piece of the shop's own can be."""

FORMATS = {
    "screen": "On the screen",
    "text": "Text",
    "paper": "On paper",
    "pdf": "PDF",
    "xlsx": "Workbook",
    "link": "Link",
    "other": "Another file",
}


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece of the library; `key` says what it opens (checklist:assessment, piece:12)."""

    key: str
    title: str
    kind: str
    department: str
    role: str
    format: str
    words: str
    place: str = ""
    file_name: str = ""
    retired: bool = False

    @property
    def source(self) -> str:
        """Where it comes from: checklist, sop, screen or piece."""
        return self.key.partition(":")[0]

    @property
    def code(self) -> str:
        """Its code there."""
        return self.key.partition(":")[2]

    @property
    def kind_words(self) -> str:
        """Its type."""
        return KINDS[self.kind]

    @property
    def format_words(self) -> str:
        """Its format."""
        return FORMATS[self.format]

    @property
    def department_words(self) -> str:
        """Its department."""
        return DEPARTMENTS[self.department]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: words that all occur, and what narrows it; empty means any."""

    text: str = ""
    role: str = ""
    department: str = ""
    kind: str = ""
    format: str = ""

    @property
    def parts(self) -> list[str]:
        """The words typed, in small letters."""
        return self.text.lower().split()


def library(session: Session, wanted: Wanted | None = None) -> list[PieceRow]:
    """Every piece that fits, by title; all of a kind where no word was typed (S139).

    Where words were typed, what has them in its title comes first.
    """
    want = wanted or Wanted()
    found = [row for row, said in _known(session) if _fits(row, said, want)]
    found += _own(session, want)
    return sorted(found, key=lambda row: (_beside(row, want), row.title.casefold(), row.key))


def forms_and_own(session: Session, text: str) -> list[PieceRow]:
    """Forms, calculators and pieces of the shop's own with these words; reads no texts."""
    want = Wanted(text=text)
    found = [row for row, said in _screens() if row.kind != "screen" and _fits(row, said, want)]
    found += _own(session, want)
    return sorted(found, key=lambda row: (_beside(row, want), row.title.casefold(), row.key))


def _beside(row: PieceRow, want: Wanted) -> bool:
    """Whether a word stands elsewhere than in the title."""
    title = row.title.lower()
    return any(part not in title for part in want.parts)


def _fits(row: PieceRow, said: str, want: Wanted) -> bool:
    narrowed = (
        (want.role, row.role),
        (want.department, row.department),
        (want.kind, row.kind),
        (want.format, row.format),
    )
    if any(asked and asked != has for asked, has in narrowed):
        return False
    return all(part in said for part in want.parts)


def _known(session: Session) -> Iterator[tuple[PieceRow, str]]:
    """Checklists, procedures and screens, each with all its words in small letters."""
    texts = _checklist_texts(session)
    for one in masters(session):
        text = texts.get(one.code, "")
        role, purpose = _about(text) if text else ("", "")
        row = PieceRow(
            f"checklist:{one.code}", one.title, "checklist", one.department, role, "screen", purpose
        )
        yield row, f"{one.title.lower()} {_said(text)}"
    ours = shelf.shipped()
    for sop in sops(session):
        yield sop_piece(sop), _sop_words(sop, ours)
    yield from _screens()


def _screens() -> Iterator[tuple[PieceRow, str]]:
    """Forms, calculators and screens of the program, each with its words in small letters."""
    for code, screen in SCREENS.items():
        row = PieceRow(
            f"screen:{code}",
            screen.title,
            screen.kind,
            screen.department,
            screen.role,
            screen.format,
            screen.words,
        )
        yield row, f"{screen.title} {screen.words}".lower()


def _checklist_texts(session: Session) -> dict[str, str]:
    """The text of every checklist in force, by code: the shop's, else the one that ships."""
    found = {code: one.text for code, one in shipped_checklists().items()}
    own = select(Checklist.code, ChecklistRevision.body).join(
        ChecklistRevision,
        (ChecklistRevision.checklist_id == Checklist.id)
        & (ChecklistRevision.number == Checklist.revision),
    )
    found |= dict(session.execute(own).all())
    return found


@lru_cache(maxsize=256)
def _about(text: str) -> tuple[str, str]:
    """The hat and the purpose of a checklist."""
    said = read(text)
    return said.role, said.purpose


def sop_piece(sop: SopRow) -> PieceRow:
    """A procedure as a piece of the library."""
    kind = "class" if sop.kind == "class" else "sop"
    return PieceRow(
        f"sop:{sop.code}", sop.title, kind, sop.department, sop.role, "text", sop.purpose
    )


def _sop_words(sop: SopRow, texts: Mapping[str, shelf.ShippedSop]) -> str:
    ships = texts.get(sop.code)
    return f"{sop.title} {sop.purpose}".lower() + (f" {_said(ships.text)}" if ships else "")


@lru_cache(maxsize=512)
def _said(text: str) -> str:
    return text.lower()


def _own(session: Session, want: Wanted) -> list[PieceRow]:
    """The shop's own pieces that fit; narrowed in the books."""
    found = (
        select(LibraryPiece, Role.code)
        .outerjoin(Role, Role.id == LibraryPiece.role_id)
        .where(LibraryPiece.retired.is_(False))
    )
    for column, asked in (
        (LibraryPiece.department, want.department),
        (LibraryPiece.kind, want.kind),
        (LibraryPiece.format, want.format),
        (Role.code, want.role),
    ):
        if asked:
            found = found.where(column == asked)
    for part in want.parts:
        found = found.where(
            holds(LibraryPiece.title + " " + LibraryPiece.words + " " + LibraryPiece.place, part)
        )
    return [own_row(one, role or "") for one, role in session.execute(found)]


def own_row(one: LibraryPiece, role: str) -> PieceRow:
    """A piece of the shop's own as lists show it."""
    return PieceRow(
        f"piece:{one.id}",
        one.title,
        one.kind,
        one.department,
        role,
        one.format,
        one.words,
        one.place,
        one.file_name,
        one.retired,
    )


@dataclass(frozen=True, slots=True)
class OwnPiece:
    """A piece of the shop's own with everything on its form."""

    id: int
    version: int
    title: str
    kind: str
    department: str
    role_id: int | None
    format: str
    words: str
    place: str
    blob: str | None
    file_name: str


def own_piece(session: Session, piece_id: int) -> OwnPiece | None:
    """One piece of the shop's own."""
    one = session.get(LibraryPiece, piece_id)
    if one is None:
        return None
    return OwnPiece(*(getattr(one, name) for name in OwnPiece.__dataclass_fields__))


def role_words(session: Session) -> dict[str, str]:
    """The hats by which the library can be narrowed."""
    return hat_titles(session)
