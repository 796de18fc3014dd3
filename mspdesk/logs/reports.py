"""Reports on troubleshooting logs: how many were kept, where, and what came of them."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..clients.models import Client
from ..desk.area import Period, Report
from ..exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ..rows import dataclass
from ..tickets.models import Ticket
from .models import TsrLog, TsrRow
from .rules import REASONS

Filters = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LogSum:
    """A troubleshooting log: number, where, why it was kept, its tries, whether it is closed."""

    number: str
    client_id: int
    client: str
    ticket: int | None
    started: date
    reason: str
    problem: str
    tries: int
    closed: bool


def logs_between(
    session: Session, first: date, last: date, client_id: int | None = None
) -> list[LogSum]:
    """The logs that were begun in a span of days, in their order (B10)."""
    tries = (
        select(TsrRow.tsr_log_id.label("log"), func.count().label("tries"))
        .group_by(TsrRow.tsr_log_id)
        .subquery()
    )
    found = (
        select(
            TsrLog.number,
            TsrLog.client_id,
            Client.name,
            Ticket.number_int,
            TsrLog.started_at,
            TsrLog.reason,
            TsrLog.problem,
            func.coalesce(tries.c.tries, 0),
            TsrLog.ended_at,
        )
        .join(Client, Client.id == TsrLog.client_id)
        .outerjoin(Ticket, Ticket.id == TsrLog.ticket_id)
        .outerjoin(tries, tries.c.log == TsrLog.id)
        .where(
            TsrLog.started_at >= datetime.combine(first, time()),
            TsrLog.started_at < datetime.combine(last + timedelta(days=1), time()),
        )
        .order_by(TsrLog.started_at, TsrLog.id)
    )
    if client_id is not None:
        found = found.where(TsrLog.client_id == client_id)
    return [
        LogSum(
            number,
            client,
            name,
            ticket,
            at.date(),
            REASONS.get(reason, reason),
            problem,
            count,
            ended is not None,
        )
        for number, client, name, ticket, at, reason, problem, count, ended in session.execute(
            found
        )
    ]


def _rows(session: Session, period: Period, filters: Filters) -> list[LogSum]:
    return logs_between(session, period.first, period.last, filters.get("client"))


_COLUMNS: tuple[OutColumn[LogSum], ...] = (
    OutColumn("Log", TEXT, lambda row: row.number, "log"),
    OutColumn("Begun", DATE, lambda row: row.started),
    OutColumn("Client", TEXT, lambda row: row.client),
    OutColumn("Ticket", TEXT, lambda row: f"#{row.ticket}" if row.ticket else ""),
    OutColumn("Why", TEXT, lambda row: row.reason, "reason"),
    OutColumn("What was wrong", TEXT, lambda row: row.problem, "problem"),
    OutColumn("Tries", WHOLE, lambda row: row.tries, "tries"),
    OutColumn("State", TEXT, lambda row: "Closed" if row.closed else "Open"),
)

REPORTS = (
    Report(
        "tsr-logs",
        "Troubleshooting logs",
        "Month",
        "The logs that were begun this month; the more there are, the more is known next time.",
        "month",
        _COLUMNS,
        _rows,
        totals=lambda rows: {"tries": sum(row.tries for row in rows)},
        filters=("client",),
    ),
)
