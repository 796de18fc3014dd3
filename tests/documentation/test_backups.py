"""Backup jobs, restore tests and media in the books."""

from datetime import date, datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import backups as actions
from mspdesk.documentation.queries import backups as queries
from mspdesk.errors import UserError
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")

NIGHTLY = {
    "name": "Server image",
    "gigabytes": 2_000,
    "speed": 600,
    "window_from": 18 * 60,
    "window_to": 6 * 60,
    "every_minutes": 1_440,
}


@pytest.fixture
def job(store: Store, shop: Sample) -> int:
    """A nightly backup of the server."""
    return store.do(actions.add_backup_job, shop.brightwater, {**NIGHTLY, "device_id": shop.server})


def _job(store: Store, job: int) -> queries.JobRow:
    found = store.ask(queries.job, job)
    assert found is not None
    return found


def test_a_job_knows_whether_it_fits(store: Store, job: int) -> None:
    found = _job(store, job)
    assert (found.hours, found.window, found.fits, found.largest) == (926, 720, True, 2_592)
    assert found.device == "BWV-SRV1"
    store.do(actions.edit_backup_job, job, found.version, {"speed": 400})
    assert _job(store, job).fits is False
    store.do(actions.edit_backup_job, job, _job(store, job).version, {"speed": None})
    assert _job(store, job).fits is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"method": "stone"}, "method"),
        ({"gigabytes": 0}, "gigabytes"),
        ({"speed": -1}, "speed"),
        ({"window_to": None}, "window_to"),
        ({"offline_on": date(2026, 3, 12)}, "offline_on"),
        ({"growth": -1}, "growth"),
    ],
)
def test_a_job_refuses_by_field(
    store: Store, shop: Sample, change: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.add_backup_job, shop.brightwater, {**NIGHTLY, **change})
    assert refused.value.field == field


def test_a_job_takes_only_its_own_clients_device(store: Store, shop: Sample) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.add_backup_job, shop.kestrel, {**NIGHTLY, "device_id": shop.server})
    assert refused.value.field == "device_id"


def test_who_did_a_test_cannot_confirm_it(store: Store, shop: Sample, job: int) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.record_restore_test, job, {"item": "Charts", "verified_by_id": shop.dana})
    assert refused.value.field == "verified_by_id"
    same = {"item": "Charts", "verified_by": "dana whitlock"}
    with pytest.raises(UserError) as refused:
        store.do(actions.record_restore_test, job, same)
    assert refused.value.field == "verified_by"
    test = store.do(actions.record_restore_test, job, {"item": "Charts"})
    with pytest.raises(UserError):
        store.do(actions.confirm_restore_test, test)
    store.person_id = shop.marcus
    store.do(actions.confirm_restore_test, test)
    found = _job(store, job)
    assert found.tested is not None
    assert (found.tested.person, found.tested.confirmed) == ("Dana Whitlock", "Marcus Oduya")


def test_a_failed_restore_is_a_test_and_proves_nothing(store: Store, job: int) -> None:
    said = {"item": "Charts", "verified_by": "Ines Varga", "minutes": 190}
    store.do(actions.record_restore_test, job, {**said, "on": date(2026, 1, 20)})
    store.do(
        actions.record_restore_test, job, {**said, "on": date(2026, 2, 20), "result": "failed"}
    )
    found = _job(store, job)
    assert found.tested is not None
    assert found.proved is not None
    assert (found.tested.on, found.proved.on) == (date(2026, 2, 20), date(2026, 1, 20))
    assert found.proved.took == "3 h 10 min"
    assert not found.test_due


def test_tests_due_lists_those_never_tested_first(
    store: Store, shop: Sample, job: int, clock: datetime
) -> None:
    other = store.do(actions.add_backup_job, shop.kestrel, {"name": "Files"})
    store.do(
        actions.record_restore_test,
        job,
        {"item": "Charts", "verified_by": "Ines Varga", "on": date(2026, 1, 20)},
    )
    assert [row.id for row in store.ask(queries.restores_due)] == [other, job]
    store.do(actions.retire_backup_job, other)
    assert [row.id for row in store.ask(queries.restores_due)] == [job]


def test_a_job_is_taken_back_and_doubled(store: Store, shop: Sample, job: int) -> None:
    store.do(actions.note_offline_copy, job)
    again = store.do(actions.duplicate_backup_job, job)
    assert _job(store, again).offline_on is None
    assert _job(store, again).gigabytes == 2_000
    store.undo()
    assert [row.id for row in store.ask(queries.jobs, shop.brightwater)] == [job]


def test_media_are_weighed_once_and_a_zero_is_never_chosen(store: Store, shop: Sample) -> None:
    scores = {"capacity": 4, "speed": 4, "media_life": 0, "durability": 3}
    store.do(actions.add_form_factor, shop.brightwater, {"name": "DVD", **scores})
    store.do(actions.add_form_factor, shop.brightwater, {"name": "USB drive", "capacity": 1})
    rows = store.ask(queries.form_factors, shop.brightwater)
    assert [(row.name, row.scores.rejected) for row in rows] == [
        ("USB drive", False),
        ("DVD", True),
    ]
    with pytest.raises(UserError) as refused:
        store.do(actions.add_form_factor, shop.brightwater, {"name": "dvd"})
    assert refused.value.field == "name"
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_form_factor, rows[1].id, rows[1].version, {"chosen": True})
    assert refused.value.field == "chosen"
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_form_factor, rows[1].id, rows[1].version, {"speed": 6})
    assert refused.value.field == "speed"
