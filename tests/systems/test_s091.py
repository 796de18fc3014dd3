"""S091: a full copy goes offline and is never overwritten; its media are in the budget."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import backups as actions
from mspdesk.documentation.queries import backups as queries
from mspdesk.recovery.reports import _media_totals, media_rows, offline_rows
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

pytestmark = [pytest.mark.system(91), pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The small shop of all tests."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing) -> Sample:
    """The small shop on both kinds of books."""
    made: Sample = standing(store)
    return made


def test_a_drive_of_150_retired_a_month_is_1800_a_year(store: Store, shop: Sample) -> None:
    said = {"name": "Image", "offline_media": "2 TB drive", "media_cost": 15_000}
    made = store.do(actions.add_backup_job, shop.brightwater, {**said, "media_a_year": 12})
    found = store.ask(queries.job, made)
    assert found is not None
    assert found.media_year == 180_000
    rows = store.ask(media_rows, None, {})  # type: ignore[arg-type]  # the period says nothing here
    assert _media_totals(rows) == {"retired": 12, "cost": 180_000}


def test_clients_without_an_offline_full_copy_are_listed(store: Store, shop: Sample) -> None:
    client = shop.brightwater
    everybody = {shop.kestrel, client}

    def listed() -> dict[int, str]:
        return {row.client_id: row.words for row in store.ask(queries.offline_missing)}

    assert set(listed()) == everybody
    made = store.do(actions.add_backup_job, client, {"name": "Image", "offline_every": "month"})
    assert listed()[client] == "No full copy goes offline"
    store.do(actions.note_offline_copy, made)
    assert set(listed()) == everybody - {client}
    found = store.ask(queries.job, made)
    assert found is not None
    store.do(actions.edit_backup_job, made, found.version, {"offline_on": date(2026, 1, 2)})
    assert listed()[client] == "The offline copy is overdue"
    rows = store.ask(offline_rows, None, {"client": client})  # type: ignore[arg-type]  # as above
    assert [row.words for row in rows] == ["The offline copy is overdue"]
