"""S048: one rate, double after hours, whoever works."""

from datetime import date

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.people.models import Person
from mspdesk.timekeeping import actions, queries
from tests.timekeeping.shopfloor import at, furnish

pytestmark = pytest.mark.system(48)


@pytest.mark.parametrize("tier", [1, 2, 3])
def test_an_hour_is_150_in_hours_and_300_at_eight_in_the_evening(store: Store, tier: int) -> None:
    with dates.frozen(at(22)):
        floor = furnish(store)
        with store.step("Prepare") as session:
            session.get_one(Person, floor.tech).tier = tier
        amounts = [
            store.ask(
                queries.entry,
                store.do(
                    actions.log_time,
                    floor.ticket,
                    date(2026, 3, 11),
                    span,
                    "Worked on the print driver",
                    person_id=floor.tech,
                ),
            ).amount
            for span in ("10:00-11:00", "20:00-21:00")
        ]
    assert amounts == [15_000, 30_000]


def test_a_holiday_is_after_hours_all_day(store: Store) -> None:
    with dates.frozen(at(15)):
        floor = furnish(store)
        entry = store.do(
            actions.log_time,
            floor.ticket,
            date(2026, 2, 16),
            "10:00-11:00",
            "Restored the server on a holiday",
        )
        row = store.ask(queries.entry, entry)
    assert (row.after_minutes, row.amount) == (60, 30_000)


def test_the_worked_entries_of_the_field(store: Store) -> None:
    with dates.frozen(at(22)):
        floor = furnish(store)
        day = date(2026, 3, 11)
        note = "Worked through the evening"
        first = store.do(actions.log_time, floor.ticket, day, "16:30-18:00", note)
        yesterday = date(2026, 3, 10)
        second = store.do(actions.log_time, floor.ticket, yesterday, "16:50-17:12", note)
        evening, rounded = (store.ask(queries.entry, one) for one in (first, second))
    assert evening.amount == 37_500
    assert (rounded.billed_minutes, rounded.billed_after_minutes) == (30, 20)
    assert rounded.amount == 12_500
