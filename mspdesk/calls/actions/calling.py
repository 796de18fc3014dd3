"""Writing down what came of a call; from the first talk on, the company is a prospect."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.actions import add_client, add_contact, add_talk, change_status
from ...clients.models import Client, Contact
from ...clients.rules import WORDS, Status
from ...database.action import acting, action, tell
from ...dates import clock_time, now, short_date, today
from ...errors import UserError
from ...rows import dataclass
from ..models import CallList, CallRecord, CallTarget
from ..queries.calling import client_by_phone, is_stopped
from ..queries.scripts import closed_days, current_version
from ..rules.calling import BY_CODE, Outcome, name_parts, next_day
from ..rules.scripts import BY_CODE as SLOTS
from .dialing import let_go
from .lists import stop
from .pipeline import agreed_to_meet, carry_on, talks_with_us

LONGEST_CALL = 480
"""Minutes a call may take at most; more is a clock that was left running."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a call left behind: its row, and the prospect and opportunity it made or touched."""

    call_id: int
    client_id: int | None
    opportunity_id: int | None


@action("Log call")
def record_call(
    session: Session,
    target_id: int,
    outcome: str,
    slot: str = "",
    minutes: int = 1,
    next_on: date | None = None,
    words: str = "",
    meeting: datetime | None = None,
) -> Recorded:
    """Write a call down; the prospect, its contact and an opportunity follow from it, in one step.

    `outcome` is a word of rules.calling; `slot` how far the script came, the outcome's own without;
    `next_on` the day to call again (the outcome's own without), `meeting` when an appointment is.
    Raises UserError naming outcome, next_on or meeting.
    """
    row = session.get_one(CallTarget, target_id)
    came = _came(outcome)
    if row.state == "stopped" or is_stopped(session, row.phone):
        raise UserError(f"{row.company} asked never to be called again.", "outcome")
    day = today()
    again = _again(session, came, day, next_on, meeting)
    clock = min(max(1, minutes), LONGEST_CALL)
    call = CallRecord(
        target_id=row.id,
        client_id=row.client_id,
        version_id=_version(session, row.list_id),
        at=now(),
        person_id=acting(session),
        slot=slot if slot in SLOTS else came.slot,
        outcome=came.code,
        minutes=clock,
        next_on=again,
        words=words.strip()[:2_000],
    )
    row.state, row.next_on = came.state, again
    row.tries, row.last_on, row.last_outcome = row.tries + 1, day, came.code
    if came.code == "appointment":
        row.next_on = None
    if came.makes:
        call.client_id = _prospect(session, row, came, call.words, meeting)
    further = _pipeline(session, row, call, again, meeting)
    if came.code == "stop":
        stop(session, row.phone, row.company, call.words)
    session.add(call)
    session.flush()
    let_go(session, row.id)
    tell(session, ", ".join(filter(None, (_said(row, came, again, meeting), further))))
    return Recorded(call.id, call.client_id, call.opportunity_id)


def _pipeline(
    session: Session,
    row: CallTarget,
    call: CallRecord,
    again: date | None,
    meeting: datetime | None,
) -> str:
    """What the call means for the pipeline; says so where the outcome alone does not."""
    makes = BY_CODE[call.outcome].makes
    if makes == "meeting" and meeting is not None:
        call.opportunity_id = agreed_to_meet(session, row, call, meeting)
    elif makes == "talk":
        call.opportunity_id = talks_with_us(session, row, call, again)
        return "in the pipeline"
    else:
        return carry_on(session, row, call, again)
    return ""


def _came(outcome: str) -> Outcome:
    if outcome not in BY_CODE:
        raise UserError("Say what came of the call.", "outcome")
    return BY_CODE[outcome]


def _again(
    session: Session,
    came: Outcome,
    day: date,
    next_on: date | None,
    meeting: datetime | None,
) -> date | None:
    """The day of the next step; a meeting has one, and so has whatever asks for it."""
    if came.code == "appointment":
        if meeting is None:
            raise UserError("Say on which day you meet, and when.", "meeting")
        if meeting.date() < day:
            raise UserError("The meeting lies ahead: type a day from today on.", "meeting")
        return meeting.date()
    if not came.days and not came.months:
        return None
    if next_on is not None and next_on < day:
        raise UserError("Type a day from today on.", "next_on")
    return next_on or next_day(came, day, closed_days(session, day))


def _version(session: Session, list_id: int) -> int | None:
    script_id = session.scalar(select(CallList.script_id).where(CallList.id == list_id))
    return current_version(session, script_id)


def _prospect(
    session: Session,
    row: CallTarget,
    came: Outcome,
    words: str,
    meeting: datetime | None,
) -> int:
    """The client row of a company that talks to us, made or found; its contact and its talk."""
    client_id = row.client_id or _client(session, row)
    client = session.get_one(Client, client_id)
    if client.status == Status.DECLINED:
        raise UserError(
            f"{client.name} is {WORDS[Status.DECLINED].lower()}. Take that back first.", "outcome"
        )
    if client.status == Status.FORMER:
        change_status(session, client_id, Status.PROSPECT)
    row.client_id, row.contact_id = client_id, _contact(session, row, client_id)
    same = select(CallTarget).where(
        CallTarget.phone_digits == row.phone_digits, CallTarget.client_id.is_(None)
    )
    for other in session.scalars(same):
        other.client_id = client_id
    said = [f"Called: {came.title.lower()}"]
    if meeting is not None:
        said = [f"Called: we meet {short_date(meeting.date())}, {clock_time(meeting)}"]
    text = ". ".join([*said, words] if words else said)
    add_talk(session, client_id, today(), text, None, row.contact_id)
    return client_id


def _client(session: Session, row: CallTarget) -> int:
    known = client_by_phone(session, row.phone, row.company)
    if known is not None:
        return known[0]
    called = session.scalar(select(CallList.name).where(CallList.id == row.list_id)) or ""
    details = {
        "phone": row.phone,
        "city": row.city,
        "industry": row.industry,
        "website": row.website,
        "notes": row.notes,
        "referred_by": f"Call, {called}"[:200],
    }
    return add_client(session, row.company, details)


def _contact(session: Session, row: CallTarget, client_id: int) -> int | None:
    """The contact that was asked for, made unless somebody of that name is there."""
    first, last = name_parts(row.contact)
    if row.contact_id is not None or not last:
        return row.contact_id
    for one in session.scalars(select(Contact).where(Contact.client_id == client_id)):
        if f"{one.first_name} {one.last_name}".strip().casefold() == row.contact.casefold():
            return one.id
    details = {
        "first_name": first,
        "last_name": last,
        "title": row.title,
        "email": row.email,
        "phone": row.phone,
        "decides": True,
    }
    return add_contact(session, client_id, details)


def _said(row: CallTarget, came: Outcome, again: date | None, meeting: datetime | None) -> str:
    """The call in a line for the status bar."""
    if meeting is not None and came.code == "appointment":
        return f"{row.company}: we meet {short_date(meeting.date())}, {clock_time(meeting)}"
    words = f"{row.company}: {came.title.lower()}"
    if again is None:
        return words
    return f"{words} {short_date(again)}" if came.makes else f"{words}, again {short_date(again)}"
