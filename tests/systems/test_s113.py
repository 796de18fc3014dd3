"""S113: a vendor holds account number, contacts, terms, portal and who of us may order there."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.vendors import actions, queries
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(113), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_a_vendor_holds_what_is_needed_to_order_and_to_call(store: Store, shop: Sample) -> None:
    vendor = store.do(
        actions.add_vendor,
        {
            "name": "Tern Distribution",
            "account_number": "QF-1184",
            "terms": "Net 30",
            "portal": "https://portal.tern.example",
            "support_phone": "612-555-0191",
            "support_hours": "Mon-Fri 7-19",
        },
    )
    store.do(actions.add_contact, vendor, {"name": "Lee Park", "role": "Orders"})
    store.do(actions.allow_person, vendor, shop.dana, may_order=True, since_on=date(2021, 3, 1))
    store.do(actions.allow_person, vendor, shop.marcus)
    held = store.ask(queries.vendor, vendor)
    assert held is not None
    assert held.number == "V0001"
    assert (held.account_number, held.terms, held.portal) == (
        "QF-1184",
        "Net 30",
        "https://portal.tern.example",
    )
    assert (held.support_phone, held.support_hours) == ("612-555-0191", "Mon-Fri 7-19")
    assert [row.name for row in store.ask(queries.vendor_contacts, vendor)] == ["Lee Park"]
    people = store.ask(queries.our_people, vendor)
    assert [(row.name, row.may_order) for row in people] == [
        ("Dana Whitlock", True),
        ("Marcus Oduya", False),
    ]
    assert store.ask(queries.may_order, vendor, shop.dana)
    assert not store.ask(queries.may_order, vendor, shop.marcus)


def test_a_portal_is_an_address_without_its_secret(store: Store, shop: Sample) -> None:
    with pytest.raises(UserError) as refused:
        store.do(
            actions.add_vendor,
            {"name": "Tern", "portal": "https://dana:hunter2@portal.tern.example"},
        )
    assert refused.value.field == "portal"
    assert store.ask(queries.vendors) == []
