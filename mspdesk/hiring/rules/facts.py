"""The figures a hire is decided by, as they stand on a day, and the copy a what-if changes.

They are asked live while a question is open. When it is decided they are written down with it as
TOML, and nothing that happens later moves them (S024).
"""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ...exchange.toml_text import write_toml
from ...garden.rules import GardenRow, Terms, garden_row, in_order
from ...money import Currency, half_up
from ...people.rules import WEEKS_A_YEAR
from ...rows import dataclass
from . import maths
from .maths import Reach

FORM = 1
"""The form in which facts are written down."""


@dataclass(frozen=True, slots=True)
class WeekFact:
    """A week's minutes: what came in, the part of it that was a bump, what was done.

    `bump` is what projects brought in and vacations kept from being done (S016).
    """

    monday: date
    inflow: int
    outflow: int
    bump: int = 0

    @property
    def net(self) -> int:
        """What the backlog grew by."""
        return self.inflow - self.outflow

    @property
    def net_without_bumps(self) -> int:
        """What it would have grown by without the bumps."""
        return self.net - self.bump


@dataclass(frozen=True, slots=True)
class DutyFact:
    """A duty that an admin could do, on a hat of the owner or a technician; minutes a week."""

    role: str
    name: str
    minutes_week: int


@dataclass(frozen=True, slots=True)
class ClientFact:
    """A client's last twelve months: minor units, and minutes recorded for them."""

    id: int
    name: str
    revenue: int
    cogs: int
    recorded: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All figures of the five steps; whole minutes, minor units of `currency`, counts.

    `paid`, `logged` and `productive` are of the four whole weeks in `weeks`; `paid_week` is what a
    usual week is paid. `percent` (millionths) and `per_hour` turn recorded time into cost.
    `assumed` says what the books did not know; `advice` is whom the chart would look for (S004).
    """

    on: date
    currency: str = "USD"
    tickets: int = 0
    backlog: int = 0
    remaining: int = 0
    without_estimate: int = 0
    paid: int = 0
    productive: int = 0
    paid_week: int = 0
    weeks: tuple[WeekFact, ...] = ()
    admin_tickets: int = 0
    admin_minutes: int = 0
    duties: tuple[DutyFact, ...] = ()
    clients: tuple[ClientFact, ...] = ()
    percent: int = 620_000
    per_hour: int = 0
    desktops: int = 0
    technicians: int = 0
    assumed: tuple[str, ...] = ()
    advice: str = ""
    logged: int = 0

    @property
    def money(self) -> Currency:
        """The currency of all amounts."""
        return Currency(self.currency)

    @property
    def known(self) -> bool:
        """Whether there are weeks of time to judge by."""
        return bool(self.paid and self.productive)

    @property
    def tenths(self) -> int:
        """The productive share of paid time in tenths of a percent: 620 is 62.0 % (S015)."""
        return half_up(self.productive * 1_000, self.paid) if self.paid else self.percent // 1_000

    @property
    def pace(self) -> int:
        """Productive minutes of a week, the mean of the weeks."""
        return self._mean([one.outflow for one in self.weeks])

    @property
    def inflow(self) -> int:
        """Minutes of work that came in a week, the mean of the weeks."""
        return self._mean([one.inflow for one in self.weeks])

    @property
    def net(self) -> int:
        """What the backlog grows by in a week, the mean of the weeks (S016)."""
        return self._mean([one.net for one in self.weeks])

    @property
    def net_without_bumps(self) -> int:
        """The same without projects and vacations (S017)."""
        return self._mean([one.net_without_bumps for one in self.weeks])

    @property
    def temporary(self) -> bool:
        """Whether the shortage looks temporary: it does not grow, or only by bumps (S017)."""
        return self.net <= 0 or self.net_without_bumps <= 0

    @property
    def pushed(self) -> int:
        """Minutes a week that an admin could take over: on tickets now, and in duties (B9)."""
        return self.admin_minutes + sum(one.minutes_week for one in self.duties)

    @property
    def reach(self) -> Reach:
        """Desktops for each technician (S021)."""
        return maths.reach(self.desktops, self.technicians)

    def garden(self) -> list[GardenRow]:
        """The clients with their profit, the lowest first (S019)."""
        terms = Terms(self.percent, self.per_hour)
        return in_order(
            [
                garden_row(one.id, one.name, {"other": one.revenue}, one.cogs, one.recorded, terms)
                for one in self.clients
            ]
        )

    def _mean(self, minutes: Sequence[int]) -> int:
        return half_up(sum(minutes), len(minutes)) if minutes else 0


# --- what if ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Other figures to try out: tenths of a percent, minutes a week, clients, minor units.

    They are tried on a copy; the books never hear of them.
    """

    tenths: int
    inflow: int
    drop: int
    wage: int
    minutes_week: int


def as_if(facts: Facts, tried: WhatIf) -> Facts:
    """A copy of the facts with another productive share and other work coming in.

    A better share does more in the same paid hours; the weeks shift by what that comes to.
    """
    same = tried.tenths == facts.tenths
    more = 0 if same else half_up(_paid_week(facts) * tried.tenths, 1_000) - facts.pace
    came = tried.inflow - facts.inflow
    weeks = tuple(
        replace(one, inflow=one.inflow + came, outflow=one.outflow + more) for one in facts.weeks
    )
    if same:
        return replace(facts, weeks=weeks)
    share = half_up(facts.paid * tried.tenths, 1_000)
    return replace(facts, weeks=weeks, productive=share, percent=max(1, tried.tenths) * 1_000)


def _paid_week(facts: Facts) -> int:
    """Paid minutes of a week, the mean of the weeks that are judged."""
    return half_up(facts.paid, len(facts.weeks)) if facts.weeks else facts.paid_week


def a_week(minutes_year: int) -> int:
    """A year's minutes as those of a week."""
    return half_up(minutes_year, WEEKS_A_YEAR)


# --- written down with a decision ----------------------------------------------------------------

_LISTS = {"weeks": WeekFact, "duties": DutyFact, "clients": ClientFact}


def write_facts(facts: Facts) -> str:
    """The facts as TOML, to be kept with a decision."""
    tables: dict[str, Any] = {"form": FORM}
    for name in Facts.__dataclass_fields__:
        value = getattr(facts, name)
        if name in _LISTS:
            value = [[getattr(row, one) for one in _fields(_LISTS[name])] for row in value]
        tables[name] = list(value) if isinstance(value, tuple) else value
    return write_toml(tables)


def read_facts(text: str) -> Facts:
    """The facts that were written down; what a later form knows besides is left out."""
    tables = tomllib.loads(text)
    known: dict[str, Any] = {}
    for name in Facts.__dataclass_fields__:
        if name not in tables:
            continue
        value = tables[name]
        if name in _LISTS:
            value = tuple(_LISTS[name](*row) for row in value)
        known[name] = tuple(value) if isinstance(value, list) else value
    return Facts(**known)


def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(kind.__dataclass_fields__)
