"""S023: temps are rated; one of 4 of 5 or more is on the list of whom the shop would hire."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from mspdesk.database.store import Store
from mspdesk.employment.actions import staff
from mspdesk.employment.queries.staff import stints, would_hire
from mspdesk.employment.rules import temps
from mspdesk.errors import UserError
from mspdesk.people import actions as people
from mspdesk.people.queries import person
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(23), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def work(rating: int | None, on: date = date(2025, 7, 7)) -> dict[str, object]:
    return {"from_on": on, "work": "Pulled cable", "rating": rating}


@pytest.mark.parametrize(
    ("ratings", "listed"),
    [((4,), True), ((5, 3), True), ((4, 3), False), ((3,), False), ((), False), ((5,), True)],
)
def test_four_of_five_on_average(ratings: tuple[int, ...], listed: bool) -> None:
    assert temps.would_hire(ratings) is listed


def test_the_list_is_by_name_and_ends_when_they_are_hired(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    made = {}
    for name, kind, rating in (
        ("Zoe Lund", "temp", 4),
        ("Abel Ruiz", "intern", 5),
        ("Theo Brandt", "temp", 3),
        ("Ann Bell", "temp", None),
    ):
        made[name] = store.do(people.add_person, name, (), {"kind": kind})
        store.do(staff.save_stint, made[name], work(rating))
    assert [row.person for row in store.ask(would_hire)] == ["Abel Ruiz", "Zoe Lund"]
    row = store.ask(person, made["Zoe Lund"])
    assert row is not None
    store.do(people.edit_person, row.id, row.version, {"kind": "employee"})
    assert [one.person for one in store.ask(would_hire)] == ["Abel Ruiz"]
    with pytest.raises(UserError, match="no temp") as refused:
        store.do(staff.save_stint, shop.marcus, work(5))
    assert refused.value.field == "rating"
    with pytest.raises(UserError, match="1 to 5"):
        store.do(staff.save_stint, made["Ann Bell"], work(6))


def test_the_list_asks_as_much_for_many_temps(store: Store, standing: Standing) -> None:
    standing(store)

    def asked() -> int:
        found: list[str] = []

        def count(*about: Any) -> None:
            found.append(about[2])

        with store.read() as session:
            engine = session.get_bind()
            event.listen(engine, "before_cursor_execute", count)
            would_hire(session)
            event.remove(engine, "before_cursor_execute", count)
        return len(found)

    few = asked()
    for n in range(4):
        who = store.do(people.add_person, f"Temp {n}", (), {"kind": "temp"})
        store.do(staff.save_stint, who, work(5))
    assert asked() == few
    assert len(store.ask(would_hire)) == 4


def test_a_rating_is_for_who_leads_people(store: Store, standing: Standing) -> None:
    shop: Sample = standing(store)
    zoe = store.do(people.add_person, "Zoe Lund", (), {"kind": "temp"})
    store.do(staff.save_stint, zoe, work(5))
    store.person_id = shop.marcus
    assert store.ask(would_hire) == []
    assert store.ask(stints, zoe) == []
    store.person_id = zoe
    assert store.ask(stints, zoe) == []
