"""The Clients tab by its keys and fields: picker, forms, what waits for its client, empty books."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from mspdesk.app.areas import AREAS
from mspdesk.clients import actions, queries
from mspdesk.clients.view import ClientsView
from mspdesk.clients.view.forms import ClientForm
from mspdesk.clients.view.profile import ProfilePart
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.exchange import export
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.form import FieldBox, Form
from tests.bookcase import Standing
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def shop(sqlite_store: Store, standing: Standing) -> Sample:
    """The small shop in a file."""
    made: Sample = standing(sqlite_store)
    return made


@pytest.fixture
def desk(sqlite_store: Store, shop: Sample, qapp: QApplication) -> Iterator[Desk]:
    """A desk with every area, so that their panels stand on the page."""
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


def _form(view: ClientsView) -> Form:
    """The form in front: the largest of those that can be seen."""
    shown = [form for form in view.findChildren(Form) if form.isVisible()]
    return max(shown, key=lambda form: len(form.findChildren(FieldBox)))


def _type(form: Form, name: str, words: str) -> None:
    entry = form.entry(name)
    entry.set_value(None)
    QTest.keyClicks(entry.field, words)


def test_a_new_ticket_is_the_first_button_where_a_tab_has_none_of_its_own(
    view: ClientsView, shop: Sample
) -> None:
    view.show_place(Place("clients", shop.kestrel))
    new = next(b for b in view.findChildren(Button) if b.text() == "New ticket" and b.isVisible())
    kinds = {}
    for tab in ("overview", "sites", "tickets"):
        view.show_place(Place("clients", shop.kestrel, tab))
        kinds[tab] = new.kind()
    assert kinds == {"overview": "primary", "sites": "default", "tickets": "primary"}


def test_clients_stand_by_name_prospects_and_our_own_company_apart(view: ClientsView) -> None:
    assert view.picker.titles() == [
        "Brightwater Veterinary",
        "Kestrel Machine & Tool",
        "Old Mill Brewing",
        "Quillfeather IT, LLC",
    ]
    assert view.picker.headings() == ["Prospects", "Our own company"]
    assert view.page.head.title() == "Brightwater Veterinary"


def test_the_page_has_its_tabs_in_order_with_counts(view: ClientsView, shop: Sample) -> None:
    expected = [
        "Overview",
        "Sites",
        "Contacts",
        "Devices",
        "Vendors",
        "Documentation",
        "Tickets",
        "Agreement",
        "Money",
        "Letters",
        "Talks",
        "Profile",
    ]
    assert [one for one in view.page.tabs.words() if one in expected] == expected


def test_a_new_client_is_added_and_shown(view: ClientsView, desk: Desk) -> None:
    view.show_place(Place("clients", do="new"))
    form = _form(view)
    _type(form, "name", "Northfold Printing")
    _type(form, "rate", "172.50")
    assert form.submit(), form.error()
    assert view.page.head.title() == "Northfold Printing"
    made = view.picker.selected_key()
    assert made is not None
    client = desk.ask(queries.client, made)
    assert client is not None
    assert (client.rate, client.status, client.country) == (17_250, "active", "US")


def test_a_name_that_is_taken_is_said_beside_it_and_nothing_is_lost(view: ClientsView) -> None:
    view.show_place(Place("clients", do="new"))
    form = _form(view)
    _type(form, "name", "kestrel machine & tool")
    _type(form, "city", "Rockford")
    assert not form.submit()
    assert form.error("name") == "There is already a client with this name."
    assert form.entry("city").text() == "Rockford"


def test_a_half_typed_new_client_is_taken_up_again(view: ClientsView, shop: Sample) -> None:
    view.show_place(Place("clients", do="new"))
    _type(_form(view), "name", "Northfold")
    view.show_place(Place("clients", shop.kestrel))
    assert view.page.head.title() == "Kestrel Machine & Tool"
    view.show_place(Place("clients", do="new"))
    assert _form(view).entry("name").text() == "Northfold"


def test_a_half_typed_profile_waits_for_its_client(view: ClientsView, shop: Sample) -> None:
    view.show_place(Place("clients", shop.kestrel, do="edit"))
    _type(_form(view), "industry", "Metal")
    view.show_place(Place("clients", shop.brightwater, do="edit"))
    assert _form(view).entry("industry").text() == ""
    assert _form(view).entry("name").text() == "Brightwater Veterinary"
    view.show_place(Place("clients", shop.kestrel, do="edit"))
    assert _form(view).entry("industry").text() == "Metal"


def test_a_half_typed_contact_waits_for_its_client(view: ClientsView, shop: Sample) -> None:
    view.show_place(Place("clients", shop.brightwater, do="contact"))
    part = view.page._made["contacts"]
    part.list.edit(None)  # type: ignore[attr-defined]  # a Part
    _type(_form(view), "first_name", "Rosa")
    view.show_place(Place("clients", shop.kestrel, do="contact"))
    assert not part.list.is_editing()  # type: ignore[attr-defined]  # a Part
    view.show_place(Place("clients", shop.brightwater, do="contact"))
    form = _form(view)
    assert form.entry("first_name").text() == "Rosa"
    assert form.submit(), form.error()


def test_a_status_moves_and_what_is_missing_is_said(
    view: ClientsView, desk: Desk, shop: Sample
) -> None:
    view.show_place(Place("clients", shop.oldmill, do="edit"))
    part = view.page._made["profile"]
    assert isinstance(part, ProfilePart)
    move = part._move
    move.entry("status").set_value("active")
    assert not move.submit()
    assert "hourly terms" in move.error()
    move.entry("status").set_value("assessed")
    assert move.submit()
    client = desk.ask(queries.client, shop.oldmill)
    assert client is not None
    assert client.status == "assessed"


def test_a_contact_a_search_found_is_chosen(view: ClientsView, shop: Sample) -> None:
    place = Place("clients", shop.brightwater, do="contact", about={"contact_id": shop.ines})
    view.show_place(place)
    part = view.page._made["contacts"]
    chosen = part._table.selected()  # type: ignore[attr-defined]  # a Part
    assert chosen.name == "Ines Varga"


def test_enter_opens_a_device_and_esc_goes_back(view: ClientsView, shop: Sample) -> None:
    view.show_place(
        Place("clients", shop.brightwater, do="device", about={"device_id": shop.server})
    )
    part = view.page._made["devices"]
    part.table.setFocus()  # type: ignore[attr-defined]  # a DevicesPart
    QTest.keyClick(part.table, Qt.Key.Key_Return)  # type: ignore[attr-defined]  # as above
    form = _form(view)
    assert form.entry("name").text() == "BWV-SRV1"
    _type(form, "ip", "10.0.0.999")
    assert not form.submit()
    assert form.error("ip") == "Type an IP address like 192.168.1.20."
    QTest.keyClick(form.entry("ip").field, Qt.Key.Key_Escape)
    assert not part.list.is_editing()  # type: ignore[attr-defined]  # as above


def test_a_device_without_optional_facts_is_saved(
    view: ClientsView, desk: Desk, shop: Sample
) -> None:
    from mspdesk.documentation import queries as devices

    view.show_place(Place("clients", shop.kestrel, do="devices"))
    part = view.page._made["devices"]
    part.list.edit(None)  # type: ignore[attr-defined]  # a DevicesPart
    form = _form(view)
    _type(form, "name", "KMT-PC1")
    assert form.submit(), form.error()
    assert "KMT-PC1" in [d.name for d in desk.ask(devices.devices_of, shop.kestrel)]


def test_agreements_are_listed_and_lead_to_their_own_tab(
    view: ClientsView, desk: Desk, shop: Sample
) -> None:
    asked: list[Place] = []
    desk.asked_to_go.connect(asked.append)
    view.show_place(Place("clients", shop.brightwater, do="agreement"))
    part = view.page._made["agreement"]
    table = part.table  # type: ignore[attr-defined]  # an AgreementPart
    assert table.column("title") == ["Gold"]
    assert table.column("fee") == ["$1,485.00"]
    table.activated_row.emit(table.rows()[0])
    add = next(one for one in part.findChildren(Button) if one.words() == "New agreement")
    add.click()
    assert asked == [
        Place("agreements", shop.gold),
        Place("agreements", do="new", about={"client_id": shop.brightwater}),
    ]


def test_a_slash_finds_and_n_is_left_to_tickets(view: ClientsView, shop: Sample) -> None:
    asked: list[Place] = []
    view._desk.asked_to_go.connect(asked.append)
    view.show_place(Place("clients", shop.kestrel))
    assert view.new_here()
    assert asked == [Place("tickets", do="new", about={"client_id": shop.kestrel})]


def test_the_list_exports(view: ClientsView, desk: Desk, tmp_path: Path) -> None:
    asked: list[tuple[str, object, object]] = []
    desk.asked_to_export.connect(lambda *what: asked.append(what))
    view.export_list()
    ((title, columns, rows),) = asked
    file = tmp_path / "clients.csv"
    export.write_table(file, title, columns, rows)  # type: ignore[arg-type]  # as the desk hands them on
    assert "Kestrel Machine & Tool" in file.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("empty_store", ["sqlite"], indirect=True)
def test_books_without_clients_say_what_a_client_is(
    empty_store: Store, qtbot: QtBot, qapp: QApplication
) -> None:
    from mspdesk.shop import actions as shop_actions

    theme.apply(qapp, "light", 100)
    empty_store.do(shop_actions.set_up, "Quillfeather IT", 15_000, "US")
    desk = Desk(empty_store, AREAS)
    view = ClientsView(desk)
    qtbot.addWidget(view)
    view.resize(1440, 820)
    view.show()
    assert view.own._empty.isVisible()
    view.show_place(Place("clients", do="new"))
    form = view.findChild(ClientForm)
    assert form is not None
    QTest.keyClick(form.form.entry("name").field, Qt.Key.Key_Escape)
    assert view.own._empty.isVisible()
    desk.do(actions.add_client, "First")
    QApplication.processEvents()
    assert view.page.head.title() == "First"
    desk.leave()


def test_what_is_known_of_all_clients_is_counted_behind_the_window(
    desk: Desk, qtbot: QtBot
) -> None:
    asked: list[tuple[bool, str]] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        here = threading.current_thread() is threading.main_thread()
        asked.append((here, statement))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        view = ClientsView(desk)
        qtbot.addWidget(view)
        view.show()
        assert view.picker.keys()
        qtbot.waitUntil(lambda: bool(view.own._known))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    behind = [statement for here, statement in asked if not here]
    assert any("FROM document_copy" in statement for statement in behind)
    assert any("FROM device" in statement for statement in behind)


def test_a_list_that_is_thrown_away_while_it_is_counted_gets_no_answer(
    desk: Desk, qtbot: QtBot
) -> None:
    view = ClientsView(desk)
    view.own._look_at_all()
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.drain()
    qtbot.wait(20)
    assert desk.jobs == ()
