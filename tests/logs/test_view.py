"""Logs on a client's page, by keys: a log begun, tries written, closed; a call with its times."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mspdesk.app.areas import AREAS
from mspdesk.clients.view import ClientsView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.logs import actions, queries
from mspdesk.logs.view import LogsPart
from mspdesk.widgets import theme
from mspdesk.widgets.entry import Found
from mspdesk.widgets.form import Form
from tests.sample import Sample


@pytest.fixture
def desk(sqlite_store: Store, desk_shop: Sample, qapp: QApplication) -> Iterator[Desk]:
    """A desk with every area, the owner at work."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    made = Desk(sqlite_store, AREAS)
    made.work_as(desk_shop.dana, "Dana Whitlock", frozenset({"*"}))
    yield made
    made.leave()


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> ClientsView:
    """The Clients tab, shown."""
    made = ClientsView(desk)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def _go(view: ClientsView, client_id: int, **about: object) -> LogsPart:
    view.show_place(Place("clients", client_id, "logs", dict(about)))
    found: LogsPart = view.findChildren(LogsPart)[0]
    return found


def _type(form: Form, name: str, words: str) -> None:
    QTest.keyClicks(form.entry(name).field, words)


def _enter(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_a_log_from_its_beginning_to_its_end(
    view: ClientsView, desk: Desk, desk_shop: Sample
) -> None:
    part = _go(view, desk_shop.brightwater, new=True)
    form = part.list.findChildren(Form)[0]
    _type(form, "problem", "The server does not start")
    assert form.submit()
    log = part.log
    assert log.line.entry("tried").field.hasFocus()
    _type(log.line, "tried", "Looked at the UPS")
    _enter(log.line.entry("tried").field)
    _type(log.line, "tried", "Held the power button")
    _enter(log.line.entry("tried").field)
    assert log.table.column("tried") == ["Looked at the UPS", "Held the power button"]
    log.table.setFocus()
    log.table.select_first()
    _enter(log.table)
    assert log.line.entry("result").field.hasFocus()
    _type(log.line, "result", "Dark")
    _enter(log.line.entry("result").field)
    log.table.setFocus()
    QTest.keyClick(log.table, Qt.Key.Key_U)
    assert log.table.column("undone") == ["Undone", ""]
    log.close_button.click()
    _type(log.closing, "root_cause", "The UPS")
    assert not log.closing.submit()
    assert log.closing.error("solution") == "Fill in the what mended it."
    _type(log.closing, "solution", "A new UPS")
    assert log.closing.submit()
    (row,) = desk.ask(queries.logs, desk_shop.brightwater)
    assert (row.tries, row.solution, row.ended_at is not None) == (2, "A new UPS", True)
    assert not log.line.isVisible()


def test_a_call_with_its_times_after_midnight(
    view: ClientsView, desk: Desk, desk_shop: Sample
) -> None:
    part = _go(view, desk_shop.brightwater, call=True)
    form = part.calls.list.findChildren(Form)[0]
    form.entry("who").set_value(Found(("name", "VetCharts support"), "VetCharts support"))
    for name, words in (("called", "23:50"), ("answered", "0:12"), ("ended", "0:30")):
        _type(form, name, words)
    _type(form, "case_number", "BV-2291")
    assert form.submit(), form.error()
    (row,) = desk.ask(queries.calls, desk_shop.brightwater)
    assert (row.hold_minutes, row.talk_minutes) == (22, 18)
    assert row.ended_at == datetime(2026, 3, 12, 0, 30)
    assert part.calls.sum.text() == "22 min on hold, 18 min of talk"
    part.calls.table.setFocus()
    part.calls.table.select_first()
    _enter(part.calls.table)
    again = part.calls.list.findChildren(Form)[-1]
    assert [again.entry(n).text() for n in ("called", "answered")] == ["23:50", "0:12"]


def test_the_tab_is_there_only_where_something_was_logged(
    view: ClientsView, desk: Desk, desk_shop: Sample
) -> None:
    view.show_place(Place("clients", desk_shop.kestrel))
    tabs = view.page.tabs
    at = tabs.keys().index("logs")
    assert not tabs.isTabVisible(at)
    desk.do(actions.add_call, {"vendor": "VetCharts", "client_id": desk_shop.brightwater})
    view.show_place(Place("clients", desk_shop.brightwater))
    assert tabs.isTabVisible(at)
    view.show_place(Place("clients", desk_shop.kestrel))
    assert not tabs.isTabVisible(at)
