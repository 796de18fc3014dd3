"""Reports on calls: whom to call, whom never, and what calls came to; never who made how many."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..dates import stretch
from ..desk.area import Chart, Figure, Glance, Period, Report
from ..exchange.columns import DATE, PERCENT, TEXT, WHOLE, OutColumn
from ..money import half_up
from ..rows import dataclass
from .queries import counts
from .queries.calling import StoppedNumber, stopped_numbers
from .queries.due import DueCall, due_calls
from .rules.calling import rate
from .rules.funnel import Funnel, Step

Filters = Mapping[str, int]
DUE, COUNTED, STOPPED = "prospect-calls-due", "calls-counted", "calls-stopped"
"""The keys of the reports."""


@dataclass(frozen=True, slots=True)
class CountRow:
    """One line of counted calls: the heading it stands under, what, how many.

    `share` is its part of all calls below the heading, in millionths.
    """

    heading: str
    what: str
    calls: int
    share: int


def due_rows(session: Session, period: Period, _filters: Filters) -> list[DueCall]:
    """Calls that were promised for a day or before, the oldest first."""
    return due_calls(session, period.last)


def count_rows(session: Session, period: Period, _filters: Filters) -> list[CountRow]:
    """Calls of a time: all of them, by point of the script, by wording and by list."""
    first, last = period.first, period.last
    whole = counts.funnel(session, first, last)
    if not whole.calls:
        return []
    rows = _under("All calls", whole.stages, whole)
    rows += _under("What came of them", whole.outcomes, whole)
    rows += _under("How far the script came", whole.points, whole)
    for version in counts.by_version(session, first, last):
        rows += _under(version.title, _short(version.funnel), version.funnel)
    for name, found in counts.by_list(session, first, last):
        rows += _under(f"List: {name}", _short(found), found)
    return rows


def stopped_rows(session: Session, period: Period, _filters: Filters) -> list[StoppedNumber]:
    """Numbers that were not to be called any more by a day, by company."""
    return [one for one in stopped_numbers(session) if one.on <= period.last]


def _short(found: Funnel) -> list[Step]:
    return [one for one in found.stages if one.code in ("calls", "talks", "appointments")]


def _under(heading: str, steps: Sequence[Step], whole: Funnel) -> list[CountRow]:
    return [
        CountRow(heading, one.title, one.calls, half_up(one.calls * 1_000_000, whole.calls))
        for one in steps
    ]


def counted_glance(
    session: Session, period: Period, _filters: Filters, _rows: Sequence[CountRow]
) -> list[Figure | Chart]:
    """The three figures that are asked for first, and what came of the calls as bars."""
    found = counts.funnel(session, period.first, period.last)
    if not found.calls:
        return []
    return [
        Figure("Calls", f"{found.calls:,}", stretch(found.minutes)),
        Figure("Talks", f"{found.talks:,}", f"{rate(found.talks, found.calls)} of all"),
        Figure(
            "Appointments",
            f"{found.appointments:,}",
            f"{rate(found.appointments, found.calls)} of all",
        ),
        Chart(
            "What came of them",
            tuple(one.title for one in found.outcomes),
            (("Calls", tuple(one.calls for one in found.outcomes)),),
        ),
    ]


REPORTS = (
    Report(
        DUE,
        "Sales calls due",
        "Day",
        "Companies that were to be called again on a day or before.",
        "as_of",
        (
            OutColumn[DueCall]("Company", TEXT, lambda row: row.company),
            OutColumn[DueCall]("Ask for", TEXT, lambda row: row.contact),
            OutColumn[DueCall]("Phone", TEXT, lambda row: row.phone),
            OutColumn[DueCall]("Promised for", DATE, lambda row: row.next_on),
            OutColumn[DueCall]("Last call", TEXT, lambda row: row.last_words),
            OutColumn[DueCall]("List", TEXT, lambda row: row.list),
        ),
        due_rows,
        needs="clients",
    ),
    Report(
        COUNTED,
        "Sales calls counted",
        "Month",
        "How many calls came how far, and what came of them, by wording and by list.",
        "month",
        (
            OutColumn[CountRow]("What", TEXT, lambda row: row.what),
            OutColumn[CountRow]("Calls", WHOLE, lambda row: row.calls),
            OutColumn[CountRow]("Of all", PERCENT, lambda row: row.share),
        ),
        count_rows,
        needs="clients",
        group=lambda row: row.heading,
    ),
    Report(
        STOPPED,
        "Numbers never called again",
        "Year",
        "Who asked never to be called, since when, and how they asked; to show when it is asked.",
        "as_of",
        (
            OutColumn[StoppedNumber]("Company", TEXT, lambda row: row.company),
            OutColumn[StoppedNumber]("Phone", TEXT, lambda row: row.phone),
            OutColumn[StoppedNumber]("Since", DATE, lambda row: row.on),
            OutColumn[StoppedNumber]("How they asked", TEXT, lambda row: row.words),
            OutColumn[StoppedNumber]("Taken down by", TEXT, lambda row: row.person),
        ),
        stopped_rows,
        needs="clients",
    ),
)

GLANCES = (Glance(COUNTED, counted_glance, order=10, needs="clients"),)
