"""A year of schedules, beside the recurrence library alone."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.rrule import FR, MO, MONTHLY, TH, TU, WE, WEEKLY, YEARLY, rrule

from mspdesk.checklists.rules import recurrence, slots
from mspdesk.shop.rules import TEN_HOLIDAYS, Calendar, holidays_of

from .measure import Bench, Ratio, in_turn

BUDGET = 3.0
CLIENTS = 500
TECHNICIANS = 10
FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
_DAYS = {"mon": MO, "tue": TU, "wed": WE, "thu": TH, "fri": FR}
_START = datetime(2027, 1, 1)

Line = tuple[str, int, int]
"""A rule, its technician, the minute it begins."""


def schedule(bench: Bench) -> list[Ratio]:
    """B24: for each of 500 clients a monthly visit and, for a third, a quarterly or yearly one.

    Ours moves days off holidays, gives ten technicians no slot twice and names each period; the
    baseline makes the same days by the library and no more. Nothing is kept from round to round.
    """
    lines = _lines(50 if bench.rounds == 1 else CLIENTS)
    shop = Calendar(closed=_closed())
    works = {"ours": lambda: _ours(lines, shop), "base": lambda: _bare(lines)}
    found = in_turn(works, bench.rounds)
    visits = len(_ours(lines, shop))
    what = f"a year of schedules, {visits:,} visits"
    return [
        Ratio("B24", what, "dateutil alone", found["ours"], found["base"], BUDGET),
    ]


def _closed() -> dict[date, str]:
    return {
        day: name
        for year in (FIRST.year - 1, FIRST.year, FIRST.year + 1)
        for day, name in holidays_of(TEN_HOLIDAYS, year).items()
    }


def _lines(clients: int) -> list[Line]:
    """What the clients agreed to; the dice fall the same way each time."""
    dice = random.Random(24)
    found: list[Line] = []
    for client in range(clients):
        name, nth = dice.choice(list(_DAYS)), dice.randint(1, 4)
        rule = dice.choice((f"nth:{nth}:{name}", f"day:{dice.randint(1, 31)}", f"last:{name}"))
        at = dice.choice((480, 600, 780, 900))
        found.append((rule, client % TECHNICIANS, at))
        if not client % 6:
            found.append((f"yearly:{dice.randint(1, 12):02}-15", client % TECHNICIANS, at))
        elif client % 6 == 1:
            found.append((f"weekly:{name}", client % TECHNICIANS, 960))
    return found


def _ours(lines: Sequence[Line], shop: Calendar) -> list[slots.Placed]:
    """Every visit of the year, on a working day and in a slot of its technician's."""
    recurrence._nominal.cache_clear()  # noqa: SLF001 -- each round begins cold
    recurrence.parse.cache_clear()
    wanted = []
    for n, (rule, who, at) in enumerate(lines):
        for one in recurrence.occurrences(rule, 1, FIRST, FIRST, LAST, shop):
            first, last = recurrence.bounds(rule, one.nominal)
            wanted.append(slots.Wanted(n, one.on, first, last, who, at, 90))
    return slots.arrange(wanted, slots.Slots(), shop)


def _bare(lines: Sequence[Line]) -> int:
    """The days the library names."""
    until = datetime(LAST.year, LAST.month, LAST.day) + timedelta(days=1)
    return sum(len(list(rrule(dtstart=_START, until=until, **_terms(line[0])))) for line in lines)


def _terms(rule: str) -> dict[str, Any]:
    kind, *rest = rule.split(":")
    if kind == "day":
        day = int(rest[0])
        last = {"bymonthday": tuple(range(28, day + 1)), "bysetpos": -1}
        return {"freq": MONTHLY, **({"bymonthday": day} if day <= 28 else last)}
    if kind in ("nth", "last"):
        nth = int(rest[0]) if kind == "nth" else -1
        return {"freq": MONTHLY, "byweekday": _DAYS[rest[-1]](nth)}
    if kind == "weekly":
        return {"freq": WEEKLY, "byweekday": _DAYS[rest[0]]}
    month, day = map(int, rest[0].split("-"))
    return {"freq": YEARLY, "bymonth": month, "bymonthday": day}
