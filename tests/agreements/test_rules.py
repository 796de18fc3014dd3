"""What an agreement may do when, which term it is in, and what is given back at its end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.agreements import rules
from mspdesk.agreements.rules import State
from mspdesk.errors import UserError

OCT = date(2025, 10, 1)
SEP = date(2026, 9, 30)


def move(held: State, wanted: State, **known: object) -> None:
    told: dict[str, object] = {
        "reviewed_on": None,
        "waiver": "",
        "signed_on": None,
        "signer": "",
    } | known
    rules.check_move(held, wanted, **told)  # type: ignore[arg-type]  # each is what it says


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({}, "reviewed_on"),
        ({"waiver": "  "}, "reviewed_on"),
        ({"waiver": "Renewal, same words"}, None),
        ({"reviewed_on": OCT}, None),
    ],
)
@pytest.mark.parametrize("held", [State.DRAFT, State.LEGAL_REVIEW])
def test_nothing_is_sent_unread(held: State, known: dict[str, object], field: str | None) -> None:
    if field is None:
        move(held, State.SENT, **known)
        return
    with pytest.raises(UserError) as refused:
        move(held, State.SENT, **known)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({}, "signed_on"),
        ({"signed_on": OCT}, "signer_theirs"),
        ({"signed_on": OCT, "signer": "Tom Kessel"}, None),
    ],
)
def test_nothing_is_active_unsigned(known: dict[str, object], field: str | None) -> None:
    if field is None:
        move(State.SENT, State.ACTIVE, **known)
        return
    with pytest.raises(UserError) as refused:
        move(State.SENT, State.ACTIVE, **known)
    assert refused.value.field == field


@pytest.mark.parametrize("held", list(State))
@pytest.mark.parametrize("wanted", list(State))
def test_only_the_steps_that_lead_somewhere_are_taken(held: State, wanted: State) -> None:
    told = {"reviewed_on": OCT, "signed_on": OCT, "signer": "Tom Kessel"}
    if wanted in rules.NEXT[held]:
        move(held, wanted, **told)
    else:
        with pytest.raises(UserError):
            move(held, wanted, **told)


def test_a_term_of_twelve_months_says_which_month_it_is_in() -> None:
    term = rules.term_of(OCT, SEP, 12, 30, goes_on=True, day=date(2026, 3, 11))
    assert term is not None
    assert (term.first, term.last, term.months) == (OCT, SEP, 12)
    assert term.month_of(date(2026, 3, 11)) == 6
    assert (term.notice_by, term.renews_on) == (date(2026, 8, 31), date(2026, 10, 1))


def test_one_that_goes_on_is_in_the_term_that_holds_the_day() -> None:
    day = date(2028, 2, 29)
    term = rules.term_of(OCT, SEP, 12, 30, goes_on=True, day=day)
    assert term is not None
    assert (term.first, term.last) == (date(2027, 10, 1), date(2028, 9, 30))
    ended = rules.term_of(OCT, SEP, 12, 30, goes_on=False, day=day)
    assert ended is not None
    assert ended.last == SEP


def test_an_open_end_has_no_term() -> None:
    assert rules.term_of(OCT, None, 12, 30, goes_on=True, day=SEP) is None


days = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@given(days, st.integers(0, 2000), st.integers(1, 60), st.integers(0, 400), days)
def test_terms_lie_end_to_end(
    start: date, length: int, months: int, notice: int, day: date
) -> None:
    end = start + timedelta(days=length)
    term = rules.term_of(start, end, months, notice, goes_on=True, day=day)
    assert term is not None
    assert term.first <= term.last
    assert day <= term.last
    assert 1 <= term.month_of(day) <= term.months
    if term.first > start:
        before = rules.term_of(
            start, end, months, notice, goes_on=True, day=term.first - timedelta(days=1)
        )
        assert before is not None
        assert before.last == term.first - timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "day", "goes_on", "seen"),
    [
        (State.ACTIVE, date(2026, 3, 11), False, State.ACTIVE),
        (State.ACTIVE, date(2026, 8, 30), False, State.ACTIVE),
        (State.ACTIVE, date(2026, 8, 31), False, State.RENEWAL_DUE),
        (State.ACTIVE, date(2026, 8, 31), True, State.ACTIVE),
        (State.ACTIVE, date(2026, 10, 1), False, State.EXPIRED),
        (State.ACTIVE, date(2026, 10, 1), True, State.ACTIVE),
        (State.SENT, date(2026, 10, 1), False, State.SENT),
        (State.TERMINATED, date(2026, 3, 11), False, State.TERMINATED),
    ],
)
def test_a_state_means_something_on_a_day(
    state: State, day: date, goes_on: bool, seen: State
) -> None:
    assert rules.state_on(state, SEP, 30, goes_on=goes_on, day=day) is seen


def test_the_worked_refund_comes_out_to_the_cent() -> None:
    assert rules.refund(150_000, 600, 225) == 56_250


@given(st.integers(0, 10**9), st.integers(1, 100_000), st.integers(0, 200_000))
def test_a_refund_is_never_more_than_was_paid(price: int, minutes: int, left: int) -> None:
    back = rules.refund(price, minutes, left)
    assert 0 <= back <= price
    assert (back == price) or left < minutes


def test_a_raise_of_five_percent_rounds_half_up_once() -> None:
    assert rules.raised(148_500, 500) == 155_925
    assert rules.raised(10, 500) == 11
    assert rules.raised(16_500, 0) == 16_500


def test_new_prices_are_told_thirty_days_ahead() -> None:
    told = date(2026, 3, 11)
    rules.check_raise(told, date(2026, 4, 10), 30)
    with pytest.raises(UserError, match="Apr 10, 2026"):
        rules.check_raise(told, date(2026, 4, 9), 30)


def test_an_hour_costs_what_it_cost_on_its_day() -> None:
    may, july = date(2026, 5, 1), date(2026, 7, 1)
    told = rules.RateStep(may, 16_500, 17_500, applied=False)
    for day, rate in ((date(2026, 4, 30), None), (may, 17_500)):
        assert rules.rate_on(None, [told], day) == rate
    held = [
        rules.RateStep(may, 16_500, 17_500, applied=True),
        rules.RateStep(july, 17_500, 18_000, applied=True),
    ]
    for day, rate in ((date(2026, 4, 30), 16_500), (date(2026, 6, 30), 17_500), (july, 18_000)):
        assert rules.rate_on(18_000, held, day) == rate
    assert rules.rate_on(19_000, held, july) == 19_000
    assert rules.rate_on(None, [], may) is None


def test_notice_reaches_its_last_day() -> None:
    given_on = date(2026, 3, 11)
    rules.check_notice(given_on, date(2026, 4, 10), 30)
    with pytest.raises(UserError, match="30 days") as refused:
        rules.check_notice(given_on, date(2026, 4, 9), 30)
    assert refused.value.field == "last_on"
    with pytest.raises(UserError, match="after the day"):
        rules.check_notice(given_on, date(2026, 3, 10), 0)


@pytest.mark.parametrize("rule", ["", "day:1", "day:31", "last", "nth:2:mon", "nth:5:sun"])
def test_rules_for_the_first_day_are_read(rule: str) -> None:
    assert rules.check_day_rule(rule) == rule


@pytest.mark.parametrize(
    ("said", "rule", "words"),
    [
        ("15", "day:15", "15th"),
        ("the 1st", "day:1", "1st"),
        (" Day  22 ", "day:22", "22nd"),
        ("13th", "day:13", "13th"),
        ("Last day", "last", "Last day"),
        ("2nd Monday", "nth:2:mon", "2nd Monday"),
        ("the third fri", "nth:3:fri", "3rd Friday"),
        ("", "", ""),
    ],
)
def test_a_day_is_said_and_read_in_plain_words(said: str, rule: str, words: str) -> None:
    assert rules.check_day_rule(said) == rule
    assert rules.day_rule_words(rule) == words
    assert rules.check_day_rule(words) == rule


@pytest.mark.parametrize(
    "rule", ["32", "0", "99th", "second", "6th monday", "2nd mondays", "2nd mo", "2nd moon"]
)
def test_words_for_a_day_nobody_can_follow_are_refused(rule: str) -> None:
    with pytest.raises(UserError, match="2nd Monday") as refused:
        rules.check_day_rule(rule)
    assert refused.value.field == "day_rule"


@pytest.mark.parametrize("rule", ["day:0", "day:32", "first", "nth:6:mon", "nth:2:noday", "day:"])
def test_a_rule_nobody_can_follow_is_refused(rule: str) -> None:
    with pytest.raises(UserError):
        rules.check_day_rule(rule)


def test_a_price_by_the_week_is_a_month_of_weeks() -> None:
    assert rules.monthly(12_000, 1, "week") == 52_000
    assert rules.monthly(85_000, 1, "month") == 85_000
    assert rules.monthly(1_200, 1, "day") == 36_500
