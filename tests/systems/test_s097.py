"""S097: every device has an owner; what belongs to us or a lessor is found when a client leaves.

That roles are moved before such a device goes back is a step of the exit checklist.
"""

from datetime import date

import pytest

from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.desk.area import Period
from mspdesk.documentation import actions, queries
from mspdesk.documentation.reports import reports
from mspdesk.documentation.rules import OWNERS
from mspdesk.errors import UserError
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(97), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_each_device_belongs_to_the_client_us_or_a_lessor(store: Store, shop: Sample) -> None:
    assert set(OWNERS) == {"client", "us", "lessor"}
    made = store.do(actions.add_device, shop.kestrel, {"name": "PC1"})
    held = store.ask(queries.device, made)
    assert held is not None
    assert held.owner == "client"
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_device, made, held.version, {"owner": "nobody"})
    assert refused.value.field == "owner"


def test_leased_equipment_of_a_client_who_leaves_is_listed_first(
    store: Store, shop: Sample
) -> None:
    lease = {
        "name": "KMT-DC1",
        "kind": "server",
        "owner": "lessor",
        "lessor": "Prairie Leasing",
        "lease_until": date(2027, 1, 31),
    }
    store.do(actions.add_device, shop.kestrel, lease)
    store.do(actions.add_device, shop.brightwater, {"name": "BDR", "owner": "us"})
    report = next(one for one in reports() if one.key == "devices-of-others")
    now = Period(date(2026, 3, 11), date(2026, 3, 11))
    assert [row.device for row in store.ask(report.rows, now, {})] == ["BDR", "KMT-DC1"]
    for status in ("notice", "offboarding", "former"):
        store.do(clients.change_status, shop.kestrel, status, "Left")
    first, second = store.ask(report.rows, now, {})
    assert (first.device, first.status, first.lessor, first.lease_until) == (
        "KMT-DC1",
        "Former client",
        "Prairie Leasing",
        date(2027, 1, 31),
    )
    assert second.device == "BDR"
