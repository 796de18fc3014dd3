"""Questions about money that is late: the steps, what was done, what was promised."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...dates import full_date, short_date, today
from ...letters.models import Letter
from ...letters.rules.texts import letter_day, table_text
from ...money import shown
from ...people.models import Person
from ...rows import dataclass
from ...shop.models import Shop
from ...shop.queries import shop as the_shop
from ..models import (
    Allocation,
    CollectionRule,
    CollectionStep,
    Invoice,
    InvoiceEvent,
    InvoiceLine,
    Payment,
    PaymentPromise,
    Receivable,
)
from ..rules.collections import (
    DEFAULT_RULES,
    NextStep,
    Promise,
    PromiseFact,
    Rule,
    fee_for,
    holding,
    next_step,
    promise_facts,
)

LIFT = "lift"
"""The step that takes “stop non-critical work” back."""

PROMISES_LAST = timedelta(days=365)
"""For how long a promise counts in the list of everybody; a client's own list has them all."""

PAY_WITHIN_DAYS = 10
"""How many days a letter gives; a person changes it in the letter."""


def late_rules(session: Session) -> tuple[Rule, ...]:
    """The shop's steps by their day; those of a new shop until somebody changed one."""
    columns = (
        CollectionRule.key,
        CollectionRule.day,
        CollectionRule.does,
        CollectionRule.words,
        CollectionRule.form,
        CollectionRule.active,
    )
    found = session.execute(select(*columns).order_by(CollectionRule.day, CollectionRule.id))
    return tuple(Rule(*row) for row in found) or DEFAULT_RULES


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that was taken with a client: when, what, by whom, about how much, which letter."""

    on: date
    key: str
    step: str
    words: str
    person: str
    amount: int | None
    oldest_due_on: date | None
    letter_id: int | None = None
    letter: str = ""


def steps_of(session: Session, client_id: int) -> list[StepRow]:
    """What was done about late money of a client, newest first; what invoices kept of it too."""
    named = _step_words(late_rules(session))
    found = (
        select(
            CollectionStep.on,
            CollectionStep.rule_key,
            CollectionStep.words,
            Person.name,
            CollectionStep.amount,
            CollectionStep.oldest_due_on,
            CollectionStep.letter_id,
            Letter.number,
        )
        .outerjoin(Person, Person.id == CollectionStep.person_id)
        .outerjoin(Letter, Letter.id == CollectionStep.letter_id)
        .where(CollectionStep.client_id == client_id)
        .order_by(CollectionStep.on.desc(), CollectionStep.id.desc())
    )
    rows = [
        StepRow(on, key, named.get(key, key), words, who or "", amount, due, letter, number or "")
        for on, key, words, who, amount, due, letter, number in session.execute(found)
    ]
    rows += _logged_before(session, client_id, named)
    return sorted(rows, key=lambda row: row.on, reverse=True)


def _step_words(rules: Iterable[Rule]) -> dict[str, str]:
    """What each step is called, those of a new shop and the lift included."""
    named = {rule.key: rule.words for rule in (*DEFAULT_RULES, *rules)}
    return named | {LIFT: "Work goes on"}


def _logged_before(session: Session, client_id: int, named: dict[str, str]) -> list[StepRow]:
    """Steps that an earlier release logged on invoices."""
    found = (
        select(InvoiceEvent.at, InvoiceEvent.words, Person.name, Invoice.due_on)
        .join(Invoice, Invoice.id == InvoiceEvent.invoice_id)
        .outerjoin(Person, Person.id == InvoiceEvent.person_id)
        .where(InvoiceEvent.kind == "reminded", Invoice.client_id == client_id)
        .order_by(InvoiceEvent.id.desc())
    )
    rows = []
    for at, said, who, due_on in session.execute(found):
        key, _, words = said.partition(":")
        step = named.get(key, key)
        rows.append(StepRow(at.date(), key, step, words.strip(), who or "", None, due_on))
    return rows


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a client that owes: the next step, the promise, whether work is stopped.

    `broken` is the newest promise that was not kept while the debt is open, `last` the newest step
    with its day.
    """

    next: NextStep | None = None
    promise: PromiseFact | None = None
    broken: PromiseFact | None = None
    stopped_on: date | None = None
    last: tuple[date, str] | None = None


NOTHING = Standing()


