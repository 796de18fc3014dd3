"""The report on audits: who asked about which client, and how far the answers are."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..desk.area import Period, Report
from .queries.audits import AuditRow, audits
from .queries.columns import AUDITS


def _rows(session: Session, _period: Period, filters: Mapping[str, int]) -> list[AuditRow]:
    return audits(session, filters.get("client"))


def _totals(rows: Sequence[AuditRow]) -> dict[str, int]:
    return {
        "questions": sum(row.count.all for row in rows),
        "unanswered": sum(row.count.unanswered for row in rows),
    }


REPORTS = (
    Report(
        "audits",
        "Audits",
        "Year",
        "Who asked about a client's technology, how far the answers are, when they went out.",
        "as_of",
        AUDITS,
        _rows,
        _totals,
        filters=("client",),
    ),
)
