"""Clients, sites, contacts and talks: what is refused and what follows, on both kinds of books."""

from datetime import date
from typing import Any

import pytest

from mspdesk.clients import actions, queries, rules
from mspdesk.clients.queries import ClientDetail, ContactRow
from mspdesk.clients.rules import Status
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from tests.sample import SHOP, Sample

pytestmark = pytest.mark.usefixtures("clock")


def _client(store: Store, client_id: int) -> ClientDetail:
    found = store.ask(queries.client, client_id)
    assert found is not None
    return found


def _contact(store: Store, client_id: int, first: str) -> ContactRow:
    return next(c for c in store.ask(queries.contacts, client_id) if c.first_name == first)


def test_clients_are_numbered_from_our_own_company_on(store: Store, shop: Sample) -> None:
    rows = {row.name: row.number for row in store.ask(queries.clients)}
    assert rows == {
        SHOP: "C0001",
        "Kestrel Machine & Tool": "C0002",
        "Brightwater Veterinary": "C0003",
        "Old Mill Brewing": "C0004",
    }


def test_a_client_we_work_for_has_accepted_terms(store: Store, shop: Sample) -> None:
    assert _client(store, shop.kestrel).hourly_terms_on == date(2021, 2, 1)
    mill = _client(store, shop.oldmill)
    assert (mill.status, mill.hourly_terms_on) == ("prospect", None)


@pytest.mark.parametrize("name", ["kestrel machine & tool", "  KESTREL Machine & Tool "])
def test_a_name_is_used_once(store: Store, shop: Sample, name: str) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.add_client, name)
    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "Brightwater VETERINARY"),
        ("billing_email", "ap at kestrel"),
        ("billing_email", "ap@kestrel"),
        ("rate", -1),
        ("trip_charge", -1),
        ("terms_days", -1),
    ],
)
def test_what_is_wrong_with_a_client_is_named(
    store: Store, shop: Sample, field: str, value: object
) -> None:
    before = _client(store, shop.kestrel)
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_client, shop.kestrel, before.version, {field: value})
    assert refused.value.field == field
    assert _client(store, shop.kestrel) == before


def test_what_the_program_keeps_is_not_editable(store: Store, shop: Sample) -> None:
    version = _client(store, shop.kestrel).version
    for name in ("number", "status", "internal", "nonsense"):
        with pytest.raises(AttributeError):
            store.do(actions.edit_client, shop.kestrel, version, {name: "x"})


def test_two_who_change_one_client_are_told(store: Store, shop: Sample) -> None:
    version = _client(store, shop.kestrel).version
    store.do(actions.edit_client, shop.kestrel, version, {"city": "Peoria"})
    with pytest.raises(Conflict):
        store.do(actions.edit_client, shop.kestrel, version, {"city": "Chicago"})
    assert _client(store, shop.kestrel).city == "Peoria"


# Status.


def test_a_client_goes_from_prospect_to_former_and_back(store: Store, shop: Sample) -> None:
    mill = shop.oldmill
    store.do(actions.change_status, mill, "assessed")
    store.do(actions.change_status, mill, "proposed")
    with pytest.raises(UserError) as refused:
        store.do(actions.change_status, mill, "active")
    assert refused.value.field == "hourly_terms_on"
    version = _client(store, mill).version
    store.do(actions.edit_client, mill, version, {"hourly_terms_on": date(2026, 3, 1)})
    for status in ("active", "notice", "offboarding", "former"):
        store.do(actions.change_status, mill, status)
    assert _client(store, mill).until_on == date(2026, 3, 11)
    assert mill not in [row.id for row in store.ask(queries.clients)]
    assert mill in [row.id for row in store.ask(queries.clients, all_of_them=True)]
    store.do(actions.change_status, mill, "prospect")
    assert _client(store, mill).until_on is None


def test_a_leap_over_statuses_is_refused(store: Store, shop: Sample) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.change_status, shop.kestrel, "former")
    assert refused.value.field == "status"


def test_declining_asks_why_and_keeps_it_as_a_talk(store: Store, shop: Sample) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.change_status, shop.oldmill, "declined", " ")
    assert refused.value.field == "reason"
    store.do(actions.change_status, shop.oldmill, "declined", "Wanted a 40 % discount")
    (talk,) = store.ask(queries.talks, shop.oldmill)
    assert (talk.text, talk.person) == ("Wanted a 40 % discount", "Dana Whitlock")


def test_every_status_has_words_and_a_way_on() -> None:
    assert set(rules.WORDS) == set(rules.NEXT) == set(Status)
    assert all(ways for ways in rules.NEXT.values())


# Contacts and sites.


def test_the_first_contact_and_site_are_the_main_ones(store: Store, shop: Sample) -> None:
    people = store.ask(queries.contacts, shop.brightwater)
    assert [(c.name, c.main, c.billing) for c in people] == [
        ("Ines Varga", True, True),
        ("Tom Kessel", False, False),
    ]
    sites = store.ask(queries.sites, shop.brightwater)
    assert [(s.name, s.main) for s in sites] == [
        ("Main clinic", True),
        ("Large-animal barn", False),
    ]


def test_there_is_one_main_and_one_billing_contact(store: Store, shop: Sample) -> None:
    tom = _contact(store, shop.brightwater, "Tom")
    store.do(actions.edit_contact, tom.id, tom.version, {"main": True, "billing": True})
    ines = _contact(store, shop.brightwater, "Ines")
    assert (ines.main, ines.billing) == (False, False)
    assert store.ask(queries.contacts_of, shop.brightwater)[0].name == "Tom Kessel"


