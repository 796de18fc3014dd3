"""Reports about time: of the team and of clients, never a ranking of people (S030)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ..dates import monday, now, today
from ..desk.area import Period, Report
from ..exchange.columns import DATE, FLAG, HOURS, MINUTES, MOMENT, TEXT, WHOLE, OutColumn
from . import queries, rules
from .queries import CategorySum, EntryRow, MissingDay, MonthSum, NamedSum, PersonWeek, TimerRow

Filters = Mapping[str, int]


def _months(period: Period) -> tuple[str, str]:
    return queries.month_of(period.first), queries.month_of(period.last)


def _week(period: Period) -> date:
    """The Monday of the week asked for; a period without an end means this week."""
    return monday(min(period.last, today()))


def _sums(rows: Sequence[Any]) -> dict[str, int]:
    """The figures that every sum of time has, added up."""
    return {
        "minutes": sum(row.minutes for row in rows),
        "billable_minutes": sum(row.billable_minutes for row in rows),
        "after_hours_minutes": sum(row.after_minutes for row in rows),
        "productive_minutes": sum(row.productive_minutes for row in rows),
    }


def _figures(row: MonthSum | NamedSum) -> dict[str, Any]:
    return {
        "minutes": row.minutes,
        "billable_minutes": row.billable_minutes,
        "after_hours_minutes": row.after_minutes,
    }


def by_month(session: Session, period: Period, filters: Filters) -> list[MonthSum]:
    """All minutes month by month, of one client with the filter."""
    first, last = _months(period)
    return queries.time_by_month(session, first, last, client_id=filters.get("client"))


def by_month_shape(session: Session, period: Period) -> list[dict[str, Any]]:
    """Minutes by month as the command line promises them."""
    return [{"month": row.month, **_figures(row)} for row in by_month(session, period, {})]


def by_client(session: Session, period: Period, filters: Filters) -> list[NamedSum]:
    """Minutes of every client by year."""
    wanted = filters.get("client")
    rows = queries.time_by_client(session, *_months(period))
    return [row for row in rows if wanted in (None, row.id)]


def by_client_shape(session: Session, period: Period) -> list[dict[str, Any]]:
    """Minutes by client and year as the command line promises them."""
    return [_named("client", row) for row in by_client(session, period, {})]


def by_person(session: Session, period: Period, filters: Filters) -> list[NamedSum]:
    """Minutes of every person by year, by name."""
    wanted = filters.get("person")
    rows = queries.time_by_person(session, *_months(period))
    return [row for row in rows if wanted in (None, row.id)]


def by_person_shape(session: Session, period: Period) -> list[dict[str, Any]]:
    """Minutes by person and year as the command line promises them."""
    return [_named("person", row) for row in by_person(session, period, {})]


def _named(what: str, row: NamedSum) -> dict[str, Any]:
    source = row.source_id or None
    return {what: row.name, "source_id": source, "year": row.year, **_figures(row)}


def full_week(session: Session, period: Period, _filters: Filters) -> list[PersonWeek]:
    """Whose time of the week is all there (S050)."""
    return queries.full_time_week(session, _week(period))


def categories(session: Session, period: Period, _filters: Filters) -> list[CategorySum]:
    """What the team's week went into, and its productive share of paid time as the last row."""
    first = _week(period)
    last = date.fromordinal(first.toordinal() + 6)
    rows = queries.category_split(session, first, last)
    share = queries.billability(session, first, last)
    if rows:
        words = f"Productive share of paid time: {share.words}, target {share.target} %"
        rows.append(CategorySum("", words, share.paid, share.productive))
    return rows


def missing(session: Session, period: Period, _filters: Filters) -> list[MissingDay]:
    """Time missing on the last working day before the day asked for."""
    return queries.missing_on(session, queries.last_working_day(session, period.last))


@dataclass(frozen=True, slots=True)
class RunningRow:
    """Somebody's timer, with the minutes it shows."""

    person: str
    timer: TimerRow

    @property
    def minutes(self) -> int:
        """Whole minutes on the timer."""
        return self.timer.seconds_at(now()) // 60


def running(session: Session, _period: Period, _filters: Filters) -> list[RunningRow]:
    """The timers that run or stand still."""
    return [RunningRow(name, timer) for name, timer in queries.timers(session)]


def rework(session: Session, period: Period, _filters: Filters) -> list[EntryRow]:
    """Time spent doing something again, by day."""
    rows = queries.entries_of_category(session, period.first, period.last, rules.Category.REWORK)
    return sorted(rows, key=lambda row: (row.work_on, row.id))


