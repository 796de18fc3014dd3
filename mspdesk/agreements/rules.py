"""The kinds of agreement, how far each is, and what an agreement owes its dates and its money."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from ..catalog import rules as offered
from ..clients.rules import Status
from ..dates import add_months
from ..errors import UserError
from ..money import QUANTITY, half_up
from ..rows import dataclass

KINDS = {
    "managed": "Managed",
    "hourly": "Hourly",
    "block": "Prepaid hours",
    "project": "Project",
    "contractor": "Contractor",
    "nda": "Confidentiality",
}
"""What can be agreed, and the words for it (B5)."""

WORKED_UNDER = frozenset({"managed", "hourly", "block", "project"})
"""Kinds under which tickets are worked."""

LEAVING = (Status.NOTICE, Status.OFFBOARDING)
"""A client with either status pays ahead for everything (S121)."""


class State(StrEnum):
    """How far an agreement is (B5)."""

    DRAFT = "draft"
    LEGAL_REVIEW = "legal_review"
    SENT = "sent"
    ACTIVE = "active"
    RENEWAL_DUE = "renewal_due"
    RENEWED = "renewed"
    EXPIRED = "expired"
    TERMINATED = "terminated"


STATES: Mapping[str, str] = {
    State.DRAFT: "Draft",
    State.LEGAL_REVIEW: "Legal review",
    State.SENT: "Sent",
    State.ACTIVE: "Active",
    State.RENEWAL_DUE: "Renewal due",
    State.RENEWED: "Renewed",
    State.EXPIRED: "Expired",
    State.TERMINATED: "Terminated",
}
"""The words for each state."""

NEXT: Mapping[State, tuple[State, ...]] = {
    State.DRAFT: (State.LEGAL_REVIEW, State.SENT),
    State.LEGAL_REVIEW: (State.SENT, State.DRAFT),
    State.SENT: (State.ACTIVE, State.DRAFT),
    State.ACTIVE: (State.RENEWAL_DUE, State.RENEWED, State.EXPIRED, State.TERMINATED),
    State.RENEWAL_DUE: (State.RENEWED, State.EXPIRED, State.TERMINATED, State.ACTIVE),
    State.RENEWED: (),
    State.EXPIRED: (),
    State.TERMINATED: (),
}
"""Where an agreement can go from each state."""

RUNNING = (State.ACTIVE, State.RENEWAL_DUE)
"""States in which an agreement is kept to."""

OVER = (State.RENEWED, State.EXPIRED, State.TERMINATED)
"""States of an agreement that has ended, on the day it says."""

BEGINNING = (State.DRAFT, State.LEGAL_REVIEW, State.SENT)
"""States before anybody has signed."""

RENEWAL_DAYS = (90, 60, 30)
"""How many days ahead renewals are listed, in groups (B5)."""

PAYMENT_TYPES = {"": "As the client pays", "card": "Card", "ach": "Bank debit (ACH)"}
PAYMENT_TYPES |= {"check": "Check"}
CHECK_PERIODS = 3
"""A payer by check pays three months ahead (B5)."""

UNITS = offered.UNITS
"""What a line is counted in, and the words for it (B5)."""

COUNTS = offered.COUNTS
"""What may fill a count in by itself at each billing."""

LINE_KINDS = {
    "plan": "Plan",
    "service": "Service",
    "software": "Software",
    "hardware": "Hardware",
}
"""What a line of an agreement becomes on an invoice."""

SHEETS = {"plan_sheet": "Plan sheet", "amendment": "Amendment"}
EVERY = {"day": "days", "week": "weeks", "month": "months", "year": "years"}
BUCKETS = {"": "No prepaid hours", "block": "A block that was bought", "month": "Hours each month"}
ROLLOVERS = {"none": "Unused hours end", "all": "All roll over", "cap": "Roll over up to"}
PRORATIONS = {"next": "From the next period on", "prorate": "By the day, at once"}
PRIORITIES = {1: "Critical", 2: "High", 3: "Medium", 4: "Low"}


def check_move(
    held: State,
    wanted: State,
    *,
    reviewed_on: date | None,
    waiver: str,
    signed_on: date | None,
    signer: str,
) -> None:
    """Refuse a step an agreement may not take yet (S101); raises UserError naming the field.

    It is not sent before a lawyer has read it, or before somebody has waived that in words; it is
    not active before the client has signed.
    """
    if wanted not in NEXT[held]:
        raise UserError(
            f"An agreement that is {STATES[held].lower()} cannot become {STATES[wanted].lower()}.",
            "state",
        )
    if wanted is State.SENT and reviewed_on is None and not waiver.strip():
        raise UserError(
            "Note the day a lawyer reviewed it, or write down why it goes out without that.",
            "reviewed_on",
        )
    if wanted is State.ACTIVE and held is State.SENT:
        if signed_on is None:
            raise UserError("Note the day the client signed.", "signed_on")
        if not signer.strip():
            raise UserError("Write down who signed for the client.", "signer_theirs")


@dataclass(frozen=True, slots=True)
class Term:
    """The stretch of time an agreement runs for now, both days included, and what it asks.

    `notice_by` is the last day on which notice still keeps it from going on after `last`.
    """

    first: date
    last: date
    notice_by: date

    @property
    def renews_on(self) -> date:
        """The day after the last."""
        return self.last + timedelta(days=1)

    @property
    def months(self) -> int:
        """How many months the term has, at least 1; a part of one counts as one."""
        return max(1, _months_between(self.first, self.renews_on))

    def month_of(self, day: date) -> int:
        """In which month of the term a day lies, from 1; within the term."""
        inside = min(max(day, self.first), self.last)
        return min(self.months, _months_between(self.first, inside + timedelta(days=1)))


def _months_between(first: date, after: date) -> int:
    """How many months from a day to before another, the last one begun counting whole."""
    count = (after.year - first.year) * 12 + after.month - first.month
    return count + (add_months(first, count) < after)


def term_of(
    start_on: date,
    end_on: date | None,
    term_months: int,
    notice_days: int,
    *,
    goes_on: bool,
    day: date,
) -> Term | None:
    """The term an agreement is in on a day; None for one with an open end.

    One that goes on by itself is in the term that holds the day: each is `term_months` long.
    """
    if end_on is None:
        return None
    first, last, n = start_on, end_on, 0
    months = max(1, term_months)
    while goes_on and last < day:
        n += 1
        first = last + timedelta(days=1)
        last = add_months(end_on + timedelta(days=1), months * n) - timedelta(days=1)
    return Term(first, last, last - timedelta(days=max(0, notice_days)))


def last_term(start_on: date, last: date, term_months: int, notice_days: int, day: date) -> Term:
    """The term that holds a day, or the last one, of an agreement that ends on `last`."""
    months, n = max(1, term_months), 0
    inside = min(max(day, start_on), last)
    while add_months(start_on, months * (n + 1)) <= inside:
        n += 1
    after = add_months(start_on, months * (n + 1)) - timedelta(days=1)
    ends = min(after, last)
    return Term(add_months(start_on, months * n), ends, ends - timedelta(days=max(0, notice_days)))


def state_on(
    state: str, end_on: date | None, notice_days: int, *, goes_on: bool, day: date
) -> State:
    """What a state means on a day: an active agreement is due for renewal, or has expired, by date.

    Renewal is due from as many days before the last one as notice asks for, at least 30.
    """
    held = State(state)
    if held not in RUNNING or end_on is None:
        return held
    if end_on < day and not goes_on:
        return State.EXPIRED
    ahead = max(RENEWAL_DAYS[-1], notice_days)
    if not goes_on and day >= end_on - timedelta(days=ahead):
        return State.RENEWAL_DUE
    return held


def refund(price: int, minutes: int, left: int) -> int:
    """What is given back of prepaid time: the part of the price that is left, in minor units.

    10 h for $1,500.00 with 6.25 h used leave 3.75 h, which are $562.50 (S121). Rounded half up
    once; nothing for a block without minutes.
    """
    if minutes <= 0 or left <= 0:
        return 0
    return half_up(price * min(left, minutes), minutes)


def raised(price: int, percent: int) -> int:
    """A price in minor units after a raise in ten-thousandths of it (500 is 5 %), half up."""
    return half_up(price * (QUANTITY + percent), QUANTITY)


@dataclass(frozen=True, slots=True)
class RateStep:
    """A new hourly rate that was told to the client: from when, old and new, and whether it holds.

    Minor units an hour; `applied` says that the agreement itself names it already.
    """

    effective_on: date
    old: int | None
    new: int
    applied: bool


def rate_on(agreed: int | None, steps: Sequence[RateStep], day: date) -> int | None:
    """The hourly rate an agreement names for work of a day; None where it names none.

    A rate that was announced holds from its day, whether or not anybody has applied it yet; work
    from before the day of an applied one costs what it cost then.
    """
    later = [one for one in steps if one.applied and one.effective_on > day]
    if later:
        return min(later, key=lambda one: one.effective_on).old
    begun = [one for one in steps if not one.applied and one.effective_on <= day]
    return max(begun, key=lambda one: one.effective_on).new if begun else agreed


def first_raise_day(announced_on: date, notice_days: int) -> date:
    """The first day on which new prices may come into force after they were told (S120)."""
    return announced_on + timedelta(days=notice_days)


def check_raise(announced_on: date, effective_on: date, notice_days: int) -> None:
    """Refuse new prices that come sooner than the shop tells them ahead (S120: 30 days)."""
    soonest = first_raise_day(announced_on, notice_days)
    if effective_on < soonest:
        raise UserError(
            f"New prices are told {notice_days} days ahead: {soonest:%b} {soonest.day},"
            f" {soonest.year} or later.",
            "effective_on",
        )


def check_notice(notice_on: date, last_on: date, notice_days: int) -> None:
    """Refuse a last day that the notice agreed on does not reach."""
    if last_on < notice_on:
        raise UserError("The last day comes after the day notice was given.", "last_on")
    soonest = notice_on + timedelta(days=notice_days)
    if last_on < soonest:
        raise UserError(
            f"{notice_days} days' notice were agreed: {soonest:%b} {soonest.day},"
            f" {soonest.year} or later, unless both sides agree to a shorter one.",
            "last_on",
        )


def monthly(amount: int, every: int, every_unit: str) -> int:
    """What an amount a period is in a month, in minor units, half up.

    Prices stand for a month where periods are months or years; for days and weeks they stand for
    the period, and a year has 365 days, or 52 weeks, in 12 months.
    """
    if every_unit == "week":
        return half_up(amount * 52, 12 * max(1, every))
    if every_unit == "day":
        return half_up(amount * 365, 12 * max(1, every))
    return amount


def fee_words(kind: str) -> str:
    """What an agreement's one-time fee is called on an invoice, by the agreement's kind."""
    return "Project fee" if kind == "project" else "Setup"


def once_words(kind: str) -> str:
    """What an agreement's one-time fee is called on a form and on its paper."""
    return "Project fee" if kind == "project" else "Setup fee, once"


