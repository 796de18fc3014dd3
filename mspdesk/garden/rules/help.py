"""Which of the facts about a client is the first to act on, in a few words (S019)."""

from datetime import date

from ...dates import short_date, today
from ...money import Currency, shown_whole
from ...rows import dataclass

LONG_OWING, OFTEN, SHARE, SOON, MUCH = 60, 3, 30, 60, 30
"""Days past due; calls about one device, and percent of all calls; days to a renewal; percent of a
raise that is too much to ask."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A device by its name and kind, and how many of all calls were about it."""

    device: str
    kind: str
    calls: int
    of: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the books know about a client that brings in too little an hour.

    `repeats` is the device that was called about most; `old` how many workstations are old and
    the number of an open ticket about one. `missing` and `monthly` are minor units a month: what is
    missing to the target, and what is billed for labor.
    """

    days_owing: int = 0
    repeats: Repeat | None = None
    old: tuple[int, int | None] | None = None
    agreed: bool = False
    renews_on: date | None = None
    better_plan: str = ""
    missing: int = 0
    monthly: int = 0


@dataclass(frozen=True, slots=True)
class Help:
    """The first thing that would help: words for the list, the same with its figures, and a kind.

    `kind` is owing, repeats, machines, agreement, renewal, plan or price.
    """

    kind: str
    words: str
    more: str


def helps(facts: Facts, money: Currency) -> Help:
    """The first thing to do: talk about money owed, mend what eats hours, then the price."""
    return (
        _owing(facts)
        or _work(facts)
        or _agreement(facts)
        or _renewal(facts)
        or _price(facts, money)
    )


def _owing(facts: Facts) -> Help | None:
    if facts.days_owing <= LONG_OWING:
        return None
    words = f"{facts.days_owing} days owing, talk first"
    return Help("owing", words, f"The oldest open invoice is {facts.days_owing} days past due.")


def _work(facts: Facts) -> Help | None:
    """What eats the hours: a device that is called about again and again, old workstations."""
    again = facts.repeats
    if again is not None and again.calls >= OFTEN and again.calls * 100 >= again.of * SHARE:
        words = f"Repeat {again.kind.replace('_', ' ')} calls, replace it"
        return Help(
            "repeats", words, f"{again.calls} of {again.of} calls were about {again.device}."
        )
    if facts.old is not None and facts.old[0] >= 2:
        many, ticket = facts.old
        plan = f"plan #{ticket}" if ticket else "plan new ones"
        more = f"{many} workstations are more than five years old."
        return Help("machines", f"Old workstations, {plan}", more)
    return None


def _agreement(facts: Facts) -> Help | None:
    if facts.agreed:
        return None
    return Help("agreement", "Offer an agreement", "They pay by the hour and have no plan.")


def raise_percent(facts: Facts) -> int | None:
    """The raise in whole percent that reaches the target, rounded up; None without a price."""
    return -(-facts.missing * 100 // facts.monthly) if facts.monthly > 0 else None


def _renewal(facts: Facts) -> Help | None:
    """A renewal that is near and a raise one can ask for."""
    percent = raise_percent(facts)
    on = facts.renews_on
    if on is None or percent is None or not 0 < percent <= MUCH:
        return None
    if (on - today()).days > SOON:
        return None
    day = short_date(on)
    more = f"The agreement renews on {day}; {percent}% more reaches the target."
    return Help("renewal", f"Renewal {day}, raise {percent}%", more)


def _price(facts: Facts, money: Currency) -> Help:
    ten = 10 * 10**money.digits
    asked = shown_whole(-(-max(facts.missing, 1) // ten) * ten, money)
    more = "The raise would reach the target at the hours of now."
    if facts.better_plan:
        return Help("plan", f"Move to {facts.better_plan}, or raise {asked}", more)
    return Help("price", f"Raise {asked} a month", more)
