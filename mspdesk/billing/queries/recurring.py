"""What agreements ask for in advance: what is due to be billed, what comes next, what waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from ...agreements import rules as agreed
from ...agreements.models import Agreement
from ...agreements.queries import COLUMNS, AgreementRow, LineOn, lines_of_all
from ...dates import full_date
from ...rows import dataclass
from ..models import BilledPeriod
from ..rules.recurring import (
    HELD_AFTER,
    Bill,
    Due,
    Period,
    bills,
    due_of,
    made_on,
    period_words,
    periods,
)
from . import late
from .kept import BLOCK, PLAN, SETUP, asks_each_period, last_day, rhythm_of
from .late import Extra, Fee

LOOK_BACK = timedelta(days=400)
"""Periods that began longer ago are not gone through again; one that was never billed is held."""

CHUNK = 400


@dataclass(frozen=True, slots=True)
class PlanDue:
    """What one agreement asks for on one invoice: periods, lines with their amounts, one-time fees.

    `block` says that the first block of prepaid hours is bought with it. Amounts in minor units.
    """

    agreement: AgreementRow
    bill: Bill
    lines: tuple[tuple[LineOn, Due], ...]
    setup: int = 0
    block: bool = False

    @property
    def amount(self) -> int:
        """What it comes to without tax."""
        return sum(due.amount for _, due in self.lines) + self.setup

    @property
    def words(self) -> str:
        """What it is in words: Gold, December 2026, in advance."""
        when = period_words(self.bill.first, self.bill.last)
        ahead = ", in advance" if self.bill.made_on < self.bill.first else ""
        return f"{self.agreement.title}, {when}{ahead}"


@dataclass(frozen=True, slots=True)
class Held:
    """An agreement that is due and is not billed before somebody has looked at it, and why."""

    agreement_id: int
    client_id: int
    sentence: str


@dataclass(slots=True)
class Asking:
    """Everything that agreements ask for on a day."""

    dues: list[PlanDue] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


def recurring(
    session: Session, client_id: int | None = None, *, begun: bool = True
) -> list[AgreementRow]:
    """Agreements that are kept to, or were until a day, by client; those MSPDesk bills or not."""
    kept = agreed.RUNNING + agreed.OVER if begun else agreed.RUNNING
    found = select(*COLUMNS).where(
        Agreement.state.in_(kept), Agreement.kind.in_(agreed.WORKED_UNDER)
    )
    starts = Agreement.bill_from
    found = found.where(starts.is_not(None) if begun else starts.is_(None))
    if client_id is not None:
        found = found.where(Agreement.client_id == client_id)
    found = found.order_by(Agreement.client_id, Agreement.start_on, Agreement.id)
    # Past the session, which would look twice at each of fifty columns; who wrote has flushed.
    every = [AgreementRow(*row) for row in session.connection().execute(found).all()]
    over = set(agreed.OVER)
    return [row for row in every if row.state not in over or last_day(row) is not None]


@dataclass(frozen=True, slots=True)
class Past:
    """What of agreements is billed: first days lately, one-time fees, since when."""

    firsts: Mapping[int, frozenset[date]]
    spans: Mapping[int, Mapping[date, date]]
    once: frozenset[tuple[int, str]]
    since: Mapping[int, date]


def past_of(session: Session, ids: Sequence[int], floor: date) -> Past:
    """What of agreements is billed: the periods that began on or after a day, and since when."""
    spans: dict[int, dict[date, date]] = {}
    once: set[tuple[int, str]] = set()
    since: dict[int, date] = {}
    if not ids:
        return Past({}, {}, frozenset(), {})
    # Of many agreements all are read: a long list of ids costs more than the rows.
    some = BilledPeriod.agreement_id.in_(ids) if len(ids) <= CHUNK else true()
    columns = (BilledPeriod.agreement_id, BilledPeriod.what, BilledPeriod.period_from)
    plans = select(
        BilledPeriod.agreement_id, BilledPeriod.period_from, BilledPeriod.period_to
    ).where(some, BilledPeriod.what == PLAN, BilledPeriod.period_from >= floor)
    for id_, first, last in session.execute(plans):
        spans.setdefault(id_, {})[first] = last
    others = select(*columns).where(some, BilledPeriod.what.in_((SETUP, BLOCK)))
    once |= {(id_, what) for id_, what, _ in session.execute(others)}
    oldest = select(BilledPeriod.agreement_id, func.min(BilledPeriod.period_from))
    oldest = oldest.where(some, BilledPeriod.what == PLAN)
    since |= dict(session.execute(oldest.group_by(BilledPeriod.agreement_id)).all())
    firsts = {id_: frozenset(days) for id_, days in spans.items()}
    return Past(firsts, spans, frozenset(once), since)


def asking(session: Session, on: date, client_id: int | None = None) -> Asking:
    """What every agreement asks for on a day, and what is held back.

    A period that was never billed and began long ago is held: the clock may be wrong, or the day
    it is billed from. Asked for one client alone it is not.
    """
    rows = recurring(session, client_id)
    floor = on - LOOK_BACK
    past = past_of(session, [row.id for row in rows], floor)
    answer = Asking()
    wanted: list[tuple[AgreementRow, list[Bill]]] = []
    for row in rows:
        held = clash(row, past, on)
        if held is None and client_id is None:
            held = held_back(row, past, floor, on)
        if held is not None:
            answer.held.append(held)
            continue
        some = due_bills(row, past, floor if row.id in past.since else date.min, on)
        if some:
            wanted.append((row, some))
    answer.dues = with_lines(session, wanted, past)
    clashing = {one.agreement_id for one in answer.held}
    sure = [row for row in rows if row.id not in clashing]
    answer.extras = late.extras(session, sure, on)
    answer.fees = late.fees(session, sure, on)
    return answer


def due_bills(row: AgreementRow, past: Past, floor: date, on: date) -> list[Bill]:
    """The bills of an agreement that are to be made by a day, oldest first."""
    found: list[Bill] = []
    if made_on(row.bill_from or row.start_on, row.days_before) > on:
        return found
    billed = past.firsts.get(row.id, frozenset())
    rhythm = rhythm_of(row)
    if not asks_each_period(row):
        done = (row.id, BLOCK) in past.once
        first = Period(rhythm.from_on, rhythm.from_on, rhythm.from_on, rhythm.from_on)
        bill = Bill((first,), rhythm.from_on - timedelta(days=rhythm.days_before))
        return [] if done or bill.made_on > on else [bill]
    for bill in bills(rhythm, billed, last_day(row)):
        if bill.made_on > on:
            break
        if bill.first >= floor:
            found.append(bill)
    return found


def clash(row: AgreementRow, past: Past, on: date) -> Held | None:
    """Why an agreement whose periods were counted otherwise before is not billed, or None.

    Somebody changed how often or from when it is billed: a day would be billed twice, or never.
    """
    spans = past.spans.get(row.id)
    if not spans or not asks_each_period(row):
        return None
    rhythm, end = rhythm_of(row), last_day(row)
    begins = made_on(on, -rhythm.days_before)
    oldest = min(spans)
    for period in periods(rhythm, min(begins, end) if end else begins):
        if period.last < oldest:
            continue
        if spans.get(period.first) == period.last:
            continue
        crossed = [
            last for first, last in spans.items() if first <= period.last and period.first <= last
        ]
        if crossed:
            until = max(crossed)
            return Held(
                row.id,
                row.client_id,
                f"Agreement {row.number} was billed through {full_date(until)}, and its periods "
                "are counted otherwise since. Say from when it is billed: "
                f"{full_date(until + timedelta(days=1))} or later.",
            )
    return None


def held_back(row: AgreementRow, past: Past, floor: date, on: date) -> Held | None:
    """Why an agreement is not billed before somebody has looked, or None."""
    if not asks_each_period(row):
        return None
    late = on - timedelta(days=HELD_AFTER)
    if (row.bill_from or row.start_on) >= late:
        return None
    rhythm, end = rhythm_of(row), last_day(row)
    if row.id not in past.since:
        oldest: date | None = rhythm.from_on if end is None or end >= rhythm.from_on else None
    else:
        billed = past.firsts.get(row.id, frozenset())
        lasts = min(late, end) if end else late
        oldest = next(
            (
                one.first
                for one in periods(rhythm, lasts)
                if one.first >= floor and one.first not in billed
                if one.first < late and (one.whole or rhythm.prorate)
            ),
            None,
        )
    if oldest is None:
        return None
    return Held(
        row.id,
        row.client_id,
        f"Agreement {row.number} was never billed for the time since {full_date(oldest)}, and this "
        f"computer says it is {full_date(on)}. If that is right, make the drafts of this client "
        "alone; else set the clock right, or say from when it is billed.",
    )


def with_lines(
    session: Session, wanted: Sequence[tuple[AgreementRow, list[Bill]]], past: Past
) -> list[PlanDue]:
    """The bills with what each line asks for; those that ask for nothing are left out."""
    if not wanted:
        return []
    first = min(some[0].first for _, some in wanted)
    last = max(some[-1].last for _, some in wanted)
    lines = lines_of_all(session, [row for row, _ in wanted], first, last)
    found = []
    for row, some in wanted:
        setup = 0 if (row.id, SETUP) in past.once else row.setup_fee
        for bill in some:
            due = plan_due(row, bill, lines[row.id], setup)
            if due.lines or due.setup or due.block:
                found.append(due)
                setup = 0
    return found


def plan_due(row: AgreementRow, bill: Bill, lines: Iterable[LineOn], setup: int = 0) -> PlanDue:
    """What an agreement asks for on one bill; a block of hours instead of the fee of a month."""
    rhythm = rhythm_of(row)
    block = not asks_each_period(row)
    asked = [] if block else [line for line in lines if not line.bundled]
    parts = tuple((line, due) for line in asked for due in due_of(line, bill.periods, rhythm))
    return PlanDue(row, bill, parts, setup, block)
