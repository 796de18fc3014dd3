"""The vendor sheet on paper: whom to call and who may, and nothing that is secret."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.people.queries import people
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.vendors import actions, queries
from mspdesk.vendors.printables import VENDOR
from tests.printing.pdftext import pages_of, text_of
from tests.snapshots.compare import compare_snapshot

from .conftest import Room

pytestmark = pytest.mark.usefixtures("clock")


def filled(store: Store, room: Room) -> None:
    """Prairie Fiber with everything a sheet can say."""
    row = store.ask(queries.vendor, room.prairie)
    assert row is not None
    channel = {
        "commitment": "direct",
        "commitment_on": date(2025, 11, 13),
        "poaches": True,
        "commitment_notes": "Promised to ask us first.",
    }
    store.do(actions.look_at_channel, row.id, row.version, channel)
    contact = {"name": "Lena Ortiz", "role": "Repairs", "phone": "800-555-0134"}
    store.do(actions.add_contact, room.prairie, contact)
    dana = store.ask(people)[0]
    store.do(actions.allow_person, room.prairie, dana.id, may_order=True)
    account = store.ask(queries.accounts, vendor_id=room.prairie)[0]
    secret = {
        "pin_hint": "Vault item PF-9",
        "notes": "PIN 4711",
        "contract_until": date(2027, 6, 1),
    }
    store.do(actions.edit_account, account.id, account.version, secret)


def test_the_sheet_of_a_carrier(store: Store, room: Room) -> None:
    filled(store, room)
    for paper in Paper:
        pdf = prepare(VENDOR, store.ask(VENDOR.gather, room.prairie), paper).pdf
        assert len(pages_of(pdf)) == 1
        text = text_of(pdf)
        for said in ("800-555-0133", "Day and night", "Dr. Tom Kessel", "44-0187", "Lena Ortiz"):
            assert said in text, said
        for secret in ("4711", "PF-9"):
            assert secret not in text, secret
        if paper is Paper.LETTER:
            compare_snapshot(text, "vendors/vendor-sheet")


def test_the_sheet_of_somebody_nobody_knows_yet(store: Store, room: Room) -> None:
    made = store.do(actions.add_vendor, {"name": "Loon Creek"})
    text = text_of(prepare(VENDOR, store.ask(VENDOR.gather, made), Paper.LETTER).pdf)
    for said in ("No client has an account here.", "Nobody is written down yet.", "Not looked at"):
        assert said in text, said


def test_a_vendor_with_many_accounts_goes_on_over_pages(store: Store, room: Room) -> None:
    for n in range(60):
        details = {"client_id": room.shop.kestrel, "vendor_id": room.tern, "what": f"Line {n}"}
        store.do(actions.add_account, details)
    pages = pages_of(prepare(VENDOR, store.ask(VENDOR.gather, room.tern), Paper.LETTER).pdf)
    assert len(pages) > 1
    assert all(f"Line {n}" in "".join(pages) for n in range(60))


def test_a_vendor_is_found_by_number_or_name(store: Store, room: Room) -> None:
    row = store.ask(queries.vendor, room.prairie)
    assert row is not None
    for text in (row.number, f" {row.name.upper()} "):
        assert store.ask(queries.find_vendor, text) == room.prairie
    with pytest.raises(UserError, match="number or name"):
        store.ask(queries.find_vendor, "Nobody")
