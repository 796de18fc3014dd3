"""Sums, shares, ages, questions and the legal minimum, without any books."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.billing.rules import ageing, legal, review, totals
from mspdesk.billing.rules.labor import detail_of, grouped, parts_of, shares
from mspdesk.billing.rules.words import LineKind, from_words, rank, time_words
from mspdesk.money import half_up, labor

MONEY = st.integers(-10_000_000, 10_000_000)
RATES = st.sampled_from([0, 87_500, 88_750, 190_000, 200_000, 55_000])


def entry(**more: Any) -> review.EntryFacts:
    """A billable entry of 95 minutes on ticket 12."""
    said: dict[str, Any] = {
        "id": 1,
        "ticket_id": 7,
        "ticket": "#12",
        "person": "Marcus Hale",
        "work_on": date(2026, 3, 1),
        "started_at": datetime(2026, 3, 1, 9, 10),
        "timed": True,
        "minutes": 95,
        "billed_minutes": 105,
        "billed_after_minutes": 0,
        "rate": 15_000,
        "factor": 20_000,
        "kind": "billable",
        "note": "Replaced power supply",
        "approved_by": "",
        "coverage": "billable",
        "line_id": None,
    }
    return review.EntryFacts(**(said | more))


def test_tax_is_once_per_code_on_the_sum_half_up() -> None:
    lines = [totals.Sum(105, True, "A", 100_000), totals.Sum(105, True, "A", 100_000)]
    lines += [totals.Sum(1_000, True, "B", 88_750), totals.Sum(999, taxable=False)]
    found = totals.totals(lines)
    assert [(one.code, one.base, one.amount) for one in found.taxes] == [
        ("A", 210, 21),
        ("B", 1_000, 89),
    ]
    assert (found.subtotal, found.tax, found.total) == (2_209, 110, 2_319)


@given(st.lists(st.tuples(MONEY, st.booleans(), st.sampled_from("ABC"), RATES), max_size=30))
def test_total_is_always_lines_plus_tax(lines: list[tuple[int, bool, str, int]]) -> None:
    found = totals.totals(totals.Sum(a, taxable, c, r) for a, taxable, c, r in lines)
    assert found.total == sum(one[0] for one in lines) + sum(one.amount for one in found.taxes)
    for one in found.taxes:
        base = sum(a for a, taxable, c, r in lines if taxable and (c, r) == (one.code, one.rate))
        assert one.base == base
        assert one.amount == half_up(base * one.rate, 1_000_000)


@given(
    st.integers(0, 5_000_000),
    st.lists(st.tuples(st.integers(1, 3_000_000), RATES), min_size=1, max_size=4),
    st.data(),
)
def test_a_credit_gives_back_its_amount_to_the_cent(
    untaxed: int, bases: list[tuple[int, int]], drawn: st.DataObject
) -> None:
    lines = [totals.Sum(untaxed, taxable=False)]
    lines += [totals.Sum(base, True, str(n), rate) for n, (base, rate) in enumerate(bases)]
    bill = totals.totals(lines)
    amount = drawn.draw(st.integers(1, bill.total))
    parts = totals.credit_parts(amount, untaxed, bill.taxes)
    assert sum(part.net + part.tax for part in parts) == amount
    assert all(part.net >= 0 and part.tax >= 0 for part in parts)
    if amount == bill.total:
        assert sum(part.tax for part in parts) == bill.tax


@given(
    st.integers(0, 10_000_000),
    st.lists(st.integers(-1_000, 1_000_000), max_size=20),
)
def test_oldest_first_shares_no_more_than_there_is(amount: int, opened: list[int]) -> None:
    shared = totals.oldest_first(amount, list(enumerate(opened)))
    assert sum(shared.values()) == min(amount, sum(one for one in opened if one > 0))
    assert all(0 < part <= opened[at] for at, part in shared.items())
    filled = [at for at, part in shared.items() if part == opened[at]]
    assert list(shared)[: len(filled)] == filled


@given(
    st.lists(
        st.tuples(st.integers(0, 600), st.integers(0, 600), st.integers(0, 40_000)), min_size=1
    )
)
def test_the_shares_of_a_labor_line_sum_to_it(entries: list[tuple[int, int, int]]) -> None:
    facts = [
        entry(id=n, billed_minutes=regular + after, billed_after_minutes=after, rate=rate)
        for n, (regular, after, rate) in enumerate(entries)
    ]
    groups = grouped(facts)
    assert sum(group.minutes for group in groups) == sum(one.billed_minutes for one in facts)
    for group in groups:
        assert sum(shares(group)) == group.amount == labor(group.minutes, group.price)


def test_an_entry_past_closing_time_has_two_parts() -> None:
    late = entry(minutes=22, billed_minutes=30, billed_after_minutes=20)
    assert [(part.price, part.billed, part.after) for part in parts_of(late)] == [
        (15_000, 10, False),
        (30_000, 20, True),
    ]
    assert sum(part.worked for part in parts_of(late)) == 22
    assert len(parts_of(entry(billed_after_minutes=30, billed_minutes=30, factor=10_000))) == 1


def test_a_labor_line_says_when_what_and_who_approved() -> None:
    late = entry(billed_minutes=90, billed_after_minutes=90, approved_by="T. Brandt")
    assert detail_of(parts_of(late)) == (
        "Sunday 9:10 am to 10:45 am. Replaced power supply. "
        "After hours at 2×, approved by T. Brandt."
    )
    many = [part for n in range(6) for part in parts_of(entry(id=n))]
    assert detail_of(many).endswith("And 2 more, listed on the time page.")


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (-5, "current"),
        (0, "current"),
        (1, "1-30"),
        (30, "1-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "over-90"),
    ],
)
def test_buckets_are_by_days_past_due(days: int, name: str) -> None:
    assert ageing.bucket(days) == name


def test_status_is_a_derived_fact() -> None:
    day = date(2026, 3, 11)
    due = date(2026, 3, 1)

    def status(open_amount: int, due_on: date, *, voided: bool = False) -> str:
        return ageing.status_words("invoice", 100, open_amount, due_on, day, voided=voided)

    assert status(100, day) == "Open"
    assert status(40, day) == "Part paid"
    assert status(40, due) == "Overdue 10 days"
    assert status(0, due) == "Paid"
    assert status(0, due, voided=True) == "Void"
    assert ageing.status_tone("Overdue 61 days") == "red"
    assert ageing.status_tone("Overdue 60 days") == "amber"


def test_after_hours_without_approval_is_asked_and_with_it_is_not() -> None:
    late = entry(billed_minutes=90, billed_after_minutes=90, minutes=90)
    (asked,) = review.entry_questions(late)
    assert asked.kind is review.Ask.AFTER_HOURS
    assert asked.sentence == (
        "Marcus Hale worked 1.50 h after hours on #12 on Sunday, Mar 1. At 2× it bills as 3.00 h. "
        "Nobody at the client is noted as having approved it."
    )
    approved = entry(billed_minutes=90, billed_after_minutes=90, approved_by="T. Brandt")
    assert review.entry_questions(approved) == []


def test_long_entries_and_missing_notes_are_asked() -> None:
    kinds = [one.kind for one in review.entry_questions(entry(minutes=481, note=" "))]
    assert kinds == [review.Ask.LONG_ENTRY, review.Ask.NO_NOTE]
    assert review.entry_questions(entry(minutes=480)) == []
    assert review.entry_questions(entry(minutes=600, note="", kind="covered")) == []


def test_uncovered_work_of_a_plan_is_asked_once_a_ticket() -> None:
    entries = [entry(id=n, coverage="ask") for n in range(3)]
    (asked,) = review.uncovered_questions(entries, "Gold")
    assert asked.subject == "ticket:7"
    assert "5.25 h on #12" in asked.sentence
    assert review.uncovered_questions([entry(coverage="billable")], "Gold") == []


@pytest.mark.parametrize(
    ("subtotal", "asked"), [(1_300, False), (1_301, True), (700, False), (699, True)]
)
def test_thirty_percent_off_the_mean_is_unusual(subtotal: int, asked: bool) -> None:
    from mspdesk.money import USD

    found = review.unusual_question(subtotal, [900, 1_100, 1_000], USD)
    assert (found is not None) == asked
    assert review.unusual_question(subtotal, [0, 1_000, 1_000], USD) is None


def facts(**more: Any) -> legal.LegalFacts:
    """Everything that both profiles ask for."""
    said: dict[str, Any] = {
        "seller": legal.Party("Quillfeather", ("612 Harbor View Ave",), "DE123"),
        "buyer": legal.Party("Kestrel", ("1840 Foundry Rd",)),
        "texts": ("Gold plan",),
        "exempt": False,
        "taxed": True,
        "period": True,
    }
    return legal.LegalFacts(**(said | more))


@pytest.mark.parametrize(
    ("profile", "more", "field"),
    [
        ("US", {"seller": legal.Party("Quillfeather")}, "shop.address"),
        ("US", {"buyer": legal.Party("Kestrel")}, "client.address"),
        ("US", {"texts": ()}, "lines"),
        ("US", {"texts": ("Gold", " ")}, "line.text"),
        ("EU", {"seller": legal.Party("Q", ("a",))}, "shop.tax_number"),
        ("EU", {"period": False}, "period"),
        ("EU", {"exempt": True}, "client.tax_exempt_reason"),
        (
            "EU",
            {"exempt": True, "buyer": legal.Party("K", ("a",), exempt_reason="Reverse charge")},
            "client.tax_number",
        ),
    ],
)
def test_what_the_law_wants_is_named(profile: str, more: dict[str, Any], field: str) -> None:
    assert [gap.field for gap in legal.gaps(profile, facts(**more))] == [field]
    assert legal.gaps(profile, facts()) == ()


def test_a_frozen_party_comes_back_as_it_was() -> None:
    party = legal.Party("Ünal & Söhne <b>", ("1 <i> St",), site=("Dock 4",), day_first=True)
    assert legal.Party.of(party.plain() | {"later": "unknown"}) == party


def test_plans_stand_first_and_discounts_after_goods() -> None:
    kinds = sorted(LineKind, key=rank)
    assert kinds[0] is LineKind.PLAN
    assert kinds.index(LineKind.DISCOUNT) > kinds.index(LineKind.HARDWARE)


def test_from_words_tell_what_a_draft_comes_from() -> None:
    assert from_words(["plan", "time"], 1, 0) == "Agreement, 1 ticket"
    assert from_words(["time", "time", "trip"], 2, 0) == "Hourly, 2 tickets"
    assert from_words(["plan", "hardware"], 0, 1) == "Agreement, parts"
    assert from_words(["trip"], 0, 0) == "Trip charge"


def test_minutes_have_words_for_kind_and_state() -> None:
    assert time_words("billable", "on_draft") == "Billable, on a draft"
    assert time_words("covered", "") == "Covered by plan"
