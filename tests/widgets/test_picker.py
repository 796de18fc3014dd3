"""Side lists and the page shapes on them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.widgets import splitter
from mspdesk.widgets.glyphs import Glyph
from mspdesk.widgets.picker import ListDetail, Pick, Picker, PickerPage, PickGroup

CLIENTS = [
    Pick(1, "Alder Street Dental", "Bend, OR", glyph=Glyph.ring(92)),
    Pick(2, "Brightwater Veterinary", "Mankato, MN", right="Apr 1", right_top="$540"),
    Pick(3, "Calloway & Finch CPAs", "Dayton, OH"),
]


def picker(qtbot: QtBot, told: list[int]) -> Picker[int]:
    """A side list in sight."""
    made: Picker[int] = Picker(
        "Client list", "Clients", "Find a client", told.append, lambda: told.append(-1)
    )
    qtbot.addWidget(made)
    made.resize(260, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_choosing_is_told_once_and_stays(qtbot: QtBot) -> None:
    told: list[int] = []
    made = picker(qtbot, told)
    made.show_picks(CLIENTS)
    assert made.select(2)
    made.show_picks(CLIENTS[1:])
    assert made.selected_key() == 2
    assert told == [2]
    assert not made.select(99)
    assert made.titles() == ["Brightwater Veterinary", "Calloway & Finch CPAs"]


def test_arrows_move_over_headings(qtbot: QtBot) -> None:
    told: list[int] = []
    made = picker(qtbot, told)
    made.show_groups([PickGroup("Running", "1", CLIENTS[:1]), PickGroup("Due", "2", CLIENTS[1:])])
    made.select(1)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(made.rows, key)
    assert told == [1, 2, 3, 2, 1]
    assert made.headings() == ["Running", "Due"]


def test_typing_filters_by_all_words_and_enter_goes_to_the_rows(qtbot: QtBot) -> None:
    told: list[int] = []
    made = picker(qtbot, told)
    made.show_groups([PickGroup("All", "", CLIENTS)])
    made.search.setFocus()
    QTest.keyClicks(made.search, "mn bright")
    assert made.keys() == [2]
    QTest.keyClick(made.search, Qt.Key.Key_Return)
    assert told == [2]
    assert QApplication.focusWidget() is made.rows
    made.search.setFocus()
    QTest.keyClick(made.search, Qt.Key.Key_Escape)
    assert made.keys() == [1, 2, 3]
    QTest.keyClicks(made.search, "nobody")
    assert made.keys() == []
    assert made.headings() == []


def test_a_finder_elsewhere_is_asked_instead(qtbot: QtBot) -> None:
    asked: list[str] = []
    made: Picker[int] = Picker("Clients", placeholder="Find", find=asked.append)
    qtbot.addWidget(made)
    made.show_picks(CLIENTS)
    made.filter("x")
    assert asked == ["x"]
    assert made.keys() == [1, 2, 3]


def test_rows_are_read_whole(qtbot: QtBot) -> None:
    made = picker(qtbot, [])
    made.show_groups([PickGroup("Renewing", "3", CLIENTS)])
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [made._model.data(made._model.index(at), role) for at in range(3)]
    assert said == [
        "Renewing, 3",
        "Alder Street Dental, Bend, OR, 92%",
        "Brightwater Veterinary, Mankato, MN, $540, Apr 1",
    ]


def test_panes_have_their_usual_widths_and_remember_others(qtbot: QtBot) -> None:
    def shown(width: int) -> ListDetail:
        made = ListDetail("tickets", QWidget(), QWidget())
        qtbot.addWidget(made)
        made.resize(width, 600)
        made.show()
        return made

    assert shown(1440).sizes()[1] == 500
    assert shown(1280).sizes()[1] == 460
    dragged = shown(1440)
    dragged.setSizes([1000, 439])
    dragged.splitterMoved.emit(1000, 1)
    assert shown(1440).sizes() == dragged.sizes()


def test_widths_are_kept_where_the_app_says(qtbot: QtBot) -> None:
    kept = {"clients": [200, 900, 300]}
    before = splitter._memory
    splitter.set_memory(kept.get, kept.__setitem__)
    try:
        page = PickerPage("clients", QWidget(), QWidget(), QWidget())
        qtbot.addWidget(page)
        page.resize(1402, 600)
        page.show()
        assert page.sizes() == [200, 900, 300]
        page.setSizes([250, 850, 300])
        page.splitterMoved.emit(250, 1)
        assert kept["clients"] == [250, 850, 300]
    finally:
        splitter.set_memory(*before)
