"""What procedures say on paper: one by itself, the handbook, what a client signs."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...checklists.models import Checklist
from ...checklists.queries.shipped import shipped as shipped_checklists
from ...checklists.rules.master import DEPARTMENTS
from ...clients.models import Client
from ...dates import full_date, today
from ...errors import UserError
from ...letters.queries import fields_of, letterhead
from ...people.queries import people
from ...printing.page import Letterhead
from ...rows import dataclass
from ...shop.queries import shop
from ..rules.life import State
from ..rules.sop import AUDIENCES, KINDS
from ..rules.sop import Sop as Words
from ..rules.words import fill
from .rollouts import RolloutRow, rollout
from .sops import SopRow, hat_titles, revision_words, sop_page, sops


@dataclass(frozen=True, slots=True)
class SopDocument:
    """A procedure as it prints; the fields of the shop are filled."""

    letterhead: Letterhead
    title: str
    kind: str
    purpose: str
    department: str
    audience: str
    owner: str
    state: str
    revision: int
    effective_on: date | None
    review_by: date | None
    checklists: tuple[str, ...]
    body: str
    on: date

    @property
    def edition(self) -> str:
        """Revision 3 of Mar 2, 2026; or that it is a draft."""
        if self.state == State.DRAFT or not self.revision:
            return "Draft"
        since = f", in force since {full_date(self.effective_on)}" if self.effective_on else ""
        words = {State.TRAINING: ", in training", State.RETIRED: ", retired"}
        return f"Revision {self.revision}{words.get(State(self.state), since)}"


def sop_document(session: Session, code: str) -> SopDocument:
    """A procedure as it is in force, as a draft where it never was."""
    page = sop_page(session, code)
    return _document(_Known(session), page.row, page.words)


class _Known:
    """What every procedure on a sheet needs, asked for once."""

    def __init__(self, session: Session) -> None:
        self.letterhead = letterhead(session)
        self.fields = fields_of(session, None)
        self.hats = hat_titles(session)
        self.checklists = {code: one.master.title for code, one in shipped_checklists().items()}
        self.checklists |= dict(session.execute(select(Checklist.code, Checklist.title)).all())


def _document(known: _Known, row: SopRow, words: Words) -> SopDocument:
    return SopDocument(
        known.letterhead,
        words.title,
        KINDS[words.kind],
        fill(words.purpose, known.fields).strip(),
        DEPARTMENTS[words.department],
        _listed([AUDIENCES[one] for one in AUDIENCES if one in words.audiences]),
        known.hats.get(words.role, ""),
        row.state,
        row.revision,
        row.effective_on,
        row.review_by,
        tuple(known.checklists[one] for one in words.checklists if one in known.checklists),
        fill(words.body, known.fields),
        today(),
    )


def _listed(words: Sequence[str]) -> str:
    """Clients, employees and vendors."""
    return " and ".join(one for one in (", ".join(words[:-1]), *words[-1:]) if one)


@dataclass(frozen=True, slots=True)
class HandbookDocument:
    """The handbook: every procedure in force or taught, by department, and who signs for it."""

    letterhead: Letterhead
    paper: str
    title: str
    on: date
    parts: tuple[tuple[str, tuple[SopDocument, ...]], ...]
    people: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many procedures it holds."""
        return sum(len(documents) for _, documents in self.parts)


IN_HANDBOOK = (State.LIVE, State.TRAINING)
TITLES = {"employees": "Handbook of procedures", "clients": "How we work with you"}


