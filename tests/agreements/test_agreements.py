"""Agreements as plain records: what is refused, and which one is in force on a day."""

from datetime import date

import pytest

from mspdesk.agreements import actions, queries
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")


def test_numbers_go_on_and_the_newest_stands_first(store: Store, shop: Sample) -> None:
    store.do(actions.add_agreement, shop.brightwater, "hourly", date(2026, 10, 1))
    rows = store.ask(queries.agreements_of, shop.brightwater)
    assert [(row.number, row.title) for row in rows] == [("A0002", "Hourly"), ("A0001", "Gold")]
    assert rows[1].words == "Gold, to Sep 30, 2026"


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2025, 9, 30), None),
        (date(2025, 10, 1), "A0001"),
        (date(2026, 9, 30), "A0001"),
        (date(2026, 10, 1), None),
    ],
)
def test_an_agreement_is_in_force_from_its_first_to_its_last_day(
    store: Store, shop: Sample, day: date, number: str | None
) -> None:
    held = store.ask(queries.in_force, shop.brightwater, day)
    assert (held.number if held else None) == number
    by_client = store.ask(queries.active_by_client, day)
    assert (shop.brightwater in by_client) == (number is not None)


def test_the_later_of_two_is_in_force(store: Store, shop: Sample) -> None:
    agreed = {"plan": "New", "state": "active", "signed_on": date(2026, 2, 1)}
    agreed["signer_theirs"] = "Tom Kessel"
    store.do(actions.add_agreement, shop.brightwater, "managed", date(2026, 3, 1), agreed)
    held = store.ask(queries.in_force, shop.brightwater)
    assert held is not None
    assert held.title == "New"
    assert store.ask(queries.active_by_client)[shop.brightwater].title == "New"


def test_a_draft_or_a_promise_of_silence_is_no_agreement_to_work_under(
    store: Store, shop: Sample
) -> None:
    store.do(actions.add_agreement, shop.kestrel, "managed", date(2026, 1, 1))
    store.do(actions.add_agreement, shop.kestrel, "nda", date(2026, 1, 1))
    assert store.ask(queries.in_force, shop.kestrel) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "handshake"),
        ("bucket", "barrel"),
        ("end_on", date(2025, 1, 1)),
        ("monthly_fee", -1),
        ("included_minutes", -1),
        ("rate", -1),
        ("factor", 9_999),
        ("increment_minutes", -5),
    ],
)
def test_what_is_wrong_with_an_agreement_is_named(
    store: Store, shop: Sample, field: str, value: object
) -> None:
    before = store.ask(queries.agreement, shop.gold)
    assert before is not None
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_agreement, shop.gold, before.version, {field: value})
    assert refused.value.field == field
    assert store.ask(queries.agreement, shop.gold) == before


def test_a_refused_agreement_takes_no_number(store: Store, shop: Sample) -> None:
    with pytest.raises(UserError):
        store.do(actions.add_agreement, shop.kestrel, "handshake", date(2026, 1, 1))
    made = store.do(actions.add_agreement, shop.kestrel, "hourly", date(2026, 1, 1))
    row = store.ask(queries.agreement, made)
    assert row is not None
    assert row.number == "A0002"