def test_a_contact_added_for_billing_takes_it_over(store: Store, shop: Sample) -> None:
    store.do(actions.add_contact, shop.brightwater, {"first_name": "Rosa", "billing": True})
    billing = [c.name for c in store.ask(queries.contacts, shop.brightwater) if c.billing]
    assert billing == ["Rosa"]


def test_another_client_keeps_its_main_contact(store: Store, shop: Sample) -> None:
    store.do(actions.add_contact, shop.kestrel, {"first_name": "Ada", "billing": True})
    assert _contact(store, shop.brightwater, "Ines").billing


def test_somebody_who_left_is_no_main_contact_and_stands_last(store: Store, shop: Sample) -> None:
    ines = _contact(store, shop.brightwater, "Ines")
    store.do(actions.edit_contact, ines.id, ines.version, {"active": False})
    people = store.ask(queries.contacts, shop.brightwater)
    assert [(c.name, c.active) for c in people] == [("Tom Kessel", True), ("Ines Varga", False)]
    assert [c.name for c in store.ask(queries.contacts_of, shop.brightwater)] == ["Tom Kessel"]


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"first_name": " "}, "first_name"),
        ({"first_name": "A", "email": "a@b"}, "email"),
        ({"first_name": "A", "emergency": 4}, "emergency"),
        ({"first_name": "A", "may_spend": -1}, "may_spend"),
    ],
)
def test_what_is_wrong_with_a_contact_is_named(
    store: Store, shop: Sample, details: dict[str, Any], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.add_contact, shop.kestrel, details)
    assert refused.value.field == field
    assert store.ask(queries.contacts, shop.kestrel) == []


def test_a_site_without_a_name_is_refused(store: Store, shop: Sample) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.add_site, shop.kestrel, {"city": "Rockford"})
    assert refused.value.field == "name"


# Search.


@pytest.mark.parametrize(
    "words", ["kest", "MACHINE", "c0002", "8155550120", "815-555", "(815) 555 01"]
)
def test_a_client_is_found_by_name_number_or_phone(store: Store, shop: Sample, words: str) -> None:
    assert [row.id for row in store.ask(queries.choose_client, words)] == [shop.kestrel]


def test_names_that_begin_with_it_stand_first(store: Store, shop: Sample) -> None:
    store.do(actions.add_client, "Ashmill Dairy")
    found = [row.name for row in store.ask(queries.choose_client, "mill")]
    assert found == ["Ashmill Dairy", "Old Mill Brewing"]
    store.do(actions.add_client, "Mill Lane Dental")
    assert store.ask(queries.choose_client, "mill")[0].name == "Mill Lane Dental"


@pytest.mark.parametrize("words", ["varga", "ines v", "5550142", "555-01 42", "ines@bright"])
def test_a_contact_is_found_whatever_the_spacing(store: Store, shop: Sample, words: str) -> None:
    (hit,) = store.ask(queries.search_contacts, words)
    assert (hit.name, hit.client) == ("Ines Varga", "Brightwater Veterinary")


def test_a_mobile_number_is_found_too(store: Store, shop: Sample) -> None:
    (hit,) = store.ask(queries.search_contacts, "507 555 0143")
    assert (hit.name, hit.phone) == ("Tom Kessel", "507.555.0143")


def test_signs_in_a_search_are_only_signs(store: Store, shop: Sample) -> None:
    assert store.ask(queries.choose_client, "%") == []
    assert store.ask(queries.search_contacts, "__") == []


# Talks.


def test_a_talk_needs_words_and_a_later_next_day(store: Store, shop: Sample) -> None:
    day = date(2026, 3, 11)
    with pytest.raises(UserError) as refused:
        store.do(actions.add_talk, shop.kestrel, day, "  ")
    assert refused.value.field == "text"
    with pytest.raises(UserError) as refused:
        store.do(actions.add_talk, shop.kestrel, day, "Budget", date(2026, 3, 10))
    assert refused.value.field == "next_on"


def test_the_newest_talk_of_each_client_says_when_to_talk_again(store: Store, shop: Sample) -> None:
    store.do(actions.add_talk, shop.kestrel, date(2026, 2, 1), "Budget", date(2026, 3, 12))
    store.do(actions.add_talk, shop.brightwater, date(2026, 3, 1), "Barn", date(2026, 3, 20))
    # An earlier talk that is written down later changes nothing.
    store.do(actions.add_talk, shop.brightwater, date(2026, 1, 5), "Old", date(2026, 1, 20))
    due = store.ask(queries.next_talks, date(2026, 3, 25))
    assert [(t.client, t.next_on) for t in due] == [
        ("Kestrel Machine & Tool", date(2026, 3, 12)),
        ("Brightwater Veterinary", date(2026, 3, 20)),
    ]
    store.do(actions.add_talk, shop.kestrel, date(2026, 3, 11), "Done, no next one")
    assert [t.client for t in store.ask(queries.next_talks, date(2026, 3, 25))] == [
        "Brightwater Veterinary"
    ]


# Fact sheet.


def test_a_client_is_named_by_number_name_or_part_of_it(store: Store, shop: Sample) -> None:
    from mspdesk.clients.printables import find_client

    assert store.ask(find_client, "C0002") == shop.kestrel
    assert store.ask(find_client, "bright") == shop.brightwater
    with pytest.raises(UserError):
        store.ask(find_client, "nobody")
    store.do(actions.add_client, "Brightwood Dental")
    with pytest.raises(UserError, match="Brightwater Veterinary, Brightwood Dental"):
        store.ask(find_client, "bright")
