"""The screens of documentation under real keys: the grid, the form, the cards, the devices."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.clients.view import ClientsView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.documentation.actions.facts import add_fact, add_facts
from mspdesk.documentation.queries.completeness import completeness
from mspdesk.documentation.queries.devices import device, devices_of
from mspdesk.documentation.queries.facts import facts
from mspdesk.documentation.view.cards import DevicesCard, DocumentationCard, ServicesCard
from mspdesk.documentation.view.devices import DevicesPart
from mspdesk.documentation.view.tab import DocumentationPart
from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.editgrid import EditGrid
from tests.bookcase import Standing
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shop(sqlite_store: Store, standing: Standing) -> Sample:
    """The small shop in a file."""
    made: Sample = standing(sqlite_store)
    return made


@pytest.fixture
def desk(sqlite_store: Store, shop: Sample, qapp: QApplication) -> Iterator[Desk]:
    """A desk with every area, so that places lead somewhere."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    made = Desk(sqlite_store, AREAS)
    yield made
    made.leave()


@pytest.fixture
def part(desk: Desk, shop: Sample, qtbot: QtBot) -> DocumentationPart:
    """The Documentation tab of Brightwater, shown, with the keyboard."""
    made = DocumentationPart(desk)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    made.activateWindow()
    made.show_id(shop.brightwater)
    return made


