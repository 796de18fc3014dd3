"""Calls counted by point and outcome, for a list, a version or a time (S125)."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...rows import dataclass
from ..models import CallList, CallRecord, CallTarget, Script, ScriptVersion
from ..rules.funnel import Counted, Funnel
from ..rules.funnel import funnel as put_together


def funnel(
    session: Session,
    first: date | None = None,
    last: date | None = None,
    list_id: int | None = None,
    version_id: int | None = None,
) -> Funnel:
    """Calls of a time, both days included, perhaps of one list or one version."""
    wanted = select(
        CallRecord.outcome, CallRecord.slot, func.count(), func.sum(CallRecord.minutes)
    ).group_by(CallRecord.outcome, CallRecord.slot)
    if first is not None:
        wanted = wanted.where(CallRecord.at >= datetime.combine(first, time.min))
    if last is not None:
        wanted = wanted.where(CallRecord.at < datetime.combine(last + timedelta(1), time.min))
    if version_id is not None:
        wanted = wanted.where(CallRecord.version_id == version_id)
    if list_id is not None:
        wanted = wanted.join(CallTarget, CallTarget.id == CallRecord.target_id).where(
            CallTarget.list_id == list_id
        )
    return put_together(Counted(*row) for row in session.execute(wanted))


def funnel_of_day(session: Session, day: date, list_id: int) -> Funnel:
    """The calls of one day on one list."""
    return funnel(session, day, day, list_id)


@dataclass(frozen=True, slots=True)
class VersionCount:
    """One wording with what its calls came to."""

    id: int
    script: str
    number: int
    published_on: date | None
    funnel: Funnel

    @property
    def title(self) -> str:
        """Script and version in a line."""
        return f"{self.script}, version {self.number}"


def by_version(
    session: Session,
    first: date | None = None,
    last: date | None = None,
    script_id: int | None = None,
) -> list[VersionCount]:
    """What calls came to by wording: scripts by name, their newest version first."""
    wanted = (
        select(
            CallRecord.version_id,
            CallRecord.outcome,
            CallRecord.slot,
            func.count(),
            func.sum(CallRecord.minutes),
        )
        .where(CallRecord.version_id.is_not(None))
        .group_by(CallRecord.version_id, CallRecord.outcome, CallRecord.slot)
    )
    if first is not None:
        wanted = wanted.where(CallRecord.at >= datetime.combine(first, time.min))
    if last is not None:
        wanted = wanted.where(CallRecord.at < datetime.combine(last + timedelta(1), time.min))
    counts: dict[int, list[Counted]] = {}
    for row in session.execute(wanted):
        counts.setdefault(row[0] or 0, []).append(Counted(*row[1:]))
    versions = (
        select(ScriptVersion.id, Script.name, ScriptVersion.number, ScriptVersion.published_on)
        .join(Script, Script.id == ScriptVersion.script_id)
        .order_by(func.lower(Script.name), Script.id, ScriptVersion.number.desc())
    )
    if script_id is not None:
        versions = versions.where(ScriptVersion.script_id == script_id)
    return [
        VersionCount(row[0], row[1], row[2], row[3], put_together(counts[row[0]]))
        for row in session.execute(versions)
        if row[0] in counts
    ]


def by_list(session: Session, first: date, last: date) -> list[tuple[str, Funnel]]:
    """What the calls of a time came to by list, the lists by name."""
    wanted = (
        select(
            CallTarget.list_id,
            CallRecord.outcome,
            CallRecord.slot,
            func.count(),
            func.sum(CallRecord.minutes),
        )
        .join(CallTarget, CallTarget.id == CallRecord.target_id)
        .where(
            CallRecord.at >= datetime.combine(first, time.min),
            CallRecord.at < datetime.combine(last + timedelta(1), time.min),
        )
        .group_by(CallTarget.list_id, CallRecord.outcome, CallRecord.slot)
    )
    counts: dict[int, list[Counted]] = {}
    for row in session.execute(wanted):
        counts.setdefault(row[0], []).append(Counted(*row[1:]))
    names = session.execute(
        select(CallList.id, CallList.name).order_by(func.lower(CallList.name), CallList.id)
    )
    return [(row.name, put_together(counts[row.id])) for row in names if row.id in counts]
