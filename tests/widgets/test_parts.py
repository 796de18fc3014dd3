"""The small parts: buttons, chips, segments, tabs, strips, notes, the timer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button, IconButton, LinkButton, MenuButton
from mspdesk.widgets.chips import Chip, ChipBar, FilterChip
from mspdesk.widgets.glyphs import Face, Glyph, Ring, app_icon, face_of, guest_face, ring_of
from mspdesk.widgets.icons import icon
from mspdesk.widgets.keycap import KeyCap, cap_text
from mspdesk.widgets.layout import (
    Card,
    Fact,
    Facts,
    Notice,
    Pairs,
    Toolbar,
    column,
    lead_focus,
    stack,
)
from mspdesk.widgets.safe import Label
from mspdesk.widgets.searchbox import SearchBox
from mspdesk.widgets.segments import SegmentControl
from mspdesk.widgets.strip import Cell, CellButton, FirstContactStrip
from mspdesk.widgets.tabs import BinderTabs, TabPages, UnderlineTabs
from mspdesk.widgets.timeline import Entry, NoteRow, Timeline
from mspdesk.widgets.timerpill import TimerPill, elapsed


def appear(qtbot: QtBot, widget: QWidget) -> None:
    """Show a window and wait until it has the keyboard."""
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


def accented(image: QImage) -> int:
    """How many pixels of a picture have the accent's own colour."""
    accent = theme.current().color("accent").rgb()
    wide, high = image.width(), image.height()
    return sum(image.pixel(x, y) == accent for x in range(wide) for y in range(high))