_SUMS = (
    OutColumn[Any]("Hours", HOURS, lambda row: row.minutes, "minutes"),
    OutColumn[Any]("Billable", HOURS, lambda row: row.billable_minutes, "billable_minutes"),
    OutColumn[Any]("After hours", HOURS, lambda row: row.after_minutes, "after_hours_minutes"),
    OutColumn[Any]("Productive", HOURS, lambda row: row.productive_minutes, "productive_minutes"),
)
_NAMED = (
    OutColumn[NamedSum]("Year", WHOLE, lambda row: row.year),
    *_SUMS,
)

REPORTS = (
    Report(
        "missing-time",
        "Missing time yesterday",
        "Day",
        "Paid time of the last working day that nobody has logged or explained.",
        "as_of",
        (
            OutColumn[MissingDay]("Person", TEXT, lambda row: row.person),
            OutColumn[MissingDay]("Day", DATE, lambda row: row.day),
            OutColumn[MissingDay]("Paid", HOURS, lambda row: row.paid),
            OutColumn[MissingDay]("Logged", HOURS, lambda row: row.logged),
            OutColumn[MissingDay]("Missing", HOURS, lambda row: row.missing),
        ),
        missing,
        needs="time_all",
    ),
    Report(
        "running-timers",
        "Running timers",
        "Day",
        "Timers that run or stand still, whoever started them.",
        "as_of",
        (
            OutColumn[RunningRow]("Person", TEXT, lambda row: row.person),
            OutColumn[RunningRow]("Ticket", TEXT, lambda row: f"#{row.timer.number_int}"),
            OutColumn[RunningRow]("Title", TEXT, lambda row: row.timer.title),
            OutColumn[RunningRow]("Began", MOMENT, lambda row: row.timer.began_at),
            OutColumn[RunningRow]("Minutes", MINUTES, lambda row: row.minutes),
        ),
        running,
        needs="time_all",
    ),
    Report(
        "full-time-week",
        "100 % time",
        "Week",
        "Paid time of the week against logged time, day by day; a reason counts as complete.",
        "week",
        (
            OutColumn[PersonWeek]("Person", TEXT, lambda row: row.person),
            OutColumn[PersonWeek]("Paid", HOURS, lambda row: row.paid),
            OutColumn[PersonWeek]("Logged", HOURS, lambda row: row.logged),
            OutColumn[PersonWeek]("Missing", HOURS, lambda row: row.missing),
            OutColumn[PersonWeek]("Complete or explained", FLAG, lambda row: row.explained),
            OutColumn[PersonWeek](
                "Time sheet", TEXT, lambda row: rules.WEEK_WORDS[rules.WeekState(row.state)]
            ),
        ),
        full_week,
        needs="time_all",
    ),
    Report(
        "categories",
        "What the team's time went into",
        "Week",
        "The team's hours by category, and its productive share of paid time. Nobody is named.",
        "week",
        (
            OutColumn[CategorySum]("Category", TEXT, lambda row: row.words),
            OutColumn[CategorySum]("Hours", HOURS, lambda row: row.minutes),
            OutColumn[CategorySum]("Productive", HOURS, lambda row: row.productive_minutes),
        ),
        categories,
        needs="time_all",
    ),
    Report(
        "time-by-month",
        "Time by month",
        "Month",
        "All hours month by month; billable ones are actual hours that a client is charged for.",
        "all",
        (OutColumn[MonthSum]("Month", TEXT, lambda row: row.month), *_SUMS),
        by_month,
        totals=_sums,
        shape=by_month_shape,
        filters=("client",),
        needs="time_all",
    ),
    Report(
        "rework",
        "Rework",
        "Month",
        "Time spent doing something again, by day and ticket.",
        "month",
        (
            OutColumn[EntryRow]("Day", DATE, lambda row: row.work_on),
            OutColumn[EntryRow]("Ticket", TEXT, lambda row: f"#{row.number_int}"),
            OutColumn[EntryRow]("Client", TEXT, lambda row: row.client),
            OutColumn[EntryRow]("What was done", TEXT, lambda row: row.client_note),
            OutColumn[EntryRow]("Hours", HOURS, lambda row: row.minutes, "minutes"),
        ),
        rework,
        totals=lambda rows: {"minutes": sum(row.minutes for row in rows)},
        needs="time_all",
    ),
    Report(
        "time-by-client",
        "Time by client",
        "Renewal",
        "Hours of every client by year.",
        "all",
        (OutColumn[NamedSum]("Client", TEXT, lambda row: row.name), *_NAMED),
        by_client,
        totals=_sums,
        shape=by_client_shape,
        filters=("client",),
        needs="time_all",
    ),
    Report(
        "time-by-person",
        "Time by person",
        "Year",
        "Hours of everybody by year, by name.",
        "all",
        (OutColumn[NamedSum]("Person", TEXT, lambda row: row.name), *_NAMED),
        by_person,
        totals=_sums,
        shape=by_person_shape,
        filters=("person",),
        needs="time_all",
    ),
)
