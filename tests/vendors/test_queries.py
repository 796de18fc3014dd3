"""What lists, the search and Today answer about vendors and stock, on both kinds of books."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.dates import today
from mspdesk.desk.area import Period
from mspdesk.exchange.columns import plain_value
from mspdesk.letters import queries as letters
from mspdesk.money import USD
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.vendors import actions, queries
from mspdesk.vendors.offers import find_stock, find_vendors, short_today
from mspdesk.vendors.printables import COUNT, PAPERS
from mspdesk.vendors.queries.lists import ACCOUNTS
from mspdesk.vendors.reports import short_rows, stack_glance
from tests.printing.pdftext import text_of

from .conftest import Room

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize("words", ["tern d", "V0002", "qf-11"])
def test_a_vendor_is_found_by_name_number_or_account(store: Store, room: Room, words: str) -> None:
    (hit,) = store.ask(find_vendors, words, 5)
    assert (hit.title, hit.detail) == ("Tern Distribution", "Distributor")
    assert (hit.place.area, hit.place.do) == ("clients", "vendors")
    assert hit.place.about == {"vendor_id": room.tern}


@pytest.mark.parametrize("words", ["sw-8", "8 ports", "sn-2"])
def test_a_thing_in_stock_is_found_by_code_name_or_serial(
    store: Store, room: Room, words: str
) -> None:
    (hit,) = store.ask(find_stock, words, 5)
    assert (hit.title, hit.detail) == ("Switch, 8 ports", "SW-8, 2 on hand")


@pytest.mark.parametrize("words", ["%%", "__", "s"])
def test_signs_in_a_search_are_only_signs(store: Store, room: Room, words: str) -> None:
    assert store.ask(find_vendors, words, 5) == []
    assert store.ask(find_stock, words, 5) == []


def test_retired_vendors_are_found_last(store: Store, room: Room) -> None:
    store.do(actions.duplicate_vendor, room.tern)
    store.do(actions.retire_vendor, room.tern)
    names = [row.name for row in store.ask(queries.search_vendors, "tern")]
    assert names == ["Tern Distribution (copy)", "Tern Distribution"]


def test_names_come_by_id_in_their_order(store: Store, room: Room) -> None:
    assert store.ask(queries.vendor_names) == {
        room.prairie: "Prairie Fiber",
        room.tern: "Tern Distribution",
    }


def test_accounts_are_seen_from_the_client_and_from_the_vendor(store: Store, room: Room) -> None:
    other = store.do(
        actions.add_account,
        {
            "client_id": room.shop.kestrel,
            "vendor_id": room.prairie,
            "support_phone": "800-555-0199",
        },
    )
    at_vendor = store.ask(queries.accounts, vendor_id=room.prairie)
    assert [(row.client, row.support_phone) for row in at_vendor] == [
        ("Brightwater Veterinary", "800-555-0133"),
        ("Kestrel Machine & Tool", "800-555-0199"),
    ]
    (of_client,) = store.ask(queries.accounts, client_id=room.shop.brightwater)
    assert (of_client.vendor, of_client.callers) == (
        "Prairie Fiber",
        ("Ines Varga", "Dr. Tom Kessel"),
    )
    store.do(actions.retire_account, other)
    assert len(store.ask(queries.accounts, vendor_id=room.prairie, in_use=True)) == 1
    assert store.ask(queries.account_count, room.shop.kestrel) == 0


def test_what_runs_low_stands_on_today_and_in_the_report(store: Store, room: Room) -> None:
    assert store.ask(short_today, None, today()) == []
    used = {"quantity": 5, "kind": "used", "client_id": room.shop.kestrel}
    store.do(actions.take_out, room.cable, used)
    (row,) = store.ask(short_today, None, today())
    assert (row.title, row.detail) == ("Patch cable 2 m", "7 on hand, at least 10")
    period = Period(date(2026, 3, 11), date(2026, 3, 11))
    assert [one.code for one in store.ask(short_rows, period, {})] == ["CAT6-2M"]
    sums = store.ask(queries.stock_sums)
    assert (sums.items, sums.short, sums.value) == (2, 1, 7 * 240 + 2 * 8_900)


def test_an_empty_stack_is_said_by_nothing(store: Store, room: Room) -> None:
    store.do(actions.retire_vendor, room.tern)
    period = Period(date(2026, 3, 11), date(2026, 3, 11))
    assert store.ask(stack_glance, period, {}, []) == []
    assert [row.share for row in store.ask(queries.stack_rows)] == [0] * 5


def test_every_list_leaves_the_program_with_plain_values(store: Store, room: Room) -> None:
    from mspdesk.vendors.view import columns

    store.do(actions.add_contact, room.tern, {"name": "Lee Park"})
    store.do(actions.allow_person, room.tern, room.shop.dana, may_order=True)
    lists: tuple[tuple[tuple[object, ...], list[object]], ...] = (
        (columns.VENDORS, [*store.ask(queries.vendors)]),
        (columns.CONTACTS, [*store.ask(queries.vendor_contacts, room.tern)]),
        (columns.PEOPLE, [*store.ask(queries.our_people, room.tern)]),
        (ACCOUNTS, [*store.ask(queries.accounts)]),
        (columns.items(USD), [*store.ask(queries.items)]),
        (columns.moves(USD), [*store.ask(queries.moves)]),
    )
    for shape, rows in lists:
        assert rows
        for row in rows:
            assert all(isinstance(_plain(column, row), str) for column in shape)
    first = store.ask(queries.accounts)[0]
    said = {column.title: _plain(column, first) for column in ACCOUNTS}
    assert said["Authorized callers"] == "Ines Varga, Dr. Tom Kessel"
    assert said["We may call"] == "no"


def _plain(column: object, row: object) -> str:
    from mspdesk.exchange.columns import OutColumn

    assert isinstance(column, OutColumn)
    return plain_value(column.kind, column.value(row))


def test_the_count_sheet_has_every_item_by_place_with_its_serials(store: Store, room: Room) -> None:
    document = store.ask(queries.count_document, 0)
    assert [(place, [row.code for row in rows]) for place, rows in document.places] == [
        ("Shelf A", ["CAT6-2M"]),
        ("", ["SW-8"]),
    ]
    text = text_of(render(COUNT, document, Paper.LETTER))
    for words in ("Stock count", "Shelf A", "No place written down", "SN-1", "SN-2", "Counted by"):
        assert words in text
    assert store.ask(PAPERS[0].find, "") == 0


def test_an_empty_room_prints_a_sheet_as_well(store: Store, room: Room) -> None:
    for item, serials in ((room.cable, ""), (room.switch, "")):
        found = {"counted": 0, "serials": serials, "reason": "Sold the room"}
        store.do(actions.count_item, item, found)
        store.do(actions.retire_item, item)
    text = text_of(render(COUNT, store.ask(queries.count_document, 0), Paper.A4))
    assert "There is nothing in stock." in text


def test_signs_of_other_languages_are_only_text_on_paper(store: Store, room: Room) -> None:
    hostile = "<b>Tern</b> {client.name} & =1+1"
    vendor = store.do(actions.add_vendor, {"name": hostile, "address": "<i>1 Road</i>"})
    account = store.do(
        actions.add_account,
        {"client_id": room.shop.kestrel, "vendor_id": vendor, "account_number": "{today}"},
    )
    letter = store.ask(letters.letter_page, store.do(actions.write_authorization, account))
    assert f"To {hostile}, customer service:" in letter.body
    assert "Our account with you is {today}." in letter.body
    assert letter.addressee == f"{hostile}\n<i>1 Road</i>"
    store.do(actions.add_item, {"code": "<br/>", "name": hostile, "place": "&amp;"})
    text = text_of(render(COUNT, store.ask(queries.count_document, 0), Paper.LETTER))
    for words in ("<br/>", "<b>Tern</b>", "{client.name}", "&amp;"):
        assert words in text