def test_a_button_is_pressed_by_mouse_space_and_enter(qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = Button("Save note", "primary", on_click=lambda: pressed.append(1))
    appear(qtbot, button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_Return)
    button.setEnabled(False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [1, 1, 1]
    assert button.accessibleName() == "Save note"


def test_the_ring_shows_for_the_keyboard_and_not_for_the_mouse(qtbot: QtBot) -> None:
    page = QWidget()
    first, second = Button("First"), IconButton("printer", "Print")
    stack(page, first, second)
    appear(qtbot, page)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert accented(first.grab().toImage()) == 0
    for widget in (first, second):
        page.setFocus()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert accented(widget.grab().toImage()) > 60


def test_a_shortcut_presses_a_button_from_anywhere_in_its_window(qtbot: QtBot) -> None:
    pressed: list[int] = []
    page = QWidget()
    stack(page, Button("New ticket", on_click=lambda: pressed.append(1), shortcut="Ctrl+N"))
    appear(qtbot, page)
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1]


def test_buttons_never_get_smaller_than_their_words(qtbot: QtBot) -> None:
    for button in (Button("Print timesheet", icon="printer"), Button("Primary", "primary")):
        qtbot.addWidget(button)
        assert button.minimumSizeHint() == button.sizeHint()
        assert button.sizeHint().height() == 28


def test_an_icon_button_says_its_name(qtbot: QtBot) -> None:
    button = IconButton("printer", "Print <this>")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Print <this>"
    assert button.toolTip() == "<qt>Print &lt;this&gt;</qt>"
    button.set_icon("x", "Close")
    assert button.accessibleName() == "Close"


def test_a_menu_is_made_when_it_opens(qtbot: QtBot) -> None:
    done: list[str] = []
    button = MenuButton("", "ellipsis", "More", lambda: [("Void", lambda: done.append("void"))])
    appear(qtbot, button)
    assert button.accessibleDescription() == "Opens a menu"
    button.open_menu()
    menu = next(child for child in button.children() if child.metaObject().className() == "QMenu")
    menu.actions()[0].trigger()  # type: ignore[attr-defined] # a menu
    menu.close()  # type: ignore[attr-defined] # a menu
    assert done == ["void"]


def test_a_filter_chip_lights_up_while_it_narrows(qtbot: QtBot) -> None:
    told: list[object] = []
    chip = FilterChip("Client", "Any client", [(1, "Alder & Co"), (2, "Beta")], told.append)
    qtbot.addWidget(chip)
    assert chip.words() == "Any client"
    menu = chip.choices()
    assert [action.text() for action in menu.actions()] == ["Any client", "", "Alder && Co", "Beta"]
    menu.actions()[2].trigger()
    assert (chip.value(), chip.words(), chip.lit()) == (1, "Alder & Co", True)
    assert chip.accessibleName() == "Client: Alder & Co"
    chip.set_options([(2, "Beta")])
    assert (chip.value(), chip.lit()) == (None, False)
    assert told == [1, None]


def test_the_dashed_chip_offers_more_and_hides_when_there_is_none(qtbot: QtBot) -> None:
    bar = ChipBar(Chip("Priority order", on=True), more=[("age", "Age")], right="20.75 h")
    appear(qtbot, bar)
    assert bar.add_chip.isVisible()
    bar.set_more([])
    assert not bar.add_chip.isVisible()
    bar.set_right("5.00 h")
    assert bar.right() == "5.00 h"


def test_segments_move_with_the_arrows_and_tell_once(qtbot: QtBot) -> None:
    told: list[str] = []
    made = SegmentControl("View", [("mine", "Mine"), ("all", "All"), ("old", "Old")], told.append)
    appear(qtbot, made)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(made, key)
    assert told == ["all", "old", "mine"]
    made.set_text("all", "All 14")
    assert made.words() == ["Mine", "All 14", "Old"]
    made.choose("all")
    assert made.current() == "all"


def test_main_tabs_keep_their_width_when_chosen(qtbot: QtBot) -> None:
    made = BinderTabs("Main tabs")
    told: list[str] = []
    for key in ("today", "tickets", "billing"):
        made.add(key, key.capitalize())
    made.chosen.connect(told.append)
    appear(qtbot, made)
    before = [made.tabRect(at).width() for at in range(3)]
    made.choose("tickets")
    QTest.keyClick(made, Qt.Key.Key_Right)
    assert told == ["tickets", "billing"]
    assert [made.tabRect(at).width() for at in range(3)] == before
    assert made.keys() == ["today", "tickets", "billing"]
    left, right = made.gap()
    assert (left, right - left) == (made.tabRect(2).left(), made.tabRect(2).width())


def test_pages_are_made_when_first_seen(qtbot: QtBot) -> None:
    pages, built = TabPages("Client pages"), []

    def maker(key: str) -> QWidget:
        built.append(key)
        return Label(key)

    for key in ("overview", "sites", "money"):
        pages.add(key, key, lambda key=key: maker(key))  # type: ignore[misc] # the key now
    qtbot.addWidget(pages)
    assert built == ["overview"]
    pages.choose("money")
    pages.choose("overview")
    pages.choose("money")
    assert built == ["overview", "money"]
    assert pages.current_key() == "money"
    pages.tabs.set_count("sites", 2)


def test_underline_tabs_make_room_for_their_counts(qtbot: QtBot) -> None:
    made = UnderlineTabs("Tabs")
    made.add("sites", "Sites")
    qtbot.addWidget(made)
    before = made.tabSizeHint(0).width()
    made.set_count("sites", 12)
    assert made.tabSizeHint(0).width() > before
    assert made.words() == ["Sites"]


@pytest.mark.parametrize("percent", [100, 130])
def test_the_ring_of_every_underline_tab_is_whole(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    theme.apply(qapp, "light", percent)
    made = UnderlineTabs("Tabs")
    for word in ("Sites", "Contacts", "Money"):
        made.add(word.lower(), word)
    qtbot.addWidget(made)
    made.resize(600, 44)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    accent = theme.current().color("accent")
    for at, key in enumerate(made.keys()):
        made.choose(key)
        ring, gap = made.ring(at), theme.current().px(made._gap_now)
        words = made.tabRect(at).width() - gap
        assert made.rect().toRectF().contains(ring)
        assert ring.width() == words + 10
        made.setProperty("ring", True)
        made.setFocus(Qt.FocusReason.TabFocusReason)
        picture = made.grab().toImage()
        middle = int(ring.center().y())
        edges = (int(ring.left()), int(ring.right()) - 2)
        assert [picture.pixelColor(x, middle) for x in edges] == [accent, accent]
    theme.apply(qapp, "light", 100)


CELLS = [Cell("title", "Title", verified=True), Cell("device", "Device", verified=False)]


def test_the_strip_says_what_is_missing_and_jumps_there(qtbot: QtBot) -> None:
    jumped: list[str] = []
    strip = FirstContactStrip(on_click=jumped.append)
    strip.show_cells(CELLS)
    appear(qtbot, strip)
    assert strip.missing() == ["device"]
    assert strip.note() == "1 of 2 verified"
    buttons = strip.findChildren(CellButton)
    assert [button.accessibleName() for button in buttons] == [
        "Title, verified",
        "Device, missing",
    ]
    QTest.keyClick(buttons[1], Qt.Key.Key_Return)
    assert jumped == ["device"]


def test_the_strip_uses_fewer_columns_rather_than_cutting(qtbot: QtBot) -> None:
    strip = FirstContactStrip()
    strip.show_cells([Cell(str(at), f"Description {at}", verified=True) for at in range(8)])
    page = column(strip)
    page.resize(600, 300)
    appear(qtbot, page)
    assert strip._columns == 4
    page.resize(320, 300)
    assert strip._columns == 2
    buttons = strip.findChildren(CellButton)
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in buttons))


