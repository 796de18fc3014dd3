"""Questions about procedures: which there are, what one says, who has read it, what is due."""

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha1

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...dates import short_date, today
from ...errors import UserError
from ...people.models import Role
from ...people.queries import people
from ...people.rules import SIX_HATS
from ...rows import dataclass
from ..models import (
    RoadmapMark,
    Rollout,
    RolloutReach,
    Sop,
    SopAcknowledgement,
    SopRevision,
)
from ..rules import life
from ..rules.life import State
from ..rules.merging import Change, Merged, changes, merged
from ..rules.sop import AUDIENCES, CORE, KINDS, read_draft
from ..rules.sop import Sop as Words
from . import shipped as shelf
from .kept import ExceptionRow, ReadRow, RevisionRow, exceptions, readers, revisions
from .shipped import ShippedSop

GUIDELINE = "troubleshooting"
"""The guideline that is one key from any ticket (S062)."""

ETIQUETTE = ("phone-etiquette", "email-etiquette", "information-sharing", "phone-abuse")
"""The four policies linked from a client's page (S079)."""

PUT_AWAY = ("core", "put-away")
"""The mark of somebody who wants no line about the ten core procedures on Today any more."""

_FLAGS = ("for_clients", "for_employees", "for_vendors", "for_internal")


@dataclass(frozen=True, slots=True)
class SopRow:
    """A procedure as lists show it; without `id` it ships and nobody has used it yet."""

    id: int | None
    code: str
    title: str
    kind: str
    purpose: str
    department: str
    audiences: tuple[str, ...]
    role: str
    core: int
    state: str
    revision: int
    effective_on: date | None
    review_by: date | None
    shipped: bool = False
    writing: bool = False
    update: bool = False

    @property
    def state_words(self) -> str:
        """Where it is in its life."""
        return life.WORDS[State(self.state)]

    @property
    def kind_words(self) -> str:
        """Procedure, policy, guideline, class or topic."""
        return KINDS[self.kind]

    @property
    def due(self) -> bool:
        """Whether a live one is past the day by which it is to be read again (S137)."""
        live = self.state == State.LIVE
        return live and self.review_by is not None and self.review_by < today()

    @property
    def empty(self) -> bool:
        """Whether it is a heading nobody has written about yet (S124)."""
        return self.kind == "topic" and not self.revision and not self.writing


def hat_titles(session: Session) -> dict[str, str]:
    """The hats a procedure may belong to, by code: the six, and the shop's own."""
    found = {code: title for code, title, *_ in SIX_HATS}
    found |= dict(session.execute(select(Role.code, Role.title).order_by(Role.position)).all())
    return found


def sops(session: Session) -> list[SopRow]:
    """Every procedure by title, those that ship and were never used among them."""
    found = shelf.shipped()
    writing = (Sop.draft != "") & (Sop.draft != Sop.shipped)
    rows = session.execute(
        select(Sop, Role.code, writing.label("writing")).outerjoin(
            Role, Role.id == Sop.owner_role_id
        )
    )
    made = [
        _row(sop, role or "", found.get(sop.code), bool(writing)) for sop, role, writing in rows
    ]
    known = {row.code for row in made}
    made += [_unused(one.sop) for code, one in found.items() if code not in known]
    return sorted(made, key=lambda row: (row.title.casefold(), row.code))


def _row(sop: Sop, role: str, ships: ShippedSop | None, writing: bool) -> SopRow:
    return SopRow(
        sop.id,
        sop.code,
        sop.title,
        sop.kind,
        sop.purpose,
        sop.department,
        tuple(one for one, flag in zip(AUDIENCES, _FLAGS, strict=True) if getattr(sop, flag)),
        role,
        sop.core,
        sop.state,
        sop.revision,
        sop.effective_on,
        sop.review_by,
        ships is not None,
        writing,
        ships is not None and offers(ships.text, sop.shipped, sop.declined),
    )


def _unused(sop: Words) -> SopRow:
    return SopRow(
        None,
        sop.code,
        sop.title,
        sop.kind,
        sop.purpose,
        sop.department,
        sop.audiences,
        sop.role,
        sop.core,
        State.DRAFT,
        0,
        None,
        None,
        True,
    )


def sign_of(text: str) -> str:
    """A short sign of a text, by which it is known that the shop declined it."""
    return sha1(text.encode(), usedforsecurity=False).hexdigest()


