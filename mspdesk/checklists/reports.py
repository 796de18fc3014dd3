"""Reports on planned work: what is late, how the month stands, what the daily look has seen."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from ..dates import today
from ..desk.area import Figure, Glance, Period, Report
from ..exchange.columns import DATE, PERCENT, TEXT, WHOLE, OutColumn
from ..money import USD, Currency
from .queries import status
from .queries.status import CoverageRow, FailedRow, LateRow, MaintenanceRow

Filters = Mapping[str, int]

_LATE: tuple[OutColumn[LateRow], ...] = (
    OutColumn("Checklist", TEXT, lambda r: r.title),
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Due", DATE, lambda r: r.due_on),
    OutColumn("Who has it", TEXT, lambda r: r.assigned),
    OutColumn("Ticket", TEXT, lambda r: f"#{r.ticket}" if r.ticket else ""),
    OutColumn("Marked", TEXT, lambda r: r.done_words),
    OutColumn("Why it is here", TEXT, lambda r: r.why, "why"),
)

_MAINTENANCE: tuple[OutColumn[MaintenanceRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Maintenance", TEXT, lambda r: r.state_words),
    OutColumn("Planned for", DATE, lambda r: r.due_on),
    OutColumn("Done", DATE, lambda r: r.done_on),
    OutColumn("Who has it", TEXT, lambda r: r.assigned),
    OutColumn("Problems", WHOLE, lambda r: r.problems, "problems"),
    OutColumn("Monthly single", TEXT, lambda r: r.single_words),
)

_COVERAGE: tuple[OutColumn[CoverageRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Servers", WHOLE, lambda r: r.servers, "servers"),
    OutColumn("Backups", WHOLE, lambda r: r.backups, "backups"),
    OutColumn("Working days", WHOLE, lambda r: r.days, "days"),
    OutColumn("Looks taken", WHOLE, lambda r: r.seen, "seen"),
    OutColumn("Looks missed", WHOLE, lambda r: r.missed, "missed"),
    OutColumn("Problems", WHOLE, lambda r: r.problems, "problems"),
    OutColumn("Covered", PERCENT, lambda r: r.rate),
)

_FAILED: tuple[OutColumn[FailedRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Backup", TEXT, lambda r: r.what),
    OutColumn("What was seen", TEXT, lambda r: r.note, "seen"),
    OutColumn("On", DATE, lambda r: r.on),
    OutColumn("Ticket", TEXT, lambda r: f"#{r.number}" if r.number else ""),
)


def _until(period: Period) -> date:
    """The day a report of a time speaks of: its last, or today where that has not come."""
    return min(period.last, today())


def late_rows(session: Session, period: Period, filters: Filters) -> list[LateRow]:
    """Runs past due, and open maintenance from the 25th on (S069)."""
    return status.late_runs(session, _until(period), filters.get("client"))


def maintenance_rows(session: Session, period: Period, filters: Filters) -> list[MaintenanceRow]:
    """The month's maintenance and monthly single by client (S069, S070)."""
    return status.maintenance(session, period.first, filters.get("client"))


def coverage_rows(session: Session, period: Period, filters: Filters) -> list[CoverageRow]:
    """What the daily look saw in a month (S058)."""
    return status.coverage(session, period.first, period.last, filters.get("client"))


def failed_rows(session: Session, period: Period, _filters: Filters) -> list[FailedRow]:
    """Backups that the last daily look found wrong (S058)."""
    return status.failed_lately(session, _until(period))


def _maintenance_totals(rows: Sequence[MaintenanceRow]) -> dict[str, int]:
    return {"problems": sum(row.problems for row in rows)}


def _coverage_totals(rows: Sequence[CoverageRow]) -> dict[str, int]:
    return {
        "servers": sum(row.servers for row in rows),
        "backups": sum(row.backups for row in rows),
        "seen": sum(row.seen for row in rows),
        "missed": sum(row.missed for row in rows),
        "problems": sum(row.problems for row in rows),
    }


def reports(_currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of checklists."""
    return (
        Report(
            "failed-backups",
            "Failed backups",
            "Day",
            "Backups in which the last daily monitoring found a problem.",
            "as_of",
            _FAILED,
            failed_rows,
        ),
        Report(
            "late-checklists",
            "Late checklists",
            "Week",
            "Checklists past their day, and from the 25th on all open monthly maintenance.",
            "week",
            _LATE,
            late_rows,
            filters=("client",),
        ),
        Report(
            "maintenance",
            "Maintenance and monthly single",
            "Month",
            "How the month's maintenance stands with every managed client, and its single.",
            "month",
            _MAINTENANCE,
            maintenance_rows,
            _maintenance_totals,
            filters=("client",),
        ),
        Report(
            "monitoring-coverage",
            "Monitoring coverage",
            "Month",
            "How often each managed server and backup was looked at on a working day.",
            "month",
            _COVERAGE,
            coverage_rows,
            _coverage_totals,
            filters=("client",),
        ),
    )


def _maintenance_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[MaintenanceRow]
) -> list[Figure]:
    """How many clients are done, verified, and not planned."""
    if not rows:
        return []
    clients = len({row.client_id for row in rows})
    done = sum(row.done for row in rows)
    verified = sum(row.state == "verified" for row in rows)
    bare = sum(not row.state for row in rows)
    singles = sum(row.singles for row in rows)
    found = [
        Figure("Done", str(done), f"of {clients} clients, {verified} verified"),
        Figure("Not planned", str(bare), "managed clients"),
    ]
    if singles:
        closed = sum(row.singles_closed for row in rows)
        found.append(Figure("Monthly single", f"{closed} of {singles}", "closed"))
    return found


GLANCES = (Glance("maintenance", _maintenance_glance),)