def test_notes_stand_in_order_and_say_who_can_read_them(qtbot: QtBot) -> None:
    notes = Timeline()
    qtbot.addWidget(notes)
    done: list[str] = []
    face = face_of("Marcus Oyelar", 1)
    notes.show_notes(
        [
            Entry(1, face, "Marcus", "9:31 am", "<b>Server</b> reachable.", "0.25 h"),
            Entry(
                2,
                face,
                "Marcus",
                "9:48 am",
                "Copied.",
                client_can_see=True,
                actions=[("Correct", lambda: done.append("correct"))],
            ),
        ]
    )
    assert notes.texts() == ["<b>Server</b> reachable.", "Copied."]
    rows = notes.findChildren(NoteRow)
    assert rows[0].text.text() == "<b>Server</b> reachable."
    link = rows[1].findChild(LinkButton)
    assert link is not None
    link.click()
    assert done == ["correct"]
    assert link.accessibleName() == "Correct: Marcus, 9:48 am"


def test_the_timer_says_what_runs(qtbot: QtBot) -> None:
    done: list[str] = []
    pill = TimerPill(
        lambda: done.append("pause"), lambda: done.append("stop"), lambda: done.append("start")
    )
    appear(qtbot, pill)
    assert pill.words() == "No timer"
    QTest.keyClick(pill._start, Qt.Key.Key_Return)
    pill.show_running("#1184", 2538)
    assert pill.words() == "0:42:18 #1184"
    pill.set_seconds(2539)
    assert pill.words() == "0:42:19 #1184"
    assert pill._pause.isVisible()
    pill._pause.click()
    pill.show_paused("#1184", 2539)
    assert not pill._pause.isVisible()
    pill._resume.click()
    pill._stop.click()
    assert done == ["start", "pause", "start", "stop"]
    assert elapsed(0) == "0:00:00"
    assert elapsed(36_061) == "10:01:01"


def test_the_search_box_opens_what_it_is_told_to(qtbot: QtBot) -> None:
    opened: list[bool] = []
    box = SearchBox(lambda: opened.append(True))
    appear(qtbot, box)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert opened == [True]
    assert box.accessibleName() == "Search or jump to"


def test_facts_are_found_by_name_and_links_can_be_followed(qtbot: QtBot) -> None:
    followed: list[str] = []
    facts = Facts(3)
    facts.show_facts(
        [
            Fact("status", "Status", "New", glyph=Glyph.status("new")),
            Fact("device", "Device", "Choose device", on_click=lambda: followed.append("device")),
        ]
    )
    qtbot.addWidget(facts)
    assert facts.value("status") == "New"
    facts.press("device")
    assert followed == ["device"]


def test_facts_use_two_columns_rather_than_cutting(qtbot: QtBot) -> None:
    facts = Facts(3)
    facts.show_facts([Fact(str(at), "Client", "Brightwater Veterinary") for at in range(6)])
    page = column(facts)
    page.resize(600, 400)
    appear(qtbot, page)
    labels = facts.findChildren(Label)
    for width, columns in ((600, 3), (340, 2)):
        page.resize(width, 400)
        assert facts._fitting() == columns
        qtbot.waitUntil(lambda: all(label.shown() == label.text() for label in labels))


def test_pairs_and_cards_can_be_filled_again(qtbot: QtBot) -> None:
    pairs, edited = Pairs(), []
    card = Card("Agreement", "8 of 8 known", "Edit", lambda: edited.append(True))
    card.add(pairs)
    qtbot.addWidget(card)
    pairs.show_pairs([("Tier", "Gold"), ("Monthly", "$1,485.00")])
    pairs.show_pairs([("Tier", "Silver")])
    assert pairs.value("Tier") == "Silver"
    assert card.action.accessibleName() == "Edit: Agreement"
    card.action.click()
    assert edited == [True]
    card.set_subtitle("7 of 8 known")
    assert card.subtitle() == "7 of 8 known"


def test_a_toolbar_drops_key_caps_before_words(qtbot: QtBot) -> None:
    cap, button = KeyCap("N"), Button("New ticket", "primary", "plus")
    bar = Toolbar("Tickets", "14 open", button, cap)
    page = column(bar)
    appear(qtbot, page)
    page.resize(600, 100)
    assert cap.isVisible()
    page.resize(bar._need(0) - 1, 100)
    assert not cap.isVisible()
    assert bar._note.isVisible()
    page.resize(bar.minimumSizeHint().width(), 100)
    assert not bar._note.isVisible()
    assert button.isVisible()


def test_a_page_hands_the_keyboard_on_and_tab_still_reaches_all_of_it(qtbot: QtBot) -> None:
    page, window = QWidget(), QWidget()
    before, part, after = Button("Before"), Button("Part"), Button("After")
    stack(page, before, part, after)
    lead_focus(page, part)
    stack(window, page)
    appear(qtbot, window)
    page.setFocus()
    assert part.hasFocus()
    for expected in (after, before, part):
        now = QApplication.focusWidget()
        assert now is not None
        QTest.keyClick(now, Qt.Key.Key_Tab)
        assert expected.hasFocus()


