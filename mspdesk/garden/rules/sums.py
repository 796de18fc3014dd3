"""What a client brings and costs, in whole numbers; pure arithmetic, without tables.

An hour that is recorded for a client costs more than an hour's pay: people are paid for all their
hours and record only a part of them on clients (S020). All sums are rounded once, half up.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from operator import itemgetter

from ...money import MILLION, half_up
from ...rows import dataclass

HUNDREDTHS = 100
"""Paid hours are kept in hundredths of an hour: 201.61 h is 20_161 (S019)."""

TEN_HOURS = 1_000
"""The step of the seed's rounding, in hundredths of an hour (E05)."""

USUAL_PERCENT = 620_000
"""The billability that is taken where none can be measured: 62 % in millionths (S015)."""

USUAL_MARGIN = 50
"""Percent of what an hour brings in that should be left over its cost; a shop sets its own."""


class Mode(StrEnum):
    """How the paid hours of several clients are counted (E05)."""

    EXACT = "exact"
    SEED = "seed"


class Choice(StrEnum):
    """What the owner may choose to do about a client (S019, E19)."""

    KEEP = "keep"
    RAISE = "raise"
    COACH = "coach"
    RELEASE = "release"


CHOICE_WORDS = {
    Choice.KEEP: "Keep as it is",
    Choice.RAISE: "Raise the price",
    Choice.COACH: "Coach",
    Choice.RELEASE: "Release",
}
CHOICE_MEANS = {
    Choice.KEEP: "They are worth it for reasons no figure shows. Say which.",
    Choice.RAISE: "Tell them new prices with the letter, a month ahead.",
    Choice.COACH: "Change what eats the hours: train, replace, put them on a plan.",
    Choice.RELEASE: "Help them find another provider, and hand everything over well.",
}

KINDS = ("labor", "project", "hardware", "software", "services", "other")
"""The columns of revenue, in their order (B9)."""

KIND_OF = {
    "plan": "labor",
    "prepaid": "labor",
    "prepaid_draw": "labor",
    "time": "labor",
    "trip": "labor",
    "project": "project",
    "setup": "project",
    "hardware": "hardware",
    "software": "software",
    "service": "services",
}
"""In which column of revenue a kind of invoice line stands; all others are other.

Time and trips on a project's ticket are kept as project.
"""


@dataclass(frozen=True, slots=True)
class Terms:
    """By what hours are turned into money.

    `percent` is the team's billability in millionths, `per_hour` the mean cost of a paid hour with
    taxes in minor units; `assumed` says in words what the books did not know.
    """

    percent: int
    per_hour: int
    mode: Mode = Mode.EXACT
    assumed: tuple[str, ...] = ()

    def paid(self, minutes: int) -> int:
        """Paid hours behind recorded minutes, in hundredths of an hour (S020)."""
        return half_up(minutes * HUNDREDTHS * MILLION, 60 * self.percent)

    def cost(self, minutes: int) -> int:
        """What recorded minutes cost, in minor units, rounded once."""
        return half_up(minutes * MILLION * self.per_hour, 60 * self.percent)

    @property
    def productive(self) -> int:
        """What an hour recorded for a client costs, in minor units (S111)."""
        return half_up(self.per_hour * MILLION, self.percent)


@dataclass(frozen=True, slots=True)
class GardenRow:
    """A client with what it brought and cost in a time (B9).

    Money is minor units, `recorded` whole minutes, `paid` hundredths of an hour, `profit_share`
    millionths of revenue. `effective_rate` is what an hour recorded brings in, goods at cost taken
    off. `running` is the profit of all rows up to this one.
    """

    client_id: int
    client: str
    revenue: int
    labor: int
    project: int
    hardware: int
    software: int
    services: int
    other: int
    cogs: int
    recorded: int
    paid: int
    labor_cost: int
    profit: int
    profit_share: int | None
    effective_rate: int | None
    running: int
    terms: Terms

    @property
    def percent_words(self) -> str:
        """The share of revenue that is left as profit: 33.3%; empty without revenue."""
        return "" if self.profit_share is None else tenths_words(self.profit_share)


def tenths_words(share: int) -> str:
    """Millionths as a percentage with one decimal, below zero too."""
    tenths = half_up(share, 1_000)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}%"


def paid_words(hundredths: int) -> str:
    """Hundredths of an hour as people read them: 201.61 h."""
    whole, rest = divmod(abs(hundredths), HUNDREDTHS)
    return f"{'-' if hundredths < 0 else ''}{whole:,}.{rest:02} h"


Billed = tuple[int, str, Mapping[str, int], int, int]
"""A client's id and name, its revenue by column, goods at cost, and minutes recorded."""


