"""Whether an hour that was worked is a profitable one (S111)."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...money import Currency, half_up, shown, shown_whole
from ...rows import dataclass
from ...shop.queries import shop
from ...timekeeping.models import TimeEntry
from ...timekeeping.rules import Kind, amount
from ..models import MoneyByClientMonth
from .figures import target_of
from .terms import terms_of

LOOK_BACK = 89
"""Days before an entry's own over which the cost of an hour is counted."""

PLANS = ("plan", "prepaid")
"""The kinds of line that pay for covered work and for hours paid ahead."""


@dataclass(frozen=True, slots=True)
class HourTest:
    """What an hour of an entry brings in, and what an hour recorded for a client costs.

    Minor units an hour; `target` is what it should bring in. `how` says where the first comes from.
    """

    rate: int
    cost: int
    target: int
    how: str
    money: Currency

    @property
    def profitable(self) -> bool:
        """Whether it brings in more than it costs."""
        return self.rate > self.cost

    @property
    def words(self) -> str:
        """The answer in a sentence."""
        brings, cost = shown(self.rate, self.money), shown(self.cost, self.money)
        target = shown_whole(self.target, self.money)
        if not self.profitable:
            verdict = "not a profitable hour"
        elif self.rate < self.target:
            verdict = f"a profitable hour, below the target of {target}"
        else:
            verdict = f"a profitable hour, at the target of {target} or above"
        return f"An hour of it brings in {brings} ({self.how}) and costs {cost}: {verdict}."


def hour_of(session: Session, entry_id: int) -> HourTest | None:
    """The test of one entry; None for our own time, and where nothing was worked (S111)."""
    row = session.get(TimeEntry, entry_id)
    if row is None or row.kind == Kind.INTERNAL or row.minutes <= 0:
        return None
    terms = terms_of(session, row.work_on - timedelta(days=LOOK_BACK), row.work_on)
    rate, how = _rate(session, row)
    target = target_of(session, terms)
    return HourTest(rate, terms.productive, target, how, shop(session).money)


def _rate(session: Session, row: TimeEntry) -> tuple[int, str]:
    """What an hour of an entry brings in, and where that comes from."""
    match row.kind:
        case Kind.BILLABLE:
            billed = amount(row.billed_minutes, row.billed_after_minutes, row.rate, row.factor)
            return half_up(billed * 60, row.minutes), "as it bills"
        case Kind.COVERED | Kind.PREPAID:
            return _share(session, row), "its share of what the client pays ahead that month"
        case _:
            return 0, "no charge"


def _share(session: Session, row: TimeEntry) -> int:
    """What was billed for plans in the month, by the hour of work it paid for."""
    month = f"{row.work_on:%Y-%m}"
    kept = MoneyByClientMonth
    paid = session.scalar(
        select(func.coalesce(func.sum(kept.amount), 0)).where(
            kept.client_id == row.client_id, kept.month == month, kept.kind.in_(PLANS)
        )
    )
    first = row.work_on.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    worked = session.scalar(
        select(func.coalesce(func.sum(TimeEntry.minutes), 0)).where(
            TimeEntry.client_id == row.client_id,
            TimeEntry.work_on >= first,
            TimeEntry.work_on < following,
            TimeEntry.kind.in_((Kind.COVERED, Kind.PREPAID)),
        )
    )
    return half_up(int(paid or 0) * 60, int(worked)) if worked else 0


def hour_words(session: Session, entry_id: int) -> str:
    """The test of an entry as a sentence; empty where there is none."""
    found = hour_of(session, entry_id)
    return found.words if found else ""