def standings(session: Session, oldest: dict[int, date]) -> dict[int, Standing]:
    """How it stands with each client, by the oldest due day of what is open."""
    as_of = today()
    late = {id_: due for id_, due in oldest.items() if due < as_of}
    rules = late_rules(session)
    stops = {rule.key for rule in (*DEFAULT_RULES, *rules) if rule.does == "stop"}
    named = _step_words(rules)
    taken = _taken(session, late)
    promises = _promises(session, oldest)
    found = {}
    for id_ in oldest:
        facts = promises.get(id_, [])
        promise = holding(facts)
        broken = [fact for fact in facts if fact.state == "broken"]
        due, steps = late.get(id_), taken.get(id_, [])
        until = promise.promise.promised_on if promise else None
        done = {key for _, key in steps}
        found[id_] = Standing(
            next_step(rules, due, done, until) if due else None,
            promise,
            broken[-1] if broken else None,
            _stopped_on(steps, stops),
            (steps[-1][0], named.get(steps[-1][1], steps[-1][1])) if steps else None,
        )
    return found


def _stopped_on(steps: Iterable[tuple[date, str]], stops: Collection[str]) -> date | None:
    """The day since which work is stopped: the last stop that nobody lifted."""
    stopped = None
    for on, key in steps:
        if key in stops:
            stopped = on
        elif key == LIFT:
            stopped = None
    return stopped


def _taken(session: Session, late: dict[int, date]) -> dict[int, list[tuple[date, str]]]:
    """The steps taken about each client's oldest debt, in the order they were taken."""
    taken: dict[int, list[tuple[date, str]]] = {}
    if not late:
        return taken
    found = select(
        CollectionStep.client_id,
        CollectionStep.on,
        CollectionStep.rule_key,
        CollectionStep.oldest_due_on,
    ).order_by(CollectionStep.on, CollectionStep.id)
    before = (
        select(Receivable.client_id, InvoiceEvent.at, InvoiceEvent.words, Receivable.due_on)
        .join(Receivable, Receivable.invoice_id == InvoiceEvent.invoice_id)
        .where(InvoiceEvent.kind == "reminded")
        .order_by(InvoiceEvent.id)
    )
    if len(late) == 1:
        (only,) = late
        found = found.where(CollectionStep.client_id == only)
        before = before.where(Receivable.client_id == only)
    else:
        owing = select(Receivable.client_id).distinct()
        found = found.where(CollectionStep.client_id.in_(owing))
    for id_, at, words, due_on in session.execute(before):
        if late.get(id_) == due_on:
            taken.setdefault(id_, []).append((at.date(), words.partition(":")[0]))
    for id_, on, key, due_on in session.execute(found):
        if late.get(id_) == due_on:
            taken.setdefault(id_, []).append((on, key))
    return taken


def _promises(session: Session, client_ids: Collection[int]) -> dict[int, list[PromiseFact]]:
    """What became of the promises of these clients, by client."""
    made: dict[int, list[Promise]] = {}
    found = select(
        PaymentPromise.client_id,
        PaymentPromise.id,
        PaymentPromise.invoice_id,
        PaymentPromise.amount,
        PaymentPromise.promised_on,
        PaymentPromise.made_on,
        PaymentPromise.by,
        PaymentPromise.words,
        PaymentPromise.state,
    )
    if len(client_ids) == 1:
        found = found.where(PaymentPromise.client_id == next(iter(client_ids)))
    else:
        # What was promised long ago says nothing of what is open in a list of everybody.
        found = found.where(PaymentPromise.promised_on >= today() - PROMISES_LAST)
    for client_id, id_, invoice_id, amount, until, on, by, words, state in session.execute(found):
        if client_id in client_ids:
            gone = state == "withdrawn"
            promise = Promise(id_, invoice_id, amount, until, on, by, words, gone)
            made.setdefault(client_id, []).append(promise)
    return _facts(session, made)


def _facts(session: Session, made: dict[int, list[Promise]]) -> dict[int, list[PromiseFact]]:
    """What became of promises by client, from the money that came since the first of them."""
    if not made:
        return {}
    promises = [promise for one in made.values() for promise in one]
    since = min(promise.made_on for promise in promises)
    payment_id = func.coalesce(Payment.reverses_id, Payment.id)
    came: dict[int, list[tuple[date, int]]] = {}
    for client_id, on, amount in session.execute(
        select(Payment.client_id, func.min(Payment.received_on), func.sum(Payment.amount))
        .where(Payment.client_id.in_(made), Payment.received_on >= since)
        .group_by(Payment.client_id, payment_id)
    ):
        came.setdefault(client_id, []).append((on, int(amount)))
    named = [promise.invoice_id for promise in promises if promise.invoice_id]
    applied = _applied(session, named, since) if named else {}
    return {
        id_: promise_facts(one, came.get(id_, []), applied, today()) for id_, one in made.items()
    }


