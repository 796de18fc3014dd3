"""Devices: what may be written down, how lists and the search answer, on both kinds of books."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation import actions, queries
from mspdesk.documentation.offers import find_devices
from mspdesk.errors import Conflict, UserError
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("kind", "toaster"),
        ("ip", "192.168.1.300"),
        ("ip", "server1"),
        ("mac", "02:1a:2b:3c:4d"),
        ("warranty_until", date(2020, 1, 1)),
    ],
)
def test_what_is_wrong_with_a_device_is_named(
    store: Store, shop: Sample, field: str, value: object
) -> None:
    before = store.ask(queries.device, shop.server)
    assert before is not None
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_device, shop.server, before.version, {field: value})
    assert refused.value.field == field
    assert store.ask(queries.device, shop.server) == before


def test_addresses_of_both_families_are_taken(store: Store, shop: Sample) -> None:
    details = {"name": "R1", "ip": "fe80::1", "mac": "02-1A-2b-3c-4d-5e"}
    device = store.ask(queries.device, store.do(actions.add_device, shop.kestrel, details))
    assert device is not None
    assert (device.kind, device.owner) == ("workstation", "client")


def test_a_retired_device_leaves_the_list_not_the_books(store: Store, shop: Sample) -> None:
    assert store.ask(queries.device_count, shop.brightwater) == 2
    store.do(actions.retire_device, shop.server)
    assert [d.name for d in store.ask(queries.devices_of, shop.brightwater)] == ["BWV-EXAM2"]
    every = store.ask(queries.devices_of, shop.brightwater, retired=True)
    assert [d.retired_on for d in every] == [None, date(2026, 3, 11)]
    assert store.ask(queries.device_count, shop.brightwater) == 1


def test_two_who_change_one_device_are_told(store: Store, shop: Sample) -> None:
    held = store.ask(queries.device, shop.server)
    assert held is not None
    store.do(actions.edit_device, shop.server, held.version, {"place": "Rack"})
    with pytest.raises(Conflict):
        store.do(actions.edit_device, shop.server, held.version, {"place": "Shelf"})


@pytest.mark.parametrize("words", ["srv1", "fx-204", "168.100.110", "poweredge"])
def test_a_device_is_found_by_what_stands_on_it(store: Store, shop: Sample, words: str) -> None:
    (hit,) = store.ask(find_devices, words, 5)
    assert hit.title == "BWV-SRV1"
    assert hit.detail == "Brightwater Veterinary, Server"
    assert (hit.place.id, hit.place.do) == (shop.brightwater, "device")


def test_signs_in_a_search_are_only_signs(store: Store, shop: Sample) -> None:
    assert store.ask(queries.search_devices, "%%") == []
    assert store.ask(queries.search_devices, "__") == []
    assert store.ask(queries.search_devices, "k") == []


def test_retired_devices_are_found_last(store: Store, shop: Sample) -> None:
    store.do(actions.retire_device, shop.server)
    names = [hit.name for hit in store.ask(queries.search_devices, "bwv")]
    assert names == ["BWV-EXAM2", "BWV-SRV1"]
