"""The real window over the small shop, as somebody would have it open."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.app import keeping
from mspdesk.app.areas import AREAS
from mspdesk.app.program import Program
from mspdesk.app.window import Window
from mspdesk.desk.desk import Desk
from mspdesk.settings import MachineSettings
from mspdesk.widgets import theme
from tests.bookcase import Bookcase
from tests.sample import Sample, furnish


@pytest.fixture
def shop(books_file: Path, bookcase: Bookcase, clock: datetime) -> Sample:
    """The small shop in a file that nobody has open."""
    kept = bookcase.file(furnish)
    shutil.copy(kept.file, books_file)
    made: Sample = kept.answer
    return made


def copied(window: Window) -> None:
    """Let a copy of the open books stand, as if one had been made after all of the test.

    Closing would make one and check it, which took a third of the time of these tests. Those of
    copies close the window themselves.
    """
    if window.desk is not None:
        folder = keeping.folder_of(window.desk.store)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "books-29991231-235959.db").touch()


@pytest.fixture
def empty_program(qapp: QApplication, qtbot: QtBot, clock: datetime) -> Iterator[Program]:
    """The program on a computer that has no books yet, its window shown."""
    theme.apply(qapp, "light", 100)
    settings = MachineSettings()
    window = Window(AREAS, settings)
    qtbot.addWidget(window, before_close_func=copied)
    window.resize(1440, 900)
    window.show()
    yield Program(window, settings)
    window.unseat()


@pytest.fixture
def program(empty_program: Program, books_file: Path, shop: Sample, qtbot: QtBot) -> Program:
    """The program with the small shop open, Dana at work, Today shown."""
    empty_program.begin(str(books_file))
    qtbot.waitUntil(lambda: empty_program.window.desk is not None, timeout=20_000)
    return empty_program


@pytest.fixture
def window(program: Program) -> Window:
    """The window with the small shop open."""
    return program.window


@pytest.fixture
def desk(window: Window) -> Desk:
    """The desk of the open shop."""
    assert window.desk is not None
    return window.desk
