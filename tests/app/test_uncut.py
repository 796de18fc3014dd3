"""No title, sum or date is cut off on the screens of this folder's rooms, in any size or ink."""

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from mspdesk import dates, paths
from mspdesk.app.areas import AREAS
from mspdesk.app.preferences import PreferencesPage
from mspdesk.app.program import Program
from mspdesk.app.reports import ReportsView
from mspdesk.app.window import Window
from mspdesk.clients import actions as clients
from mspdesk.clients.view import ClientsView
from mspdesk.database.store import Store
from mspdesk.desk.area import Place
from mspdesk.settings import MachineSettings
from mspdesk.timekeeping import actions as time
from mspdesk.widgets import theme
from tests.bookcase import NOON, Bookcase, Furnished
from tests.sample import Sample, furnish, open_ticket
from tests.screens.tour import Walker
from tests.uncut import cuts

LOOKS = [("light", (1440, 900)), ("dark", (1280, 720))]
"""Each ink and each size once; tests/screens looks at both sizes in the light."""
if os.environ.get("MSPDESK_TORTURE") == "full":
    LOOKS += [("light", (1280, 720)), ("dark", (1440, 900))]


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def busy(store: Store) -> Sample:
    """The small shop with a week's worth of facts, long words and large sums in them."""
    shop = furnish(store)
    titles = ("Line-of-business database will not open on any PC", "VPN drops every hour")
    for n, title in enumerate(titles):
        ticket = open_ticket(store, shop.brightwater, title, priority=2 + n)
        note = "Looked into it with the vendor on the phone"
        store.do(time.log_time, ticket, date(2026, 3, 9 + n), "9:00-11:45", note)
    store.do(
        clients.add_talk,
        shop.brightwater,
        date(2026, 3, 2),
        "Plans for the barn: two more computers and a better line before the summer",
        date(2026, 3, 12),
        shop.ines,
    )
    return shop


@pytest.fixture(scope="module")
def opened(
    qapp: QApplication, bookcase: Bookcase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Program, Furnished]]:
    """One window over the busy shop for all the tests that look at it."""
    kept = bookcase.copy(busy, tmp_path_factory.mktemp("uncut"))
    paths.set_home(tmp_path_factory.mktemp("home"))
    dates.set_clock(lambda: NOON)
    theme.apply(qapp, "light", 100)
    settings = MachineSettings()
    window = Window(AREAS, settings)
    window.show()
    yield Program(window, settings), kept
    window.close()
    window.deleteLater()
    theme.apply(qapp, "light", 100)
    dates.set_clock(None)
    paths.set_home(None)


@pytest.fixture
def shop(opened: tuple[Program, Furnished]) -> Sample:
    """What stands in the busy shop."""
    made: Sample = opened[1].answer
    return made


@pytest.fixture(params=LOOKS, ids=[f"{mode}-{size[0]}" for mode, size in LOOKS], scope="module")
def sized(request: Any, qapp: QApplication, opened: tuple[Program, Furnished]) -> Program:
    """The window in one theme and at one size: all its tests come before those of the next."""
    mode, size = request.param
    if theme.current().dark != (mode == "dark"):
        # Dressing all that the tests before have looked at takes longer than making it anew.
        opened[0].window.unseat()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        theme.apply(qapp, mode, 100)
    opened[0].window.resize(*size)
    return opened[0]


@pytest.fixture
def today(sized: Program, opened: tuple[Program, Furnished]) -> Program:
    """The window with the busy shop open, Today shown."""
    window = sized.window
    if window.desk is None:
        sized.begin(str(opened[1].file))
        Walker(sized).until(lambda: window.desk is not None, "the desk")
    window.close_pages()
    window.show_tab("today")
    _settle()
    return sized


def test_today(today: Program) -> None:
    _settle()
    assert cuts(today.window) == []


def test_every_tab_of_a_client(today: Program, shop: Sample) -> None:
    window = today.window
    window.go(Place("clients", shop.brightwater))
    page = window.view()
    assert isinstance(page, ClientsView)
    for key in page.page.tabs.keys():  # noqa: SIM118 - a method of the tabs
        page.page.open_tab(key)
        _settle()
        assert (key, cuts(window)) == (key, [])


def test_every_page_of_preferences(today: Program) -> None:
    today.preferences()
    page = today.window.view()
    assert isinstance(page, PreferencesPage)
    for key in page.picker.keys():  # noqa: SIM118 - a method of the picker
        page.show_page(key)
        _settle()
        assert (key, cuts(today.window)) == (key, [])


def test_every_report(today: Program) -> None:
    today.window.show_tab("reports")
    page = today.window.view()
    assert isinstance(page, ReportsView)
    for key in page.picker.keys():  # noqa: SIM118 - a method of the picker
        page.picker.select(key)
        _settle()
        assert (key, cuts(today.window)) == (key, [])


def test_pages_over_the_tabs(today: Program) -> None:
    shown = today.window.show_keys, today.window.show_glossary
    for show in (today.history, today.choose_person, today.about, *shown):
        show()
        _settle()
        assert cuts(today.window) == []


def test_the_first_page_and_its_form(today: Program) -> None:
    today.open_other()
    _settle()
    assert cuts(today.window) == []


def test_a_cut_title_would_be_found(today: Program) -> None:
    from mspdesk.widgets.safe import Label

    label = Label("Brightwater Veterinary", role="title", elide=True)
    label.setParent(today.window)
    label.resize(40, 20)
    label.show()
    assert cuts(today.window) == ["label: Brightwater Veterinary"]
    label.setParent(None)
