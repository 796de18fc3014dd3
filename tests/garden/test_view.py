"""The page of the garden: every client by keys and in words, decisions, prints and files."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.app.reporting import report_named
from mspdesk.app.reports import ReportsView
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.exchange.formulas import WorkedBook
from mspdesk.garden.queries import choices, margin_of
from mspdesk.garden.view.page import GardenPage
from mspdesk.people.rules import MAY, AccessRole
from mspdesk.timekeeping.queries import entries_between
from mspdesk.timekeeping.view.editing import EntryEditor
from mspdesk.widgets.layout import column
from mspdesk.widgets.safe import Label
from tests.garden.gardenshop import GardenShop


@pytest.fixture
def desk(desk_shop: GardenShop) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    made = Desk(desk_shop.store, AREAS)
    made.work_as(desk_shop.sample.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()


def opened(desk: Desk, qtbot: QtBot) -> GardenPage:
    """The page for the last twelve months, in front."""
    made = GardenPage(desk)
    qtbot.addWidget(made)
    made.resize(1_240, 900)
    made.show()
    qtbot.waitExposed(made)
    made.take(report_named(AREAS, "garden"))
    made.preset.set_value("twelve")
    return made


def test_every_client_is_reached_and_told_by_keys(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    shown = page.shown
    assert shown is not None
    assert page.bar.note() == "3 clients, last 12 months"
    QTest.keyClick(page.chart, Qt.Key.Key_Right)
    told = [page.chart.accessibleDescription()]
    for _ in shown.worked[1:]:
        QTest.keyClick(page.chart, Qt.Key.Key_Right)
        told.append(page.chart.accessibleDescription())
    by_hours = sorted(shown.bubbles, key=lambda one: one.minutes)
    assert [words.split(":")[0] for words in told] == [
        next(row.client for row in shown.rows if row.client_id == one.key) for one in by_hours
    ]
    assert all(
        "an hour" in words and "a month" in words and "the line of" in words for words in told
    )
    # All of them at once are the description of the picture.
    assert all(words in page.chart.story() for words in told)
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    assert page.rail.client_id() == by_hours[-1].key
    assert page.rail.isVisible()
    assert not page.flow_card.isVisible()
    QTest.mouseClick(page.rail.close_button, Qt.MouseButton.LeftButton)
    assert not page.rail.isVisible()
    assert page.focusWidget() is page.chart


def test_no_words_overlap_as_they_are_drawn(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    for wide in (1_240, 760):
        page.resize(wide, 720)
        page.chart.grab()
        chart = page.chart.laid()
        assert chart is not None
        boxes = [one.words for one in chart.placed if one.words is not None]
        assert len(boxes) == len(chart.placed) == 3
        for at, box in enumerate(boxes):
            assert not any(box.meets(other) for other in boxes[at + 1 :])
        assert len(page.chart.spots) == 3


def test_the_list_says_whom_to_tend_and_what_would_help(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    shown = page.shown
    assert shown is not None
    assert page.tend.rows() == list(shown.tend)
    assert all(shown.help[row.client_id].words for row in shown.tend)
    assert page.tend.column("help") == [shown.help[r.client_id].words for r in shown.tend]
    figures = page.figures.figures()
    # Not all paid time is recorded here, so the share for clients is not called billability.
    told = ["Backlog", "Time for clients, whole shop", "Brought in per hour"]
    assert list(figures)[:3] == told


def test_only_the_owner_is_asked_and_raise_goes_to_the_letter(
    desk: Desk, desk_shop: GardenShop, qtbot: QtBot
) -> None:
    page = opened(desk, qtbot)
    sample = desk_shop.sample
    asked: list[Place] = []
    desk.asked_to_go.connect(asked.append)
    page.choose(sample.brightwater)
    form = page.rail.form
    form.set_values({"choice": "raise"})
    form.submit()
    assert form.error("why") == "Fill in the reason."
    assert desk.ask(choices) == {}
    form.set_values({"choice": "raise", "why": "Costs rose."})
    form.submit()
    assert desk.ask(choices)[sample.brightwater].choice == "raise"
    # Brightwater has an agreement, so its new prices are planned there.
    assert asked == [Place("agreements", sample.gold, "raise")]
    assert page.rail.decided.isVisible()
    page.choose(sample.oldmill)
    page.rail.raise_price()
    about = {"write": True, "form": "letters/rate-rise"}
    assert asked[-1] == Place("clients", sample.oldmill, "letters", about)
    desk.undo()
    assert desk.ask(choices) == {}
    desk.work_as(sample.priya, "Priya Raman", MAY[AccessRole.OFFICE_MANAGER])
    page.choose(sample.brightwater)
    page.reload()
    assert not page.rail.form.isVisible()


def test_what_was_typed_stays_while_others_work(
    desk: Desk, desk_shop: GardenShop, qtbot: QtBot
) -> None:
    page = opened(desk, qtbot)
    page.choose(desk_shop.sample.oldmill)
    page.rail.form.set_values({"why": "They mean to grow"})
    desk_shop.bill(desk_shop.sample.oldmill, date(2026, 3, 11), ("plan", 10_000, {}))
    assert page.rail.form.entry("why").value() == "They mean to grow"


def test_some_let_go_are_summed_and_nobody_is_marked(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    page.ways.choose("all")
    assert page.all.table is not None
    assert page.all.words.text() == "Nobody is marked by this."
    page.all.count.set_value(2)
    page.all.count.committed.emit()
    assert page.all.words.text().startswith("2 clients: ")
    assert "paid come free" in page.all.words.text()
    exact = page.all.words.text()
    page.all.mode.choose("seed")
    assert page.all.words.text() != exact
    assert "0.00 h paid" in page.all.words.text()  # to the nearest ten
    page.all.order.choose("revenue")
    revenue = [row.revenue for row in page.all.rows()]
    assert revenue == sorted(revenue)
    assert desk.ask(choices) == {}


def test_period_margin_print_and_file(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    printed, exported = [], []
    desk.asked_to_print.connect(lambda *what: printed.append(what))
    desk.asked_to_export.connect(lambda *what: exported.append(what))
    page.print_it()
    assert printed[0][1][:2] == (date(2025, 4, 1), date(2026, 3, 11))
    page.export()
    title, book, rows = exported[0]
    assert title == "Client garden Mar 11, 2026"
    assert isinstance(book, WorkedBook)
    assert len(rows) == 3
    page.preset.set_value(None)
    assert page.first.isVisible()
    page.first.set_value(date(2026, 2, 1))
    page.last.set_value(date(2026, 1, 1))
    page.reload()
    assert page.bar.note() == "The last day must not be before the first."
    page.last.set_value(date(2026, 2, 28))
    page.reload()
    assert page.bar.note() == "3 clients, Feb 1, 2026 to Feb 28, 2026"
    before = page.shown
    page.margin.set_value(60)
    page.margin.committed.emit()
    assert desk.ask(margin_of) == 60
    assert page.shown is not None
    assert before is not None
    assert page.shown.target > before.target
    page.preset.set_value("last_year")
    page.first.set_value(None)
    page.preset.set_value("all")
    assert page.bar.note() == "3 clients, all time"


def test_an_empty_garden_says_so(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    page.preset.set_value(None)
    page.first.set_value(date(2020, 1, 1))
    page.last.set_value(date(2020, 1, 31))
    page.reload()
    assert page.bar.note().startswith("0 clients")
    assert page.chart.story() == "No hours were recorded in this time"
    page.chart.grab()
    assert page.chart.spots == []


def test_an_entry_says_whether_its_hour_was_profitable(
    desk: Desk, desk_shop: GardenShop, qtbot: QtBot
) -> None:
    """S111, where an entry is looked at; who may not know wages is not told."""
    (entry,) = desk.ask(entries_between, date(2026, 1, 21), date(2026, 1, 21))[:1]

    def told() -> bool:
        editor = EntryEditor(desk, lambda: None)
        host = column(editor)
        qtbot.addWidget(host)
        editor.show_entry(entry, may_change=False)
        return any("An hour of it brings in" in one.text() for one in editor.findChildren(Label))

    assert told()
    desk.work_as(desk_shop.sample.marcus, "Marcus Oduya", MAY[AccessRole.TECHNICIAN])
    assert not told()


def test_the_reports_tab_holds_it_and_a_place_leads_to_a_client(
    desk: Desk, desk_shop: GardenShop, qtbot: QtBot
) -> None:
    tab = ReportsView(desk)
    qtbot.addWidget(tab)
    tab.resize(1_240, 900)
    tab.show()
    client = desk_shop.sample.kestrel
    tab.show_place(Place("reports", about={"report": "garden", "client": client}))
    page = tab.shown()
    assert isinstance(page, GardenPage)
    assert page.rail.client_id() == client
    printed = []
    desk.asked_to_print.connect(lambda *what: printed.append(what))
    tab.print_shown()
    assert [what[2] for what in printed] == ["Client garden"]
    tab.show_place(Place("reports", about={"report": "profit-by-client"}))
    assert tab.shown() is tab.page
    tab.show_place(Place("reports", about={"report": "garden"}))
    assert tab.shown() is page
