"""Reports about time: of the team and of clients, never a ranking of people (S030)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ...database.action import reading_as
from ...dates import hours_h, now, today
from ...desk.area import Chart, Figure, Glance, Period, Report
from ...exchange.columns import DATE, FLAG, HOURS, MINUTES, MOMENT, PERCENT, TEXT, WHOLE, OutColumn
from ...money import half_up
from ...rows import dataclass
from .. import queries, rules
from ..queries import EntryRow, MissingDay, MonthSum, NamedSum, PersonWeek, TimerRow
from ..queries.splits import SplitRow, paid_split
from .weekly import (
    FLOW,
    category_glance,
    days_of,
    flow_glance,
    pace_glance,
    share_chart,
    team_chart,
    week_of,
)

Filters = Mapping[str, int]


def _months(period: Period) -> tuple[str, str]:
    return queries.month_of(period.first), queries.month_of(period.last)


def _sums(rows: Sequence[Any]) -> dict[str, int]:
    """The figures that every sum of time has, added up."""
    return {
        "minutes": sum(row.minutes for row in rows),
        "billable_minutes": sum(row.billable_minutes for row in rows),
        "after_hours_minutes": sum(row.after_minutes for row in rows),
        "productive_minutes": sum(row.productive_minutes for row in rows),
    }


def _hours_alone(sums: Mapping[str, int]) -> dict[str, int]:
    return {key: sums[key] for key in ("minutes", "after_hours_minutes")}


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
    return queries.full_time_week(session, week_of(period))


def categories(session: Session, period: Period, _filters: Filters) -> list[SplitRow]:
    """What the team's paid week went into, part by part; nobody is named (S080)."""
    return list(paid_split(session, *days_of(period)).rows)


def own_time(session: Session, period: Period, _filters: Filters) -> list[SplitRow]:
    """What one's own paid week went into; only whoever asks sees theirs (S080, E01)."""
    who = reading_as(session)
    return [] if who is None else list(paid_split(session, *days_of(period), who).rows)


def training(session: Session, period: Period, _filters: Filters) -> list[EntryRow]:
    """Time spent learning, by day; what it was, not who is how far."""
    rows = queries.entries_of_category(session, period.first, period.last, rules.Category.TRAINING)
    return sorted(rows, key=lambda row: (row.work_on, row.id))


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
_SPLIT = (
    OutColumn[SplitRow]("Part", TEXT, lambda row: row.words),
    OutColumn[SplitRow]("Hours", HOURS, lambda row: row.minutes, "minutes"),
    OutColumn[SplitRow]("Share of paid time", PERCENT, lambda row: row.share, "share"),
)


def _total(*keys: str) -> Any:
    """A sum of row attributes, by column key."""

    def totals(rows: Sequence[Any]) -> dict[str, int]:
        return {key: sum(getattr(row, key) for row in rows) for key in keys}

    return totals


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
        "100% time",
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
    FLOW,
    Report(
        "categories",
        "Paid time, the team's",
        "Week",
        "The team's paid hours, part by part. Nobody is named.",
        "week",
        _SPLIT,
        categories,
        totals=_total("minutes", "share"),
        needs="time_all",
    ),
    Report(
        "own-time",
        "Paid time, my own",
        "Week",
        "Your own paid hours, part by part; nobody else sees them here.",
        "week",
        _SPLIT,
        own_time,
        totals=_total("minutes", "share"),
        needs="time",
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
        "training",
        "Training time",
        "Month",
        "Paid time spent learning, by day and ticket.",
        "month",
        (
            OutColumn[EntryRow]("Day", DATE, lambda row: row.work_on),
            OutColumn[EntryRow]("Ticket", TEXT, lambda row: f"#{row.number_int}"),
            OutColumn[EntryRow]("What was learned", TEXT, lambda row: row.client_note),
            OutColumn[EntryRow]("Hours", HOURS, lambda row: row.minutes, "minutes"),
        ),
        training,
        totals=_total("minutes"),
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
        "Hours of everybody by year, by name; how they divide is asked of the team alone.",
        "all",
        # Nobody's share of anything stands beside another's (S030, E01).
        (
            OutColumn[NamedSum]("Person", TEXT, lambda row: row.name),
            OutColumn[NamedSum]("Year", WHOLE, lambda row: row.year),
            OutColumn[NamedSum]("Hours", HOURS, lambda row: row.minutes, "minutes"),
            OutColumn[NamedSum](
                "After hours", HOURS, lambda row: row.after_minutes, "after_hours_minutes"
            ),
        ),
        by_person,
        totals=lambda rows: _hours_alone(_sums(rows)),
        shape=by_person_shape,
        filters=("person",),
        needs="time_all",
    ),
)