def offers(ships: str, taken: str, declined: str) -> bool:
    """Whether a shipped text is newer than what was taken over, and was not declined."""
    return bool(taken) and ships != taken and sign_of(ships) != declined


def matrix(rows: Iterable[SopRow]) -> dict[str, dict[str, int]]:
    """How many procedures there are for each audience, by state; `all` counts them (S135)."""
    found = {one: dict.fromkeys((*State, "all"), 0) for one in AUDIENCES}
    for row in rows:
        for one in row.audiences:
            found[one][row.state] += 1
            found[one]["all"] += 1
    return found


def core_rows(rows: Iterable[SopRow]) -> list[SopRow]:
    """The ten to begin with, in their order (S136)."""
    return sorted((row for row in rows if row.core), key=lambda row: row.core)


def core_progress(session: Session) -> tuple[int, int]:
    """How many of the ten core procedures are live, and how many there are (S136)."""
    live = select(func.count(Sop.id)).where(Sop.core > 0, Sop.state == State.LIVE)
    return session.scalar(live) or 0, CORE


def core_put_away(session: Session, person_id: int | None) -> bool:
    """Whether somebody wants no line about the core procedures on Today any more."""
    found = select(RoadmapMark.id).where(
        RoadmapMark.roadmap == PUT_AWAY[0],
        RoadmapMark.piece == PUT_AWAY[1],
        RoadmapMark.person_id == person_id,
    )
    return session.scalar(found) is not None


def review_due(session: Session) -> list[SopRow]:
    """Live procedures past their review date, the longest first (S137)."""
    found = (
        select(Sop, Role.code)
        .outerjoin(Role, Role.id == Sop.owner_role_id)
        .where(Sop.state == State.LIVE, Sop.review_by < today())
        .order_by(Sop.review_by, Sop.title, Sop.id)
    )
    return [_row(sop, role or "", None, False) for sop, role in session.execute(found)]


@dataclass(frozen=True, slots=True)
class SopPage:
    """A procedure with all that hangs on it.

    `words` is what is in force or taught, the draft where there is neither; `draft` what is being
    written, None where nobody is.
    """

    row: SopRow
    version: int
    words: Words
    draft: Words | None
    revisions: list[RevisionRow]
    readers: list[ReadRow]
    exceptions: list[ExceptionRow]

    @property
    def editing(self) -> Words:
        """What the editor begins with."""
        return self.draft or self.words


def sop_id(session: Session, code: str) -> int | None:
    """The id of a procedure that was used, by its code."""
    return session.scalar(select(Sop.id).where(Sop.code == code))


def title_of(session: Session, code: str) -> str:
    """What a procedure is called, the shop's name for it before the one that ships."""
    own = session.scalar(select(Sop.title).where(Sop.code == code))
    ships = shelf.shipped().get(code)
    return own or (ships.sop.title if ships is not None else "")


def sop_page(session: Session, code: str) -> SopPage:
    """A procedure by its code; raises UserError where there is none."""
    row = session.scalar(select(Sop).where(Sop.code == code))
    ships = shelf.shipped().get(code)
    if row is None:
        if ships is None:
            raise UserError("This procedure is no longer there.")
        return SopPage(_unused(ships.sop), 0, ships.sop, None, [], [], [])
    role = session.scalar(select(Role.code).where(Role.id == row.owner_role_id)) or ""
    draft = read_draft(row.draft) if row.draft else None
    force = revision_words(session, row.id, row.revision) if row.revision else None
    words = force or draft or (ships.sop if ships else Words(row.code, row.title, ()))
    return SopPage(
        _row(row, role, ships, draft is not None),
        row.version,
        words,
        draft,
        revisions(session, row.id),
        readers(session, row.id, row.revision) if row.revision else [],
        exceptions(session, row.id),
    )


def revision_text(session: Session, sop_id: int, number: int) -> str:
    """What a revision said; raises UserError where there is none of this number."""
    found = session.scalar(
        select(SopRevision.body).where(SopRevision.sop_id == sop_id, SopRevision.number == number)
    )
    if found is None:
        raise UserError(f"There is no revision {number}.")
    return found


def revision_words(session: Session, sop_id: int, number: int) -> Words:
    """A revision as it was put in force."""
    return read_draft(revision_text(session, sop_id, number))


