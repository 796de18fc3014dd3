"""Vendors and stock in the Clients tab by keys and fields: rooms, forms, errors, empty books."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.clients.view import ClientsView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.vendors import actions, queries
from mspdesk.vendors.printables import VENDOR
from mspdesk.vendors.view import ClientAccounts, StockRoom, VendorsRoom
from mspdesk.widgets import theme
from mspdesk.widgets.form import FieldBox, Form
from tests.bookcase import Standing

from .conftest import Room

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def room(sqlite_store: Store, standing: Standing) -> Room:
    """The shop with its vendors in a file."""
    made: Room = standing(sqlite_store)
    return made


@pytest.fixture
def desk(sqlite_store: Store, room: Room, qapp: QApplication) -> Iterator[Desk]:
    """A desk with every area, so that the rooms stand in the tab."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    made = Desk(sqlite_store, AREAS)
    yield made
    made.leave()


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> ClientsView:
    """The Clients tab, shown."""
    made = ClientsView(desk)
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    return made


def _vendors(view: ClientsView, **about: Any) -> VendorsRoom:
    view.show_place(Place("clients", do="vendors", about=about))
    room = view.room()
    assert isinstance(room, VendorsRoom)
    return room


def _stock(view: ClientsView, **about: Any) -> StockRoom:
    view.show_place(Place("clients", do="stock", about=about))
    room = view.room()
    assert isinstance(room, StockRoom)
    return room


def _form(view: ClientsView) -> Form:
    """The form in front."""
    shown = [form for form in view.findChildren(Form) if form.isVisible()]
    return max(shown, key=lambda form: len(form.findChildren(FieldBox)))


def _type(form: Form, name: str, words: str) -> None:
    entry = form.entry(name)
    entry.set_value(None)
    QTest.keyClicks(entry.field, words)


def _pick(form: Form, name: str, words: str) -> None:
    """Type into a field that looks things up and take the first."""
    field = form.entry(name).field
    field.setFocus()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_segments_turn_the_tab_and_clients_come_back(view: ClientsView, room: Room) -> None:
    assert view.segments.words()[-2:] == ["Vendors", "Stock"]
    view.segments.setFocus()
    for _ in range(2):
        QTest.keyClick(view.segments, Qt.Key.Key_Right)
    QTest.keyClick(view.segments, Qt.Key.Key_End)
    QTest.keyClick(view.segments, Qt.Key.Key_Left)
    vendors = view.room()
    assert isinstance(vendors, VendorsRoom)
    assert vendors.picker.headings() == ["Not looked at yet"]
    assert vendors.picker.titles() == ["All vendors", "Prairie Fiber", "Tern Distribution"]
    assert vendors.all.table.column("name") == ["Prairie Fiber", "Tern Distribution"]
    QTest.keyClick(view.segments, Qt.Key.Key_Home)
    assert view.room() is view.own
    assert view.page.isVisible()
    _stock(view)
    view.show_place(Place("clients", room.shop.kestrel))
    assert view.page.head.title() == "Kestrel Machine & Tool"
    assert view.segments.current() == "clients"


def test_n_adds_a_vendor_and_what_is_wrong_stands_beside_its_field(
    view: ClientsView, desk: Desk
) -> None:
    vendors = _vendors(view)
    assert view.new_here()
    form = _form(view)
    _type(form, "name", "tern distribution")
    _type(form, "portal", "https://me:secret@tern.example")
    assert not form.submit()
    assert "Passwords belong into the vault" in form.error("portal")
    _type(form, "portal", "portal.tern.example")
    assert not form.submit()
    assert form.error("name") == "There is already a vendor with this name."
    _type(form, "name", "Heron Cloud")
    assert form.submit(), form.error()
    assert vendors.vendor.head.title() == "Heron Cloud"
    assert vendors.vendor.held is not None
    assert vendors.picker.selected_key() == vendors.vendor.held.id
    assert [row.name for row in desk.ask(queries.vendors)] == [
        "Heron Cloud",
        "Prairie Fiber",
        "Tern Distribution",
    ]


def test_a_half_typed_vendor_is_taken_up_again(view: ClientsView, room: Room) -> None:
    vendors = _vendors(view, new_vendor=True)
    _type(_form(view), "name", "Heron")
    vendors.open(room.tern)
    assert vendors.vendor.isVisible()
    vendors.new()
    assert _form(view).entry("name").text() == "Heron"
    QTest.keyClick(_form(view).entry("name").field, Qt.Key.Key_Escape)
    assert vendors.vendor.isVisible()


