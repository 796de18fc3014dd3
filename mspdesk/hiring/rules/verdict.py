"""What the figures say: the lines of a verdict, and one recommendation that is never a yes (B9)."""

from collections.abc import Sequence

from ...dates import hours_h
from ...garden.rules import GardenRow, clients_to_cover, dropped, paid_words
from ...money import half_up, shown_whole
from ...rows import dataclass
from . import maths
from .alternatives import Alternative, would_do
from .facts import Facts, a_week
from .maths import Cost, Option


@dataclass(frozen=True, slots=True)
class Payback:
    """Who would have to pay for an option in a year (S018).

    `bottom` is how many of the least profitable clients do, None when all of them do not; `like`
    how many it takes of clients that bring the mean `each`, minor units; `clients` how many bring a
    profit.
    """

    bottom: int | None
    like: int | None
    each: int
    clients: int

    @property
    def words(self) -> str:
        """The count in words."""
        if self.bottom is not None:
            return f"{_clients(self.bottom)} from the bottom"
        if self.like is None:
            return "no client brings a profit"
        return f"{self.like} clients like them; {self._there}"

    @property
    def short(self) -> str:
        """The count in a narrow place."""
        if self.bottom is not None:
            return f"{self.bottom} of {self.clients}"
        return "none" if self.like is None else f"{self.like}; {self._there}"

    @property
    def _there(self) -> str:
        return "there is 1" if self.clients == 1 else f"there are {self.clients}"


def payback(garden: Sequence[GardenRow], year: int) -> Payback:
    """Count the clients that pay for a year, from the bottom (S018)."""
    profits = [row.profit for row in garden if row.profit > 0]
    mean = half_up(sum(profits), len(profits)) if profits else 0
    return Payback(
        clients_to_cover(garden, year), maths.clients_needed(year, mean), mean, len(profits)
    )


def judged(facts: Facts, options: Sequence[Option]) -> tuple[Option, Cost] | None:
    """The option the sums are about: the chosen one, else the one that costs least in a year.

    None without an option that has hours; a salesperson is judged apart (S012).
    """
    step = maths.step_of(facts.money)
    costed = [
        (one, maths.cost(one, facts.tenths, step))
        for one in options
        if one.kind != "salesperson" and one.wage > 0 and one.minutes_week > 0
    ]
    if not costed:
        return None
    return min(costed, key=lambda pair: (not pair[0].chosen, pair[1].loaded_year))


def lines(facts: Facts, options: Sequence[Option], drop: int) -> tuple[str, ...]:
    """What each of the steps comes to, in a line (B9)."""
    found = [shortage_words(facts), push_words(facts), drop_words(facts, drop), reach_words(facts)]
    held = judged(facts, options)
    if held is not None:
        option, cost = held
        pays = payback(facts.garden(), cost.loaded_year)
        found.append(
            f"Wage pay-back of {option.title}: {pays.words}."
            " Paying for somebody adds no profit by itself."
        )
    return tuple(line for line in found if line)


def shortage_words(facts: Facts) -> str:
    """Whether the shortage looks temporary (S017)."""
    if not facts.known:
        return "Whether the shortage is temporary cannot be told yet: no four weeks of time."
    if facts.net <= 0:
        return "Shortage looks temporary: the backlog does not grow."
    if facts.net_without_bumps <= 0:
        return (
            "Shortage looks temporary: without projects and vacations the backlog would not grow."
        )
    net = hours_h(facts.net_without_bumps)
    return f"Shortage lasts: {net} a week come in that are not done, bumps left out."


def push_words(facts: Facts) -> str:
    """What admin work could free (step 3)."""
    if not facts.pushed:
        return "No admin work is known to lie with technicians."
    return f"Admin work could free {hours_h(facts.pushed)} a week."


def drop_words(facts: Facts, drop: int) -> str:
    """What dropping some clients frees and loses (S019)."""
    if not facts.clients:
        return "No client has money or hours in the last twelve months."
    if drop <= 0:
        return "No client is given up in this sum."
    given = dropped(facts.garden(), drop)
    money = shown_whole(abs(given.profit), facts.money)
    loses = f"loses {money}" if given.profit >= 0 else f"saves {money}"
    many = "clients" if given.k != 1 else "client"
    return f"Dropping {given.k} {many} frees {paid_words(given.paid)} paid and {loses} a year."


