"""Things people do with objections: keep the list, write down what was met and what helped."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ..models.objections import Objection, ObjectionMet
from ..models.pipeline import Opportunity
from ..rules.objections import HELPED, STARTERS

_MOST = 200


@action("Add objection")
def add_objection(session: Session, words: str, answer: str = "") -> int:
    """Put what people say instead of yes on the list; answers its id. Raises UserError: words."""
    row = Objection(
        words=_words(session, words, None), answer=answer.strip(), position=_next(session)
    )
    session.add(row)
    session.flush()
    tell(session, f"“{row.words}” is on the list")
    return row.id


@action("Save objection")
def edit_objection(
    session: Session, objection_id: int, version: int, words: str, answer: str
) -> None:
    """Change the words of an objection, or what we answer. Raises UserError naming `words`."""
    row = as_seen(session, Objection, objection_id, version)
    row.words, row.answer = _words(session, words, row.id), answer.strip()
    tell(session, "Objection saved")


@action("Retire objection")
def retire_objection(session: Session, objection_id: int) -> None:
    """Offer an objection no longer; where it was met it stays."""
    row = session.get_one(Objection, objection_id)
    row.active = False
    tell(session, f"“{row.words}” is off the list")


@action("Put objection back")
def restore_objection(session: Session, objection_id: int) -> None:
    """Offer a retired objection again."""
    row = session.get_one(Objection, objection_id)
    row.active = True
    tell(session, f"“{row.words}” is on the list again")


@action("Order objections")
def order_objection(session: Session, objection_id: int, place: int) -> None:
    """Put an objection at a place of the list, counted from 1."""
    found = select(Objection).where(Objection.active).order_by(Objection.position, Objection.id)
    rows = [one for one in session.scalars(found) if one.id != objection_id]
    rows.insert(max(place - 1, 0), session.get_one(Objection, objection_id))
    for at, one in enumerate(rows, 1):
        one.position = at


@action("Bring in usual objections")
def bring_objections(session: Session) -> int:
    """Put the usual objections on the list, those that are not there yet; answers how many."""
    held = {words.casefold() for words in session.scalars(select(Objection.words))}
    first = _next(session)
    new = [one for one in STARTERS if one.words.casefold() not in held]
    session.add_all(
        Objection(words=one.words, answer=one.answer, position=first + at)
        for at, one in enumerate(new)
    )
    session.flush()
    tell(session, f"{len(new)} objections brought in")
    return len(new)


@action("Note objection")
def meet_objection(
    session: Session,
    opportunity_id: int,
    objection_id: int | None,
    details: Mapping[str, Any] | None = None,
) -> int:
    """Write down that an objection came up on an opportunity; answers its id.

    `details` may hold `on`, `words` (as they said it), `tried`, `helped`; without an objection of
    the list `new` holds the words of one, which goes on it. Raises UserError by field.
    """
    said = dict(details or {})
    session.get_one(Opportunity, opportunity_id)
    if objection_id is None:
        if not str(said.get("new") or "").strip():
            raise UserError("Choose what they said, or type it.", "objection_id")
        objection_id = _known(session, str(said["new"])) or add_objection(session, str(said["new"]))
    row = ObjectionMet(
        opportunity_id=opportunity_id,
        objection_id=session.get_one(Objection, objection_id).id,
        on=today(),
        person_id=acting(session),
    )
    _fill(row, said)
    session.add(row)
    session.flush()
    tell(session, "Objection noted")
    return row.id


@action("Save objection that came up")
def edit_met(session: Session, met_id: int, version: int, details: Mapping[str, Any]) -> None:
    """Change what was said, what was tried, and whether it helped. Raises UserError by field."""
    row = as_seen(session, ObjectionMet, met_id, version)
    if details.get("objection_id"):
        row.objection_id = session.get_one(Objection, details["objection_id"]).id
    _fill(row, details)
    tell(session, "Objection saved")


@action("Take off objection that came up")
def remove_met(session: Session, met_id: int) -> None:
    """Take an objection off an opportunity where it was noted by mistake."""
    session.delete(session.get_one(ObjectionMet, met_id))
    tell(session, "Objection taken off")


def _fill(row: ObjectionMet, said: Mapping[str, Any]) -> None:
    for name in ("words", "tried"):
        if name in said:
            setattr(row, name, str(said[name] or "").strip())
    helped = str(said.get("helped", row.helped or "") or "")
    if helped not in HELPED:
        raise UserError("Choose whether it helped.", "helped")
    row.helped = helped
    on: date = said.get("on") or row.on
    if on > today():
        raise UserError("Type the day of the talk, today or before.", "on")
    row.on = on


def _words(session: Session, words: str, own: int | None) -> str:
    line = " ".join(words.split())
    if not line:
        raise UserError("Write it as they say it.", "words")
    if len(line) > _MOST:
        raise UserError(f"Keep it within {_MOST} signs.", "words")
    if _known(session, line) not in (None, own):
        raise UserError("This one is on the list already.", "words")
    return line


def _known(session: Session, words: str) -> int | None:
    line = " ".join(words.split()).lower()
    with session.no_autoflush:
        return session.scalar(select(Objection.id).where(func.lower(Objection.words) == line))


def _next(session: Session) -> int:
    return (session.scalar(select(func.max(Objection.position))) or 0) + 1
