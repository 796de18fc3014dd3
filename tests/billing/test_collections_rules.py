"""Late steps, promises and the late fee as plain arithmetic."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.billing.rules.collections import (
    DEFAULT_RULES,
    Promise,
    Rule,
    checked,
    fee_for,
    holding,
    next_step,
    promise_facts,
)
from mspdesk.errors import UserError

DUE = date(2026, 3, 1)
MADE = date(2026, 3, 10)
UNTIL = date(2026, 3, 20)


def promise(id_: int = 1, amount: int = 100, **more: object) -> Promise:
    return replace(Promise(id_, None, amount, UNTIL, MADE), **more)  # type: ignore[arg-type]  # any field of it


def test_the_usual_steps_are_those_of_the_domain() -> None:
    active = [(rule.day, rule.words) for rule in DEFAULT_RULES if rule.active]
    assert active == [
        (1, "Friendly note"),
        (10, "Call"),
        (15, "Second letter"),
        (30, "Stop non-critical work"),
        (45, "Owner decides"),
    ]


def test_the_next_step_is_the_first_behind_the_furthest_one_taken() -> None:
    first = next_step(DEFAULT_RULES, DUE, ())
    assert first is not None
    assert (first.key, first.on) == ("note", date(2026, 3, 2))
    after = next_step(DEFAULT_RULES, DUE, {"note", "call"})
    assert after is not None
    assert (after.key, after.on, after.form) == (
        "second_letter",
        date(2026, 3, 16),
        "letters/overdue-2",
    )
    jumped = next_step(DEFAULT_RULES, DUE, {"second_letter"})
    assert jumped is not None
    assert jumped.key == "stop"
    assert next_step(DEFAULT_RULES, DUE, {"decide"}) is None


def test_a_promise_holds_the_step_until_the_day_after_it() -> None:
    held = next_step(DEFAULT_RULES, DUE, {"note"}, UNTIL)
    assert held is not None
    assert (held.key, held.on, held.held_until) == ("call", date(2026, 3, 21), UNTIL)
    later = next_step(DEFAULT_RULES, DUE, {"note", "call", "second_letter"}, UNTIL)
    assert later is not None
    assert (later.on, later.held_until) == (date(2026, 3, 31), None)


def test_a_promise_is_kept_by_the_money_that_came() -> None:
    came = [(date(2026, 3, 9), 500), (date(2026, 3, 12), 60), (date(2026, 3, 20), 40)]
    (fact,) = promise_facts([promise()], came, {}, date(2026, 3, 25))
    assert (fact.state, fact.paid, fact.paid_on, fact.words) == ("kept", 100, UNTIL, "Kept")
    (late,) = promise_facts([promise()], [(date(2026, 3, 21), 100)], {}, date(2026, 3, 25))
    assert late.state == "late"
    (broken,) = promise_facts([promise()], came[:2], {}, date(2026, 3, 21))
    assert (broken.state, broken.paid) == ("broken", 60)
    (still,) = promise_facts([promise()], [], {}, UNTIL)
    assert still.state == "open"
    (gone,) = promise_facts([promise(withdrawn=True)], came, {}, UNTIL)
    assert gone.state == "withdrawn"


def test_a_cent_keeps_one_promise_only() -> None:
    first, second = promise(1), promise(2, promised_on=UNTIL + timedelta(days=5))
    facts = promise_facts([second, first], [(date(2026, 3, 12), 100)], {}, UNTIL)
    assert [(fact.promise.id, fact.state) for fact in facts] == [(1, "kept"), (2, "open")]
    assert holding(facts) == facts[1]


def test_a_promise_for_an_invoice_counts_what_went_to_it() -> None:
    one = promise(invoice_id=7)
    paid = {7: [(date(2026, 3, 12), 100)]}
    assert promise_facts([one], [], paid, UNTIL)[0].state == "kept"
    assert promise_facts([one], [(date(2026, 3, 12), 100)], {}, UNTIL)[0].state == "open"


def test_the_late_fee_is_simple() -> None:
    assert fee_for([(30, 279_250, 0)], 15_000) == 4_189
    assert fee_for([(29, 279_250, 0)], 15_000) == 0
    assert fee_for([(60, 279_250 + 4_189, 4_189), (31, 0, 0)], 15_000) == 4_189
    assert fee_for([(90, 100, 500)], 15_000) == 0


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (Rule("a", -1, "call", "x"), "day"),
        (Rule("a", 1, "sue", "x"), "does"),
        (Rule("a", 1, "call", " "), "words"),
        (Rule("a", 1, "letter", "x"), "form"),
    ],
)
def test_a_step_needs_day_deed_words_and_its_letter(rule: Rule, field: str) -> None:
    with pytest.raises(UserError) as caught:
        checked(rule)
    assert caught.value.field == field


@given(
    st.lists(st.tuples(st.integers(1, 500), st.integers(0, 40), st.integers(0, 40)), max_size=6),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 400)), max_size=8),
)
def test_promises_never_count_more_than_came(
    made: list[tuple[int, int, int]], money: list[tuple[int, int]]
) -> None:
    promises = [
        Promise(n, None, amount, DUE + timedelta(days=on + more), DUE + timedelta(days=on))
        for n, (amount, on, more) in enumerate(made)
    ]
    came = [(DUE + timedelta(days=on), amount) for on, amount in money]
    facts = promise_facts(promises, came, {}, DUE + timedelta(days=30))
    assert sum(fact.paid for fact in facts) <= sum(amount for _, amount in came)
    for fact in facts:
        assert (fact.paid == fact.promise.amount) == (fact.state in {"kept", "late"})
