"""What to do about money that is late: the steps and their days, promises, the late fee.

Everything here only says what is due; no step is taken and nothing is sent by itself (S107).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from ...errors import UserError
from ...rows import dataclass
from .totals import late_fee

DOES_WORDS = {
    "letter": "Write a letter",
    "call": "Call",
    "stop": "Stop non-critical work",
    "fee": "Add a late fee to the draft",
    "decide": "Decide",
}
"""What a step can be, in words."""

FEE_EVERY_DAYS = 30
"""A late fee is for a month: nothing younger bears one, and none comes sooner after another."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One step: from which day past due, what it does, in what words, with which letter."""

    key: str
    day: int
    does: str
    words: str
    form: str = ""
    active: bool = True


DEFAULT_RULES = (
    Rule("note", 1, "letter", "Friendly note", "letters/overdue-1"),
    Rule("call", 10, "call", "Call"),
    Rule("second_letter", 15, "letter", "Second letter", "letters/overdue-2"),
    Rule("stop", 30, "stop", "Stop non-critical work", "letters/overdue-3"),
    Rule("fee", 30, "fee", "Late fee", active=False),
    Rule("decide", 45, "decide", "Owner decides"),
)
"""The late steps of B6 as a new shop finds them; the fee is off until somebody turns it on."""


def checked(rule: Rule) -> Rule:
    """A step that can be kept; raises UserError naming day, does or words."""
    if not 0 <= rule.day <= 3_650:
        raise UserError("Type a number of days past due, from 0 on.", "day")
    if rule.does not in DOES_WORDS:
        raise UserError("Choose what the step does.", "does")
    if not rule.words.strip():
        raise UserError("Say in a few words what is to be done.", "words")
    if rule.does == "letter" and not rule.form:
        raise UserError("Choose which letter is written.", "form")
    return rule


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next about an overdue client, and the day from which it is due.

    `held_until` is the day of a promise that holds the step back.
    """

    key: str
    words: str
    on: date
    does: str = "call"
    form: str = ""
    held_until: date | None = None


def next_step(
    rules: Iterable[Rule],
    due_on: date,
    done: Collection[str],
    promised_on: date | None = None,
) -> NextStep | None:
    """The first step that was not taken yet behind the furthest one that was; None after the last.

    A promise that still holds puts it off until the day after the promised one.
    """
    known = sorted(rules, key=lambda rule: rule.day)
    furthest = max((rule.day for rule in known if rule.key in done), default=0)
    for rule in known:
        if not rule.active or rule.key in done or rule.day < furthest:
            continue
        on = due_on + timedelta(days=rule.day)
        held = promised_on if promised_on is not None and on <= promised_on else None
        on = held + timedelta(days=1) if held else on
        return NextStep(rule.key, rule.words, on, rule.does, rule.form, held)
    return None


@dataclass(frozen=True, slots=True)
class Promise:
    """What a client said will be paid by when; amounts in minor units."""

    id: int
    invoice_id: int | None
    amount: int
    promised_on: date
    made_on: date
    by: str = ""
    words: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """A promise and what became of it: open, kept, late, broken or withdrawn.

    `paid` is what came since, `paid_on` the day on which it was all there.
    """

    promise: Promise
    state: str
    paid: int
    paid_on: date | None = None

    @property
    def words(self) -> str:
        """What became of it, as a plain fact."""
        return PROMISE_WORDS[self.state]


PROMISE_WORDS = {
    "open": "Promised",
    "kept": "Kept",
    "late": "Paid late",
    "broken": "Not kept",
    "withdrawn": "Withdrawn",
}


@dataclass(slots=True)
class _Money:
    """What came on a day and counts for no promise yet."""

    on: date
    left: int


def promise_facts(
    promises: Sequence[Promise],
    came: Sequence[tuple[date, int]],
    by_invoice: dict[int, list[tuple[date, int]]],
    as_of: date,
) -> list[PromiseFact]:
    """What became of a client's promises, by the promised day.

    `came` is the money of each day, bounced checks left out, and `by_invoice` what of it went to
    which invoice. A cent counts for one promise only, the one that was due first.
    """
    left = [_Money(day, amount) for day, amount in sorted(came)]
    rest = {id_: [_Money(*one) for one in sorted(rows)] for id_, rows in by_invoice.items()}
    found = []
    for promise in sorted(promises, key=lambda one: (one.promised_on, one.id)):
        if promise.withdrawn:
            found.append(PromiseFact(promise, "withdrawn", 0))
            continue
        purse = left if promise.invoice_id is None else rest.get(promise.invoice_id, [])
        paid, last = _take(purse, promise)
        if paid >= promise.amount:
            on_time = last is not None and last <= promise.promised_on
            found.append(PromiseFact(promise, "kept" if on_time else "late", paid, last))
        else:
            state = "open" if promise.promised_on >= as_of else "broken"
            found.append(PromiseFact(promise, state, paid))
    return found


def _take(purse: list[_Money], promise: Promise) -> tuple[int, date | None]:
    """Take a promise's amount out of the money that came since it was made."""
    taken, last = 0, None
    for money in purse:
        if money.on < promise.made_on or taken >= promise.amount or money.left <= 0:
            continue
        part = min(money.left, promise.amount - taken)
        money.left -= part
        taken, last = taken + part, money.on
    return taken, last


def holding(facts: Iterable[PromiseFact]) -> PromiseFact | None:
    """The open promise that reaches furthest: until then no step is due."""
    opened = [fact for fact in facts if fact.state == "open"]
    return max(opened, key=lambda fact: fact.promise.promised_on, default=None)


def fee_for(late: Iterable[tuple[int, int, int]], rate: int) -> int:
    """One month's simple late fee on what is late by a month or more; minor units.

    Each row is days late, what is open, and how much of the invoice is late fee itself: a fee never
    bears a fee. 2,792.50 at 1.5 % is 41.89 (B6).
    """
    base = sum(max(0, amount - fees) for days, amount, fees in late if days >= FEE_EVERY_DAYS)
    return late_fee(base, rate)
