"""S148: a person's training has dates, sources, results; who had none is told to who answers."""

from datetime import date, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.people import actions as people
from mspdesk.procedures.actions.training import record_training
from mspdesk.procedures.queries.training import record, topics, untrained
from mspdesk.procedures.reports import REPORTS
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(148), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_ninety_days_without_training_are_told_to_the_manager_only(
    store: Store, standing: Standing
) -> None:
    shop: Sample = standing(store)
    assert [one.title for one in store.ask(topics)] == ["DNS", "TCP/IP", "DMARC"]
    today = dates.today()
    first = today - timedelta(days=90)
    store.do(
        record_training,
        [shop.marcus],
        "DNS",
        on=first,
        source="Lesson",
        result="Passed",
        minutes=60,
    )
    (row,) = store.ask(record, [shop.marcus])
    assert (row.topic, row.on, row.source, row.result) == ("DNS", first, "Lesson", "Passed")
    lead = store.do(people.add_person, "Lena Fox", ("service_manager",), {})
    assert store.ask(untrained, lead) == []
    later = today + timedelta(days=1)
    (late,) = store.ask(untrained, lead, later)
    assert (late.person, late.last, late.missing) == ("Marcus Oduya", first, "TCP/IP, DMARC")
    # Colleagues see nothing of each other, the owner sees everybody.
    assert store.ask(untrained, shop.marcus, later) == []
    everybody = {one.person for one in store.ask(untrained, shop.dana, later)}
    assert everybody == {"Dana Whitlock", "Marcus Oduya", "Priya Raman", "Lena Fox"}
    report = next(one for one in REPORTS if one.key == "untrained")
    period = Period(date(2026, 3, 12), date(2026, 3, 12))
    store.person_id = shop.priya
    assert store.ask(report.rows, period, {}) == []
    store.person_id = lead
    assert [one.person for one in store.ask(report.rows, period, {})] == ["Marcus Oduya"]
