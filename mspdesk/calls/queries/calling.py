"""Questions of the page somebody has in front while dialing."""

from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.rules import Status
from ...database.tables import Change
from ...dates import clock_time, short_date, wall_of
from ...people.models import Person
from ...people.rules import first_name
from ...rows import dataclass
from ..models import CallList, CallRecord, CallTarget, DoNotCall, ScriptVersion
from ..rules.calling import BY_CODE, number_of
from ..rules.scripts import BY_CODE as SLOTS
from .counts import funnel_of_day
from .lists import TargetRow, next_target, next_targets, not_taken, target
from .scripts import VersionPage, current_version, known_values, version_page

Known = tuple[int, str, str]
"""A client's id, name and status."""


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call that was made."""

    id: int
    at: datetime
    person: str
    slot: str
    outcome: str
    minutes: int
    next_on: date | None
    words: str
    number: int | None

    @property
    def title(self) -> str:
        """What came of it, and how far the script came."""
        point = SLOTS[self.slot].title if self.slot in SLOTS else ""
        own = BY_CODE[self.outcome]
        return own.title if not point or own.slot == self.slot else f"{own.title}, {point.lower()}"

    @property
    def when(self) -> str:
        """When it was made."""
        return f"{short_date(self.at.date())}, {clock_time(self.at)}"


@dataclass(frozen=True, slots=True)
class CallPage:
    """Whom to call now: the company, what was said before, the script, and how the day goes.

    `values` fill the fields of the script; `left` counts the companies of today, this one too.
    `taken` says who else is dialing it just now; empty where nobody is.
    """

    target: TargetRow
    calls: tuple[CallRow, ...]
    script: VersionPage | None
    values: dict[str, str]
    left: int
    today: str
    after: str
    taken: str = ""


def calls_of(session: Session, target_id: int) -> list[CallRow]:
    """The calls to a company, the newest first."""
    found = session.execute(
        select(
            CallRecord.id,
            CallRecord.at,
            Person.name,
            CallRecord.slot,
            CallRecord.outcome,
            CallRecord.minutes,
            CallRecord.next_on,
            CallRecord.words,
            ScriptVersion.number,
        )
        .outerjoin(Person, Person.id == CallRecord.person_id)
        .outerjoin(ScriptVersion, ScriptVersion.id == CallRecord.version_id)
        .where(CallRecord.target_id == target_id)
        .order_by(CallRecord.at.desc(), CallRecord.id.desc())
    )
    return [CallRow(row[0], row[1], row[2] or "", *row[3:]) for row in found]


def calls_with(session: Session, client_id: int) -> list[CallRow]:
    """The calls to a client's number while it was on a list, the newest first."""
    ids = session.scalars(select(CallTarget.id).where(CallTarget.client_id == client_id))
    rows = [row for one in ids for row in calls_of(session, one)]
    return sorted(rows, key=lambda row: (row.at, row.id), reverse=True)


def call_page(
    session: Session,
    list_id: int,
    day: date,
    person: str,
    skipped: tuple[int, ...] = (),
    target_id: int | None = None,
    holder: str = "",
) -> CallPage | None:
    """The page of the company that is called next, or of one that was asked for; None without.

    `holder` is who asks; whom somebody else is dialing is not called next.
    """
    next_one = None if target_id else next_target(session, list_id, day, skipped, holder)
    found = target(session, target_id) if target_id else next_one
    if found is None:
        return None
    script_id = session.scalar(select(CallList.script_id).where(CallList.id == found.list_id))
    script = version_page(session, current_version(session, script_id))
    values = known_values(session, script, person, day) | {
        "company": found.company,
        "contact": found.contact,
        "city": found.city,
    }
    turn = next_targets(session, found.list_id, day, MOST_LEFT + 1, holder)
    after = next((one.company for one in turn if one.id not in (found.id, *skipped)), "")
    # One that was chosen by hand is called today as well, due or not.
    left = len(turn) + (found.id not in {one.id for one in turn})
    counted = funnel_of_day(session, day, found.list_id)
    return CallPage(
        found,
        tuple(calls_of(session, found.id)),
        script,
        values,
        left,
        counted.said if counted.calls else "",
        after,
        taken_by(session, found.id, holder) if holder else "",
    )


