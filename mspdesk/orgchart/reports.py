"""Reports about hats: what time each got; nobody is compared with anybody (S030)."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..desk.area import Figure, Glance, Period, Report
from ..exchange.columns import HOURS, TEXT, OutColumn
from .queries.advice import next_hire
from .queries.balance import HatTime, hat_times
from .rules.balance import hours_words

Filters = Mapping[str, int]

COLUMNS: tuple[OutColumn[HatTime], ...] = (
    OutColumn("Hat", TEXT, lambda row: row.title),
    OutColumn("Worn by", TEXT, lambda row: row.wearer, "wearer"),
    OutColumn("State", TEXT, lambda row: "For now" if row.for_now else "", "now"),
    OutColumn("Hours", HOURS, lambda row: row.minutes, "minutes"),
    OutColumn("Of paid time", TEXT, lambda row: row.share, "share"),
    OutColumn("Target", TEXT, lambda row: row.wanted, "target"),
    OutColumn("Gap", TEXT, lambda row: row.gap_said, "gap"),
)


def hat_rows(session: Session, period: Period, _filters: Filters) -> list[HatTime]:
    """The time of every hat in a span, in the order of the chart (S003)."""
    return hat_times(session, period.first, period.last)


def _totals(rows: Sequence[HatTime]) -> dict[str, int]:
    return {"minutes": sum(row.minutes for row in rows)}


def _figures(
    session: Session, _period: Period, _filters: Filters, rows: Sequence[HatTime]
) -> list[Figure]:
    """Hours on hats, hats without any, and whom to hire next."""
    idle = sum(row.minutes == 0 for row in rows)
    now = sum(row.for_now for row in rows)
    advice = next_hire(session)
    return [
        Figure("On hats", hours_words(sum(row.minutes for row in rows)), "tickets included"),
        Figure("Without time", str(idle), f"of {len(rows)} hats, {now} unfilled"),
        Figure("Next hire", advice.title or "None", advice.why[0]),
    ]


REPORTS = (
    Report(
        "hats-and-hours",
        "Hats and hours",
        "Month",
        "What time each hat got, its part of the wearer's week, and the gap to its target.",
        "month",
        COLUMNS,
        hat_rows,
        totals=_totals,
        needs="time_all",
    ),
)
GLANCES = (Glance("hats-and-hours", _figures, 10, needs="people"),)
