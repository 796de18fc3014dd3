"""S076: only what a person restored and somebody else confirmed is a test of a backup."""

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import backups as actions
from mspdesk.documentation.queries import backups as queries
from mspdesk.errors import UserError
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(76), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


@pytest.fixture
def job(store: Store, shop: Sample) -> int:
    """A nightly backup."""
    return store.do(actions.add_backup_job, shop.brightwater, {"name": "Server image"})


def _tested(store: Store, job: int) -> queries.RestoreRow | None:
    found = store.ask(queries.job, job)
    assert found is not None
    return found.tested


@pytest.mark.parametrize("evidence", ["screenshot", "boot", "log"])
def test_a_picture_or_a_green_light_leaves_a_job_untested(
    store: Store, shop: Sample, job: int, evidence: str
) -> None:
    said = {"item": "BWV-SRV1", "verified_by": "Ines Varga", "evidence": evidence}
    store.do(actions.record_restore_test, job, said)
    assert _tested(store, job) is None
    assert [row.id for row in store.ask(queries.restores_due)] == [job]
    row = store.ask(queries.restore_tests, shop.brightwater)[0]
    assert "until a person brings something back" in row.why_not


def test_a_test_names_the_item_who_did_it_and_who_confirmed_it(
    store: Store, shop: Sample, job: int
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.record_restore_test, job, {"verified_by": "Ines Varga"})
    assert refused.value.field == "item"
    test = store.do(actions.record_restore_test, job, {"item": "Charts of Jan 19"})
    assert _tested(store, job) is None
    with pytest.raises(UserError):
        store.do(actions.confirm_restore_test, test)
    store.person_id = shop.marcus
    store.do(actions.confirm_restore_test, test)
    found = _tested(store, job)
    assert found is not None
    assert (found.item, found.person, found.confirmed) == (
        "Charts of Jan 19",
        "Dana Whitlock",
        "Marcus Oduya",
    )
    assert store.ask(queries.restores_due) == []


def test_the_client_may_confirm_it(store: Store, shop: Sample, job: int) -> None:
    said = {"item": "One mailbox", "verified_by": "Ines Varga"}
    store.do(actions.record_restore_test, job, said)
    assert _tested(store, job) is not None
