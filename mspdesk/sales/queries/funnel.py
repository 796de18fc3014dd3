"""How far opportunities came: the funnel of a time, and what is expected month by month (B8)."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ...dates import add_months, month_start
from ...money import half_up
from ...rows import dataclass
from ..models.pipeline import Opportunity, OpportunityMove
from ..rules.pipeline import Kind, a_month
from .pipeline import OpportunityRow, opportunities, stages


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """How many opportunities opened in a time came to a stage, and of how many that is a share.

    `of_first` and `of_before` are whole percent, half up; empty where nothing came before.
    """

    stage: str
    kind: str
    reached: int
    of_first: int | None
    of_before: int | None


def funnel(session: Session, first: date, last: date) -> list[FunnelRow]:
    """Opportunities opened in a span of days, by the furthest stages they ever came to.

    One that skipped a stage on its way counts there, too; ends count by themselves.
    """
    within = Opportunity.opened_on.between(first, last)
    opened = session.scalar(select(func.count()).select_from(Opportunity).where(within)) or 0
    every = stages(session, retired=True)
    places = {one.key: one.position for one in every if one.kind == Kind.OPEN}
    ends = {one.key: one.kind for one in every if one.kind != Kind.OPEN}
    furthest, ended = _reached(session, within, places, ends)
    open_ = [one for one in every if one.kind == Kind.OPEN and one.active]
    rows: list[FunnelRow] = []
    before: int | None = None
    for one in open_:
        count = sum(place >= one.position for place in furthest.values())
        rows.append(_row(one.name, one.kind, count, opened, before))
        before = count
    for one in every:
        if one.kind != Kind.OPEN:
            count = sum(key == one.key for key in ended.values())
            rows.append(_row(one.name, one.kind, count, opened, None))
    return rows


def _row(name: str, kind: str, count: int, whole: int, before: int | None) -> FunnelRow:
    return FunnelRow(
        name,
        kind,
        count,
        half_up(count * 100, whole) if whole else None,
        half_up(count * 100, before) if before else None,
    )


def _reached(
    session: Session, within: ColumnElement[bool], places: dict[str, int], ends: dict[str, str]
) -> tuple[dict[int, int], dict[int, str]]:
    """The furthest open stage of each by its place, and where it stands if that is an end.

    One that was won went through all of them.
    """
    furthest: dict[int, int] = {}
    now: dict[int, str] = {}
    moves = (
        select(OpportunityMove.opportunity_id, OpportunityMove.to_stage)
        .join(Opportunity, Opportunity.id == OpportunityMove.opportunity_id)
        .where(within)
    )
    for id_, key in session.execute(moves.order_by(OpportunityMove.id)):
        now[id_] = key
        won = ends.get(key) == Kind.WON
        place = max(places.values(), default=0) if won else places.get(key, 0)
        furthest[id_] = max(furthest.get(id_, 0), place)
    return furthest, {id_: key for id_, key in now.items() if key in ends}


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What is expected to be won in a month, in minor units; without a day it has no month."""

    month: date | None
    count: int
    once: int
    monthly: int
    weighted_once: int
    weighted_monthly: int


def expected(session: Session) -> list[MonthRow]:
    """What is open, by the month it is expected in; what has no day stands last."""
    months: dict[date | None, list[OpportunityRow]] = {}
    for one in opportunities(session, "open"):
        month = month_start(one.expected_on) if one.expected_on else None
        months.setdefault(month, []).append(one)
    order = sorted(months, key=lambda month: (month is None, month or date.min))
    return [_month(month, months[month]) for month in order]


def _month(month: date | None, rows: list[OpportunityRow]) -> MonthRow:
    return MonthRow(
        month,
        len(rows),
        sum(one.once for one in rows),
        sum(one.monthly for one in rows),
        half_up(sum(one.once * one.likelihood for one in rows), 100),
        half_up(sum(one.monthly * one.likelihood for one in rows), 100),
    )


@dataclass(frozen=True, slots=True)
class YearWon:
    """What was won in the twelve months to a day, and what it means to deliver a month."""

    count: int
    first_year: int

    @property
    def a_month(self) -> int:
        """New business of a year, a month: $750,000 are $62,500 (B8)."""
        return a_month(self.first_year)


def won_in_year(session: Session, last: date) -> YearWon:
    """What was won in the year that ends with a day."""
    # From the day after, so that a year ending on February 28 does not hold two ends of February.
    first = add_months(last + timedelta(days=1), -12)
    rows = [
        one
        for one in opportunities(session, "won")
        if one.closed_on is not None and first <= one.closed_on <= last
    ]
    return YearWon(len(rows), sum(one.value.first_year for one in rows))