def test_wrapped_words_in_cards_are_never_clipped(qtbot: QtBot) -> None:
    words = "Nobody at the client is noted as having approved it. " * 4
    notice = Notice("After hours, no approval", words, [Button("Approve")], below=True)
    page = column(notice, QPushButton("below"))
    appear(qtbot, page)
    for width in (300, 420, 700):
        page.resize(width, 500)
        label = notice._text
        assert label.height() >= label.heightForWidth(label.width())


def test_every_status_of_the_board_has_its_shape() -> None:
    shapes = {
        "New": Ring.DASHED,
        "Assigned": Ring.QUARTER,
        "Scheduled": Ring.CLOCK,
        "In progress": Ring.HALF,
        "Waiting on client": Ring.PAUSE,
        "Waiting on third party": Ring.PAUSE,
        "On hold": Ring.PAUSE_GREY,
        "Completed": Ring.CHECK,
        "Closed": Ring.CHECK,
        "Cancelled": Ring.CROSS,
    }
    for words, shape in shapes.items():
        assert ring_of(words) is shape
        assert ring_of(words.lower().replace(" ", "_")) is shape


def test_faces_have_two_letters() -> None:
    assert face_of("Dana Whitlock").initials == "DW"
    assert face_of("Prince").initials == "PR"
    assert face_of("Anna Maria de la Cruz").initials == "AC"
    assert face_of("").initials == "?"
    assert face_of("Dana", 1).tone == "blue"
    assert face_of("Dana", 1).tone != face_of("Dana", 2).tone
    assert guest_face("Ines Varga") == Face("IV", "Ines Varga", "grey")


def test_a_plus_between_keys_is_a_space_and_one_alone_is_a_key() -> None:
    assert cap_text("Ctrl+K") == "Ctrl K"
    assert cap_text("Ctrl+1 to 9") == "Ctrl 1 to 9"
    assert cap_text("+, -, 0") == "+, -, 0"


def test_icons_are_drawn_in_any_ink_and_missing_ones_do_not_stop_anything(qtbot: QtBot) -> None:
    picture = icon("printer", 48, "red").pixmap(48, 48).toImage()
    colors = {
        picture.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert colors == {theme.current().color("red").name()}
    assert not icon("no-such-icon").pixmap(16, 16).isNull()
    assert app_icon().availableSizes()
    assert QColor(theme.current().color("accent")).isValid()


def test_tabs_without_room_wait_behind_a_button_and_the_chosen_one_is_seen(qtbot: QtBot) -> None:
    made = UnderlineTabs("Client page")
    qtbot.addWidget(made)
    for word in ("Overview", "Sites", "Contacts", "Documentation", "Agreement", "Documents"):
        made.add(word.lower(), word)
    made.resize(900, 38)
    made.show()
    assert not made.more.isVisible()
    made.resize(330, 38)
    seen = [key for at, key in enumerate(made.keys()) if made.isTabVisible(at)]
    assert seen == ["overview", "sites", "contacts"]
    assert made.more.isVisible()
    rest = [entry for entry in made._rest() if entry is not None]
    assert [words for words, _run in rest] == ["Documentation", "Agreement", "Documents"]
    rest[2][1]()
    assert made.current_key() == "documents"
    assert made.isTabVisible(made.keys().index("documents"))
    # The strip has not scrolled: its first tab begins at its edge.
    assert made.tabRect(0).left() >= 0
    last = max(made.tabRect(at).right() for at in range(made.count()) if made.isTabVisible(at))
    assert last <= made.more.x() + 14
    made.choose("overview")
    for key in ("sites", "contacts", "documentation", "agreement", "documents", "documents"):
        qtbot.keyClick(made, Qt.Key.Key_Right)
        assert made.current_key() == key
        assert made.isTabVisible(made.currentIndex())
    qtbot.keyClick(made, Qt.Key.Key_Left)
    assert made.current_key() == "agreement"
    qtbot.keyClick(made, Qt.Key.Key_Home)
    assert made.current_key() == "overview"
    qtbot.keyClick(made, Qt.Key.Key_End)
    assert made.current_key() == "documents"
    made.resize(900, 38)
    assert not made.more.isVisible()
    assert all(made.isTabVisible(at) for at in range(made.count()))


def test_a_tab_that_is_left_out_comes_back_when_it_is_chosen(qtbot: QtBot) -> None:
    made = UnderlineTabs("Client page")
    qtbot.addWidget(made)
    for word in ("Overview", "Profile"):
        made.add(word.lower(), word)
    made.resize(600, 38)
    made.show()
    made.set_shown("profile", shown=False)
    assert not made.isTabVisible(1)
    made.choose("profile")
    assert made.isTabVisible(1)
    assert made.current_key() == "profile"
