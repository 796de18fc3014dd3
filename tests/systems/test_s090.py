"""S090: a backup ends inside its window or is told not to; a medium with a zero is ruled out."""

from datetime import date

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.documentation.actions import backups as actions
from mspdesk.documentation.queries import backups as queries
from mspdesk.documentation.rules.backups import hours_words
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(90), pytest.mark.usefixtures("clock")]

NIGHT = {"window_from": 18 * 60, "window_to": 6 * 60}


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def _job(store: Store, shop: Sample, gigabytes: int, speed: int, growth: int = 0) -> queries.JobRow:
    said = {"name": "Image", "gigabytes": gigabytes, "speed": speed, "growth": growth, **NIGHT}
    found = store.ask(queries.job, store.do(actions.add_backup_job, shop.brightwater, said))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("speed", "words", "fits"),
    [(600, "9.26 h", True), (400, "13.89 h", False), (1_000, "5.56 h", True)],
)
def test_two_terabytes_in_a_night_of_twelve_hours(
    store: Store, shop: Sample, speed: int, words: str, fits: bool
) -> None:
    found = _job(store, shop, 2_000, speed)
    assert found.window == 720
    assert hours_words(found.hours or 0) == words
    assert found.fits is fits


def test_growth_comes_to_the_day_it_no_longer_fits(store: Store, shop: Sample) -> None:
    assert _job(store, shop, 2_000, 600).largest == 2_592
    grows = _job(store, shop, 2_000, 600, 296_000)
    # 2,000 GB growing 29.6 % a year are 2,592 GB in one year, and more the day after.
    assert grows.full_on == date(2027, 3, 12)
    assert dates.today() == date(2026, 3, 11)
    assert _job(store, shop, 2_000, 400).full_on == date(2026, 3, 11)


def test_a_zero_rejects_a_medium_however_good_the_rest_is(store: Store, shop: Sample) -> None:
    best = {"capacity": 5, "speed": 5, "media_life": 5, "durability": 5, "format_life": 5}
    store.do(
        actions.add_form_factor, shop.brightwater, {"name": "Tape", **best, "restore_knowledge": 0}
    )
    poor = dict.fromkeys(best, 2) | {"restore_knowledge": 2}
    store.do(actions.add_form_factor, shop.brightwater, {"name": "USB drive", **poor})
    rows = store.ask(queries.form_factors, shop.brightwater)
    assert [(row.name, row.scores.total, row.scores.rejected) for row in rows] == [
        ("USB drive", 12, False),
        ("Tape", 25, True),
    ]
