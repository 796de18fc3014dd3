"""Writing scripts: a draft is worked on, published it is frozen, then a new version begins."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen, touch
from ...dates import today
from ...errors import UserError
from ..models import CallList, Script, ScriptSlot, ScriptVersion
from ..rules import scripts as rules
from ..rules.shipped import ShippedScript, shipped_scripts

_NAME = 200


def _named(session: Session, name: str, script_id: int | None = None) -> str:
    """A name that no other script has."""
    wanted = " ".join(name.split())
    if not wanted:
        raise UserError("Give the script a name.", "name")
    if len(wanted) > _NAME:
        raise UserError(f"Keep the name within {_NAME} signs.", "name")
    with session.no_autoflush:
        every = session.execute(select(Script.id, Script.name))
        twins = {found for found, held in every if held.casefold() == wanted.casefold()}
        if twins - {script_id}:
            raise UserError("There is a script with this name already.", "name")
    return wanted


@action("Write script")
def add_script(session: Session, name: str, notes: str = "") -> int:
    """Begin a script: its first version is a draft with nothing in it; answers the script's id."""
    script = Script(name=_named(session, name), notes=notes.strip())
    session.add(script)
    session.flush()
    _draft(session, script.id, 1, {}, {})
    tell(session, f"Script {script.name} begun")
    return script.id


@action("Bring usual script")
def bring_script(session: Session, code: str = "") -> int:
    """Begin a script with the words that ship, as a draft; answers its id."""
    shipped = next(one for one in shipped_scripts() if code in ("", one.code))
    name, number = shipped.name, 1
    taken = {one.casefold() for one in session.scalars(select(Script.name))}
    while name.casefold() in taken:
        number += 1
        name = f"{shipped.name} {number}"
    script = Script(name=name, notes="")
    session.add(script)
    session.flush()
    _draft_of(session, script.id, shipped)
    tell(session, f"Script {script.name} begun")
    return script.id


def _draft_of(session: Session, script_id: int, shipped: ShippedScript) -> None:
    _draft(session, script_id, 1, shipped.before, shipped.words)


def _draft(
    session: Session,
    script_id: int,
    number: int,
    before: Mapping[str, str],
    words: Mapping[str, str],
) -> int:
    """A version with a slot for each point."""
    row = ScriptVersion(script_id=script_id, number=number, made_on=today())
    for one in rules.BEFORE:
        setattr(row, one.name, before.get(one.name, ""))
    session.add(row)
    session.flush()
    for slot in rules.SLOTS:
        said = words.get(slot.code, "")
        session.add(ScriptSlot(version_id=row.id, code=slot.code, words=said))
    session.flush()
    return row.id


@action("Change script")
def edit_script(session: Session, script_id: int, version: int, name: str, notes: str) -> None:
    """Change what a script is called and what is noted about it."""
    script = as_seen(session, Script, script_id, version)
    script.name, script.notes = _named(session, name, script_id), notes.strip()
    tell(session, f"Script {script.name} saved")


@action("Save script")
def save_version(
    session: Session,
    version_id: int,
    version: int,
    before: Mapping[str, str],
    words: Mapping[str, str],
) -> None:
    """Keep the words of a draft: `before` by name, `words` by point; what is not named stays.

    Raises UserError naming the point with a wrong field, or one that is far too long.
    """
    row = as_seen(session, ScriptVersion, version_id, version)
    _refuse_frozen(row)
    for name, said in before.items():
        setattr(row, name, _short(said, name))
    slots = _slots(session, row.id)
    for code, said in words.items():
        wrong = rules.field_faults(code, said)
        if wrong:
            raise UserError(wrong[0].words, code)
        slots[code].words = _short(said, code)
    # Slots are rows of their own; whoever has the draft open must notice them too.
    touch(row)
    script = session.get_one(Script, row.script_id)
    long = sum(rules.is_long(one.words) for one in slots.values())
    more = f", {long} too long" if long else ""
    tell(session, f"{script.name} saved{more}")


def _short(text: str, field: str) -> str:
    said = text.strip()
    if len(said) > rules.LONGEST:
        raise UserError(f"Keep it within {rules.LONGEST:,} signs; two sentences are best.", field)
    return said


def _slots(session: Session, version_id: int) -> dict[str, ScriptSlot]:
    rows = session.scalars(select(ScriptSlot).where(ScriptSlot.version_id == version_id))
    return {one.code: one for one in rows}


def _refuse_frozen(row: ScriptVersion) -> None:
    if row.published_on is not None:
        raise UserError(
            "A published script is never changed, so that its counts mean one wording. "
            "Begin a new version."
        )


@action("Publish script")
def publish(session: Session, version_id: int, version: int) -> None:
    """Put a draft to use and freeze it; lists with this script use it from the next call on.

    Raises UserError naming the point: voicemail without words (S125), a field nobody knows.
    """
    row = as_seen(session, ScriptVersion, version_id, version)
    _refuse_frozen(row)
    words = {code: one.words for code, one in _slots(session, row.id).items()}
    wrong = rules.faults(words)
    if wrong:
        raise UserError(wrong[0].words, wrong[0].slot)
    row.published_on, row.published_by_id = today(), acting(session)
    script = session.get_one(Script, row.script_id)
    tell(session, f"{script.name}, version {row.number} published")


@action("New version of script")
def new_version(session: Session, script_id: int) -> int:
    """Begin a version with the words of the newest; one that is a draft already is gone on with."""
    newest = session.scalars(
        select(ScriptVersion)
        .where(ScriptVersion.script_id == script_id)
        .order_by(ScriptVersion.number.desc())
        .limit(1)
    ).one()
    if newest.published_on is None:
        return newest.id
    before = {one.name: getattr(newest, one.name) for one in rules.BEFORE}
    words = {code: one.words for code, one in _slots(session, newest.id).items()}
    made = _draft(session, script_id, newest.number + 1, before, words)
    script = session.get_one(Script, script_id)
    tell(session, f"{script.name}, version {newest.number + 1} begun")
    return made


@action("Discard draft")
def discard_draft(session: Session, version_id: int) -> None:
    """Throw a draft away; with the only version goes the script, unless a list uses it."""
    row = session.get_one(ScriptVersion, version_id)
    _refuse_frozen(row)
    script = session.get_one(Script, row.script_id)
    alone = session.scalar(select(func.count()).where(ScriptVersion.script_id == row.script_id))
    if alone == 1 and session.scalar(select(CallList.id).where(CallList.script_id == script.id)):
        raise UserError("A call list uses this script. Give the list another one first.")
    for one in _slots(session, row.id).values():
        session.delete(one)
    session.flush()
    session.delete(row)
    session.flush()
    if alone == 1:
        session.delete(script)
    tell(session, f"Draft of {script.name} thrown away")


@action("Put script away")
def retire_script(session: Session, script_id: int) -> None:
    """Take a script out of use; its calls stay counted."""
    script = session.get_one(Script, script_id)
    used = session.scalar(
        select(CallList.name).where(CallList.script_id == script_id, CallList.closed_on.is_(None))
    )
    if used:
        raise UserError(f"{used} uses this script. Give that list another one first.")
    script.retired_on = today()
    tell(session, f"{script.name} put away")


@action("Take script up again")
def take_up_script(session: Session, script_id: int) -> None:
    """Bring a script that was put away back."""
    script = session.get_one(Script, script_id)
    script.retired_on = None
    tell(session, f"{script.name} is back")
