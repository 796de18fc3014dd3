"""S001: boxes are roles; one person wears them all, and a hire takes one hat and no other."""

from datetime import datetime

import pytest

from mspdesk.app.setup import start_shop
from mspdesk.database.store import Store
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.queries.chart import chart
from mspdesk.people import actions as people
from mspdesk.people.rules import SIX_HATS

pytestmark = pytest.mark.system(1)


@pytest.fixture
def alone(empty_store: Store, clock: datetime) -> Store:
    """The books of somebody who works alone."""
    start_shop(empty_store, "Quillfeather IT, LLC", 16_500, "US", {"owner_name": "Dana Whitlock"})
    return empty_store


def test_one_person_opens_with_six_hats_and_wears_them_all(alone: Store) -> None:
    found = alone.ask(chart)
    (dana,) = found.people
    assert [box.title for box in found.boxes] == [title for _, title, *_ in SIX_HATS]
    assert {box.wearer_id for box in found.boxes} == {dana.id}
    assert {box.for_now for box in found.boxes[1:]} == {True}
    assert (dana.own, dana.acting) == (1, 6)
    assert found.counts == "7 hats, 1 person"


def test_a_hire_takes_one_hat_off_the_owner_and_no_other(alone: Store) -> None:
    before = {box.id: box for box in alone.ask(chart).boxes}
    priya = alone.do(people.add_person, "Priya Raman", ("admin",))
    admin = next(box.id for box in before.values() if box.code == "admin")
    alone.do(assign_role, admin, priya)
    found = alone.ask(chart)
    changed = [box.code for box in found.boxes if box.wearer_id != before[box.id].wearer_id]
    assert changed == ["admin"]
    assert [(one.name, one.words) for one in found.people] == [
        ("Dana Whitlock", "1 own, 5 unfilled"),
        ("Priya Raman", "1 own"),
    ]
    alone.do(assign_role, admin, None)
    assert alone.ask(chart).people[0].words == "1 own, 6 unfilled"
