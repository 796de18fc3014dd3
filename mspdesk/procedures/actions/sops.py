"""Writing procedures, putting them in force, reading them again, leaving them aside once."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import seen
from ...dates import add_months, now, today
from ...errors import UserError
from ...people.models import Role
from ...people.rules import SIX_HATS
from ..models import (
    RoadmapMark,
    Rollout,
    Sop,
    SopAcknowledgement,
    SopException,
    SopRevision,
)
from ..queries import rollouts, sops
from ..queries.shipped import shipped
from ..rules import life
from ..rules.life import State
from ..rules.sop import Sop as Words
from ..rules.sop import read_draft, write


@action("Take up procedure")
def ensure(session: Session, code: str) -> int:
    """The id of a procedure, made from the text that ships when it is first used."""
    return _ensure(session, code)


def _ensure(session: Session, code: str) -> int:
    found = sops.sop_id(session, code)
    if found is not None:
        return found
    ships = shipped().get(code)
    if ships is None:
        raise UserError("This procedure is no longer there.")
    row = Sop(code=code, title=ships.sop.title, draft=ships.text, shipped=ships.text)
    _take_facts(session, row, ships.sop)
    session.add(row)
    session.flush()
    return row.id


@action("New procedure")
def new_sop(session: Session, title: str, kind: str = "sop", audience: str = "employees") -> str:
    """Begin a procedure of the shop's own and answer its code; raises UserError naming title."""
    title = " ".join(title.split())
    if not title:
        raise UserError("Say what the procedure is about.", "title")
    words = Words(sops.own_code(session, title), title, (audience,), kind)
    row = Sop(code=words.code, title=title, draft=write(words))
    _take_facts(session, row, words)
    session.add(row)
    session.flush()
    return words.code


def _take_facts(session: Session, row: Sop, words: Words) -> None:
    """What lists show of a procedure, as its text says it."""
    row.title, row.kind, row.purpose = words.title or row.title, words.kind, words.purpose
    row.department, row.core = words.department, words.core
    row.for_clients = "clients" in words.audiences
    row.for_employees = "employees" in words.audiences
    row.for_vendors = "vendors" in words.audiences
    row.for_internal = "internal" in words.audiences
    row.owner_role_id = _role(session, words.role)


def _role(session: Session, code: str) -> int | None:
    """A hat by its code; one of the six is put up where the shop has none of it yet."""
    if not code:
        return None
    found = session.scalar(select(Role.id).where(Role.code == code))
    known = next((one for one in SIX_HATS if one[0] == code), None)
    if found is not None or known is None:
        return found
    role = Role(code=code, title=known[1], department=known[2], purpose=known[3], position=90)
    session.add(role)
    session.flush()
    return role.id


@action("Write procedure")
def save_draft(session: Session, code: str, words: Words, version: int = 0) -> int:
    """Keep what is being written, whole or not, and answer the version; 0 takes any.

    A draft that says what is in force already is no draft any more. Nobody acts by it before it is
    taught or put in force. Raises Conflict where somebody else wrote meanwhile.
    """
    row = session.get_one(Sop, _ensure(session, code))
    seen(row, version or None)
    words = replace(words, code=code)
    text = write(words)
    in_force = sops.revision_text(session, row.id, row.revision) if row.revision else ""
    row.draft = "" if text == in_force else text
    if not row.revision:
        _take_facts(session, row, words)
    session.flush()
    return row.version


@action("Put changes to a procedure away")
def drop_draft(session: Session, code: str) -> None:
    """Go back to what is in force; before the first revision, to the text that ships."""
    row = session.get_one(Sop, _ensure(session, code))
    if row.revision:
        row.draft = ""
    elif row.shipped:
        row.draft = row.shipped
        _take_facts(session, row, read_draft(row.shipped))
    else:
        raise UserError("There is nothing to go back to yet.")


@action("Teach procedure")
def start_training(session: Session, code: str, note: str = "") -> None:
    """Freeze what is written as the next revision and begin to teach it."""
    row = session.get_one(Sop, _ensure(session, code))
    life.check_move(row.state, State.TRAINING)
    if row.state == State.LIVE and not row.draft:
        raise UserError("Nothing changed since it went live. Change the text first.", "body")
    _freeze(session, row, note)
    row.state = State.TRAINING
    tell(session, f"{row.title}: revision {row.revision} is in training")


@action("Put procedure in force")
def go_live(session: Session, code: str, reason: str = "", note: str = "") -> None:
    """Put a procedure in force from today.

    What concerns employees is taught first where more than one person works here; whoever a
    roll-out waits for has acknowledged it, or `reason` says why it begins without them, which is
    kept as an exception. Raises UserError naming reason or what the text lacks.
    """
    row = session.get_one(Sop, _ensure(session, code))
    life.check_move(row.state, State.LIVE)
    if row.state != State.TRAINING:
        _check_taught(session, row)
        if row.state == State.LIVE and not row.draft:
            raise UserError("It is live, and nothing changed since.")
        _freeze(session, row, note)
    waiting = rollouts.waited_for(session, row.id, row.revision)
    if waiting:
        _without(session, row, waiting, reason)
    words = sops.revision_words(session, row.id, row.revision)
    row.state, row.effective_on = State.LIVE, today()
    row.review_by = add_months(today(), words.review_months)
    tell(session, f"{row.title}: revision {row.revision} is live")


def _check_taught(session: Session, row: Sop) -> None:
    """Refuse to skip the training of people who are to work by it."""
    if row.draft:
        life.check_ready(read_draft(row.draft))
    if row.for_employees and row.state == State.DRAFT and sops.working(session) > 1:
        raise UserError("Teach it first: begin the training, then put it in force.")


