"""S041: growth through the tiers; two years at tier 1 without a talk is on a list."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.employment.actions import staff
from mspdesk.employment.queries.growth import may_be_stuck
from mspdesk.employment.rules import growth
from mspdesk.errors import UserError
from mspdesk.people import actions as people
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(41), pytest.mark.usefixtures("clock")]
TODAY = date(2026, 3, 11)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.mark.parametrize(
    ("tier", "since", "talked", "stuck"),
    [
        (1, date(2024, 3, 11), None, True),
        (1, date(2024, 3, 12), None, False),
        (2, date(2020, 1, 1), None, False),
        (1, date(2020, 1, 1), date(2026, 1, 5), False),
        (1, date(2020, 1, 1), date(2024, 3, 11), True),
        (1, None, None, False),
    ],
)
def test_24_months_at_tier_1_without_a_talk(
    tier: int, since: date | None, talked: date | None, stuck: bool
) -> None:
    assert growth.may_be_stuck(tier, since, talked, TODAY) is stuck


def test_the_list_ends_with_a_talk_or_a_tier(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    made = {
        name: store.do(people.add_person, name, ("technician",), {"hired_on": first, **more})
        for name, first, more in (
            ("Vera Lind", date(2023, 9, 1), {}),
            ("Ben Osei", date(2024, 1, 8), {}),
            ("Kim Sato", date(2025, 1, 6), {}),
            ("Ola Berg", date(2020, 1, 6), {"takes_tickets": False}),
        )
    }
    found = store.ask(may_be_stuck, TODAY)
    assert [row.person for row in found] == ["Ben Osei", "Vera Lind"]
    assert found[0].service == "2 years, 2 months"
    store.do(staff.set_growth, made["Ben Osei"], 0, {"tier_reviewed_on": TODAY})
    assert [row.person for row in store.ask(may_be_stuck, TODAY)] == ["Vera Lind"]
    store.do(staff.set_growth, made["Vera Lind"], 0, {"tier_since": date(2025, 2, 3)})
    assert store.ask(may_be_stuck, TODAY) == []
    with pytest.raises(UserError, match="has been") as refused:
        store.do(staff.set_growth, made["Vera Lind"], 1, {"tier_since": date(2026, 4, 1)})
    assert refused.value.field == "tier_since"
    later = {row.person for row in store.ask(may_be_stuck, date(2030, 1, 1))}
    assert "Kim Sato" in later
    assert "Dana Whitlock" not in later, "nobody talks with the owner about promotion"
    store.person_id = shop.marcus
    assert store.ask(may_be_stuck, date(2030, 1, 1)) == []


def test_what_is_said_of_a_team() -> None:
    assert "hardly matter" in growth.about_team([1, 2])
    assert "one tier 3" in growth.about_team([1, 2, 3, 3])
    assert growth.about_team([1, 2, 3]) == ""
    assert growth.about_team([3] * 10) == ""