def garden_rows(billed: Iterable[Billed], terms: Terms) -> list[GardenRow]:
    """The rows of some clients, the least profit first; the sums run along."""
    made = []
    for client_id, client, sums, cogs, minutes in billed:
        revenue, cost = sum(sums.values()), terms.cost(minutes)
        profit = revenue - cogs - cost
        made.append((profit, client.lower(), client_id, client, sums, revenue, cogs, minutes, cost))
    made.sort(key=itemgetter(0, 1, 2))
    found, running = [], 0
    # Each is made once: to make a row and then another with its running sum took a third of all.
    for profit, _, client_id, client, sums, revenue, cogs, minutes, cost in made:
        running += profit
        part = sums.get
        found.append(
            GardenRow(
                client_id,
                client,
                revenue,
                part("labor", 0),
                part("project", 0),
                part("hardware", 0),
                part("software", 0),
                part("services", 0),
                part("other", 0),
                cogs,
                minutes,
                terms.paid(minutes),
                cost,
                profit,
                half_up(profit * MILLION, revenue) if revenue > 0 else None,
                half_up((revenue - cogs) * 60, minutes) if minutes > 0 else None,
                running,
                terms,
            )
        )
    return found


def garden_row(
    client_id: int, client: str, sums: Mapping[str, int], cogs: int, minutes: int, terms: Terms
) -> GardenRow:
    """The row of one client alone."""
    return garden_rows([(client_id, client, sums, cogs, minutes)], terms)[0]


def in_order(rows: Sequence[GardenRow], by: str = "profit") -> list[GardenRow]:
    """The rows with the lowest profit, or the lowest of another column, first; sums run along."""
    ordered = sorted(rows, key=lambda row: (getattr(row, by), row.client.lower(), row.client_id))
    found, running = [], 0
    for row in ordered:
        running += row.profit
        found.append(replace(row, running=running))
    return found


@dataclass(frozen=True, slots=True)
class Dropped:
    """What letting `k` clients go would free and lose: `paid` hundredths of an hour are freed.

    Computed on the sum of what was recorded, and rounded once; in the seed's mode paid hours are
    rounded to the nearest ten (S019, E05). `profit` is lost, in minor units.
    """

    k: int
    revenue: int
    cogs: int
    recorded: int
    paid: int
    labor_cost: int
    profit: int
    terms: Terms

    @property
    def hourly(self) -> int | None:
        """What an hour recorded for them brings in, goods at cost taken off; None without one."""
        return (
            half_up((self.revenue - self.cogs) * 60, self.recorded) if self.recorded > 0 else None
        )


_NOBODY = Terms(USUAL_PERCENT, 0)


def _together(rows: Sequence[GardenRow]) -> Dropped:
    terms = rows[0].terms if rows else _NOBODY
    revenue, cogs = sum(row.revenue for row in rows), sum(row.cogs for row in rows)
    minutes = sum(row.recorded for row in rows)
    paid, cost = terms.paid(minutes), terms.cost(minutes)
    if terms.mode is Mode.SEED:
        # From the minutes, so that nothing is rounded twice.
        tens = half_up(minutes * HUNDREDTHS * MILLION, 60 * terms.percent * TEN_HOURS)
        paid = tens * TEN_HOURS
        cost = tens * (TEN_HOURS // HUNDREDTHS) * terms.per_hour
    profit = revenue - cogs - cost
    return Dropped(len(rows), revenue, cogs, minutes, paid, cost, profit, terms)


def dropped(rows: Sequence[GardenRow], k: int) -> Dropped:
    """What letting the first `k` clients go would free and lose; nobody is marked by it (E19)."""
    return _together(rows[: max(0, k)])


def dropped_of(rows: Sequence[GardenRow], chosen: Collection[int]) -> Dropped:
    """What letting some clients go would free and lose, by their ids."""
    return _together([row for row in rows if row.client_id in chosen])


def clients_to_cover(rows: Sequence[GardenRow], amount: int) -> int | None:
    """How many clients it takes, from the least profit above zero up, to cover an amount (S018).

    None when all of them together do not.
    """
    covered = 0
    if amount <= 0:
        return 0
    profits = sorted(row.profit for row in rows if row.profit > 0)
    for many, profit in enumerate(profits, 1):
        covered += profit
        if covered >= amount:
            return many
    return None


def target_rate(terms: Terms, margin: int) -> int:
    """What an hour should bring in, in minor units, so that `margin` percent of it are left."""
    left = 100 - min(max(margin, 0), 95)
    return half_up(terms.per_hour * MILLION * 100, terms.percent * left)


def raise_needed(row: GardenRow, target: int) -> int:
    """What is missing to the target over the hours of the row, in minor units; 0 where nothing."""
    wanted = half_up(target * row.recorded, 60)
    return max(0, wanted - (row.revenue - row.cogs))
