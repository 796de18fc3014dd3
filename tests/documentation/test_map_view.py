"""The map on the screen: chosen and moved by keys and mouse, named, hidden, a picture instead."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.documentation.queries.map import map_document, network_map, sheet
from mspdesk.documentation.view.map import MapPart
from mspdesk.exchange.pictures import PAGE
from mspdesk.widgets import dialogs, theme
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def part(
    sqlite_store: Store, shop_file: Sample, qapp: QApplication, qtbot: QtBot
) -> Iterator[MapPart]:
    """The map of Brightwater, shown."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    desk = Desk(sqlite_store, AREAS)
    desk.work_as(shop_file.dana, "Dana Whitlock", frozenset({"*"}))
    made = MapPart(desk)
    qtbot.addWidget(made)
    made.resize(1_000, 620)
    made.show()
    qtbot.waitExposed(made)
    made.show_id(shop_file.brightwater)
    yield made
    desk.leave()


def test_the_server_is_moved_named_and_hidden_by_keys(
    part: MapPart, sqlite_store: Store, shop_file: Sample
) -> None:
    server = f"device:{shop_file.server}"
    canvas = part.canvas
    canvas.setFocus()
    canvas.choose(server)
    before = sqlite_store.ask(network_map, shop_file.brightwater).box(server)
    assert before is not None
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    after = sqlite_store.ask(network_map, shop_file.brightwater).box(server)
    assert after is not None
    assert after.y > before.y
    assert canvas.chosen() == server
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    name = part.box_form.entry("label").field
    assert name.hasFocus()
    name.selectAll()  # type: ignore[attr-defined]  # it is a line
    QTest.keyClicks(name, "Old server")
    QTest.keyClick(name, Qt.Key.Key_Return)
    named = sqlite_store.ask(network_map, shop_file.brightwater).box(server)
    assert named is not None
    assert (named.title, named.under) == ("Old server", before.under)
    assert "Old server" in canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert sqlite_store.ask(network_map, shop_file.brightwater).box(server) is None


def test_a_box_is_dragged(part: MapPart, sqlite_store: Store, shop_file: Sample) -> None:
    server = f"device:{shop_file.server}"
    part.canvas.choose(server)
    box = sqlite_store.ask(network_map, shop_file.brightwater).box(server)
    assert box is not None
    rect = next(part.canvas._rect(one) for one in part.canvas._boxes if one.key == server).toRect()
    start = rect.center()
    QTest.mousePress(part.canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(part.canvas, start + QPoint(40, 60))
    QTest.mouseRelease(part.canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 60))
    moved = sqlite_store.ask(network_map, shop_file.brightwater).box(server)
    assert moved is not None
    assert moved.moved
    assert moved.y > box.y


def test_a_box_of_ones_own_is_tied_to_another(
    part: MapPart, sqlite_store: Store, shop_file: Sample
) -> None:
    QTest.keyClicks(part.note_form.entry("note").field, "Generator")
    assert part.note_form.submit()
    part.line_form.entry("other").set_value(f"device:{shop_file.server}")
    part.line_form.entry("kind").set_value("wireless")
    assert part.line_form.submit()
    drawing = sqlite_store.ask(network_map, shop_file.brightwater)
    (wire,) = [one for one in drawing.wires if one.drawn]
    assert (wire.other, wire.way.value) == (f"device:{shop_file.server}", "wireless")


def test_a_picture_stands_for_the_drawing(
    part: MapPart, sqlite_store: Store, shop_file: Sample, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "map.png"
    Image.new("RGB", (3_000, 1_500), "white").save(file)
    with dialogs.answer_files(lambda _title, _start: file):
        part.choose_picture()
    qtbot.waitUntil(part.picture.isVisible)
    document = sqlite_store.ask(map_document, shop_file.brightwater)
    with Image.open(BytesIO(document.png)) as kept:
        assert kept.size == (PAGE.wide, PAGE.wide // 2)
    part._no_picture()
    assert sqlite_store.ask(sheet, shop_file.brightwater).picture == ""
    assert part.canvas.isVisible()


def test_the_line_below_the_map_is_written_beside_it(
    part: MapPart, sqlite_store: Store, shop_file: Sample
) -> None:
    part.words_form.entry("words").set_value("Guests see nothing.")
    part.words_form.save_button.click()
    assert sqlite_store.ask(network_map, shop_file.brightwater).words == "Guests see nothing."
    assert not part.words_form.dirty()


@pytest.mark.parametrize("wide", [1_000, 720])
def test_the_whole_width_of_a_map_is_seen_where_it_fits(part: MapPart, wide: int) -> None:
    for high in range(300, 620, 4):
        part.resize(wide, high)
        QApplication.processEvents()
        assert part._drawn.horizontalScrollBar().maximum() == 0
