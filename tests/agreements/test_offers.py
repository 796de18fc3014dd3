"""What agreements tell the palette and Today."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.agreements import actions, offers
from mspdesk.database.store import Store
from tests.sample import Sample

from .made import draft, held

pytestmark = pytest.mark.usefixtures("clock")


def test_an_agreement_is_found_by_number_plan_and_client(store: Store, shop: Sample) -> None:
    for text in ("a0001", "Gold", "bright"):
        (hit,) = store.ask(offers.find_agreements, text, 5)
        assert (hit.title, hit.place.id) == ("Gold, Brightwater Veterinary", shop.gold)
    assert store.ask(offers.find_agreements, "a", 5) == []
    assert store.ask(offers.find_agreements, "100%", 5) == []


def test_today_names_terms_that_end_within_thirty_days(store: Store, shop: Sample) -> None:
    assert store.ask(offers.renewals_due, None, date(2026, 3, 11)) == []
    soon = date(2026, 9, 5)
    with dates.frozen(datetime(2026, 9, 5, 9)):
        (row,) = store.ask(offers.renewals_due, None, soon)
        assert row.detail == "Gold ends Sep 30"
        assert row.place.id == shop.gold
        store.do(actions.prepare_renewal, shop.gold, held(store, shop.gold).version)
        assert store.ask(offers.renewals_due, None, soon) == []


def test_today_names_what_was_sent_and_never_signed(store: Store, shop: Sample) -> None:
    made = draft(store, shop.kestrel)
    store.do(actions.send, made, held(store, made).version, date(2026, 3, 11), date(2026, 3, 10))
    assert store.ask(offers.waiting, None, date(2026, 3, 11)) == []
    with dates.frozen(datetime(2026, 3, 25, 9)):
        (row,) = store.ask(offers.waiting, None, date(2026, 3, 25))
    assert row.detail == "A0002: sent, not signed yet, Mar 11"


def test_a_client_counts_its_agreements(store: Store, shop: Sample) -> None:
    assert store.ask(offers.agreement_count, shop.brightwater) == 1
    assert store.ask(offers.agreement_count, shop.kestrel) == 0
