"""S006: the admin becomes office manager, a technician service manager, with what they lead."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.orgchart.actions.chart import promote
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.queries.chart import Chart, chart
from mspdesk.orgchart.queries.duties import duties
from mspdesk.orgchart.queries.roles import RoleBox
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = pytest.mark.system(6)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> Sample:
    """Priya is the admin, Marcus the technician."""
    found: Sample = standing(store)
    ids = {box.code: box.id for box in store.ask(chart).boxes}
    store.do(assign_role, ids["admin"], found.priya)
    store.do(assign_role, ids["technician"], found.marcus)
    return found


def box(found: Chart, code: str) -> RoleBox:
    return next(one for one in found.boxes if one.code == code)


def test_the_admin_becomes_office_manager_above_the_admin(store: Store, shop: Sample) -> None:
    before = store.ask(chart)
    made = store.do(promote, box(before, "admin").id, "office_manager", keeps=False)
    found = store.ask(chart)
    manager, admin = box(found, "office_manager"), box(found, "admin")
    assert manager.id == made
    assert (manager.wearer_id, manager.reports_to_id) == (shop.priya, box(found, "owner").id)
    assert (admin.reports_to_id, admin.for_now) == (made, True)
    does = " ".join(one.name for one in store.ask(duties, made)).casefold()
    for word in ("billing", "deposit", "admin", "hir"):
        assert word in does
    store.undo()
    assert box(store.ask(chart), "admin").wearer_id == shop.priya


def test_a_technician_becomes_service_manager_over_the_technicians(
    store: Store, shop: Sample
) -> None:
    before = store.ask(chart)
    technician = box(before, "technician")
    store.do(promote, technician.id, "service_manager")
    found = store.ask(chart)
    manager = box(found, "service_manager")
    assert manager.id == box(before, "service_manager").id
    assert manager.wearer_id == shop.marcus
    # Until somebody is hired he works on tickets as well.
    assert box(found, "technician").wearer_id == shop.marcus
    assert box(found, "technician").reports_to_id == manager.id


def test_a_promotion_needs_somebody_and_a_role_it_leads_to(store: Store, shop: Sample) -> None:
    found = store.ask(chart)
    with pytest.raises(UserError) as vacant:
        store.do(promote, box(found, "finance").id, "office_manager")
    assert vacant.value.field == "role"
    with pytest.raises(UserError) as astray:
        store.do(promote, box(found, "technician").id, "office_manager")
    assert astray.value.field == "code"
    store.do(assign_role, box(found, "service_manager").id, shop.priya)
    with pytest.raises(UserError) as taken:
        store.do(promote, box(found, "technician").id, "service_manager")
    assert taken.value.field == "code"