def test_the_channel_is_looked_at_on_its_tab(view: ClientsView, room: Room, desk: Desk) -> None:
    vendors = _vendors(view, vendor_id=room.tern, tab="channel")
    form = _form(view)
    form.entry("commitment").set_value("channel_only")
    form.entry("deal_registration").set_value(True)
    _type(form, "commitment_notes", "Sells to resellers only.")
    assert form.submit(), form.error()
    assert vendors.picker.headings() == ["Channel-only", "Not looked at yet"]
    held = desk.ask(queries.vendor, room.tern)
    assert held is not None
    assert (held.commitment, held.deal_registration) == ("channel_only", True)
    vendors.open(0)
    assert vendors.all.share.value() == "100%"
    desk.undo()
    assert vendors.all.share.value() == "0%"


def test_a_half_typed_profile_waits_for_its_vendor(view: ClientsView, room: Room) -> None:
    vendors = _vendors(view, vendor_id=room.tern, tab="profile")
    _type(_form(view), "terms", "Net 45")
    vendors.open(room.prairie)
    assert _form(view).entry("terms").text() == ""
    vendors.open(room.tern)
    assert _form(view).entry("terms").text() == "Net 45"


def test_people_and_contacts_are_added_on_the_page(
    view: ClientsView, room: Room, desk: Desk
) -> None:
    vendors = _vendors(view, vendor_id=room.tern, tab="contacts")
    contacts: Any = vendors.vendor._made["contacts"]
    contacts.list.edit(None)
    form = _form(view)
    _type(form, "name", "Lee Park")
    assert form.submit(), form.error()
    vendors.vendor.open_tab("people")
    people: Any = vendors.vendor._made["people"]
    people.list.edit(None)
    form = _form(view)
    form.entry("person_id").set_value(room.shop.dana)
    form.entry("may_order").set_value(True)
    assert form.submit(), form.error()
    assert vendors.vendor.tabs.words()[:4] == [
        "Overview",
        "Contacts",
        "Client accounts",
        "Our people",
    ]
    assert desk.ask(queries.may_order, room.tern, room.shop.dana)


def test_a_clients_account_is_written_down_and_authorized_by_one_press(
    view: ClientsView, room: Room, desk: Desk, qtbot: QtBot
) -> None:
    places: list[Place] = []
    desk.asked_to_go.connect(places.append)
    view.show_place(
        Place("clients", do="accounts", about={"client_id": room.shop.kestrel, "new": True})
    )
    form = _form(view)
    assert not form.submit()
    assert form.error("vendor_id")
    form.entry("vendor_id").set_value(room.prairie)
    _type(form, "account_number", "44-2210")
    _type(form, "authorized", "Ann Bell")
    assert form.submit(), form.error()
    (part,) = (one for one in view.findChildren(ClientAccounts) if one.isVisible())
    assert part.table.column("may") == ["Not yet"]
    part.letter_button.click()
    assert part.table.column("may") == ["Letter Mar 11"]
    assert (places[-1].id, places[-1].do) == (room.shop.kestrel, "letters")
    (row,) = desk.ask(queries.accounts, client_id=room.shop.kestrel)
    assert row.callers == ("Ann Bell",)
    desk.undo()
    assert part.table.column("may") == ["Not yet"]


def test_one_button_on_a_page_begins_an_account(view: ClientsView, room: Room) -> None:
    def buttons() -> list[str]:
        found = view.findChildren(QAbstractButton)
        return [one.text() for one in found if one.isVisible() and one.text() == "New account"]

    for tab, count in (("accounts", 1), ("overview", 1), ("accounts", 1)):
        view.show_place(
            Place("clients", do="vendors", about={"vendor_id": room.prairie, "tab": tab})
        )
        assert len(buttons()) == count, tab


def test_stock_goes_in_and_out_with_the_sentence_beside_its_field(
    view: ClientsView, room: Room, desk: Desk
) -> None:
    stock = _stock(view, item_id=room.cable, do="out")
    form = _form(view)
    _type(form, "quantity", "20")
    assert not form.submit()
    assert form.error("client_id") == "Say which client it went to."
    _pick(form, "client_id", "Kes")
    assert not form.submit()
    assert "only 12 on hand" in form.error("reason")
    _type(form, "reason", "Delivery is not booked yet")
    assert form.submit(), form.error()
    assert stock.item.on_hand.value() == "-8"
    assert stock.picker.headings() == ["Running low", "Enough there"]
    stock.item.bring_in()
    form = _form(view)
    _type(form, "quantity", "30")
    assert form.submit(), form.error()
    assert stock.item.on_hand.value() == "22"
    assert stock.item.table.column("pieces") == ["+30", "-20", "+12"]
    desk.undo()
    assert stock.item.on_hand.value() == "-8"