def keys(*pressed: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the keyboard is."""
    for key in pressed:
        QTest.keyClick(focus(), key, held)


def type_in(words: str) -> None:
    """Type letters where the keyboard is."""
    for letter in words:
        QTest.keyClicks(focus(), letter)


def focus() -> QWidget:
    """The widget with the keyboard."""
    found: QWidget | None = QApplication.focusWidget()
    assert found is not None
    return found


def grid(part: DocumentationPart, chapter: str, qtbot: QtBot) -> EditGrid:
    """The grid of a section with the keyboard in it."""
    part.picker.select(chapter)
    found = part.page.facts.grid
    found.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: focus() is found.view)
    return found


def press(owner: QWidget, name: str) -> None:
    """Click the button of a name that can be seen."""
    for button in owner.findChildren(Button):
        if button.isVisible() and name in (button.accessibleName(), button.words()):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            return
    raise AssertionError(name)


def test_sections_stand_in_their_order_with_what_is_done(part: DocumentationPart) -> None:
    assert part.picker.titles()[:3] == ["Network map", "Network addresses", "Machines"]
    assert part.picker.headings() == ["Binder", "Also kept"]
    assert len(part.picker.keys()) == 19
    assert part.picker.selected_key() == "map"


def test_a_line_is_typed_kept_and_taken_back(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    table = grid(part, "isp", qtbot)
    table.begin_new()
    for words in ("Clinic fiber", "fib", "Prairie Fiber", "44-0187"):
        type_in(words)
        keys(Key.Key_Tab)
    keys(Key.Key_Down)
    qtbot.waitUntil(lambda: table.count() == 1)
    (kept,) = desk.ask(facts, shop.brightwater, "circuit")
    assert (kept.words["kind"], kept.words["account_number"]) == ("Fiber", "44-0187")
    desk.undo()
    assert desk.ask(facts, shop.brightwater, "circuit") == []
    assert table.count() == 0


def test_a_cell_is_changed_and_taken_back_by_itself(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    desk.do(add_fact, shop.brightwater, "domain", {"name": "a.example", "registrar": "One"})
    table = grid(part, "isp", qtbot)
    part.page.show_section("domain")
    table.view.go(0, 1)
    type_in("Two")
    keys(Key.Key_Return)
    assert desk.ask(facts, shop.brightwater, "domain")[0].words["registrar"] == "Two"
    desk.undo()
    assert table.column("registrar") == ["One"]


def test_addresses_are_pasted_by_their_titles_and_the_wrong_ones_wait(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    table = grid(part, "ip_allocation", qtbot)
    rows = [f"10.1.0.{n}\tHost {n}\treserved" for n in range(1, 200)]
    rows[4] = "10.1.0.500\tHost 5\treserved"
    rows[9] = "10.1.0.9\tTwice\tstatic"
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("IP\tHostname\tType\n" + "\n".join(rows))
    keys(Key.Key_V, held=CONTROL)
    kept = desk.ask(facts, shop.brightwater, "address")
    assert len(kept) == 197
    assert {one.words["kind"] for one in kept} == {"Reserved"}
    assert table.faults.text() == "2 cells to mend"
    assert [table.rows.text(row, 0) for row, _column in table.rows.faults()] == [
        "10.1.0.500",
        "10.1.0.9",
    ]
    table.view.go(0, 0)
    QTest.mouseClick(table.faults, Qt.MouseButton.LeftButton)
    assert table.said() == "Type an IP address like 192.168.1.20."
    type_in("10.1.0.250")
    keys(Key.Key_Return)
    table.end_typing()
    assert len(desk.ask(facts, shop.brightwater, "address")) == 198
    desk.undo()
    desk.undo()
    assert desk.ask(facts, shop.brightwater, "address") == []


def test_that_there_is_none_is_said_and_taken_back(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    grid(part, "policies", qtbot)
    assert part.page.notice.isVisible()
    press(part, "There is none")
    assert desk.ask(completeness, shop.brightwater).section("policies").none
    qtbot.waitUntil(part.page.some.isVisible)
    assert not part.page.notice.isVisible()
    QTest.mouseClick(part.page.some, Qt.MouseButton.LeftButton)
    assert not desk.ask(completeness, shop.brightwater).section("policies").none
    qtbot.waitUntil(part.page.notice.isVisible)


def test_a_section_is_checked_today(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    desk.do(add_fact, shop.brightwater, "share", {"path": r"\\SRV1\S"})
    grid(part, "shares", qtbot)
    qtbot.waitUntil(part.page.check.isVisible)
    press(part, "Mark as checked")
    checked = desk.ask(completeness, shop.brightwater).section("shares").checked_on
    assert checked is not None
    assert checked.isoformat() == "2026-03-11"


def test_enter_opens_the_whole_entry_and_esc_goes_back(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    table = grid(part, "machines", qtbot)
    table.view.go(0, 0)
    name = table.column("name")[0]
    keys(Key.Key_Return)
    form = part.page.facts.form()
    assert form is not None
    assert form.entry("name").text() == name
    keys(Key.Key_Escape)
    assert part.page.facts.form() is None
    keys(Key.Key_Return)
    form = part.page.facts.form()
    assert form is not None
    form.entry("pouch").set_value("Warranty card\nLicense key")
    form.entry("owner").set_value("lessor")
    assert form.submit(), form.error()
    kept = next(one for one in desk.ask(devices_of, shop.brightwater) if one.name == name)
    assert kept.pouch_lines == ("Warranty card", "License key")
    assert kept.owner == "lessor"


def test_a_half_typed_entry_waits_for_its_client(
    part: DocumentationPart, shop: Sample, qtbot: QtBot
) -> None:
    grid(part, "isp", qtbot)
    press(part, "New entry")
    type_in("Clinic")
    part.show_id(shop.kestrel)
    assert part.page.facts.form() is None
    part.show_id(shop.brightwater)
    form = part.page.facts.form()
    assert form is not None
    assert form.entry("name").text() == "Clinic"


def test_enter_goes_into_a_section_and_esc_back_to_the_list(
    part: DocumentationPart, qtbot: QtBot
) -> None:
    part.picker.select("shares")
    part.picker.rows.setFocus()
    keys(Key.Key_Return)
    assert focus() is part.page.facts.grid.view
    keys(Key.Key_Escape)
    assert focus() is part.picker.rows


def test_a_place_leads_to_its_row(part: DocumentationPart, desk: Desk, shop: Sample) -> None:
    ids = desk.do(add_facts, shop.brightwater, "certificate", [{"name": "a"}, {"name": "b"}])
    part.arrive(Place("clients", shop.brightwater, "documentation",
                      {"section": "certificate", "fact_id": ids[1]}))  # fmt: skip
    assert part.picker.selected_key() == "isp"
    assert part.page.section_key() == "certificate"
    chosen = part.page.facts.grid.selected()
    assert chosen is not None
    assert chosen.id == ids[1]


def test_words_narrow_the_rows(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    rows = [{"ip": f"10.0.0.{n}", "name": "Printer" if n == 7 else "Desk"} for n in range(1, 30)]
    desk.do(add_facts, shop.brightwater, "address", rows)
    table = grid(part, "ip_allocation", qtbot)
    assert table.count() == 29
    part.page.facts.search.setFocus()
    type_in("print")
    assert table.column("ip") == ["10.0.0.7"]


def test_the_cards_say_what_is_known_and_lead_there(desk: Desk, shop: Sample, qtbot: QtBot) -> None:
    desk.do(add_fact, shop.brightwater, "circuit",
            {"name": "Fiber", "provider": "Prairie Fiber", "managed_by": "us"})  # fmt: skip
    gone: list[Place] = []
    desk.asked_to_go.connect(gone.append)
    cards = ServicesCard(desk), DevicesCard(desk), DocumentationCard(desk)
    for card in cards:
        qtbot.addWidget(card)
        card.show()
        card.show_id(shop.brightwater)
    services, devices, known = cards
    assert services.card.subtitle() == "1 of 8 known"
    assert services.table.column("what")[:2] == ["Prairie Fiber", "Not known"]
    assert services.table.column("who")[0] == "We do"
    services.table.setFocus()
    services.table.select_first()
    QTest.keyClick(services.table, Key.Key_Return)
    assert gone[-1].about["section"] == "circuit"
    assert devices.table.column("name") == ["BWV-SRV1", "BWV-EXAM2"]
    assert known.percent.text() == f"{desk.ask(completeness, shop.brightwater).percent}%"
    assert len(known.words()) == 5
    assert "Network map: missing" in known.words()


def test_devices_are_retired_brought_back_and_copied(
    desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    part = DevicesPart(desk)
    qtbot.addWidget(part)
    part.show()
    part.show_id(shop.brightwater)
    part.table.select(shop.server)

    def choose(words: str) -> None:
        verbs = dict(entry for entry in part._more() if entry is not None)
        verbs[words]()
        part.show_id(shop.brightwater)

    choose("Retire")
    retired = desk.ask(device, shop.server)
    assert retired is not None
    assert retired.retired_on is not None
    part.table.select(shop.server)
    choose("Bring back into use")
    assert [one.id for one in desk.ask(devices_of, shop.brightwater)] == [
        row.id for row in part.table.rows()
    ]
    part.table.select(shop.server)
    choose("Duplicate")
    assert "BWV-SRV1 copy" in part.table.column("name")


def test_the_ring_beside_a_client_follows_what_is_written(
    desk: Desk, shop: Sample, qtbot: QtBot
) -> None:
    view = ClientsView(desk)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    view.show()
    view.show_place(Place("clients", shop.brightwater))

    def ring() -> str:
        at = view.picker._model.place(shop.brightwater)
        pick = view.picker._model.pick(at)
        assert pick is not None
        return pick.glyph.words if pick.glyph is not None else ""

    before = desk.ask(completeness, shop.brightwater).percent
    qtbot.waitUntil(lambda: ring() == f"documentation {before}%")
    rule = {"name": "R", "from_where": "A", "to_where": "B", "port": "1", "reason": "Why"}
    desk.do(add_fact, shop.brightwater, "firewall_rule", rule)
    after = desk.ask(completeness, shop.brightwater).percent
    assert after > before
    qtbot.waitUntil(lambda: ring() == f"documentation {after}%")
