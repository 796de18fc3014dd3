"""The arithmetic of time."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.errors import UserError
from mspdesk.shop.rules import Calendar
from mspdesk.timekeeping import rules
from mspdesk.timekeeping.rules import Hole, Kind, Split, State, Stretch, Terms

WEDNESDAY = datetime(2026, 3, 11)


def cut(hour: int, minute: int, minutes: int) -> Split:
    start = WEDNESDAY + timedelta(hours=hour, minutes=minute)
    return rules.split_of(Calendar().segments(start, minutes))


def priced(split: Split, increment: int = 15, minimum: int = 0) -> int:
    regular, after = rules.billed(split, increment, minimum)
    return rules.amount(regular + after, after, 15_000, 20_000)


def terms(**changes: object) -> Terms:
    known: dict[str, object] = {
        "internal": False,
        "queue": "service",
        "coverage": "ask",
        "rate": 15_000,
        "factor": 20_000,
        "increment": 15,
        "minimum": 0,
    }
    return Terms(**(known | changes))  # type: ignore[arg-type]  # names are checked by the class


def test_what_rounding_adds_belongs_to_the_part_that_ended_last() -> None:
    split = cut(16, 50, 22)
    assert (split.regular, split.after) == (10, 12)
    assert rules.billed(split, 15, 0) == (10, 20)
    assert priced(split) == 12_500


def test_an_evening_is_worth_375_dollars() -> None:
    assert priced(cut(16, 30, 90)) == 37_500


def test_before_opening_the_rounding_belongs_to_business_hours() -> None:
    split = cut(7, 50, 22)
    assert (split.regular, split.after, split.ended_after) == (12, 10, False)
    assert rules.billed(split, 15, 0) == (20, 10)


def test_no_time_bills_no_time_whatever_the_minimum() -> None:
    assert rules.billed(Split(0, 0), 15, 60) == (0, 0)


def test_the_minimum_is_billed_where_less_was_worked() -> None:
    assert rules.billed(Split(20, 0), 15, 60) == (60, 0)
    assert rules.billed(Split(61, 0), 15, 60) == (75, 0)


@given(
    regular=st.integers(0, 600),
    after=st.integers(0, 300),
    late=st.booleans(),
    increment=st.integers(0, 60),
    minimum=st.integers(0, 120),
)
def test_rounding_only_ever_adds_less_than_a_step(
    regular: int, after: int, late: bool, increment: int, minimum: int
) -> None:
    both = rules.billed(Split(regular, after, late), increment, minimum)
    worked = regular + after
    assert both[0] >= regular
    assert both[1] >= after
    if worked:
        assert sum(both) >= minimum
        assert sum(both) < max(minimum + 1, worked + max(1, increment))


@given(start=st.integers(0, 1439), minutes=st.integers(0, 900))
def test_a_split_is_the_whole(start: int, minutes: int) -> None:
    minutes = min(minutes, 1440 - start)
    assert cut(start // 60, start % 60, minutes).minutes == minutes


@pytest.mark.parametrize(
    ("said", "kind", "bills", "why"),
    [
        ({}, Kind.BILLABLE, 60, "Bills 1.00 h: no agreement covers this client."),
        (
            {"agreement_kind": "hourly", "agreement": "A0002"},
            Kind.BILLABLE,
            60,
            "Bills 1.00 h: the client pays by the hour under agreement A0002.",
        ),
        (
            {"agreement_kind": "managed", "agreement": "A0001", "plan": "Gold"},
            Kind.COVERED,
            0,
            "Not billed: covered by agreement A0001 (Gold).",
        ),
        (
            {"agreement_kind": "managed", "agreement": "A0001", "coverage": "billable"},
            Kind.BILLABLE,
            60,
            "Bills 1.00 h: the ticket is marked billable.",
        ),
        (
            {"agreement_kind": "block", "agreement": "A0003", "block_left": 60},
            Kind.PREPAID,
            60,
            "Not billed: 1.00 h drawn from the prepaid hours of agreement A0003.",
        ),
        (
            {"agreement_kind": "block", "agreement": "A0003", "block_left": 45},
            Kind.BILLABLE,
            60,
            "Bills 1.00 h: the prepaid hours of agreement A0003 are used up this month.",
        ),
        (
            {"internal": True, "coverage": "billable"},
            Kind.INTERNAL,
            0,
            "Not billed: work for our own company never bills.",
        ),
        ({"queue": "sales"}, Kind.INTERNAL, 0, "Not billed: sales work never bills."),
    ],
)
def test_who_pays_for_an_hour(said: dict[str, object], kind: Kind, bills: int, why: str) -> None:
    answer = rules.decide(terms(**said), Split(60, 0), "productive")
    assert (answer.kind, answer.billed_minutes, answer.why) == (kind, bills, why)
    assert (answer.state == State.UNBILLED) == (kind == Kind.BILLABLE)


def test_covered_work_after_hours_bills_only_where_the_agreement_says_so() -> None:
    gold = {"agreement_kind": "managed", "agreement": "A0001"}
    late = Split(10, 12, ended_after=True)
    silent = rules.decide(terms(**gold), late, "productive")
    assert silent.kind == Kind.COVERED
    assert "after hours is covered too" in silent.why
    said = rules.decide(terms(**gold, after_hours_bills=True), late, "productive")
    assert (said.kind, said.billed_minutes, said.billed_after_minutes) == (Kind.BILLABLE, 15, 15)
    assert said.why == (
        "Bills 0.25 h after hours at twice the rate, not yet approved, as agreement A0001 says; "
        "the 0.17 h in hours are covered."
    )


@pytest.mark.parametrize("category", ["drive", "training", "rework", "spinning", "admin"])
def test_what_a_client_should_not_pay_for_is_free_until_said(category: str) -> None:
    assert rules.decide(terms(), Split(60, 0), category).kind == Kind.NO_CHARGE
    said = rules.decide(terms(), Split(60, 0), category, "billable", "agreed on the phone")
    assert (said.kind, said.billed_minutes) == (Kind.BILLABLE, 60)
    assert said.why == "Bills 1.00 h: it was marked billable, agreed on the phone."


def test_a_chosen_kind_never_makes_our_own_work_bill() -> None:
    assert rules.decide(terms(internal=True), Split(60, 0), "admin", "billable").kind == "internal"


@pytest.mark.parametrize("kind", ["covered", "no_charge", "internal", "prepaid"])
def test_whatever_is_chosen_has_one_sentence(kind: str) -> None:
    answer = rules.decide(terms(), Split(60, 0), "productive", kind, "goodwill")
    assert answer.kind == kind
    assert answer.state == State.NONE
    assert answer.why.endswith(".")
    assert answer.why.count(". ") == 0


def test_only_productive_time_that_somebody_pays_for_is_productive() -> None:
    assert rules.productive("productive", "covered")
    assert rules.productive("productive", "billable")
    assert not rules.productive("productive", "no_charge")
    assert not rules.productive("drive", "billable")
    assert not rules.productive("productive", "internal")


@pytest.mark.parametrize("note", ["", "   ", "fixed", " fixed it "])
def test_a_client_note_says_something(note: str) -> None:
    with pytest.raises(UserError) as caught:
        rules.check_note(note)
    assert caught.value.field == "client_note"


def test_time_may_touch_but_not_overlap() -> None:
    busy = [Stretch(540, 600, "#181 Backup")]
    rules.check_free(busy, 600, 630)
    rules.check_free(busy, 500, 540)
    with pytest.raises(UserError, match=r"9:00 am to 10:00 am is taken: #181 Backup"):
        rules.check_free(busy, 599, 630)


def test_a_day_has_sixteen_hours_and_no_future() -> None:
    now = datetime(2026, 3, 11, 15, 0)
    rules.check_day(date(2026, 3, 10), 60, 900, now, 1000)
    with pytest.raises(UserError, match="no more than 16 h"):
        rules.check_day(date(2026, 3, 10), 61, 900, now, 1000)
    with pytest.raises(UserError, match="It is only 3:00 pm"):
        rules.check_day(date(2026, 3, 11), 30, 0, now, 901)
    with pytest.raises(UserError) as caught:
        rules.check_day(date(2026, 3, 12), 30, 0, now, 600)
    assert caught.value.field == "day"


def test_rework_names_what_it_does_again() -> None:
    assert rules.check_category("rework", earlier=True) == "rework"
    with pytest.raises(UserError) as caught:
        rules.check_category("rework", earlier=False)
    assert caught.value.field == "rework_of"
    with pytest.raises(UserError):
        rules.check_category("idle", earlier=False)


def test_missing_minutes_are_paid_less_logged() -> None:
    assert rules.missing(480, 455) == 25
    assert rules.missing(480, 500) == 0


def test_the_day_of_the_picture_has_its_gaps_and_its_lunch() -> None:
    taken = [Stretch(450, 585), Stretch(630, 720), Stretch(765, 825), Stretch(855, 900)]
    found = rules.holes(taken, 450, 900, lunch=60)
    assert found == [Hole(585, 630), Hole(720, 765, lunch=True), Hole(825, 855)]


def test_an_empty_day_is_one_gap_with_lunch_at_noon() -> None:
    assert rules.holes([], 480, 1020, 60) == [
        Hole(480, 720),
        Hole(720, 780, lunch=True),
        Hole(780, 1020),
    ]


def test_holes_under_five_minutes_are_not_worth_a_word() -> None:
    assert rules.holes([Stretch(480, 540), Stretch(544, 600)], 480, 600, 0) == []


def test_late_is_more_than_a_day_after_the_end() -> None:
    end = datetime(2026, 3, 10, 15, 0)
    assert not rules.late(end, end + timedelta(hours=24))
    assert rules.late(end, end + timedelta(hours=24, seconds=1))


def test_double_time_waits_for_a_yes_only_where_it_doubles() -> None:
    assert rules.needs_approval("billable", 15, 20_000, None)
    assert not rules.needs_approval("billable", 15, 10_000, None)
    assert not rules.needs_approval("billable", 15, 20_000, date(2026, 3, 11))
    assert not rules.needs_approval("billable", 0, 20_000, None)
    assert not rules.needs_approval("covered", 0, 20_000, None)


def test_every_word_of_a_list_has_a_word_for_people() -> None:
    for words, of in (
        (rules.KIND_WORDS, rules.Kind),
        (rules.STATE_WORDS, rules.State),
        (rules.CATEGORY_WORDS, rules.Category),
        (rules.WHERE_WORDS, rules.Where),
        (rules.WEEK_WORDS, rules.WeekState),
    ):
        assert set(words) == set(of)
