"""No title, sum or date is cut off on the screens of this folder's rooms, in any size or ink."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from mspdesk.app.preferences import PreferencesPage
from mspdesk.app.program import Program
from mspdesk.app.reports import ReportsView
from mspdesk.clients import actions as clients
from mspdesk.clients.view import ClientsView
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.timekeeping import actions as time
from mspdesk.widgets import theme
from tests.sample import Sample, open_ticket
from tests.uncut import cuts

SIZES = [(1440, 900), (1280, 720)]
MODES = ["light", "dark"]


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def _work(desk: Desk, shop: Sample) -> None:
    """A week's worth of facts with long words and large sums in them."""
    titles = ("Line-of-business database will not open on any PC", "VPN drops every hour")
    for n, title in enumerate(titles):
        ticket = open_ticket(desk.store, shop.brightwater, title, priority=2 + n)
        note = "Looked into it with the vendor on the phone"
        desk.do(time.log_time, ticket, date(2026, 3, 9 + n), "9:00-11:45", note)
    desk.do(
        clients.add_talk,
        shop.brightwater,
        date(2026, 3, 2),
        "Plans for the barn: two more computers and a better line before the summer",
        date(2026, 3, 12),
        shop.ines,
    )


@pytest.fixture(params=[f"{mode} {wide}" for mode in MODES for wide, _high in SIZES])
def sized(request: Any, qapp: QApplication, program: Program, desk: Desk, shop: Sample) -> Program:
    """The window at one size and in one theme."""
    mode, wide = request.param.split()
    theme.apply(qapp, mode, 100)
    _work(desk, shop)
    program.window.resize(int(wide), dict(SIZES)[int(wide)])
    _settle()
    return program


def test_today(sized: Program) -> None:
    _settle()
    assert cuts(sized.window) == []


def test_every_tab_of_a_client(sized: Program, shop: Sample) -> None:
    window = sized.window
    window.go(Place("clients", shop.brightwater))
    page = window.view()
    assert isinstance(page, ClientsView)
    for key in page.page.tabs.keys():  # noqa: SIM118 - a method of the tabs
        page.page.open_tab(key)
        _settle()
        assert (key, cuts(window)) == (key, [])


def test_every_page_of_preferences(sized: Program) -> None:
    sized.preferences()
    page = sized.window.view()
    assert isinstance(page, PreferencesPage)
    for key in page.picker.keys():  # noqa: SIM118 - a method of the picker
        page.show_page(key)
        _settle()
        assert (key, cuts(sized.window)) == (key, [])


def test_every_report(sized: Program) -> None:
    sized.window.show_tab("reports")
    page = sized.window.view()
    assert isinstance(page, ReportsView)
    for key in page.picker.keys():  # noqa: SIM118 - a method of the picker
        page.picker.select(key)
        _settle()
        assert (key, cuts(sized.window)) == (key, [])


def test_pages_over_the_tabs(sized: Program) -> None:
    for show in (sized.history, sized.choose_person, sized.about, sized.window.show_keys):
        show()
        _settle()
        assert cuts(sized.window) == []


def test_the_first_page_and_its_form(sized: Program) -> None:
    sized.open_other()
    _settle()
    assert cuts(sized.window) == []


def test_a_cut_title_would_be_found(sized: Program) -> None:
    from mspdesk.widgets.safe import Label

    label = Label("Brightwater Veterinary", role="title", elide=True)
    label.setParent(sized.window)
    label.resize(40, 20)
    label.show()
    assert cuts(sized.window) == ["label: Brightwater Veterinary"]
