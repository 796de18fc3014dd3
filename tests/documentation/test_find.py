"""Find what is there: a scan is held against the devices, chosen field by field, taken over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.documentation.actions import facts as fact_actions
from mspdesk.documentation.queries.devices import device, devices_of
from mspdesk.documentation.queries.facts import fact_rows, facts
from mspdesk.documentation.view.find import FindPage
from mspdesk.documentation.view.tab import DocumentationPart
from mspdesk.widgets import dialogs, theme
from tests.bookcase import Standing
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")

HOST = """<host><status state="up"/><address addr="{ip}" addrtype="ipv4"/>
<address addr="{mac}" addrtype="mac" vendor="{maker}"/>
<hostnames><hostname name="{name}"/></hostnames></host>"""
SCAN = """<?xml version="1.0"?><!DOCTYPE nmaprun>
<nmaprun scanner="nmap" args="nmap -sn" start="1773223200" version="7.93">{hosts}
<runstats><finished time="1773223290"/></runstats></nmaprun>"""


@pytest.fixture
def shop(sqlite_store: Store, standing: Standing) -> Sample:
    """The small shop in a file."""
    made: Sample = standing(sqlite_store)
    return made


@pytest.fixture
def desk(sqlite_store: Store, shop: Sample, qapp: QApplication) -> Iterator[Desk]:
    """A desk with every area."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    made = Desk(sqlite_store, AREAS)
    yield made
    made.leave()


@pytest.fixture
def part(desk: Desk, shop: Sample, qtbot: QtBot) -> DocumentationPart:
    """The Documentation tab of Brightwater, where one looks for what is there."""
    made = DocumentationPart(desk)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    made.activateWindow()
    made.show_id(shop.brightwater)
    made.arrive(Place("clients", shop.brightwater, "documentation", {"find": True}))
    return made


def page_of(part: DocumentationPart) -> FindPage:
    """The page where one looks."""
    assert part.finding is not None
    return part.finding


def scan(folder: Path, *hosts: tuple[str, str, str, str]) -> Path:
    """A scan in which these answered: address, MAC address, maker, name."""
    words = ("ip", "mac", "maker", "name")
    told = "".join(HOST.format(**dict(zip(words, host, strict=True))) for host in hosts)
    path = folder / "scan.xml"
    path.write_text(SCAN.format(hosts=told), encoding="utf-8")
    return path


def test_a_scan_is_chosen_from_field_by_field_and_taken_over_once(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(part)
    path = scan(
        tmp_path,
        ("192.168.100.110", "02:1a:2b:3c:4d:01", "Dell", "bwv-srv1"),
        ("192.168.100.77", "02:1a:2b:3c:4d:03", "Brother", "label-printer"),
        ("192.168.100.78", "02:1a:2b:3c:4d:04", "Roku", "lobby-tv"),
    )
    with dialogs.answer_files(lambda _title, _start: path):
        QTest.mouseClick(page.file, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._found is not None, timeout=30_000)
    assert page.segments.words()[1:3] == ["New 2", "Changed 1"]
    page.segments.choose("new")
    assert page.table.column("name") == ["label-printer", "lobby-tv"]
    page.table.select_first()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    page.segments.choose("changed")
    page.table.select_first()
    assert "MAC address" in page.fields.column("label")
    QTest.mouseClick(page.take, Qt.MouseButton.LeftButton)
    names = [one.name for one in desk.ask(devices_of, shop.brightwater)]
    assert "label-printer" in names
    assert "lobby-tv" not in names
    server = desk.ask(device, shop.server)
    assert server is not None
    assert (server.name, server.mac) == ("BWV-SRV1", "02:1a:2b:3c:4d:01")
    assert part._pages.currentWidget() is part.page
    desk.undo()
    assert "label-printer" not in [one.name for one in desk.ask(devices_of, shop.brightwater)]


def test_nothing_ticked_is_nothing_to_take_over(
    part: DocumentationPart, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(part)
    page.look_at(scan(tmp_path, ("10.9.9.9", "02:00:00:00:00:09", "Roku", "tv")))
    qtbot.waitUntil(lambda: page._found is not None, timeout=30_000)
    assert page.take.words() == "Take over 1 device"
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.take.words() == "Take over"
    assert not page.take.isEnabled()


def test_a_file_that_is_none_is_refused_in_one_sentence(
    part: DocumentationPart, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[str] = []
    desk.said.connect(lambda message: said.append(message.words))
    path = tmp_path / "scan.xml"
    path.write_text("<nmaprun><host>", encoding="utf-8")
    page = page_of(part)
    page.look_at(path)
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert len(said) == 1
    assert page.file.isEnabled()


def test_a_list_of_people_is_brought_as_if_it_was_pasted(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "users.csv"
    path.write_text("Display name,Username,Type\nInes Varga,ivarga,Person\n,nobody,Person\n")
    part.picker.select("users")
    with dialogs.answer_files(lambda _title, _start: path):
        QTest.mouseClick(part.page.bring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part.page.facts.grid.count() == 1, timeout=30_000)
    (kept,) = desk.ask(facts, shop.brightwater, "directory_user")
    assert (kept.words["login"], kept.words["kind"]) == ("ivarga", "Person")
    assert part.page.facts.grid.faults.text() == "1 cell to mend"


def test_what_is_written_down_wins_unless_it_is_asked_for(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot, tmp_path: Path
) -> None:
    (row,) = desk.ask(fact_rows, "device", [shop.server])
    known = {"make": "Lenovo", "ip": "10.9.9.9", "mac": ""}
    desk.do(fact_actions.edit_facts, "device", [(shop.server, row.version, known)])
    page = page_of(part)
    page.look_at(scan(tmp_path, ("10.9.9.9", "02:00:00:00:00:09", "Intel Corporate", "srv")))
    qtbot.waitUntil(lambda: page._found is not None, timeout=30_000)
    assert page._found is not None
    (found,) = page._found.devices
    assert page._chosen == {found.id: {"mac"}}
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page._chosen == {}
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page._chosen == {found.id: {"mac"}}
    page._take_field(next(one for one in found.changes if one.field == "make"), True)
    assert page._chosen == {found.id: {"mac", "make"}}


def test_a_look_keeps_the_keyboard_and_knows_where_things_stand(
    part: DocumentationPart, desk: Desk, shop: Sample, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(part)
    page.show_id(shop.oldmill)
    assert not page.site.isVisible()
    barn = desk.do(clients.add_site, shop.brightwater, {"name": "Barn"})
    page.show_id(shop.brightwater)
    assert page.site.isVisible()
    page.site.set_value(barn)
    page.file.setFocus()
    path = scan(tmp_path, ("10.9.9.9", "02:00:00:00:00:09", "Ubiquiti Inc", ""))
    with dialogs.answer_files(lambda _title, _start: path):
        QTest.keyClick(page.file, Qt.Key.Key_Space)
    assert page.file.hasFocus()
    qtbot.waitUntil(lambda: page._found is not None, timeout=30_000)
    assert page._found is not None
    (found,) = page._found.devices
    assert found.values["site_id"] == barn
    assert found.kind == "Wireless access point"
