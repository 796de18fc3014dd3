"""Questions across all open runs: what an admin does, what outside providers, what one was given.

A trained admin with a good checklist does the work (S138); some of it is done by others (S072).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...dates import today
from ...rows import dataclass
from ...vendors.models import Vendor
from ..models import ChecklistRun, RunResult, Schedule
from ..rules.master import Doer, Line, Master
from ..rules.run import RunState, closed_by, outside_lines
from . import runs
from .results import Result, lines_of_all, results_of, states_of
from .runs import RunRow

AHEAD = 14
"""Days: planned runs due within them are listed beside those that run."""

ADMIN, OUTSIDE, GIVEN = "admin", "outside", "given"
KINDS = {
    ADMIN: "Admin items",
    OUTSIDE: "Outside work",
    GIVEN: "Given to you",
}


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of an open run, and the line that must be done before it."""

    line: Line
    result: Result
    gate: Line | None
    not_seen: bool
    severity: bool


@dataclass(frozen=True, slots=True)
class RunLines:
    """Some lines of one open run."""

    row: RunRow
    lines: tuple[OpenLine, ...]

    @property
    def done(self) -> int:
        """How many of them are marked."""
        return sum(bool(one.result.state) for one in self.lines)


def vendor_names(session: Session) -> list[tuple[int, str]]:
    """The vendors that may be given work, by name."""
    found = select(Vendor.id, Vendor.name).where(Vendor.active).order_by(Vendor.name, Vendor.id)
    return [(row[0], row[1]) for row in session.execute(found)]


def lines_across(session: Session, kind: str, person_id: int | None = None) -> list[RunLines]:
    """Lines of all open runs of one kind: admin, outside, or given to a person."""
    wanted: Callable[[Line, Result], bool] = {
        ADMIN: lambda line, _one: line.doer == Doer.ADMIN,
        OUTSIDE: lambda line, one: line.doer == Doer.OUTSIDE or one.vendor_id is not None,
        GIVEN: lambda _line, one: person_id is not None and one.doer_id == person_id,
    }[kind]
    rows = _open(session, person_id if kind == GIVEN else None)
    ids = [row.id for row in rows]
    masters, marks = lines_of_all(session, ids), results_of(session, ids)
    for row_id, (vendor_id, vendor) in _providers(session, rows).items():
        own = marks.setdefault(row_id, {})
        for line in outside_lines(masters[row_id]) if row_id in masters else ():
            own.setdefault(line.key, Result(line.key, vendor_id=vendor_id, vendor=vendor))
    found = (
        RunLines(row, _lines(masters[row.id], marks.get(row.id, {}), wanted))
        for row in rows
        if row.id in masters
    )
    return [one for one in found if one.lines]


def _providers(session: Session, rows: Sequence[RunRow]) -> dict[int, tuple[int, str]]:
    """Who outside is to do what has only been planned, by run: whom its schedule names."""
    found = (
        select(ChecklistRun.id, Vendor.id, Vendor.name)
        .join(Schedule, Schedule.id == ChecklistRun.schedule_id)
        .join(Vendor, Vendor.id == Schedule.vendor_id)
        .where(ChecklistRun.id.in_([row.id for row in rows if row.state == RunState.PLANNED]))
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(found)}


def _open(session: Session, doer_id: int | None) -> list[RunRow]:
    """Open runs; only those with a step somebody was given, whomever they are about."""
    until = today() + timedelta(days=AHEAD)
    planned = (ChecklistRun.state == RunState.PLANNED) & or_(
        ChecklistRun.due_on <= until, ChecklistRun.due_on.is_(None)
    )
    begun = ChecklistRun.state == RunState.IN_PROGRESS
    found = runs.all_runs().where(runs.IS_OPEN, or_(begun, planned))
    if doer_id is not None:
        mine = (RunResult.run_id == ChecklistRun.id, RunResult.doer_id == doer_id)
        found = found.where(select(RunResult.id).where(*mine).exists())
    order = (ChecklistRun.due_on.is_(None), ChecklistRun.due_on, ChecklistRun.id)
    return runs.rows_of(session, found.order_by(*order), everybodys=doer_id is not None)


def _lines(
    master: Master, found: Mapping[str, Result], wanted: Callable[[Line, Result], bool]
) -> tuple[OpenLine, ...]:
    gates = closed_by(master, states_of(found.values()))
    return tuple(
        OpenLine(line, one, gates.get(line.key), master.not_seen, master.severity)
        for line in master.lines()
        if wanted(line, one := found.get(line.key) or Result(line.key))
    )


@dataclass(frozen=True, slots=True)
class WorkList:
    """What one outside provider is to do (S072); `vendor_id` is empty where nobody is named yet."""

    vendor_id: int | None
    vendor: str
    phone: str
    runs: tuple[RunLines, ...]

    @property
    def open(self) -> int:
        """How many lines are still to be done."""
        return sum(len(one.lines) - one.done for one in self.runs)


def work_lists(session: Session) -> list[WorkList]:
    """The work of each outside provider, by name; lines nobody was named for come last."""
    by: dict[int | None, list[RunLines]] = {}
    names: dict[int | None, str] = {}
    for one in lines_across(session, OUTSIDE):
        for vendor_id in dict.fromkeys(line.result.vendor_id for line in one.lines):
            some = tuple(line for line in one.lines if line.result.vendor_id == vendor_id)
            by.setdefault(vendor_id, []).append(RunLines(one.row, some))
            names[vendor_id] = some[0].result.vendor or "Nobody named yet"
    phones = _phones(session, [one for one in by if one is not None])
    lists = [
        WorkList(id_, names[id_], phones.get(id_ or 0, ""), tuple(own)) for id_, own in by.items()
    ]
    return sorted(lists, key=lambda one: (one.vendor_id is None, one.vendor.casefold()))


def _phones(session: Session, ids: list[int]) -> dict[int, str]:
    found = select(Vendor.id, Vendor.phone).where(Vendor.id.in_(ids))
    return {row[0]: row[1] for row in session.execute(found)} if ids else {}
