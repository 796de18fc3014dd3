"""Reports on plans and backups: what is due, what is missing, what it costs."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..desk.area import Figure, Glance, Period, Report
from ..documentation.queries import backups
from ..documentation.queries.backups import JobRow, MediaRow, OfflineRow
from ..exchange.columns import DATE, TEXT, WHOLE, OutColumn, money_in
from ..money import USD, Currency
from .queries.states import PlanState, plan_states

Filters = Mapping[str, int]

_DUE: tuple[OutColumn[JobRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Backup", TEXT, lambda r: r.name, "backup"),
    OutColumn("Of", TEXT, lambda r: r.device or r.what),
    OutColumn("Last restored", DATE, lambda r: r.tested.on if r.tested else None),
    OutColumn("By", TEXT, lambda r: r.tested.person if r.tested else ""),
    OutColumn("Confirmed by", TEXT, lambda r: r.tested.confirmed if r.tested else ""),
)

_OFFLINE: tuple[OutColumn[OfflineRow], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Backups", WHOLE, lambda r: r.jobs, "jobs"),
    OutColumn("Last offline copy", DATE, lambda r: r.last),
    OutColumn("Why", TEXT, lambda r: r.words, "why"),
)

_PLANS: tuple[OutColumn[PlanState], ...] = (
    OutColumn("Client", TEXT, lambda r: r.client),
    OutColumn("Plan", TEXT, lambda r: r.state_words, "plan"),
    OutColumn("Approved", DATE, lambda r: r.approved_on),
    OutColumn("Look over by", DATE, lambda r: r.review_on),
    OutColumn("Systems", WHOLE, lambda r: r.systems, "systems"),
    OutColumn("Backups", WHOLE, lambda r: r.jobs, "jobs"),
    OutColumn("Untested", WHOLE, lambda r: r.untested, "untested"),
    OutColumn("Tested since", DATE, lambda r: r.tested_on),
    OutColumn("Offline copy", TEXT, lambda r: r.offline or "Kept"),
)


def _media(currency: Currency) -> tuple[OutColumn[MediaRow], ...]:
    money = money_in(currency)
    return (
        OutColumn("Client", TEXT, lambda r: r.client),
        OutColumn("Backup", TEXT, lambda r: r.job),
        OutColumn("Medium", TEXT, lambda r: r.media),
        OutColumn("Retired a year", WHOLE, lambda r: r.retired, "retired"),
        OutColumn("One costs", money, lambda r: r.price),
        OutColumn("A year", money, lambda r: r.cost, "cost"),
    )


def due_rows(session: Session, _period: Period, filters: Filters) -> list[JobRow]:
    """Backup jobs due for a restore test (E37)."""
    return backups.restores_due(session, filters.get("client"))


def offline_rows(session: Session, _period: Period, filters: Filters) -> list[OfflineRow]:
    """Clients without a full copy that lies offline (S091)."""
    return backups.offline_missing(session, filters.get("client"))


def plan_rows(session: Session, _period: Period, filters: Filters) -> list[PlanState]:
    """How plans stand (S085)."""
    return plan_states(session, filters.get("client"))


def media_rows(session: Session, _period: Period, filters: Filters) -> list[MediaRow]:
    """What retired media cost a year (S091)."""
    wanted = filters.get("client")
    return [row for row in backups.retired_media(session) if wanted in (None, row.client_id)]


def _media_totals(rows: Sequence[MediaRow]) -> dict[str, int]:
    return {
        "retired": sum(row.retired for row in rows),
        "cost": sum(row.cost for row in rows),
    }


def reports(currency: Currency = USD) -> tuple[Report, ...]:
    """The reports of recovery, sums in the shop's currency."""
    return (
        Report(
            "restore-tests-due",
            "Restore tests due",
            "Month",
            "Backups nobody has restored from for a month; screenshots do not count.",
            "as_of",
            _DUE,
            due_rows,
            filters=("client",),
        ),
        Report(
            "offline-copies",
            "Offline full copies missing",
            "Month",
            "Clients without a complete copy that lies offline and is never overwritten.",
            "as_of",
            _OFFLINE,
            offline_rows,
            filters=("client",),
        ),
        Report(
            "dr-plans",
            "DR plans",
            "Renewal",
            "How the plan of every managed client stands, and its backups with it.",
            "as_of",
            _PLANS,
            plan_rows,
            filters=("client",),
        ),
        Report(
            "retired-media",
            "Retired backup media",
            "Year",
            "What the media cost that are retired in a year, so that nothing is overwritten.",
            "as_of",
            _media(currency),
            media_rows,
            _media_totals,
            filters=("client",),
        ),
    )


def _plan_glance(
    _session: Session, _period: Period, _filters: Filters, rows: Sequence[PlanState]
) -> list[Figure]:
    """How many plans are approved, are begun, and are not there."""
    managed = [row for row in rows if row.managed]
    approved = sum(row.state == "approved" and not row.stale for row in managed)
    stale = sum(row.stale for row in managed)
    none = sum(row.state == "none" for row in managed)
    return [
        Figure("Approved", str(approved), f"of {len(managed)} managed clients"),
        Figure("Stale", str(stale), "changed since they were printed"),
        Figure("No plan yet", str(none), "managed clients"),
        Figure("Nobody tested", str(sum(row.untested for row in rows)), "backup jobs"),
    ]


def _renewal_glance(
    session: Session, _period: Period, filters: Filters, rows: Sequence[object]
) -> list[Figure]:
    """Of the clients whose agreements end, how many have an approved plan."""
    wanted = {getattr(getattr(row, "held", None), "client_id", None) for row in rows}
    states = [row for row in plan_states(session, filters.get("client")) if row.client_id in wanted]
    if not wanted:
        return []
    approved = sum(row.state == "approved" and not row.stale for row in states)
    stale = sum(row.stale for row in states)
    words = f"of {len(wanted)} clients to renew" + (f", {stale} more stale" if stale else "")
    return [Figure("DR plans approved", str(approved), words)]


GLANCES = (Glance("dr-plans", _plan_glance), Glance("renewals", _renewal_glance, order=50))
