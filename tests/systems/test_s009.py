"""S009: the owner hands off the easiest and most time-consuming first."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.orgchart.actions.duties import add_duty, edit_duty, give_duty
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.queries.duties import hand_off
from mspdesk.orgchart.queries.roles import role_boxes
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = pytest.mark.system(9)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of these tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop."""
    made: Sample = standing(store)
    return made


def test_bookkeeping_ranks_above_server_design(store: Store, shop: Sample, clock: datetime) -> None:
    boxes = {one.code: one.id for one in store.ask(role_boxes)}
    for code, name, minutes, difficulty in (
        ("technician", "Server design", 360, 3),
        ("finance", "Bookkeeping", 360, 1),
        ("admin", "Filing", 60, 1),
        ("service_manager", "Review the backlog", 120, 2),
    ):
        facts = {"name": name, "minutes_week": minutes, "difficulty": difficulty}
        store.do(add_duty, boxes[code], facts)
    usual = ["Bookkeeping", "Filing", "Review the backlog", "Server design"]
    assert [one.name for one in store.ask(hand_off)] == usual
    last = store.ask(hand_off)[-1]
    store.do(edit_duty, last.id, last.version, {"hand_off": 1})
    assert [one.name for one in store.ask(hand_off)] == [usual[-1], *usual[:-1]]
    store.undo()
    store.do(assign_role, boxes["admin"], shop.priya)
    books = store.ask(hand_off)[0]
    store.do(give_duty, books.id, boxes["admin"])
    assert [one.name for one in store.ask(hand_off)] == ["Review the backlog", "Server design"]
