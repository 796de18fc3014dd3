"""The clock away from Greenwich, which no test that stops it can see."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from mspdesk import dates

pytestmark = pytest.mark.skipif(
    not hasattr(time, "tzset"), reason="this system sets no zone for one program"
)


@pytest.fixture
def chicago(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer's clock is six hours behind, five in summer."""
    with monkeypatch.context() as here:
        here.setenv("TZ", "CST6CDT,M3.2.0,M11.1.0")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("chicago")
def test_the_journal_is_in_utc_where_the_shop_is_not() -> None:
    assert abs(dates.utc_now() - datetime.now(UTC).replace(tzinfo=None)) < timedelta(minutes=1)
    assert dates.utc_now() - dates.now() > timedelta(hours=4)
    assert dates.wall_of(datetime(2026, 12, 2, 20, 0)) == datetime(2026, 12, 2, 14, 0)
    assert dates.utc_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 5, 0)
    with dates.frozen(datetime(2026, 3, 11, 10, 6)):
        assert dates.utc_now() == dates.now()
    assert dates.utc_now() - dates.now() > timedelta(hours=4)