def to_read(session: Session, person_id: int) -> list[SopRow]:
    """What is taught or live for employees and this person has not acknowledged as it is now."""
    read = select(SopAcknowledgement.sop_id).where(
        SopAcknowledgement.sop_id == Sop.id,
        SopAcknowledgement.revision == Sop.revision,
        SopAcknowledgement.person_id == person_id,
    )
    found = (
        select(Sop, Role.code)
        .outerjoin(Role, Role.id == Sop.owner_role_id)
        .where(
            Sop.state.in_((State.TRAINING, State.LIVE)),
            Sop.for_employees.is_(True),
            Sop.revision > 0,
            ~read.exists(),
        )
        .order_by(Sop.title, Sop.id)
    )
    return [_row(sop, role or "", None, False) for sop, role in session.execute(found)]


@dataclass(frozen=True, slots=True)
class HandbookRow:
    """A live procedure for employees, and how many of the staff acknowledged it as it is now."""

    title: str
    kind: str
    revision: int
    effective_on: date | None
    done: int
    staff: int

    @property
    def kind_words(self) -> str:
        """Procedure, policy, guideline, class or topic."""
        return KINDS[self.kind]


def handbook(session: Session) -> list[HandbookRow]:
    """What is in force for employees, by title; of whoever left, nothing counts."""
    here = [one.id for one in people(session)]
    counted = (
        select(SopAcknowledgement.sop_id, SopAcknowledgement.revision, func.count())
        .where(SopAcknowledgement.person_id.in_(here))
        .group_by(SopAcknowledgement.sop_id, SopAcknowledgement.revision)
    )
    done = {(sop, number): count for sop, number, count in session.execute(counted)}
    live = (
        select(Sop.id, Sop.title, Sop.kind, Sop.revision, Sop.effective_on)
        .where(Sop.state == State.LIVE, Sop.for_employees.is_(True), Sop.revision > 0)
        .order_by(Sop.title, Sop.id)
    )
    return [
        HandbookRow(title, kind, number, on, done.get((id_, number), 0), len(here))
        for id_, title, kind, number, on in session.execute(live)
    ]


def working(session: Session) -> int:
    """How many people work here."""
    return len(people(session))


def own_code(session: Session, title: str) -> str:
    """A code for a procedure of the shop's own that nothing has yet."""
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:32] or "procedure"
    taken = set(session.scalars(select(Sop.code))) | set(shelf.shipped())
    code, n = base, 1
    while code in taken:
        n += 1
        code = f"{base}-{n}"
    return code


@dataclass(frozen=True, slots=True)
class ClientPolicy:
    """A policy as a client's page shows it; `agreed_on` is the day of this client's yes."""

    code: str
    title: str
    state: str
    agreed_on: date | None

    @property
    def words(self) -> str:
        """Whether this client agreed, else where it is in its life."""
        if self.agreed_on:
            return f"Agreed {short_date(self.agreed_on)}"
        return life.WORDS[State(self.state)]


def etiquette(session: Session, client_id: int) -> list[ClientPolicy]:
    """The four policies on how we work with each other, and what a client agreed to (S079)."""
    rows = {row.code: row for row in sops(session) if row.code in ETIQUETTE}
    agreed = (
        select(Sop.code, func.max(RolloutReach.agreed_on))
        .join(Rollout, Rollout.sop_id == Sop.id)
        .join(RolloutReach, RolloutReach.rollout_id == Rollout.id)
        .where(RolloutReach.client_id == client_id, Sop.code.in_(ETIQUETTE))
        .group_by(Sop.code)
    )
    on = dict(session.execute(agreed).all())
    return [
        ClientPolicy(code, rows[code].title, rows[code].state, on.get(code))
        for code in ETIQUETTE
        if code in rows and rows[code].state != State.RETIRED
    ]


@dataclass(frozen=True, slots=True)
class Update:
    """A newer text that ships: what it changes, and what becomes of the draft with it."""

    changes: list[Change]
    merged: Merged


def update_of(session: Session, code: str) -> Update | None:
    """What the newer text that ships would change; None where none is offered."""
    row = session.scalar(select(Sop).where(Sop.code == code))
    ships = shelf.shipped().get(code)
    if row is None or ships is None or not offers(ships.text, row.shipped, row.declined):
        return None
    base = read_draft(row.shipped)
    text = row.draft or revision_text(session, row.id, row.revision)
    return Update(changes(base, ships.sop), merged(base, read_draft(text), ships.sop))
