"""Reports about who is there, today and next week; nobody is compared."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ..dates import monday
from ..desk.area import Period, Report
from ..exchange.columns import DATE, HOURS, TEXT, OutColumn
from ..rows import dataclass
from ..shop.queries import calendar
from . import queries

Filters = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class InRow:
    """Somebody on a day: minutes in and away, and how that is said."""

    person: str
    day: date
    paid: int
    away: int
    words: str


def who_is_in(session: Session, day: date) -> list[InRow]:
    """Everybody on a day, by name: in, away for some hours, away, or off (B10).

    Why somebody is away is nobody's business here.
    """
    hours = calendar(session, day.year)
    weeks = queries.paid_weeks(session)
    gone = queries.leave_between(session, day, day)
    found = []
    for who in queries.people(session, all_of_them=True):
        if not _here(who, day):
            continue
        usual = 0 if day in hours.closed else weeks.on(who.id, day)
        away = gone.get((who.id, day), 0)
        left = max(0, usual - away)
        if day in hours.closed:
            words = f"Closed, {hours.closed[day]}"
        elif away:
            words = "In for a part" if left else "Away"
        else:
            words = "In" if left else "Off"
        found.append(InRow(who.name, day, left, away, words))
    return found


def _here(who: queries.PersonRow, day: date) -> bool:
    """Whether somebody had begun to work here on a day, and had not left."""
    began = who.hired_on is None or who.hired_on <= day
    return began and (who.left_on is None or day <= who.left_on)


def _in_rows(session: Session, period: Period, _filters: Filters) -> list[InRow]:
    return who_is_in(session, period.last)


def leave_ahead(session: Session, first: date, last: date) -> list[InRow]:
    """The days of a span on which somebody who works here is away, by day and name."""
    gone = queries.leave_between(session, first, last)
    everybody = {who.id: who for who in queries.people(session, all_of_them=True)}
    rows = [
        InRow(everybody[who].name, on, 0, minutes, "Away")
        for (who, on), minutes in gone.items()
        if minutes > 0 and _here(everybody[who], on)
    ]
    return sorted(rows, key=lambda row: (row.day, row.person))


def _leave_rows(session: Session, period: Period, _filters: Filters) -> list[InRow]:
    """Leave of the week after that of the day asked for (B10)."""
    first = monday(period.last) + timedelta(days=7)
    return leave_ahead(session, first, first + timedelta(days=6))


REPORTS = (
    Report(
        "who-is-in",
        "Who is in, who is away",
        "Day",
        "Everybody on a day, by name, with the hours they are in.",
        "as_of",
        (
            OutColumn[InRow]("Person", TEXT, lambda row: row.person),
            OutColumn[InRow]("Today", TEXT, lambda row: row.words, "state"),
            OutColumn[InRow]("Hours in", HOURS, lambda row: row.paid, "paid"),
            OutColumn[InRow]("Hours away", HOURS, lambda row: row.away, "away"),
        ),
        _in_rows,
        needs="time",
    ),
    Report(
        "leave-next-week",
        "Leave next week",
        "Week",
        "Who is away on which day of the coming week, so that nothing is promised for them.",
        "as_of",
        (
            OutColumn[InRow]("Day", DATE, lambda row: row.day),
            OutColumn[InRow]("Person", TEXT, lambda row: row.person),
            OutColumn[InRow]("Hours away", HOURS, lambda row: row.away, "away"),
        ),
        _leave_rows,
        needs="time",
    ),
)