def _without(session: Session, row: Sop, waiting: list[str], reason: str) -> None:
    if not reason.strip():
        names = ", ".join(waiting[:3]) + (f" and {len(waiting) - 3} more" if waiting[3:] else "")
        raise UserError(
            f"{names} did not acknowledge it yet. Say why it begins without, or wait.", "reason"
        )
    session.add(
        SopException(
            sop_id=row.id,
            on=today(),
            reason=f"Live before {', '.join(waiting)} acknowledged it. {reason.strip()}",
            approved_by_id=acting(session),
        )
    )


def _freeze(session: Session, row: Sop, note: str) -> None:
    """Keep what is written as the next revision; nothing to keep is left as it is."""
    if not row.draft and row.revision:
        return
    words = read_draft(row.draft)
    life.check_ready(words)
    if words.kind == "topic":
        # Once written, a heading to write about is a procedure like any other.
        words = replace(words, kind="sop")
    row.revision += 1
    session.add(
        SopRevision(
            sop_id=row.id,
            number=row.revision,
            at=now(),
            person_id=acting(session),
            note=" ".join(note.split())[:200],
            body=write(words),
        )
    )
    row.draft = ""
    _take_facts(session, row, words)
    session.flush()


@action("Take procedure back to draft")
def back_to_draft(session: Session, code: str) -> None:
    """Write on at what was being taught; or take up again what was retired."""
    row = session.get_one(Sop, _ensure(session, code))
    life.check_move(row.state, State.DRAFT)
    row.state = State.DRAFT
    if row.revision and not row.draft:
        row.draft = sops.revision_text(session, row.id, row.revision)


@action("Retire procedure")
def retire(session: Session, code: str) -> None:
    """Nobody works by it any more; its roll-outs end, its revisions stay."""
    row = session.get_one(Sop, _ensure(session, code))
    life.check_move(row.state, State.RETIRED)
    row.state, row.review_by = State.RETIRED, None
    open_ones = select(Rollout).where(Rollout.sop_id == row.id, Rollout.ended_on.is_(None))
    for one in session.scalars(open_ones):
        one.ended_on = today()


@action("Read procedure over")
def reviewed(session: Session, code: str) -> None:
    """Say that a live procedure still holds; it is read again after as many months as it says."""
    row = session.get_one(Sop, _ensure(session, code))
    if row.state != State.LIVE:
        raise UserError("Only what is live is read over.")
    words = sops.revision_words(session, row.id, row.revision)
    row.review_by = add_months(today(), words.review_months)


@action("Acknowledge procedure")
def acknowledge(session: Session, code: str, person_id: int, on: date | None = None) -> None:
    """That somebody has read and understood the procedure as it is now."""
    row = session.get_one(Sop, _ensure(session, code))
    if not row.revision:
        raise UserError("There is nothing to acknowledge before it is taught or live.")
    known = select(SopAcknowledgement).where(
        SopAcknowledgement.sop_id == row.id,
        SopAcknowledgement.person_id == person_id,
        SopAcknowledgement.revision == row.revision,
    )
    if session.scalar(known) is not None:
        return
    when = on or today()
    if when > today():
        raise UserError("That day is still to come.", "on")
    session.add(
        SopAcknowledgement(sop_id=row.id, person_id=person_id, revision=row.revision, on=when)
    )


@action("Leave procedure aside")
def log_exception(
    session: Session,
    code: str,
    reason: str,
    approved_by_id: int | None,
    *,
    on: date | None = None,
    until: date | None = None,
    client_id: int | None = None,
    ticket_id: int | None = None,
    person_id: int | None = None,
) -> int:
    """Write down that a procedure was left aside: why, and who allowed it (S137)."""
    row = session.get_one(Sop, _ensure(session, code))
    if not reason.strip():
        raise UserError("Say why the procedure was left aside.", "reason")
    if approved_by_id is None:
        raise UserError("Say who allowed it.", "approved_by")
    first = on or today()
    if until is not None and until < first:
        raise UserError("It ends before it begins.", "until")
    made = SopException(
        sop_id=row.id,
        on=first,
        until=until,
        reason=reason.strip(),
        client_id=client_id,
        ticket_id=ticket_id,
        person_id=person_id,
        approved_by_id=approved_by_id,
    )
    session.add(made)
    session.flush()
    return made.id


@action("Take over shipped procedure")
def take_update(session: Session, code: str) -> None:
    """Put what a newer text changed into the draft; what the shop changed itself stays.

    What is in force stays until the draft takes its place.
    """
    row, text = _offered(session, code)
    found = sops.update_of(session, code)
    if found is None:
        raise UserError("There is no newer text.")
    words = found.merged.sop
    row.draft, row.shipped, row.declined = write(words), text, ""
    if not row.revision:
        _take_facts(session, row, words)
    kept = found.merged.kept
    if kept:
        places = "one place" if kept == 1 else f"{kept} places"
        tell(session, f"{row.title}: taken over; in {places} your own words stayed")


@action("Keep own procedure")
def decline_update(session: Session, code: str) -> None:
    """Keep the shop's own words; this newer text is not offered again."""
    row, text = _offered(session, code)
    row.declined = sops.sign_of(text)


def _offered(session: Session, code: str) -> tuple[Sop, str]:
    row = session.get_one(Sop, _ensure(session, code))
    ships = shipped().get(code)
    if ships is None or not sops.offers(ships.text, row.shipped, row.declined):
        raise UserError("There is no newer text.")
    return row, ships.text


@action("Put core procedures away from Today")
def put_core_away(session: Session, person_id: int) -> None:
    """Show no line about the ten core procedures on somebody's Today any more, for good."""
    if not sops.core_put_away(session, person_id):
        roadmap, piece = sops.PUT_AWAY
        session.add(RoadmapMark(roadmap=roadmap, piece=piece, person_id=person_id, on=today()))
