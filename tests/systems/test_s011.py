"""S011: sales and marketing are two boxes; marketing alone may have two leads."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.orgchart.actions.chart import move_role, set_leads, set_second_lead
from mspdesk.orgchart.queries.chart import chart
from mspdesk.orgchart.rules.shipped import shipped_roles
from mspdesk.orgchart.rules.stages import STAGES
from tests.bookcase import Furnish, Standing
from tests.sample import furnish

pytestmark = pytest.mark.system(11)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


def test_every_stage_keeps_sales_and_marketing_apart() -> None:
    shipped = shipped_roles()
    for stage in STAGES:
        departments = [shipped[want.code].department for want in stage.wants]
        assert "Marketing" in departments
        assert [want.code for want in stage.wants if want.second] == (
            ["marketing_assistant"] if stage.number > 3 else []
        )
    assert shipped["sales"].department != shipped["marketing"].department


def test_marketing_may_have_two_leads_and_no_other_role_may(
    store: Store, standing: Standing, clock: datetime
) -> None:
    standing(store)
    ids = {box.code: box.id for box in store.ask(chart).boxes}
    store.do(set_leads, ids["marketing"], ids["owner"], ids["admin"])
    found = store.ask(chart)
    seat = next(seat for seat in found.seats if seat.id == ids["marketing"])
    assert seat.note == "also Admin"
    # It counts under both.
    assert found.spans[ids["admin"]].roles == 1
    for code in ("sales", "technician", "finance"):
        with pytest.raises(UserError) as said:
            store.do(set_second_lead, ids[code], ids["admin"])
        assert said.value.field == "second_lead_id"
        assert said.value.text.startswith("Only marketing may report to two.")
    for second in (ids["marketing"], ids["owner"]):
        with pytest.raises(UserError):
            store.do(set_second_lead, ids["marketing"], second)
    # Moved under its second lead it has one again.
    store.do(move_role, ids["marketing"], ids["admin"])
    box = store.ask(chart).box(ids["marketing"])
    assert box is not None
    assert (box.reports_to_id, box.second_lead_id) == (ids["admin"], None)