def reach_words(facts: Facts) -> str:
    """How many desktops a technician looks after; information only (S021, E29)."""
    found = facts.reach
    usual = f"{maths.FEWEST_DESKTOPS} to {maths.MOST_DESKTOPS:,} are usual"
    match found.where:
        case "unknown":
            return "Nobody is named as a technician, so desktops for each cannot be told."
        case "over":
            more = "over the range, more tools may not be enough"
        case "under":
            more = "room for more with remote monitoring"
        case _:
            more = "in the range"
    return f"RMM coverage {found.each:,} desktops for each technician: {more}; {usual}."


def recommendation(
    facts: Facts,
    options: Sequence[Option],
    alternatives: Sequence[Alternative],
    drop: int,
) -> str:
    """The one line at the foot: is the shortage temporary, and do the sums carry it (S024).

    It names what to do first, or what a hire would take. It never says to hire: that is decided by
    a person.
    """
    first = _selling_words(facts, options) or _instead(facts, alternatives, drop)
    if first:
        return first
    held = judged(facts, options)
    if held is None:
        return "The shortage lasts. Add an option with a wage and hours to see what it takes."
    option, cost = held
    year = shown_whole(cost.loaded_year, facts.money)
    pays = payback(facts.garden(), cost.loaded_year)
    if pays.bottom is None:
        like = "" if pays.like is None else f"; it would take {pays.like} of their kind"
        return (
            f"The shortage lasts, but the profit of all clients does not pay {option.title} at"
            f" {year} a year{like}. More or better agreements come first."
        )
    return (
        f"The shortage lasts, and {option.title} at {year} a year would take the profit of"
        f" {_clients(pays.bottom)} of {pays.clients}, for good. Whether it is worth that is for"
        " the owner to decide."
    )


def _selling_words(facts: Facts, options: Sequence[Option]) -> str:
    """What a salesperson would have to bring, where nothing else is asked (S012)."""
    if not options or any(one.kind != "salesperson" for one in options):
        return ""
    one = min(options, key=lambda option: (not option.chosen, option.income))
    wanted = maths.selling(one.income, one.sales_share, one.profit_share).sales
    brought = sum(client.revenue for client in facts.clients)
    money = facts.money
    if brought <= 0:
        than = "and no client brought anything in the last twelve months"
    else:
        tenths = half_up(wanted * 10, brought)
        than = f"{tenths // 10}.{tenths % 10} times what all clients brought in twelve months"
    return (
        f"{one.title} would have to bring {shown_whole(wanted, money)} of new business each year,"
        f" {than}. Put it off until the team could deliver that."
    )


def _instead(facts: Facts, alternatives: Sequence[Alternative], drop: int) -> str:
    """What comes before anybody is hired; empty when nothing does."""
    return _nobody_short(facts) or _elsewhere(facts, alternatives, drop)


def _nobody_short(facts: Facts) -> str:
    """Why no hire is to be thought of yet: nothing known, nothing waits, or only a bump."""
    if not facts.known:
        return (
            "Four weeks of logged time are missing, and a guess is no ground to hire on. Log every"
            " hour first, then ask again."
        )
    if not facts.tickets:
        return "Nothing waits, so nobody is missing. Look for work before looking for people."
    if facts.temporary:
        return (
            "The shortage looks temporary. Carry it with temps or a peer of the user group; do not"
            " hire for a bump."
        )
    return ""


def _elsewhere(facts: Facts, alternatives: Sequence[Alternative], drop: int) -> str:
    """Where the missing hours may come from without a hire."""
    if said := would_do(tuple(alternatives)):
        names = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
        return f"The shortage lasts, but you said that this would do: {names}. Try it first."
    short = facts.net_without_bumps
    if facts.pushed >= short:
        return (
            f"Push {hours_h(facts.pushed)} a week of admin work down first; the team is short of"
            f" {hours_h(short)}."
        )
    given = dropped(facts.garden(), drop) if drop > 0 else None
    if given is not None and a_week(given.recorded) >= short:
        money = shown_whole(given.profit, facts.money)
        return (
            f"Letting {_clients(given.k)} go would free {hours_h(a_week(given.recorded))} a week,"
            f" as much as is short, for {money} of profit a year. Weigh that first."
        )
    return ""


def _clients(count: int) -> str:
    return "1 client" if count == 1 else f"{count} clients"
