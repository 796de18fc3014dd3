"""Holidays, business hours and what a country brings along."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.errors import UserError
from mspdesk.shop import rules
from mspdesk.shop.rules import Calendar

TEN_2017 = "01-02 01-16 02-20 05-29 07-04 09-04 10-09 11-10 11-23 12-25"
TEN_2027 = "01-01 01-18 02-15 05-31 07-05 09-06 10-11 11-11 11-25 12-24"


def _days(year: int, words: str) -> list[date]:
    return [date.fromisoformat(f"{year}-{day}") for day in words.split()]


def test_the_ten_of_2017_as_observed() -> None:
    assert list(rules.holidays_of(rules.TEN_HOLIDAYS, 2017)) == _days(2017, TEN_2017)


def test_the_year_2027_also_keeps_new_year_2028() -> None:
    kept = rules.holidays_of(rules.TEN_HOLIDAYS, 2027)
    assert list(kept) == [*_days(2027, TEN_2027), date(2027, 12, 31)]
    assert kept[date(2027, 12, 31)] == "New Year's Day"
    assert kept[date(2027, 7, 5)] == "Independence Day"


def test_new_year_2028_is_not_kept_in_2028() -> None:
    kept = rules.holidays_of(rules.TEN_HOLIDAYS, 2028)
    assert date(2028, 1, 1) not in kept
    assert list(kept.values()).count("New Year's Day") == 0
    assert len(kept) == 9


def test_without_moving_a_saturday_stays_a_saturday() -> None:
    kept = rules.holidays_of(rules.TEN_HOLIDAYS, 2027, move=False)
    assert date(2027, 12, 25) in kept
    assert date(2027, 12, 24) not in kept


def test_a_day_said_with_its_year_is_never_moved() -> None:
    assert list(rules.holidays_of([("Fair", "on 2026-08-01")], 2026)) == [date(2026, 8, 1)]


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("fixed 12-25", 2026, date(2026, 12, 25)),
        ("fixed 1-5", 2026, date(2026, 1, 5)),
        ("Fixed 12-25", 2026, date(2026, 12, 25)),
        ("fixed 02-29", 2028, date(2028, 2, 29)),
        ("fixed 02-29", 2026, None),
        ("nth 4 thu 11", 2026, date(2026, 11, 26)),
        ("nth 5 mon 03", 2026, date(2026, 3, 30)),
        ("nth 5 mon 02", 2026, None),
        ("last mon 05", 2026, date(2026, 5, 25)),
        ("last fri 12", 2026, date(2026, 12, 25)),
        ("before mon 05-25", 2026, date(2026, 5, 18)),
        ("easter -2", 2026, date(2026, 4, 3)),
        ("easter 39", 2026, date(2026, 5, 14)),
        ("on 2026-12-24", 2026, date(2026, 12, 24)),
        ("on 2026-12-24", 2027, None),
    ],
)
def test_a_rule_names_its_day(rule: str, year: int, day: date | None) -> None:
    assert rules.holiday_date(rule, year) == day


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "christmas",
        "fixed 13-01",
        "fixed 02-30",
        "fixed 12",
        "nth 0 mon 01",
        "nth 6 mon 01",
        "nth 1 moon 01",
        "last mon 13",
        "last mon 00",
        "easter soon",
        "easter 400",
        "on 2026-02-30",
    ],
)
def test_a_rule_that_names_no_day_is_refused(rule: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.holiday_date(rule, 2026)
    assert refused.value.field == "rule"


def test_every_rule_we_ship_names_ten_days_in_any_year() -> None:
    for country in rules.COUNTRIES:
        usual = rules.country_defaults(country)
        assert len(usual.holidays) == 10
        for year in (2026, 2027, 2028):
            days = [rules.holiday_date(rule, year) for _name, rule in usual.holidays]
            assert None not in days, country


@given(st.integers(2000, 2100))
def test_federal_days_always_fall_on_working_days(year: int) -> None:
    kept = rules.holidays_of(rules.TEN_HOLIDAYS, year)
    assert all(day.weekday() < 5 and day.year == year for day in kept)
    # New Year's may move out to December 31, or the next one in.
    assert len(kept) in (9, 10, 11)


def test_an_eleventh_holiday_is_counted_gently() -> None:
    assert rules.holiday_words(10) == "10 company holidays"
    assert rules.holiday_words(11) == "11 company holidays. Ten is the usual choice."


# Business hours.

WEDNESDAY = datetime(2026, 3, 11, 16, 30)


def test_time_is_cut_at_closing() -> None:
    assert Calendar().segments(WEDNESDAY, 90) == [(False, 30), (True, 60)]


def test_time_over_a_night_is_in_hours_after_hours_and_in_hours_again() -> None:
    pieces = Calendar().segments(WEDNESDAY, 16 * 60)
    assert pieces == [(False, 30), (True, 15 * 60), (False, 30)]


def test_a_holiday_is_after_hours_all_day() -> None:
    closed = Calendar(closed={date(2026, 3, 11): "Fair"})
    assert closed.segments(WEDNESDAY, 30) == [(True, 30)]
    assert closed.open_minutes(date(2026, 3, 11)) is None


def test_a_weekend_is_after_hours() -> None:
    assert Calendar().segments(datetime(2026, 3, 14, 10), 60) == [(True, 60)]


def test_no_time_has_no_pieces() -> None:
    assert Calendar().segments(WEDNESDAY, 0) == []


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)), st.integers(0, 5_000))
def test_pieces_add_up_and_take_turns(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    pieces = Calendar().segments(start, minutes)
    assert sum(length for _after, length in pieces) == minutes
    assert all(length > 0 for _after, length in pieces)
    turns = [after for after, _length in pieces]
    assert all(one != other for one, other in pairwise(turns))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.integers(0, 3_000))
def test_business_minutes_passed_are_those_counted(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    calendar = Calendar()
    end = calendar.add_minutes(start, minutes)
    between = int((end - start) / timedelta(minutes=1))
    inside = sum(n for after, n in calendar.segments(start, between) if not after)
    assert inside == minutes


def test_minutes_run_on_over_a_weekend() -> None:
    friday = datetime(2026, 3, 13, 16, 30)
    assert Calendar().add_minutes(friday, 60) == datetime(2026, 3, 16, 8, 30)


def test_days_count_open_days_only() -> None:
    assert Calendar().add_days(datetime(2026, 3, 13, 9), 1) == datetime(2026, 3, 16, 9)
    saturday = datetime(2026, 3, 14, 9)
    assert Calendar().add_days(saturday, 1) == datetime(2026, 3, 17, 8)


def test_the_minute_of_closing_is_closed() -> None:
    assert Calendar().is_open(datetime(2026, 3, 11, 16, 59))
    assert not Calendar().is_open(datetime(2026, 3, 11, 17, 0))
    assert Calendar().is_open(datetime(2026, 3, 11, 8, 0))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Mon-Fri 8:00-17:00", "Mon-Fri 8:00-17:00"),
        ("mon to fri 8-17", "Mon-Fri 8:00-17:00"),
        ("Monday-Friday 8:00–17:00; Sat 9:00-12:30", "Mon-Fri 8:00-17:00, Sat 9:00-12:30"),
        ("Mon 9-17, Tue 9-17, Thu 9 am-5 pm", "Mon-Tue 9:00-17:00, Thu 9:00-17:00"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, words: str) -> None:
    assert rules.hours_words(rules.parse_hours(typed)) == words


@pytest.mark.parametrize(
    "typed", ["always", "Mon-Fri", "Mon-Fri 45", "Fri-Mon 8-17", "Mon 17:00-8:00", "Mon 8-25"]
)
def test_hours_that_cannot_be_read_name_their_field(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.parse_hours(typed)
    assert refused.value.field == "hours"


@given(
    st.dictionaries(
        st.integers(0, 6), st.tuples(st.integers(0, 700), st.integers(701, 1439)), max_size=7
    )
)
def test_hours_in_words_read_back(hours: dict[int, tuple[int, int]]) -> None:
    assert rules.parse_hours(rules.hours_words(hours)) == hours


# Holidays as text, patterns, countries.


def test_holidays_are_read_a_line_each() -> None:
    read = rules.parse_holidays(
        "new year's day\n\nJuneteenth\nTown fair: 2026-08-03\nFounders: nth 2 fri 06",
        rules.TEN_HOLIDAYS,
    )
    assert read == [
        ("New Year's Day", "fixed 01-01"),
        ("Juneteenth", "fixed 06-19"),
        ("Town fair", "on 2026-08-03"),
        ("Founders", "nth 2 fri 06"),
    ]


@pytest.mark.parametrize("line", ["Town fair", "Town fair: soon", ": 2026-08-03", "X: 2026-02-30"])
def test_a_holiday_line_without_a_day_is_refused(line: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.parse_holidays(line, rules.TEN_HOLIDAYS)
    assert refused.value.field == "holidays"


@pytest.mark.parametrize("pattern", ["{n}", "{year}-{n:04d}", "INV {year}/{n:05d}", "C{n:04d}"])
def test_a_pattern_that_can_be_written_is_taken(pattern: str) -> None:
    assert rules.check_pattern(pattern).format(n=7, year=2026)


@pytest.mark.parametrize("pattern", ["", "2026", "{n}-{x}", "{n:d}x{n}", "{n.real}", "{year}"])
def test_a_pattern_that_cannot_count_is_refused(pattern: str) -> None:
    with pytest.raises(UserError) as refused:
        rules.check_pattern(pattern)
    assert refused.value.field == "pattern"


def test_a_country_brings_money_paper_and_date_order() -> None:
    us, germany = rules.country_defaults("US"), rules.country_defaults("DE")
    assert (us.currency, us.paper, us.day_first, us.profile) == ("USD", "Letter", False, "US")
    assert (germany.currency, germany.paper, germany.day_first) == ("EUR", "A4", True)
    assert germany.profile == "EU"
    assert rules.country_defaults("KW").currency == "KWD"
    assert rules.country_defaults("CA").paper == "Letter"
