"""What paid hours are counted from: who works here, for which hours and what wage, in one go."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    String,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy import Date as Day
from sqlalchemy import Integer as Whole
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import CompoundSelect

from ...database.reading import once
from ...money import multiplied
from ...people.models import Leave, PaidHours, Person, Wage
from ...people.rules import PaidWeeks, paid_changes
from ...rows import dataclass
from ...timekeeping.models import TimeByPersonMonth

_PERSON, _HOURS, _WAGE, _LEAVE, _BEGUN = range(5)

# Put together once, and as one statement: each costs several times what SQLite needs to answer it.
_FROM: BindParameter[date] = bindparam("first", type_=Day)
_UNTIL: BindParameter[date] = bindparam("last", type_=Day)
_WHO = Person.__table__.c
_PAID = PaidHours.__table__.c
_PER_HOUR = Wage.__table__.c
_AWAY = Leave.__table__.c


def _what(kind: int) -> Any:
    return literal_column(str(kind), Whole).label("what")


_NO_DAY = literal_column("NULL", Day)
_NOTHING = literal_column("0", Whole)
_NO_MONTH = literal_column("''", String)
_EVERYTHING: Select[Any] | CompoundSelect[Any] = union_all(
    select(
        _what(_PERSON),
        _WHO.id.label("who"),
        _WHO.hired_on.label("begins"),
        _WHO.left_on.label("ends"),
        _NOTHING.label("one"),
        _NOTHING.label("other"),
        _NO_MONTH.label("month"),
    ),
    select(
        _what(_HOURS),
        _PAID.person_id,
        _PAID.from_on,
        _NO_DAY,
        _PAID.weekday,
        _PAID.minutes,
        _NO_MONTH,
    ),
    select(
        _what(_WAGE),
        _PER_HOUR.person_id,
        _PER_HOUR.from_on,
        _NO_DAY,
        _PER_HOUR.per_hour,
        _PER_HOUR.burden,
        _NO_MONTH,
    ),
    select(
        _what(_LEAVE), _AWAY.person_id, _AWAY.on, _NO_DAY, _AWAY.minutes, _NOTHING, _NO_MONTH
    ).where(_AWAY.on.between(_FROM, _UNTIL)),
    select(
        _what(_BEGUN),
        _NOTHING,
        _NO_DAY,
        _NO_DAY,
        _NOTHING,
        _NOTHING,
        func.min(TimeByPersonMonth.__table__.c.month),
    ),
)


@dataclass(frozen=True, slots=True)
class Payroll:
    """Everybody who ever worked here, what they are paid for, at which cost, and their leave.

    `people` holds first and last day where they are known, `wages` the cost of an hour with taxes
    from a day on, `leave` minutes by day; all by person. `begun` is the first month with any time
    recorded, as 2026-03.
    """

    people: dict[int, tuple[date | None, date | None]]
    weeks: PaidWeeks
    wages: dict[int, list[tuple[date, int]]]
    leave: dict[int, dict[date, int]]
    begun: str | None


@once
def payroll(session: Session, first: date, last: date) -> Payroll:
    """What paid hours are counted from; leave between two days, all else as it ever was."""
    people: dict[int, tuple[date | None, date | None]] = {}
    hours: list[tuple[int, date, int, int]] = []
    paid: list[tuple[date, int, int]] = []
    leave: dict[int, dict[date, int]] = {}
    begun: str | None = None
    rows = session.execute(_EVERYTHING, {"first": first, "last": last}).all()
    for what, who, begins, ends, one, other, month in rows:
        if what == _PERSON:
            people[who] = begins, ends
        elif what == _HOURS:
            hours.append((who, begins, one, other))
        elif what == _WAGE:
            paid.append((begins, who, multiplied(one, other)))
        elif what == _LEAVE:
            leave.setdefault(who, {})[begins] = one
        else:
            begun = month or None
    wages: dict[int, list[tuple[date, int]]] = {}
    for on, who, cost in sorted(paid):
        wages.setdefault(who, []).append((on, cost))
    hours.sort(key=lambda row: row[1])
    return Payroll(people, paid_changes(hours), wages, leave, begun)


def wage_spans(
    first: date, last: date, wages: list[tuple[date, int]]
) -> Iterator[tuple[date, date, int | None]]:
    """A time cut where the wage changes: first day, last day, cost of an hour."""
    cuts = [on for on, _ in wages if first < on <= last]
    starts = [first, *cuts]
    for at, start in enumerate(starts):
        end = starts[at + 1] - timedelta(days=1) if at + 1 < len(starts) else last
        # The time before the first wage that is known is taken at it.
        each = next((cost for on, cost in reversed(wages) if on <= start), None)
        yield start, end, each if each is not None else (wages[0][1] if wages else None)
