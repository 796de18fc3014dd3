"""What stands above the reports of a week: thirteen weeks of the team, never of one person."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ...dates import hours_h, monday, short_date, today
from ...desk.area import Chart, Figure, Period, Report
from ...exchange.columns import DATE, HOURS, OutColumn
from ...money import half_up
from ...tickets.queries import TicketRow, backlog
from .. import queries
from ..queries.flow import (
    WEEKS,
    FlowRow,
    clears_in,
    mean_net,
    mean_without_bumps,
    trend,
    weeks_of_work,
    whole_weeks,
)

Filters = Mapping[str, int]

SHOWN_WEEKS = 13
"""Weeks that are drawn above a report: a quarter (S031)."""

PACE_WEEKS = 4
"""Whole weeks whose mean is the pace of the team (B2)."""


def week_of(period: Period) -> date:
    """The Monday of the week asked for; a period without an end means this week."""
    return monday(min(period.last, today()))


def days_of(period: Period) -> tuple[date, date]:
    """The days of the week asked for that have come."""
    first = week_of(period)
    return first, max(first, min(first + timedelta(days=6), today()))


def _whole(minutes: int) -> str:
    return f"{minutes // 60:,} h"


def hours_chart(
    title: str,
    mondays: Sequence[date],
    last: date,
    series: tuple[tuple[str, tuple[int, ...]], ...],
    kind: str = "bars",
) -> Chart:
    """Minutes by week, drawn in hours."""
    labels = tuple(short_date(one, last) for one in mondays)
    return Chart(title, labels, series, hours_h, _whole, 60, kind)


def flow_rows(session: Session, period: Period, _filters: Filters) -> list[FlowRow]:
    """Hours of work in and out, the thirteen weeks that were over on a day (B2, S016)."""
    return whole_weeks(session, min(period.last, today()), SHOWN_WEEKS)


def flow_glance(
    session: Session, period: Period, _filters: Filters, rows: Sequence[FlowRow]
) -> list[Figure | Chart]:
    """Where the backlog is going by the mean of the last four weeks, and the bumps apart (B2)."""
    day = min(period.last, today())
    late = list(rows[-WEEKS:])
    held = backlog(session, day)
    net, plain = mean_net(late), mean_without_bumps(late)
    bumps = sum(row.bump for row in late)
    mean = f"mean of {len(late)} weeks"
    mondays = [row.monday for row in rows]
    parts: list[Figure | Chart] = [
        Figure("Backlog", hours_h(held.estimated_minutes), f"{held.open_tickets} tickets"),
        Figure("Net a week", _signed(net), f"{trend(late)}, {mean}"),
        Figure("Without bumps", _signed(plain), f"{hours_h(bumps)} of projects and leave"),
        Figure("Clears in", clears_in(held.estimated_minutes, net), "at this net"),
        hours_chart(
            "Hours in and out, by week",
            mondays,
            day,
            (
                ("in", tuple(row.inflow for row in rows)),
                ("out", tuple(row.outflow for row in rows)),
            ),
        ),
    ]
    if any(row.bump for row in rows):
        parts.append(
            hours_chart(
                "Bumps: projects that came in, hours lost to leave",
                mondays,
                day,
                (
                    ("projects", tuple(row.projects for row in rows)),
                    ("leave", tuple(row.lost for row in rows)),
                ),
            )
        )
    return parts


def _signed(minutes: int) -> str:
    sign = "+" if minutes > 0 else "-" if minutes < 0 else ""
    return f"{sign}{hours_h(abs(minutes))}"


def pace_glance(
    session: Session, period: Period, _filters: Filters, rows: Sequence[TicketRow]
) -> list[Figure | Chart]:
    """How long the backlog takes at the pace of the last four weeks, if nothing new came (B2)."""
    done = queries.lately_productive(session, min(period.last, today()), PACE_WEEKS)
    gross = sum(row.estimate_minutes or 0 for row in rows)
    if not done:
        return [Figure("At this pace", "unknown", "no productive time in four weeks")]
    words = f"at {hours_h(half_up(done, PACE_WEEKS))} productive a week, if nothing comes"
    return [Figure("At this pace", weeks_of_work(gross * PACE_WEEKS, done), words)]


def team_chart(session: Session, day: date) -> Chart:
    """All hours of the team and the productive ones, by week (S015)."""
    weeks = queries.hours_by_week(session, day, SHOWN_WEEKS)
    return hours_chart(
        "Hours by week",
        [one.monday for one in weeks],
        day,
        (
            ("all", tuple(one.minutes for one in weeks)),
            ("productive", tuple(one.productive for one in weeks)),
        ),
    )


def share_chart(session: Session, day: date) -> Chart:
    """The productive share of paid time of the whole team, by week that was over (S015)."""
    found = queries.shares_by_week(session, day, SHOWN_WEEKS)
    return Chart(
        "Productive share of paid time, by week",
        tuple(short_date(one.monday, day) for one in found),
        (("", tuple(one.tenths for one in found)),),
        lambda tenths: f"{tenths // 10}.{tenths % 10}%",
        lambda tenths: f"{tenths // 10}%",
        100,
        "line",
    )


def category_glance(
    category: str, title: str
) -> Callable[[Session, Period, Filters, Sequence[object]], list[Figure | Chart]]:
    """What draws the team's hours of one category by week, the thirteen up to a month's end."""

    def make(
        session: Session, period: Period, _filters: Filters, _rows: Sequence[object]
    ) -> list[Figure | Chart]:
        day = min(period.last, today())
        weeks = queries.category_by_week(session, day, SHOWN_WEEKS, category)
        minutes = tuple(one.minutes for one in weeks)
        if not any(minutes):
            return []
        return [hours_chart(title, [one.monday for one in weeks], day, (("", minutes),))]

    return make


FLOW = Report(
    "work-flow",
    "Work in and out",
    "Week",
    "Estimated hours that came in and productive hours that went out, by whole week.",
    "as_of",
    (
        OutColumn[FlowRow]("Week of", DATE, lambda row: row.monday, "monday"),
        OutColumn[FlowRow]("In", HOURS, lambda row: row.inflow, "inflow"),
        OutColumn[FlowRow]("Raised", HOURS, lambda row: row.grown, "grown"),
        OutColumn[FlowRow]("Out", HOURS, lambda row: row.outflow, "outflow"),
        OutColumn[FlowRow]("Net", HOURS, lambda row: row.net, "net"),
        OutColumn[FlowRow]("Projects", HOURS, lambda row: row.projects, "projects"),
        OutColumn[FlowRow]("Lost to leave", HOURS, lambda row: row.lost, "lost"),
        OutColumn[FlowRow](
            "Net without bumps", HOURS, lambda row: row.net_without_bumps, "net_without_bumps"
        ),
    ),
    flow_rows,
    totals=lambda rows: {
        key: sum(getattr(row, key) for row in rows)
        for key in ("inflow", "grown", "outflow", "net", "projects", "lost", "net_without_bumps")
    },
)
