"""Questions about call lists and the companies on them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from ...clients.models import Client
from ...clients.rules import WORKED_FOR, Status
from ...database.wording import holds, really_holds
from ...dates import short_date, utc_now
from ...people.models import Person
from ...rows import dataclass
from ..models import CallList, CallTarget, DoNotCall, Script
from ..rules.calling import BY_CODE, STATES, TO_CALL


@dataclass(frozen=True, slots=True)
class ListRow:
    """A call list: whose, with which script, how many companies, and how many to call today."""

    id: int
    version: int
    name: str
    script_id: int | None
    script: str
    person_id: int | None
    person: str
    opened_on: date
    closed_on: date | None
    notes: str
    companies: int
    to_call: int
    called: int

    @property
    def words(self) -> str:
        """What is to be done with it."""
        if self.closed_on is not None:
            return f"Closed {short_date(self.closed_on)}"
        if not self.companies:
            return "Empty"
        if not self.to_call:
            return "Nobody to call today"
        return f"{self.to_call} to call today"


def last_words(outcome: str, on: date | None) -> str:
    """What the newest call to a company came to, and when; empty before the first one."""
    return f"{BY_CODE[outcome].title}, {short_date(on)}" if on is not None else ""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A company on a list, as far as it is."""

    id: int
    version: int
    list_id: int
    position: int
    company: str
    contact: str
    title: str
    phone: str
    phone_digits: str
    email: str
    city: str
    industry: str
    website: str
    notes: str
    client_id: int | None
    state: str
    next_on: date | None
    tries: int
    last_on: date | None
    last_outcome: str

    @property
    def state_words(self) -> str:
        """How far it is, in words."""
        return STATES[self.state]

    @property
    def last_words(self) -> str:
        """What the newest call came to, and when."""
        return last_words(self.last_outcome, self.last_on)

    @property
    def who(self) -> str:
        """Whom to ask for, with title and place."""
        return ", ".join(filter(None, (self.contact, self.title, self.city)))


_TARGET = (
    CallTarget.id,
    CallTarget.version,
    CallTarget.list_id,
    CallTarget.position,
    CallTarget.company,
    CallTarget.contact,
    CallTarget.title,
    CallTarget.phone,
    CallTarget.phone_digits,
    CallTarget.email,
    CallTarget.city,
    CallTarget.industry,
    CallTarget.website,
    CallTarget.notes,
    CallTarget.client_id,
    CallTarget.state,
    CallTarget.next_on,
    CallTarget.tries,
    CallTarget.last_on,
    CallTarget.last_outcome,
)


def may_be_called() -> ColumnElement[bool]:
    """Numbers that may be called: not stopped, not of a company we declined or work for by now."""
    settled = (Status.DECLINED, *WORKED_FOR)
    return and_(
        CallTarget.state.in_(TO_CALL),
        ~exists().where(DoNotCall.phone_digits == CallTarget.phone_digits),
        ~exists().where(Client.id == CallTarget.client_id, Client.status.in_(settled)),
    )


def _declined() -> ColumnElement[bool]:
    return exists().where(Client.id == CallTarget.client_id, Client.status == Status.DECLINED)


def _due(day: date) -> ColumnElement[bool]:
    return and_(may_be_called(), or_(CallTarget.next_on.is_(None), CallTarget.next_on <= day))


def not_taken(holder: str) -> ColumnElement[bool]:
    """Companies nobody else has in front just now, while dialing."""
    return or_(
        CallTarget.dialing_until.is_(None),
        CallTarget.dialing_until <= utc_now(),
        CallTarget.dialing_by == holder,
    )


def _in_turn(day: date) -> Select[int]:
    """Ids of those to call: promised days first, then those nobody called yet, in their order."""
    first = case((CallTarget.next_on.is_(None), 1), else_=0)
    return (
        select(CallTarget.id)
        .join(CallList, CallList.id == CallTarget.list_id)
        .where(CallList.closed_on.is_(None), _due(day))
        .order_by(first, CallTarget.next_on, CallTarget.position, CallTarget.id)
    )


def call_lists(session: Session, day: date, *, closed: bool = False) -> list[ListRow]:
    """Call lists by name, with what is to be called on a day; `closed` ones too where asked for."""
    counts = {
        row.list_id: (row.companies, row.due or 0, row.called or 0)
        for row in session.execute(
            select(
                CallTarget.list_id,
                func.count().label("companies"),
                func.sum(case((_due(day), 1), else_=0)).label("due"),
                func.sum(case((CallTarget.tries > 0, 1), else_=0)).label("called"),
            ).group_by(CallTarget.list_id)
        )
    }
    wanted = (
        select(CallList, Script.name, Person.name)
        .outerjoin(Script, Script.id == CallList.script_id)
        .outerjoin(Person, Person.id == CallList.person_id)
        .order_by(func.lower(CallList.name), CallList.id)
    )
    if not closed:
        wanted = wanted.where(CallList.closed_on.is_(None))
    return [
        ListRow(
            one.id,
            one.version,
            one.name,
            one.script_id,
            script or "",
            one.person_id,
            person or "",
            one.opened_on,
            one.closed_on,
            one.notes,
            *counts.get(one.id, (0, 0, 0)),
        )
        for one, script, person in session.execute(wanted)
    ]


