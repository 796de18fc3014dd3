"""One of everything: named, reached by Tab, never cut, never a window of its own."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.widgets import theme
from mspdesk.widgets.buttons import Button, IconButton, LinkButton, MenuButton
from mspdesk.widgets.charts import AgeingBar, Bucket, WeekBars, WeekDay
from mspdesk.widgets.chips import Chip, ChipBar, FilterChip
from mspdesk.widgets.dayview import Block, DayView
from mspdesk.widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    LookupEntry,
    MoneyEntry,
    NoteEntry,
    TextEntry,
)
from mspdesk.widgets.form import EntryBar, Field, Form, Heading
from mspdesk.widgets.glyphs import Face
from mspdesk.widgets.keycap import KeyCap
from mspdesk.widgets.layout import (
    STRETCH,
    Card,
    EmptyState,
    Fact,
    Facts,
    Footer,
    Metric,
    Notice,
    PageHead,
    Pairs,
    Rule,
    Scroll,
    Section,
    Toolbar,
    column,
    stack,
)
from mspdesk.widgets.paged import Order, PagedTable, Source
from mspdesk.widgets.palette import CommandPalette, PaletteGroup, PaletteItem
from mspdesk.widgets.picker import ListDetail, Pick, Picker
from mspdesk.widgets.preview import Preview
from mspdesk.widgets.progress import Bar
from mspdesk.widgets.ruler import DayRuler, RulerBlock, RulerLine
from mspdesk.widgets.safe import Label
from mspdesk.widgets.searchbox import SearchBox
from mspdesk.widgets.segments import SegmentControl
from mspdesk.widgets.statusbar import StatusBar
from mspdesk.widgets.strip import Cell, FirstContactStrip
from mspdesk.widgets.table import Column, Table
from mspdesk.widgets.tabs import BinderTabs, TabPages
from mspdesk.widgets.tags import Tag
from mspdesk.widgets.timeline import Entry, Timeline
from mspdesk.widgets.timerpill import TimerPill
from mspdesk.widgets.tokens import SCALES
from tests.widgets.gallery import Sheet


def nothing(*_told: object) -> None:
    """Does nothing."""


def everything() -> QWidget:
    """A window with one of everything."""
    columns: list[Column[str]] = [
        Column("name", "Name", "title", str, stretch=1, sort=str),
        Column("total", "Total", "money", lambda _row: "$1.00", width=80),
    ]
    table: Table[str] = Table(columns, "Names", key=str, fit=True)
    table.show_rows(["Alder", "Beta"])
    history: PagedTable[str] = PagedTable(columns, "History", key=str)
    history.show_source(Source(lambda _o, _s, _l: ["Old"], lambda: 1), Order("name"))
    picker: Picker[int] = Picker("Client list", "Clients", "Find a client", nothing, nothing)
    picker.show_picks([Pick(1, "Alder", "Bend")])
    tabs = BinderTabs("Main tabs")
    for key in ("today", "tickets"):
        tabs.add(key, key.capitalize())
    pages = TabPages("Client pages")
    pages.add("overview", "Overview", lambda: Label("Overview"))
    form = Form(
        [
            Field("name", "Client name", TextEntry(), "As on the invoice.", required=True),
            Field("rate", "Hourly rate", MoneyEntry()),
            Field("kind", "Kind", ChoiceEntry([(1, "Prospect")])),
            Field("since", "Since", DateEntry()),
            Field("who", "Contact", LookupEntry(lambda _text: [])),
            Heading("More"),
            Field("tax", "Taxable", CheckEntry("Taxable")),
            Field("note", "Relationship note", NoteEntry()),
        ],
        columns=2,
        save="Save client",
        on_cancel=nothing,
    )
    facts, pairs, strip, notes = Facts(3), Pairs(), FirstContactStrip(), Timeline()
    facts.show_facts([Fact("d", "Device", "Choose device", on_click=nothing)])
    pairs.show_pairs([("Tier", "Gold")])
    strip.show_cells([Cell("device", "Device", verified=False)])
    face = Face("MO", "Marcus Oyelar")
    note = Entry(1, face, "Marcus", "9:14 am", "A note.", "0.25 h", client_can_see=True)
    notes.show_notes([note])
    week, ages, day, ruler = WeekBars(on_day=nothing), AgeingBar(), DayView(), DayRuler()
    week.show_days([WeekDay("Mon 9", 60, 0)])
    ages.show_buckets([Bucket("now", "Current", 1, "$1")])
    day.show_day([Block("a", 480, 600, "Work")])
    ruler.show_lines([RulerLine("Dana", [RulerBlock("1", 480, 540, "Plan")])])
    bar, pill = StatusBar(), TimerPill(nothing, nothing, nothing)
    bar.say("Saved", undo=nothing)
    bar.set_person("Dana Whitlock", nothing)
    bar.progress("x", "Printing", 1, 2, nothing)
    pill.show_running("#1184", 60)
    card = Card("Services", "8 of 8 known", "Edit", nothing)
    card.add(table)
    left = column(
        tabs,
        SearchBox(nothing),
        pill,
        Toolbar("Tickets", "14 open", Button("New ticket", "primary", "plus"), KeyCap("N")),
        ChipBar(Chip("Priority order"), FilterChip("Client", "Any client"), more=[("a", "Age")]),
        SegmentControl("View", [("a", "Mine"), ("b", "Everyone")]),
        card,
        Notice("A question", "Two of these have none.", [Button("Show them")]),
        EmptyState("file-check-2", "Nothing here", "Start one.", Button("Start one"), "C"),
        facts,
        pairs,
        strip,
        notes,
        Section("Notes", "0.70 h"),
        Metric("Backlog", "9.4 days", "20.75 h"),
        PageHead("Brightwater", ["Mankato"], [Tag("Gold", "accent")], [Button("Print plan")]),
        STRETCH,
        gap=6,
    )
    right = column(
        form,
        EntryBar("Add time", TextEntry("What was done", "What was done"), Button("Add")),
        week,
        ages,
        ruler,
        history,
        pages,
        picker,
        Bar(),
        Rule(),
        IconButton("printer", "Print this"),
        LinkButton("Undo this", nothing),
        MenuButton("", "ellipsis", "More", []),
        Scroll(day),
        Footer(Button("Mark ready", "primary")),
        gap=6,
    )
    window = QWidget()
    window.setWindowTitle("Everything")
    stack(window, ListDetail("everything", Scroll(left), Scroll(right)), Preview("Invoice"), bar)
    window.resize(1440, 900)
    return window


class Windows(QObject):
    """Writes down every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note windows when they are shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    """The windows that come up during a test."""
    watch = Windows()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def appear(qtbot: QtBot, window: QWidget) -> QWidget:
    """Show a window and wait until it has the keyboard."""
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def stops(window: QWidget) -> list[QWidget]:
    """All widgets the keyboard can come to."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(window)
        and widget.focusProxy() is None
    ]


def test_nothing_comes_up_as_a_window_of_its_own(qtbot: QtBot, windows: Windows) -> None:
    window = appear(qtbot, everything())
    palette = CommandPalette(window, lambda _t: [PaletteGroup("Do", [PaletteItem("n", "New")])])
    palette.open()
    palette.close_palette()
    window.grab()
    assert windows.seen == ["QWidget"]


def test_every_control_is_named_and_no_two_alike(qtbot: QtBot) -> None:
    window = appear(qtbot, everything())
    buddies = {label.buddy() for label in window.findChildren(QLabel) if label.text()}
    names = []
    for widget in stops(window):
        assert widget.accessibleName() or widget in buddies, widget
        names.append(widget.accessibleName())
    assert len(names) > 40
    assert sorted(set(names)) == sorted(names)
    for listing in window.findChildren(QListView):
        if listing.isVisibleTo(window):
            assert listing.accessibleName()


def test_tab_comes_to_every_control(qtbot: QtBot) -> None:
    window = appear(qtbot, everything())
    wanted = set(stops(window))
    first = stops(window)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached: set[QWidget] = set()
    for _press in range(3 * len(wanted)):
        now = QApplication.focusWidget()
        assert now is not None
        reached.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    missed = [widget.accessibleName() or repr(widget) for widget in wanted - reached]
    assert missed == []


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("scale", SCALES)
def test_no_title_or_button_is_cut_at_any_text_size(
    qapp: QApplication, qtbot: QtBot, mode: str, scale: int
) -> None:
    theme.apply(qapp, mode, scale)
    window = appear(qtbot, everything())
    assert not window.grab().isNull()
    for label in window.findChildren(Label):
        if label.isVisibleTo(window) and label.text() and not label.wordWrap():
            assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()), (
                label.text()
            )
            assert label.height() >= label.fontMetrics().height() - 1, label.text()
    for button in window.findChildren(Button):
        if button.isVisibleTo(window):
            assert button.width() >= button.sizeHint().width(), button.words()


def test_the_text_size_can_change_while_everything_is_shown(
    qapp: QApplication, qtbot: QtBot
) -> None:
    window = appear(qtbot, everything())
    before = window.grab().toImage()
    theme.apply(qapp, "dark", 130)
    qapp.processEvents()
    dark = window.grab().toImage()
    assert dark.pixelColor(5, 5).lightness() < before.pixelColor(5, 5).lightness()
    theme.apply(qapp, "light", 100)
    qapp.processEvents()
    after = window.grab().toImage()
    assert after.pixelColor(5, 5) == before.pixelColor(5, 5)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_sheet_of_parts_stands_on_paper(qapp: QApplication, qtbot: QtBot, mode: str) -> None:
    theme.apply(qapp, mode, 100)
    sheet = Sheet()
    qtbot.addWidget(sheet)
    picture = sheet.grab().toImage()
    assert picture.pixelColor(620, 400) == theme.current().color("paper")
    assert picture.pixelColor(70, 612) == theme.current().color("accent")
    assert picture.pixelColor(669, 665) == theme.current().color("accent")
    assert picture.pixelColor(900, 653) == theme.current().color("tint")