def _applied(
    session: Session, invoice_ids: list[int], since: date
) -> dict[int, list[tuple[date, int]]]:
    """What went to each of these invoices since a day, bounced checks taken off again."""
    day = func.coalesce(Allocation.on, Payment.received_on)
    found = session.execute(
        select(Allocation.invoice_id, func.min(day), func.sum(Allocation.amount))
        .join(Payment, Payment.id == Allocation.payment_id)
        .where(Allocation.invoice_id.in_(invoice_ids), day >= since)
        .group_by(Allocation.invoice_id, func.coalesce(Payment.reverses_id, Payment.id))
    )
    applied: dict[int, list[tuple[date, int]]] = {}
    for invoice_id, on, amount in found:
        applied.setdefault(invoice_id, []).append((on, int(amount)))
    return applied


def promises_of(session: Session, client_id: int) -> list[PromiseFact]:
    """A client's promises and what became of each, the newest first."""
    return list(reversed(_promises(session, {client_id}).get(client_id, [])))


def oldest_due(session: Session, client_id: int) -> date | None:
    """The oldest due day of what is open at a client."""
    found = select(func.min(Receivable.due_on)).where(
        Receivable.client_id == client_id, Receivable.open > 0
    )
    return session.scalar(found)


def standing(session: Session, client_id: int) -> Standing:
    """How it stands with one client."""
    oldest = oldest_due(session, client_id)
    return standings(session, {client_id: oldest})[client_id] if oldest else NOTHING


def stopped_words(session: Session, client_id: int) -> str:
    """That only critical work is done for a client until it pays; empty where that is not so."""
    on = standing(session, client_id).stopped_on
    return f"Only critical work since {short_date(on)}" if on else ""


def stopped_note(session: Session, client_id: int) -> str:
    """The same for whoever writes a new ticket: what it means, and that nothing is blocked."""
    on = standing(session, client_id).stopped_on
    if on is None:
        return ""
    return (
        f"The account is overdue: non-critical work waits since {short_date(on)}. "
        "Critical work goes on; ask the office about anything else."
    )


@dataclass(frozen=True, slots=True)
class LateRow:
    """An overdue invoice, as the letters list it; amounts in minor units."""

    id: int
    number: str
    issued_on: date | None
    due_on: date
    days: int
    total: int
    open: int
    fees: int


def late_rows(session: Session, client_id: int) -> list[LateRow]:
    """A client's overdue invoices, the oldest first, with the late fees each holds."""
    as_of = today()
    fees = (
        select(func.coalesce(func.sum(InvoiceLine.amount), 0))
        .where(InvoiceLine.invoice_id == Receivable.invoice_id, InvoiceLine.kind == "late_fee")
        .correlate(Receivable)
        .scalar_subquery()
    )
    found = (
        select(
            Invoice.id,
            Invoice.number,
            Receivable.issued_on,
            Receivable.due_on,
            Receivable.total,
            Receivable.open,
            fees,
        )
        .join(Invoice, Invoice.id == Receivable.invoice_id)
        .where(Receivable.client_id == client_id, Receivable.due_on < as_of, Receivable.open > 0)
        .order_by(Receivable.due_on, Invoice.id)
    )
    return [
        LateRow(id_, number or "", issued, due, (as_of - due).days, total, open_, int(fee))
        for id_, number, issued, due, total, open_, fee in session.execute(found)
        if due is not None
    ]


def late_fee_rate(session: Session) -> int:
    """What late money costs a month, in millionths; 0 for nothing."""
    return session.scalar(select(Shop.late_fee)) or 0


def fee_now(session: Session, client_id: int) -> int:
    """What one month's late fee would be today; 0 where the shop asks for none."""
    rate = late_fee_rate(session)
    rows = [(row.days, row.open, row.fees) for row in late_rows(session, client_id)]
    return fee_for(rows, rate)


def letter_fields(session: Session, client_id: int) -> dict[str, str]:
    """What letters about late money are filled with: sums, days, the table of invoices."""
    shop = the_shop(session)
    rows = late_rows(session, client_id)
    day = partial(letter_day, day_first=shop.day_first)
    opened = session.scalar(
        select(func.coalesce(func.sum(Receivable.open), 0)).where(Receivable.client_id == client_id)
    )
    overdue = sum(row.open for row in rows)
    days = rows[0].days if rows else 0
    table = [("Invoice", "Dated", "Due", "Days late", "Open")]
    table += [
        (
            row.number,
            full_date(row.issued_on) if row.issued_on else "",
            full_date(row.due_on),
            str(row.days),
            shown(row.open, shop.money),
        )
        for row in rows
    ]
    table.append(("Total", "", "", "", shown(overdue, shop.money)))
    return {
        "money.overdue": shown(overdue, shop.money),
        "money.open": shown(int(opened or 0), shop.money),
        "money.oldest_due": day(rows[0].due_on) if rows else "",
        "money.days_late": f"{days} day{'' if days == 1 else 's'}",
        "money.pay_by": day(today() + timedelta(days=PAY_WITHIN_DAYS)),
        "money.late_fee": shown(fee_now(session, client_id), shop.money),
        "money.invoices": table_text(table),
    }
