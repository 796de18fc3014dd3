"""What the owner wants to know of a week, gathered from the rooms onto one page (B10)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from ..billing import queries as billing
from ..billing.queries.cash import CashWeekRow, cash_view, kept_weeks
from ..billing.queries.mailing import unsent
from ..billing.queries.money import AgeingRow, ageing_row
from ..checklists.queries.status import LateRow, late_runs
from ..dates import monday, now, today
from ..errors import UserError
from ..exchange.dates_in import read_date
from ..grid.queries.sums import orphans
from ..people.reports import InRow, leave_ahead
from ..practice.queries.days import DayName, tech_days
from ..practice.queries.oncall import DutyRow, roster
from ..practice.reports import ReviewLine, review_lines
from ..rows import dataclass
from ..shop.queries import ShopRow, shop
from ..tickets import queries as tickets
from ..tickets.queries import AgeingRow as AgeRow
from ..tickets.queries import Backlog, ResponseRow, TicketRow
from ..timekeeping import queries as time
from ..timekeeping.queries import PersonWeek
from ..timekeeping.queries.flow import WEEKS, FlowRow, work_flow
from ..timekeeping.queries.splits import PaidSplit, paid_split

MOST = 5
"""Lines of a list on the page; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class WeekDocument:
    """The week on one sheet: the board, the team's time, promises, money, and who is there.

    `cash` is what was at the bank when the view was kept last; money is in minor units.
    """

    shop: ShopRow
    made_at: datetime
    first: date
    last: date
    backlog: Backlog
    flow: tuple[FlowRow, ...]
    oldest: tuple[TicketRow, ...]
    ages: tuple[AgeRow, ...]
    response: tuple[ResponseRow, ...]
    reviews: tuple[ReviewLine, ...]
    late: tuple[LateRow, ...]
    split: PaidSplit
    share: str
    target: int
    full: tuple[PersonWeek, ...]
    owed: AgeingRow
    cash: int | None
    weeks: tuple[CashWeekRow, ...]
    unsent: int
    drafts: int
    unbilled: int
    orphans: int
    orphan_cost: int
    leave: tuple[InRow, ...]
    days: tuple[DayName, ...]
    nights: tuple[DutyRow, ...]

    @property
    def is_over(self) -> bool:
        """Whether the week has ended, so that its time can be complete."""
        return self.made_at.date() > self.last

    @property
    def next_first(self) -> date:
        """The Monday after the week."""
        return self.last + timedelta(days=1)


def week_document(session: Session, day: date | None = None) -> WeekDocument:
    """The week a day lies in, this week without one; what lies ahead is not counted yet."""
    first = monday(day or today())
    last = first + timedelta(days=6)
    seen = min(last, today())
    following = (last + timedelta(days=1), last + timedelta(days=7))
    rows = tickets.outstanding_tickets(session, seen)
    share = time.billability(session, first, seen)
    held = next(iter(kept_weeks(session, 1)), None)
    lost = orphans(session, seen)
    return WeekDocument(
        shop(session),
        now(),
        first,
        last,
        tickets.backlog(session, seen),
        tuple(work_flow(session, seen, WEEKS + (0 if today() > last else 1))),
        tuple(sorted(rows, key=lambda row: (row.opened_at, row.id))[:MOST]),
        tuple(tickets.ageing_by_status(session, seen)),
        tuple(tickets.response_met(session, first, last)),
        tuple(review_lines(session, first, last)),
        tuple(late_runs(session, seen)),
        paid_split(session, first, seen),
        share.words,
        share.target,
        tuple(time.full_time_week(session, first)),
        ageing_row(session, seen),
        held.cash if held else None,
        cash_view(session, seen).weeks,
        len(unsent(session)),
        billing.draft_count(session),
        sum(row.billed_minutes for row in billing.unbilled_time(session, seen)),
        len(lost),
        sum(row.unbilled_cost for row in lost),
        tuple(leave_ahead(session, *following)),
        tuple(tech_days(session, *following)),
        tuple(roster(session, *following)),
    )


def find_week(_session: Session, text: str) -> date:
    """The week of a date somebody typed, this week without one; raises UserError naming date."""
    if not text.strip():
        return today()
    found = read_date(text, None, "date")
    if found is None:
        raise UserError("Type a day of the week, as 2026-03-09.", "date")
    return found


def shown_of(rows: Sequence[object]) -> str:
    """How many of a list are not on the page: and 3 more; empty when all are."""
    return f"and {len(rows) - MOST} more" if len(rows) > MOST else ""