_DAY_RULE = re.compile(r"day:([1-9]|[12]\d|3[01])|last|nth:[1-5]:(mon|tue|wed|thu|fri|sat|sun)")


_WEEKDAYS = {
    day[:3]: day.capitalize()
    for day in "monday tuesday wednesday thursday friday saturday sunday".split()
}
_NTH_WORDS = {"1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "5": "5th"}
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}
_DAY_WORDS = re.compile(r"(?:the )?(?:day )?(\d{1,2})(?:st|nd|rd|th)?(?: day)?")
_NTH_DAY = re.compile(r"(?:the )?(\w+) ([a-z]+)")


def check_day_rule(rule: str) -> str:
    """A rule for the day periods begin on: empty, day:15, last, nth:2:mon; raises UserError.

    It is read from plain words too: the 15th, the last day, the second Monday.
    """
    found = _read_day_rule(" ".join(rule.lower().split()))
    if found and not _DAY_RULE.fullmatch(found):
        raise UserError("Write the day as 15, last, or 2nd Monday.", "day_rule")
    return found


def _read_day_rule(said: str) -> str:
    if said in {"last", "last day", "the last day", "the last"}:
        return "last"
    if match := _DAY_WORDS.fullmatch(said):
        return f"day:{int(match[1])}"
    if (match := _NTH_DAY.fullmatch(said)) and len(match[2]) >= _SHORTEST_DAY:
        nth = _ORDINALS.get(match[1], match[1].rstrip("stndrh"))
        short = match[2][:3]
        if _WEEKDAYS.get(short, "").lower().startswith(match[2]):
            return f"nth:{nth}:{short}"
    return said


_SHORTEST_DAY = 3


def day_rule_words(rule: str) -> str:
    """A rule for the day periods begin on in plain words: 15th, Last day, 2nd Monday."""
    kind, _, rest = rule.partition(":")
    if kind == "last":
        return "Last day"
    if kind == "day":
        tail = {"1": "st", "2": "nd", "3": "rd"}.get(rest[-1:], "th")
        return f"{rest}th" if rest in {"11", "12", "13"} else f"{rest}{tail}"
    nth, _, day = rest.partition(":")
    known = kind == "nth" and day in _WEEKDAYS and nth in _NTH_WORDS
    return f"{_NTH_WORDS[nth]} {_WEEKDAYS[day]}" if known else rule
