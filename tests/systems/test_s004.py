"""S004: the first hire is an admin assistant for about twenty hours a week."""

from datetime import datetime

import pytest

from mspdesk.app.setup import start_shop
from mspdesk.database.store import Store
from mspdesk.orgchart.actions.duties import add_duty
from mspdesk.orgchart.queries.advice import admin_minutes, next_hire
from mspdesk.orgchart.queries.roles import role_boxes
from mspdesk.people import actions as people

pytestmark = pytest.mark.system(4)


def test_a_sole_proprietor_hires_an_admin_before_a_technician(
    store: Store, clock: datetime
) -> None:
    start_shop(store, "One Person IT", 16_500, "US", {"owner_name": "Dana Whitlock"})
    finance = next(one for one in store.ask(role_boxes) if one.code == "finance")
    easy = {"name": "Bookkeeping", "minutes_week": 360, "difficulty": 1}
    store.do(add_duty, finance.id, easy)
    found = store.ask(next_hire)
    assert (found.code, found.minutes_week) == ("admin_assistant", 1_200)
    assert found.words == "Admin assistant, about 20 h a week"
    assert "Easy duties of 6 h a week wait for somebody." in found.why
    assert store.ask(admin_minutes) == 360
    store.do(people.add_person, "Priya Raman", ("admin",))
    assert store.ask(next_hire).code == "technician"
    for name in ("Marcus", "Ada", "Bo", "Cleo"):
        store.do(people.add_person, name, ("technician",))
    assert store.ask(next_hire).code == "second_admin"
