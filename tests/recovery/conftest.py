"""The small shop with a plan begun: two systems, two calls, one nightly backup."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.documentation.actions import backups
from mspdesk.recovery.actions import calls, systems
from mspdesk.recovery.queries.plan import StepRow
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

NIGHTLY = {
    "name": "Server image",
    "what": "All of BWV-SRV1",
    "method": "bdr",
    "gigabytes": 2_000,
    "speed": 600,
    "window_from": 18 * 60,
    "window_to": 6 * 60,
    "every_minutes": 24 * 60,
    "growth": 200_000,
}
"""2 TB at 60 MB/s in the night, growing a fifth a year."""


@dataclass(frozen=True, slots=True)
class Planned:
    """Ids of the shop and of the plan that was begun at Brightwater."""

    shop: Sample
    ines: int
    us: int
    internet: int
    server: int
    job: int


def begin(store: Store) -> Planned:
    """The small shop, and a plan with a little of everything."""
    shop = furnish(store)
    client = shop.brightwater
    ines = store.do(
        calls.add_call,
        client,
        {"kind": "client", "name": "Ines Varga", "phone": "507-555-0142", "does": "decides"},
    )
    us = store.do(
        calls.add_call,
        client,
        {"kind": "us", "name": "Quillfeather IT", "phone": "218-555-0100", "does": "starts"},
    )
    job = store.do(backups.add_backup_job, client, {**NIGHTLY, "device_id": shop.server})
    internet = store.do(systems.add_system, client, {"name": "Internet", "rto_minutes": 240})
    server = store.do(
        systems.add_system,
        client,
        {
            "name": "Server",
            "rto_minutes": 480,
            "rpo_minutes": 1_440,
            "backup_job_id": job,
            "device_id": shop.server,
            "today": "Dell PowerEdge T350",
            "replace_with": "Newest tower server",
            "estimated_cost": 640_000,
        },
        [internet],
        [StepRow("Call us.", "Tab 1, line 2.", 5), StepRow("Look at the UPS.", "", 5)],
    )
    return Planned(shop, ines, us, internet, server, job)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return begin


@pytest.fixture
def planned(store: Store, standing: Standing) -> Planned:
    """The plan on both kinds of books."""
    made: Planned = standing(store)
    return made


@pytest.fixture
def held(sqlite_store: Store, standing: Standing) -> Planned:
    """The plan on SQLite, for windows."""
    made: Planned = standing(sqlite_store)
    return made


@pytest.fixture
def desk(sqlite_store: Store, held: Planned) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    made = Desk(sqlite_store, AREAS)
    made.work_as(held.shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()
