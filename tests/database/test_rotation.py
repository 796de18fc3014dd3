"""Copies are thinned out with age, and the last good one stays whatever happens."""

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mspdesk.database.rotation import BEFORE_UPGRADE, Copy, kept

NOW = datetime(2026, 3, 11, 15, 0)


def copies(*ages: timedelta, size: int = 1) -> list[Copy]:
    """One copy for each age, named by its place in the list."""
    return [Copy(Path(f"{n}.db"), NOW - age, "", size) for n, age in enumerate(ages)]


def test_a_copy_every_half_hour_for_two_years_leaves_what_was_promised() -> None:
    two_years = copies(*(timedelta(minutes=30 * n) for n in range(2 * 365 * 48)))
    stay = kept(two_years)
    ages = sorted(NOW - copy.made_at for copy in two_years if copy.file in stay)
    # 12 hours, then days, weeks and months; some copies serve for two of them.
    assert sum(age < timedelta(hours=12) for age in ages) == 12
    assert len({copy.made_at.month for copy in two_years if copy.file in stay}) == 12
    assert len({(NOW - age).date() for age in ages if age < timedelta(days=14)}) == 14
    assert len({(NOW - age).isocalendar()[:2] for age in ages if age < timedelta(weeks=9)}) >= 9
    assert ages[-1] >= timedelta(days=300)
    assert len(stay) <= 12 + 14 + 10 + 12


def test_a_quiet_shop_keeps_old_copies() -> None:
    """Hours and days are counted by copies, not by the clock: nothing goes while nothing comes."""
    few = copies(*(timedelta(days=40 * n) for n in range(5)))
    assert kept(few) == {copy.file for copy in few}


def test_over_the_ceiling_the_oldest_go_first() -> None:
    found = copies(*(timedelta(days=n) for n in range(6)), size=10)
    assert kept(found, ceiling=35) == {Path("0.db"), Path("1.db"), Path("2.db")}


def test_the_newest_stays_even_when_it_is_too_large() -> None:
    found = copies(timedelta(0), timedelta(days=1), size=10)
    assert kept(found, ceiling=1) == {Path("0.db")}


def test_what_stood_before_an_upgrade_stays() -> None:
    old = Copy(Path("old.db"), NOW - timedelta(days=900), BEFORE_UPGRADE, 10)
    found = [*copies(*(timedelta(hours=n) for n in range(100)), size=10), old]
    assert old.file in kept(found)
    assert old.file in kept(found, ceiling=15)


@given(st.lists(st.integers(0, 60 * 24 * 800), min_size=1, max_size=60), st.integers(0, 400))
def test_there_is_always_a_newest_copy(minutes: list[int], ceiling: int) -> None:
    found = copies(*(timedelta(minutes=n) for n in minutes), size=10)
    stay = kept(found, ceiling)
    newest = max(copy.made_at for copy in found)
    assert any(copy.made_at == newest for copy in found if copy.file in stay)
    assert len(stay) * 10 <= max(ceiling, 10)
    assert stay <= {copy.file for copy in found}
