"""What tests about letters ask for: a shop with a writer and two clients."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from mspdesk.clients.actions import add_client, add_contact
from mspdesk.database.store import Store
from mspdesk.people.actions import add_person
from mspdesk.shop.actions import set_up
from tests.bookcase import Furnish, Standing


@dataclass(frozen=True, slots=True)
class Sample:
    """The ids of what stands in the books."""

    dana: int
    brightwater: int
    kestrel: int


def furnish(store: Store) -> Sample:
    """A company, its owner, a client with a main contact and one without."""
    letterhead = {
        "address": "612 Harbor View Ave",
        "city": "Duluth",
        "region": "MN",
        "postal_code": "55802",
        "phone": "218-555-0100",
        "after_hours_phone": "218-555-0101",
        "email": "hello@quillfeather.example",
        "how_to_pay": "By check to the address above,\nor by bank transfer.",
    }
    with store.step("Furnish") as session:
        set_up(session, "Quillfeather IT, LLC", 16_500, "US", letterhead)
        dana = add_person(session, "Dana Whitlock", ("owner",), {"title": "Owner"})
        place = {"status": "active", "hourly_terms_on": date(2025, 1, 1), "region": "MN"}
        brightwater = add_client(
            session,
            "Brightwater Veterinary",
            place
            | {
                "plan": "Gold",
                "address": "2210 Riverbend Rd",
                "city": "Mankato",
                "postal_code": "56001",
                "phone": "507-555-0142",
                "since_on": date(2019, 3, 4),
            },
        )
        add_contact(
            session,
            brightwater,
            {
                "first_name": "Ines",
                "last_name": "Sorensen",
                "title": "Practice lead",
                "email": "ines@brightwater.example",
                "main": True,
            },
        )
        kestrel = add_client(session, "Kestrel Machine & Tool", place)
    store.person_id = dana
    return Sample(dana, brightwater, kestrel)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return furnish


@pytest.fixture
def sample(store: Store, standing: Standing, clock: datetime) -> Sample:
    """The small shop, on both kinds of books, on a Wednesday in March."""
    made: Sample = standing(store)
    return made


@pytest.fixture
def desk_sample(sqlite_store: Store, standing: Standing, clock: datetime) -> Sample:
    """The same shop in a file, for windows."""
    made: Sample = standing(sqlite_store)
    return made
