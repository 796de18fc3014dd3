"""S087: a legacy program without its platform and the place of its media blocks the plan."""

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import backups
from mspdesk.documentation.models.software import Application
from mspdesk.errors import UserError
from mspdesk.recovery.actions import calls, plan, systems
from mspdesk.recovery.queries import plan as queries
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(87), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop, with a plan that could be approved."""
    made: Sample = standing(store)
    store.do(backups.add_backup_job, made.brightwater, {"name": "Server image"})
    said = {"kind": "client", "name": "Ines Varga", "phone": "507-555-0142"}
    store.do(calls.add_call, made.brightwater, said)
    return made


def _state(store: Store, shop: Sample) -> str:
    return store.ask(queries.plan, shop.brightwater).state


def test_a_legacy_system_needs_platform_and_media(store: Store, shop: Sample) -> None:
    client = shop.brightwater
    made = store.do(systems.add_system, client, {"name": "X-ray console", "legacy": True})
    for facts, sentence in (
        ({}, "X-ray console is legacy: write down the platform it needs and where its media lie."),
        ({"platform": "Windows 7"}, "X-ray console is legacy: write down where its media lie."),
    ):
        found = store.ask(queries.system, made)
        assert found is not None
        store.do(systems.edit_system, made, found.version, facts)
        with pytest.raises(UserError) as refused:
            store.do(plan.approve_plan, client, {})
        assert refused.value.text == sentence
        assert _state(store, shop) == "draft"
    found = store.ask(queries.system, made)
    assert found is not None
    store.do(systems.edit_system, made, found.version, {"media_place": "Red folder"})
    store.do(plan.approve_plan, client, {})
    assert _state(store, shop) == "approved"


def test_a_program_marked_legacy_blocks_until_it_is_whole(store: Store, shop: Sample) -> None:
    client = shop.brightwater
    with store.step("Prepare") as session:
        program = Application(client_id=client, name="OldCharts", legacy=True)
        session.add(program)
        session.flush()
        id_ = program.id
    store.do(systems.add_system, client, {"name": "Charts", "application_id": id_})
    with pytest.raises(UserError, match="Charts is legacy"):
        store.do(plan.approve_plan, client, {})
    with store.step("Prepare") as session:
        program = session.get_one(Application, id_)
        program.platform, program.media_place = "Windows XP", "Safe, second shelf"
    store.do(plan.approve_plan, client, {})
    assert _state(store, shop) == "approved"