def test_serials_are_taken_out_counted_and_a_move_reversed(
    view: ClientsView, room: Room, desk: Desk
) -> None:
    stock = _stock(view, item_id=room.switch, do="out")
    form = _form(view)
    _pick(form, "client_id", "Kes")
    _type(form, "serials", "SN-7")
    assert not form.submit()
    assert form.error("serials") == "SN-7 is not in stock. Bring it in first."
    _type(form, "serials", "SN-1")
    assert form.submit(), form.error()
    assert stock.item.table.column("serial")[0] == "SN-1"
    stock.item.table.select_first()
    stock.item.reverse_button.click()
    form = _form(view)
    _type(form, "reason", "Wrong one")
    assert form.submit(), form.error()
    assert desk.ask(queries.serials_on_hand, room.switch) == ["SN-1", "SN-2"]
    stock.item.count()
    form = _form(view)
    assert form.entry("serials").text() == "SN-1\nSN-2"
    _type(form, "serials", "SN-2")
    assert not form.submit()
    assert "1 piece more" in form.error("reason")
    _type(form, "reason", "Nowhere")
    assert form.submit(), form.error()
    assert stock.item.on_hand.value() == "1"
    assert desk.ask(queries.check_stock) == []


def test_all_stock_narrows_to_what_runs_low_and_prints_its_sheet(
    view: ClientsView, room: Room, desk: Desk
) -> None:
    used = {"quantity": 5, "kind": "used", "client_id": room.shop.kestrel}
    desk.do(actions.take_out, room.cable, used)
    stock = _stock(view, all=True)
    assert stock.all.table.column("code") == ["CAT6-2M", "SW-8"]
    stock.all.only.choose("short")
    assert stock.all.table.column("code") == ["CAT6-2M"]
    exported: list[tuple[Any, ...]] = []
    desk.asked_to_export.connect(lambda *what: exported.append(what))
    stock.all.export()
    assert (exported[0][0], len(exported[0][2])) == ("Stock", 1)
    printed: list[tuple[Any, ...]] = []
    desk.asked_to_print.connect(lambda *what: printed.append(what))
    view.print_shown()
    assert printed[0][2] == "Stock count sheet"
    stock.all.table.setFocus()
    stock.all.table.select_first()
    QTest.keyClick(stock.all.table, Qt.Key.Key_Return)
    assert stock.item.head.title() == "Patch cable 2 m"


def test_copies_are_begun_and_old_ones_retired(view: ClientsView, room: Room, desk: Desk) -> None:
    vendors = _vendors(view, vendor_id=room.tern)
    vendors.vendor.duplicate()
    assert vendors.vendor.head.title() == "Tern Distribution (copy)"
    entries = [one for one in vendors.vendor._more() if one is not None]
    retire = dict(entries)["Retire vendor"]
    retire()
    assert vendors.picker.headings() == ["Not looked at yet", "Retired"]
    stock = _stock(view, item_id=room.cable)
    entries = [one for one in stock.item._more() if one is not None]
    said: list[Any] = []
    desk.said.connect(said.append)
    dict(entries)["Retire item"]()
    assert "Take them out first" in said[-1].words
    stock.item.duplicate()
    assert _form(view).entry("code").text() == "CAT6-2M (copy)"


def test_ctrl_p_prints_the_sheet_of_the_vendor_that_is_shown(
    view: ClientsView, desk: Desk, room: Room
) -> None:
    printed: list[Any] = []
    desk.asked_to_print.connect(lambda *what: printed.append(what))
    vendors = _vendors(view, vendor_id=room.prairie)
    view.print_shown()
    assert printed == [(VENDOR, room.prairie, "Vendor sheet Prairie Fiber")]
    vendors.open(0)
    view.print_shown()
    assert len(printed) == 1


def test_empty_rooms_say_what_they_are_for(
    sqlite_store: Store, room: Room, desk: Desk, view: ClientsView
) -> None:
    with sqlite_store.step("Empty") as session:
        from mspdesk.vendors.models import StockItem, StockMove, Vendor, VendorAccount

        for model in (StockMove, StockItem, VendorAccount, Vendor):
            for row in session.query(model).all():
                session.delete(row)
            session.flush()
    vendors = _vendors(view)
    assert vendors.page.isVisible()
    assert vendors.side.empty.isVisible()
    assert vendors.side.empty.words()[0] == "No vendors yet"
    stock = _stock(view)
    assert stock.side.empty.isVisible()
    assert stock.side.empty.words()[0] == "Nothing in stock yet"


def test_the_keyboard_goes_along_when_the_room_is_left(view: ClientsView, room: Room) -> None:
    view.activateWindow()
    vendors = _vendors(view, vendor_id=room.tern)
    vendors.picker.rows.setFocus()
    view.show_place(Place("clients", room.shop.kestrel))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert view.picker.isAncestorOf(focused)
