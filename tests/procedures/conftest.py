"""The small shop with a procedure of its own, being written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.people import actions as people
from mspdesk.procedures.actions import sops
from mspdesk.procedures.rules.sop import Sop, read_draft
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

OWN = "handing-a-call-on"

BODY = """\
Nobody waits on the wrong line.

# How

1. Say who takes the call, and why.
2. Stay on the line until they answer.

- Never hand on a second time.

3. Write it on the ticket.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """Ids of the shop, with a fourth person, and the code of a procedure."""

    shop: Sample
    oskar: int
    code: str = OWN


def written(sop: Sop, **changes: object) -> Sop:
    """A procedure with something else in it."""
    return replace(sop, **changes)  # type: ignore[arg-type]  # fields by name


def begin(store: Store) -> Written:
    """The small shop, a fourth person, and the draft of a procedure."""
    shop = furnish(store)
    oskar = store.do(people.add_person, "Oskar Lind", ("technician",), {"title": "Technician"})
    code = store.do(sops.new_sop, "Handing a call on")
    store.do(
        sops.save_draft,
        code,
        Sop(
            code,
            "Handing a call on",
            ("employees", "clients"),
            purpose="A caller reaches the right person the first time.",
            department="office",
            role="admin",
            checklists=("service-call",),
            body=BODY.strip(),
        ),
    )
    return Written(shop, oskar, code)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return begin


@pytest.fixture
def made(store: Store, standing: Standing, clock: datetime) -> Written:
    """The procedure on both kinds of books."""
    found: Written = standing(store)
    return found


@pytest.fixture
def held(sqlite_store: Store, standing: Standing, clock: datetime) -> Written:
    """The procedure on SQLite, for windows."""
    found: Written = standing(sqlite_store)
    return found


@pytest.fixture
def desk(sqlite_store: Store, held: Written) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    found = Desk(sqlite_store, AREAS)
    found.work_as(held.shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield found
    found.leave()


__all__ = ["BODY", "OWN", "Written", "begin", "read_draft", "written"]