def taken_by(session: Session, target_id: int, holder: str) -> str:
    """Who else is dialing a company, and until when it is theirs at the latest; empty for nobody.

    Marcus is dialing this one, until 10:20 am at the latest.
    """
    found = session.execute(
        select(Person.name, CallTarget.dialing_until)
        .select_from(CallTarget)
        .outerjoin(Person, Person.id == CallTarget.dialing_id)
        .where(CallTarget.id == target_id, ~not_taken(holder))
    ).first()
    if found is None or found[1] is None:
        return ""
    who = first_name(found[0]) if found[0] else "Somebody else"
    return f"{who} is dialing this one, until {clock_time(wall_of(found[1]))} at the latest."


MOST_LEFT = 500
"""Companies that are counted as left; nobody calls more in a day."""


def is_stopped(session: Session, phone: str) -> bool:
    """Whether a number is one that nobody here calls again."""
    digits = number_of(phone)
    return session.scalar(select(DoNotCall.id).where(DoNotCall.phone_digits == digits)) is not None


def step_of_call(session: Session, call_id: int) -> int | None:
    """The step that wrote a call down, for taking exactly that one back."""
    return session.scalar(
        select(func.max(Change.step_id)).where(
            Change.table_name == "call_record",
            Change.row_id == call_id,
            Change.kind == "insert",
        )
    )


def client_by_phone(session: Session, phone: str, name: str) -> Known | None:
    """A client with this number, or else with this very name: id, name and status.

    Our own company is none.
    """
    wanted = select(Client.id, Client.name, Client.status, Client.phone).where(
        Client.internal.is_(False)
    )
    digits = number_of(phone)
    if digits:
        starts = or_(*(Client.phone_digits.startswith(one) for one in (digits, f"1{digits}")))
        for row in session.execute(wanted.where(starts).order_by(Client.id)):
            if number_of(row.phone) == digits:
                return row.id, row.name, row.status
    # A file's own lower() knows English letters only: MÜLLER and Müller are one.
    plain = name.strip().casefold()
    for row in session.execute(wanted.order_by(Client.id)):
        if row.name.casefold() == plain:
            return row.id, row.name, row.status
    return None


def known_clients(session: Session) -> tuple[dict[str, Known], dict[str, Known]]:
    """Every client by the number that is compared, and by its name in small letters."""
    found = session.execute(
        select(Client.phone, Client.id, Client.name, Client.status)
        .where(Client.internal.is_(False))
        .order_by(Client.id.desc())
    )
    numbers: dict[str, Known] = {}
    names: dict[str, Known] = {}
    for row in found:
        known = (row.id, row.name, row.status)
        names[row.name.casefold()] = known
        if number_of(row.phone):
            numbers[number_of(row.phone)] = known
    return numbers, names


def prospects_to_call(session: Session, list_id: int) -> list[tuple[int, str, str]]:
    """Prospects with a phone number who are not on a list yet: id, name, and words beside it."""
    there = select(CallTarget.client_id).where(
        CallTarget.list_id == list_id, CallTarget.client_id.is_not(None)
    )
    hoped_for = (Status.PROSPECT, Status.ASSESSED, Status.PROPOSED)
    found = session.execute(
        select(Client.id, Client.name, Client.city, Client.phone)
        .where(Client.status.in_(hoped_for), Client.phone_digits != "", Client.id.not_in(there))
        .order_by(func.lower(Client.name))
    )
    return [(row[0], row[1], ", ".join(filter(None, (row[2], row[3])))) for row in found]


@dataclass(frozen=True, slots=True)
class StoppedNumber:
    """A number nobody here calls again: since when, who took it down, how they asked."""

    id: int
    phone: str
    company: str
    on: date
    person: str
    words: str


def stopped_numbers(session: Session) -> list[StoppedNumber]:
    """Numbers nobody calls again, by company."""
    found = session.execute(
        select(
            DoNotCall.id,
            DoNotCall.phone,
            DoNotCall.company,
            DoNotCall.on,
            func.coalesce(Person.name, ""),
            DoNotCall.words,
        )
        .outerjoin(Person, Person.id == DoNotCall.person_id)
        .order_by(func.lower(DoNotCall.company), DoNotCall.id)
    )
    return [StoppedNumber(*row) for row in found]


def call_there(session: Session, call_id: int) -> bool:
    """Whether a call still stands; one that was taken back does not."""
    return session.scalar(select(CallRecord.id).where(CallRecord.id == call_id)) is not None


def was_called(session: Session, client_id: int) -> bool:
    """Whether a client was called from a list, so that its page shows the calls."""
    found = (
        select(CallRecord.id)
        .join(CallTarget, CallTarget.id == CallRecord.target_id)
        .where(CallTarget.client_id == client_id)
        .limit(1)
    )
    return session.scalar(found) is not None
