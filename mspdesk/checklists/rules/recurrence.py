"""When work comes again: the rule of a schedule, the days it names, and on which it is done."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from ...dates import add_months, monday, month_start
from ...errors import UserError
from ...rows import dataclass
from ...shop.rules import WEEKDAYS, Calendar

EVENTS = {
    "client_active": "a client becomes active",
    "client_leaves": "a client leaves",
    "device_added": "a device is added",
    "person_hired": "somebody is hired",
    "person_left": "somebody leaves us",
    "server_down": "a server is down",
    "first_visit": "we are at a client for the first time",
}
"""What work may follow, and the words for it after “when”."""

DAY, NTH, LAST, WORKDAY = "day", "nth", "last", "workday"
WEEKLY_ON, DAILY_ON, YEARLY_ON, AFTER = "weekly", "daily", "yearly", "after"
_BY_MONTH = (DAY, NTH, LAST, WORKDAY)
MOST_EVERY = 60
MOST_WORKDAYS = 10
_SHORTEST = 28
"""Days every month has."""
LONGEST_CLOSED = 31
"""Days a shop may be closed at a stretch and still have a working day before."""

_HELP = "Choose when it comes again."
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth")
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule taken apart: `n` is the day, the nth or the working day, `weekdays` count from 0."""

    kind: str
    n: int = 0
    weekdays: tuple[int, ...] = ()
    month: int = 0
    event: str = ""

    @property
    def monthly(self) -> bool:
        """Whether it names a day of a month."""
        return self.kind in _BY_MONTH


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that work comes: its period, the day the rule names, the day it is done on."""

    period: str
    nominal: date
    on: date

    @property
    def moved(self) -> bool:
        """Whether the shop is closed on the day the rule names."""
        return self.nominal != self.on


@lru_cache(maxsize=512)
def parse(text: str) -> Rule:
    """Take a rule apart; raises UserError naming `rule` when it is none."""
    rule = None
    with suppress(ValueError):
        rule = _parsed(text.strip().lower().split(":"))
    if rule is None:
        raise UserError(_HELP, "rule")
    return rule


def _parsed(parts: list[str]) -> Rule | None:
    """The rule of some parts; None or ValueError for what is none."""
    rule = None
    match parts:
        case ["day", n] if 1 <= int(n) <= 31:
            rule = Rule(DAY, int(n))
        case ["nth", n, name] if 1 <= int(n) <= 4:
            rule = Rule(NTH, int(n), (WEEKDAYS.index(name),))
        case ["last", name]:
            rule = Rule(LAST, -1, (WEEKDAYS.index(name),))
        case ["workday", n] if 1 <= abs(int(n)) <= MOST_WORKDAYS:
            rule = Rule(WORKDAY, int(n))
        case ["weekly", names]:
            days = sorted({WEEKDAYS.index(name) for name in names.split(",")})
            rule = Rule(WEEKLY_ON, weekdays=tuple(days))
        case ["daily"]:
            rule = Rule(DAILY_ON)
        case ["yearly", day] if re.fullmatch(r"\d\d-\d\d", day):
            leap = date.fromisoformat(f"2000-{day}")
            rule = Rule(YEARLY_ON, leap.day, month=leap.month)
        case ["after", event] if event in EVENTS:
            rule = Rule(AFTER, event=event)
    return rule


def check_every(rule: str, every: int) -> int:
    """The step of a rule, which only weeks, months and years have; raises UserError otherwise."""
    if not 1 <= every <= MOST_EVERY:
        raise UserError(f"Type a number from 1 to {MOST_EVERY}.", "every")
    return 1 if parse(rule).kind in (DAILY_ON, AFTER) else every


# --- words ---------------------------------------------------------------------------------------


def ordinal(n: int) -> str:
    """A number in its order: 1st, 2nd, 3rd, 11th."""
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def rule_words(text: str, every: int = 1, days_after: int = 0) -> str:
    """A rule as people say it: Every month on the second Tuesday."""
    rule = parse(text)
    if rule.kind == AFTER:
        return f"When {EVENTS[rule.event]}{_after_words(days_after)}"
    if rule.kind == DAILY_ON:
        return "Every working day"
    unit = "month" if rule.monthly else "week" if rule.kind == WEEKLY_ON else "year"
    often = f"Every {unit}" if every == 1 else f"Every {every} {unit}s"
    return f"{often} on {_day_words(rule)}"


def short_words(text: str, every: int = 1, days_after: int = 0) -> str:
    """A rule in few words where it is plain that it is a month: Second Tuesday, The 15th."""
    rule = parse(text)
    if not rule.monthly or every != 1:
        return rule_words(text, every, days_after)
    words = _day_words(rule)
    words = words if rule.kind == DAY else words.removeprefix("the ")
    return words[0].upper() + words[1:]


def _after_words(days: int) -> str:
    if not days:
        return ", the same day"
    return f", {days} {'day' if days == 1 else 'days'} later"


def _day_words(rule: Rule) -> str:
    names = [_DAY_NAMES[one] for one in rule.weekdays]
    if rule.kind == WORKDAY:
        words = f"the {ordinal(abs(rule.n))} working day{' from the end' if rule.n < 0 else ''}"
        return "the last working day" if rule.n == -1 else words
    if rule.kind in (NTH, LAST):
        return f"the {_ORDINALS[rule.n] if rule.kind == NTH else 'last'} {names[0]}"
    if rule.kind == DAY:
        return f"the {ordinal(rule.n)}"
    if rule.kind == YEARLY_ON:
        return f"{date(2000, rule.month, 1):%B} {rule.n}"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# --- days ----------------------------------------------------------------------------------------


def working_day(day: date, calendar: Calendar) -> date:
    """The day, or the working day before where the shop is closed."""
    return _walk(day, calendar, -1)


def _walk(day: date, calendar: Calendar, way: int) -> date:
    found = day
    for _ in range(LONGEST_CLOSED):
        if calendar.open_minutes(found) is not None:
            return found
        found += timedelta(days=way)
    return day


def day_after(happened_on: date, days: int, calendar: Calendar) -> date:
    """The working day so many days after something happened, and never before it happened."""
    found = working_day(happened_on + timedelta(days=days), calendar)
    return found if found >= happened_on else _walk(happened_on, calendar, 1)


def occurrences(
    text: str, every: int, begins_on: date, first: date, last: date, calendar: Calendar
) -> list[Occurrence]:
    """When work comes from `first` to `last`, in order; nothing for what follows an event.

    A day the shop is closed moves to the working day before; daily work is left out on it.
    `calendar` knows the closed days of the years in question.
    """
    rule = parse(text)
    if rule.kind == AFTER or last < first:
        return []
    wide = last if rule.kind == DAILY_ON else last + timedelta(days=LONGEST_CLOSED)
    found: list[Occurrence] = []
    for nominal in _nominal(rule, every, _anchor(rule, every, begins_on, first), first, wide):
        day = _workday(nominal, rule.n, calendar) if rule.kind == WORKDAY else nominal
        if day < begins_on or (rule.kind == DAILY_ON and calendar.open_minutes(day) is None):
            continue
        on = working_day(day, calendar)
        if first <= on <= last and not (found and found[-1].on == on):
            found.append(Occurrence(period_of(rule, day), day, on))
    return found


def following(
    text: str, every: int, begins_on: date, after: date, calendar: Calendar
) -> Occurrence | None:
    """The first time work comes after a day; None within two steps of the rule, or for events."""
    rule = parse(text)
    days = {DAILY_ON: 40, WEEKLY_ON: 7 * every + 40, YEARLY_ON: 366 * every + 40}
    span = days.get(rule.kind, 31 * every + 80)
    first = max(after + timedelta(days=1), begins_on - timedelta(days=LONGEST_CLOSED))
    found = occurrences(text, every, begins_on, first, first + timedelta(days=span), calendar)
    return found[0] if found else None


def period_of(rule: Rule, day: date) -> str:
    """The name of a period, which a schedule plans once: 2026-03 of a month, else 2026-03-11."""
    if rule.monthly:
        return f"{day:%Y-%m}"
    return f"{day:%Y}" if rule.kind == YEARLY_ON else day.isoformat()


def bounds(text: str, nominal: date) -> tuple[date, date]:
    """Between which days work may be put where its own day is full: the month, or the week."""
    rule = parse(text)
    if rule.monthly or rule.kind == YEARLY_ON:
        first = month_start(nominal)
        return first, add_months(first, 1) - timedelta(days=1)
    if rule.kind == WEEKLY_ON:
        return monday(nominal), monday(nominal) + timedelta(days=6)
    return nominal, nominal


def _anchor(rule: Rule, every: int, begins_on: date, first: date) -> date:
    """Where counting starts: as close before `first` as the step of the rule allows."""
    if rule.kind == WEEKLY_ON:
        start = monday(begins_on)
        steps = max(0, (first - start).days // (7 * every))
        return start + timedelta(days=steps * 7 * every)
    if rule.kind == DAILY_ON:
        return max(begins_on, first)
    start = month_start(begins_on).replace(month=1 if rule.kind == YEARLY_ON else begins_on.month)
    step = every * (12 if rule.kind == YEARLY_ON else 1)
    months = (first.year - start.year) * 12 + first.month - start.month
    return add_months(start, max(0, months // step) * step)


@lru_cache(maxsize=4096)
def _nominal(rule: Rule, every: int, anchor: date, first: date, last: date) -> tuple[date, ...]:
    """The days a rule names, whether or not the shop is open; many clients share them."""
    ends = (datetime(anchor.year, anchor.month, anchor.day), datetime.combine(last, _MIDNIGHT))
    found = rrule(**_terms(rule), interval=every, dtstart=ends[0], until=ends[1])
    early = first if rule.kind != WORKDAY else month_start(first)
    return tuple(day for moment in found if (day := moment.date()) >= early)


_MIDNIGHT = datetime.min.time()


def _terms(rule: Rule) -> dict[str, Any]:
    """A rule in the words of the recurrence library."""
    match rule.kind:
        case "day":
            return {"freq": MONTHLY, **_last_of(rule.n)}
        case "nth" | "last":
            return {"freq": MONTHLY, "byweekday": weekday(rule.weekdays[0], rule.n)}
        case "workday":
            return {"freq": MONTHLY, "bymonthday": 1}
        case "weekly":
            return {"freq": WEEKLY, "byweekday": rule.weekdays}
        case "yearly":
            return {"freq": YEARLY, "bymonth": rule.month, **_last_of(rule.n)}
    return {"freq": DAILY}


def _last_of(day: int) -> dict[str, Any]:
    """A day of the month, or the last one of a month that is shorter."""
    if day <= _SHORTEST:
        return {"bymonthday": day}
    return {"bymonthday": tuple(range(_SHORTEST, day + 1)), "bysetpos": -1}


def _workday(first: date, n: int, calendar: Calendar) -> date:
    """The nth working day of a month by its first day; from its end where n is below zero."""
    way = 1 if n > 0 else -1
    day = first if n > 0 else add_months(first, 1) - timedelta(days=1)
    left = abs(n)
    for _ in range(LONGEST_CLOSED):
        left -= calendar.open_minutes(day) is not None
        if not left:
            return day
        day += timedelta(days=way)
    return first


def spread_rules(count: int, taken: dict[str, int] | None = None) -> list[str]:
    """Rules for so many clients, evenly over the twenty working days every month has.

    `taken` says how many schedules a technician has on each rule already; those come last.
    """
    every = [f"nth:{n}:{name}" for n in range(1, 5) for name in WEEKDAYS[:5]]
    load = {rule: (taken or {}).get(rule, 0) for rule in every}
    found: list[str] = []
    while len(found) < count:
        low = min(load.values())
        free = [rule for rule in every if load[rule] == low]
        need = min(count - len(found), len(free))
        chosen = [free[at * len(free) // need] for at in range(need)]
        for rule in chosen:
            load[rule] += 1
        found += chosen
    return found