def call_list(session: Session, list_id: int, day: date) -> ListRow | None:
    """One list, or None."""
    return next((one for one in call_lists(session, day, closed=True) if one.id == list_id), None)


def targets(
    session: Session, list_id: int, limit: int | None = None, skip: int = 0
) -> list[TargetRow]:
    """The companies of a list in their order, or a page of them; one we declined is left out."""
    order = (CallTarget.position, CallTarget.id)
    wanted = select(*_TARGET).where(CallTarget.list_id == list_id, ~_declined())
    found = session.execute(wanted.order_by(*order).limit(limit).offset(skip))
    return [_target_row(row) for row in found]


def target_count(session: Session, list_id: int) -> int:
    """How many companies a list shows."""
    wanted = select(func.count(CallTarget.id)).where(CallTarget.list_id == list_id, ~_declined())
    return session.scalar(wanted) or 0


def place_of(session: Session, list_id: int, target_id: int) -> int:
    """How many companies stand before one in its list."""
    one = aliased(CallTarget)
    before = or_(
        CallTarget.position < one.position,
        and_(CallTarget.position == one.position, CallTarget.id < one.id),
    )
    wanted = select(func.count(CallTarget.id)).join(one, and_(one.id == target_id, before))
    return session.scalar(wanted.where(CallTarget.list_id == list_id, ~_declined())) or 0


def target(session: Session, target_id: int | None) -> TargetRow | None:
    """One company of a list, or None."""
    row = session.execute(select(*_TARGET).where(CallTarget.id == target_id)).first()
    return _target_row(row) if row else None


def next_target(
    session: Session, list_id: int, day: date, skipped: Sequence[int] = (), holder: str = ""
) -> TargetRow | None:
    """Who is called next; those skipped come round again once nobody else is left.

    With a `holder` those are left out whom somebody else is dialing.
    """
    turn = _in_turn(day).where(CallTarget.list_id == list_id).limit(1)
    if holder:
        turn = turn.where(not_taken(holder))
    found = session.scalar(turn.where(CallTarget.id.not_in(skipped))) if skipped else None
    return target(session, found if found is not None else session.scalar(turn))


def next_targets(
    session: Session, list_id: int, day: date, limit: int, holder: str = ""
) -> list[TargetRow]:
    """The next companies to call, in turn; with a `holder` those nobody else is dialing."""
    turn = _in_turn(day).where(CallTarget.list_id == list_id).limit(limit)
    ids = list(session.scalars(turn.where(not_taken(holder)) if holder else turn))
    rows = session.execute(select(*_TARGET).where(CallTarget.id.in_(ids)))
    found = {row[0]: _target_row(row) for row in rows}
    return [found[one] for one in ids if one in found]


def _target_row(row: Sequence[Any]) -> TargetRow:
    return TargetRow(*row)


@dataclass(frozen=True, slots=True)
class DueRow:
    """A list with calls that were promised for a day or before, and whose they are."""

    list_id: int
    name: str
    person_id: int | None
    promised: int
    first: str
    first_on: date


def calls_due(session: Session, day: date) -> list[DueRow]:
    """Lists on which somebody is to be called again on a day or before, the oldest first."""
    promised = (
        select(
            CallTarget.list_id,
            func.count().label("count"),
            func.min(CallTarget.next_on).label("first_on"),
        )
        .where(may_be_called(), CallTarget.next_on <= day)
        .group_by(CallTarget.list_id)
        .subquery()
    )
    found = session.execute(
        select(
            CallList.id, CallList.name, CallList.person_id, promised.c.count, promised.c.first_on
        )
        .join(promised, promised.c.list_id == CallList.id)
        .where(CallList.closed_on.is_(None))
        .order_by(promised.c.first_on, CallList.id)
    ).all()
    rows = []
    for list_id, name, person_id, count, first_on in found:
        next_one = next_target(session, list_id, day)
        company = next_one.company if next_one else ""
        rows.append(DueRow(list_id, name, person_id, count, company, first_on))
    return rows


def find_targets(session: Session, text: str, limit: int) -> list[tuple[TargetRow, str]]:
    """Companies by name, contact or number, with the name of their list; declined ones not."""
    words = text.strip()
    digits = "".join(one for one in words if one.isdigit())
    by_number = len(digits) >= 4
    hit = or_(holds(CallTarget.company, words), holds(CallTarget.contact, words))
    if by_number:
        hit = or_(hit, CallTarget.phone_digits.contains(digits))
    found = session.execute(
        select(*_TARGET, CallList.name)
        .join(CallList, CallList.id == CallTarget.list_id)
        .where(hit, CallList.closed_on.is_(None), CallTarget.client_id.is_(None), ~_declined())
        .order_by(func.lower(CallTarget.company), CallTarget.id)
        .limit(limit * _LOOK_AGAIN)
    )
    rows = [(_target_row(row[:-1]), row[-1]) for row in found]
    return [
        (one, name)
        for one, name in rows
        if really_holds(f"{one.company}\n{one.contact}", words)
        or (by_number and digits in one.phone_digits)
    ][:limit]


_LOOK_AGAIN = 4
"""Times as many rows as are shown are asked for: some hold another letter where ü was typed."""
