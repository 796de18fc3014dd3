"""Writing down mentoring talks and mastermind rounds (S035)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...database.action import acting, action, tell
from ...database.stale import as_seen, touch
from ...dates import today
from ...errors import UserError
from ...people.models import Person
from ..models import Meeting, MeetingVoice
from ..queries.meetings import meeting as readable
from ..rules.words import MEETINGS

_MEETING = frozenset({"kind", "on", "title", "place", "words", "next_on"})
_VOICE = frozenset({"person_id", "member", "changed", "challenge", "ideas", "follow_up_on", "done"})


@action("Add meeting")
def add_meeting(
    session: Session,
    kind: str,
    on: date | None = None,
    details: Mapping[str, Any] | None = None,
    members: Sequence[int | str] = (),
) -> int:
    """Write down a meeting with its members, people by id and guests by name; answers its id.

    Whoever writes it down is a member too. Raises UserError naming kind, on, next_on or members.
    """
    me = acting(session)
    row = Meeting(kind=kind, on=on or today(), written_by_id=me)
    _fill(row, {"kind": kind, **(details or {})})
    session.add(row)
    session.flush()
    wanted: list[int | str] = [*([me] if me is not None else []), *members]
    for member in dict.fromkeys(wanted):
        _add(session, row, {"person_id" if isinstance(member, int) else "member": member})
    tell(session, f"{MEETINGS[row.kind]} written down")
    return row.id


@action("Change meeting")
def edit_meeting(
    session: Session, meeting_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change kind, on, title, place, words or next_on of a meeting."""
    readable(session, meeting_id)
    _fill(as_seen(session, Meeting, meeting_id, version), changes)
    tell(session, "Meeting saved")


def _fill(row: Meeting, details: Mapping[str, Any]) -> None:
    if unknown := set(details) - _MEETING:
        raise AttributeError(min(unknown))
    for name, value in details.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.kind not in MEETINGS:
        raise UserError("Say whether it is a mentoring talk or a mastermind round.", "kind")
    if row.next_on is not None and row.next_on <= row.on:
        raise UserError("The next meeting comes after this one.", "next_on")


@action("Remove meeting")
def remove_meeting(session: Session, meeting_id: int) -> None:
    """Take a meeting away with what its members said; Undo brings it back.

    Only whoever wrote it down does that, or the owner. Raises UserError.
    """
    if not readable(session, meeting_id).may_remove:
        raise UserError("Whoever wrote it down takes it away, or the owner.")
    for row in session.scalars(select(MeetingVoice).where(MeetingVoice.meeting_id == meeting_id)):
        session.delete(row)
    session.flush()
    session.delete(session.get_one(Meeting, meeting_id))
    tell(session, "Meeting removed")


@action("Add member")
def add_voice(session: Session, meeting_id: int, details: Mapping[str, Any]) -> int:
    """Let a member speak: person_id or a guest's name, changed, challenge, ideas, follow_up_on.

    Raises UserError naming member or follow_up_on.
    """
    readable(session, meeting_id)
    row = session.get_one(Meeting, meeting_id)
    touch(row)
    made = _add(session, row, details)
    tell(session, "Member added")
    return made


def _add(session: Session, row: Meeting, details: Mapping[str, Any]) -> int:
    held = select(func.max(MeetingVoice.position)).where(MeetingVoice.meeting_id == row.id)
    last = session.scalar(held)
    voice = MeetingVoice(meeting_id=row.id, position=0 if last is None else last + 1)
    _fill_voice(session, row, voice, details)
    session.add(voice)
    session.flush()
    return voice.id


@action("Write what somebody said")
def edit_voice(session: Session, voice_id: int, version: int, changes: Mapping[str, Any]) -> None:
    """Change what a member said, when it is followed up, and whether that was done."""
    voice = as_seen(session, MeetingVoice, voice_id, version)
    readable(session, voice.meeting_id)
    _fill_voice(session, session.get_one(Meeting, voice.meeting_id), voice, changes)
    tell(session, "Saved")


@action("Remove member")
def remove_voice(session: Session, voice_id: int) -> None:
    """Take a member and what they said out of a meeting: oneself, or as who wrote it down.

    Raises UserError.
    """
    voice = session.get_one(MeetingVoice, voice_id)
    held = readable(session, voice.meeting_id)
    if not held.may_remove and voice.person_id != acting(session):
        raise UserError("What somebody said is taken out by them, or by who wrote it down.")
    session.delete(voice)
    tell(session, "Member removed")


def _fill_voice(
    session: Session, row: Meeting, voice: MeetingVoice, details: Mapping[str, Any]
) -> None:
    if unknown := set(details) - _VOICE:
        raise AttributeError(min(unknown))
    for name, value in details.items():
        setattr(voice, name, value.strip() if isinstance(value, str) else value)
    if voice.person_id is not None:
        if session.get(Person, voice.person_id) is None:
            raise UserError("Choose who it is, or type a name.", "member")
        voice.member = ""
    elif not voice.member:
        raise UserError("Say who it is: one of us, or a guest's name.", "member")
    if voice.follow_up_on is not None and voice.follow_up_on < row.on:
        raise UserError("A follow-up comes after the meeting.", "follow_up_on")