def handbook_document(session: Session, audience: str = "employees") -> HandbookDocument:
    """The handbook for employees (with what concerns the organization), or that for clients.

    Raises UserError while nothing is live yet.
    """
    wanted = {audience} if audience == "clients" else {"employees", "internal"}
    rows = [
        row
        for row in sops(session)
        if row.state in IN_HANDBOOK and wanted & set(row.audiences) and row.kind != "class"
    ]
    if not rows:
        raise UserError(
            "No procedure is live yet. Put one in force, then there is a handbook to print."
        )
    known = _Known(session)
    parts = [
        (words, tuple(_in_force(session, known, row) for row in rows if row.department == code))
        for code, words in DEPARTMENTS.items()
    ]
    names = () if audience == "clients" else tuple(one.name for one in people(session))
    return HandbookDocument(
        known.letterhead,
        shop(session).paper,
        TITLES.get(audience, TITLES["employees"]),
        today(),
        tuple((words, documents) for words, documents in parts if documents),
        names,
    )


def _in_force(session: Session, known: _Known, row: SopRow) -> SopDocument:
    words = revision_words(session, row.id or 0, row.revision)
    return _document(known, row, words)


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """The page on which people sign that they have read procedures."""

    letterhead: Letterhead
    on: date
    sops: tuple[tuple[str, str], ...]
    people: tuple[str, ...]


def sheet_document(session: Session, code: str = "") -> SheetDocument:
    """The sheet for one procedure, or for every one in force."""
    if code:
        rows = [sop_page(session, code).row]
    else:
        rows = [
            row
            for row in sops(session)
            if row.state in IN_HANDBOOK and "employees" in row.audiences
        ]
    return SheetDocument(
        letterhead(session),
        today(),
        tuple((row.title, f"revision {row.revision}" if row.revision else "draft") for row in rows),
        tuple(one.name for one in people(session)),
    )


@dataclass(frozen=True, slots=True)
class ClientSheet:
    """What one client of a roll-out reads and signs."""

    sop: SopDocument
    client: str
    message: str
    live_on: date | None


def client_sheets(session: Session, rollout_id: int) -> Iterable[ClientSheet]:
    """A sheet for every client of a roll-out who has not agreed yet."""
    row = rollout(session, rollout_id)
    if row is None:
        raise UserError("This roll-out is no longer there.")
    found = [one.name for one in row.reach if one.client_id is not None and one.on is None]
    if not found:
        raise UserError("Every client of this roll-out has agreed; there is nothing to sign.")
    return _client_sheet(session, row, found)


def _client_sheet(session: Session, row: RolloutRow, names: Sequence[str]) -> list[ClientSheet]:
    page = sop_page(session, row.code)
    words = revision_words(session, row.sop_id, row.revision)
    document = _document(_Known(session), page.row, words)
    return [ClientSheet(document, name, row.message, row.live_on) for name in names]


def client_sheet(session: Session, rollout_id: int, client_id: int) -> ClientSheet:
    """The sheet of one client of a roll-out."""
    row = rollout(session, rollout_id)
    name = session.scalar(select(Client.name).where(Client.id == client_id))
    if row is None or name is None:
        raise UserError("This roll-out is no longer there.")
    return _client_sheet(session, row, [name])[0]


def blank_letterhead(session: Session, *_key: object) -> Letterhead:
    """The letterhead of a form that is filled by hand."""
    return letterhead(session)


def find_sop(session: Session, text: str) -> str:
    """The code of the procedure somebody named by code or title; raises UserError for none."""
    wanted = text.strip().casefold()
    rows = sops(session)
    exact = [row for row in rows if wanted in (row.code, row.title.casefold())]
    found: Sequence[SopRow] = exact or [row for row in rows if wanted in row.title.casefold()]
    if not wanted or len(found) != 1:
        names = ", ".join(row.title for row in found[:4])
        several = f"Several procedures fit: {names}." if wanted and found else ""
        raise UserError(several or f"No procedure is called “{text.strip()}”.")
    return found[0].code


def find_handbook(_session: Session, text: str) -> str:
    """Whose handbook somebody named: clients, or employees without a word."""
    return "clients" if text.strip().lower().startswith("client") else "employees"


def find_sheet(session: Session, text: str) -> str:
    """For which procedure a sheet is: none means all."""
    return find_sop(session, text) if text.strip() else ""
