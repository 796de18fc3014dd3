"""Questions about mentoring talks and mastermind rounds (S035)."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ...errors import UserError
from ...people.models import Person
from ...rows import dataclass
from ..models import Meeting, MeetingVoice
from ..rules.sharing import Viewer
from ..rules.words import MEETINGS
from .viewers import reader


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One member of a meeting: what changed, the challenge, ideas, when it is followed up."""

    id: int
    version: int
    meeting_id: int
    person_id: int | None
    name: str
    changed: str
    challenge: str
    ideas: str
    follow_up_on: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with who was there; `may_remove` is for whoever wrote it down, and the owner."""

    id: int
    version: int
    kind: str
    on: date
    title: str
    place: str
    words: str
    next_on: date | None
    written_by_id: int | None
    voices: tuple[VoiceRow, ...]
    may_remove: bool = False

    @property
    def kind_words(self) -> str:
        """Mentoring talk or Mastermind round."""
        return MEETINGS.get(self.kind, self.kind)

    @property
    def name(self) -> str:
        """Its title, or what it is."""
        return self.title or self.kind_words

    @property
    def who(self) -> str:
        """Who was there, in the order of the round."""
        return ", ".join(one.name for one in self.voices)


def meetings(session: Session) -> list[MeetingRow]:
    """The meetings whoever asks was at, newest first; rounds are the owner's to read as well."""
    voices: dict[int, list[VoiceRow]] = {}
    found: Select[*tuple[Any, ...]] = (
        select(
            MeetingVoice.id,
            MeetingVoice.version,
            MeetingVoice.meeting_id,
            MeetingVoice.person_id,
            func.coalesce(Person.name, MeetingVoice.member),
            MeetingVoice.changed,
            MeetingVoice.challenge,
            MeetingVoice.ideas,
            MeetingVoice.follow_up_on,
            MeetingVoice.done,
        )
        .outerjoin(Person, Person.id == MeetingVoice.person_id)
        .order_by(MeetingVoice.position, MeetingVoice.id)
    )
    for row in session.execute(found):
        voice = VoiceRow(*row)
        voices.setdefault(voice.meeting_id, []).append(voice)
    rows = session.execute(
        select(
            Meeting.id,
            Meeting.version,
            Meeting.kind,
            Meeting.on,
            Meeting.title,
            Meeting.place,
            Meeting.words,
            Meeting.next_on,
            Meeting.written_by_id,
        ).order_by(Meeting.on.desc(), Meeting.id.desc())
    )
    looker = reader(session)
    made = [
        MeetingRow(*row, tuple(voices.get(row[0], ())), _may_remove(looker, row[-1]))
        for row in rows
    ]
    return [
        one
        for one in made
        if looker.everything
        or any(voice.person_id == looker.person_id for voice in one.voices)
        or (looker.owner and _shared(one))
    ]


def _may_remove(looker: Viewer, written_by_id: int | None) -> bool:
    """Whether a meeting one may read is also one's to take away."""
    wrote = written_by_id is not None and written_by_id == looker.person_id
    return wrote or looker.owner or looker.everything


def _shared(meeting: MeetingRow) -> bool:
    """Whether a meeting is not only for those who were at it."""
    inside = any(one.person_id is not None for one in meeting.voices)
    return meeting.kind == "mastermind" or not inside


def meeting(session: Session, meeting_id: int) -> MeetingRow:
    """One meeting; raises UserError when whoever asks was not at it."""
    for one in meetings(session):
        if one.id == meeting_id:
            return one
    raise UserError("This meeting is for those who were there.")


def follow_ups(session: Session, day: date) -> list[tuple[MeetingRow, VoiceRow]]:
    """What was to be followed up by a day and is not done, the oldest first."""
    waits = select(MeetingVoice.id).where(
        MeetingVoice.follow_up_on <= day, MeetingVoice.done.is_(False)
    )
    if session.scalar(waits.limit(1)) is None:
        return []
    found = [
        (one, voice)
        for one in meetings(session)
        for voice in one.voices
        if voice.follow_up_on is not None and voice.follow_up_on <= day and not voice.done
    ]
    return sorted(found, key=lambda pair: (pair[1].follow_up_on or day, pair[1].id))
