"""The small shop of board.py, furnished once and copied for each test."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk import dates
from mspdesk.app.window import Window
from mspdesk.database import books
from mspdesk.database.store import Store
from mspdesk.desk.desk import Desk
from mspdesk.settings import MachineSettings
from mspdesk.tickets.area import AREA
from mspdesk.widgets import theme
from tests.bookcase import Furnish, Standing

from .board import Small, opened, set_up
from .hands import NOW, Hands


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """What stands in the books of this folder's tests."""
    return set_up


@pytest.fixture
def small(store: Store, standing: Standing, clock: datetime) -> Small:
    """The small shop on both kinds of books, at three on a Wednesday afternoon."""
    made: Small = standing(store)
    return made


@pytest.fixture(scope="module")
def filled(books_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Small]:
    """Books with three open tickets that no test writes to."""
    place = Path(shutil.copy(books_template, tmp_path_factory.mktemp("board") / "books.db"))
    store = books.open_books(place, durable=False)
    with dates.frozen(NOW):
        small = set_up(store)
        with dates.frozen(NOW - timedelta(days=2)):
            opened(store, small.kestrel, "VPN drops", estimate_minutes=90)
        opened(store, small.kestrel, "Backup failed", priority=2, assigned_id=small.dana)
        opened(store, small.brightwater, "Scanner", priority=4, estimate_minutes=None)
    store.close()
    return place, small


@pytest.fixture
def hands(
    qtbot: QtBot, filled: tuple[Path, Small], tmp_path: Path, clock: datetime
) -> Iterator[Hands]:
    theme.apply(QApplication.instance() or QApplication([]), "light")  # type: ignore[arg-type]  # the application of pytest-qt
    place, small = filled
    store = books.open_books(Path(shutil.copy(place, tmp_path / "books.db")), durable=False)
    settings = MachineSettings()
    desk = Desk(store, [AREA], settings)
    window = Window([AREA], settings)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    desk.work_as(small.dana, "Dana Whitlock", frozenset({"*"}))
    window.seat(desk)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield Hands(qtbot, window, desk, small)
    window.unseat()


@pytest.fixture
def shipped() -> str:
    """The code of a checklist that ships and can be planned on a client's ticket."""
    return "server-down"
