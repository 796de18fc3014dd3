"""The hire worksheet in words: five numbered steps, options side by side, the bottom line (S024).

It is worked out from facts and options alone, so that screen, paper and what-if say the same.
"""

from collections.abc import Sequence

from ...dates import hours_h
from ...garden.rules import GardenRow, dropped, paid_words
from ...money import Currency, half_up, percent, quantity, shown, shown_whole
from ...people.rules import WEEKS_A_YEAR
from ...rows import dataclass
from . import maths, verdict
from .alternatives import ALTERNATIVES, Alternative, weighed
from .facts import Facts
from .maths import Option

TITLES = (
    "Backlog and productivity",
    "Service labor turnover",
    "Push non-technical work down",
    "Weed the garden",
    "Creative alternatives",
)
"""The five steps, in their order."""

ENOUGH = 90
"""Percent of paid time that is logged, under which a share of it is no ground to hire on (S020)."""

NAMED = 4
"""Duties that are named; the rest is counted."""

NO_FIGURE = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: what it is, the figure in words, what it means."""

    label: str
    value: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the worksheet: its figures, and what they say."""

    number: int
    title: str
    lines: tuple[Line, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One figure of every option, in the order of the options; empty where it has none."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole worksheet in words; a salesperson is said in a sentence beside the other sums."""

    steps: tuple[Step, ...]
    sides: tuple[Side, ...]
    selling: tuple[str, ...]
    notes: tuple[str, ...]
    lines: tuple[str, ...]
    bottom: str


def worksheet(
    facts: Facts,
    options: Sequence[Option],
    alternatives: Sequence[Alternative],
    drop: int,
) -> Sheet:
    """Put the worksheet into words."""
    steps = (
        _backlog(facts),
        _turnover(facts),
        _push_down(facts),
        _weed(facts, options, drop),
        _creative(facts, alternatives),
    )
    return Sheet(
        steps,
        sides(facts, options),
        selling(facts, options),
        notes(facts, options),
        verdict.lines(facts, options, drop),
        verdict.recommendation(facts, options, alternatives, drop),
    )


def tenths_words(tenths: int) -> str:
    """Tenths of a percent as people read them: 62.0%."""
    return f"{tenths // 10}.{tenths % 10}%"


def _weeks(minutes: int, pace: int) -> str:
    """How many weeks work takes at a pace, with one decimal."""
    tenths = half_up(minutes * 10, pace)
    return f"{tenths // 10}.{tenths % 10} weeks"


def letter(at: int) -> str:
    """What the option at a place is called in short: A, B, C."""
    return chr(ord("A") + at) if at < 26 else str(at + 1)


# --- the five steps -----------------------------------------------------------------------------


def _backlog(facts: Facts) -> Step:
    count = "1 ticket" if facts.tickets == 1 else f"{facts.tickets} tickets"
    pace = facts.pace
    lines = (
        Line("Backlog", hours_h(facts.backlog), f"estimates of {count}"),
        Line("Left of it", hours_h(facts.remaining), "what is not done yet"),
        Line(
            "Productive share",
            tenths_words(facts.tenths) if facts.known else "unknown",
            f"{hours_h(facts.productive)} of {hours_h(facts.paid)} paid",
        ),
        Line(
            "At this pace",
            _weeks(facts.backlog, pace) if pace else "unknown",
            f"at {hours_h(pace)} a week",
        ),
    )
    says = []
    if not facts.backlog:
        says.append("Nothing is estimated to be done; a zero backlog would mean no business.")
    if facts.without_estimate:
        some = "ticket has" if facts.without_estimate == 1 else "tickets have"
        says.append(f"{facts.without_estimate} {some} no estimate, so the backlog is larger.")
    if facts.known and facts.logged * 100 < facts.paid * ENOUGH:
        share = half_up(facts.logged * 100, facts.paid)
        says.append(
            f"Only {share}% of paid time was logged: the share is lower than the truth, and the"
            " weeks may be fewer."
        )
    elif facts.known and facts.tenths < maths.ATTAINABLE:
        more = maths.gained(facts.paid_week, facts.tenths, maths.ATTAINABLE)
        says.append(
            f"At {tenths_words(maths.ATTAINABLE)} the same people would do {hours_h(more)} more"
            " a week; with good tools that is attainable over time."
        )
    return Step(1, TITLES[0], lines, tuple(says))


def _turnover(facts: Facts) -> Step:
    count = len(facts.weeks)
    mean = f"a week, mean of {count}" if count else "no week is there yet"
    net, plain = facts.net, facts.net_without_bumps
    lines = (
        Line("Came in", hours_h(facts.inflow), mean),
        Line("Done", hours_h(facts.pace), mean),
        Line("Net", _signed(net), "growing" if net > 0 else "shrinking" if net < 0 else "steady"),
        Line("Without bumps", _signed(plain), "no projects, no vacations"),
    )
    return Step(2, TITLES[1], lines, (verdict.shortage_words(facts),))


def _signed(minutes: int) -> str:
    sign = "+" if minutes > 0 else "-" if minutes < 0 else ""
    return f"{sign}{hours_h(abs(minutes))}"


def _push_down(facts: Facts) -> Step:
    duties = sum(one.minutes_week for one in facts.duties)
    tickets = "1 ticket" if facts.admin_tickets == 1 else f"{facts.admin_tickets} tickets"
    lines = (
        Line("On tickets", hours_h(facts.admin_minutes), f"{tickets} an admin could do"),
        Line(
            "In duties",
            hours_h(duties),
            f"a week, in {_count(len(facts.duties), 'duty', 'duties')}",
        ),
    )
    says = [verdict.push_words(facts)]
    if facts.duties:
        names = "; ".join(
            f"{one.name} ({one.role}), {hours_h(one.minutes_week)}" for one in facts.duties[:NAMED]
        )
        more = len(facts.duties) - NAMED
        says.append(f"{names}; and {more} more." if more > 0 else f"{names}.")
    if facts.advice:
        says.append(f"By the chart the next hire would be: {facts.advice}.")
    return Step(3, TITLES[2], lines, tuple(says))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _weed(facts: Facts, options: Sequence[Option], drop: int) -> Step:
    garden = facts.garden()
    given = dropped(garden, drop)
    money = facts.money
    lines = [
        Line("Clients", str(len(garden)), "last twelve months"),
        Line("Given up here", str(given.k), "the lowest profit first"),
        Line("Frees", paid_words(given.paid), "paid hours a year"),
        Line("Loses", shown_whole(given.profit, money), "profit a year"),
    ]
    says = [verdict.drop_words(facts, drop)]
    held = verdict.judged(facts, options)
    if given.k and held is not None:
        option, cost = held
        paid = half_up(option.minutes_week * WEEKS_A_YEAR * 100, 60)
        says.append(
            f"{option.title} adds {paid_words(paid)} paid and costs"
            f" {shown_whole(cost.loaded_year, money)} a year."
        )
    if given.k:
        says.append(f"Lowest: {_names(garden, given.k)}.")
    says += facts.assumed
    return Step(4, TITLES[3], tuple(lines), tuple(says))


def _names(garden: Sequence[GardenRow], k: int) -> str:
    """The first clients by name, the rest as a count."""
    names = [row.client for row in garden[:k]]
    shown_names = ", ".join(names[:4])
    return shown_names if k <= 4 else f"{shown_names} and {k - 4} more"


def _creative(facts: Facts, alternatives: Sequence[Alternative]) -> Step:
    done = weighed(tuple(alternatives))
    found = facts.reach
    yes = sum(one.answer == "yes" for one in alternatives)
    lines = (
        Line("Weighed", f"{done} of {len(ALTERNATIVES)}", "with an answer and a note"),
        Line("Would do", str(yes), "answered with yes"),
        Line(
            "Desktops each",
            f"{found.each:,}" if found.technicians else "unknown",
            f"{found.desktops:,} for {_count(found.technicians, 'technician', 'technicians')}",
        ),
    )
    return Step(5, TITLES[4], lines, (verdict.reach_words(facts),))


# --- options side by side (S013, S018, S025) ----------------------------------------------------


def paid(options: Sequence[Option]) -> list[Option]:
    """The options that are paid by the hour; what a salesperson must sell is another sum."""
    return [one for one in options if one.kind != "salesperson"]


def sides(facts: Facts, options: Sequence[Option]) -> tuple[Side, ...]:
    """Each figure for every option that is paid by the hour."""
    garden = facts.garden()
    columns = [_figures(facts, one, garden) for one in paid(options)]
    labels = columns[0] if columns else ()
    return tuple(Side(label, tuple(column[label] for column in columns)) for label in labels)


def _figures(facts: Facts, option: Option, garden: Sequence[GardenRow]) -> dict[str, str]:
    money = facts.money
    cost = maths.cost(option, facts.tenths, maths.step_of(money))
    pays = verdict.payback(garden, cost.loaded_year)
    alone = shown_whole(maths.wage_of_year(option), money)
    return {
        "Kind": maths.KINDS.get(option.kind, option.kind),
        "An hour": shown(option.wage, money),
        "Hours a week": hours_h(option.minutes_week),
        "A week": shown(cost.week, money),
        "A month": shown(cost.month, money),
        "A month with everything": shown_whole(cost.loaded_month, money),
        "A year with everything": shown_whole(cost.loaded_year, money),
        "Wage alone, 52 weeks": NO_FIGURE if option.kind == "contractor" else alone,
        "Productive hours a year": hours_h(cost.minutes_year),
        "A productive hour costs": shown(cost.per_hour, money),
        "Clients that pay for it": pays.short,
    }


def selling(facts: Facts, options: Sequence[Option]) -> tuple[str, ...]:
    """What each salesperson must bring, in a sentence (S012)."""
    return tuple(_sales_sentence(facts.money, one) for one in options if one.kind == "salesperson")


def _sales_sentence(money: Currency, option: Option) -> str:
    found = maths.selling(option.income, option.sales_share, option.profit_share)
    margin = tenths_words(half_up(found.even_margin, 1_000))
    return (
        f"{option.title}: to take home {shown_whole(option.income, money)} a year at"
        f" {percent(option.sales_share)} of sales they must bring"
        f" {shown_whole(found.sales, money)} of new business each year,"
        f" {shown_whole(found.month, money)} a month to deliver; at"
        f" {percent(option.profit_share)} of profit, {shown_whole(found.profit, money)} of profit."
        f" Both are the same only at a margin of {margin}."
    )


def notes(facts: Facts, options: Sequence[Option]) -> tuple[str, ...]:
    """What the figures of the options do not show, in sentences."""
    found: list[str] = []
    employees = [one for one in options if one.kind == "employee"]
    contractors = [one for one in options if one.kind == "contractor"]
    if employees:
        found.append(_employee_words(facts, employees))
    if contractors:
        found.append(
            "A contractor is paid for what was agreed and nothing else; write the agreement before"
            " the first ticket, so that both of you and the tax office say the same. Mind the cash:"
            " wages fall due before clients pay."
        )
    for outside in contractors:
        held = verdict.judged(facts, employees)
        if held is not None:
            minutes = maths.even_minutes(held[1].loaded_year, outside)
            found.append(
                f"Up to {hours_h(minutes)} a week {outside.title} costs less in a year than"
                f" {held[0].title}."
            )
    if any(one.kind == "salesperson" for one in options):
        found.append(_sales_words(facts))
    return tuple(found)


def _employee_words(facts: Facts, employees: Sequence[Option]) -> str:
    burdens = sorted({one.burden for one in employees})
    weeks = sorted({one.weeks_tenths for one in employees})
    said_weeks = " or ".join(f"{one // 10}.{one % 10}" for one in weeks)
    said_burden = " or ".join(quantity(one) for one in burdens)
    share = tenths_words(facts.tenths)
    return (
        f"A month is {said_weeks} weeks; with everything is {said_burden} times the wage, to the"
        f" next hundred. Nobody is ever 100% billable: {share} is counted. Part-time staff may"
        " leave for full time."
    )


def _sales_words(facts: Facts) -> str:
    year = sum(one.revenue for one in facts.clients)
    brought = shown_whole(year, facts.money)
    return (
        f"All clients together brought {brought} in the last twelve months. Unless the team can"
        " deliver that much more each year, a salesperson only replaces clients who leave."
    )
