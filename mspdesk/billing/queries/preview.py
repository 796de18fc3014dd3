"""What last month would have billed under an agreement with other values; changes nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...agreements.queries import COLUMNS, AgreementRow, LineOn, lines_of_all
from ...dates import minute_of_day, month_start
from ...rows import dataclass
from ...shop.queries import calendar
from ...tickets.models import Ticket
from ...timekeeping import rules as time
from ...timekeeping.models import TimeEntry
from ...timekeeping.queries import agreement_for, split, terms_under
from ...timekeeping.rules import ledger
from ..rules.recurring import Rhythm, due_of, periods

MAY_CHANGE = frozenset(
    {"kind", "monthly_fee", "included_minutes", "rate", "factor", "increment_minutes"}
    | {"minimum_minutes", "after_hours_bills", "bucket", "overage_rate"}
)
"""What of an agreement can be tried with another value."""


@dataclass(frozen=True, slots=True)
class Billed:
    """What a month bills: plan and time in minor units, minutes by what became of them."""

    plan: int
    time: int
    billed_minutes: int
    prepaid_minutes: int
    free_minutes: int

    @property
    def total(self) -> int:
        """Plan and time together, without tax and without what is typed by hand."""
        return self.plan + self.time


@dataclass(frozen=True, slots=True)
class Trial:
    """A month's real time under an agreement as it is, and as it might be."""

    first: date
    last: date
    entries: int
    old: Billed
    new: Billed

    @property
    def difference(self) -> int:
        """How much more the month would have billed; below zero where less."""
        return self.new.total - self.old.total


def trial(
    session: Session,
    agreement_id: int,
    changes: Mapping[str, Any],
    first: date,
    last: date,
    prices: Mapping[int, int] | None = None,
) -> Trial:
    """What a span of days would have billed with changed values, beside what it bills as it is.

    `changes` are columns of the agreement, `prices` new prices by line. Both sides are worked out
    anew from the time that was logged, so that only the change makes the difference.
    """
    if unknown := set(changes) - MAY_CHANGE:
        raise AttributeError(min(unknown))
    values = session.execute(select(*COLUMNS).where(Agreement.id == agreement_id)).one()
    row = AgreementRow(*values)
    entries = _entries(session, row, first, last)
    other = replace(row, **dict(changes))
    return Trial(
        first,
        last,
        len(entries),
        _billed(session, row, entries, first, last, {}),
        _billed(session, other, entries, first, last, prices or {}),
    )


def _entries(session: Session, row: AgreementRow, first: date, last: date) -> list[TimeEntry]:
    """The time of a span that an agreement decides about, in the order worked."""
    found = (
        select(TimeEntry)
        .where(
            TimeEntry.client_id == row.client_id,
            TimeEntry.work_on.between(first, last),
            TimeEntry.adjusts_id.is_(None),
        )
        .order_by(TimeEntry.work_on, TimeEntry.started_at, TimeEntry.id)
    )
    answer = []
    for entry in session.scalars(found):
        decides = agreement_for(session, session.get_one(Ticket, entry.ticket_id), entry.work_on)
        if decides is not None and decides.id == row.id:
            answer.append(entry)
    return answer


def _billed(
    session: Session,
    row: AgreementRow,
    entries: list[TimeEntry],
    first: date,
    last: date,
    prices: Mapping[int, int],
) -> Billed:
    lines = lines_of_all(session, [row], first, last)[row.id]
    plan = 0 if row.bucket == "block" else _plan(lines, first, last, prices)
    drawn: list[tuple[TimeEntry, time.Terms, time.Billing]] = []
    left = row.included_minutes
    for entry in entries:
        terms, answer = _decide(session, row, entry, left)
        if answer.kind == time.Kind.PREPAID:
            left -= answer.billed_minutes
        drawn.append((entry, terms, answer))
    hours = _hours(row, drawn, first, last)
    amount = minutes = free = 0
    for entry, terms, answer in drawn:
        part = hours.get(entry.id, 0)
        if answer.kind == time.Kind.BILLABLE:
            rest = answer.billed_minutes - part
            amount += time.amount(rest, answer.billed_after_minutes, terms.rate, terms.factor)
            minutes += rest
        elif answer.kind != time.Kind.PREPAID:
            free += entry.minutes
    whole = sum(one.billed_minutes for _, _, one in drawn if one.kind == time.Kind.PREPAID)
    return Billed(plan, amount, minutes, whole + sum(hours.values()), free)


def _plan(lines: list[LineOn], first: date, last: date, prices: Mapping[int, int]) -> int:
    """What lines ask for in the months of a span, each by the day it is there."""
    rhythm = Rhythm(1, "month", month_start(first), prorate=True)
    some = list(periods(rhythm, last))
    asked = [replace(one, price=prices.get(one.id, one.price)) for one in lines if not one.bundled]
    return sum(due.amount for line in asked for due in due_of(line, some, rhythm))


def _decide(
    session: Session, row: AgreementRow, entry: TimeEntry, left: int
) -> tuple[time.Terms, time.Billing]:
    """Who pays for an entry under these values; what a person chose stays."""
    ticket = session.get_one(Ticket, entry.ticket_id)
    terms = terms_under(session, ticket, row, entry.place)
    old_block = row.kind == "block" and not row.bucket
    terms = replace(terms, block_left=left if old_block else 0)
    start = minute_of_day(entry.started_at)
    whole = entry.minutes + entry.break_minutes
    hours = calendar(session, entry.work_on.year)
    parts = split(session, entry.work_on, start, whole, timed=entry.timed, hours=hours)
    late = entry.after_minutes
    parts = replace(parts, regular=entry.minutes - late, after=late)
    chosen = ""
    if entry.kind_set:
        chosen = entry.kind if entry.prepaid_agreement_id is None else time.Kind.PREPAID
    return terms, time.decide(terms, parts, entry.category, chosen, entry.kind_reason)


def _hours(
    row: AgreementRow,
    drawn: list[tuple[TimeEntry, time.Terms, time.Billing]],
    first: date,
    last: date,
) -> dict[int, int]:
    """Minutes drawn from the hours of the span by entry, where the agreement keeps a ledger."""
    if not row.bucket:
        return {}
    needs = [
        ledger.Need(entry.id, entry.work_on, one.billed_minutes - one.billed_after_minutes)
        for entry, _, one in drawn
        if one.draws
    ]
    blocks = [ledger.Block(1, first, last, row.included_minutes)]
    found = ledger.allocate(blocks, needs)
    return {entry_id: sum(here.values()) for entry_id, here in found.items()}
