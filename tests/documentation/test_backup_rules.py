"""The arithmetic of backups (S090, S091) and what counts as a test (S076)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.documentation.rules import backups as rules

NIGHT = rules.window_minutes(18 * 60, 6 * 60)
DAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("speed", "words", "fits"),
    [(600, "9.26 h", True), (400, "13.89 h", False), (1000, "5.56 h", True)],
)
def test_two_terabytes_in_a_night(speed: int, words: str, fits: bool) -> None:
    assert NIGHT == 720
    assert rules.hours_words(rules.duration_hours(2_000, speed)) == words
    assert rules.fits(2_000, speed, NIGHT) is fits


def test_a_night_takes_2592_gigabytes_and_not_one_more() -> None:
    assert rules.largest(600, NIGHT) == 2_592
    assert rules.fits(2_592, 600, NIGHT)
    assert not rules.fits(2_593, 600, NIGHT)
    assert rules.duration_hours(2_592, 600) == 1_200


def test_growth_reaches_the_night_on_a_day() -> None:
    assert rules.full_on(2_000, 600, NIGHT, 200_000, DAY) == date(2027, 8, 5)
    assert rules.full_on(2_592, 600, NIGHT, 200_000, DAY) == date(2026, 3, 12)
    assert rules.full_on(2_593, 600, NIGHT, 0, DAY) == DAY
    assert rules.full_on(2_000, 600, NIGHT, 0, DAY) is None
    assert rules.full_on(1, 600, NIGHT, 1, DAY) is None
    # A window that takes 11,846.486 GB is not full at 11,846.
    assert rules.full_on(3_236, 1_591, 1_241, 500_000, date(2024, 2, 29)) == date(2027, 5, 2)


@given(
    st.integers(1, 5_000), st.integers(1, 2_000), st.integers(1, 1_440), st.integers(0, 3_000_000)
)
def test_what_does_not_fit_today_is_full_today(
    gigabytes: int, speed: int, window: int, growth: int
) -> None:
    found = rules.full_on(gigabytes, speed, window, growth, DAY)
    if rules.fits(gigabytes, speed, window):
        assert found is None or found > DAY
    else:
        assert found == DAY


def test_windows_over_midnight_and_all_day() -> None:
    assert rules.window_minutes(8 * 60, 17 * 60) == 540
    assert rules.window_minutes(0, 0) == 1_440


def test_a_zero_rules_a_medium_out() -> None:
    best = rules.Scores(5, 5, 5, 5, 5, 0)
    assert best.rejected
    assert best.total == 25
    assert best.why_rejected == "restore known"
    assert not rules.Scores(1, 1, 1, 1, 1, 1).rejected
    assert not rules.Scores(5).complete
    assert not rules.Scores(5).rejected


def test_twelve_drives_a_year() -> None:
    assert rules.media_a_year(15_000, 12) == 180_000


def test_only_a_restore_confirmed_by_somebody_else_counts() -> None:
    said = ("restored", "Charts of Jan 19", "Dana Whitlock")
    assert rules.counts(*said, "Ines Varga")
    assert not rules.counts(*said, "")
    assert not rules.counts(*said, " dana whitlock ")
    assert not rules.counts("restored", "", "Dana Whitlock", "Ines Varga")
    for evidence in ("screenshot", "boot", "log"):
        assert not rules.counts(evidence, "Charts", "Dana Whitlock", "Ines Varga")
        assert "until a person brings something back" in rules.why_not(
            evidence, "Charts", "Dana Whitlock", "Ines Varga"
        )


def test_a_test_is_due_after_a_month() -> None:
    assert rules.test_due(None, DAY)
    assert rules.test_due(date(2026, 2, 11), DAY)
    assert not rules.test_due(date(2026, 2, 12), DAY)


def test_an_offline_copy_gets_old() -> None:
    assert rules.offline_late("month", None, DAY)
    assert not rules.offline_late("month", date(2026, 2, 3), DAY)
    assert rules.offline_late("month", date(2026, 1, 31), DAY)


def test_spans_in_words() -> None:
    assert rules.span_words(190) == "3 h 10 min"
    assert rules.span_words(120) == "2 h"
    assert rules.span_words(5) == "5 min"
    assert rules.span_words(2_880) == "2 days"
    assert rules.span_words(1_440) == "24 h"
    assert rules.interval_words(1_440) == "Daily"
    assert rules.interval_words(15) == "Every 15 min"