SHOWN_MONTHS = 24
"""How many months are drawn above a report, the newest ones."""


def _chart(session: Session, period: Period) -> Chart:
    return team_chart(session, min(week_of(period) + timedelta(days=6), today()))


def _share_glance(
    session: Session, period: Period, _filters: Filters, rows: Sequence[SplitRow]
) -> list[Figure | Chart]:
    """The productive share of paid time of the whole team against its target (S015, B3)."""
    first, last = days_of(period)
    share = queries.billability(session, first, last)
    logged = sum(row.minutes for row in rows if row.part != "open")
    again = sum(row.minutes for row in rows if row.part == "rework")
    target = f"of paid time, {share.target}% is aimed at"
    return [
        Figure("Productive share, whole team", share.words, target),
        Figure("Productive", hours_h(share.productive), f"of {hours_h(share.paid)} paid"),
        Figure("Logged", hours_h(logged), f"{hours_h(again)} of it rework"),
        _chart(session, period),
        share_chart(session, last),
    ]


def _full_glance(
    session: Session, period: Period, _filters: Filters, rows: Sequence[PersonWeek]
) -> list[Figure | Chart]:
    """The team's week: paid, logged, missing (S050)."""
    paid, logged = sum(row.paid for row in rows), sum(row.logged for row in rows)
    missing = sum(row.missing for row in rows)
    done = sum(row.explained for row in rows)
    return [
        Figure("Paid", hours_h(paid), "in this week, holidays and leave taken off"),
        Figure("Logged", hours_h(logged), f"{hours_h(missing)} missing"),
        Figure("Complete or explained", f"{done} of {len(rows)}", "people's weeks"),
        _chart(session, period),
    ]


def _month_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[MonthSum]
) -> list[Figure | Chart]:
    """All hours, the billable share of them, and the newest months."""
    late = list(rows)[-SHOWN_MONTHS:]
    if not late:
        return []
    chart = Chart(
        "Hours by month",
        tuple(_month_words(row.month) for row in late),
        (
            ("all", tuple(row.minutes for row in late)),
            ("billable", tuple(row.billable_minutes for row in late)),
        ),
        hours_h,
        lambda minutes: f"{minutes // 60:,} h",
        60,
    )
    return [*_totals_glance(rows), chart]


def _month_words(month: str) -> str:
    return f"{date.fromisoformat(f'{month}-01'):%b %Y}"


def _totals_glance(rows: Sequence[Any]) -> list[Figure | Chart]:
    sums = _sums(rows)
    every = sums["minutes"]
    if not every:
        return []
    billable, productive = sums["billable_minutes"], sums["productive_minutes"]
    late = sums["after_hours_minutes"]
    return [
        Figure("All hours", hours_h(every), "logged in this time"),
        Figure("Billable", f"{half_up(billable * 100, every)}%", hours_h(billable)),
        Figure("Productive", f"{half_up(productive * 100, every)}%", hours_h(productive)),
        Figure("After hours", hours_h(late), f"{half_up(late * 100, every)}% of all hours"),
    ]


def _named_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[NamedSum]
) -> list[Figure | Chart]:
    """The sums of all of them together; nobody is drawn beside another (S030)."""
    return _totals_glance(rows)


GLANCES = (
    Glance("work-flow", flow_glance),
    Glance("backlog", pace_glance, order=10, needs="time_all"),
    Glance("categories", _share_glance),
    Glance("full-time-week", _full_glance),
    Glance("rework", category_glance(rules.Category.REWORK, "Rework, by week")),
    Glance("training", category_glance(rules.Category.TRAINING, "Training, by week")),
    Glance("time-by-month", _month_glance),
    Glance("time-by-client", _named_glance),
    Glance("time-by-person", _named_glance),
)
